"""From evidence and searches to what a template says: facts in order, pay by year, names through time, grouped references."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from paraq.records.dates import find_dates
from paraq.records.evidence import Evidence, PaperKind
from paraq.records.model import Reference
from paraq.records.natural import natural
from paraq.records.reasons import reason_in
from paraq.records.reference import format_reference
from paraq.records.request import Asked, RequestRecord
from paraq.services.requests.searching import NameInTime
from paraq.services.requests.spoken import spoken
from paraq.text.scripts import KAZAKH_LETTERS

Language = Literal["kk", "ru"]
Scope = Mapping[str, Any]
Case = Literal["", "_of", "_on"]
"""How a day stands in a sentence: by itself, as what something is of, as when something was."""
# A letter names the files that were looked through; hundreds of them go by their ranges of fonds and numbers alone.
MOST_FILES: Final = 200
_PLACES_AND_YEARS: Final = frozenset({"year", "fonds", "inventory", "file", "from"})


def paper_context(
    kind: PaperKind,
    record: RequestRecord,
    facts: Sequence[Evidence],
    scopes: Sequence[Scope],
    names: Sequence[NameInTime],
    given: Mapping[str, str],
    language: Language,
    tables: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Return what a template of this language needs.

    Args:
        kind: The paper.
        record: The request.
        facts: Evidence in the order of events.
        scopes: Contents of the records of searches, for what was looked through.
        names: The organisation's names through time.
        given: What the archivist adds: ``recipient``, ``note``, ``institution``.
        language: Of the paper.
        tables: The archive's data: ``wording`` and ``archive``.
    """
    words = tables["wording"][language]
    asked = record.asked
    told = [fact for fact in facts if fact.fact not in ("paid", "workdays")]
    fonds = list(dict.fromkeys(_in_marks(one.fonds_title) for one in facts if one.fonds_title))
    return {
        "archive": tables["archive"][language],
        "title": words["titles"].get(kind, ""),
        "request_number": asked.number,
        "request_date": day(asked.received, words),
        "request_of": day(asked.received, words, "_of"),
        "addressee": given.get("recipient") or asked.applicant,
        "address": asked.address,
        "person": _named(asked, language),
        "born": words["born"].format(date=day(asked.born, words, "_on")) if asked.born else "",
        "organisation": asked.organisation,
        "period": _period(asked, words),
        "wanted": asked.wanted,
        "fonds": ", ".join(fonds),
        "several_fonds": len(fonds) > 1,
        "facts": [_fact(fact, words, language) for fact in told],
        "documents": list(dict.fromkeys(_cited(fact, words, language) for fact in facts)),
        "sheets": len({fact.page_id for fact in facts}),
        "pay": _pay(facts, words, language),
        "names": [_name(one, words) for one in names if one.start or one.end],
        "basis": basis(facts, language),
        "searched": searched(scopes, words, language),
        "unread": unread(scopes, words, language),
        "nothing_unread": words["nothing_unread"],
        "years_without": _years_without(scopes, words),
        "note": given.get("note", ""),
        "institution": given.get("institution", ""),
    }


def day(iso: str, words: Mapping[str, Any], case: Case = "") -> str:
    """Return an ISO date or a part of one in words; what is none as it is."""
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
        return iso
    if len(parts) == 1:
        return str(words[f"year{case}"].format(year=parts[0]))
    month = int(parts[1]) - 1
    named = words.get(f"months{case}", words["months"])
    if len(parts) == 2:
        alone = words.get("months_alone", named)
        return str(words["month"].format(year=parts[0], month=alone[month]))
    return str(words["day"].format(year=parts[0], month=named[month], day=int(parts[2])))


def _named(asked: Asked, language: Language) -> str:
    """Return the person's name for a paper in a language: the first that is written in it as far as letters tell."""
    names = asked.all_names()
    return next((name for name in names if bool(KAZAKH_LETTERS.search(name)) is (language == "kk")), names[0])


def _period(asked: Asked, words: Mapping[str, Any]) -> str:
    if not asked.year_from:
        return ""
    name = "period_year" if asked.year_from == asked.year_to else "period"
    return str(words[name].format(first=asked.year_from, last=asked.year_to))


def _in_marks(title: str) -> str:
    """Return a title in one pair of quotation marks, whether or not it has marks of its own."""
    return title if "«" in title else f"«{title}»"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def basis(facts: Sequence[Evidence], language: Language) -> list[str]:
    """Return every reference once: sheets grouped by file, files in the order of their numbers."""
    sheets: dict[tuple[str, str, str], list[str]] = {}
    for fact in facts:
        sheets.setdefault((fact.fonds, fact.inventory, fact.file), []).append(fact.sheet)
    ordered = sorted(sheets, key=lambda place: tuple(natural(part) for part in place))
    lines = (format_reference(Reference(*place), [one for one in sheets[place] if one], language) for place in ordered)
    return [one for one in lines if one]


def searched(scopes: Sequence[Scope], words: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Return what was looked through in all searches together: queries, and files by fonds and inventory."""
    places: dict[tuple[str, str], set[str]] = {}
    titles: dict[str, str] = {}
    for scope in scopes:
        for one in scope["scope"]["files"]:
            places.setdefault((one["fonds"], one["inventory"]), set()).add(one["file"])
        titles |= {one["fonds"]: one["title"] for one in scope["scope"]["fonds"] if one["title"]}
    files = sum(len([file for file in named if file]) for named in places.values())
    rows = []
    for place in sorted(places, key=lambda place: tuple(natural(part) for part in place)):
        named = sorted((file for file in places[place] if file), key=natural)
        shown = ", ".join(named[:MOST_FILES]) + ("…" if len(named) > MOST_FILES else "")
        named_so = format_reference(Reference(place[0], place[1], shown), (), language)
        rows.append({"title": titles.get(place[0], ""), "reference": named_so.rstrip(".") or "–", "files": len(named)})
    return {"files": files, "rows": rows, "queries": list(dict.fromkeys(spoken(scope["query"], words) for scope in scopes))}


def unread(scopes: Sequence[Scope], words: Mapping[str, Any], language: Language) -> list[str]:
    """Return what could not be read, each file and page once."""
    told: dict[str, None] = {}
    for scope in scopes:
        for one in scope["unread"]["failed"]:
            place = format_reference(Reference(one["fonds"], one["inventory"], one["file"]), (), language) or one["path"]
            page = f", {one['page']}" if one["page"] else ""
            told[words["unread_failed"].format(place=place.rstrip(".") + page, reason=reason_in(one["reason"], language))] = None
    for name in ("poorly_read", "without_text"):
        count = max((scope["unread"][name] for scope in scopes), default=0)
        if count:
            told[words[name].format(count=count)] = None
    return list(told)


def _years_without(scopes: Sequence[Scope], words: Mapping[str, Any]) -> str:
    """Return the years that were asked for and of which no search could find a sheet.

    A search within a kind or a language of papers says nothing of what the archive has of a year besides.
    """
    whole = [scope["scope"] for scope in scopes if {*scope["filters"], *_fields(scope["scope"]["query"])} <= _PLACES_AND_YEARS]
    missing = [set(scope["years_without"]) for scope in whole if scope["years_without"]]
    years = sorted(set.intersection(*missing)) if missing else []
    return words["year_without" if len(years) == 1 else "years_without"].format(years=_spans(years)) if years else ""


def _fields(query: str) -> list[str]:
    return [name.lstrip("(") for name, _, value in (part.partition(":") for part in query.split()) if value]


def _spans(years: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def cited(fact: Evidence) -> dict[str, str]:
    """Return the reference of a piece of evidence by language of papers."""
    at = Reference(fact.fonds, fact.inventory, fact.file)
    return {language: format_reference(at, fact.sheet, language) for language in ("kk", "ru")}


def _fact(fact: Evidence, words: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {
        "date": day(fact.date, words),
        "fact": words["facts"][fact.fact] if fact.date else _begun(words["facts"][fact.fact]),
        "document": document_line(fact, words),
        "title": fact.title,
        "quotation": quoted(fact, words),
        "reference": cited(fact)[language].rstrip("."),
    }


def _cited(fact: Evidence, words: Mapping[str, Any], language: Language) -> str:
    where = ". ".join(part for part in (fact.fonds_title, fact.title) if part)
    about = f" – {where}" if where else ""
    return f"{document_line(fact, words)}{about} ({cited(fact)[language].rstrip('.')})"


def document_line(fact: Evidence, words: Mapping[str, Any]) -> str:
    """Return kind, date and number of the paper that proves a fact; of a ledger without a date the year."""
    kind = words["documents"].get(fact.document, words["documents"]["other"])
    number = words["number"].format(number=fact.document_number) if fact.document_number else ""
    written = fact.document_date or (str(fact.year) if fact.year else "")
    if not written:
        return _begun(f"{kind} {number}".strip())
    form = words["dated"] if len(written) > 4 else words["dated_year"]
    return _begun(" ".join(form.format(date=day(written, words, "_of"), year=written, number=number, document=kind).split()))


def quoted(fact: Evidence, words: Mapping[str, Any]) -> str:
    """Return the quotation with what differs from the request marked in it."""
    text = fact.text(words["unreadable"])
    for found in fact.discrepancies:
        written = _date_as_written(text, fact.date) if found.what == "date" else found.written
        if written and written in text:
            text = text.replace(written, f"{written} ({words['sic']})", 1)
    return text


def _date_as_written(text: str, iso: str) -> str:
    """Return the words of a text that are a date; empty if it is not written there."""
    return next((text[one.start : one.end] for one in find_dates(text) if one.iso == iso), "")


def _pay(facts: Sequence[Evidence], words: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    """Return pay by year, amounts and unit as written, never added up."""
    rows = []
    for fact in facts:
        if fact.fact not in ("paid", "workdays"):
            continue
        amounts = [words["amount"].format(column=column, amount=amount) if column else amount for column, amount in fact.amounts]
        differs = any(one.what == "name" for one in fact.discrepancies)
        rows.append(
            {
                "year": str(fact.year or fact.date[:4]),
                "person": f"{fact.person} ({words['sic']})" if differs else fact.person,
                "amounts": _in_lines(amounts) or quoted(fact, words),
                "unit": fact.currency,
                "reference": cited(fact)[language].rstrip("."),
            }
        )
    return sorted(rows, key=lambda row: row["year"])


def _in_lines(amounts: Sequence[str]) -> str:
    """Return amounts two on a line: a word processor would part 146-02 at its dash."""
    return ";\n".join("; ".join(amounts[at : at + 2]) for at in range(0, len(amounts), 2))


def _name(one: NameInTime, words: Mapping[str, Any]) -> str:
    return str(words["renamed"].format(name=one.name, start=_short(one.start), end=_short(one.end)))


def _short(iso: str) -> str:
    """Return a date as it stands in brackets, the same in both languages."""
    return ".".join(reversed(iso.split("-"))) or "…"
