"""The words that Paraq knows, built once per machine from the word lists inside Tesseract's language data (Apache-2.0).

``python -m paraq.text.wordlist`` builds them (``script/setup`` does); whoever comes without builds them at first use. Each
language's data hold a list of the word forms that its makers found in web text, without counts. For Kazakh it is the best list
that may be shipped: 437,170 entries, 241,123 words once letter case is dropped. Debian's ``tesseract-ocr`` has both tools.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from importlib.metadata import version as distribution
from pathlib import Path

from paraq.errors import Unavailable
from paraq.text import kazakh_build, languages_model, russian_lemmas
from paraq.text.exceptions import exceptions

# Where Debian 12, Debian 11, Ubuntu and a build from source put the language data; TESSDATA_PREFIX goes before them.
PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
# Unpacking one list takes 0.3 s; a minute means that something hangs.
TOOL_SECONDS = 60


def language_data(language: str, prefix: str = "") -> Path:
    """Return the file of Tesseract's data for a language.

    Args:
        language: Tesseract's name of it: ``kaz``, ``rus`` or ``eng``.
        prefix: A folder to look in first, the value of ``TESSDATA_PREFIX``.

    Raises:
        Unavailable: It is not installed.
    """
    for folder in (prefix, *PLACES) if prefix else PLACES:
        path = Path(folder) / f"{language}.traineddata"
        if path.is_file():
            return path
    raise Unavailable(
        f"Tesseract's language data {language} are not installed, and the words of Paraq are made from them",
        where=f"{language}.traineddata",
        remedy=f"Install the Debian package tesseract-ocr-{language}",
        code="language-data-missing",
    )


def read_words(data: Path) -> frozenset[str]:
    """Return the words inside Tesseract's language data, lower-cased.

    Raises:
        Unavailable: Tesseract's tools are missing or cannot read the file.
    """
    for tool in ("combine_tessdata", "dawg2wordlist"):
        if shutil.which(tool) is None:
            raise Unavailable(
                f"The program {tool} is not installed",
                remedy="Install the Debian package tesseract-ocr",
                code="tesseract-tools-missing",
            )
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "unpacked."
        listed = Path(folder) / "words"
        _run("combine_tessdata", "-u", str(data), str(base))
        _run("dawg2wordlist", f"{base}lstm-unicharset", f"{base}lstm-word-dawg", str(listed))
        return frozenset(listed.read_text(encoding="utf-8", errors="ignore").lower().split())


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=TOOL_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(
            f"{command[0]} cannot read Tesseract's language data",
            where=command[-2],
            remedy="Reinstall the Debian packages tesseract-ocr and tesseract-ocr-kaz",
            code="tesseract-tools-failed",
        ) from error


_PACKAGE = Path(__file__).parent
# What decides the content of the built files; a change in one of them calls for building again.
_SOURCES = (
    "wordlist.py",
    "table.py",
    "kazakh_suffixes.py",
    "kazakh_grammar.py",
    "kazakh_lexicon.py",
    "kazakh_build.py",
    "russian_lemmas.py",
    "russian_readings.py",
    "languages_model.py",
)
NAMES = ("lexicon", "stems", "restored", "misread", "lemmas", "languages", "profiles")


@lru_cache(maxsize=1)
def version() -> str:
    """Return what changes whenever the rules that build the words change."""
    digest = hashlib.sha256("".join(map(distribution, ("pymorphy3", "pymorphy3-dicts-ru"))).encode())
    for name in _SOURCES:
        digest.update((_PACKAGE / name).read_bytes())
    return digest.hexdigest()[:12]


def places() -> tuple[Path, Path]:
    """Return the folders that may hold the built words: the package's own, then the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return _PACKAGE / "data" / "built", cache / "paraq"


def built(name: str) -> Path:
    """Return a built file, one of ``NAMES``, building all of them if it is not there.

    Raises:
        Unavailable: They have to be built, and Tesseract's language data or tools are missing.
    """
    file = f"{name}-{version()}"
    for folder in places():
        if (folder / file).is_file():
            return folder / file
    return build() / file


def build() -> Path:
    """Build the words into the first folder that can be written, and return the folder.

    Raises:
        Unavailable: Tesseract's language data or tools are missing, or no folder can be written.
    """
    prefix = os.environ.get("TESSDATA_PREFIX", "")
    lists = {ours: read_words(language_data(theirs, prefix)) for ours, theirs in (("kk", "kaz"), ("ru", "rus"), ("en", "eng"))}
    content = kazakh_build.build(lists["kk"])
    content |= {
        "lemmas": russian_lemmas.build(lists["ru"]),
        "languages": languages_model.train(lists),
        "profiles": languages_model.profiles(lists),
    }
    for folder in places():
        try:
            _write(folder, content)
        except OSError:
            continue
        return folder
    raise Unavailable(
        "The words that Paraq knows can be written nowhere",
        where=", ".join(map(str, places())),
        remedy="Give this user the right to write to one of these folders",
        code="words-not-writable",
    )


def _write(folder: Path, content: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, packed in content.items():
        file = folder / f"{name}-{version()}"
        # Two processes may build at once: each writes aside, and the last one replaces the same bytes by the same bytes.
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as aside:
            aside.write(packed)
        Path(aside.name).chmod(0o644)
        Path(aside.name).replace(file)
        for old in folder.glob(f"{name}-*"):
            if old != file:
                old.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return what differs between two machines whose words or exceptions differ."""
    digest = hashlib.sha256(repr([sorted(exceptions(language).items()) for language in ("kk", "ru")]).encode())
    for name in NAMES:
        digest.update(built(name).read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    for name in NAMES:
        built(name)
