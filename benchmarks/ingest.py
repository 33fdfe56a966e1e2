"""The whole pipeline over page images against bare tesseract on all cores over the same images: CPU time.

Goal: at most 1.15 times. The images are pages of the labelled data's text drawn by the yardstick ``scans.py`` as clean and office
scans, which bare tesseract can read (on worn ones it gives up early, and reads nothing), or the scanned pages of a folder given.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from pathlib import Path

import pypdfium2

from benchmarks.machine import cost_of, run, show
from benchmarks.ocr import load_scans, texts
from paraq import imaging
from paraq.errors import ParaqError

ROOT = Path(__file__).parents[1]
GOAL = 1.15
PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}
# A born-digital page has its text; only pages without any are sure to be recognised by both sides.
TEXTLESS = 0


def main() -> int:
    """Compare; 0 if the goal is met."""
    parser = argparse.ArgumentParser(prog="script/bench ingest", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="take its scanned pages instead of drawn ones")
    parser.add_argument("--scans", type=Path, default=ROOT.parent / "shared" / "scans", help="folder of scans.py")
    parser.add_argument("--pages", type=int, default=24, help="page images to take (default 24)")
    parser.add_argument("--rounds", type=int, default=1, help="times that both are run; the best counts")
    asked = parser.parse_args()
    jobs = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="paraq-bench-") as name:
        target = Path(name) / "images"
        target.mkdir()
        images = copy_pages(asked.folder, target, asked.pages) if asked.folder else draw_pages(asked.scans, target, asked.pages)
        bare = min((cost_of(lambda: recognise(images, jobs)) for _ in range(asked.rounds)), key=lambda cost: cost.cpu)
        whole = min(
            (cost_of(lambda number=number: ingest(Path(name), number, jobs)) for number in range(asked.rounds)),  # type: ignore[misc]
            key=lambda cost: cost.cpu,
        )
    rows = [
        ("tesseract alone", f"{bare.cpu:.1f}", f"{bare.wall:.1f}", "1.00", "1.00"),
        ("paraq ingest", f"{whole.cpu:.1f}", f"{whole.wall:.1f}", f"{whole.cpu / bare.cpu:.2f}", f"{whole.wall / bare.wall:.2f}"),
    ]
    show((f"{len(images)} page images, {jobs} jobs", "CPU s", "wall s", "CPU ratio", "wall ratio"), rows)
    print(f"Goal: CPU ratio at most {GOAL}")
    return 0 if whole.cpu <= GOAL * bare.cpu else 1


def draw_pages(yardstick: Path, target: Path, limit: int) -> list[Path]:
    """Draw ``limit`` pages of text as clean and office scans in every typeface, Kazakh and Russian."""
    scans = load_scans(yardstick)
    sheets = product(range(limit), ("kk", "ru"), scans.FONTS, ("clean", "office"))
    drawn = []
    for number, language, font, condition in islice(sheets, limit):
        *_, text = texts(scans, language, number + 1)
        image, _ = scans.draw(text, font, seed=number, **scans.CONDITIONS[condition])
        drawn.append(target / f"{number}-{language}-{font}-{condition}.png")
        image.save(drawn[-1], dpi=(scans.CONDITIONS[condition]["dpi"],) * 2)
    return drawn


def copy_pages(folder: Path, target: Path, limit: int) -> list[Path]:
    """Write the first ``limit`` scanned pages of ``folder`` as PNG files of their own, as the pipeline would draw them."""
    drawn = []
    for number, (path, page) in enumerate(islice(scanned(folder), limit)):
        image = target / f"{number:04}.png"
        imaging.draw(path, page).save(image, dpi=(imaging.VECTOR_DPI, imaging.VECTOR_DPI))
        drawn.append(image)
    if not drawn:
        sys.exit(f"{folder} has no scanned page")
    return drawn


def scanned(folder: Path) -> Iterator[tuple[Path, int]]:
    """Give the pages that are pictures: image files, and PDF pages without a letter of text."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in PICTURES:
            yield path, 1
        elif path.suffix.lower() == ".pdf":
            yield from ((path, page) for page in textless_pages(path))


def textless_pages(path: Path) -> list[int]:
    """Return the numbers of the pages without text; none of a file that cannot be read."""
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return [number for number, page in enumerate(pdf, 1) if page.get_textpage().count_chars() == TEXTLESS]
    except (pypdfium2.PdfiumError, ParaqError):
        return []


def recognise(images: list[Path], jobs: int) -> None:
    """Run one single-threaded tesseract a page, ``jobs`` at a time."""
    with ThreadPoolExecutor(jobs) as pool:
        command = ["-l", "kaz+rus", "tsv"]
        list(pool.map(lambda image: run(["tesseract", image, "stdout", *command], OMP_THREAD_LIMIT="1"), images))


def ingest(folder: Path, number: int, jobs: int) -> None:
    """Take the images in: a new home each time. A page that failed cost nothing, so none may."""
    command = [ROOT / ".venv/bin/paraq", "ingest", folder / "images", "--jobs", str(jobs), "--json"]
    receipt = json.loads(run(command, PARAQ_HOME=str(folder / f"home-{number}")))
    if receipt["failed"] or receipt["pages"] == 0:
        sys.exit(f"Not all page images could be read: {receipt['failed'][:3]}")


if __name__ == "__main__":
    sys.exit(main())
