"""Going from place to place by addresses, and keeping widgets and address of one mind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import answering
from ui.client import Json
from ui.language import LANGUAGES, Speech, preferred, speech

Parameters = Mapping[str, str | list[str]]


@dataclass
class Places:
    """The pages of the screen, which of them is open, who sits before it, and the language that is spoken to them."""

    search: StreamlitPage
    sheet: StreamlitPage
    archive: StreamlitPage
    requests: StreamlitPage
    request: StreamlitPage
    batch: StreamlitPage
    transfers: StreamlitPage
    administration: StreamlitPage
    speech: Speech
    visitor: Json | None = None
    here: StreamlitPage | None = None

    @property
    def role(self) -> str:
        """The visitor's role; ``reader`` for a stranger."""
        return str(self.visitor["role"]) if self.visitor else "reader"

    def all(self) -> list[StreamlitPage]:
        """Return every page."""
        return [
            self.search,
            self.sheet,
            self.archive,
            self.requests,
            self.request,
            self.batch,
            self.transfers,
            self.administration,
        ]

    def parameters(self, parameters: Parameters) -> dict[str, Any]:
        """Return the parameters of an address here, with the request that is answered, and the language if it was chosen."""
        chosen = st.query_params.get("lang")
        return {**parameters, **answering.part_of_address(), **({"lang": chosen} if chosen in LANGUAGES else {})}

    def address(self, page: StreamlitPage, parameters: Parameters) -> str:
        """Return the address of a place, for links in HTML; marked ``data-visit`` they go there as :meth:`link` does."""
        return f"/{page.url_path}?{urlencode(self.parameters(parameters), doseq=True)}"

    def link(self, page: StreamlitPage, label: str, parameters: Parameters | None = None) -> None:
        """Show a link to a place."""
        if self.here is None or page.url_path != self.here.url_path:
            st.page_link(page, label=plain(label), query_params=self.parameters(parameters or {}))
            return
        # Streamlit's links to the page that is open show the other place but leave the address as it was.
        key = f"to {label} {sorted((parameters or {}).items())}"
        st.button(plain(label), key=key, type="tertiary", on_click=self.go, args=(parameters or {},))

    def go(self, parameters: Parameters) -> None:
        """Change the address of the page that is open; Back returns to what it was."""
        st.query_params.from_dict(self.parameters(parameters))


def spoken() -> Speech:
    """Return the speech that the address asks for, else what the browser prefers."""
    asked = st.query_params.get("lang", "")
    return speech(asked if asked in LANGUAGES else preferred(st.context.headers.get("Accept-Language", "")))


def follow(key: str, value: Any) -> None:
    """Set a widget to what the address says whenever that changed or the widget was away."""
    seen = f"address of {key}"
    if key not in st.session_state or st.session_state.get(seen) != value:
        st.session_state[key] = value
    st.session_state[seen] = value


def plain(text: str) -> str:
    """Return a text that Streamlit shows letter for letter, though it reads labels as Markdown."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]()#+-.!|~$:<>&" else character for character in text)
