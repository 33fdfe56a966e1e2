"""Drafts of papers: written from evidence and searches, edited by hand, checked by a second person."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from paraq.catalogue.requests import Requests
from paraq.errors import Conflict, Forbidden, Invalid, Missing
from paraq.records.accounts import check_role
from paraq.records.evidence import PAPER_KINDS, Evidence, Item, PaperKind
from paraq.records.request import PAPER_LANGUAGES, RequestRecord
from paraq.records.viewer import Viewer, account_of
from paraq.services.requests import rendering
from paraq.services.requests.context import cited, paper_context
from paraq.services.requests.discrepancies import out_of_order
from paraq.services.requests.evidence import EvidenceKeeping
from paraq.services.requests.register import Register
from paraq.services.requests.searching import RequestSearching
from paraq.store import Store

# 104 bits: nobody guesses the code of a paper that they do not hold.
CODE_BYTES: Final = 13


class Drafts:
    """Drafts of papers of requests."""

    def __init__(
        self,
        requests: Requests,
        register: Register,
        evidence: EvidenceKeeping,
        searching: RequestSearching,
        store: Store,
        address: str,
    ) -> None:
        self._requests = requests
        self._register = register
        self._evidence = evidence
        self._searching = searching
        self._store = store
        self._address = address

    def draft(
        self, request_id: str, kind: PaperKind, *, viewer: Viewer, language: str = "", given: Mapping[str, str] | None = None
    ) -> Item:
        """Make a draft of a paper from the evidence and the searches.

        Raises:
            Missing: There is no such request for this viewer.
            Conflict: It is closed, or there is nothing to write the paper from.
            Invalid: There is no such kind or language, or the template makes no sense.
        """
        record = self._register.open(request_id, viewer=viewer)
        wanted = language or record.asked.language
        if kind not in PAPER_KINDS or wanted not in PAPER_LANGUAGES:
            raise Invalid("There is no such paper", where=f"{kind}, {wanted}", code="draft-kind")
        facts = self._evidence.all(record.request_id, viewer=viewer)
        scopes = self._searching.scopes(record.request_id, viewer=viewer)
        _check_ground(kind, facts, scopes, given or {})
        code = secrets.token_hex(CODE_BYTES)
        content = {
            "kind": kind,
            "language": wanted,
            "code": code,
            "docx": self._store.put(self._rendered(record, kind, wanted, facts, scopes, given or {}, code, viewer)),
            "state": "draft",
            "edited": False,
            "warnings": _warnings(kind, facts, scopes),
            "evidence": [one.evidence_id for one in facts],
            "pages": sorted({one.page_id for one in facts}),
        }
        item = self._requests.add_item(record.request_id, "draft", viewer.name, content)
        self._requests.note(record.request_id, viewer, "draft", {"made": item.item_id, "kind": kind, "language": wanted})
        self._register.by_papers(self._register.known(request_id, viewer=viewer), "drafted", "", viewer=viewer)
        return item

    def _rendered(
        self,
        record: RequestRecord,
        kind: PaperKind,
        language: str,
        facts: list[Evidence],
        scopes: list[Mapping[str, Any]],
        given: Mapping[str, str],
        code: str,
        viewer: Viewer,
    ) -> bytes:
        data = self._register.data
        tables = {"wording": data.table("wording"), "archive": data.table("archive")}
        names = self._searching.names_through_time(record.request_id, viewer=viewer)
        context: dict[str, Any] = {
            one: paper_context(kind, record, facts, scopes, names, given, one, tables)  # type: ignore[arg-type]
            for one in language.split("+")
        }
        sheets = {one.page_id: one for one in facts}.values() if kind == "copy" else ()
        scans = [rendering.Scan(self._evidence.sheet(one, viewer=viewer), cited(one)) for one in sheets]
        template = data.template(f"{kind}-{language.replace('+', '-')}")
        context["executor"] = viewer.full_name or viewer.name
        return rendering.drafted(template, context, self.verify_address(code), scans)

    def verify_address(self, code: str) -> str:
        """Return where anybody can verify a paper."""
        return f"{self._address.rstrip('/')}/v1/verify/{code}"

    def all(self, request_id: str, *, viewer: Viewer) -> list[Item]:
        """Return the drafts of a request, oldest first, without those that tell of sheets that this viewer may not see.

        Raises:
            Missing: There is no such request for this viewer.
        """
        items = self._requests.items(self._register.known(request_id, viewer=viewer).request_id, "draft")
        return [item for item in items if self.may_see(item.content, viewer=viewer)]

    def may_see(self, content: Mapping[str, Any], *, viewer: Viewer) -> bool:
        """Return whether a viewer may see all sheets of which a draft, or the paper made of it, tells."""
        # Of one that does not say which they are, nobody knows: no sheet has an empty id.
        return self._evidence.may_see(content.get("pages", [""]), viewer=viewer)

    def docx(self, request_id: str, draft_id: str, *, viewer: Viewer) -> bytes:
        """Return a draft to edit.

        Raises:
            Missing: There is no such draft for this viewer.
        """
        return self._store.path(self.one(request_id, draft_id, viewer=viewer).content["docx"]).read_bytes()

    def replace(self, request_id: str, draft_id: str, docx: bytes, *, viewer: Viewer) -> Item:
        """Put an edited DOCX in the place of a draft; it must be checked again.

        Raises:
            Missing: There is no such draft for this viewer.
            Invalid: It is no DOCX.
            Conflict: The paper was made already.
        """
        item = self.one(request_id, draft_id, viewer=viewer)
        if item.content["state"] == "made":
            raise Conflict("The paper was made of this draft already", where=draft_id, code="draft-made")
        sha256 = self._store.put(rendering.checked_docx(docx))
        # Whoever edits is its author too: they may not check their own words.
        editors = list(dict.fromkeys([*item.content.get("editors", []), viewer.account]))
        return self.written(item, "edited", viewer=viewer, docx=sha256, state="draft", edited=True, editors=editors)

    def check(self, request_id: str, draft_id: str, *, viewer: Viewer, accept: bool = True, note: str = "") -> Item:
        """Say as a second person that a draft is right, or send it back with a note.

        Raises:
            Missing: There is no such draft for this viewer.
            Forbidden: The viewer wrote it, or their role is not enough.
            Conflict: It was checked or made already.
            Invalid: It is sent back without a note.
        """
        record = self._register.open(request_id, viewer=viewer)
        item = self.one(request_id, draft_id, viewer=viewer)
        self.check_role("check_role", viewer=viewer)
        if viewer.account in (account_of(item.who), *item.content.get("editors", [])):
            raise Forbidden("Whoever wrote a draft cannot check it", remedy="Ask a second person", code="four-eyes")
        if item.content["state"] != "draft":
            raise Conflict("The draft was checked already", where=draft_id, code="draft-checked")
        if not accept and not note.strip():
            raise Invalid("Say what has to be changed", where="note", code="request-note")
        done = self.written(
            item,
            "checked" if accept else "returned",
            viewer=viewer,
            state="checked" if accept else "returned",
            checker=viewer.name,
            check_note=note.strip(),
        )
        if accept:
            self._register.by_papers(self._register.known(record.request_id, viewer=viewer), "checked", "", viewer=viewer)
        return done

    def one(self, request_id: str, draft_id: str, *, viewer: Viewer) -> Item:
        """Return a draft.

        Raises:
            Missing: There is no such draft for this viewer.
        """
        for item in self.all(request_id, viewer=viewer):
            if item.item_id == draft_id:
                return item
        raise Missing("There is no such draft", where=draft_id, code="draft-missing")

    def written(self, item: Item, what: str, *, viewer: Viewer, **values: Any) -> Item:
        """Write values of a draft anew and note what was done to it."""
        content = {**item.content, **values}
        self._requests.change_item(item.item_id, content)
        self._requests.note(item.request_id, viewer, "draft", {what: item.item_id, "note": values.get("check_note", "")})
        return Item(item.item_id, item.request_id, item.kind, item.made, item.who, content)

    def check_role(self, name: str, *, viewer: Viewer) -> None:
        """Refuse who has not the role that the archive asks for a step.

        Raises:
            Forbidden: The role is not enough.
        """
        check_role(viewer, self._register.data.table("archive").get(name, "head"))


def _check_ground(kind: PaperKind, facts: list[Evidence], scopes: list[Any], given: Mapping[str, str]) -> None:
    """Raise Conflict if a paper would say what nothing stands for."""
    if kind in ("certificate", "copy", "extract") and not facts:
        raise Conflict("There is no evidence to write it from", remedy="Select words on a sheet first", code="draft-empty")
    if kind == "negative" and not scopes:
        raise Conflict("No search was made for this request", remedy="Search first: it is cited", code="draft-empty")
    if kind == "forwarding" and not given.get("institution", "").strip():
        raise Invalid("Say to whom it is forwarded", where="institution", code="draft-institution")


def _warnings(kind: PaperKind, facts: list[Evidence], scopes: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return what a second person should look at."""
    found = [
        {"code": f"{one.what}-differs", "evidence": fact.evidence_id, "written": one.written, "expected": one.expected}
        for fact in facts
        for one in fact.discrepancies
    ]
    found += [
        {"code": "doubtful-words", "evidence": fact.evidence_id, "written": " ".join(fact.doubtful)}
        for fact in facts
        if fact.doubtful
    ]
    found += [{"code": "out-of-order", "written": one.written, "expected": one.expected} for one in out_of_order(facts)]
    found += [
        {"code": "no-reference", "evidence": fact.evidence_id, "written": fact.sheet}
        for fact in facts
        if not (fact.file and fact.sheet)
    ]
    if kind == "negative" and facts:
        found.append({"code": "evidence-exists", "written": str(len(facts))})
    if kind == "negative" and all("year" in scope["filters"] or "year:" in scope["query"] for scope in scopes):
        found.append({"code": "years-only", "written": str(len(scopes))})
    return found
