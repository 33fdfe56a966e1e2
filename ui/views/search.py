"""The search: a box, what it is narrowed by, and the sheets that answer, each with a cut of its scan."""

from html import escape

import streamlit as st

from ui import answering, client, components, words
from ui.answering import WORKING_ON
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.state import GROUPS, ORDERS, PAGE, Asked, read
from ui.views import narrowing, search_kept, search_start, search_tools, states
from ui.views.hits import hit_list
from ui.visitor import ANSWERED

# As many hits of one file as the API gives at once; who wants more narrows the search to the file.
WHOLE_GROUP = 100
FACETS = ["year", "fonds", "type", "body", "language", "quality"]


def show(places: Places) -> None:
    """Show the search that the address holds, or what was kept of one."""
    asked = read(st.query_params)
    if record := st.query_params.get("record", ""):
        search_kept.show_record(places, record)
    elif saved := st.query_params.get("saved", ""):
        search_kept.show_new(places, saved)
    else:
        _ask(places, asked)


def _ask(places: Places, asked: Asked) -> None:
    components.box(box(asked, places.speech))
    _answered(places)
    if asked.empty:
        search_start.show(places)
    elif asked.like:
        _similar(places, asked)
    else:
        _found(places, asked)


def box(asked: Asked, speech: Speech) -> dict[str, object]:
    """Return what the search box needs."""
    say = speech.say
    return {
        "language": speech.language,
        "q": asked.q,
        "every": asked.every,
        "order": asked.order,
        "group": asked.group,
        "orders": [[code, words.named(words.ORDERS, code, speech)] for code in ORDERS],
        "groups": [[code, words.named(words.GROUPS, code or "page", speech)] for code in GROUPS],
        "listed": not asked.empty and not asked.like,
        "labels": {
            "what": say("What to find"),
            "example": say("Name, organisation, words of the document"),
            "find": say("Find"),
            "every": say("All the words"),
            "order": say("Order of the list"),
            "group": say("Show"),
            "names": say("Names that begin so"),
            "person": say("person"),
            "organisation": say("organisation"),
            "fonds": say("fonds"),
            "pasted": say("You have pasted {n} lines."),
            "ask": say("Ask them as a list"),
            "join": say("Search them as one line"),
            "list": say("Pasted list"),
            "failed": say("The list was not taken."),
        },
    }


def _answered(places: Places) -> None:
    """Tell for which request all searches are kept, and let the reader search for none again."""
    number = st.session_state.get(ANSWERED)
    if not number:
        return
    say = places.speech.say
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answered"):
        st.html(
            f"<span>{escape(say('Searches are kept with request № {n}').replace('{n}', number))}</span>",
            width="content",
        )
        places.link(places.request, say("To the request"), {"id": st.session_state[WORKING_ON]})
        st.button(say("Search for no request"), key="answered none", type="tertiary", on_click=answering.end)


def _found(places: Places, asked: Asked) -> None:
    language = places.speech.language
    found = client.get("/v1/search", language, {**asked.parameters(), "limit": PAGE, "facets": FACETS})
    side, main = st.columns([1, 4.4], gap="medium")
    with side, st.container(key="side"):
        narrowing.show(asked, found["facets"], places.speech)
    with main:
        _meant(places, asked, found)
        if found["total"]:
            _hits(places, asked, found)
        else:
            states.nothing_found(asked, places.speech)
            with st.container(horizontal=True, gap="small", key="tools"):
                search_tools.show(places, asked, total=0)
        search_tools.show_unread(places, asked)


def _meant(places: Places, asked: Asked, found: Json) -> None:
    """Say how a query was read that could not be read as written, and what may be meant instead."""
    say = places.speech.say
    if found["notice"]:
        st.info(found["notice"], icon=":material/info:")
    meant = found["mistake"]["suggestion"] if found["mistake"] else ""
    meant = meant or found["meant"]
    if meant and meant != asked.q:
        there = places.address(places.search, asked.changed(q=meant).address())
        st.html(
            f'<p class="meant">{escape(say("Did you mean:"))} <a data-visit href="{escape(there)}">{escape(meant)}</a></p>',
        )


def _hits(places: Places, asked: Asked, found: Json) -> None:
    last = asked.start + len(found["hits"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools"):
        st.html(f'<div class="total" role="status">{escape(total(found, asked, last, places.speech))}</div>', width="content")
        st.space("stretch")
        search_tools.show(places, asked, total=found["total"])
    opened = {group: _group(asked, group, places.speech.language) for group in asked.open if asked.group}
    st.html(hit_list(found["hits"], asked, places, opened) + _turn(places, asked, found, last))


def total(found: Json, asked: Asked, last: int, speech: Speech) -> str:
    """Return how many sheets were found, in how many groups, and which of them are shown."""
    said = speech.count("{n} sheet found", "{n} sheets found", found["total"]).replace("{n}", speech.number(found["total"]))
    listed = found["total"]
    if asked.group:
        listed = found["groups"]
        if asked.group == "file":
            within = speech.count("in {n} file", "in {n} files", listed)
        else:
            within = speech.count("in {n} document", "in {n} documents", listed)
        said += " " + within.replace("{n}", speech.number(listed))
    return f"{said}, {speech.number(asked.start + 1)}–{speech.number(last)}" if listed > len(found["hits"]) else said


def _group(asked: Asked, group: str, language: str) -> list[Json]:
    """Return the hits of a group."""
    within = {"file_key" if asked.group == "file" else "document_id": [group]}
    found = client.get("/v1/search", language, {**asked.sought(), **within, "order": asked.order, "limit": WHOLE_GROUP})
    return list(found["hits"])


def _similar(places: Places, asked: Asked) -> None:
    """Show the sheets like the one that the address names."""
    say, language = places.speech.say, places.speech.language
    page = client.get(f"/v1/pages/{client.segment(asked.like)}", language)
    parameters: client.Parameters = {"limit": PAGE, "after": asked.after}
    found = client.get(f"/v1/pages/{client.segment(asked.like)}/similar", language, parameters)
    there = places.address(places.sheet, {"id": asked.like})
    name = page["reference"]["text"][language] or page["path"]
    st.html(
        f'<p class="total" role="status">{escape(say("Sheets like"))} <a data-visit href="{escape(there)}">{escape(name)}</a></p>'
    )
    if not found["hits"]:
        st.info(say("No other sheet shares its words."), icon=":material/info:")
        return
    last = asked.start + len(found["hits"])
    st.html(hit_list(found["hits"], Asked(like=asked.like), places) + _turn(places, asked, found, last))


def _turn(places: Places, asked: Asked, found: Json, last: int) -> str:
    """Return the ways to other parts of the list as HTML."""
    say = places.speech.say
    ways = []
    if asked.start:
        ways.append((say("To the first"), asked.changed()))
    if found["next"] and last < (found["groups"] or found["total"]):
        ways.append((say("Next sheets"), asked.changed(after=client.cursor(found["next"]), start=last)))
    links = "".join(
        f'<a data-visit href="{escape(places.address(places.search, there.address()))}">{escape(name)}</a>'
        for name, there in ways
    )
    keys = say("↑ ↓ or p n: choose a sheet · Enter: open it · → : its group · c: copy its reference · / : search again")
    name = escape(say("Parts of the list"))
    return f'<nav class="turn" aria-label="{name}">{links}<span class="soft keys">{escape(keys)}</span></nav>'
