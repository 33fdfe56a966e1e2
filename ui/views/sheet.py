"""The sheet: its scan with the marked words, its text and its corrections, its reference to copy, and the ways on from it."""

from typing import Any

import streamlit as st

from ui import client, components, walk, words
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.state import Asked, read
from ui.views import request_evidence, sheet_evidence
from ui.views.sheet_labels import labels

KEY = "sheet"
# How the reader wants pictures to look; it goes on with them to the next sheet.
LOOK = ("light", "contrast")


def show(places: Places) -> None:
    """Show the sheet that the address names."""
    speech = places.speech
    asked = read(st.query_params)
    page_id = st.query_params.get("id", "")
    if not page_id:
        st.info(speech.say("The address names no sheet. Find one by searching or in the archive."), icon=":material/info:")
        return
    request_evidence.show_taken(places)
    page = client.get(f"/v1/pages/{client.segment(page_id)}", speech.language, {"q": asked.q.strip()})
    found, total = walk.found_pages(asked, page["page_id"], speech.language) if asked.q.strip() else ([], 0)
    _crumbs(places, asked, page)
    before, after = around(found, page["page_id"])

    def go() -> None:
        wish = st.session_state[KEY].go
        to = {
            ("hit", 1): after,
            ("hit", -1): before,
            ("sheet", 1): page["neighbours"]["next"],
            ("sheet", -1): page["neighbours"]["previous"],
        }
        target = to.get((wish["what"], wish["step"]))
        if target:
            hit = "last" if (wish["what"], wish["step"]) == ("hit", -1) else "0"
            look = {name: value for name in LOOK if (value := str(wish["look"].get(name, ""))).isdecimal()}
            places.go({**asked.address(), **look, "id": target, "hit": hit})

    def take() -> None:
        sheet_evidence.take(st.session_state[KEY].evidence)

    data = {
        **picture(page, speech),
        "query": asked.q,
        "more_before": bool(before),
        "more_after": bool(after),
        "place": _place(speech, found, page["page_id"], total),
        "may_correct": _may_correct(places),
        "offers_requests": sheet_evidence.offered(speech.language),
        "labels": labels(speech),
    }
    # What was corrected is shown by the run that follows the event; nothing else is to be done.
    components.sheet(data, KEY, on_go=go, on_corrected=lambda: None, on_evidence=take)


def _place(speech: Speech, found: list[str], page_id: str, total: int) -> str:
    if page_id not in found:
        return ""
    said = speech.say("sheet {n} of {total}")
    return said.replace("{n}", str(found.index(page_id) + 1)).replace("{total}", speech.number(total))


def _may_correct(places: Places) -> bool:
    """Tell whether the visitor may write; the API decides again when they do."""
    return places.visitor is not None and "write" in places.visitor["scopes"] and places.role != "reader"


def around(found: list[str], page_id: str) -> tuple[str | None, str | None]:
    """Return the found pages before and after this one."""
    if page_id not in found:
        return None, None
    at = found.index(page_id)
    return (found[at - 1] if at else None), (found[at + 1] if at + 1 < len(found) else None)


def _crumbs(places: Places, asked: Asked, page: Json) -> None:
    say = places.speech.say
    reference = page["reference"]
    fonds, inventory, file = reference["fonds"], reference["inventory"], reference["file"]
    with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
        if not asked.empty:
            places.link(places.search, "‹ " + say("To the list"), asked.address())
        if fonds:
            title = page["description"]["fonds_title"]
            places.link(places.archive, f"{say('Fonds')} {fonds}{f'. {title}' if title else ''}", {"fonds": fonds})
        if inventory:
            places.link(places.archive, f"{say('Inventory')} {inventory}", {"fonds": fonds, "inventory": inventory})
        if file:
            places.link(places.archive, f"{say('File')} {file}", {"fonds": fonds, "inventory": inventory, "file": file})
        here = f"{say('Sheet')} {reference['sheet']}" if reference["sheet"] else f"{page['path']}, {page['number']}"
        st.text(here, width="content")


def picture(page: Json, speech: Speech) -> dict[str, Any]:
    """Return what the browser needs of a page, in the language of the screen."""
    neighbours = page["neighbours"]
    return {
        "page_id": page["page_id"],
        "version": page["version"],
        "language": speech.language,
        "service": f"/v1/iiif/pages/{page['page_id']}",
        "image": page["sheet"]["image"],
        "width": page["sheet"]["width"] or 1,
        "height": page["sheet"]["height"] or 1,
        "turn": page["turn"],
        "text": page["text"],
        "text_language": page["language"] if page["language"] != "other" else "",
        "words": [[word["start"], word["end"], *word["box"], word["confidence"], word["alternatives"]] for word in page["words"]],
        "marks": [
            {**mark, "why": f"{mark['text']}: {words.named(words.EVIDENCE, mark['evidence'], speech)}"} for mark in page["marks"]
        ],
        "references": [
            {"name": name, "text": page["reference"]["text"][name]} for name in ("kk", "ru") if page["reference"]["text"][name]
        ],
        "facts": facts(page, speech),
        "sheet_before": bool(neighbours["previous"]),
        "sheet_after": bool(neighbours["next"]),
    }


def facts(page: Json, speech: Speech) -> list[list[str]]:
    """Return what is known of the page, each with its name."""
    say, described = speech.say, page["description"]
    kind = words.named(words.TYPES, described["type"], speech) if described["type"] else ""
    source = words.named(words.SOURCES, page["source"], speech)
    if page["source"] == "ocr":
        source += ", " + say("sure to {n}%").replace("{n}", str(round(page["confidence"])))
    named = [
        (say("Title"), described["title"]),
        (say("Type of document"), kind),
        (say("Date"), speech.date(described["date"])),
        (say("Body"), described["body"]),
        (say("Text"), source),
        (say("Note"), page["note"]),
        (say("Original"), page["path"]),
    ]
    return [[name, value] for name, value in named if value]
