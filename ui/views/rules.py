"""Rules of access: who may see which records, as data that the archive changes."""

import streamlit as st

from ui import client
from ui.language import Speech
from ui.views.forms import sent, table
from ui.words import TYPES, named
from ui.words import marked_for_translation as _

ACCESS = {"open": _("open"), "restricted": _("restricted for a term"), "closed": _("closed")}


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
            one["basis"],
        ]
        for one in found
    ]
    heads = [say("Rule"), say("Access"), say("Records"), say("Kinds and words"), say("Years or day"), say("Basis")]
    table(heads, rows)
    with st.expander(say("Make or change a rule")), st.form("rule", border=False):
        name = st.text_input(say("Rule"), key="rule name", max_chars=64)
        access = st.selectbox(say("Access"), ACCESS, key="rule access", format_func=lambda code: named(ACCESS, code, speech))
        fonds = st.text_input(say("Fonds"), key="rule fonds", max_chars=64)
        inventory = st.text_input(say("Inventory"), key="rule inventory", max_chars=64)
        file = st.text_input(say("File"), key="rule file", max_chars=64)
        years = st.number_input(say("Years of the term"), 0, 1000, key="rule years")
        basis = st.text_input(say("Basis: the law or order that says so"), key="rule basis", max_chars=1000)
        if st.form_submit_button(say("Put the rule in force"), type="primary"):
            body = {"access": access, "fonds": fonds, "inventory": inventory, "file": file, "years": years, "basis": basis}
            _told(sent("PUT", f"/v1/access-rules/{client.segment(name)}", speech, body), speech)
    if found:
        with st.expander(say("Remove a rule")):
            name = st.selectbox(say("Rule"), [one["name"] for one in found], key="removed rule")
            if st.button(say("Remove it"), key="remove rule"):
                _told(sent("DELETE", f"/v1/access-rules/{client.segment(name)}", speech), speech)


def _told(changed: client.Json | None, speech: Speech) -> None:
    if changed is not None:
        said = speech.count("Access to {n} document changed.", "Access to {n} documents changed.", changed["documents"])
        st.success(said.replace("{n}", speech.number(changed["documents"])))
