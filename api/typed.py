"""Dates as people type them: everything that is sent as a date may be written as on paper, and is kept as ISO 8601."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from paraq.records.dates import typed_date

# ``1978 жылғы 12 қыркүйектегі`` is the longest form of a day; what is longer is none, and not looked through.
LONGEST = 40


def iso(typed: Any) -> Any:
    """Return a date that was typed as ISO 8601, as far as it is one."""
    # What is no date goes on as it is, so that whoever refuses it can show it.
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return typed
    return typed_date(typed, date.today().year) or typed.strip()


def _old(typed: Any) -> Any:
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return typed
    return typed_date(typed) or typed.strip()


def _yearly(typed: Any) -> Any:
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return typed
    # ISO 8601 has the month first; people write the day first, with anything but a hyphen.
    if re.fullmatch(r"\d\d-\d\d", typed.strip()):
        return typed.strip()
    # Every day of a year is one of a leap year.
    return (typed_date(f"{typed} 2000") or typed.strip()).removeprefix("2000-")


Typed = Annotated[str, Field(max_length=LONGEST), BeforeValidator(iso)]
"""A date, or as much of it as is known: ``2026-11-28``, also ``28.11.2026``, ``03.1964``, ``12 марта 1978 г.``."""
Old = Annotated[str, Field(max_length=LONGEST), BeforeValidator(_old)]
"""The same of what lies far back: the year of ``12.03.38`` is 1938."""
Yearly = Annotated[str, Field(max_length=LONGEST), BeforeValidator(_yearly)]
"""A day of every year: ``03-21``, also ``21.03``, ``21 наурыз``, ``21 марта``."""
AS_TYPED = "ISO 8601, or as people write it: 28.11.2026"
