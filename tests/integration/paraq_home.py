"""A home of Paraq for one test, and the files that are taken into it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


def paraq(home: Path, *arguments: object, stdin: str | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-c", "from paraq.cli import main; main()", *map(str, arguments)],
        env=os.environ | {"PARAQ_HOME": str(home)} | settings,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def paraq_json(home: Path, *arguments: object, code: int = 0) -> Any:
    """Run the command with ``--json`` and return what it prints, which must be JSON and nothing else."""
    done = paraq(home, *arguments, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def write_picture(path: Path, lines: str) -> None:
    """Draw a sheet at about 200 dpi, clean enough that OCR makes no mistake."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.new("L", (1000, 520), 255)
    ImageDraw.Draw(picture).text((80, 60), lines, font=ImageFont.truetype(FONT, 44), fill=0)
    picture.save(path, dpi=(200, 200))


def write_pdf(path: Path, pages: list[str]) -> None:
    """Write a born-digital PDF with these texts, Latin letters only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages:
        lines = "".join(f"({line}) Tj 0 -16 Td " for line in text.splitlines())
        stream = f"BT /F1 12 Tf 72 720 Td {lines}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources {font} >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    path.write_text(f"{written}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}", "latin-1")
