"""The receipt of a transfer: what came, what is searchable, what failed and why; its sums balance."""

from typing import Any

from paraq.catalogue.report import Failure, Report, Sums
from paraq.catalogue.transfers import Line, SignatureRecord, TransferRecord, Transfers

Receipt = dict[str, Any]


def receipt_of(sums: Sums) -> Receipt:
    """Return the receipt that ``paraq ingest`` gives.

    ``files`` and ``searchable`` count files as they were handed over, so ``files`` is ``searchable`` plus the failed ones; a
    file is searchable if at least one of its pages is. ``pages`` counts the pages of all files, those inside others too;
    all are searchable but those listed in ``failed`` with their number. ``duplicates`` are files whose bytes were there before.
    """
    return {
        "files": sums.files,
        "documents": sums.documents,
        "pages": sums.pages,
        "searchable": sums.searchable,
        "duplicates": sums.duplicates,
        "failed": [failure_json(failure) for failure in sums.failures],
    }


def failure_json(failure: Failure) -> dict[str, Any]:
    """Return a failure, or a page read in vain, as commands print it."""
    return {"path": failure.path, "page": failure.page, "stage": failure.stage, "reason": failure.reason}


def act_of(transfers: Transfers, report: Report, transfer: TransferRecord) -> Receipt:
    """Return the whole receipt of a transfer, file by file, from which the act of acceptance is printed.

    It has the keys of :func:`receipt_of`, the sums of files and pages, every file with its checksum, its outcome and, if its
    bytes were there before, the place of the first copy; pages that OCR cannot read, as handwriting; signatures; what only
    accompanied files; and what an inventory lists and did not come. ``files`` is ``searchable`` + ``failed_files`` +
    ``waiting_files``, ``pages`` likewise.
    """
    sums = report.sums([transfer.number])
    lines = list(transfers.lines(transfer.number))
    return receipt_of(sums) | {
        "transfer": transfer.number,
        "source": transfer.source,
        "started": transfer.started.isoformat(timespec="seconds"),
        "finished": transfer.finished.isoformat(timespec="seconds") if transfer.finished else None,
        "failed_files": sums.failed_files,
        "waiting_files": sums.waiting_files,
        "searchable_pages": sums.searchable_pages,
        "failed_pages": sums.failed_pages,
        "waiting_pages": sums.waiting_pages,
        "unreadable": [failure_json(page) for page in report.unreadable([transfer.number])],
        "bytes": sum(line.size for line in lines if not line.inside),
        "list": [_file(line) for line in lines if line.role == "file"],
        "signatures": [signature_json(one) for one in transfers.signatures_in(transfer.number)],
        "accompanying": [
            {"path": line.path, "role": line.role, "sha256": line.sha256, "size": line.size}
            for line in lines
            if line.role not in ("file", "absent")
        ],
        "absent": [line.path for line in lines if line.role == "absent"],
    }


def signature_json(one: SignatureRecord) -> dict[str, Any]:
    """Return what is known of a signature, as commands print it."""
    result = one.result
    return {
        "path": one.path,
        "signs": one.signs,
        "status": result.status,
        "reason": result.reason,
        "signer": result.signer,
        "issuer": result.issuer,
        "algorithm": result.algorithm,
        "signed_at": result.signed_at,
        "checked": one.checked.isoformat(timespec="seconds"),
        "sha256": one.sha256,
    }


def _file(line: Line) -> dict[str, Any]:
    return {
        "path": line.path,
        "inside": line.inside,
        "sha256": line.sha256,
        "size": line.size,
        "kind": line.kind,
        "pages": line.pages,
        "outcome": line.outcome,
        "reason": line.reason,
        "first_copy": {"source": line.first[0], "path": line.first[1]} if line.first else None,
    }
