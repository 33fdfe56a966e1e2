"""The archive as it stands on its shelves: fonds, inventories, files, sheets, and what of them cannot be read."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.state import LONGEST_VALUE
from ui.views import organisation
from ui.views.forms import table

LEVELS = ("fonds", "inventory", "file")
# Below this confidence so many words are lost that a person should look at the sheet; the API counts by the same.
POORLY_READ = 60


def show(places: Places) -> None:
    """Show what lies at the place that the address names, or what bodies were called through time."""
    speech = places.speech
    if body := st.query_params.get("organisation", "")[:LONGEST_VALUE]:
        organisation.show(places, body)
        return
    if st.query_params.get("organisations"):
        organisation.show_all(places)
        return
    place = {name: st.query_params.get(name, "")[:LONGEST_VALUE] for name in LEVELS}
    unplaced = st.query_params.get("unplaced", "") == "1"
    after = st.query_params.get("after", "")[:500]
    found = client.get("/v1/archive", speech.language, {**place, "unplaced": unplaced, "after": after})
    here = {name: value for name, value in place.items() if value}
    _crumbs(places, here)
    if not here:
        places.link(places.archive, speech.say("Organisations through time"), {"organisations": "1"})
    elif list(here) == ["fonds"]:
        organisation.show_of_fonds(places, here["fonds"])
    if found["level"] == "sheet":
        _sheets(places, {**here, **({"unplaced": "1"} if unplaced else {})}, found)
    elif found["branches"] or found["unplaced"]:
        _branches(places, here, found)
    elif not found["unread_total"]:
        st.info(speech.say("There is nothing here yet."), icon=":material/inbox:")
    _unread(found, speech)


def level_names(speech: Speech) -> dict[str, str]:
    """Return what the levels of the archive are called."""
    say = speech.say
    return {"fonds": say("Fonds"), "inventory": say("Inventory"), "file": say("File")}


def _crumbs(places: Places, here: dict[str, str]) -> None:
    names = level_names(places.speech)
    with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
        places.link(places.archive, places.speech.say("All fonds"))
        for depth, (name, value) in enumerate(here.items()):
            upto = dict(list(here.items())[: depth + 1])
            places.link(places.archive, f"{names[name]} {value}", upto)


def _branches(places: Places, here: dict[str, str], found: Json) -> None:
    speech, level = places.speech, found["level"]
    name = level_names(speech)[level]
    say = speech.say
    heads = [say("Years"), say("Sheets"), say("Without text"), say("Poorly read"), say("Not read")]
    with st.container(key="branch-heads", horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.html(f"<span class='soft'>{escape(name)}</span>", width="stretch")
        st.html(_cells(heads, "soft"), width="content")
    for index, branch in enumerate(found["branches"]):
        with st.container(key=f"branch-{index}", horizontal=True, vertical_alignment="center", gap="medium"):
            title = f". {branch['title']}" if branch["title"] else ""
            places.link(places.archive, f"{name} {branch['value']}{title}", {**here, level: branch["value"]})
            st.html(_cells(numbers(branch, speech)), width="content")
    if found["unplaced"]:
        with st.container(key="branch-unplaced", horizontal=True, vertical_alignment="center", gap="medium"):
            places.link(places.archive, unplaced_name(level, speech), {**here, "unplaced": "1"})
            st.html(_cells(["", speech.number(found["unplaced"]), "", "", ""]), width="content")


def unplaced_name(level: str, speech: Speech) -> str:
    """Return what the sheets are called of which the number of this level is not known."""
    say = speech.say
    return {
        "fonds": say("Without a number of the fonds"),
        "inventory": say("Without a number of the inventory"),
        "file": say("Without a number of the file"),
    }[level]


def numbers(branch: Json, speech: Speech) -> list[str]:
    """Return years and counts of a branch as they are shown; what there is none of is left empty."""
    counts = [branch[name] for name in ("pages", "without_text", "poorly_read", "unread")]
    return [years(branch["first"], branch["last"]), *(speech.number(count) if count else "" for count in counts)]


def years(first: str, last: str) -> str:
    """Return the years of two dates: ``1953–1978``, ``1953``; empty if they are not known."""
    ends = dict.fromkeys(year for year in (first[:4], last[:4]) if year)
    return "–".join(ends)


def _cells(texts: list[str], kind: str = "") -> str:
    return f'<div class="counts {kind}">' + "".join(f"<span>{escape(text)}</span>" for text in texts) + "</div>"


def _sheets(places: Places, here: dict[str, str], found: Json) -> None:
    speech = places.speech
    if not found["sheets"]:
        st.info(speech.say("There is nothing here yet."), icon=":material/inbox:")
        return
    with st.container(key="leaves", horizontal=True, gap="medium"):
        for index, page in enumerate(found["sheets"]):
            with st.container(key=f"hit-{index}", width=192):
                label = page["reference"]["sheet"] or str(page["number"])
                places.link(places.sheet, f"{speech.say('Sheet')} {label}", {"id": page["page_id"]})
                said = f'<p class="soft">{escape(page["description"]["title"])}</p>'
                if state := reading_of(page, speech):
                    said += f'<p class="why">{escape(state)}</p>'
                st.html(f'<img class="leaf" src="{escape(page["sheet"]["thumbnail"])}" alt="" loading="lazy">{said}')
    if found["next"]:
        places.link(places.archive, speech.say("Next sheets"), {**here, "after": client.cursor(found["next"])})


def reading_of(page: Json, speech: Speech) -> str:
    """Return what is wrong with the text of a sheet; empty if it can be relied on."""
    if page["source"] == "none":
        return speech.say("without text")
    return speech.say("poorly read") if page["confidence"] < POORLY_READ else ""


def _unread(found: Json, speech: Speech) -> None:
    """Say what could not be opened or read at all: no search can find it."""
    say, total = speech.say, found["unread_total"]
    if not total:
        return
    said = speech.count("{n} file or sheet could not be read", "{n} files or sheets could not be read", total)
    with st.expander(said.replace("{n}", speech.number(total)), key="unread", expanded=total <= 5):
        rows = [[one["path"], str(one["page"] or ""), one["reason"]] for one in found["unread"]]
        table([say("Original"), say("Page"), say("Why")], rows)
