"""Forms and tables of the administration: sending what was filled in, and showing what there is."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.language import Speech


def sent(method: str, path: str, speech: Speech, body: Json | None = None) -> Json | None:
    """Change something; say so, or what the API has against it."""
    try:
        told = client.send(method, path, speech.language, body)
    except client.Refused as refused:
        if refused.status >= 500:
            raise
        st.error(f"{refused.title}. {refused.detail}", icon=":material/error:")
        return None
    return told


def table(heads: list[str], rows: list[list[str]]) -> None:
    """Show a table of texts."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    st.html(f'<table class="sums wide"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
