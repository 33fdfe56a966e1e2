"""Titles in the metadata of a PDF: what people gave stays, what programs write by themselves is none."""

import pytest

from indexer.readers.pdf import given_title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("untitled", ""),
        ("(anonymous)", ""),
        ("Документ1", ""),
        ("Microsoft Word - приказ 15.doc", ""),
        ("scan_0001", ""),
        ("Бұйрық 1978.docx", ""),
        ("  ", ""),
        ("Документы о награждении", "Документы о награждении"),
        ("Scanned orders of 1978", "Scanned orders of 1978"),
        (" Приказ № 15 ", "Приказ № 15"),
        ("Құжаттар тізімі 1978", "Құжаттар тізімі 1978"),
    ],
)
def test_what_a_program_writes_by_itself_is_no_title(written: str, title: str) -> None:
    assert given_title(written) == title
