"""The programs that reading needs besides Paraq, looked for before a run so that nobody waits in vain."""

import re
import shutil
import subprocess
from dataclasses import dataclass

# As tesseract itself finds its languages; a healthy one answers at once.
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class LanguageData:
    """What the system's Tesseract can read: the folder of its language data, empty if it does not tell, and their names."""

    folder: str = ""
    languages: frozenset[str] = frozenset()


def missing(languages: str) -> list[str]:
    """Return what this machine lacks for reading, as sentences, with what to install; empty if nothing."""
    found = []
    if shutil.which("tesseract") is None:
        found.append("Tesseract is not installed: scans cannot be read. Install tesseract-ocr and its languages")
    elif lacking := lacking_data(languages):
        # Tesseract reads with those of the languages that it has.
        how = "are read without them" if set(languages.split("+")) - set(lacking) else "cannot be read"
        found.append(f"Tesseract lacks the languages {', '.join(lacking)}: scans {how}. Install {packages_of(lacking)}")
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        found.append(
            "LibreOffice is not installed: office files cannot be read. Install libreoffice-writer-nogui, -calc and -impress"
        )
    if shutil.which("djvused") is None:
        found.append("djvulibre is not installed: DjVu files cannot be read. Install djvulibre-bin")
    return found


def lacking_data(languages: str) -> list[str]:
    """Return those of the languages, joined by +, that Tesseract does not have; none where Tesseract itself is missing."""
    if shutil.which("tesseract") is None:
        return []
    return sorted(set(languages.split("+")) - language_data().languages)


def packages_of(languages: list[str]) -> str:
    """Return what to install for these languages."""
    return " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in languages)


def language_data() -> LanguageData:
    """Return what Tesseract tells of its language data; nothing if it is missing or does not answer."""
    try:
        told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return LanguageData()
    lines = [line.strip() for line in (told.stdout + told.stderr).splitlines() if line.strip()]
    # A heading with the folder in quotation marks, then a name a line.
    folders = [found[1] for line in lines if (found := re.search('"(.+)"', line))]
    return LanguageData("".join(folders[:1]), frozenset(line for line in lines if " " not in line))
