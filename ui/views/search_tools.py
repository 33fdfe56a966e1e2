"""What can be done with a search: take its results, keep it, record it, ask a list; and what it could not look into."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui import client
from ui.client import Json
from ui.places import Places
from ui.state import Asked
from ui.views import states

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "jsonl": "JSONL"}
# More of what could not be read than these is looked through in the archive, not below a list.
MOST_UNREAD = 50


def show(places: Places, asked: Asked, total: int) -> None:
    """Show what can be done with a search and its results."""
    say = places.speech.say
    if total:
        links = " · ".join(
            f'<a href="{escape(export_address(asked, code, places.speech.language))}" download>{name}</a>'
            for code, name in FORMATS.items()
        )
        st.html(f'<span class="soft take">{escape(say("Take all:"))} {links}</span>', width="content")
    if places.visitor is None:
        return
    with st.popover(say("Save this search"), type="tertiary", key="save"), st.form("save", border=False):
        name = st.text_input(say("Name of the search"), value=asked.q[:60], max_chars=200, key="name to save")
        if st.form_submit_button(say("Save"), type="primary"):
            _save(places, asked, name)
    if st.button(say("Record this search"), key="record", type="tertiary", help=say("A record to be cited in an answer")):
        record = client.send("POST", "/v1/search-records", places.speech.language, asked.kept())
        places.go({**asked.address(), "record": record["record_id"]})
        st.rerun()


def export_address(asked: Asked, form: str, language: str) -> str:
    """Return where the API gives all results as a table."""
    given = {name: value for name, value in asked.sought().items() if value not in ("", [], False)}
    order = "reference" if asked.order == "relevance" else asked.order
    query = {**given, "order": order, "format": form, "wording": language}
    return f"/v1/search/export?{urlencode({k: 'true' if v is True else v for k, v in query.items()}, doseq=True)}"


def _save(places: Places, asked: Asked, name: str) -> None:
    say = places.speech.say
    try:
        client.send("POST", "/v1/saved-searches", places.speech.language, {**asked.kept(), "name": name})
    except client.Refused as refused:
        if refused.status >= 500 and not refused.away:
            raise
        st.error(states.told(refused, places.speech))
        return
    st.success(say("Saved. What is new for it stands on the first screen of the search."))


def show_unread(places: Places, asked: Asked) -> None:
    """Say what could not be read where the search looked, since what is sought may stand there."""
    try:
        found = client.get("/v1/search/unread", places.speech.language, {**asked.sought(), "limit": MOST_UNREAD})
    except client.Refused:
        # The list itself is there; what surrounds it may be told another time.
        return
    said = unread(found, places)
    if said:
        st.html(said)


def unread(found: Json, places: Places) -> str:
    """Return what could not be read as HTML; empty if everything could."""
    speech = places.speech
    failed, without, poorly = found["failed_total"], found["without_text"], found["poorly_read"]
    counts = (
        (failed, speech.count("{n} sheet or file could not be read", "{n} sheets and files could not be read", failed)),
        (without, speech.count("{n} sheet has no text", "{n} sheets have no text", without)),
        (poorly, speech.count("{n} sheet was read badly", "{n} sheets were read badly", poorly)),
    )
    parts = [said.replace("{n}", speech.number(n)) for n, said in counts if n]
    if not parts:
        return ""
    rows = "".join(
        f"<li>{escape(_place(one, places))}<span class='soft'> – {escape(one['reason'])}</span></li>" for one in found["failed"]
    )
    advice = speech.say("What is sought may stand on them: look through their files in the archive.")
    head = f"{speech.say('Where this search looked:')} {', '.join(parts)}."
    return (
        f'<details class="unread"><summary>{escape(head)}</summary><p class="soft">{escape(advice)}</p><ul>{rows}</ul></details>'
    )


def _place(one: Json, places: Places) -> str:
    speech = places.speech
    names = (("fonds", speech.say("Fonds")), ("inventory", speech.say("Inventory")), ("file", speech.say("File")))
    place = ", ".join(f"{name} {one[key]}" for key, name in names if one[key])
    page = speech.say("page {n}").replace("{n}", str(one["page"])) if one["page"] else ""
    return " · ".join(part for part in (place, one["path"], page) if part)
