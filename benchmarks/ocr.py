"""OCR against bare Tesseract and OCRmyPDF: character error rate and CPU time by condition and typeface.

``script/bench ocr [--pages N] [--pdf-only] [--scans FOLDER]``. Pages are drawn by the yardstick ``scans.py`` from passages of the
labelled data; every page is read by the reader of ``paraq extract`` and by bare ``tesseract -l kaz+rus`` one after the other,
so that both meet the same machine.
"""

import argparse
import importlib.util
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.machine import Cost, cost_of, machine
from indexer.readers import extract
from indexer.reading import ReadOptions

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("TEST_DATA", ROOT.parent / "shared" / "data"))
PAGE_LETTERS = 4500
OCRMYPDF_WAYS: dict[str, list[str]] = {"ocrmypdf": [], "ocrmypdf --deskew --clean": ["--deskew", "--clean"]}
# OCRmyPDF keeps the languages that it is given as a set, so chance says which of them Tesseract tries first.
ORDERS = ("kaz+rus", "rus+kaz")


def load_scans(folder: Path) -> ModuleType:
    """Return the yardstick module ``scans.py``."""
    spec = importlib.util.spec_from_file_location("scans", folder / "scans.py")
    if spec is None or spec.loader is None or not (folder / "scans.py").exists():
        sys.exit(f"The yardstick scans.py is not in {folder}; name its folder with --scans")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(scans: ModuleType, language: str, count: int) -> Iterator[str]:
    """Yield texts of about a page, of passages that all typefaces can draw."""
    from PIL import ImageFont

    faces = [ImageFont.truetype(path, 50) for path in scans.FONTS.values()]
    nothing = [bytes(face.getmask("\uffff")) for face in faces]
    rows = (DATA / f"retrieval_{language}_passages.tsv").read_text("utf-8").splitlines()[1:]
    passages = [row.split("\t", 1)[1] for row in rows]
    drawable: dict[str, bool] = {" ": True, "\n": True}

    def can_be_drawn(sign: str) -> bool:
        if sign not in drawable:
            glyphs = [bytes(face.getmask(sign)) for face in faces]
            drawable[sign] = sign.isprintable() and all(one != none for one, none in zip(glyphs, nothing, strict=True))
        return drawable[sign]

    for seed in range(count):
        chosen, rng = "", random.Random(f"{language}-{seed}")
        while len(chosen) < PAGE_LETTERS:
            chosen += "".join(filter(can_be_drawn, rng.choice(passages) + "\n"))
        yield chosen


def costing(work: Callable[[], str]) -> tuple[str, float]:
    """Return what the work gives, and its CPU seconds, those of its child processes included."""

    def spent() -> float:
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)

    before = spent()
    return work(), spent() - before


def read_by_paraq(image: Path) -> str:
    return "\n".join(page.text.text for page in extract(image, ReadOptions()))


def read_by_tesseract(image: Path) -> str:
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", str(image), "-", "-l", "kaz+rus"]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def draw_pages(scans: ModuleType, folder: Path, pages: int) -> list[tuple[str, str, str, Path, str]]:
    """Return language, condition, typeface, image and drawn text of every page."""
    drawn = []
    for language in ("kk", "ru"):
        for number, text in enumerate(texts(scans, language, pages)):
            for seed, (condition, facts) in enumerate(scans.CONDITIONS.items()):
                for font in scans.FONTS:
                    image, truth = scans.draw(text, font, seed=100 * number + seed, **facts)
                    path = folder / f"{language}-{number}-{condition}-{font}.png"
                    image.save(path, dpi=(facts["dpi"],) * 2)
                    (folder / "truth" / f"{path.stem}.txt").write_text(truth, "utf-8")
                    drawn.append((language, condition, font, path, truth))
    return drawn


def compare(scans: ModuleType, folder: Path, pages: int) -> None:
    """Read all pages both ways and print error rates and ratios of CPU time to bare Tesseract's on the clean page."""
    figures: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    clean_cpu: dict[tuple[str, str], float] = {}
    drawn = draw_pages(scans, folder, pages)
    read_by_paraq(drawn[0][3])
    for language, condition, font, path, truth in drawn:
        bare, bare_cpu = costing(partial(read_by_tesseract, path))
        ours, cpu = costing(partial(read_by_paraq, path))
        sheet = (path.name.replace(f"-{condition}-", "-"), font)
        if condition == "clean":
            clean_cpu[sheet] = bare_cpu
        (cer, wer), (bare_cer, _) = scans.score(truth, ours), scans.score(truth, bare)
        row = (cer, wer, bare_cer, cpu / bare_cpu, cpu / clean_cpu[sheet])
        for group in (language, font, "all"):
            figures[condition, group].append(row)
    print(f"{'condition':10} {'pages of':12} {'CER':>7} {'WER':>7} {'bare CER':>9} {'CPU/bare':>9} {'CPU/bare clean':>15}")
    for (condition, group), rows in sorted(
        figures.items(), key=lambda item: (list(scans.CONDITIONS).index(item[0][0]), item[0][1])
    ):
        cer, wer, bare_cer, ratio, clean_ratio = (statistics.mean(column) for column in zip(*rows, strict=True))
        print(f"{condition:10} {group:12} {cer:7.4f} {wer:7.4f} {bare_cer:9.4f} {ratio:9.2f} {clean_ratio:15.2f}")


def bind(folder: Path, sheets: list[Path], condition: str) -> tuple[Path, str]:
    """Return one PDF of drawn sheets, as a scanner makes it, and what was drawn on all of them."""
    from PIL import Image

    book = folder / f"book {condition}" / f"{condition}.pdf"
    book.parent.mkdir()
    images = [Image.open(path).convert("L") for path in sheets]
    images[0].save(book, "PDF", resolution=300, save_all=True, append_images=images[1:], quality=90)
    return book, "\n".join((folder / "truth" / f"{path.stem}.txt").read_text("utf-8") for path in sheets)


def seed_of(program: str, order: str) -> str:
    """Return the seed of hashes with which a program in Python gives the set of languages in this order."""
    interpreter = Path(program).read_text("utf-8").splitlines()[0].removeprefix("#!").split()
    code = "print('+'.join(set('kaz+rus'.split('+'))))"
    for seed in map(str, range(100)):
        given = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run([*interpreter, "-c", code], env=given, capture_output=True, text=True, check=True)
        if done.stdout.strip() == order:
            return seed
    raise RuntimeError(f"no seed gives the order {order}")


def ocrmypdf(program: str, flags: list[str], book: Path, order: str) -> str:
    """Return the text that OCRmyPDF reads with as many jobs as there are cores, trying languages in this order.

    Raises:
        RuntimeError: It gave up; with the end of what it said.
    """
    target, sidecar = book.with_suffix(".ocr.pdf"), book.with_suffix(".txt")
    jobs = str(os.cpu_count() or 1)
    command: list[Any] = [program, "-l", "kaz+rus", "-q", "-j", jobs, *flags, "--sidecar", sidecar, book, target]
    given = os.environ | {"OMP_THREAD_LIMIT": "1", "PYTHONHASHSEED": seed_of(program, order)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=given)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-200:])
    text = sidecar.read_text("utf-8")
    for made in (target, sidecar):
        made.unlink()
    return text


def ingest(book: Path, home: Path) -> str:
    """Return the text of a whole ``paraq ingest`` of the same PDF: received, read, analysed, stored and indexed."""
    from paraq.settings import Settings
    from paraq.wiring import open_house

    command: list[Any] = [Path(sys.executable).with_name("paraq"), "ingest", str(book.parent), "--jobs", str(os.cpu_count() or 1)]
    subprocess.run(command, env=os.environ | {"PARAQ_HOME": str(home)}, capture_output=True, text=True, check=True)
    with open_house(Settings(home=home)) as house:
        pages = sorted((page for batch in house.catalogue.every_page() for page in batch), key=lambda page: page.number)
    return "\n".join(page.text.text for page in pages)


def reading(way: Callable[[], str]) -> tuple[str, Cost]:
    """Return what programs read, and what they cost."""
    texts: list[str] = []
    cost = cost_of(lambda: texts.append(way()))
    return texts[0], cost


def compare_ocrmypdf(scans: ModuleType, folder: Path, condition: str) -> None:
    """Print pages a minute and error rate on the same pages as one PDF; a line of reason where OCRmyPDF is missing."""
    program = shutil.which("ocrmypdf")
    if program is None:
        print("OCRmyPDF: skipped, the program ocrmypdf is not installed (Debian packages ocrmypdf and unpaper)")
        return
    sheets = sorted(folder.glob(f"*-{condition}-*.png"))
    book, truth = bind(folder, sheets, condition)
    ways: dict[str, Callable[[], str]] = {"paraq ingest": partial(ingest, book, folder / f"home {condition}")}
    for name, flags in OCRMYPDF_WAYS.items():
        for order in ORDERS:
            ways[f"{name} ({order})"] = partial(ocrmypdf, program, flags, book, order)
    print(f"\n{len(sheets)} pages, {condition}, as one PDF, {os.cpu_count()} cores, one after the other")
    ours: Cost | None = None
    for name, way in ways.items():
        try:
            text, cost = reading(way)
        except RuntimeError as error:
            print(f"{name:36} gave up: {error}")
            continue
        ours = ours or cost
        pace, rate = len(sheets) / cost.wall * 60, scans.score(truth, text)[0]
        print(f"{name:36} CER {rate:.4f} {pace:6.1f} pages a minute, paraq {cost.wall / ours.wall:.2f} times as fast;", end="")
        # On a machine that others use, too, time tells of them, and CPU time of the work.
        print(f" {cost.cpu / len(sheets):.2f} s of CPU a page, {cost.cpu / ours.cpu:.2f} times as much")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1, help="texts a language, each drawn in every condition and typeface")
    parser.add_argument("--pdf-only", action="store_true", help="compare with OCRmyPDF alone")
    parser.add_argument("--scans", type=Path, default=ROOT.parent / "shared" / "scans", help="folder of the yardstick scans.py")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"The labelled data are not in {DATA}; set TEST_DATA to their folder")
    scans = load_scans(arguments.scans)
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "truth").mkdir()
        if arguments.pdf_only:
            draw_pages(scans, folder, arguments.pages)
        else:
            compare(scans, folder, arguments.pages)
        for condition in ("clean", "worn"):
            compare_ocrmypdf(scans, folder, condition)


if __name__ == "__main__":
    main()
