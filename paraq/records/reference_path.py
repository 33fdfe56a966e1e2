"""Archival references as paths of files tell them: ``Ф.12/Оп.1/Д.45/0012об.jpg``."""

import re
from collections.abc import Sequence
from functools import lru_cache

from paraq.errors import Invalid
from paraq.records.model import Reference
from paraq.records.reference import label, sheet_label

# How names of files write the back of a sheet, which no citation writes so.
_BACK_IN_NAME = re.compile(r"[ ._-]?\(?(?:об(?:орот)?|ob|verso|артқы(?:[ ._-]?беті)?|сырты)\)?\.?(?=$|[-–_+]\d)", re.IGNORECASE)

DEFAULT = (
    "Ф.{fonds}/Оп.{inventory}/Д.{file}/{sheet}",
    "Ф.{fonds}/Оп.{inventory}/Д.{file}",
    "Ф{fonds}_Оп{inventory}_Д{file}_Л{sheet}",
    "Ф{fonds}_Оп{inventory}_Д{file}_{sheet}",
    "Ф{fonds}_Оп{inventory}_Д{file}",
    "Фонд {fonds}/Опись {inventory}/Дело {file}/{sheet}",
    "Фонд {fonds}/Опись {inventory}/Дело {file}",
    "Қ.{fonds}/Т.{inventory}/Іс.{file}/{sheet}",
    "Қ.{fonds}/Т.{inventory}/Іс.{file}",
    "Қ{fonds}_Т{inventory}_Іс{file}_П{sheet}",
    "Қ{fonds}_Т{inventory}_Іс{file}_{sheet}",
    "Қ{fonds}_Т{inventory}_Іс{file}",
    "Қор {fonds}/Тізімдеме {inventory}/Іс {file}/{sheet}",
    "Қор {fonds}/Тізімдеме {inventory}/Іс {file}",
    "қ.{fonds}/т.{inventory}/і.{file}/{sheet}",
    "қ.{fonds}/т.{inventory}/і.{file}",
    "f{fonds}/op{inventory}/d{file}/{sheet}",
    "f{fonds}/op{inventory}/d{file}",
    "f{fonds}_op{inventory}_d{file}_l{sheet}",
    "f{fonds}_op{inventory}_d{file}_{sheet}",
    "f{fonds}_op{inventory}_d{file}",
    "fonds {fonds}/inventory {inventory}/file {file}/{sheet}",
    "fonds {fonds}/inventory {inventory}/file {file}",
)
"""Patterns of paths, tried in order: ``{fonds}`` and so on stand for labels; blanks, dots, hyphens and underscores may vary."""


def path_patterns(own: str) -> tuple[str, ...]:
    """Return the patterns of a setting, joined by ``;``, and after them those of :data:`DEFAULT`.

    Raises:
        Invalid: One names an unknown part or one twice, or names none.
    """
    found = tuple(pattern.strip() for pattern in own.split(";") if pattern.strip())
    for pattern in found:
        if "{" not in pattern:
            raise Invalid(
                "A pattern of paths names no part",
                where=pattern,
                remedy="Use {fonds}, {inventory}, {file}, {sheet}",
                code="path-pattern",
            )
        _path_pattern(pattern)
    return found + DEFAULT


def reference_of_path(path: str, patterns: Sequence[str] = DEFAULT) -> tuple[Reference, str]:
    """Return the reference and the sheet that a path in a transfer tells by its names; empty parts where it tells nothing.

    Args:
        path: Path of a file with ``/``, for example ``Ф.12/Оп.1/Д.45/0012об.jpg``.
        patterns: What paths look like, see :data:`DEFAULT`; the first that fits decides.
    """
    bare = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", path.replace("\\", "/").strip("/"))
    for pattern in patterns:
        match = _path_pattern(pattern).search(bare)
        if match:
            groups = {"fonds": "", "inventory": "", "file": "", "sheet": ""} | match.groupdict()
            reference = Reference(label(groups["fonds"]), label(groups["inventory"]), label(groups["file"]))
            return reference, _sheet_or_spread(groups["sheet"])
    return Reference(), ""


def _sheet_or_spread(written: str) -> str:
    """Return the label of a sheet, or ``12об-13`` of an image that shows two; other pairs of numbers are no sheet's name."""
    ends = [sheet_label(end) for end in re.split(r"[-–_+](?=\d)", _BACK_IN_NAME.sub("об", written))]
    if len(ends) == 1:
        return ends[0]
    left, right = ends[0].removesuffix("об"), ends[1]
    return f"{left}об-{right}" if left.isdecimal() and int(right) == int(left) + 1 else ""


@lru_cache(maxsize=256)
def _path_pattern(pattern: str) -> "re.Pattern[str]":
    """Return the expression of a pattern: labels between its words, blanks and signs beside them as they may be.

    Raises:
        Invalid: The pattern names an unknown part or one twice.
    """
    label_of = {
        "fonds": r"(?P<fonds>(?:[^\W\d_]{1,3}[-–])?\d+[^\W\d_]?)",
        "inventory": r"(?P<inventory>\d+(?:[ _-]?(?:л[ _-]?с|ж[ _-]?[қк])|[^\W\d_])?)",
        "file": r"(?P<file>\d+[^\W\d_]?(?:[ _,.-]{0,2}(?:том|т|vol)\.?[ _]?\d+)?)",
        "sheet": r"(?:(?:лист|л|парақ|п|sheet|l)[ ._-]{0,3})?(?P<sheet>\d+[^\W\d_]??"
        rf"(?:{_BACK_IN_NAME.pattern})?(?:[-–_+]\d+)?\.?)",
    }
    expression = r"(?:^|[/ _-])"
    for text, name in re.findall(r"([^{]*)(?:\{(\w+)\})?", pattern):
        words = re.split(r"([/_])|[ .]+", text)
        expression += "".join(_loose_word(word) for word in words if word)
        if name:
            if name not in label_of:
                raise Invalid(
                    f"A path has no part {{{name}}}, or it stands there twice",
                    where=pattern,
                    remedy="Use {fonds}, {inventory}, {file} and {sheet}, each once",
                    code="path-pattern",
                )
            expression += r"[ ._№-]{0,3}" + label_of.pop(name)
    # Without a sheet, files of any name may lie in the folder of the reference.
    return re.compile(expression + (r"(?:$|/)" if "sheet" in label_of else "$"), re.IGNORECASE)


def _loose_word(word: str) -> str:
    if word == "/":
        return "/"
    return r"[ ._-]{1,3}" if word == "_" else re.escape(word)
