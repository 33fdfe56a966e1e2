"""How the command prints the answer to a search: as lines for people, or as JSON for programs."""

from typing import TYPE_CHECKING, Any

import click

from paraq.cli.output import complain, print_json

if TYPE_CHECKING:
    from paraq.catalogue.cited import Cited
    from paraq.records.model import PageRecord
    from paraq.services.answers import Answer, Mark, PageHit, Why

# A line for people; JSON gives all.
_REASONS_SHOWN = 6
_OTHERS_SHOWN = 3


def answer(found: "Answer", as_json: bool) -> None:
    """Print an answer; what the searcher must know of the query goes to standard error."""
    if found.notice:
        complain(found.notice)
    if as_json:
        print_json(_answer_json(found))
        return
    if meant := found.meant or (found.mistake.suggestion if found.mistake else ""):
        click.echo(f"Did you mean: {meant}")
    click.echo(f"{found.total} pages" + (f" in {found.groups} groups" if found.groups else ""))
    for name, counts in found.facets.items():
        values = ", ".join(f"{value} ({pages})" for value, pages in _ranked(name, counts))
        click.echo(f"{name}: {values}")
    for hit in found.hits:
        _print_hit(hit)


def _print_hit(hit: "PageHit") -> None:
    told = _hit_json(hit)
    place = told["reference"] or f"{told['path']}, page {told['page']}"
    more = f" (+{hit.count - 1} pages)" if hit.count > 1 else ""
    click.echo(f"\n{place}  {told['title']}".rstrip() + f"{more}  [{told['page_id']}]")
    click.echo(f"  {' '.join(told['snippet'].split())}")
    reasons = [f"{why.term}: {', '.join(why.written[:_OTHERS_SHOWN])} ({why.evidence})" for why in hit.why[:_REASONS_SHOWN]]
    if reasons:
        click.echo(f"  {'; '.join(reasons)}")


def page(found: "PageRecord", as_json: bool) -> None:
    """Print a page: where it is, and its text as it is known now."""
    told = page_json(found)
    if as_json:
        read = found.text
        print_json(told | {"text": read.text, "language": read.language, "source": read.source, "confidence": read.confidence})
        return
    click.echo(f"{told['reference'] or told['path'] + ', page ' + str(told['page'])}  {told['title']}".rstrip())
    click.echo(found.text.text)


def _answer_json(found: "Answer") -> dict[str, Any]:
    """Return the total and hits, and whatever else there is to say."""
    mistake = found.mistake
    told = {
        "groups": found.groups,
        "facets": {name: dict(_ranked(name, counts)) for name, counts in found.facets.items()},
        "notice": found.notice,
        "mistake": mistake and {"code": mistake.code, "position": mistake.position, "suggestion": mistake.suggestion},
        "corrections": [{"word": one.word, "instead": one.instead, "pages": one.pages} for one in found.corrections],
        "meant": found.meant,
        "next": found.hits[-1].cursor if found.more and found.hits else "",
    }
    known = {name: value for name, value in told.items() if value}
    return {"total": found.total, "hits": [_hit_json(hit) for hit in found.hits], **known}


def _ranked(name: str, counts: Any) -> list[tuple[str, int]]:
    """Return the values of a facet, numbers in their order, others with most pages first."""
    if name in ("year", "decade", "confidence"):
        return sorted(counts.items(), key=lambda pair: int(pair[0]))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def page_json(page: "PageRecord | Cited") -> dict[str, Any]:
    """Return how a page is told of in every list: where it is, what it is called and how it is cited."""
    from paraq.records.reference import format_reference

    return {
        "page_id": page.page_id,
        "document_id": page.document_id,
        "title": page.description.title,
        "reference": format_reference(page.description.reference, page.sheet, "ru"),
        "sheet": page.sheet,
        "page": page.number,
        "path": page.path,
    }


def _hit_json(hit: "PageHit") -> dict[str, Any]:
    return {
        **page_json(hit.page),
        "score": hit.score,
        "snippet": hit.snippet,
        "boxes": [box.as_list() for mark in hit.marks for box in mark.boxes],
        "marks": [_mark_json(mark) for mark in hit.marks],
        "why": [_why_json(why) for why in hit.why],
        "group": hit.group,
        "count": hit.count,
        "type": hit.page.description.type,
        "date": hit.page.description.date,
    }


def _mark_json(mark: "Mark") -> dict[str, Any]:
    boxes = [box.as_list() for box in mark.boxes]
    return {"start": mark.start, "end": mark.end, "term": mark.term, "evidence": mark.evidence, "boxes": boxes}


def _why_json(why: "Why") -> dict[str, Any]:
    return {
        "term": why.term,
        "evidence": why.evidence,
        "written": list(why.written),
        "count": len(why.marks),
        "boxes": [box.as_list() for mark in why.marks for box in mark.boxes],
    }
