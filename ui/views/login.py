"""What a visitor sees whose session has ended, and how they leave."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui import client
from ui.language import Speech


def show(speech: Speech) -> None:
    """Say that one has to log in, with the way to the page on which one does, and back here."""
    st.subheader(speech.say("Log in to search the archive"), anchor=False)
    st.markdown(speech.say("Your session has ended or has not begun yet. What you asked is kept in the address."))
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    here = f"?{urlencode(asked)}" if asked else ""
    place = urlencode({"next": f"{_path()}{here}"})
    st.html(f'<a class="enter" target="_self" href="/v1/log-in?{escape(place)}">{escape(speech.say("Log in"))}</a>')


def leave(speech: Speech) -> None:
    """Show who is logged in, and the button with which they leave; nothing where nobody has to log in."""
    try:
        visitor = client.get("/v1/me", speech.language)
    except client.Refused:
        return
    if visitor["by"] != "session":
        return
    st.html(
        f'<form class="leave" method="post" action="/v1/log-out"><span>{escape(visitor["name"])}</span> '
        f"<button>{escape(speech.say('Log out'))}</button></form>",
        width="content",
    )


def role(speech: Speech) -> str:
    """Return the visitor's role; ``reader`` for a stranger."""
    try:
        return str(client.get("/v1/me", speech.language)["role"])
    except client.Refused:
        return "reader"


def _path() -> str:
    url = st.context.url or ""
    return "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
