"""Papers as PDF/A: LibreOffice makes them of DOCX, in a process and with a profile of its own."""

import fcntl
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from paraq.errors import Unavailable

# A first start makes the profile, which takes 12 s on a busy machine; what takes ten times as long hangs.
SECONDS: Final = 120
# PDF/A-2b: pictures with transparency and fonts whole inside, read by every archive's software.
EXPORT: Final = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


def pdf_of(docx: bytes, home: Path) -> bytes:
    """Return a DOCX as PDF/A-2b.

    Raises:
        Unavailable: LibreOffice is not installed, or cannot open the file in its time.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unavailable("LibreOffice is not installed", remedy="Install libreoffice-writer-nogui", code="office")
    profile = home / "office"
    profile.mkdir(parents=True, exist_ok=True)
    # Two on one profile would be one; papers are made one after the other.
    with (home / "office.lock").open("a+") as lock, tempfile.TemporaryDirectory(prefix="paraq-paper-") as folder:
        fcntl.flock(lock, fcntl.LOCK_EX)
        source = Path(folder, "paper.docx")
        source.write_bytes(docx)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        order = [*command, "--convert-to", EXPORT, "--outdir", folder, str(source)]
        try:
            subprocess.run(order, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"LibreOffice took longer than {SECONDS} seconds", code="office-time") from error
        made = Path(folder, "paper.pdf")
        if not made.exists():
            raise Unavailable(
                "LibreOffice cannot make a PDF of the paper", remedy="Open the DOCX and save it again", code="office"
            )
        return made.read_bytes()
