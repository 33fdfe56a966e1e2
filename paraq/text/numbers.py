"""Numbers with a meaning: numbers of orders, individual identification numbers (IIN), sums of money."""

import re
from dataclasses import dataclass
from typing import Literal

from paraq.records.dates import iso_date

Kind = Literal["order", "iin", "sum"]

_SIGN = r"(?:№+|\bN[ºo°]?\.?|\bNo\.?|#)"
_INDEX = r"(?:[^\W\d_]{1,3}(?:/[^\W\d_]{1,2})?)(?!\w)"
_ORDER = re.compile(
    rf"{_SIGN}\s?(?P<number>\d{{1,6}}(?:\s?[-–/]\s?(?:\d{{1,6}}|{_INDEX})|{_INDEX}|\s(?:[кқлжпноө](?:/[сқк])?)(?![\w./-])){{0,4}})",
    re.IGNORECASE,
)
_IIN = re.compile(r"(?<!\d)\d{12}(?!\d)")
_SUM = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:[ \u00a0\u202f.]\d{3}){1,4}|\d+)(?:[.,](?P<cents>\d{2})(?!\d))?\s?"
    r"(?P<unit>руб\w*|р\.|коп\w*|теңге\w*|тенге|тг\.?|сом\w*|тиын\w*|₸|сум\w*)(?!\w)"
    r"(?:\.?\s?(?P<small>\d{1,2})\s?(?:коп\w*|к\.|тиын\w*))?",
    re.IGNORECASE,
)
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
    found = [NumberMatch(match.start(), match.end(), "order", order_number(match["number"])) for match in _ORDER.finditer(text)]
    found += [NumberMatch(match.start(), match.end(), "iin", match[0]) for match in _IIN.finditer(text) if is_iin(match[0])]
    found += [NumberMatch(match.start(), match.end(), "sum", _sum(match)) for match in _SUM.finditer(text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def order_number(written: str) -> str:
    """Return the number of an order in its usual form: ``№ 45-К``, ``N 45 к``, ``45К`` -> ``45-к``; ``12 / 3`` -> ``12/3``.

    Latin look-alikes become Cyrillic, and қ is к as typists without it wrote.
    """
    bare = re.sub(rf"^\s*{_SIGN}\s?", "", written.strip(), flags=re.IGNORECASE).lower().translate(_LOOKALIKES).replace("–", "-")
    bare = re.sub(r"\s*([-/])\s*", r"\1", bare)
    return re.sub(r"(?<=\d)\s*(?=[^\W\d_])", "-", " ".join(bare.split())).replace(" ", "")


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
