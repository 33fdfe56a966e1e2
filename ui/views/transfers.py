"""Transfers: sending one in, what is on its way, and the receipt of each that was taken in."""

from html import escape

import streamlit as st

from ui import client, components
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.views.forms import table
from ui.views.transfer_labels import labels
from ui.words import marked_for_translation as _
from ui.words import named

STATES = {
    "uploading": _("being sent"),
    "waiting": _("waits for its turn"),
    "running": _("being read"),
    "done": _("taken in"),
    "failed": _("not taken in"),
}
SUMS = {
    "files": _("Files"),
    "searchable_files": _("Files that can be searched"),
    "failed_files": _("Files that could not be read"),
    "waiting_files": _("Files that wait"),
    "documents": _("Documents"),
    "pages": _("Sheets"),
    "searchable_pages": _("Sheets that can be searched"),
    "failed_pages": _("Sheets that could not be read"),
    "waiting_pages": _("Sheets that wait"),
    "duplicates": _("Copies of files that were here"),
}
# Often enough to see it move, seldom enough that twenty screens left open are no load.
LOOK_SECONDS = 2
# More failures than these are read in the act, not on a screen.
MOST_FAILURES = 200


def show(places: Places) -> None:
    """Show the transfer that the address names, else the sending of a new one and the list of all."""
    number = st.query_params.get("transfer", "")
    if number.isascii() and number.isdecimal():
        _one(places, number)
        return
    speech = places.speech
    st.subheader(speech.say("Send a transfer"), anchor=False)
    components.upload({"language": speech.language, "labels": labels(speech)}, "upload", lambda: None)
    _on_the_way(places)
    st.subheader(speech.say("Transfers taken in"), anchor=False)
    _list(places)


def _on_the_way(places: Places) -> None:
    open_ones, live, _progress = _uploads(places.speech.language)
    if open_ones:
        st.subheader(places.speech.say("On the way"), anchor=False)
        st.fragment(_states, run_every=LOOK_SECONDS if live else None)(places, live)


def _states(places: Places, was_live: bool) -> None:
    speech = places.speech
    open_ones, live, progress = _uploads(speech.language)
    if was_live and not live:
        st.rerun()
    for one in open_ones:
        with st.container(key=f"upload-{one['upload_id']}", horizontal=True, vertical_alignment="center", gap="medium"):
            st.html(f"<strong>{escape(one['name'])}</strong> <span class='soft'>{escape(state(one, speech))}</span>")
            if one["state"] in ("uploading", "failed"):
                st.button(
                    speech.say("Give it up"),
                    key=f"forget {one['upload_id']}",
                    on_click=_forget,
                    args=(one["upload_id"], speech.language),
                )
        if one["state"] == "running" and progress:
            done = progress["pages_done"] / progress["pages"] if progress["pages"] else 0.0
            st.progress(min(done, 1.0), text=pace(progress, speech))


def _uploads(language: str) -> tuple[list[Json], bool, Json | None]:
    """Return the transfers on their way, whether anything moves without a person, and how far the present run is."""
    found = client.get("/v1/transfers/uploads", language)
    open_ones = [one for one in found["uploads"] if one["state"] != "done"]
    return open_ones, any(one["state"] in ("waiting", "running") for one in open_ones), found["progress"]


def _forget(upload_id: str, language: str) -> None:
    client.send("DELETE", f"/v1/transfers/uploads/{client.segment(upload_id)}", language)


def state(one: Json, speech: Speech) -> str:
    """Return how far a transfer on its way is, and why it failed."""
    said = named(STATES, one["state"], speech)
    if one["state"] == "uploading":
        here, whole = (sum(file[name] for file in one["files"]) for name in ("received", "size"))
        said += f", {100 * here // max(1, whole)}%"
    return f"{said}. {one['reason']}" if one["reason"] else said


def pace(progress: Json, speech: Speech) -> str:
    """Return how far reading is, how fast, and how long it still takes."""
    said = speech.say("{done} of {pages} sheets read")
    parts = [said.replace("{done}", speech.number(progress["pages_done"])).replace("{pages}", speech.number(progress["pages"]))]
    if progress.get("pages_a_minute"):
        parts.append(speech.say("{n} a minute").replace("{n}", speech.number(round(progress["pages_a_minute"]))))
    if progress.get("seconds_left"):
        minutes = max(1, round(progress["seconds_left"] / 60))
        parts.append(speech.say("about {n} min left").replace("{n}", speech.number(minutes)))
    return " · ".join(parts)


def _list(places: Places) -> None:
    speech = places.speech
    found = client.get("/v1/transfers", speech.language)["transfers"]
    if not found:
        st.info(speech.say("No transfer has been taken in yet."), icon=":material/inbox:")
        return
    for one in reversed(found):
        with st.container(key=f"transfer-{one['number']}", horizontal=True, vertical_alignment="center", gap="medium"):
            places.link(places.transfers, f"№ {one['number']} · {name_of(one['source'])}", {"transfer": str(one["number"])})
            ended = speech.date(one["finished"][:10]) if one["finished"] else speech.say("being read")
            st.html(f'<span class="soft">{escape(ended)}</span>', width="content")
    st.button(speech.say("Try again what could not be read"), key="retry", on_click=_retry, args=(speech.language,))


def _retry(language: str) -> None:
    client.send("POST", "/v1/transfers/retry", language)


def name_of(source: str) -> str:
    """Return the last part of the place from which a transfer came: the rest says where the server keeps it."""
    return source.rstrip("/").rpartition("/")[2] or source


def _one(places: Places, number: str) -> None:
    speech = places.speech
    one = client.get(f"/v1/transfers/{number}", speech.language)
    with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
        places.link(places.transfers, speech.say("Transfers taken in"), {})
        st.html(f"<span>№ {escape(number)} · {escape(name_of(one['source']))}</span>", width="content")
    rows = "".join(
        f"<tr><th scope='row'>{escape(speech.say(name))}</th><td>{speech.number(one[code])}</td></tr>"
        for code, name in SUMS.items()
    )
    st.html(f'<table class="sums">{rows}</table>')
    at = f"/v1/transfers/{number}/receipt"
    act = speech.say("Act of acceptance, PDF")
    st.html(
        f'<p><a href="{at}?format=pdf&amp;language=kk" download="act-{number}-kk.pdf">{escape(act)} (қаз.)</a> · '
        f'<a href="{at}?format=pdf&amp;language=ru" download="act-{number}-ru.pdf">{escape(act)} (рус.)</a> · '
        f'<a href="{at}" download="receipt-{number}.json">JSON</a></p>'
    )
    _failures(one["failures"], speech)


def _failures(failures: list[Json], speech: Speech) -> None:
    if not failures:
        st.success(speech.say("Everything that came can be searched."), icon=":material/check:")
        return
    st.subheader(speech.say("What cannot be searched, and why"), anchor=False)
    rows = [[one["path"], str(one["page"] or ""), one["reason"]] for one in failures[:MOST_FAILURES]]
    table([speech.say("Original"), speech.say("Page"), speech.say("Why")], rows)
    if len(failures) > MOST_FAILURES:
        more = speech.say("and {n} more; the act has all of them").replace("{n}", speech.number(len(failures) - MOST_FAILURES))
        st.html(f'<p class="soft">{escape(more)}</p>')
