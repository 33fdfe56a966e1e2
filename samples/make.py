#!/usr/bin/env python3
"""Make the sample archive: ``python samples/make.py [--out FOLDER]`` writes archive/, truth/ and authorities/ anew.

The same run gives the same bytes. Fonts are fonts-liberation2 and fonts-dejavu; a font that lacks a letter stops the run.
"""

import argparse
import shutil
from pathlib import Path

from district import handover, truth

HERE = Path(__file__).parent
MADE = ("archive", "truth", "authorities")


def make(out: Path) -> tuple[int, int, int]:
    """Write everything under ``out``, and return the numbers of documents, pages and bytes handed over."""
    for name in MADE:
        shutil.rmtree(out / name, ignore_errors=True)
    transfers = handover.transfers()
    handover.write(transfers, out / "archive")
    truth.write(transfers, out)
    items = [item for transfer in transfers for item in transfer.items]
    size = sum(path.stat().st_size for path in (out / "archive").rglob("*") if path.is_file())
    return len(items), sum(len(item.truth) for item in items), size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE)
    documents, pages, size = make(parser.parse_args().out)
    print(f"{documents} documents, {pages} pages with their text, {size / 1e6:.1f} MB handed over")


if __name__ == "__main__":
    main()
