"""The numbers of a month: requests that came and how fast they were answered, searches, and sheets taken in."""

from datetime import date
from html import escape

import streamlit as st

from ui import client
from ui.places import Places
from ui.views.forms import headed

# A month as its address has it.
MONTH = len("2026-11")


def show(places: Places) -> None:
    """Show the month that the address names, this one at first."""
    speech, say = places.speech, places.speech.say
    month = st.query_params.get("month", "")[:MONTH] or date.today().isoformat()[:MONTH]
    _turning(places, month)
    requests = client.get("/v1/requests/report", speech.language, {"month": month})
    work = client.get("/v1/audit/month", speech.language, {"month": month})
    numbers = (
        (say("Requests that came"), speech.number(requests["came"])),
        (say("Answered"), speech.number(requests["answered"])),
        (say("Working days to an answer, median"), f"{requests['working_days_median']:g}"),
        (say("Late"), speech.number(requests["late"])),
        (say("Searches"), speech.number(sum(one["searches"] for one in work["days"]))),
        (say("Looks"), speech.number(sum(one["looks"] for one in work["days"]))),
        (say("Sheets taken in"), speech.number(work["pages"])),
        (say("Transfers taken in"), speech.number(work["transfers"])),
    )
    for column, (name, value) in zip([*st.columns(4), *st.columns(4)], numbers, strict=True):
        column.metric(name, value)
    days = [one["day"] for one in work["days"]]
    series = [
        (say("Requests that came"), [came for _, came, _ in requests["by_day"]]),
        (say("Requests answered"), [answered for _, _, answered in requests["by_day"]]),
        (say("Searches"), [one["searches"] for one in work["days"]]),
        (say("Looks"), [one["looks"] for one in work["days"]]),
    ]
    for column, (name, counts) in zip([*st.columns(2), *st.columns(2)], series, strict=True):
        column.html(chart(name, days, counts))
    with st.expander(say("The numbers as a table")):
        st.html(table(say("Day"), days, series))


def _turning(places: Places, month: str) -> None:
    say = places.speech.say
    with st.container(key="months", horizontal=True, vertical_alignment="center", gap="small"):
        for name, step in ((say("The month before"), -1), (say("The month after"), 1)):
            if other := beside(month, step):
                places.link(places.administration, name, {"part": "month", "month": other})
        st.text(places.speech.date(month), width="content")


def beside(month: str, step: int) -> str:
    """Return the month so many steps from one like ``2026-11``; empty if that is none."""
    year, _, number = month.partition("-")
    if not (year.isascii() and year.isdecimal() and number.isascii() and number.isdecimal()):
        return ""
    months = int(year) * 12 + int(number) - 1 + step
    return f"{months // 12:04}-{months % 12 + 1:02}"


def chart(name: str, days: list[int], counts: list[int]) -> str:
    """Return counts by day as bars in HTML; who cannot see them is told that the table has them."""
    most = max(counts, default=0)
    bars = "".join(
        f'<div class="day" title="{day}: {count}"><div class="up">'
        f'<div style="height:{100 * count / (most or 1):.0f}%"></div></div>'
        f"<small>{day if day == 1 or not day % 5 else ''}</small></div>"
        for day, count in zip(days, counts, strict=True)
    )
    told = f"{name}: {sum(counts)}"
    return (
        f'<figure class="month"><figcaption>{escape(name)} <span class="soft">≤ {most}</span></figcaption>'
        f'<div class="days" role="img" aria-label="{escape(told)}">{bars}</div></figure>'
    )


def table(head: str, days: list[int], series: list[tuple[str, list[int]]]) -> str:
    """Return the counts by day as a table in HTML."""
    rows = "".join(
        f'<tr><th scope="row">{day}</th>' + "".join(f"<td>{counts[at]}</td>" for _, counts in series) + "</tr>"
        for at, day in enumerate(days)
    )
    return headed([head, *(name for name, _ in series)], rows)
