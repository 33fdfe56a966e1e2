"""Archival references: fonds, inventory, file and sheets, read from citations and written as certificates cite them."""

import re
from collections.abc import Sequence

from paraq.errors import Invalid
from paraq.records.model import Reference
from paraq.records.natural import natural

# A label: letters and a hyphen before the number (Р-12), the number, what distinguishes it (45а, 1 л/с, 12 т. 2).
_LABEL = r"(?:[^\W\d_]{1,3}\s?[-–]\s?)?\d+(?:\s?(?:л/с|ж/қ|ж/к|лс)(?!\w)|-?[^\W\d_](?!\w))?"
_VOLUME = r"(?:,?\s?(?:т\.|том|vol\.)\s?\d+)?"
_SIDE = r"(?:об\.?|оборот|артқы беті|сырты|verso|v\.?)(?!\w)"
_SHEET = rf"\d+(?:\s?[^\W\d_](?!\w))?(?:\s?\(?{_SIDE}\)?)?"
_SHEETS = rf"(?P<sheets>{_SHEET}(?:\s?[-–—,;и]\s?{_SHEET})*)"
_GAP = r"[\s,;.]*"

_RUSSIAN = re.compile(
    rf"(?<!\w)(?:Ф|фонд)\.?\s?№?\s?(?P<fonds>{_LABEL}){_GAP}"
    rf"(?:(?:Оп|опись)\.?\s?№?\s?(?P<inventory>{_LABEL}){_GAP})?"
    rf"(?:(?:Д|дело|ед\.\s?хр)\.?\s?№?\s?(?P<file>{_LABEL}{_VOLUME}){_GAP})?"
    rf"(?:(?:Лл|Л|лист(?:ы|ов)?)\.?\s?{_SHEETS})?",
    re.IGNORECASE,
)
_KAZAKH = re.compile(
    rf"(?<!\w)(?:Қор|Қ)\.?\s?№?\s?(?P<fonds>{_LABEL}){_GAP}"
    rf"(?:(?:тізімдеме|тізбе|тіз|Т)\.?\s?№?\s?(?P<inventory>{_LABEL}){_GAP})?"
    rf"(?:(?:іс|с\.\s?б)\.?\s?№?\s?(?P<file>{_LABEL}{_VOLUME}){_GAP})?"
    rf"(?:(?:(?:парақ|п)\.?\s?)?{_SHEETS}(?:\s?-?\s?(?:парақтар|парақ|п\.))?)?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?:fonds|fond|f)\.?\s?(?:no\.?\s?)?(?P<fonds>{_LABEL}){_GAP}"
    rf"(?:(?:inventory|inv|opis|op)\.?\s?(?:no\.?\s?)?(?P<inventory>{_LABEL}){_GAP})?"
    rf"(?:(?:file|delo|d)\.?\s?(?:no\.?\s?)?(?P<file>{_LABEL}{_VOLUME}){_GAP})?"
    rf"(?:(?:sheets?|ff?|ll?)\.?\s?{_SHEETS})?",
    re.IGNORECASE,
)

_VERSO = re.compile(rf"\s?\(?{_SIDE}\)?$", re.IGNORECASE)
# How names of files write a volume of a file (45 том 2), which no citation writes so.
_VOLUME_LABEL = re.compile(r"(.*\d[^\W\d_]?)[\s,._-]*(?:том|т|vol)\.?[\s_]?(\d+)", re.IGNORECASE)
_SHEET_LABEL = re.compile(r"0*(\d+)\s?([^\W\d_]?)(об)?", re.IGNORECASE)
# Fonds of Soviet bodies bear Р; a Latin look-alike is the same letter.
_LATIN = str.maketrans("ABCEHKMOPTXaceopx", "АВСЕНКМОРТХасеорх")
# A citation names at most this many sheets; more are a slip of the keyboard (1–12000).
_MOST_SHEETS = 2000


def parse_reference(text: str) -> tuple[Reference, tuple[str, ...]]:
    """Return the reference that a citation in Kazakh, Russian or English gives, and its sheets one by one (``12``, ``12об``).

    Raises:
        Invalid: The text names no fonds.
    """
    cleaned = " ".join(text.split())
    found = [match for match in (pattern.search(cleaned) for pattern in (_KAZAKH, _RUSSIAN, _ENGLISH)) if match]
    if not found:
        raise Invalid(
            "No archival reference can be read here",
            where=cleaned[:80],
            remedy="Write it like: Қор 12, тізімдеме 1, іс 45, 12–13-парақтар",
            code="reference",
        )
    # The language whose words explain most of the text.
    match = max(found, key=lambda one: (sum(group is not None for group in one.groups()), len(one[0])))
    fonds, inventory, file = (label(match[name] or "") for name in ("fonds", "inventory", "file"))
    return Reference(fonds, inventory, file), _sheets(match["sheets"] or "")


def label(written: str) -> str:
    """Return a label of a fonds, an inventory or a file in its usual form.

    ``р – 12`` -> ``Р-12``, ``1лс`` -> ``1 л/с``, ``45 А`` -> ``45а``, ``45 том 2`` -> ``45 т. 2``. Anything that is no label is
    returned without outer blanks.
    """
    written = " ".join(written.split()).replace("–", "-")
    if volume := _VOLUME_LABEL.fullmatch(written):
        return f"{label(volume[1])} т. {int(volume[2])}"
    match = re.fullmatch(r"([^\W\d_]{1,3})\s?-?\s?(\d+)(.*)", written)
    head, rest = (f"{match[1].upper().translate(_LATIN)}-{match[2]}", match[3]) if match else ("", written)
    if not match:
        match = re.fullmatch(r"0*(\d+)(\D.*)?", written)
        if not match:
            return written
        head, rest = match[1], match[2] or ""
    rest = rest.strip()
    if re.fullmatch(r"л[/ _-]?с", rest, re.IGNORECASE):
        return f"{head} л/с"
    if re.fullmatch(r"ж[/ _-]?[қк]", rest, re.IGNORECASE):
        return f"{head} ж/қ"
    if re.fullmatch(r"-?[^\W\d_]", rest):
        return head + rest.strip("-").lower().translate(_LATIN)
    return f"{head} {rest}".strip() if rest[:1].isalpha() else head + rest


def sheet_label(written: str) -> str:
    """Return the label of a sheet in its usual form: ``0012 об.`` -> ``12об``, ``12 А`` -> ``12а``; another text trimmed."""
    written = written.strip().rstrip(".")
    verso = _VERSO.search(written)
    match = _SHEET_LABEL.fullmatch(_VERSO.sub("", written) if verso else written)
    if not match:
        return written
    return match[1] + match[2].lower().translate(_LATIN) + ("об" if verso or match[3] else "")


def format_reference(reference: Reference, sheets: str | Sequence[str] = (), language: str = "kk") -> str:
    """Return a reference as a certificate in this language cites it; what is unknown is left out.

    ``Қор 12, тізімдеме 1, іс 45, 12–13-парақтар``; ``Ф. 12. Оп. 1. Д. 45. Л. 12–13 об.``;
    ``Fonds 12, inventory 1, file 45, sheets 12–13``.
    """
    labels = [sheets] if isinstance(sheets, str) else list(sheets)
    ranges = format_sheets([one for one in labels if one], language)
    several = "–" in ranges or "," in ranges
    if language == "ru":
        named = (("Ф. ", reference.fonds), ("Оп. ", reference.inventory), ("Д. ", reference.file), ("Л. ", ranges))
        joined = ". ".join(name + value for name, value in named if value)
        return joined + "." if joined and not joined.endswith(".") else joined
    if language == "en":
        named = (
            ("fonds ", reference.fonds),
            ("inventory ", reference.inventory),
            ("file ", reference.file),
            ("sheets " if several else "sheet ", ranges),
        )
        joined = ", ".join(name + value for name, value in named if value)
        return joined[:1].upper() + joined[1:]
    ending = "-парақтар" if several else "-парақ"
    if ranges.endswith(")"):
        ending = ending.replace("-", " ")
    named = (
        ("қор ", reference.fonds),
        ("тізімдеме ", reference.inventory),
        ("іс ", reference.file),
        ("", ranges and ranges + ending),
    )
    joined = ", ".join(name + value for name, value in named if value)
    return joined[:1].upper() + joined[1:]


def format_sheets(sheets: Sequence[str], language: str = "kk") -> str:
    """Return sheets in their order with neighbours joined.

    ``12, 13, 15`` -> ``12–13, 15``; ``12, 12об`` -> ``12–12 об.`` in Russian, as usual there.
    """
    ordered = sorted(dict.fromkeys(sheet_label(one) for one in sheets), key=natural)
    spans: list[list[str]] = []
    for one in ordered:
        if spans and follows(spans[-1][-1], one):
            spans[-1].append(one)
        else:
            spans.append([one])
    written = (
        f"{_side(span[0], language)}–{_side(span[-1], language)}" if len(span) > 1 else _side(span[0], language) for span in spans
    )
    return ", ".join(written)


def _side(sheet: str, language: str) -> str:
    """Return a sheet's label with its verso in words: there is no fixed abbreviation in Kazakh."""
    if not sheet.endswith("об"):
        return sheet
    verso = {"ru": " об.", "en": " verso"}.get(language, " (артқы беті)")
    return sheet[:-2] + verso


def follows(one: str, other: str) -> bool:
    """Return whether a sheet or side comes right after another: 12, 12об, 13."""
    first, second = _SHEET_LABEL.fullmatch(one), _SHEET_LABEL.fullmatch(other)
    if not first or not second or first[2] or second[2]:
        return False
    step = int(second[1]) - int(first[1])
    return step == 1 or (step == 0 and bool(second[3]))


def _sheets(written: str) -> tuple[str, ...]:
    sheets: list[str] = []
    for part in re.split(r"[,;]|\bи\b", written):
        ends = [sheet_label(end) for end in re.split("[-–—]", part) if end.strip()]
        if len(ends) == 2 and all(_SHEET_LABEL.fullmatch(end) for end in ends):
            sheets += _span(ends[0], ends[1])
        else:
            sheets += ends
    return tuple(dict.fromkeys(sheets))


def _span(first: str, last: str) -> list[str]:
    low, high = (int(re.match(r"\d+", end)[0]) for end in (first, last))  # type: ignore[index]
    if not low <= high <= low + _MOST_SHEETS:
        return [first, last]
    between = [str(number) for number in range(low + 1, high)]
    return [first, *between, last] if first != last else [first]
