"""Forms and tables: sending what was filled in, and showing what there is."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.language import Speech
from ui.places import Places, plain
from ui.views import states

# The longest form of a date is a sentence of four words; what is no date is refused by the API, which says how to write one.
DATE = 40
KEPT = "what came of the last change"


def sent(method: str, path: str, speech: Speech, body: Json | None = None) -> Json | None:
    """Change something; say so, or what the API has against it."""
    try:
        told = client.send(method, path, speech.language, body)
    except client.Refused as refused:
        if refused.status >= 500 and not refused.away:
            raise
        st.error(states.told(refused, speech), icon=":material/error:")
        return None
    return told


def keep(
    method: str,
    path: str,
    speech: Speech,
    done: str | Callable[[Json], str],
    body: Json | None = None,
    tag: str = "",
    *,
    new: bool = False,
) -> bool:
    """Change something from a callback; :func:`tell_kept` says in the run that follows what came of it.

    With the tag of what the reader has before them a change that somebody else made meanwhile is not lost. What is said once it
    is done may depend on the answer.
    """
    try:
        told = client.send(method, path, speech.language, body, tag=tag, new=new)
    except client.Refused as refused:
        st.session_state[KEPT] = (False, states.told(refused, speech))
        return False
    st.session_state[KEPT] = (True, done if isinstance(done, str) else done(told))
    return True


def tell_kept() -> None:
    """Say once what came of the last change."""
    good, said = st.session_state.pop(KEPT, (True, ""))
    # Its place is kept while there is nothing to say: what moves down is made anew, and an open form would close.
    place = st.empty()
    if said:
        (place.success if good else place.error)(plain(said), icon=":material/check:" if good else ":material/error:")


def attempt(
    method: str, path: str, places: Places, body: Json | None = None, file: tuple[str, bytes] | None = None, *, tag: str = ""
) -> None:
    """Do something and show anew what became of it; what the API refuses is said, also that the tag is of an older state."""
    try:
        client.send(method, path, places.speech.language, body, file, tag=tag)
    except client.Refused as refused:
        st.error(states.told(refused, places.speech))
        return
    st.rerun()


def table(heads: list[str], rows: list[list[str]]) -> None:
    """Show a table of texts."""
    st.html(headed(heads, cells(rows)))


def cells(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of texts as HTML."""
    return "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)


def headed(heads: Iterable[str], rows: str, kind: str = "sums wide") -> str:
    """Return a table in HTML: texts over its columns, and rows that are HTML already; ``kind`` is its class."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
