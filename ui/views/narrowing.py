"""What a search is narrowed by: its facets and its years, as the part in the browser shows them."""

from typing import Any

import streamlit as st

from ui import client, components, words
from ui.client import Json
from ui.language import Speech
from ui.state import FACETS, Asked, is_year

# More values of a facet than these are no choice any more but a list to read.
MOST_VALUES = 30


def show(asked: Asked, facets: Json, speech: Speech) -> None:
    """Show the facets of a search with what is chosen."""
    titles = fonds_titles(speech.language) if facets.get("fonds") else {}
    components.facets(narrowing(asked, facets, titles, speech))


def narrowing(asked: Asked, facets: Json, titles: dict[str, str], speech: Speech) -> dict[str, Any]:
    """Return what the browser needs to show facets: values with labels and counts, what is chosen, and the years."""
    say = speech.say
    counted = {name: [(one["value"], one["pages"]) for one in values] for name, values in facets.items()}
    return {
        "language": speech.language,
        "facets": [
            {
                "name": facet,
                "title": words.named(words.FACETS, facet, speech),
                "values": [
                    (value, label(facet, value, titles, speech), pages, value in getattr(asked, facet))
                    for value, pages in offered(counted.get(facet, []), getattr(asked, facet))
                ],
            }
            for facet in FACETS
        ],
        "years": sorted((int(year), pages) for year, pages in counted.get("year", []) if is_year(year)),
        "from": asked.year_from,
        "to": asked.year_to,
        "labels": {
            "narrow": say("Narrow the search"),
            "years": say("Years"),
            "from": say("from the year"),
            "to": say("to the year"),
            "everything": say("Take away all choices"),
            "more": say("{n} more"),
        },
    }


def offered(values: list[tuple[str, int]], chosen: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return the values of a facet that are shown: the most frequent, and those chosen, also where they find nothing."""
    shown = [one for index, one in enumerate(values) if one[0] and (index < MOST_VALUES or one[0] in chosen)]
    known = dict(shown)
    return [*shown, *((value, 0) for value in chosen if value not in known)]


def label(facet: str, value: str, titles: dict[str, str], speech: Speech) -> str:
    """Return what a value of a facet is called."""
    if facet == "fonds":
        return f"{value}. {titles[value]}" if titles.get(value) else value
    names = {"type": words.TYPES, "language": words.LANGUAGES, "quality": words.QUALITIES}
    return words.named(names[facet], value, speech) if facet in names else value


# Titles of fonds change when an inventory is corrected, which is rare; a minute late is soon enough.
# Each viewer has their own, since not every one may see every fonds.
@st.cache_data(ttl=60, show_spinner=False, scope="session")
def fonds_titles(language: str) -> dict[str, str]:
    """Return the titles of the fonds by their numbers."""
    return {one["value"]: one["title"] for one in client.get("/v1/archive", language)["branches"]}
