"""From evidence and searches to what a template says: facts in order, pay by year, names through time, grouped references."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from paraq.records.evidence import Evidence, PaperKind
from paraq.records.model import Reference
from paraq.records.natural import natural
from paraq.records.reasons import reason_in
from paraq.records.reference import format_reference
from paraq.records.request import RequestRecord
from paraq.services.requests.searching import NameInTime

Language = Literal["kk", "ru"]
Scope = Mapping[str, Any]
# A letter names the files that were looked through; hundreds of them go by their ranges of fonds and numbers alone.
MOST_FILES: Final = 200


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
    return {
        "archive": tables["archive"][language],
        "title": words["titles"].get(kind, ""),
        "request_number": asked.number,
        "request_date": day(asked.received, words),
        "addressee": given.get("recipient") or asked.applicant,
        "address": asked.address,
        "person": asked.all_names()[0],
        "born": day(asked.born, words),
        "organisation": asked.organisation,
        "period": f"{asked.year_from}–{asked.year_to}" if asked.year_from else "",
        "wanted": asked.wanted,
        "fonds": "; ".join(dict.fromkeys(f"«{one.fonds_title.strip('«»')}»" for one in facts if one.fonds_title)),
        "facts": [_fact(fact, words, language) for fact in told],
        "documents": list(dict.fromkeys(_cited(fact, words, language) for fact in facts)),
        "pay": _pay(facts, words, language),
        "names": [_name(one, words) for one in names if one.start or one.end],
        "basis": basis(facts, language),
        "searched": searched(scopes, language),
        "unread": unread(scopes, words, language),
        "years_without": _years_without(scopes, words),
        "note": given.get("note", ""),
        "institution": given.get("institution", ""),
    }


def day(iso: str, words: Mapping[str, Any]) -> str:
    """Return an ISO date or a part of one in words; what is none as it is."""
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or not 1 <= len(parts) <= 3:
        return iso
    if len(parts) == 1:
        return str(words["year"].format(year=parts[0]))
    month = int(parts[1]) - 1
    if len(parts) == 2:
        alone = words.get("months_alone", words["months"])
        return str(words["month"].format(year=parts[0], month=alone[month]))
    return str(words["day"].format(year=parts[0], month=words["months"][month], day=int(parts[2])))


def basis(facts: Sequence[Evidence], language: Language) -> list[str]:
    """Return every reference once: sheets grouped by file, files in the order of their numbers."""
    sheets: dict[tuple[str, str, str], list[str]] = {}
    for fact in facts:
        sheets.setdefault((fact.fonds, fact.inventory, fact.file), []).append(fact.sheet)
    ordered = sorted(sheets, key=lambda place: tuple(natural(part) for part in place))
    cited = (format_reference(Reference(*place), [one for one in sheets[place] if one], language) for place in ordered)
    return [one for one in cited if one]


def searched(scopes: Sequence[Scope], language: Language) -> dict[str, Any]:
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
        cited = format_reference(Reference(place[0], place[1], shown), (), language)
        rows.append({"title": titles.get(place[0], ""), "reference": cited or "–", "files": len(named)})
    return {"files": files, "rows": rows, "queries": list(dict.fromkeys(scope["query"] for scope in scopes))}


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
    return list(told) or [words["nothing_unread"]]


def _years_without(scopes: Sequence[Scope], words: Mapping[str, Any]) -> str:
    """Return the years that were asked for and of which no search could find a sheet."""
    missing = [set(scope["scope"]["years_without"]) for scope in scopes if scope["scope"]["years_without"]]
    years = sorted(set.intersection(*missing)) if missing else []
    return words["years_without"].format(years=_spans(years)) if years else ""


def _spans(years: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def _fact(fact: Evidence, words: Mapping[str, Any], language: Language) -> dict[str, Any]:
    at = Reference(fact.fonds, fact.inventory, fact.file)
    return {
        "date": day(fact.date, words),
        "fact": words["facts"][fact.fact],
        "document": document_line(fact, words),
        "quotation": quoted(fact, words),
        "reference": format_reference(at, fact.sheet, language).rstrip("."),
    }


def _cited(fact: Evidence, words: Mapping[str, Any], language: Language) -> str:
    at = Reference(fact.fonds, fact.inventory, fact.file)
    return f"{document_line(fact, words)} ({format_reference(at, fact.sheet, language).rstrip('.')})"


def document_line(fact: Evidence, words: Mapping[str, Any]) -> str:
    """Return kind, date and number of the paper that proves a fact."""
    kind = words["documents"].get(fact.document, words["documents"]["other"])
    number = words["number"].format(number=fact.document_number) if fact.document_number else ""
    if not fact.document_date:
        return f"{kind} {number}".strip()
    return " ".join(words["dated"].format(date=day(fact.document_date, words), number=number, document=kind).split())


def quoted(fact: Evidence, words: Mapping[str, Any]) -> str:
    """Return the quotation with what differs from the request marked in it."""
    text = fact.text(words["unreadable"])
    for found in fact.discrepancies:
        if found.what in ("name", "birth") and found.written in text:
            text = text.replace(found.written, f"{found.written} ({words['sic']})", 1)
    return text


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
                "amounts": "; ".join(amounts) or quoted(fact, words),
                "unit": words["unit"].format(currency=fact.currency) if fact.currency else "",
                "reference": format_reference(Reference(fact.fonds, fact.inventory, fact.file), fact.sheet, language).rstrip("."),
            }
        )
    return sorted(rows, key=lambda row: row["year"])


def _name(one: NameInTime, words: Mapping[str, Any]) -> str:
    return str(words["renamed"].format(name=one.name, start=one.start[:4] or "…", end=one.end[:4] or "…"))
