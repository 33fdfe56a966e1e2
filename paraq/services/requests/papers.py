"""Papers: drafted from evidence, checked by a second person, made, signed outside, issued, and verified by anybody."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from paraq.catalogue.requests import Requests
from paraq.errors import Conflict, Forbidden, Invalid, Missing
from paraq.records.accounts import at_least
from paraq.records.evidence import PAPER_KINDS, Evidence, Item, Paper, PaperKind
from paraq.records.request import CLOSED, PAPER_LANGUAGES, RequestRecord
from paraq.records.viewer import Role, Viewer
from paraq.services.requests import office, rendering
from paraq.services.requests.context import day, paper_context
from paraq.services.requests.discrepancies import out_of_order
from paraq.services.requests.evidence import EvidenceKeeping
from paraq.services.requests.register import Register
from paraq.services.requests.searching import RequestSearching
from paraq.services.requests.signature import SignatureFound, check_signature
from paraq.store import Store

# 100 bits: nobody guesses the code of a paper that they do not hold.
CODE_BYTES: Final = 13
LARGEST_SIGNATURE: Final = 4 << 20
OUTCOMES: Final[dict[PaperKind, str]] = {"negative": "negative", "forwarding": "forwarded"}


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may know of a paper: nothing of whom it is about."""

    genuine: bool
    state: str
    kind: str = ""
    number: str = ""
    date: str = ""
    sha256: str = ""
    signed: str = ""


class Papers:
    """Drafts and issued papers of requests."""

    def __init__(
        self,
        requests: Requests,
        register: Register,
        evidence: EvidenceKeeping,
        searching: RequestSearching,
        store: Store,
        home: Path,
        address: str,
        pdf_of: Callable[[bytes, Path], bytes] = office.pdf_of,
    ) -> None:
        self._requests = requests
        self._register = register
        self._evidence = evidence
        self._searching = searching
        self._store = store
        self._home = home
        self._address = address
        self._pdf_of = pdf_of

    def draft(
        self, request_id: str, kind: PaperKind, *, viewer: Viewer, language: str = "", given: Mapping[str, str] | None = None
    ) -> Item:
        """Make a draft of a paper from the evidence and the searches.

        Raises:
            Missing: There is no such request for this viewer.
            Conflict: It is closed, or there is nothing to write the paper from.
            Invalid: There is no such kind or language, or the template makes no sense.
        """
        record = self._open(request_id, viewer)
        wanted = language or record.asked.language
        if kind not in PAPER_KINDS or wanted not in PAPER_LANGUAGES:
            raise Invalid("There is no such paper", where=f"{kind}, {wanted}", code="draft-kind")
        facts = self._evidence.all(record.request_id, viewer=viewer)
        scopes = [item.content["scope"] for item in self._requests.items(record.request_id, "scope")]
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
        pictures: dict[str, list[bytes]] = {"scans": []}
        if kind == "copy":
            sheets = list({one.page_id: one for one in facts}.values())
            pictures["scans"] = [self._evidence.sheet(one, viewer=viewer) for one in sheets]
        template = data.template(f"{kind}-{language.replace('+', '-')}")
        return rendering.drafted(template, {**context, "executor": viewer.name}, self.verify_address(code), pictures)

    def verify_address(self, code: str) -> str:
        """Return where anybody can verify a paper."""
        return f"{self._address.rstrip('/')}/v1/verify/{code}"

    def drafts(self, request_id: str, *, viewer: Viewer) -> list[Item]:
        """Return the drafts of a request, oldest first.

        Raises:
            Missing: There is no such request for this viewer.
        """
        return self._requests.items(self._register.known(request_id, viewer=viewer).request_id, "draft")

    def docx(self, request_id: str, draft_id: str, *, viewer: Viewer) -> bytes:
        """Return a draft to edit.

        Raises:
            Missing: There is no such draft for this viewer.
        """
        return self._store.path(self._draft(request_id, draft_id, viewer).content["docx"]).read_bytes()

    def replace(self, request_id: str, draft_id: str, docx: bytes, *, viewer: Viewer) -> Item:
        """Put an edited DOCX in the place of a draft; it must be checked again.

        Raises:
            Missing: There is no such draft for this viewer.
            Invalid: It is no DOCX.
            Conflict: The paper was made already.
        """
        item = self._draft(request_id, draft_id, viewer)
        if item.content["state"] == "made":
            raise Conflict("The paper was made of this draft already", where=draft_id, code="draft-made")
        sha256 = self._store.put(rendering.checked_docx(docx))
        # Whoever edits is its author too: they may not check their own words.
        editors = list(dict.fromkeys([*item.content.get("editors", []), _owner(viewer.name)]))
        return self._written(item, viewer, "edited", docx=sha256, state="draft", edited=True, editors=editors)

    def check(self, request_id: str, draft_id: str, *, viewer: Viewer, accept: bool = True, note: str = "") -> Item:
        """Say as a second person that a draft is right, or send it back with a note.

        Raises:
            Missing: There is no such draft for this viewer.
            Forbidden: The viewer wrote it, or their role is not enough.
            Conflict: It was checked or made already.
            Invalid: It is sent back without a note.
        """
        record = self._open(request_id, viewer)
        item = self._draft(request_id, draft_id, viewer)
        self._check_role(viewer, "check_role")
        if _owner(viewer.name) in (_owner(item.who), *item.content.get("editors", [])):
            raise Forbidden("Whoever wrote a draft cannot check it", remedy="Ask a second person", code="four-eyes")
        if item.content["state"] != "draft":
            raise Conflict("The draft was checked already", where=draft_id, code="draft-checked")
        if not accept and not note.strip():
            raise Invalid("Say what has to be changed", where="note", code="request-note")
        done = self._written(
            item,
            viewer,
            "checked" if accept else "returned",
            state="checked" if accept else "returned",
            checker=viewer.name,
            check_note=note.strip(),
        )
        if accept:
            self._register.by_papers(self._register.known(record.request_id, viewer=viewer), "checked", "", viewer=viewer)
        return done

    def make(self, request_id: str, draft_id: str, *, viewer: Viewer, number: str = "") -> Paper:
        """Make the paper of a checked draft: PDF/A with number, date and code, whose bytes never change from now on.

        Raises:
            Missing: There is no such draft for this viewer.
            Forbidden: The viewer's role is not enough.
            Conflict: It is not checked, or was made already.
            Unavailable: LibreOffice cannot make it.
        """
        record = self._open(request_id, viewer)
        item = self._draft(request_id, draft_id, viewer)
        self._check_role(viewer, "issue_role")
        if item.content["state"] != "checked":
            raise Conflict("A second person has to check the draft first", where=draft_id, code="four-eyes")
        words = self._register.data.table("wording")[item.content["language"].split("+")[0]]
        today = date.today().isoformat()
        given = number.strip() or f"{record.asked.number}-{len(self._requests.papers(record.request_id)) + 1}"
        docx = rendering.final(self._store.path(item.content["docx"]).read_bytes(), given, day(today, words))
        pdf = self._pdf_of(docx, self._home)
        content = {
            "kind": item.content["kind"],
            "language": item.content["language"],
            "number": given,
            "date": today,
            "draft": draft_id,
            "docx": self._store.put(docx),
            "author": item.who,
            "checker": item.content["checker"],
            "maker": viewer.name,
            "state": "made",
        }
        paper = self._requests.issue(item.content["code"], record.request_id, self._store.put(pdf), content)
        self._written(item, viewer, "made", state="made")
        return paper

    def sign(self, request_id: str, code: str, signature: bytes, name: str, *, viewer: Viewer) -> tuple[Paper, SignatureFound]:
        """Attach a signature that was made outside to the exact bytes of a paper.

        Raises:
            Missing: There is no such paper for this viewer.
            Invalid: It is no signature in CMS, or signs other bytes.
        """
        record = self._register.known(request_id, viewer=viewer)
        paper = self._paper(record, code)
        if not name.lower().endswith((".cms", ".p7s", ".sig")) or not 0 < len(signature) <= LARGEST_SIGNATURE:
            raise Invalid("A signature is a file .cms or .p7s", where=name[:100], code="signature-kind")
        sha256 = self._store.put(signature)
        found = check_signature(self._store.path(sha256), self._store.path(paper.sha256))
        if found.status == "invalid" or not found.is_signature:
            raise Invalid("The signature is not of this paper", where=found.reason, code="signature-other")
        told = {"sha256": sha256, "name": name[:200], **found.as_json()}
        content = {**paper.content, "signatures": [*paper.content.get("signatures", []), told]}
        self._requests.change_paper(code, content)
        self._requests.note(record.request_id, viewer, "signature", {"paper": code, "status": found.status})
        if record.state == "checked":
            self._register.by_papers(record, "signed", "", viewer=viewer)
        return self._paper(record, code), found

    def issue(self, request_id: str, code: str, *, viewer: Viewer) -> Paper:
        """Issue a paper that was made, and close the request.

        Raises:
            Missing: There is no such paper for this viewer.
            Forbidden: The viewer's role is not enough.
            Conflict: It was issued already.
        """
        record = self._register.known(request_id, viewer=viewer)
        self._check_role(viewer, "issue_role")
        paper = self._paper(record, code)
        if paper.content["state"] != "made":
            raise Conflict("The paper was issued already", where=code, code="paper-issued")
        self._requests.change_paper(code, {**paper.content, "state": "issued", "issuer": viewer.name})
        self._requests.note(record.request_id, viewer, "issued", {"paper": code, "sha256": paper.sha256})
        state = "forwarded" if paper.content["kind"] == "forwarding" else "issued"
        outcome = OUTCOMES.get(paper.content["kind"], "positive")
        self._register.by_papers(self._register.known(record.request_id, viewer=viewer), state, outcome, viewer=viewer)  # type: ignore[arg-type]
        return self._paper(record, code)

    def papers(self, request_id: str, *, viewer: Viewer) -> list[Paper]:
        """Return the papers of a request.

        Raises:
            Missing: There is no such request for this viewer.
        """
        return self._requests.papers(self._register.known(request_id, viewer=viewer).request_id)

    def pdf(self, request_id: str, code: str, *, viewer: Viewer) -> bytes:
        """Return the bytes of a paper.

        Raises:
            Missing: There is no such paper for this viewer, or its applicant's data are blocked.
        """
        record = self._register.known(request_id, viewer=viewer)
        if record.blocked:
            raise Missing("There is no such paper", where=code, code="paper-missing")
        return self._store.path(self._paper(record, code).sha256).read_bytes()

    def signature(self, request_id: str, code: str, number: int, *, viewer: Viewer) -> tuple[str, bytes]:
        """Return name and bytes of a signature as it was attached.

        Raises:
            Missing: There is no such signature for this viewer.
        """
        paper = self._paper(self._register.known(request_id, viewer=viewer), code)
        signatures = paper.content.get("signatures", [])
        if not 1 <= number <= len(signatures):
            raise Missing("There is no such signature", where=str(number), code="paper-missing")
        told = signatures[number - 1]
        return told["name"], self._store.path(told["sha256"]).read_bytes()

    def verify(self, code: str, content: bytes | None = None) -> Verified:
        """Return what anybody may know of a paper by its code; with a file, whether its bytes are those that were issued."""
        paper = self._requests.paper(code)
        if paper is None or paper.content["state"] != "issued":
            return Verified(False, "unknown")
        about = paper.content
        signed = next((one["signed_at"] or "yes" for one in about.get("signatures", []) if one["status"] == "valid"), "")
        if content is not None and hashlib.sha256(content).hexdigest() != paper.sha256:
            return Verified(False, "other-bytes")
        state = "same-bytes" if content is not None else "issued"
        return Verified(True, state, about["kind"], about["number"], about["date"], paper.sha256, signed)

    def _open(self, request_id: str, viewer: Viewer) -> RequestRecord:
        record = self._register.known(request_id, viewer=viewer)
        if record.state in CLOSED:
            raise Conflict("The request is closed", where=record.asked.number, code="request-closed")
        return record

    def _draft(self, request_id: str, draft_id: str, viewer: Viewer) -> Item:
        for item in self.drafts(request_id, viewer=viewer):
            if item.item_id == draft_id:
                return item
        raise Missing("There is no such draft", where=draft_id, code="draft-missing")

    def _paper(self, record: RequestRecord, code: str) -> Paper:
        paper = self._requests.paper(code)
        if paper is None or paper.request_id != record.request_id:
            raise Missing("There is no such paper", where=code, code="paper-missing")
        return paper

    def _written(self, item: Item, viewer: Viewer, what: str, **values: Any) -> Item:
        content = {**item.content, **values}
        self._requests.change_item(item.item_id, content)
        self._requests.note(item.request_id, viewer, "draft", {what: item.item_id, "note": values.get("check_note", "")})
        return Item(item.item_id, item.request_id, item.kind, item.made, item.who, content)

    def _check_role(self, viewer: Viewer, name: str) -> None:
        needed: Role = self._register.data.table("archive").get(name, "head")
        if not at_least(viewer.role, needed):
            raise Forbidden("Your role does not allow this", where=needed, code="role")


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


def _owner(name: str) -> str:
    return name.partition("/")[0]
