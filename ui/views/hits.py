"""Hits as HTML: what each is, a piece of its text, why it was found, a cut of its scan, and the ways on from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from ui import words
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.state import Asked

# Below this mean confidence about every fifth word is wrong, and what is found there may be found by chance.
HARD_TO_READ = 60
# Half the list's width on a screen of 1366 pixels, and as high as the lines beside it.
CUT_WIDTH, CUT_HEIGHT = 560, 140
# More forms of the words than these explain nothing any more.
MOST_REASONS = 4


def hit_list(hits: Sequence[Json], asked: Asked, places: Places, opened: Mapping[str, Sequence[Json]] | None = None) -> str:
    """Return hits as a list through which keys lead; ``opened`` has all hits of the groups that are open."""
    items = "".join(_item(hit, asked, places, opened or {}) for hit in hits)
    return f'<ol class="hits">{items}</ol>'


def _item(hit: Json, asked: Asked, places: Places, opened: Mapping[str, Sequence[Json]]) -> str:
    group = hit["group"] if hit["count"] > 1 else ""
    inner = [one for one in opened.get(group, ()) if one["page"]["page_id"] != hit["page"]["page_id"]]
    rest = _group(hit, asked, places, is_open=bool(inner)) if group else ""
    inside = hit_list(inner, asked, places) if inner else ""
    return f'<li class="hit">{hit_body(hit, asked, places)}{rest}{inside}</li>'


def hit_body(hit: Json, asked: Asked, places: Places) -> str:
    """Return a hit as HTML without what stands below it."""
    speech, page = places.speech, hit["page"]
    reference = page["reference"]["text"][speech.language] or page["path"]
    told = reasons(hit["marks"], speech)
    if page["source"] == "ocr" and page["confidence"] < HARD_TO_READ:
        told.append(escape(speech.say("hard to read")))
    tags = "".join(f'<span class="why">{one}</span>' for one in told)
    sheet = escape(places.address(places.sheet, {**asked.changed().address(), "id": page["page_id"]}))
    head = f'<a class="reference" data-visit href="{sheet}">{escape(reference)}</a>{_ways(page, reference, places)}'
    cut = escape(f"{hit['cut']}{'&' if '?' in hit['cut'] else '?'}width={CUT_WIDTH}&height={CUT_HEIGHT}")
    return (
        f'<div class="about">{head}'
        f'<p class="soft">{escape(what(page, speech))}</p>'
        f'<p class="snippet">{highlighted(hit["snippet"]["text"], hit["snippet"]["marks"])}</p><p class="whys">{tags}</p></div>'
        f'<a class="cut" data-visit href="{sheet}" tabindex="-1" aria-hidden="true"><img src="{cut}" alt="" '
        f'loading="lazy" width="{CUT_WIDTH}" height="{CUT_HEIGHT}"></a>'
    )


def what(page: Json, speech: Speech) -> str:
    """Return what a page is, as far as it is known: title, date, body, and its number where it bears none of its own."""
    described = page["description"]
    number = "" if page["reference"]["sheet"] else speech.say("page {n}").replace("{n}", str(page["number"]))
    return " · ".join(part for part in (described["title"], speech.date(described["date"]), described["body"], number) if part)


def _ways(page: Json, reference: str, places: Places) -> str:
    say = places.speech.say
    like = places.address(places.search, {"like": page["page_id"]})
    copied = escape(say("Copied"))
    return (
        f'<span class="ways"><button type="button" class="quiet" data-copy="{escape(reference)}" data-done="{copied}">'
        f'{escape(say("Copy the reference"))}</button><a class="quiet" data-visit href="{escape(like)}">'
        f"{escape(say('Similar sheets'))}</a></span>"
    )


def _group(hit: Json, asked: Asked, places: Places, *, is_open: bool) -> str:
    speech = places.speech
    others = tuple(one for one in asked.open if one != hit["group"])
    there = places.address(places.search, replace(asked, open=others if is_open else (*others, hit["group"])).address())
    rest = hit["count"] - 1
    if asked.group == "file":
        said = speech.count("{n} more sheet of this file", "{n} more sheets of this file", rest)
    else:
        said = speech.count("{n} more sheet of this document", "{n} more sheets of this document", rest)
    return (
        f'<a class="group" data-visit="stay" href="{escape(there)}" role="button" aria-expanded="{str(is_open).lower()}">'
        f"{escape(said.replace('{n}', speech.number(rest)))}</a>"
    )


def reasons(marks: list[Json], speech: Speech) -> list[str]:
    """Return, for each found form of each searched word, why it counts as that word; as HTML. As written needs no reason."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for mark in marks:
        if mark["evidence"] != "exact":
            seen.setdefault((mark["text"].casefold(), mark["term"]), (mark["text"], mark["evidence"]))
    return [
        f"{escape(text)}: {escape(words.named(words.EVIDENCE, evidence, speech))}"
        for text, evidence in list(seen.values())[:MOST_REASONS]
    ]


def highlighted(text: str, marks: list[list[int]]) -> str:
    """Return a text as HTML with marked spans."""
    parts, at = [], 0
    for start, end in marks:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])
