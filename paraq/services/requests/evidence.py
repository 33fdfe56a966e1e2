"""Evidence of a request: selected on a sheet, kept with its reference and a cut of the scan, in the order of events."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final, Protocol

from paraq.catalogue.requests import Requests
from paraq.errors import Conflict, Invalid, Missing, Unavailable
from paraq.query.resolved import Resolved
from paraq.records.dates import typed_date
from paraq.records.evidence import FACTS, Evidence, Item, Piece
from paraq.records.model import Box, PageRecord, Word
from paraq.records.request import Change, RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.answers import PageHit
from paraq.services.requests import reading
from paraq.services.requests.discrepancies import discrepancies
from paraq.services.requests.register import Register
from paraq.services.requests.sight import Pages, sees_sheets, without_sheets
from paraq.services.requests.upright import upright
from paraq.store import Store

Draw = Callable[[PageRecord, Box | None], bytes]
"""Draws a region of a sheet, or all of it, as JPEG; raises Invalid or Unavailable if it cannot."""
# What an archivist may set right; the quotation itself comes from the sheet alone.
EDITABLE: Final = (
    "fact", "date", "sheet", "document", "document_date", "document_number", "person", "year", "amounts", "currency", "note",
)  # fmt: skip
MOST_EVIDENCE: Final = 500


class Marking(Protocol):
    """What evidence needs of search."""

    def understood(self, query: str) -> tuple[Resolved, str]:
        """Return what a query seeks."""

    def shown(self, page: PageRecord, resolved: Resolved) -> PageHit:
        """Return a page with what is sought marked."""


class EvidenceKeeping:
    """Takes evidence from sheets and keeps it in order."""

    def __init__(self, requests: Requests, register: Register, pages: Pages, marking: Marking, store: Store, draw: Draw) -> None:
        self._requests = requests
        self._register = register
        self._pages = pages
        self._marking = marking
        self._store = store
        self._draw = draw

    def propose(
        self,
        request_id: str,
        page_id: str,
        *,
        viewer: Viewer,
        spans: Sequence[tuple[int, int]] = (),
        box: Box | None = None,
        unreadable: Sequence[tuple[int, int]] = (),
    ) -> Evidence:
        """Return what a selection would be as evidence: what it proves, when and of whom, for a person to set right.

        Raises:
            Missing: There is no such request or page for this viewer.
            Invalid: Nothing is selected.
        """
        record = self._register.known(request_id, viewer=viewer)
        page = self._pages.page(page_id, viewer=viewer)
        return self._proposed(record, page, spans, box, unreadable)

    def add(
        self,
        request_id: str,
        page_id: str,
        values: Mapping[str, Any],
        *,
        viewer: Viewer,
        spans: Sequence[tuple[int, int]] = (),
        box: Box | None = None,
        unreadable: Sequence[tuple[int, int]] = (),
    ) -> Evidence:
        """Keep a selection as evidence; ``values`` set right what was proposed.

        Raises:
            Missing: There is no such request or page for this viewer.
            Invalid: Nothing is selected, or a value makes no sense.
            Conflict: The same place is evidence of the same fact already, or the request is closed.
        """
        record = self._register.open(request_id, viewer=viewer)
        page = self._pages.page(page_id, viewer=viewer)
        proposed = _changed(self._proposed(record, page, spans, box, unreadable), values)
        known = self.all(record.request_id, viewer=viewer)
        if len(known) >= MOST_EVIDENCE:
            raise Conflict(f"A request has at most {MOST_EVIDENCE} pieces of evidence", code="evidence-many")
        for one in known:
            if one.page_id == page_id and one.fact == proposed.fact and reading.overlap(one.spans, proposed.spans):
                raise Conflict("This place is evidence of this already", where=one.evidence_id, code="evidence-double")
        cut = self._cut(page, Box(*proposed.box), reading.selected(page.text, proposed.spans, None))
        item = self._requests.add_item(record.request_id, "evidence", viewer.name, _content(replace(proposed, cut=cut)))
        self._requests.note(record.request_id, viewer, "evidence", {"added": item.item_id, "page": page_id})
        return self._read(item, record)

    def change(self, request_id: str, evidence_id: str, values: Mapping[str, Any], *, viewer: Viewer) -> Evidence:
        """Set right what is said of a piece of evidence; its words stay those of the sheet.

        Raises:
            Missing: There is no such evidence for this viewer.
            Invalid: A value makes no sense.
        """
        record = self._register.open(request_id, viewer=viewer)
        item = self._item(record, evidence_id, viewer)
        changed = _changed(self._read(item, record), values)
        self._requests.change_item(item.item_id, _content(changed))
        self._requests.note(record.request_id, viewer, "evidence", {"changed": item.item_id, "fields": sorted(values)})
        return self._read(self._item(record, evidence_id, viewer), record)

    def remove(self, request_id: str, evidence_id: str, *, viewer: Viewer) -> None:
        """Take evidence away.

        Raises:
            Missing: There is no such evidence for this viewer.
        """
        record = self._register.open(request_id, viewer=viewer)
        self._requests.remove_item(self._item(record, evidence_id, viewer).item_id)
        self._requests.note(record.request_id, viewer, "evidence", {"removed": evidence_id})

    def all(self, request_id: str, *, viewer: Viewer) -> list[Evidence]:
        """Return the evidence in the order of events, with what differs from the request as it is now.

        What another took from sheets that this viewer may not see is left out.

        Raises:
            Missing: There is no such request for this viewer.
        """
        record = self._register.known(request_id, viewer=viewer)
        items = [item for item in self._requests.items(record.request_id, "evidence") if self._may_see(item, viewer)]
        read = [self._read(item, record) for item in items]
        # Ledgers of a year come after what happened in it on a day.
        return sorted(read, key=lambda one: ((one.date or "9999").ljust(10, "9"), one.year, one.fact == "paid"))

    def cut(self, request_id: str, evidence_id: str, *, viewer: Viewer) -> bytes:
        """Return the cut of the scan as JPEG.

        Raises:
            Missing: There is no such evidence for this viewer.
        """
        record = self._register.known(request_id, viewer=viewer)
        cut = self._item(record, evidence_id, viewer).content["cut"]
        if not cut:
            raise Missing("The sheet could not be drawn", where=evidence_id, code="picture-missing")
        return self._store.path(cut).read_bytes()

    def sheet(self, evidence: Evidence, *, viewer: Viewer) -> bytes:
        """Return the whole sheet of a piece of evidence as JPEG."""
        page = self._pages.page(evidence.page_id, viewer=viewer)
        return upright(self._draw(page, None), page.text.words)

    def _cut(self, page: PageRecord, box: Box, words: Sequence[Word]) -> str:
        """Return the name of the kept cut; empty if the sheet cannot be drawn, which takes nothing from its words."""
        try:
            return self._store.put(upright(self._draw(page, box), words))
        except (Invalid, Missing, Unavailable):
            return ""

    def history(self, request_id: str, *, viewer: Viewer) -> list[Change]:
        """Return what was done to a request and who looked at it.

        Raises:
            Missing: There is no such request for this viewer.
        """
        changes = self._register.history(request_id, viewer=viewer)
        return [without_sheets(change, self._pages, viewer) for change in changes]

    def may_see(self, page_ids: Sequence[str], *, viewer: Viewer) -> bool:
        """Return whether a viewer may see all sheets of which something was made."""
        return sees_sheets(self._pages, page_ids, viewer)

    def _may_see(self, item: Item, viewer: Viewer) -> bool:
        return self.may_see([item.content["page_id"]], viewer=viewer)

    def _item(self, record: RequestRecord, evidence_id: str, viewer: Viewer) -> Item:
        for item in self._requests.items(record.request_id, "evidence"):
            if item.item_id == evidence_id and self._may_see(item, viewer):
                return item
        raise Missing("There is no such evidence", where=evidence_id, code="evidence-missing")

    def _read(self, item: Item, record: RequestRecord) -> Evidence:
        content = dict(item.content)
        content["quotation"] = tuple(Piece(**piece) for piece in content["quotation"])
        content["spans"] = tuple((start, end) for start, end in content["spans"])
        content["amounts"] = tuple((column, amount) for column, amount in content["amounts"])
        for name in ("box", "doubtful"):
            content[name] = tuple(content[name])
        evidence = Evidence(evidence_id=item.item_id, **content)
        return replace(evidence, discrepancies=discrepancies(evidence, record.asked))

    def _proposed(
        self,
        record: RequestRecord,
        page: PageRecord,
        spans: Sequence[tuple[int, int]],
        box: Box | None,
        unreadable: Sequence[tuple[int, int]],
    ) -> Evidence:
        words = reading.selected(page.text, spans, box)
        if not words:
            raise Invalid("No words are selected", where=page.page_id, remedy="Select words or a region", code="evidence-empty")
        quotation = reading.quotation(page.text, words, unreadable)
        quoted = " ".join(piece.text for piece in quotation if piece.text)
        fact = reading.fact_of(page, quoted)
        number, date = reading.heading_of(page, words[0].start)
        date = date or (page.description.date if fact != "paid" else "")
        year = reading.year_of(page) if fact == "paid" else 0
        place = reading.place_of(page.text, words)
        at = page.description.reference
        evidence = Evidence(
            evidence_id="",
            page_id=page.page_id,
            version=page.version,
            fact=fact,
            date=str(year) if year else reading.event_date(quoted, date),
            quotation=quotation,
            spans=reading.spans_of(words),
            box=(place.left, place.top, place.width, place.height),
            fonds=at.fonds,
            inventory=at.inventory,
            file=at.file,
            sheet=page.sheet,
            fonds_title=page.description.fonds_title,
            title=page.description.title,
            document=page.description.type or reading.document_of(page, words[0].start),
            document_date=date,
            document_number=number,
            person=self._person(record, page, words),
            year=year,
            amounts=reading.amounts_of(page, words) if fact == "paid" else (),
            currency=reading.currency_of(page) if fact == "paid" else "",
            doubtful=tuple(word.text for word in words if word.confidence < reading.DOUBTFUL),
        )
        return replace(evidence, discrepancies=discrepancies(evidence, record.asked))

    def _person(self, record: RequestRecord, page: PageRecord, words: Sequence[Word]) -> str:
        """Return the person's name as the selection has it: the longest that the search for a name of theirs marks."""
        chosen = {word.start for word in words}
        best = ""
        for name in record.asked.all_names():
            resolved, _ = self._marking.understood(name)
            run: list[Word] = []
            marks = [mark.start for mark in self._marking.shown(page, resolved).marks]
            # A mark begins behind the rule of a table or a quotation mark that OCR has read with the word.
            marked = {word.start for word in page.text.words if any(word.start <= mark < word.end for mark in marks)}
            for word in page.text.words:
                if word.start in chosen and (word.start in marked or (run and _is_initial(word.text))):
                    run.append(word)
                    written = _AROUND.sub("", " ".join(one.text for one in run))
                    best = max(best, written, key=len)
                else:
                    run = []
        return best


# Whatever stands around a name but the full stop of its last initial.
_AROUND: Final = re.compile(r"^\W+|[^\w.]+$")


def _is_initial(text: str) -> bool:
    return len(text.replace(".", "")) <= 2 and text.endswith(".") and text[0].isupper()


def _changed(evidence: Evidence, values: Mapping[str, Any]) -> Evidence:
    unknown = sorted(set(values) - set(EDITABLE))
    if unknown:
        raise Invalid("This cannot be set", where=unknown[0], code="evidence-field")
    given = dict(values)
    if given.get("fact", evidence.fact) not in FACTS:
        raise Invalid(f"It is one of {', '.join(FACTS)}", where="fact", code="evidence-field")
    for name in ("date", "document_date"):
        if given.get(name):
            given[name] = typed_date(given[name])
            if not given[name]:
                raise Invalid("A date is written like 14.03.1978, 03.1978 or 1978", where=name, code="evidence-field")
    if "amounts" in given:
        given["amounts"] = tuple((str(column), str(amount)) for column, amount in given["amounts"])
    return replace(evidence, **given)


def _content(evidence: Evidence) -> dict[str, Any]:
    content = asdict(evidence)
    for name in ("evidence_id", "discrepancies"):
        content.pop(name)
    return content
