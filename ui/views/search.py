"""The search: a box, switches, facets, and the sheets that answer, each with a cut of its scan."""

from html import escape

import streamlit as st

from ui import client, words
from ui.client import Json
from ui.language import Speech
from ui.places import Places, follow, plain
from ui.state import FACETS, ORDERS, PAGE, Asked, read
from ui.views import states
from ui.views.request_evidence import WORKING_ON
from ui.visitor import ANSWERED

# More values of a facet than these are no choice any more but a list to read.
MOST_VALUES = 12
# Below this mean confidence about every fifth word is wrong, and what is found there may be found by chance.
HARD_TO_READ = 60
# Half the list's width on a screen of 1366 pixels, and as high as the lines beside it.
CUT_WIDTH, CUT_HEIGHT = 560, 140


def show(places: Places) -> None:
    """Show the search that the address holds."""
    asked = read(st.query_params)
    speech = places.speech
    _box(places, asked)
    _answered(places)
    if asked.empty:
        states.nothing_asked(speech, client.get("/v1/health", speech.language).get("pages"))
        return
    wanted = {**asked.parameters(), "limit": PAGE, "facets": ["fonds", "year", "type", "language"]}
    found = client.get("/v1/search", speech.language, wanted)
    side, main = st.columns([1, 4.4], gap="medium")
    with side, st.container(key="facets", gap=None):
        _facets(places, asked, found["facets"])
    with main:
        _hits(places, asked, found)


def _box(places: Places, asked: Asked) -> None:
    say = places.speech.say
    follow("q", asked.q)
    follow("every", asked.every)
    follow("order", asked.order)

    def change() -> None:
        state = st.session_state
        places.go(asked.changed(q=state["q"].strip(), every=state["every"], order=state["order"]).address())

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="box"):
        st.text_input(
            say("What to find"),
            key="q",
            type="search",
            placeholder=say("Name, organisation, words of the document"),
            icon=":material/search:",
            max_chars=1000,
            on_change=change,
            label_visibility="collapsed",
        )
        st.button(say("Find"), key="find", type="primary")
        st.toggle(say("All the words"), key="every", on_change=change)
        st.segmented_control(
            say("Order of the list"),
            ORDERS,
            key="order",
            required=True,
            format_func=lambda code: words.named(words.ORDERS, code, places.speech),
            on_change=change,
            label_visibility="collapsed",
        )


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
        st.button(say("Search for no request"), key="answered none", type="tertiary", on_click=_answer_none)


def _answer_none() -> None:
    st.session_state.pop(ANSWERED, None)
    st.session_state.pop(WORKING_ON, None)


def _facets(places: Places, asked: Asked, facets: Json) -> None:
    counted = {name: [(one["value"], one["pages"]) for one in values] for name, values in facets.items()}
    counted["decade"] = decades(counted.pop("year", []))
    titles = fonds_titles(places.speech.language) if counted.get("fonds") else {}
    if asked.filtered:
        st.button(
            places.speech.say("Take away all choices"),
            key="all",
            type="tertiary",
            on_click=lambda: places.go(Asked(q=asked.q, every=asked.every, order=asked.order).address()),
        )
    for facet in FACETS:
        chosen = getattr(asked, facet)
        values = counted.get(facet, [])[:MOST_VALUES]
        gone = [value for value in ([chosen] if isinstance(chosen, str) else chosen) if value and value not in dict(values)]
        if values or gone:
            st.html(f'<div class="facet">{escape(words.named(words.FACETS, facet, places.speech))}</div>')
        for value, pages in [*values, *((value, 0) for value in gone)]:
            _choice(
                places,
                asked,
                facet,
                value,
                f"{_label(facet, value, titles, places.speech)}  :gray[{places.speech.number(pages)}]",
            )


def _choice(places: Places, asked: Asked, facet: str, value: str, label: str) -> None:
    chosen = getattr(asked, facet)
    key = f"{facet} {value}"
    follow(key, value in ([chosen] if isinstance(chosen, str) else chosen))

    def change() -> None:
        on = st.session_state[key]
        if isinstance(chosen, str):
            places.go(asked.changed(**{facet: value if on else ""}).address())
        else:
            rest = tuple(one for one in chosen if one != value)
            places.go(asked.changed(**{facet: (*rest, value) if on else rest}).address())

    st.checkbox(label, key=key, on_change=change)


def _label(facet: str, value: str, titles: dict[str, str], speech: Speech) -> str:
    if facet == "fonds":
        return plain(f"{value}. {titles[value]}" if titles.get(value) else value)
    if facet == "decade":
        return plain(f"{value}–{int(value) + 9}")
    return plain(words.named(words.TYPES if facet == "type" else words.LANGUAGES, value, speech))


def decades(years: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return page counts by decade, latest last, from counts by year."""
    found: dict[str, int] = {}
    for year, pages in years:
        if year.isdecimal() and len(year) == 4:
            decade = f"{year[:3]}0"
            found[decade] = found.get(decade, 0) + pages
    return sorted(found.items())


# Titles of fonds change when an inventory is corrected, which is rare; a minute late is soon enough.
# Each viewer has their own, since not every one may see every fonds.
@st.cache_data(ttl=60, show_spinner=False, scope="session")
def fonds_titles(language: str) -> dict[str, str]:
    """Return the titles of the fonds by their numbers."""
    return {one["value"]: one["title"] for one in client.get("/v1/archive", language)["branches"]}


def _hits(places: Places, asked: Asked, found: Json) -> None:
    speech = places.speech
    if found["notice"]:
        st.info(found["notice"], icon=":material/info:")
    if not found["total"]:
        states.nothing_found(asked, speech)
        return
    total = speech.count("{n} sheet found", "{n} sheets found", found["total"]).replace("{n}", speech.number(found["total"]))
    last = asked.start + len(found["hits"])
    shown = f", {speech.number(asked.start + 1)}–{speech.number(last)}" if found["total"] > len(found["hits"]) else ""
    st.html(f'<div class="soft" role="status">{escape(total + shown)}</div>')
    for index, hit in enumerate(found["hits"]):
        with st.container(key=f"hit-{index}"):
            _hit(places, asked, hit)
    _turn(places, asked, found, last)


def _hit(places: Places, asked: Asked, hit: Json) -> None:
    page = hit["page"]
    reference = page["reference"]["text"][places.speech.language] or page["path"]
    places.link(places.sheet, reference, {**asked.address(), "id": page["page_id"]})
    st.html(hit_body(hit, places.speech))


def hit_body(hit: Json, speech: Speech) -> str:
    """Return a hit as HTML: what it is, a piece of its text, why it was found, and a cut of its scan."""
    page, snippet = hit["page"], hit["snippet"]
    described = page["description"]
    date = speech.date(described["date"])
    number = "" if page["reference"]["sheet"] else speech.say("page {n}").replace("{n}", str(page["number"]))
    what = " · ".join(part for part in (described["title"], date, described["body"], number) if part)
    tags = reasons(hit["marks"], speech)
    if page["source"] == "ocr" and page["confidence"] < HARD_TO_READ:
        tags.append(escape(speech.say("hard to read")))
    alternative = escape(speech.say("The place on the scan"))
    cut = f"{hit['cut']}{'&' if '?' in hit['cut'] else '?'}width={CUT_WIDTH}&height={CUT_HEIGHT}"
    return (
        f'<div class="hit"><div><p class="soft">{escape(what)}</p>'
        f'<p class="snippet">{highlighted(snippet["text"], snippet["marks"])}</p>'
        f'<div class="soft">{"".join(f"""<span class="why">{tag}</span>""" for tag in tags)}</div></div>'
        f'<img src="{escape(cut)}" alt="{alternative}" '
        f'loading="lazy" width="{CUT_WIDTH}" height="{CUT_HEIGHT}"></div>'
    )


def reasons(marks: list[Json], speech: Speech) -> list[str]:
    """Return, for each found form of each searched word, why it counts as that word; as HTML. As written needs no reason."""
    seen: dict[tuple[str, str], str] = {}
    for mark in marks:
        if mark["evidence"] != "exact":
            seen.setdefault((mark["text"].casefold(), mark["term"]), mark["evidence"])
    return [
        f"{escape(mark_text(marks, text))}: {escape(words.named(words.EVIDENCE, evidence, speech))}"
        for (text, _), evidence in list(seen.items())[:4]
    ]


def mark_text(marks: list[Json], folded: str) -> str:
    """Return a marked text as it is written on the sheet."""
    return next(str(mark["text"]) for mark in marks if mark["text"].casefold() == folded)


def highlighted(text: str, marks: list[list[int]]) -> str:
    """Return a text as HTML with marked spans."""
    parts, at = [], 0
    for start, end in marks:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def _turn(places: Places, asked: Asked, found: Json, last: int) -> None:
    following = found["next"]
    with st.container(horizontal=True, key="turn"):
        if asked.start:
            places.link(places.search, places.speech.say("To the first"), asked.changed().address())
        if following and last < found["total"]:
            after = client.cursor(following)
            address = asked.changed(after=after, start=last).address()
            places.link(places.search, places.speech.say("Next sheets"), address)
