"""Lists of the authority file: what organisations, places and terms were called, found by a part of any name."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.language import Speech
from ui.places import Parameters, Places
from ui.state import LONGEST_VALUE
from ui.views.forms import headed
from ui.words import named
from ui.words_authorities import KINDS

# One screen of names; the rest is found by typing or by the next ones.
ROWS = 50


def show(places: Places, path: str, here: Parameters, name: str) -> None:
    """Show the entries at a path of the API that the address asks for.

    Args:
        places: Where this is shown.
        path: Path of the list under ``/v1``.
        here: Parameters of this place, which every link of the list keeps.
        name: Name of the parameter of a link that opens an entry.
    """
    speech, say = places.speech, places.speech.say
    page = places.here or places.archive
    asked = {key: st.query_params.get(key, "")[:LONGEST_VALUE] for key in ("named", "after")}
    with st.form("authority search", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            say("A part of any of its names"), asked["named"], key=f"named {asked['named']}", max_chars=100, width=420
        )
        if st.form_submit_button(say("Find")):
            places.go({**here, "named": typed.strip()})
            st.rerun()
    after = int(asked["after"]) if asked["after"].isascii() and asked["after"].isdecimal() else 0
    found = client.get(path, speech.language, {"q": asked["named"], "after": min(after, 1_000_000), "limit": ROWS})
    if not found["found"]:
        st.info(say("No entry has such a name."), icon=":material/info:")
        return
    rows = "".join(_row(places, one, places.address(page, {**here, name: one["id"]})) for one in found["found"])
    st.html(headed((say("Preferred name"), say("Kind"), say("Names through time"), say("List")), rows))
    said = speech.count("{n} entry", "{n} entries", found["total"]).replace("{n}", speech.number(found["total"]))
    following = ""
    if found["next"]:
        address = places.address(page, {**here, "named": asked["named"], "after": client.cursor(found["next"])})
        following = f' · <a data-visit href="{escape(address)}">{escape(say("Next entries"))}</a>'
    st.html(f'<p class="soft">{escape(said)}{following}</p>')


def _row(places: Places, one: Json, address: str) -> str:
    speech = places.speech
    others = ", ".join(told_name(name, speech) for name in one["names"][1:])
    link = f'<a data-visit href="{escape(address)}">{escape(one["name"])}</a>'
    kind = named(KINDS, one["kind"], speech)
    cells = f'<td class="short">{escape(kind)}</td><td>{escape(others)}</td><td class="short">{escape(origin(one, speech))}</td>'
    return f"<tr><td>{link}</td>{cells}</tr>"


def origin(one: Json, speech: Speech) -> str:
    """Return whose a row of a list is: the archive's own, or Paraq's."""
    return speech.say("the archive's own") if one["own"] else "Paraq"


def told_name(name: Json, speech: Speech) -> str:
    """Return a name with its years: ``совхоз Куандарья (1964–1997)``."""
    borne = spanned(name["start"], name["end"], speech)
    return f"{name['name']} ({borne})" if borne else str(name["name"])


def spanned(start: str, end: str, speech: Speech) -> str:
    """Return the time of a name: ``1964–1997``, ``from 1964``, ``until 1997``; empty if nothing is known."""
    if start and end:
        return "–".join(dict.fromkeys((start[:4], end[:4])))
    if start:
        return speech.say("from {year}").replace("{year}", start[:4])
    return speech.say("until {year}").replace("{year}", end[:4]) if end else ""
