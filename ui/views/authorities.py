"""The authority file for who keeps it: an entry's names with their time, what was before and after it, added and changed."""

from html import escape
from typing import Literal

import streamlit as st

from ui import client
from ui.client import Json
from ui.places import Places, plain
from ui.views import authority_list
from ui.views.forms import DATE, keep
from ui.words import named
from ui.words_authorities import KINDS, NAME_LANGUAGES

PART = {"part": "authorities"}
# Room for names that are added at once; when they are kept there is room for more.
SPARE = 2
# As many as the API gives at once; predecessors are chosen among them by typing.
MOST_OTHERS = 1000
FIELDS = ("name", "language", "start", "end")


def show(places: Places) -> None:
    """Show the entry that the address names, a new one, or the list."""
    say = places.speech.say
    entry = st.query_params.get("entry", "")
    if entry or st.query_params.get("add"):
        with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
            places.link(places.administration, say("Organisations and places"), PART)
            st.text(entry or say("New entry"), width="content")
        _entry(places, entry)
        return
    places.link(places.administration, say("Add an entry"), {**PART, "add": "1"})
    authority_list.show(places, "/v1/authorities", PART, "entry")


def _entry(places: Places, entry: str) -> None:
    speech, say = places.speech, places.speech.say
    one: Json = {"id": "", "kind": "organisation", "names": [], "before": [], "after": [], "note": "", "own": False}
    tag = ""
    if entry:
        one, tag = client.get_tagged(f"/v1/authorities/{client.segment(entry)}", speech.language)
    # What is typed belongs to one state of the list: another state is shown as it is, not under words typed for this one.
    at = f"{entry} {tag}"
    others = _others(one, speech.language)
    with st.form(f"entry {at}", border=False):
        if not entry:
            st.text_input(say("Id: small Latin letters, digits and hyphens"), key=f"id {at}", max_chars=64)
            st.selectbox(say("Kind"), list(KINDS), key=f"kind {at}", format_func=lambda code: named(KINDS, code, speech))
        how = say("The preferred name comes first. Dates as exactly as they are known: 1964, 03.1964, 01.03.1964.")
        st.html(f'<p class="soft">{escape(how)}</p>')
        rows = [*one["names"], *(dict.fromkeys(FIELDS, "") for _ in range(SPARE if entry else SPARE + 1))]
        for number, name in enumerate(rows):
            _name(places, f"{at} {number}", name, number)
        for relation, label in (("before", say("Predecessors")), ("after", say("Successors"))):
            st.multiselect(
                label,
                list(others),
                [other["id"] for other in one[relation]],
                key=f"{relation} {at}",
                format_func=lambda id_: others[id_],
            )
        st.text_input(say("Note"), one["note"], key=f"note {at}", max_chars=500)
        st.form_submit_button(
            say("Keep the entry"), type="primary", on_click=_keep, args=(places, one if entry else None, at, len(rows), tag)
        )
    if one["own"]:
        st.button(say("Take back the archive's change"), key="take back", on_click=_take_back, args=(places, entry, tag))


def _name(places: Places, at: str, name: Json, number: int) -> None:
    say = places.speech.say
    visible: Literal["visible", "collapsed"] = "visible" if number == 0 else "collapsed"
    borne, language, start, end = st.columns([6, 2, 2, 2])
    codes = list(NAME_LANGUAGES)
    known = codes.index(name["language"]) if name["language"] in codes else 0
    borne.text_input(say("Name that it bore"), name["name"], key=f"name {at}", max_chars=500, label_visibility=visible)
    language.selectbox(
        say("Language"), codes, known, key=f"language {at}", format_func=NAME_LANGUAGES.__getitem__, label_visibility=visible
    )
    spoken = places.speech.date
    start.text_input(say("From"), spoken(name["start"]), key=f"start {at}", max_chars=DATE, label_visibility=visible)
    end.text_input(say("Until"), spoken(name["end"]), key=f"end {at}", max_chars=DATE, label_visibility=visible)


def _others(one: Json, language: str) -> dict[str, str]:
    """Return ids and names of what can come before or after an entry."""
    found = client.get("/v1/authorities", language, {"limit": MOST_OTHERS})["found"]
    known = [(other["id"], other["name"]) for other in (*found, *one["before"], *one["after"]) if other["id"] != one["id"]]
    return dict(known)


def _keep(places: Places, one: Json | None, at: str, rows: int, tag: str) -> None:
    speech, typed = places.speech, st.session_state
    names = [{field: typed[f"{field} {at} {number}"].strip() for field in FIELDS} for number in range(rows)]
    body = {
        "kind": one["kind"] if one else typed[f"kind {at}"],
        "names": [name for name in names if name["name"]],
        "before": typed[f"before {at}"],
        "after": typed[f"after {at}"],
        "note": typed[f"note {at}"],
    }
    id_ = one["id"] if one else typed[f"id {at}"].strip()
    done = speech.say("Kept. Searches follow at once.")
    # Without an id the address would be that of the list; a hyphen alone is refused as no id.
    path = f"/v1/authorities/{client.segment(id_ or '-')}"
    if keep("PUT", path, speech, done, body, tag, new=one is None) and one is None:
        places.go({**PART, "entry": id_})


def _take_back(places: Places, entry: str, tag: str) -> None:
    done = places.speech.say("Taken back: {name}").replace("{name}", plain(entry))
    if keep("DELETE", f"/v1/authorities/{client.segment(entry)}", places.speech, done, tag=tag):
        places.go(PART)
