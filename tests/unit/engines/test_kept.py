"""Kept pages: what was kept under another stamp, or only in part, is not taken for a page."""

from contextlib import closing
from pathlib import Path

from paraq.engines.document import indexed
from paraq.engines.kept import KeptPages, packed
from paraq.records.model import Description, PageRecord, PageText
from paraq.text.analysis import Analyzer

ANALYZER = Analyzer()


def test_a_page_of_which_only_the_words_are_kept_has_no_shape(tmp_path: Path) -> None:
    read = PageText("жалақы ведомосы", (), "text", "kk", 100.0, 500, 700)
    page = PageRecord("a-1", "a", 1, 0, "", read, 1, "", 1, "a" * 64, "", Description())
    tokens = ANALYZER.analyze_page(read)
    whole = packed(indexed(page, ANALYZER, tokens), tokens)
    with closing(KeptPages(tmp_path / "analysed.db")) as kept:
        kept.put([whole, ("b-1", 7, None, whole[3])])  # type: ignore[list-item]  # as a made-up archive has them
        assert list(kept.shapes({"a-1": whole[1], "b-1": 7})) == ["a-1"]
        assert set(kept.words({"a-1": whole[1], "b-1": 7})) == {"a-1", "b-1"}
        assert kept.shapes({"a-1": whole[1] + 1}) == {}
