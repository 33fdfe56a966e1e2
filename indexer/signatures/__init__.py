"""Electronic signatures: whether the bytes are those that were signed, and by whom."""

from indexer.signatures.check import check

__all__ = ["check"]
