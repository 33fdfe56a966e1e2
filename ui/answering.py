"""The request that the visitor answers: it stands in the address, so that a reload, a copy of it and Back know it, too."""

import streamlit as st

from ui import client
from ui.client import Json
from ui.visitor import ANSWERED

# The part of an address that names the request by its id.
FOR = "for"
# The request that is being answered, for which words of a sheet are taken as evidence.
WORKING_ON = "working on"
# The request that the address names and of which nothing is known yet.
AWAITED = "request awaited"
# Answers of the API after which as little is known of the request as before: log in, wait.
NOT_NOW = {401, 429}


def begin(request: Json) -> None:
    """Answer a request from now on; one that is closed is only looked at."""
    st.session_state.pop(AWAITED, None)
    st.session_state[WORKING_ON] = request["request_id"]
    st.session_state[ANSWERED] = "" if request["closed"] else request["asked"]["number"]


def end() -> None:
    """Answer no request any more."""
    _forget()
    st.query_params.pop(FOR, None)


def await_shown(request_id: str) -> None:
    """Let addresses name a request that is about to be shown, and begun thereby."""
    if request_id != st.session_state.get(WORKING_ON):
        _forget()
        st.session_state[AWAITED] = request_id


def take_up(language: str) -> None:
    """Answer the request that the address names if the visitor may see it; none if it names none.

    While the API does not say which it is, addresses go on naming it.
    """
    asked = st.query_params.get(FOR, "")
    if asked and asked == st.session_state.get(WORKING_ON):
        return
    _forget()
    if not asked:
        return
    try:
        begin(client.get(f"/v1/requests/{client.segment(asked)}", language))
    except client.Refused as refused:
        if refused.away or refused.status in NOT_NOW:
            st.session_state[AWAITED] = asked


def part_of_address() -> dict[str, str]:
    """Return what addresses have of the request that is being answered."""
    known = st.session_state.get(WORKING_ON) if st.session_state.get(ANSWERED) else ""
    named = known or st.session_state.get(AWAITED)
    return {FOR: named} if named else {}


def _forget() -> None:
    for name in (ANSWERED, WORKING_ON, AWAITED):
        st.session_state.pop(name, None)
