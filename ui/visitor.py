"""Who sits before the screen, as the API has to know: the session, and where the browser is."""

import streamlit as st

# What the browser sent with its first request and the API asks for again; see the API's log-in.
PASSED_ON = ("Cookie", "X-Forwarded-Proto")


def headers() -> dict[str, str]:
    """Return the headers with which the screen speaks for its visitor.

    Without them the API would take everybody for this machine, from which the screen asks.
    """
    context = st.context
    told = {name: value for name in PASSED_ON if (value := context.headers.get(name))}
    # None means this machine. What cannot be known is nobody whom the API trusts.
    steps = [context.headers.get("X-Forwarded-For", ""), context.ip_address or "127.0.0.1"]
    told["X-Forwarded-For"] = ", ".join(step for step in steps if step)
    told["X-Forwarded-Host"] = context.headers.get("X-Forwarded-Host") or context.headers.get("Host") or "unknown"
    return told
