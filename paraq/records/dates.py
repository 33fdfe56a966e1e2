"""Dates: found in text in Kazakh, Russian and English, in words and figures, and kept no more certain than they are.

A date is ISO 8601 or the part of it that is known: ``1978-03-12``, ``1978-03``, ``1978``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from paraq.records.number_words import in_figures
from paraq.records.respelled import Respelled

Precision = Literal["day", "month", "year"]

# The stems of month names: Kazakh, Russian (cases follow), English, Kazakh in Latin (1929-40, 2021, 2018, passports).
_NAMES = (
    "қаңтар январ january qaꞑtar qañtar qańtar qantar", "ақпан феврал february aqpan akpan",
    "наурыз март march navrьz nauryz naýryz", "сәуір апрел april səvir säuır säuir sáýir sauir",
    "мамыр май мая мае may mamьr mamyr", "маусым июн june mavsьm mausym maýsym", "шілде июл july cilde şılde şilde shilde",
    "тамыз август august tamьz tamyz", "қыркүйек сентябр september qьrkyjek qyrküiek qyrkúıek qyrkúiek qyrkuiek kyrkuiek",
    "қазан октябр october qazan kazan", "қараша ноябр november qaraca qaraşa qarasha karasha",
    "желтоқсан декабр december çeltoqsan jeltoqsan zheltoksan",
)  # fmt: skip
_NUMBER_OF = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
# A Russian keyboard has none, or not all, of the Kazakh letters.
_RUSSIAN_KEYS = str.maketrans("әғқңөұүһі", "агкноууhи")
# Latin letters in Cyrillic names, as typists and readers of scans mix them in.
_LOOKALIKES = dict(zip("аеорсху", "aeopcxy", strict=True))
_LATIN_KEYS = str.maketrans({latin: letter for letter, latin in _LOOKALIKES.items()})


def _folded(name: str) -> str:
    return name.translate(_RUSSIAN_KEYS).translate(_LATIN_KEYS)


def _pattern(name: str) -> str:
    """Return what a name of a month may be typed as; one in Latin letters is as it is."""
    if name[0] < "а":
        return name
    spelled = ({letter, letter.translate(_RUSSIAN_KEYS), _LOOKALIKES.get(letter, letter)} for letter in name)
    return "".join(f"[{''.join(sorted(letters))}]" if len(letters) > 1 else min(letters) for letters in spelled)


# Most words begin with no month's first letter, so that its names are not tried one by one.
_FIRST = "".join(sorted({name[0] for name in _NUMBER_OF} | {_folded(name)[0] for name in _NUMBER_OF} | {"a", "o"}))
MONTH_NAME = f"(?=[{_FIRST}])(?:{'|'.join(_pattern(name) for name in sorted(_NUMBER_OF, key=len, reverse=True))})"
# Shortened, months are words of other meanings too (там, қар): they stand between a day and a year only.
_SHORT_NAMES = (
    "янв jan қаң", "фев февр feb ақп", "мар mar наур нау", "апр apr сәу", "мам", "июн jun мау", "июл jul шіл", "авг aug там",
    "сен сент sep sept қырк қыр", "окт oct қаз", "ноя нояб nov қар", "дек dec желт жел",
)  # fmt: skip
_SHORT = {name: number for number, names in enumerate(_SHORT_NAMES, start=1) for name in names.split()}
_NUMBER_OF = {_folded(name): number for name, number in (_NUMBER_OF | _SHORT).items()}
_FIGURES = "I II III IV V VI VII VIII IX X XI XII"
_ROMAN = {roman: number for number, roman in enumerate(_FIGURES.split(), start=1)}
# Cyrillic letters and figures that typists used for Roman figures.
TYPED_ROMAN = str.maketrans({"І": "I", "Х": "X", "У": "V", "П": "II", "Ш": "III", "1": "I"})

_MONTH = rf"(?P<month>{MONTH_NAME})[^\W\d_]{{0,6}}(?:\sмес(?:яц\w?|\.))?"
_MONTH_OR_SHORT = rf"(?P<month>{MONTH_NAME}|(?:{'|'.join(_SHORT)})(?![^\W\d_]))[^\W\d_]{{0,6}}(?:\sмесяца)?"
# П and Ш stand for II and III in capitals only.
_ROMAN_MONTH = r"(?P<roman>(?:[IVXІХ1У]|(?-i:[ПШ])){1,4})"
_DAY = (
    r"(?=[«\"„“\s\d])(?<!\d)[«\"„“]?\s?(?P<day>\d{1,2})\s?[»\"“”]?"
    r"(?:-?(?:ші|шы|[іы]?нш[іы]|го|е|ого|st|nd|rd|th)(?!\w))?(?:\sчисла|\sof)?"
)
_YEAR = r"(?P<year>(?:1[789]|20)\d\d)(?!\d)"
_YEAR_WORD = (
    r"(?:-(?:м|го|й|ый|ой|ом|ого|ш[іы]|[іы]?нш[іы]))?"
    r"\s?-?(?:жыл\w{0,5}|ж\.?ж?\.?(?!\w)|год\w{0,3}|г\.?г?\.?(?!\w)|(?:j|ç|zh)[ьy]l\w{0,5})"
)
# Blanks of a printed form are read as many spaces.
_GAP = r"(?:[\s,.]{1,3}|\s{4,20})"
_TO = r"\s?(?:[-–—]|\sпо\s)\s?"
# A number of an order or a telephone may look like a date.
_NO_NUMBER = r"(?=\d)(?<!№)(?<!№\s)(?<!тел\s)(?<!тел\.\s)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d-]){_YEAR}-(?P<monthnumber>\d\d)-(?P<day>\d\d)(?![\d-])",
        rf"{_NO_NUMBER}(?<![\d.,/-]){_YEAR}(?P<sign>[./])(?P<monthnumber>\d\d)(?P=sign)(?P<day>\d\d)(?![\d/]|[.,]\d)",
        # 12,03,1978: a reader of scans takes points for commas.
        rf"{_NO_NUMBER}(?<![\d.,/-])(?P<day>\d\d)[.,]\s?(?P<monthnumber>\d\d)[.,]\s?{_YEAR}(?![.,/-]?\d)",
        # 12.03.1978, 12/3-1978, 12.03.78, 01.03.1978-15.04.1978
        rf"{_NO_NUMBER}(?:(?<![\d.,/-])|(?<=\.\d\d\d\d-)|(?<=\.\d\d\.-)|(?<=\d\.\d\d-))(?P<day>\d{{1,2}})\s?[./-]\s?(?P<monthnumber>\d{{1,2}})\s?[./-]\s?"
        r"(?P<year>(?:1[789]|20)\d\d|\d\d)(?![\d/]|[.,]\d|-\d(?!\d?\.\d))",
        # Both days of 12-15.03.1978, and of 12.03-15.04.1978 and с 12.03 по 15.04.1978.
        rf"{_NO_NUMBER}(?<![\d.,/-])(?P<day>\d{{1,2}})(?=[-–—]\d{{1,2}}\.(?P<monthnumber>\d\d)\.{_YEAR})",
        rf"{_NO_NUMBER}(?<![\d.,/-])(?P<day>\d{{1,2}})\.(?P<monthnumber>\d\d)(?=\.?{_TO}\d{{1,2}}\.\d\d\.{_YEAR})",
        rf"(?<=\d[-–—])(?<![.,/-]\d[-–—])(?<![\d,/-]\d\d[-–—])(?P<day>\d{{1,2}})\.(?P<monthnumber>\d\d)\.{_YEAR}(?![.,/-]?\d)",
        # 12/III-1978, 12.III.78, 12 III 1978
        rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:\s?[./-]\s?|\s(?=[IVXІХУ]{{2}})){_ROMAN_MONTH}(?:\s?[./-]\s?|(?<=[IVXІХУ]{{2}})\s)"
        r"(?P<year>(?:1[789]|20)\d\d|\d\d)(?!\d)",
        # 12 марта 1978 г., «12» март 1978 жыл, 12 мар. 1978
        rf"{_DAY}(?:{_GAP}|-){_MONTH_OR_SHORT}{_GAP}{_YEAR}",
        # The first day of 1-15 марта 1978 г. and of 1 марта - 15 апреля 1978 г.
        rf"(?<![\d.,№-])(?P<day>\d{{1,2}})(?={_TO}\d{{1,2}}\s{_MONTH}{_GAP}{_YEAR})",
        rf"{_DAY}\s{_MONTH}(?={_TO}\d{{1,2}}\s(?:{MONTH_NAME})[^\W\d_]{{0,6}}{_GAP}{_YEAR})",
        # Both days of 7 ноября (25 октября) 1917 г., by two calendars.
        rf"{_DAY}\s{_MONTH}(?=\s?\(\d{{1,2}}\s(?:{MONTH_NAME})[^\W\d_]{{0,6}}\)\s{_YEAR})",
        rf"(?<=\(){_DAY}\s{_MONTH}\)\s{_YEAR}",
        # 1978 жылғы 12 наурыз, 1978 ж. 12 наурыз
        rf"(?<!\d){_YEAR}(?:{_YEAR_WORD})?{_GAP}{_DAY}(?:\s|-){{1,2}}{_MONTH_OR_SHORT}",
        # March 12, 1978, августа 15 дня 1937 года
        rf"(?<!\w){_MONTH}{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\sдня)?{_GAP}{_YEAR}",
        # 1978 жылғы наурыздың 12-сі, 1978 жылғы наурыз айының 12 күні, 1937 года августа 15 дня
        rf"(?<!\d){_YEAR}(?:{_YEAR_WORD})?{_GAP}{_MONTH}(?:\sайының)?\s(?P<day>\d{{1,2}})(?:-?с?[іы](?:н\w{{0,3}})?(?!\w)|\sкүн|(?:-?го)?\sдня)",
        # 03.1978, 03/1978 г., III.1978, III-1978 г.
        rf"{_NO_NUMBER}(?<![\w.,/-])(?P<monthnumber>0[1-9]|1[0-2])[./-]{_YEAR}(?:(?<=\.\d{{4}})(?![/-]?\w|[.,]\d)|(?={_YEAR_WORD}))",
        rf"(?=[IVXІХУПШ1])(?<!№)(?<!№\s)(?<![\w.,/-]){_ROMAN_MONTH}[./-]{_YEAR}(?:(?<=[IVXІХУ]{{2}}\.\d{{4}})(?![/-]?\w|[.,]\d)|(?={_YEAR_WORD}))",
        # март 1978 г., 1978 жылғы наурыз
        rf"(?<!\w){_MONTH}(?:\sай\w{{0,5}})?{_GAP}{_YEAR}",
        rf"(?<!\d){_YEAR}{_YEAR_WORD}{_GAP}{_MONTH}",
        # 1978 ж., 1978 года, 1978-1986 жж.
        rf"(?<![\d.,№]){_YEAR}(?:{_YEAR_WORD}|(?=\s?[-–—]\s?(?:1[789]|20)\d\d{_YEAR_WORD}))",
    )
)
# All dates have some.
_FIGURES_OF_TEXT = re.compile(r"\d+")
# More than stands before the first figure of a date, or behind its last (a year, the word for it, blanks and a month: 57).
REACH = 80
# Compounds keep their hyphen without harm: no part of a date is one.
_BROKEN = re.compile("(?<=[а-яёәғқңөұүһі])-\n *(?=[а-яёәғқңөұүһі])")
# Before a month without a day: a day that the month does not have.
_HAS_DAY = re.compile(r"\d[»\"”]?[\s-]{1,2}$")
_CENTURY_PIVOT = 20
"""Two-figure years up to this are of this century in a text that has no other year: typescripts in archives are older."""


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text: its characters, its value as far as known, and whether the century is a guess."""

    start: int
    end: int
    iso: str
    precision: Precision
    guessed: bool = False


def find_dates(text: str, year: int | None = None) -> list[DateMatch]:
    """Return the dates in a text in order; of overlapping readings the one that tells most.

    Args:
        text: Any text; impossible dates (31 February) are left out.
        year: A year near which the text was written; it decides the century of ``12.03.78``. Without it the other years of
            the text decide, and the date is marked as guessed.
    """
    steps: list[Respelled] = []
    for respell in (_lines_joined, in_figures):
        if step := respell(text):
            steps.append(step)
            text = step.text
    found = _in_figures(text.replace("_", " "), year)
    for step in reversed(steps):
        found = [_moved(one, *step.source(one.start, one.end)) for one in found]
    return found


def _lines_joined(text: str) -> Respelled | None:
    """Return a text without the hyphens at which words of months and years are broken, or nothing if it has none."""
    broken = [(*match.span(), "") for match in _BROKEN.finditer(text)] if "-\n" in text else []
    return Respelled.of(text, broken) if broken else None


def _moved(found: DateMatch, start: int, end: int) -> DateMatch:
    return DateMatch(start, end, found.iso, found.precision, found.guessed)


def _in_figures(text: str, year: int | None) -> list[DateMatch]:
    parts = list(around(_FIGURES_OF_TEXT, text))
    found = [match for form in _FORMS for start, end in parts for match in form.finditer(text, start, end)]
    years = [year] if year else [int(match["year"]) for match in found if len(match["year"]) == 4]
    dates = [read for match in found if (read := _read(match, years, given=year is not None))]
    return list(_longest(dates))


def around(needed: "re.Pattern[str]", text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the stretches of a text that lie within :data:`REACH` of what is needed there.

    To go through whole pages for dates costs more than to analyse their words, and for spans five times as much.
    """
    start, end = 0, -1
    for match in needed.finditer(text):
        if match.start() - REACH > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - REACH)
        end = match.end() + REACH
    if end > 0:
        yield start, end


def _read(match: "re.Match[str]", years: list[int], given: bool) -> DateMatch | None:
    groups = match.groupdict()
    whole_year = len(groups["year"]) == 4
    year = int(groups["year"]) if whole_year else _full_year(int(groups["year"]), years)
    month = _month(groups)
    if month == 0 or (
        month and not groups.get("day") and _HAS_DAY.search(match.string, max(match.start() - 8, 0), match.start())
    ):
        return None
    day = int(groups["day"]) if groups.get("day") else None
    iso = iso_date(year, month, day)
    if not iso:
        return None
    precision: Precision = "day" if day else "month" if month else "year"
    start, end = match.span()
    start += len(match[0]) - len(match[0].lstrip())
    return DateMatch(start, end, iso, precision, not whole_year and not given)


def _month(groups: dict[str, str | None]) -> int | None:
    """Return the number of the month, None if none is written, 0 if what is written is none."""
    if name := groups.get("month"):
        return month_number(name)
    if roman := groups.get("roman"):
        return _ROMAN.get(roman.upper().translate(TYPED_ROMAN), 0)
    return int(groups["monthnumber"] or 0) if groups.get("monthnumber") else None


def month_number(name: str) -> int:
    """Return the number of a month by what ``MONTH_NAME`` takes for its name, else 0."""
    return _NUMBER_OF.get(_folded(name.lower()), 0)


def _full_year(short: int, years: list[int]) -> int:
    """Return the year of two figures that lies nearest to the others of the text."""
    if not years:
        return 2000 + short if short <= _CENTURY_PIVOT else 1900 + short
    middle = sorted(years)[len(years) // 2]
    return min((century + short for century in (1700, 1800, 1900, 2000, 2100)), key=lambda year: abs(year - middle))


def _longest(dates: list[DateMatch]) -> Iterator[DateMatch]:
    end = 0
    for found in sorted(dates, key=lambda one: (one.start, -len(one.iso), -one.end)):
        if found.start >= end:
            yield found
            end = found.end


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a date as ISO 8601 as far as it is known; empty if there is no such day."""
    try:
        checked = date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return checked.isoformat()[: 10 if day and month else 7 if month else 4]


def is_day(text: str) -> bool:
    """Return whether a text is a day as ISO 8601 writes it, ``1978-03-12``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def parse_date(written: str) -> str:
    """Return the one date that a text gives (``12 марта 1978 г.``, ``1978``) as ISO 8601, or empty if it gives none."""
    bare = written.strip()
    if re.fullmatch(r"(?:1[789]|20)\d\d(?:-\d\d){0,2}", bare):
        parts = [int(part) for part in bare.split("-")]
        return iso_date(*parts)
    found = find_dates(bare)
    return found[0].iso if found else ""


_TYPED = re.compile(r"(?:(?P<day>\d{1,2})[\s,./-]{1,3})?(?P<month>\d{1,2})[\s,./-]{1,3}(?P<year>\d{4}|\d\d)")
# What people write behind a year: 1978 г., 1930 г.р., 1978 жылы, 1930 ж.т.
_BEHIND = re.compile(r"(?:[\s.,]|г|р|года|год|жылы|жылғы|жыл|ж|т)*", re.IGNORECASE)


def typed_date(written: str, near: int | None = None) -> str:
    """Return the date that somebody typed into a field as ISO 8601 as far as it is known.

    Other than :func:`parse_date`, which looks for a date in words, it takes nothing that says more than one date.

    Args:
        written: ``28.11.2026``, ``28/11-26``, ``03.1964``, ``1964``, ``12 марта 1978 г.``, ``1978 жылғы 12 наурыз``, ISO 8601.
        near: The year near which a year of two figures lies; without it those up to 20 are of this century.

    Returns:
        The date; empty if the text is something else.
    """
    bare = written.strip()
    figures = _TYPED.match(bare)
    if figures and _BEHIND.fullmatch(bare, figures.end()) and (figures["day"] or len(figures["year"]) == len("1964")):
        year = int(figures["year"])
        whole = year if len(figures["year"]) == len("1964") else _full_year(year, [near] if near else [])
        return iso_date(whole, int(figures["month"]) or -1, int(figures["day"] or 1) or -1)[: 10 if figures["day"] else 7]
    if re.fullmatch(r"[1-9]\d{3}(?:-\d\d){0,2}", bare, re.ASCII):
        return iso_date(*(int(part) or -1 for part in bare.split("-")))
    found = find_dates(bare, near)
    return found[0].iso if found and not found[0].start and _BEHIND.fullmatch(bare, found[0].end) else ""
