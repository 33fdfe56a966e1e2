"""The request that the visitor answers: it stands in the address, so that a reload, a copy of it and Back know it, too."""

import streamlit as st

from ui import client
from ui.client import Json
from ui.visitor import ANSWERED

# The part of an address that names the request by its id.
FOR = "for"
# The request that is being answered, for which words of a sheet are taken as evidence.
WORKING_ON = "working on"


def begin(request: Json) -> None:
    """Answer a request from now on; one that is closed is only looked at."""
    st.session_state[WORKING_ON] = request["request_id"]
    st.session_state[ANSWERED] = "" if request["closed"] else request["asked"]["number"]


def end() -> None:
    """Answer no request any more."""
    st.session_state.pop(ANSWERED, None)
    st.session_state.pop(WORKING_ON, None)
    st.query_params.pop(FOR, None)


def take_up(language: str) -> None:
    """Answer the request that the address names, if it names another and the visitor may see that."""
    asked = st.query_params.get(FOR, "")
    if not asked or asked == st.session_state.get(WORKING_ON):
        return
    try:
        begin(client.get(f"/v1/requests/{client.segment(asked)}", language))
    except client.Refused:
        end()


def part_of_address() -> dict[str, str]:
    """Return what addresses have of the request that is being answered."""
    return {FOR: st.session_state[WORKING_ON]} if st.session_state.get(ANSWERED) else {}
