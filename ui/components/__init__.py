"""The screen's own parts that run in the browser, served as files so that the page may forbid every inline script.

Their sources lie here, one folder each; ``script/setup`` builds them into ``built``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

PACKAGE = "paraq_screen"
BUILT = Path(__file__).with_name("built")


def sheet(
    data: dict[str, Any], key: str, on_go: Callable[[], None], on_corrected: Callable[[], None], on_evidence: Callable[[], None]
) -> None:
    """Show a sheet.

    Args:
        data: What ``Sheet`` in ``sheet/data.ts`` lists.
        key: Key of its state, in which the events leave their values.
        on_go: Runs when the reader leaves the sheet for another, with ``{"what", "step", "look"}``.
        on_corrected: Runs when the text has changed.
        on_evidence: Runs when words or a region were taken as evidence, with what ``Evidence`` in ``sheet/data.ts`` lists.
    """
    _component("sheet")(key=key, data=data, on_go_change=on_go, on_corrected_change=on_corrected, on_evidence_change=on_evidence)


def upload(data: dict[str, Any], key: str, on_queued: Callable[[], None]) -> None:
    """Show where files of a transfer are chosen and sent; ``on_queued`` runs when they are all here and wait to be taken in."""
    _component("upload")(key=key, data=data, on_queued_change=on_queued)


def box(data: dict[str, Any]) -> None:
    """Show the search box with its completion and switches; ``data`` is what ``Data`` in ``box/box.ts`` lists."""
    _component("box")(key="box", data=data)


def facets(data: dict[str, Any]) -> None:
    """Show what a list is narrowed by; ``data`` is what ``Data`` in ``facets/facets.ts`` lists."""
    _component("facets")(key="facets", data=data)


def question_list(data: dict[str, Any]) -> None:
    """Show where a list of questions is dropped, chosen or pasted; ``data`` is what ``Data`` in ``list/list.ts`` lists."""
    _component("list")(key="list", data=data)


def links(data: dict[str, Any]) -> None:
    """Let links marked ``data-visit`` go to their places without loading the page anew, and keys lead through lists."""
    _component("links")(key="links", data=data)


def _component(folder: str) -> ComponentRenderer:
    name = f"{PACKAGE}.{folder}"
    _register(name, folder)
    html = f'<div class="paraq-{folder}"></div>'
    return st.components.v2.component(name, html=html, js=f"{folder}-*.js", css=f"{folder}-*.css")


def words(data: dict[str, Any]) -> None:
    """Say Streamlit's own texts in the reader's language; ``data`` is what ``Data`` in ``words/words.ts`` lists."""
    name = f"{PACKAGE}.words"
    _register(name, "words")
    show = st.components.v2.component(name, html='<div class="paraq-words"></div>', js="words-*.js", css="words-*.css")
    show(key="words of streamlit", data=data)


def _register(name: str, folder: str) -> None:
    """Make a component known. Streamlit finds by itself only those of a package named as its distribution, which this is not."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(name) is None:
        manifest = ComponentManifest(name=PACKAGE, version="1", components=[ComponentConfig(name=folder, asset_dir=folder)])
        manager.register_from_manifest(manifest, BUILT)
