"""Words read of PDFs against ``pdftotext``, and how fast born-digital PDFs are taken in on one core.

Words are runs of letters and digits in what Poppler's ``pdftotext`` writes and in what Paraq reads, alternatives not counted; a
word hyphenated at a line's end counts as one on both sides. Goals: no file with fewer words than ``pdftotext`` finds,
and at least 60 pages a second of CPU time from ``paraq ingest``, which reads, analyses, stores and indexes.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.machine import cost_of, run, show
from indexer.readers import extract
from indexer.reading import ReadOptions
from paraq import imaging
from paraq.errors import ParaqError

ROOT = Path(__file__).parents[1]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
GOAL = 60
# Typewritten and printed pages of the sample archive have 200 to 350 words; 32 lines of these have some 330.
LINES, LETTERS = 32, 85
HYPHEN = re.compile(r"[-\u00ad\ufffe]\n\s*(?=\w)")
WORD = re.compile(r"\w+")


def main() -> int:
    """Print both tables; 0 if both goals are met."""
    parser = argparse.ArgumentParser(prog="script/bench read", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the open data")
    parser.add_argument("--pages", type=int, default=600, help="born-digital pages to take in (default 600)")
    asked = parser.parse_args()
    short = words(asked.data / "documents")
    return 1 if short or speed(asked.pages, asked.data) < GOAL else 0


def words(folder: Path) -> list[str]:
    """Print words per file; return the names of files in which Paraq finds fewer than ``pdftotext``."""
    rows, short = [], []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not imaging.is_pdf(path):
            continue
        other = words_in(run_pdftotext(path))
        try:
            ours = words_in("\n".join(page.text.text for page in extract(path, ReadOptions())))
        except ParaqError as error:
            rows.append((path.name, f"refused: {error.code}", str(other.total()), ""))
            short += [path.name] if other else []
            continue
        missed = other - ours
        rows.append((path.name, str(ours.total()), str(other.total()), " ".join(list(missed)[:6])))
        short += [path.name] if ours.total() < other.total() else []
    show(("PDF", "Paraq", "pdftotext", "read by pdftotext alone"), rows)
    print(f"Files with fewer words than pdftotext: {', '.join(short) or 'none'}")
    return short


def run_pdftotext(path: Path) -> str:
    """Return what Poppler reads; nothing of a file that it refuses."""
    return subprocess.run(["pdftotext", path, "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def words_in(text: str) -> Counter[str]:
    """Return the words of a text."""
    return Counter(WORD.findall(HYPHEN.sub("", text)))


def speed(pages: int, data: Path) -> float:
    """Print and return how many born-digital pages a second of CPU time ``paraq ingest`` takes in, ledgers apart."""
    rows = []
    rates = []
    with tempfile.TemporaryDirectory(prefix="paraq-bench-") as name:
        for kind, draw in (("orders", orders), ("ruled ledgers", ledgers)):
            folder = Path(name) / kind
            folder.mkdir()
            draw(folder / "made.pdf", pages, data)
            (folder / "one").mkdir()
            draw(folder / "one" / "one.pdf", 1, data)
            # What starting and ending costs is the same for one page.
            start = cost_of(lambda folder=folder: ingest(folder / "one", folder / "home-one")).cpu  # type: ignore[misc]
            whole = cost_of(lambda folder=folder: ingest(folder / "made.pdf", folder / "home")).cpu  # type: ignore[misc]
            rates.append((pages - 1) / max(whole - start, 0.001))
            rows.append((kind, str(pages), f"{start:.1f}", f"{whole:.1f}", f"{rates[-1]:.0f}", f"{pages / whole:.0f}"))
    headings = ("born-digital pages", "pages", "CPU s for one", "CPU s for all", "pages/s CPU", "with start")
    show(headings, rows)
    print(f"Goal: at least {GOAL} pages/s a core")
    return rates[0]


def ingest(source: Path, home: Path) -> None:
    """Take a file or folder in with one worker."""
    run([ROOT / ".venv/bin/paraq", "ingest", source, "--jobs", "1", "--json"], PARAQ_HOME=str(home))


def canvas(path: Path) -> Any:
    """Return an empty PDF with a font that has Kazakh letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    return Canvas(str(path), pagesize=(595, 842))


def orders(path: Path, pages: int, data: Path) -> None:
    """Draw pages of running text, Kazakh and Russian by turns, no two alike."""
    pen = canvas(path)
    sources = [list(prose(data / f"retrieval_{language}_passages.tsv")) for language in ("kk", "ru")]
    for number in range(pages):
        pen.setFont("DejaVu", 9)
        lines = sources[number % 2]
        for row in range(LINES):
            pen.drawString(50, 790 - row * 22, lines[(number // 2 * LINES + row) % len(lines)])
        pen.showPage()
    pen.save()


def prose(passages: Path) -> Iterator[str]:
    """Give the lines of a table's texts."""
    for row in passages.read_text("utf-8").splitlines():
        yield from textwrap.wrap(row.partition("\t")[2], LETTERS)


def ledgers(path: Path, pages: int, _: Path) -> None:
    """Draw pages of a ruled pay ledger, 30 rows of 9 columns."""
    pen = canvas(path)
    across, down = [40, 60, 180, *range(235, 560, 55)], [800 - 24 * row for row in range(31)]
    for number in range(pages):
        pen.setFont("DejaVu", 8)
        pen.grid(across, down)
        for row, bottom in enumerate(down[1:]):
            cells = (str(row + 1), f"Жанболатов{number} Сейіт", "слесарь", *(str(4000 + row * month) for month in range(5)))
            for left, text in zip(across, cells, strict=False):
                pen.drawString(left + 3, bottom + 8, text)
        pen.showPage()
    pen.save()


if __name__ == "__main__":
    sys.exit(main())
