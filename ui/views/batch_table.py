"""The answers to a list as tables: each row's sheets by year and kind of document, and each row with its question."""

from collections.abc import Mapping
from html import escape

from ui import client, words
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.views.forms import headed

NOTHING = "nothing"
# The first letters tell the kinds of documents apart in each of the languages; the whole name is the cell's title.
SHORT = 3
# What follows are readings that a person should look at before believing them.
UNSURE = ("ocr", "initial")


def matrix(found: Json, chosen: Mapping[str, str], places: Places) -> str:
    """Return rows by years: in each cell the kinds of documents with the number of sheets, all of them links."""
    speech = places.speech
    years = [*map(str, found["years"])]
    undated = any(cell["year"] is None for row in found["rows"] for cell in row["cells"])
    columns = [*years, *([""] if undated else [])]
    heads = "".join(f'<th scope="col">{escape(year or speech.say("no year"))}</th>' for year in columns)
    rows = "".join(_row(row, columns, chosen, places) for row in found["rows"])
    kinds = sorted({cell["kind"] for row in found["rows"] for cell in row["cells"]} - {NOTHING})
    name = speech.say("Sheets by row and year")
    head = f'<thead><tr><th scope="col">{escape(speech.say("Name or question"))}</th>{heads}</tr></thead>'
    table = f'<table class="matrix years">{head}<tbody>{rows}</tbody></table>'
    return f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(name)}">{table}</div>{_legend(kinds, speech)}'


def _row(row: Json, columns: list[str], chosen: Mapping[str, str], places: Places) -> str:
    cells: dict[str, list[Json]] = {}
    for cell in row["cells"]:
        cells.setdefault(str(cell["year"] or ""), []).append(cell)
    there = _address(places, chosen, row["row"])
    mark = ' class="open"' if chosen["row"] == str(row["row"]) and not chosen["year"] else ""
    label = f'<a data-visit="stay" href="{escape(there)}"{mark}>{escape(row["label"])}</a>'
    inside = "".join(
        f"<td>{''.join(_cell(cell, row['row'], chosen, places) for cell in cells.get(year, []))}</td>" for year in columns
    )
    return f'<tr><th scope="row"><span class="soft">{row["row"]}</span> {label}</th>{inside}</tr>'


def _cell(cell: Json, row: int, chosen: Mapping[str, str], places: Places) -> str:
    speech = places.speech
    if cell["kind"] == NOTHING:
        return f'<span class="none" title="{escape(speech.say("nothing found of this year"))}">–</span>'
    year = str(cell["year"] or "none")
    here = chosen["row"] == str(row) and chosen["year"] == year and chosen["kind"] in ("", cell["kind"])
    unsure = all(way in UNSURE for way in cell["evidence"])
    classes = " ".join(name for name, on in (("kind", True), ("unsure", unsure), ("open", here)) if on)
    kind = words.named(words.TYPES, cell["kind"], speech)
    ways = ", ".join(words.named(words.EVIDENCE, way, speech) for way in cell["evidence"])
    title = f"{kind}: {speech.number(cell['pages'])} ({ways})"
    there = _address(places, chosen, row, year, cell["kind"])
    return (
        f'<a data-visit="stay" class="{classes}" href="{escape(there)}" title="{escape(title)}">'
        f'<span aria-hidden="true">{escape(short(kind))}&thinsp;{cell["pages"]}</span>'
        f'<span class="heard">{escape(title)}</span></a>'
    )


def _legend(kinds: list[str], speech: Speech) -> str:
    if not kinds:
        return ""
    names = [words.named(words.TYPES, kind, speech) for kind in kinds]
    told = " · ".join(f"{short(name)} – {name.lower()}" for name in names)
    signs = speech.say(
        "dashed: only unclear letters or initials, look before you believe it; –: nothing found of a year asked for"
    )
    return f'<p class="soft legend">{escape(told)} · {escape(signs)}</p>'


def short(kind: str) -> str:
    """Return the first letters of a kind of document."""
    return kind[:SHORT].lower()


def rows(found: Json, chosen: Mapping[str, str], places: Places) -> str:
    """Return each row with its question, its sheets and what is wrong with it."""
    speech, say = places.speech, places.speech.say
    heads = ("№", say("Name or question"), say("Searched"), say("Sheets"), say("Remark"))
    table = headed(heads, "".join(_told(row, chosen, places) for row in found["rows"]))
    return f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(speech.say("Row by row"))}">{table}</div>'


def _told(row: Json, chosen: Mapping[str, str], places: Places) -> str:
    speech, say = places.speech, places.speech.say
    there = _address(places, chosen, row["row"])
    again = places.address(places.search, {"q": row["query"]})
    remark = row["message"]
    if row["state"] == "waiting":
        remark = say("waits for its turn")
    elif row["wider"]:
        remark = f"{remark} {say('Without organisation and years: {n}').replace('{n}', speech.number(row['wider']))}".strip()
    wrong = ' class="overdue"' if row["state"] == "failed" else ""
    label = f'<a data-visit="stay" href="{escape(there)}">{escape(row["label"])}</a>'
    query = f'<a data-visit href="{escape(again)}">{escape(row["query"])}</a>'
    total = speech.number(row["total"]) if row["state"] == "answered" else "–"
    return (
        f'<tr><td>{row["row"]}</td><th scope="row">{label}</th>'
        f"<td>{query}</td><td>{total}</td><td{wrong}>{escape(remark)}</td></tr>"
    )


def turn(found: Json, chosen: Mapping[str, str], places: Places) -> str:
    """Return the ways to other rows."""
    say = places.speech.say
    here = {"batch": chosen["batch"], "view": chosen["view"]}
    ways = []
    if chosen["after"]:
        ways.append((say("To the first rows"), here))
    if found["next"]:
        ways.append((say("Next rows"), {**here, "after": client.cursor(found["next"])}))
    links = "".join(f'<a data-visit href="{escape(places.address(places.batch, to))}">{escape(name)}</a>' for name, to in ways)
    return f'<nav class="turn" aria-label="{escape(say("Parts of the list"))}">{links}</nav>' if links else ""


def _address(places: Places, chosen: Mapping[str, str], row: int, year: str = "", kind: str = "") -> str:
    here = {name: chosen[name] for name in ("batch", "view", "after") if chosen[name]}
    return places.address(places.batch, {**here, "row": str(row), **{k: v for k, v in (("year", year), ("kind", kind)) if v}})
