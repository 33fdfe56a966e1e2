"""Papers: made of checked drafts, signed outside, issued, and verified by anybody."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from paraq.catalogue.requests import Requests
from paraq.errors import Conflict, Invalid, Missing
from paraq.records.evidence import Paper, PaperKind
from paraq.records.request import RequestRecord
from paraq.records.viewer import Viewer
from paraq.services.requests import office, rendering
from paraq.services.requests.drafts import Drafts
from paraq.services.requests.register import Register
from paraq.services.requests.signature import SignatureFound, check_signature
from paraq.store import Store

# A certificate chain with its time stamps has some ten kilobytes.
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
    """Issued papers of requests."""

    def __init__(
        self,
        requests: Requests,
        register: Register,
        drafts: Drafts,
        store: Store,
        home: Path,
        pdf_of: Callable[[bytes, Path], bytes] = office.pdf_of,
    ) -> None:
        self._requests = requests
        self._register = register
        self._drafts = drafts
        self._store = store
        self._home = home
        self._pdf_of = pdf_of

    def make(self, request_id: str, draft_id: str, *, viewer: Viewer, number: str = "") -> Paper:
        """Make the paper of a checked draft: PDF/A with number, date and code, whose bytes never change from now on.

        Raises:
            Missing: There is no such draft for this viewer.
            Forbidden: The viewer's role is not enough.
            Conflict: It is not checked, or was made already.
            Unavailable: LibreOffice cannot make it.
        """
        record = self._register.open(request_id, viewer=viewer)
        item = self._drafts.one(request_id, draft_id, viewer=viewer)
        self._drafts.check_role("issue_role", viewer=viewer)
        if item.content["state"] != "checked":
            raise Conflict("A second person has to check the draft first", where=draft_id, code="four-eyes")
        today = date.today()
        given = number.strip() or f"{record.asked.number}-{len(self._requests.papers(record.request_id)) + 1}"
        docx = rendering.final(self._store.path(item.content["docx"]).read_bytes(), given, f"{today:%d.%m.%Y}")
        pdf = self._pdf_of(docx, self._home)
        content = {
            "kind": item.content["kind"],
            "language": item.content["language"],
            "number": given,
            "date": today.isoformat(),
            "draft": draft_id,
            "pages": item.content.get("pages", [""]),
            "docx": self._store.put(docx),
            "author": item.who,
            "checker": item.content["checker"],
            "maker": viewer.name,
            "state": "made",
        }
        paper = self._requests.issue(item.content["code"], record.request_id, self._store.put(pdf), content)
        self._drafts.written(item, "made", viewer=viewer, state="made")
        return paper

    def sign(self, request_id: str, code: str, signature: bytes, name: str, *, viewer: Viewer) -> tuple[Paper, SignatureFound]:
        """Attach a signature that was made outside to the exact bytes of a paper.

        Raises:
            Missing: There is no such paper for this viewer.
            Invalid: It is no signature in CMS, or signs other bytes.
        """
        record = self._register.known(request_id, viewer=viewer)
        paper = self._paper(record, code, viewer)
        if not name.lower().endswith((".cms", ".p7s", ".sig")) or not 0 < len(signature) <= LARGEST_SIGNATURE:
            raise Invalid("A signature is a file .cms or .p7s", where=name[:100], code="signature-kind")
        sha256 = self._store.put(signature)
        found = check_signature(self._store.path(sha256), self._store.path(paper.sha256))
        if not found.is_signature:
            raise Invalid("The file holds no signature", where=name[:100], code="signature-kind")
        if found.status == "invalid":
            raise Invalid("The signature is not of this paper", where=found.reason, code="signature-other")
        told = {"sha256": sha256, "name": name[:200], **found.as_json()}
        content = {**paper.content, "signatures": [*paper.content.get("signatures", []), told]}
        self._requests.change_paper(code, content)
        self._requests.note(record.request_id, viewer, "signature", {"paper": code, "status": found.status})
        if record.state == "checked":
            self._register.by_papers(record, "signed", "", viewer=viewer)
        return self._paper(record, code, viewer), found

    def issue(self, request_id: str, code: str, *, viewer: Viewer) -> Paper:
        """Issue a paper that was made, and close the request.

        Raises:
            Missing: There is no such paper for this viewer.
            Forbidden: The viewer's role is not enough.
            Conflict: It was issued already.
        """
        record = self._register.known(request_id, viewer=viewer)
        self._drafts.check_role("issue_role", viewer=viewer)
        paper = self._paper(record, code, viewer)
        if paper.content["state"] != "made":
            raise Conflict("The paper was issued already", where=code, code="paper-issued")
        self._requests.change_paper(code, {**paper.content, "state": "issued", "issuer": viewer.name})
        self._requests.note(record.request_id, viewer, "issued", {"paper": code, "sha256": paper.sha256})
        state = "forwarded" if paper.content["kind"] == "forwarding" else "issued"
        outcome = OUTCOMES.get(paper.content["kind"], "positive")
        self._register.by_papers(self._register.known(record.request_id, viewer=viewer), state, outcome, viewer=viewer)  # type: ignore[arg-type]
        return self._paper(record, code, viewer)

    def papers(self, request_id: str, *, viewer: Viewer) -> list[Paper]:
        """Return the papers of a request, without those that tell of sheets that this viewer may not see.

        Raises:
            Missing: There is no such request for this viewer.
        """
        papers = self._requests.papers(self._register.known(request_id, viewer=viewer).request_id)
        return [paper for paper in papers if self._drafts.may_see(paper.content, viewer=viewer)]

    def pdf(self, request_id: str, code: str, *, viewer: Viewer) -> bytes:
        """Return the bytes of a paper.

        Raises:
            Missing: There is no such paper for this viewer, or its applicant's data are blocked.
        """
        record = self._register.known(request_id, viewer=viewer)
        if record.blocked:
            raise Missing("There is no such paper", where=code, code="paper-missing")
        return self._store.path(self._paper(record, code, viewer).sha256).read_bytes()

    def signature(self, request_id: str, code: str, number: int, *, viewer: Viewer) -> tuple[str, bytes]:
        """Return name and bytes of a signature as it was attached.

        Raises:
            Missing: There is no such signature for this viewer.
        """
        paper = self._paper(self._register.known(request_id, viewer=viewer), code, viewer)
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

    def _paper(self, record: RequestRecord, code: str, viewer: Viewer) -> Paper:
        paper = self._requests.paper(code)
        ours = paper is not None and paper.request_id == record.request_id
        if paper is None or not ours or not self._drafts.may_see(paper.content, viewer=viewer):
            raise Missing("There is no such paper", where=code, code="paper-missing")
        return paper
