"""The archive as it stands on its shelves: fonds, inventories, files, sheets."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.places import Places
from ui.state import LONGEST_VALUE

LEVELS = ("fonds", "inventory", "file")


def show(places: Places) -> None:
    """Show what lies at the place that the address names."""
    speech = places.speech
    place = {name: st.query_params.get(name, "")[:LONGEST_VALUE] for name in LEVELS}
    after = st.query_params.get("after", "")[:500]
    found = client.get("/v1/archive", speech.language, {**place, "after": after})
    here = {name: value for name, value in place.items() if value}
    _crumbs(places, here)
    if found["level"] == "sheet":
        _sheets(places, here, found)
    elif found["branches"]:
        _branches(places, here, found)
    else:
        st.info(speech.say("There is nothing here yet."), icon=":material/inbox:")


def _crumbs(places: Places, here: dict[str, str]) -> None:
    say = places.speech.say
    names = {"fonds": say("Fonds"), "inventory": say("Inventory"), "file": say("File")}
    with st.container(key="crumbs", horizontal=True, vertical_alignment="center", gap="small"):
        places.link(places.archive, say("All fonds"))
        for depth, (name, value) in enumerate(here.items()):
            upto = dict(list(here.items())[: depth + 1])
            places.link(places.archive, f"{names[name]} {value}", upto)


def _branches(places: Places, here: dict[str, str], found: Json) -> None:
    speech, level = places.speech, found["level"]
    names = {"fonds": speech.say("Fonds"), "inventory": speech.say("Inventory"), "file": speech.say("File")}
    for index, branch in enumerate(found["branches"]):
        with st.container(key=f"branch-{index}", horizontal=True, vertical_alignment="center", gap="medium"):
            title = f". {branch['title']}" if branch["title"] else ""
            places.link(places.archive, f"{names[level]} {branch['value']}{title}", {**here, level: branch["value"]})
            pages = speech.count("{n} sheet", "{n} sheets", branch["pages"]).replace("{n}", speech.number(branch["pages"]))
            st.html(f'<span class="soft">{escape(pages)}</span>', width="content")


def _sheets(places: Places, here: dict[str, str], found: Json) -> None:
    speech = places.speech
    if not found["sheets"]:
        st.info(speech.say("There is nothing here yet."), icon=":material/inbox:")
        return
    columns = st.columns(6)
    for index, page in enumerate(found["sheets"]):
        with columns[index % len(columns)], st.container(key=f"hit-{index}"):
            label = page["reference"]["sheet"] or str(page["number"])
            places.link(places.sheet, f"{speech.say('Sheet')} {label}", {"id": page["page_id"]})
            title = page["description"]["title"]
            picture = f'<img class="leaf" src="{escape(page["sheet"]["thumbnail"])}" alt="" loading="lazy">'
            st.html(f'{picture}<p class="soft">{escape(title)}</p>')
    if found["next"]:
        places.link(places.archive, speech.say("Next sheets"), {**here, "after": client.cursor(found["next"])})
