"""Words or a region of a sheet taken as evidence for a citizen's request."""

from typing import Any

import streamlit as st

from ui import client

# Where what was taken waits for the screen of requests: the page, its version, words, quotation and region.
TAKEN = "evidence taken"


# Which services an API has changes with its release only.
@st.cache_data(ttl=300, show_spinner=False)
def offered(language: str) -> bool:
    """Tell whether the API keeps requests, for which evidence can be taken."""
    return "/v1/requests" in client.get("/v1/openapi.json", language)["paths"]


def take(evidence: dict[str, Any]) -> None:
    """Keep what was taken for the request that is being answered."""
    st.session_state[TAKEN] = evidence
