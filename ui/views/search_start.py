"""The first screen of the search: what can be searched and how, kept searches with what is new, and records."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.places import Places
from ui.state import searched_again
from ui.views import states

# The last of them; all are with the requests that they were made for.
MOST_RECORDS = 10


def show(places: Places) -> None:
    """Show where to begin."""
    speech = places.speech
    states.nothing_asked(speech, client.get("/v1/health", speech.language).get("pages"))
    if places.visitor is None:
        return
    _saved(places, _kept("/v1/saved-searches", "searches", places))
    _records(places, _kept("/v1/search-records", "records", places))


def _kept(path: str, name: str, places: Places) -> list[Json]:
    """Return what an archive keeps of searches; nothing where it keeps none, which is no reason to show no search."""
    try:
        return list(client.get(path, places.speech.language)[name])
    except client.Refused:
        return []


def _saved(places: Places, searches: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    if not searches:
        return
    st.subheader(say("Saved searches"), anchor=False)
    rows = "".join(_saved_row(one, places) for one in sorted(searches, key=lambda one: -one["new"]))
    st.html(f'<table class="sums kept"><tbody>{rows}</tbody></table>')
    names = {one["search_id"]: one["name"] for one in searches}
    with st.popover(say("Forget a search"), type="tertiary", key="forget"):
        st.selectbox(say("Saved searches"), list(names), format_func=names.__getitem__, key="search to forget")
        st.button(say("Forget it"), key="forget it", on_click=_forget, args=(speech.language,))


def _saved_row(one: Json, places: Places) -> str:
    speech = places.speech
    again = places.address(places.search, searched_again(one).address())
    fresh = places.address(places.search, {"saved": one["search_id"]})
    new = speech.count("{n} new sheet", "{n} new sheets", one["new"]).replace("{n}", speech.number(one["new"]))
    told = new if one["new"] else speech.say("nothing new")
    strong = ' class="strong"' if one["new"] else ""
    return (
        f'<tr><th scope="row"><a data-visit href="{escape(again)}">{escape(one["name"])}</a></th>'
        f'<td><a data-visit href="{escape(fresh)}"{strong}>{escape(told)}</a></td>'
        f'<td class="soft">{escape(_sought(one, places))}</td></tr>'
    )


def _sought(one: Json, places: Places) -> str:
    asked = searched_again(one)
    years = f"{asked.year_from}–{asked.year_to}" if asked.year_from or asked.year_to else ""
    chosen = [", ".join(values) for name, values in one["filters"].items() if name != "year"]
    parts = (one["query"] if one["query"] != one["name"] else "", years, *chosen)
    return " · ".join(part for part in parts if part)


def _forget(language: str) -> None:
    client.send("DELETE", f"/v1/saved-searches/{client.segment(st.session_state['search to forget'])}", language)


def _records(places: Places, records: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    if not records:
        return
    st.subheader(say("Recorded searches"), anchor=False)
    rows = []
    for one in records[:MOST_RECORDS]:
        there = places.address(places.search, {"record": one["record_id"]})
        found = speech.count("{n} sheet found", "{n} sheets found", one["total"]).replace("{n}", speech.number(one["total"]))
        rows.append(
            f'<tr><th scope="row"><a data-visit href="{escape(there)}">{escape(one["query"] or say("all sheets"))}</a></th>'
            f'<td>{escape(found)}</td><td class="soft">{escape(speech.date(one["made"][:10]))}</td></tr>'
        )
    st.html(f'<table class="sums kept"><tbody>{"".join(rows)}</tbody></table>')
