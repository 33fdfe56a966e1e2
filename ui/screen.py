"""The script that Streamlit runs for every view: the bar at the top, then the place that the address names."""

import streamlit as st

from ui import answering, client, components, rights, words_streamlit
from ui.language import LANGUAGES, Speech
from ui.places import Places, follow, spoken
from ui.theme import STYLE
from ui.views import administration, archive, batch, login, request, requests, search, sheet, states, transfers


def main() -> None:
    """Show the place that the address names."""
    speech = spoken()
    st.set_page_config(page_title="Paraq", page_icon="📄", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    with st.container(key="words"):
        components.words({"language": speech.language, "rows": words_streamlit.rows()})
    places = Places(
        search=st.Page(lambda: search.show(places), title=speech.say("Search"), url_path="search", default=True),
        sheet=st.Page(lambda: sheet.show(places), title=speech.say("Sheet"), url_path="sheet"),
        archive=st.Page(lambda: archive.show(places), title=speech.say("Archive"), url_path="archive"),
        requests=st.Page(lambda: requests.show(places), title=speech.say("Requests"), url_path="requests"),
        request=st.Page(lambda: request.show(places), title=speech.say("Request"), url_path="request"),
        batch=st.Page(lambda: batch.show(places), title=speech.say("Lists"), url_path="batch"),
        transfers=st.Page(lambda: transfers.show(places), title=speech.say("Transfers"), url_path="transfers"),
        administration=st.Page(
            lambda: administration.show(places), title=speech.say("Administration"), url_path="administration"
        ),
        speech=speech,
        visitor=login.visitor(speech),
    )
    page = st.navigation(places.all(), position="hidden")
    places.here = page
    _answer(places)
    _bar(places)
    try:
        rights.ask(places, page.url_path)
        page.run()
    except client.Refused as refused:
        states.refused(refused, speech)
        if refused.away:
            states.wait(speech)
    except Exception:
        # What failed is told; nothing is at work any more.
        _arrived(places)
        raise
    _arrived(places)


def _arrived(places: Places) -> None:
    """Say that the place is there that was gone to, and let its links work."""
    here = places.here.url_path if places.here else ""
    slow = places.speech.say("The archive is still searching…")
    components.links({"slow": slow, "place": [here, st.query_params.to_dict()]})


def _answer(places: Places) -> None:
    """Answer the request that the address names: the one that is shown, else the one that is searched for."""
    if places.here and places.here.url_path == places.request.url_path:
        answering.await_shown(st.query_params.get("id", ""))
    elif places.visitor is None or places.role != "reader":
        answering.take_up(places.speech.language)


def _bar(places: Places) -> None:
    say = places.speech.say
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html('<span class="brand">Paraq</span>', width="content")
        places.link(places.search, say("Search"))
        places.link(places.archive, say("Archive"))
        places.link(places.batch, say("Lists"))
        for page, name in (
            (places.requests, say("Requests")),
            (places.transfers, say("Transfers")),
            (places.administration, say("Administration")),
        ):
            if rights.offered(places, page.url_path):
                places.link(page, name)
        st.space("stretch")
        login.leave(places)
        _language(places.speech)


def _language(speech: Speech) -> None:
    follow("spoken", speech.language)

    def choose() -> None:
        st.query_params["lang"] = st.session_state["spoken"]

    st.segmented_control(
        speech.say("Language of the screen"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="spoken",
        required=True,
        on_change=choose,
        label_visibility="collapsed",
    )


main()
