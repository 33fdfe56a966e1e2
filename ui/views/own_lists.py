"""The archive's own lists by which names and words are found: equivalent names, and exceptions of stems."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.places import Places
from ui.views.authority_list import origin
from ui.views.forms import keep, table
from ui.words import LANGUAGES as NAMED
from ui.words import named
from ui.words_authorities import GROUPS

# More rows than these are found by typing a part of a name.
MOST_ROWS = 200
LANGUAGES = ("kk", "ru")


def equivalents(places: Places) -> None:
    """Show the groups of names that are one name, and add to or take from the archive's own."""
    speech, say = places.speech, places.speech.say
    found, tag = client.get_tagged("/v1/equivalents", speech.language)
    own = [{key: one[key] for key in ("kind", "names", "note")} for one in found["groups"] if one["own"]]
    heads = [say("Kind"), say("Names"), say("Note"), say("List")]

    def put(groups: list[Json]) -> bool:
        return keep("PUT", "/v1/equivalents", speech, say("Kept. Searches follow at once."), {"groups": groups}, tag)

    def add() -> None:
        typed = st.session_state
        names = [name.strip() for name in typed["equal names"].split(",") if name.strip()]
        if put([*own, {"kind": typed["equal kind"], "names": names, "note": typed["equal note"]}]):
            typed.update({"equal names": "", "equal note": ""})

    with st.expander(say("Add equivalent names")), st.form("equal", border=False):
        st.selectbox(say("Kind"), list(GROUPS), key="equal kind", format_func=lambda code: named(GROUPS, code, speech))
        st.text_input(say("Names, by commas, without endings such as -ов or -ұлы"), key="equal names", max_chars=2000)
        st.text_input(say("Note"), key="equal note", max_chars=500)
        st.form_submit_button(say("Add"), type="primary", on_click=add)
    _taking(places, own, lambda one: ", ".join(one["names"]), put)
    rows = [
        [named(GROUPS, one["kind"], speech), ", ".join(one["names"]), one["note"], origin(one, speech)] for one in found["groups"]
    ]
    _rows(places, heads, rows)


def stems(places: Places) -> None:
    """Show the words whose stem no rule tells, and add to or take from the archive's own."""
    speech, say = places.speech, places.speech.say
    language = st.query_params.get("words", "")
    language = language if language in LANGUAGES else LANGUAGES[0]
    with st.container(horizontal=True):
        for code in LANGUAGES:
            places.link(places.administration, named(NAMED, code, speech), {"part": "stems", "words": code})
    path = f"/v1/stem-exceptions/{language}"
    found, tag = client.get_tagged(path, speech.language)
    own = [{key: one[key] for key in ("word", "stem", "note")} for one in found["exceptions"] if one["own"]]
    done = say("Kept. It is in force once Paraq was started again and paraq reindex has run.")

    def put(exceptions: list[Json]) -> bool:
        return keep("PUT", path, speech, done, {"exceptions": exceptions}, tag)

    def add() -> None:
        typed = st.session_state
        wanted = {"word": typed["stem word"].strip(), "stem": typed["stem stem"].strip(), "note": typed["stem note"]}
        if put([*own, wanted]):
            typed.update({"stem word": "", "stem stem": "", "stem note": ""})

    with st.expander(say("Add an exception")), st.form("stem", border=False):
        st.text_input(say("Word"), key="stem word", max_chars=100)
        st.text_input(say("Stem"), key="stem stem", max_chars=100)
        st.text_input(say("Note"), key="stem note", max_chars=500)
        st.form_submit_button(say("Add"), type="primary", on_click=add)
    _taking(places, own, lambda one: f"{one['word']} → {one['stem']}", put)
    rows = [[one["word"], one["stem"], one["note"], origin(one, speech)] for one in found["exceptions"]]
    _rows(places, [say("Word"), say("Stem"), say("Note"), say("List")], rows)


def _taking(places: Places, own: list[Json], name: Callable[[Json], str], put: Callable[[list[Json]], bool]) -> None:
    """Offer to take one of the archive's own rows away."""
    say = places.speech.say
    if not own:
        return

    def take() -> None:
        gone = st.session_state["taken row"]
        put([one for number, one in enumerate(own) if number != gone])

    with st.expander(say("Take one of the archive's own away")):
        st.selectbox(say("Row"), range(len(own)), key="taken row", format_func=lambda number: name(own[number]))
        st.button(say("Take it away"), key="take row", on_click=take)


def _rows(places: Places, heads: list[str], rows: Sequence[list[str]]) -> None:
    speech, say = places.speech, places.speech.say
    typed = st.text_input(say("Show only rows with"), key="row part", max_chars=100, width=420)
    part = typed.strip().casefold()
    fit = [row for row in rows if part in " ".join(row).casefold()]
    if not fit:
        st.info(say("No row has this."), icon=":material/info:")
        return
    table(heads, fit[:MOST_ROWS])
    if len(fit) > MOST_ROWS:
        more = say("and {n} more; type a part to find one").replace("{n}", speech.number(len(fit) - MOST_ROWS))
        st.html(f'<p class="soft">{escape(more)}</p>')
