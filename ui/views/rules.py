"""Rules of access: who may see which records, as data that the archive changes."""

import streamlit as st

from ui import client
from ui.language import Speech
from ui.views.forms import DATE, sent, table
from ui.words import TYPES, named
from ui.words import marked_for_translation as _

ACCESS = {"open": _("open"), "restricted": _("restricted for a term"), "closed": _("closed")}

STARTS = {"creation": _("the day of the document"), "following-year": _("1 January of the year after")}
PLACES = {
    "fonds": _("Fonds"),
    "inventory": _("Inventory"),
    "file": _("File"),
    "document": _("One document, by its id"),
}


def show(speech: Speech) -> None:
    """Show the rules, and the form with which one is made, changed or removed."""
    say = speech.say
    found = client.get_list("/v1/access-rules", speech.language)
    rows = [
        [
            one["name"],
            named(ACCESS, one["access"], speech),
            " / ".join(part for part in (one["fonds"], one["inventory"], one["file"], one["document"]) if part)
            or say("everything"),
            ", ".join([*(named(TYPES, kind, speech) for kind in one["types"]), *one["words"]]),
            speech.date(one["until"]) if one["until"] else str(one["years"] or ""),
            " · ".join(part for part in (one["basis"], _in_force(one, speech)) if part),
        ]
        for one in found
    ]
    heads = [
        say("Rule"),
        say("Access"),
        say("Records"),
        say("Kinds and words"),
        say("Years or day"),
        say("Basis"),
    ]
    table(heads, rows)
    with st.expander(say("Make or change a rule")):
        _form({one["name"]: one for one in found}, speech)
    if found:
        with st.expander(say("Remove a rule")):
            name = st.selectbox(say("Rule"), [one["name"] for one in found], key="removed rule")
            if st.button(say("Remove it"), key="remove rule"):
                _told(sent("DELETE", f"/v1/access-rules/{client.segment(name)}", speech), speech)


def _form(rules: dict[str, client.Json], speech: Speech) -> None:
    """Show the form of one rule; a rule that is there comes filled in, and what the form does not show stays as it is."""
    say = speech.say
    new = say("A new rule")
    chosen = st.selectbox(say("Rule to change"), ["", *rules], key="changed rule", format_func=lambda name: name or new)
    was = rules.get(chosen, {})

    def line(title: str, field: str, most: int = 64) -> str:
        # A key of its own for each rule: else the form would keep what was typed for another one.
        return st.text_input(title, was.get(field, ""), key=f"rule {field} {chosen}", max_chars=most).strip()

    def day(title: str, field: str) -> str:
        written = speech.date(was.get(field, ""))
        return st.text_input(title, written, key=f"rule {field} {chosen}", max_chars=DATE).strip()

    with st.form(f"rule {chosen}", border=False):
        name = chosen or line(say("Rule"), "name")
        access = st.selectbox(
            say("Access"),
            ACCESS,
            list(ACCESS).index(was.get("access", "open")),
            key=f"rule access {chosen}",
            format_func=lambda code: named(ACCESS, code, speech),
        )
        body = {one: line(say(title), one) for one, title in PLACES.items()}
        held = was.get("types", [])
        types = st.multiselect(
            say("Kinds of documents"),
            # A kind that only the archive has stays one that can be kept.
            [*TYPES, *(kind for kind in held if kind not in TYPES)],
            held,
            key=f"rule types {chosen}",
            format_func=lambda code: named(TYPES, code, speech),
        )
        words = st.text_area(
            say("Beginnings of words of the title, one a line"), "\n".join(was.get("words", [])), key=f"rule words {chosen}"
        )
        years = st.number_input(say("Years of the term"), 0, 1000, was.get("years", 0), key=f"rule years {chosen}")
        start = st.selectbox(
            say("The term counts from"),
            STARTS,
            list(STARTS).index(was.get("start", "creation")),
            key=f"rule start {chosen}",
            format_func=lambda code: named(STARTS, code, speech),
        )
        until = day(say("Open from this day instead of a term (06.01.2027)"), "until")
        valid = {"valid_from": day(say("In force from; empty: always"), "valid_from")}
        valid["valid_to"] = day(say("In force until; empty: without end"), "valid_to")
        basis = line(say("Basis: the law or order that says so"), "basis", 1000)
        if st.form_submit_button(say("Put the rule in force"), type="primary"):
            kept = {field: value for field, value in was.items() if field != "name"}
            put = {
                **kept,
                **body,
                "access": access,
                "types": types,
                "words": [word.strip() for word in words.splitlines() if word.strip()],
                "years": years,
                "start": start,
                "until": until,
                **valid,
                "basis": basis,
            }
            _told(sent("PUT", f"/v1/access-rules/{client.segment(name)}", speech, put), speech)


def _in_force(one: client.Json, speech: Speech) -> str:
    ends = [speech.date(one["valid_from"]), speech.date(one["valid_to"])]
    return f"{speech.say('In force')}: {' – '.join(ends).strip()}" if any(ends) else ""


def _told(changed: client.Json | None, speech: Speech) -> None:
    if changed is not None:
        said = speech.count("Access to {n} document changed.", "Access to {n} documents changed.", changed["documents"])
        st.success(said.replace("{n}", speech.number(changed["documents"])))
