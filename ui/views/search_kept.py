"""What is kept of searches: what is new for a saved one, and the record of one that was made."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui import client, words
from ui.client import Json
from ui.language import LANGUAGES
from ui.places import Places
from ui.state import Asked, read, searched_again
from ui.views.hits import CUT_HEIGHT, CUT_WIDTH, what


def show_new(places: Places, search_id: str) -> None:
    """Show the sheets that came since a search was saved or looked at."""
    speech, say = places.speech, places.speech.say
    path = f"/v1/saved-searches/{client.segment(search_id)}"
    saved = client.get(path, speech.language)
    also_seen = st.query_params.get("seen") == "1"
    found = client.get(f"{path}/new", speech.language, {"also_seen": also_seen})
    asked = searched_again(saved)
    _crumbs(places, saved["name"])
    again = places.address(places.search, asked.address())
    other = places.address(places.search, {"saved": search_id, **({} if also_seen else {"seen": "1"})})
    seen = say("Only what is new") if also_seen else say("Also what was seen before")
    st.html(
        f'<p class="turn"><a data-visit href="{escape(again)}">{escape(say("Search it now"))}</a>'
        f'<a data-visit href="{escape(other)}">{escape(seen)}</a></p>'
    )
    if not found["pages"]:
        st.info(say("Nothing new: no sheet that answers this search came since you looked."), icon=":material/done_all:")
        return
    st.button(say("Mark all as seen"), key="seen", on_click=_seen, args=(path, speech.language))
    st.html(f'<ol class="hits">{"".join(_new_hit(one, asked, places) for one in found["pages"])}</ol>')


def _seen(path: str, language: str) -> None:
    client.send("POST", f"{path}/seen", language, {"pages": []})


def _new_hit(one: Json, asked: Asked, places: Places) -> str:
    speech, page = places.speech, one["page"]
    since = speech.say("came or was read anew on {day}").replace("{day}", speech.date(one["found"][:10]))
    return cited_hit(page, asked, places, f'<span class="why">{escape(since)}</span>')


def cited_hit(page: Json, asked: Asked, places: Places, told: str) -> str:
    """Return a page without its text as a hit, with a cut round what a search marks on it; ``told`` is HTML."""
    speech = places.speech
    sheet = escape(places.address(places.sheet, {**asked.address(), "id": page["page_id"]}))
    query = urlencode({"q": asked.q, "width": CUT_WIDTH, "height": CUT_HEIGHT})
    cut = escape(f"/v1/pages/{client.segment(page['page_id'])}/cut?{query}")
    reference = page["reference"]["text"][speech.language] or page["path"]
    return (
        f'<li class="hit"><div class="about"><a class="reference" data-visit href="{sheet}">{escape(reference)}</a>'
        f'<p class="soft">{escape(what(page, speech))}</p><p class="whys">{told}</p></div>'
        f'<a class="cut" data-visit href="{sheet}" tabindex="-1" aria-hidden="true">'
        f'<img src="{cut}" alt="" loading="lazy" width="{CUT_WIDTH}" height="{CUT_HEIGHT}"></a></li>'
    )


def show_record(places: Places, record_id: str) -> None:
    """Show the record of a search, as it is cited and printed."""
    speech, say = places.speech, places.speech.say
    path = f"/v1/search-records/{client.segment(record_id)}"
    record = client.get(path, speech.language)
    asked = read(st.query_params)
    _crumbs(places, say("Record of a search"), {} if asked.empty else asked.address())
    number = say("Copy its number")
    st.html(
        f'<p class="turn"><button type="button" class="quiet" data-copy="{escape(record["record_id"])}" '
        f'data-done="{escape(say("Copied"))}">{escape(number)}</button>'
        + "".join(
            f'<a href="{escape(path)}/text?language={code}" download="record-{escape(record["record_id"])}-{code}.txt">'
            f"{escape(say('As text'))} ({escape(words.named(words.LANGUAGES, code, speech).lower())})</a>"
            for code in LANGUAGES
        )
        + f'</p><pre class="record">{escape(record["text"][speech.language])}</pre>'
    )


def _crumbs(places: Places, here: str, back: dict[str, str | list[str]] | None = None) -> None:
    say = places.speech.say
    there = places.address(places.search, back or {})
    name = say("To the list") if back else say("Search")
    st.html(f'<p class="trail"><a data-visit href="{escape(there)}">‹ {escape(name)}</a> <strong>{escape(here)}</strong></p>')
