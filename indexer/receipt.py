"""The receipt of a transfer: what came, what is searchable, what failed and why; its sums balance."""

from typing import Any

from paraq.catalogue.report import Sums

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
        "failed": [
            {"path": failure.path, "page": failure.page, "stage": failure.stage, "reason": failure.reason}
            for failure in sums.failures
        ],
    }
