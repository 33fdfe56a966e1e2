"""Walking through what a search found, sheet by sheet."""

from typing import Any

import streamlit as st

from ui import client
from ui.state import Asked

# The most that the API gives at once, and how often it is asked: who walks through more than a thousand sheets asks better first.
STRIDE, STRIDES = 100, 10
# Most sheets are opened from the first of a list, and so many hits take the API a quarter of the time.
FIRST_STRIDE = 20


def found_pages(asked: Asked, until: str, language: str) -> tuple[list[str], int]:
    """Return the ids of the pages that a search found, past ``until`` if it is among them, and the total of the search."""
    ids: list[str] = []
    total, after = 0, ""
    for step in range(STRIDES):
        limit = STRIDE if step else FIRST_STRIDE
        some, total, after = _stride({**asked.changed(group="").parameters(), "after": after, "limit": limit}, language)
        ids += some
        if not after or until in ids[:-1]:
            break
    return ids, total


# Two minutes: long enough for leafing to be quick, short enough for sheets that were just read to appear.
@st.cache_data(ttl=120, max_entries=100, show_spinner=False, scope="session")
def _stride(parameters: dict[str, Any], language: str) -> tuple[list[str], int, str]:
    answer = client.get("/v1/search", language, parameters)
    after = client.cursor(answer["next"]) if answer["next"] else ""
    return [hit["page"]["page_id"] for hit in answer["hits"]], answer["total"], after
