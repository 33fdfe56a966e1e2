"""The sheets behind a cell of a list's answers, or behind a whole row, each with its evidence and a cut of its scan."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from ui import client, words
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.state import Asked
from ui.views.search_kept import cited_hit

# More sheets of one person and year than these are read in the search itself.
MOST_SHEETS = 30


def show(places: Places, path: str, chosen: Mapping[str, str]) -> None:
    """Show the sheets of the row, year and kind that the address names."""
    speech, say = places.speech, places.speech.say
    found = client.get(f"{path}/rows", speech.language, {"after": int(chosen["row"]) - 1, "limit": 1})["rows"]
    row = next((one for one in found if str(one["row"]) == chosen["row"]), None)
    close = places.address(places.batch, {name: chosen[name] for name in ("batch", "view", "after") if chosen[name]})
    shut = f'<a data-visit="stay" class="shut" href="{escape(close)}" aria-label="{escape(say("Close"))}">×</a>'
    if row is None:
        st.html(f"<p>{escape(say('This list has no such row.'))} {shut}</p>")
        return
    pages = chosen_pages(row["pages"], chosen["year"], chosen["kind"])
    st.html(f'<div class="cell-head"><strong>{escape(_title(row, chosen, speech))}</strong>{shut}</div>')
    if row["message"]:
        st.html(f'<p class="{"overdue" if row["state"] == "failed" else "soft"}">{escape(row["message"])}</p>')
    if row["query"]:
        again = places.address(places.search, {"q": row["query"]})
        st.html(f'<p class="soft">{escape(say("Searched"))}: <a data-visit href="{escape(again)}">{escape(row["query"])}</a></p>')
    if not pages and row["state"] != "waiting":
        st.info(say("No sheet answers this row."), icon=":material/info:")
    asked = Asked(q=row["query"])
    items = "".join(cited_hit(one["page"], asked, places, evidence(one, speech)) for one in pages[:MOST_SHEETS])
    if items:
        st.html(f'<ol class="hits narrow">{items}</ol>')
    if len(pages) > MOST_SHEETS:
        more = say("and {n} more; the search has all of them").replace("{n}", speech.number(len(pages) - MOST_SHEETS))
        st.html(f'<p class="soft">{escape(more)}</p>')


def chosen_pages(pages: list[Json], year: str, kind: str) -> list[Json]:
    """Return a row's pages of a year and a kind of document, by year; the year ``none`` means those without one."""
    fit = [
        one
        for one in pages
        if (not year or str(one["year"] or "none") == year)
        and (not kind or (one["page"]["description"]["type"] or "other") == kind)
    ]
    return sorted(fit, key=lambda one: one["year"] or 0)


def _title(row: Json, chosen: Mapping[str, str], speech: Speech) -> str:
    kind = words.named(words.TYPES, chosen["kind"], speech) if chosen["kind"] else ""
    year = speech.say("no year") if chosen["year"] == "none" else chosen["year"]
    return " · ".join(part for part in (row["label"], year, kind) if part)


def evidence(found: Json, speech: Speech) -> str:
    """Return why a page answers a row as HTML: how its words are written there, and what speaks for or against the person."""
    told = [
        f"{', '.join(written)}: {words.named(words.EVIDENCE, way, speech)}"
        for way, written in found["written"].items()
        if written
    ]
    if found["birth"]:
        told.append(speech.say("the year of birth stands on the sheet"))
    if found["early"]:
        told.append(speech.say("older than the person"))
    return "".join(f'<span class="why">{escape(one)}</span>' for one in told)
