"""Dates and numbers of orders that stand in a page's text, in the form in which they are filtered by."""

import re
from typing import Final

from paraq.query.values import number_value

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "қаңтар январ january",
            "ақпан феврал february",
            "наурыз март march",
            "сәуір апрел april",
            "мамыр май мая may",
            "маусым июн june",
            "шілде июл july",
            "тамыз август august",
            "қыркүйек сентябр september",
            "қазан октябр october",
            "қараша ноябр november",
            "желтоқсан декабр december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMERIC_DATE: Final = re.compile(r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-]((?:1[89]|20)\d\d)(?!\d)")
_ISO_DATE: Final = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
# «12» наурыз 1978 ж.; 12 марта 1978 г.; March is also written before the day in English, which is not an archive's way here.
_WRITTEN_DATE: Final = re.compile(rf"(?<!\d)[«\"]?(\d{{1,2}})[»\"]?\s+({_MONTH})\w*\s+((?:1[89]|20)\d\d)(?!\d)", re.IGNORECASE)
# 1978 жылғы 12 наурыз
_YEAR_FIRST_DATE: Final = re.compile(
    rf"(?<!\d)((?:1[89]|20)\d\d)\s*(?:жылғы|жылдың|ж\.?|года|г\.?)\s+[«\"]?(\d{{1,2}})[»\"]?\s+({_MONTH})", re.IGNORECASE
)
_NUMBER: Final = re.compile(
    r"(?:№|\bN[or]?\b\.?)\s*(\d{1,6}(?:\s?[-/]\s?(?:\d{1,4}|[^\W\d_]{1,2})(?!\w)|[^\W\d_]{1,2}(?!\w))?(?:\s?[^\W\d_]/[^\W\d_](?!\w))?)"
)


def dates_in(text: str) -> tuple[str, ...]:
    """Return the full dates in a text as ISO dates, each once, in order."""
    found = [(m.start(), m[3], m[2], m[1]) for m in _NUMERIC_DATE.finditer(text)]
    found += [(m.start(), m[1], m[2], m[3]) for m in _ISO_DATE.finditer(text)]
    found += [(m.start(), m[3], str(_MONTHS[m[2].lower()]), m[1]) for m in _WRITTEN_DATE.finditer(text)]
    found += [(m.start(), m[1], str(_MONTHS[m[3].lower()]), m[2]) for m in _YEAR_FIRST_DATE.finditer(text)]
    dates = (
        f"{year}-{int(month):02}-{int(day):02}"
        for _, year, month, day in sorted(found)
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    )
    return tuple(dict.fromkeys(dates))


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers after a № in a text, as :func:`number_value` writes them, each once, in order."""
    return tuple(dict.fromkeys(number_value(match[1]) for match in _NUMBER.finditer(text)))
