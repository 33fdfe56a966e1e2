"""Lists of questions: sending one, watching it, and reading who stands in which year in what."""

from html import escape

import streamlit as st

from ui import client, components
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.views import batch_cell, batch_table
from ui.views.forms import cells, headed
from ui.words import marked_for_translation as _
from ui.words import named

STATES = {"waiting": _("being answered"), "done": _("answered"), "cancelled": _("stopped")}
VIEWS = ("matrix", "rows")
# Often enough to see it move, seldom enough that twenty screens left open are no load.
LOOK_SECONDS = 2
# As many rows as fit on two screens; the API gives the next ones where these end.
ROWS = 50


def show(places: Places) -> None:
    """Show the list that the address names, else the sending of a new one and all that were sent."""
    batch_id = st.query_params.get("batch", "")
    if batch_id:
        _one(places, batch_id)
        return
    speech, say = places.speech, places.speech.say
    st.subheader(say("Ask a whole list"), anchor=False)
    components.question_list({"language": speech.language, "labels": labels(speech)})
    with st.expander(say("How a list looks"), key="how"):
        st.html(_example(speech))
    _list(places, client.get("/v1/batches", speech.language)["batches"])


def labels(speech: Speech) -> dict[str, str]:
    """Return what the part that takes lists says."""
    say = speech.say
    return {
        "drop": say("Drop a list here: CSV or XLSX, one name or question a row."),
        "choose": say("Choose a file"),
        "paste": say("Or paste names here, one a line"),
        "ask": say("Ask the list"),
        "sending": say("{name} is being sent…"),
        "failed": say("The list was not taken."),
        "name": say("Pasted list"),
    }


def _example(speech: Speech) -> str:
    say = speech.say
    heads = (say("Full name"), say("Organisation"), say("Years"), say("Year of birth"))
    rows = (
        ("Әбдіков С.Ж.", "", "1978-1986", "1956"),
        ("Жанболатов Серік", "", "", ""),
        ("Досова Г.", "Ленин кеңшары", "1980", ""),
    )
    lines = (
        say("Only the name is needed. Headings may be in Kazakh, Russian or English; other columns are left out."),
        say("A list without headings is one column of names. At most 10,000 rows and 16 MB."),
        say("The answers come in the background: you may close this page and come back to it."),
    )
    return headed(heads, cells(rows)) + "".join(f'<p class="soft">{escape(line)}</p>' for line in lines)


def _list(places: Places, batches: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    st.subheader(say("Lists that were asked"), anchor=False)
    if not batches:
        st.info(say("No list has been asked yet."), icon=":material/inbox:")
        return
    rows = []
    for one in batches:
        there = places.address(places.batch, {"batch": one["batch_id"]})
        rows.append(
            f'<tr><th scope="row"><a data-visit href="{escape(there)}">{escape(_name(one, speech))}</a></th>'
            f"<td>{escape(progress(one, speech))}</td><td class='soft'>{escape(speech.date(one['made'][:10]))}</td></tr>"
        )
    st.html(f'<table class="sums kept"><tbody>{"".join(rows)}</tbody></table>')


def _name(one: Json, speech: Speech) -> str:
    return one["name"] or speech.say("List without a name")


def progress(one: Json, speech: Speech) -> str:
    """Return how far a list is."""
    done, whole = one["answered"] + one["failed"], one["rows"]
    said = (
        speech.say("{done} of {rows} rows answered")
        .replace("{done}", speech.number(done))
        .replace("{rows}", speech.number(whole))
    )
    parts = [named(STATES, one["state"], speech), said]
    parts.append(speech.say("{n} with sheets").replace("{n}", speech.number(one["found"])))
    if one["failed"]:
        parts.append(
            speech.count("{n} with a mistake", "{n} with mistakes", one["failed"]).replace("{n}", speech.number(one["failed"]))
        )
    return " · ".join(parts)


def _one(places: Places, batch_id: str) -> None:
    speech, say = places.speech, places.speech.say
    path = f"/v1/batches/{client.segment(batch_id)}"
    one = client.get(path, speech.language)
    back = places.address(places.batch, {})
    lists, name = escape(say("All lists")), escape(_name(one, speech))
    st.html(f'<p class="trail"><a data-visit href="{escape(back)}">‹ {lists}</a> <strong>{name}</strong></p>')
    _tools(places, one, path)
    live = one["state"] == "waiting"
    st.fragment(_answers, run_every=LOOK_SECONDS if live else None)(places, path, live)


def _tools(places: Places, one: Json, path: str) -> None:
    speech, say = places.speech, places.speech.say
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools"):
        st.html(
            f'<span class="soft take">{escape(say("Take the answers:"))} '
            + " · ".join(
                f'<a href="{path}/result.{form}?language={speech.language}" download>{form.upper()}</a>'
                for form in ("xlsx", "csv")
            )
            + "</span>",
            width="content",
        )
        if one["state"] == "waiting":
            st.button(say("Stop"), key="stop", type="tertiary", on_click=_send, args=("POST", f"{path}/cancel", speech.language))
        with st.popover(say("Remove the list"), type="tertiary", key="remove"):
            st.write(say("The list goes with its answers. The sheets stay where they are."))
            st.button(say("Remove"), key="remove it", type="primary", on_click=_remove, args=(path, places))
    columns = [f"{column['heading']} → {field(column['field'], speech)}" for column in one["columns"] if column["heading"]]
    if columns:
        st.html(f'<p class="soft">{escape(say("Columns:"))} {escape("; ".join(columns))}</p>')


FIELDS = {
    "name": _("name"),
    "surname": _("family name"),
    "given": _("given name"),
    "patronymic": _("patronymic"),
    "query": _("query"),
    "organisation": _("organisation"),
    "years": _("years"),
    "year_from": _("first year"),
    "year_to": _("last year"),
    "birth": _("year of birth"),
}


def field(code: str, speech: Speech) -> str:
    """Return what a column of a list is taken for."""
    return named(FIELDS, code, speech) if code else speech.say("not used")


def _send(method: str, path: str, language: str) -> None:
    client.send(method, path, language)


def _remove(path: str, places: Places) -> None:
    _send("DELETE", path, places.speech.language)
    places.go({})


def _answers(places: Places, path: str, was_live: bool) -> None:
    speech, say = places.speech, places.speech.say
    one = client.get(path, speech.language)
    live = one["state"] == "waiting"
    if was_live and not live:
        st.rerun()
    st.html(f'<div class="total" role="status">{escape(progress(one, speech))}</div>')
    if live:
        st.progress((one["answered"] + one["failed"]) / max(1, one["rows"]))
    chosen = {name: st.query_params.get(name, "") for name in ("batch", "view", "after", "row", "year", "kind")}
    view = chosen["view"] if chosen["view"] in VIEWS else VIEWS[0]
    names = {"matrix": say("By year"), "rows": say("Row by row")}
    tabs = "".join(
        f'<a data-visit="stay" href="{escape(places.address(places.batch, {"batch": chosen["batch"], "view": code}))}" '
        f'aria-current="{"page" if code == view else "false"}">{escape(names[code])}</a>'
        for code in VIEWS
    )
    st.html(f'<nav class="tabs" aria-label="{escape(say("Show"))}">{tabs}</nav>')
    after = chosen["after"] if chosen["after"].isascii() and chosen["after"].isdecimal() else "0"
    found = client.get(f"{path}/{view}", speech.language, {"after": after, "limit": ROWS})
    row = chosen["row"] if chosen["row"].isascii() and chosen["row"].isdecimal() and chosen["row"] != "0" else ""
    main, side = st.columns([3, 2], gap="medium") if row else (st.container(key="whole"), None)
    with main:
        table = batch_table.matrix if view == "matrix" else batch_table.rows
        st.html(table(found, {**chosen, "view": view}, places) + batch_table.turn(found, {**chosen, "view": view}, places))
    if side is not None:
        with side, st.container(key="cell"):
            batch_cell.show(places, path, {**chosen, "view": view})
