"""What a visitor sees whose session has ended, and how they leave."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui import client
from ui.client import Json
from ui.language import Speech
from ui.places import Places

# Who the API said last sits before the screen.
KNOWN = "visitor"


def show(speech: Speech) -> None:
    """Say that one has to log in, with the way to the page on which one does, and back here."""
    st.subheader(speech.say("Log in to search the archive"), anchor=False)
    st.markdown(speech.say("Your session has ended or has not begun yet. Once you have logged in, you are back at this place."))
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    here = f"?{urlencode(asked)}" if asked else ""
    place = urlencode({"next": f"{_path()}{here}"})
    st.html(f'<a class="enter" target="_self" href="/v1/log-in?{escape(place)}">{escape(speech.say("Log in"))}</a>')


def visitor(speech: Speech) -> Json | None:
    """Return who sits before the screen, as the API knows them; None for a stranger.

    While it does not answer they are who they were: what is offered to them stays, and it decides again about what they do.
    """
    try:
        st.session_state[KNOWN] = client.get("/v1/me", speech.language)
    except client.Refused as refused:
        if not refused.away:
            st.session_state.pop(KNOWN, None)
    known: Json | None = st.session_state.get(KNOWN)
    return known


def leave(places: Places) -> None:
    """Show who is logged in, and the button with which they leave; nothing where nobody has to log in."""
    visitor, speech = places.visitor, places.speech
    if visitor is None or visitor["by"] != "session":
        return
    st.html(
        f'<form class="leave" method="post" action="/v1/log-out"><span>{escape(visitor["name"])}</span> '
        f"<button>{escape(speech.say('Log out'))}</button></form>",
        width="content",
    )


def _path() -> str:
    url = st.context.url or ""
    return "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
