"""An organisation through time: its names in dated order, what it came from and what became of it, and where its sheets are."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.views import authority_list, narrowing
from ui.views.forms import headed
from ui.words_authorities import NAME_LANGUAGES

# A title of a fonds names one organisation; a few more bear a name that holds it.
MOST_OF_FONDS = 5


def show_all(places: Places) -> None:
    """Show the list of organisations."""
    with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
        places.link(places.archive, places.speech.say("All fonds"))
        st.text(places.speech.say("Organisations"), width="content")
    authority_list.show(places, "/v1/organisations", {"organisations": "1"}, "organisation")


def show(places: Places, organisation_id: str) -> None:
    """Show an organisation."""
    speech, say = places.speech, places.speech.say
    one = client.get(f"/v1/organisations/{client.segment(organisation_id)}", speech.language)
    with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
        places.link(places.archive, say("All fonds"))
        places.link(places.archive, say("Organisations"), {"organisations": "1"})
        st.text(one["name"], width="content")
    st.subheader(one["name"], anchor=False)
    if one["note"]:
        st.text(one["note"])
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(f"<h3>{escape(say('Names through time'))}</h3>{names(one, speech)}{_relations(places, one)}")
    with right:
        _fonds(places, one)
    if places.role in ("head", "administrator"):
        places.link(places.administration, say("Change this entry"), {"part": "authorities", "entry": one["id"]})


def show_of_fonds(places: Places, fonds: str) -> None:
    """Lead from a fonds to the organisations that bear the name in its title, at any time and in any spelling."""
    speech = places.speech
    title = narrowing.fonds_titles(speech.language).get(fonds, "")
    if not title:
        return
    found = client.get("/v1/organisations", speech.language, {"q": title[:100], "limit": MOST_OF_FONDS})["found"]
    if found:
        links = " · ".join(_link(places, one) for one in found)
        st.html(f'<p><span class="soft">{escape(speech.say("Through time"))}:</span> {links}</p>')


def names(one: Json, speech: Speech) -> str:
    """Return the names of an organisation in the order of their time, as a table in HTML."""
    say = speech.say
    rows = "".join(
        f"<tr><td>{escape(speech.date(name['start']))}</td><td>{escape(speech.date(name['end']))}</td>"
        f'<td lang="{name["language"] or speech.language}">{escape(name["name"])}</td>'
        f"<td>{escape(NAME_LANGUAGES.get(str(name['language']), '–'))}</td></tr>"
        for name in in_order(one["names"])
    )
    return headed((say("From"), say("Until"), say("Name that it bore"), say("Language")), rows)


def in_order(borne: list[Json]) -> list[Json]:
    """Return names by the time in which they were borne; those of which no time is known come last."""
    return sorted(borne, key=lambda name: (name["start"] or name["end"] or "9999", name["end"] or "9999"))


def _relations(places: Places, one: Json) -> str:
    say = places.speech.say
    told = ""
    for title, others in ((say("Predecessors"), one["before"]), (say("Successors"), one["after"])):
        if others:
            items = "".join(f"<li>{_link(places, other)}</li>" for other in others)
            told += f"<h3>{escape(title)}</h3><ul>{items}</ul>"
    return told


def _link(places: Places, other: Json) -> str:
    address = places.address(places.archive, {"organisation": other["id"]})
    return f'<a data-visit href="{escape(address)}">{escape(other["name"])}</a>'


def _fonds(places: Places, one: Json) -> None:
    speech, say = places.speech, places.speech.say
    st.html(f"<h3>{escape(say('Fonds with sheets that name it'))}</h3>")
    found = client.get("/v1/search", speech.language, {"q": one["query"], "limit": 1, "facets": ["fonds"]})
    titles = narrowing.fonds_titles(speech.language)
    rows = ""
    for facet in found["facets"].get("fonds", []):
        fonds = facet["value"]
        archive = places.address(places.archive, {"fonds": fonds})
        sheets = places.address(places.search, {"q": one["query"], "fonds": fonds})
        rows += (
            f'<tr><td><a data-visit href="{escape(archive)}">{escape(narrowing.label("fonds", fonds, titles, speech))}</a></td>'
            f'<td><a data-visit href="{escape(sheets)}">{speech.number(facet["pages"])}</a></td></tr>'
        )
    if rows:
        st.html(headed((say("Fonds"), say("Sheets")), rows, "sums"))
    else:
        st.html(f'<p class="soft">{escape(say("No sheet that you may see names it."))}</p>')
        return
    said = speech.count("Find the {n} sheet that names it", "Find the {n} sheets that name it", one["pages"])
    places.link(places.search, said.replace("{n}", speech.number(one["pages"])), {"q": one["query"]})
