"""Who sits before the screen, as the API has to know: the session, and where the browser is."""

from urllib.parse import quote, urlsplit

import streamlit as st

# The number of the request that the visitor answers; all that they look at is recorded as seen for it.
ANSWERED = "number of the request answered"


def headers() -> dict[str, str]:
    """Return the headers with which the screen speaks for its visitor, as its proxy does for the browser itself.

    Without them the API would take everybody for this machine, from which the screen asks.
    """
    context = st.context
    # None means this machine. What cannot be known is nobody whom the API trusts.
    seen = {
        "X-Forwarded-For": context.ip_address or "127.0.0.1",
        "X-Forwarded-Host": context.headers.get("Host") or "unknown",
        "X-Forwarded-Proto": urlsplit(context.url or "").scheme or "http",
    }
    told = {name: ", ".join([*context.headers.get_all(name), value]) for name, value in seen.items()}
    own = {"Cookie": context.headers.get("Cookie"), "Paraq-Request": quote(st.session_state.get(ANSWERED, ""))}
    return {**told, **{name: value for name, value in own.items() if value}}
