"""Dates and numbers that stand in a page's text, in the form in which they are filtered by."""

from paraq.query.values import number_value
from paraq.records.dates import find_dates
from paraq.records.spans import find_spans
from paraq.text.numbers import find_numbers


def dates_in(text: str, year: int | None = None) -> tuple[str, ...]:
    """Return the days that a text names as ISO dates, each once, in order.

    Args:
        text: Any text.
        year: A year near which it was written, for years of two figures.
    """
    return tuple(dict.fromkeys(found.iso for found in find_dates(text, year) if found.precision == "day"))


def times_in(text: str, year: int | None = None) -> tuple[str, ...]:
    """Return the times that a text names as far as it tells them, each once: days, months, years; of a span each of its parts.

    Args:
        text: Any text.
        year: A year near which it was written, for years of two figures.
    """
    told = [found.iso for found in find_dates(text, year)]
    return tuple(dict.fromkeys([*told, *(part for span in find_spans(text) for part in span.parts)]))


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers after a № in a text, as :func:`number_value` writes them, each once, in order."""
    return tuple(dict.fromkeys(number_value(found.value) for found in find_numbers(text) if found.kind == "order"))
