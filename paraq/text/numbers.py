"""Numbers with a meaning: numbers of orders, individual identification numbers (IIN), sums of money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from paraq.records.dates import MONTH_NAME, iso_date

Kind = Literal["order", "iin", "sum"]

_SIGN = r"(?:№+|\bN[ºo°]?\.?|\bNo\.?|#)"
_INDEX = r"(?:[^\W\d_]{1,3}(?:/[^\W\d_]{1,2})?)(?!\w)"
_QUOTED_INDEX = r"\s?[«\"“„'](?:[^\W\d_]{1,3}(?:/[^\W\d_]{1,2})?)[»\"”“']"
_NUMBER = (
    rf"\d{{1,6}}(?:\s?[-–/]\s?(?:\d{{1,6}}|{_INDEX}|{_QUOTED_INDEX})|{_INDEX}|{_QUOTED_INDEX}|"
    r"\s(?:[кқлжпноө](?:/[сқк])?)(?![\w./-])){0,4}"
)
_ORDER = re.compile(rf"{_SIGN}\s?(?P<number>{_NUMBER})", re.IGNORECASE)
# What stands between the numbers of a list. Behind one № alone a number may count what follows it (№ 12, 5 бет), and in any list
# one may be the day of a date.
_NEXT = re.compile(rf"(?:\s?[,;]\s?|\s(?:және|мен|бен|пен|и|and)\s)(?P<number>{_NUMBER})(?![\w./]\d|\w)", re.IGNORECASE)
_PAPERS = (
    "бұйры|приказ|өкім|распоряж|шешім|решен|қаулы|постановл|хаттама|протокол|акт|ведомос|"
    "іс|дел|тізімдеме|опис|қор|фонд|парақ|лист"
)
_COUNTS = re.compile(rf"\s?-?(?!(?:и|және|мен|бен|пен|and|от|жылғы|(?:{_PAPERS})\w*)(?!\w)|[гж]\.)[^\W\d_]", re.IGNORECASE)
_DAY_OF_DATE = re.compile(rf"\s?(?:{MONTH_NAME}|[»\"]?\s(?:{MONTH_NAME}))|\s?г\.|\s?ж\.", re.IGNORECASE)
_SEVERAL = re.compile(r"№№")
# From the first number to the last, behind №№; a longer range is no list of orders.
_LONGEST_RANGE = 100
_IIN = re.compile(r"(?<!\d)\d{12}(?!\d)")
_SUM = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ \u00a0\u202f.]\d{3}){1,4}|\d+)(?:[.,](?P<cents>\d{2})(?!\d))?\s?"
    r"(?P<unit>руб\w*|р\.|коп\w*|теңге\w*|тенге|тг\.?|сом\w*|тиын\w*|₸|сум\w*)(?!\w)"
    r"(?:\.?\s?(?P<small>\d{1,2})\s?(?:коп\w*|к\.|тиын\w*))?",
    re.IGNORECASE,
)
_QUOTES = re.compile("[«»\"“”„']")
# Endings of ordinal numbers, which are no letter of an index: № 15-ші, 15-го.
_ORDINAL = re.compile("(?<=\\d)-(?:ш[ыі]|го|ого)$")
_LOOKALIKES = str.maketrans("aceopxkmtbhқ", "асеорхкмтвнк")
# Weights of the control digit of an IIN; the second row serves if the first gives 10 (Decree 853 of 2003).
_FIRST_WEIGHTS = range(1, 12)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


# Roman figures to 39 (centuries, quarters, months), also in the Cyrillic letters that typists used; one alone is an initial.
_ROMAN = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_TYPED_ROMAN = re.compile("[XVIХІУПШ]{2,6}")
_ROMAN_LETTERS = {ord(typed): roman for typed, roman in {"Х": "X", "І": "I", "У": "V", "П": "II", "Ш": "III"}.items()}


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number in a text: its characters, its kind and its usual form (``45-к``, twelve digits, ``1250.50``)."""

    start: int
    end: int
    kind: Kind
    value: str


def find_numbers(text: str) -> list[NumberMatch]:
    """Return the numbers of orders after a №, valid IINs, and sums with their unit of money, in order of the text."""
    found = [number for match in _ORDER.finditer(text) for number in _orders(text, match)]
    found += [NumberMatch(match.start(), match.end(), "iin", match[0]) for match in _IIN.finditer(text) if is_iin(match[0])]
    found += [NumberMatch(match.start(), match.end(), "sum", _sum(match)) for match in _SUM.finditer(text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _orders(text: str, match: "re.Match[str]") -> Iterator[NumberMatch]:
    """Yield the number behind a №, and those of the list that it begins (``№ 12, 13 және 15``, ``№№ 12-15``)."""
    several = _SEVERAL.match(text, match.start()) is not None
    start = match.start()
    following: re.Match[str] | None = match
    while following:
        written, end = following["number"], following.end("number")
        for value in _range(written) if several else (order_number(written),):
            yield NumberMatch(start, end, "order", value)
        following = _NEXT.match(text, end)
        if following and (_DAY_OF_DATE.match(text, following.end()) or (not several and _COUNTS.match(text, following.end()))):
            return
        start = following.start("number") if following else end


def _range(written: str) -> tuple[str, ...]:
    """Return the numbers from the first to the last (``12-15``), or the one that is written."""
    first, dashed, last = order_number(written).partition("-")
    if dashed and first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return tuple(map(str, range(int(first), int(last) + 1)))
    return (order_number(written),)


def order_number(written: str) -> str:
    """Return the number of an order in its usual form: ``№ 45-К``, ``N 45 к``, ``45К`` -> ``45-к``; ``12 / 3`` -> ``12/3``.

    Latin look-alikes become Cyrillic, and қ is к as typists without it wrote.
    """
    bare = re.sub(rf"^\s*{_SIGN}\s?", "", written.strip(), flags=re.IGNORECASE).lower().translate(_LOOKALIKES).replace("–", "-")
    bare = re.sub(r"\s*([-/])\s*", r"\1", _QUOTES.sub("", bare))
    joined = re.sub(r"(?<=\d)\s*(?=[^\W\d_])", "-", " ".join(bare.split())).replace(" ", "")
    return _ORDINAL.sub("", joined)


def is_iin(digits: str) -> bool:
    """Tell whether twelve digits are an individual identification number: a date of birth, a century, a right control digit."""
    if not re.fullmatch("[0-9]{12}", digits):
        return False
    # The seventh figure tells sex and century: 1, 2 for 18xx, 3, 4 for 19xx, 5, 6 for 20xx.
    century = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}.get(digits[6])
    if century is None or not iso_date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])):
        return False
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        control = sum(int(digit) * weight for digit, weight in zip(digits[:11], weights, strict=True)) % 11
        if control < 10:
            return control == int(digits[11])
    return False


def _sum(match: "re.Match[str]") -> str:
    whole = re.sub(r"\D", "", match["whole"])
    cents = match["cents"] or (f"{int(match['small']):02}" if match["small"] else "")
    return f"{int(whole)}.{cents}" if cents else str(int(whole))


def roman_figures(written: str) -> str:
    """Return two or more capitals that are a Roman number in small Latin letters (ХІХ, xix; ХШ, xiii), else nothing."""
    if not _TYPED_ROMAN.fullmatch(written):
        return ""
    letters = written.translate(_ROMAN_LETTERS)
    # Without X or I the Cyrillic letters are an abbreviation (ПУ, УПШ).
    return letters.lower() if _ROMAN.fullmatch(letters) and set(written) & set("XVIХІ") else ""
