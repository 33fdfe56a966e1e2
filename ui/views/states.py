"""What is said when there is nothing to show: what happened, and what to do."""

import streamlit as st

from ui import client
from ui.client import Refused
from ui.language import Speech
from ui.state import Asked
from ui.views import login

LOG_IN, BROKEN = 401, 500
# Soon enough for who waits, seldom enough for an API that is starting and has twenty screens before it.
LOOK_SECONDS = 5


def refused(error: Refused, speech: Speech) -> None:
    """Say that the API refused, in its own words, or that it does not answer."""
    if error.status == LOG_IN:
        login.show(speech)
        return
    if error.status == BROKEN and error.request_id:
        failed(error.request_id, speech)
        return
    if error.away or error.status >= BROKEN:
        away(speech)
        return
    st.warning(f"{error.title}. {error.detail}", icon=":material/info:")


def told(error: Refused, speech: Speech) -> str:
    """Return why something was not done, in the API's words or in those of the screen if it does not answer."""
    if error.away:
        return speech.say("The archive does not answer at the moment. What you have written stays here: try again in a minute.")
    return ". ".join(part for part in (error.title, error.detail) if part)


def undone(speech: Speech) -> None:
    """Say that what was pressed, or a part of the page that is drawn anew by itself, has had no answer."""
    st.error(
        speech.say(
            "The archive does not answer at the moment. Nothing is lost: try again in a minute, or tell the administrator."
        ),
        icon=":material/cloud_off:",
    )
    st.button(speech.say("Try again"), key="again")


def away(speech: Speech) -> None:
    """Say that the API does not answer, and that the page comes back; :func:`wait` sees to it."""
    st.error(
        speech.say(
            "The archive does not answer at the moment. Nothing is lost, and you stay logged in: this page comes back by itself "
            "as soon as it answers. If that takes longer than a few minutes, tell the administrator."
        ),
        icon=":material/cloud_off:",
    )
    st.button(speech.say("Try again"), key="again")


def wait(speech: Speech) -> None:
    """Draw the whole page anew as soon as the API answers, looking every few seconds."""
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        # It has just not answered, or something behind it has not.
        if looks == 1:
            return
        try:
            client.get("/v1/health/live", speech.language)
        except client.Refused:
            return
        st.rerun()

    st.fragment(look, run_every=LOOK_SECONDS)()


def failed(number: str, speech: Speech) -> None:
    """Say that something is wrong in the program, with the number by which the administrator finds it in the log."""
    said = speech.say(
        "The program has failed here; it is noted under the number {number}. Nothing was changed unless it was said so. "
        "Try again, and tell the administrator the number if it happens anew."
    )
    st.error(said.replace("{number}", number), icon=":material/error:")
    st.button(speech.say("Try again"), key="again")


def nothing_asked(speech: Speech, pages: int | None) -> None:
    """Say what can be searched and how, before the first search."""
    if pages == 0:
        st.info(
            speech.say(
                "There is nothing in the archive yet. Send a folder of scans under “Transfers”, "
                "or take it in with the command: paraq ingest FOLDER"
            ),
            icon=":material/inbox:",
        )
        return
    lines = [
        speech.say("Type a name or words from the document in any spelling: Kazakh or Russian letters, any grammatical form."),
        speech.say('Put words in "quotation marks" to find them exactly as written and side by side.'),
        speech.say("On a sheet, the keys n and p go to the next and the previous marked word."),
    ]
    if pages is not None:
        said = speech.count("{n} sheet can be searched.", "{n} sheets can be searched.", pages)
        lines.insert(0, said.replace("{n}", speech.number(pages)))
    st.markdown("\n".join(f"- {line}" for line in lines))


def nothing_found(asked: Asked, speech: Speech) -> None:
    """Say that no sheet answers, and what to try."""
    st.subheader(speech.say("No sheet answers this search"), anchor=False)
    advice = []
    if asked.filtered:
        advice.append(speech.say("Take away a choice on the left: the sheet may be in another fonds or of another year."))
    if asked.every:
        advice.append(speech.say("Switch off “All the words”: perhaps only the family name was written."))
    if '"' in asked.q or "«" in asked.q:
        advice.append(speech.say("Leave out the quotation marks: the words may stand in another form."))
    advice.append(speech.say("Try the family name alone, or the organisation as it was called then."))
    advice.append(
        speech.say("A sheet that could not be read cannot be found by its words: look through its file in the archive.")
    )
    st.markdown("\n".join(f"- {line}" for line in advice))
