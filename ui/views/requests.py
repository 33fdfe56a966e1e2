"""The register of requests: what is urgent, entering one or a list, and the report of a month."""

from datetime import date
from html import escape

import streamlit as st

from ui import client, words_requests
from ui.client import Json
from ui.language import Speech
from ui.places import Places, follow, plain
from ui.views import states
from ui.views.forms import DATE
from ui.words import named

# More rows than these are found by typing, not by reading.
MOST_ROWS = 50
PARTS = ("queue", "new", "all", "report")


def show(places: Places) -> None:
    """Show the part of the register that the address names."""
    say = places.speech.say
    part = st.query_params.get("part", "queue")
    follow("part", part if part in PARTS else "queue")
    names = {"queue": say("Queue"), "new": say("Enter"), "all": say("All requests"), "report": say("Report")}
    st.segmented_control(
        say("Register"),
        PARTS,
        key="part",
        required=True,
        format_func=names.__getitem__,
        on_change=lambda: places.go({"part": st.session_state["part"]}),
        label_visibility="collapsed",
    )
    {"queue": _queue, "new": _new, "all": _all, "report": _report}[st.session_state["part"]](places)


def _queue(places: Places) -> None:
    speech = places.speech
    found = client.get("/v1/requests/queue", speech.language)
    if not found["requests"]:
        st.info(speech.say("No request is open."), icon=":material/inbox:")
        return
    if found["overdue"]:
        said = speech.count("{n} request is overdue.", "{n} requests are overdue.", found["overdue"])
        st.error(said.replace("{n}", speech.number(found["overdue"])), icon=":material/alarm:")
    if found["soon"]:
        said = speech.count("{n} request is due soon.", "{n} requests are due soon.", found["soon"])
        st.warning(said.replace("{n}", speech.number(found["soon"])), icon=":material/schedule:")
    for one in found["requests"]:
        left = one["working_days_left"]
        if one["warning"] == "overdue" and not left:
            # Its last day was a working day, and none has passed since.
            said = speech.say("overdue")
        elif one["warning"] == "overdue":
            said = speech.count("{n} working day late", "{n} working days late", abs(left))
        else:
            said = speech.count("{n} working day left", "{n} working days left", left)
        said = said.replace("{n}", speech.number(abs(left)))
        _row(places, one["request"], said, one["warning"])


def _all(places: Places) -> None:
    speech = places.speech
    st.html(
        f'<p><a href="/v1/requests/file?format=xlsx" download>{escape(speech.say("Take the register out as XLSX"))}</a> · '
        f'<a href="/v1/requests/file?format=csv" download>CSV</a></p>'
    )
    wanted = st.text_input(speech.say("Number or name"), key="closed wanted", max_chars=100)
    found = client.get("/v1/requests", speech.language, {"named": wanted, "order": "received", "limit": MOST_ROWS})
    said = speech.count("{n} request", "{n} requests", found["total"]).replace("{n}", speech.number(found["total"]))
    more = f" · {speech.say('the newest')}: {MOST_ROWS}" if found["total"] > MOST_ROWS else ""
    st.html(f'<p class="soft">{escape(said + more)}</p>')
    for one in found["requests"]:
        _row(places, one, speech.date(one["closed"]), "")


def _row(places: Places, one: Json, left: str, warning: str) -> None:
    speech, asked = places.speech, one["asked"]
    with st.container(key=f"request-{one['request_id']}", horizontal=True, vertical_alignment="center", gap="medium"):
        places.link(places.request, f"№ {asked['number']} · {asked['applicant']}", {"id": one["request_id"]})
        kind = named(words_requests.KINDS, asked["kind"], speech)
        state = named(words_requests.STATES, one["state"], speech)
        due = f"{speech.say('until')} {speech.date(one['due'])}"
        st.html(
            f'<span class="soft">{escape(kind)} · {escape(state)} · {escape(due)}</span> '
            f'<strong class="left {escape(warning)}">{escape(left)}</strong>',
            width="content",
        )


def _new(places: Places) -> None:
    speech, say = places.speech, places.speech.say
    with st.form("new request", border=False):
        values = fields(speech, {})
        sent = st.form_submit_button(say("Enter the request"), type="primary")
    if sent:
        try:
            made = client.send("POST", "/v1/requests", speech.language, values)
        except client.Refused as refused:
            st.error(states.told(refused, speech))
        else:
            st.success(f"№ {made['asked']['number']}")
            places.link(places.request, say("Open the request"), {"id": made["request_id"]})
    st.divider()
    list_file = st.file_uploader(say("Enter a list: CSV or XLSX"), type=["csv", "xlsx"], key="list of requests")
    if list_file is not None and st.button(say("Enter the list"), key="enter list"):
        taken = client.send("POST", "/v1/requests/import", speech.language, file=(list_file.name, list_file.getvalue()))
        st.success(f"{say('Taken')}: {taken['taken']}. {say('Not taken')}: {taken['refused']}.")
        if taken["ignored"]:
            st.warning(
                plain(f"{say('Columns that were not taken, because no field is called so')}: {', '.join(taken['ignored'])}")
            )
        for row in taken["rows"]:
            if row["message"]:
                st.text(f"{row['row']}: {row['message']}")


def fields(speech: Speech, asked: Json) -> Json:
    """Show what a request says as fields of a form and return what was written in them."""
    say = speech.say
    language = asked.get("language", speech.language)
    left, right = st.columns(2)
    with left:
        values: Json = {
            "applicant": st.text_input(say("Applicant"), asked.get("applicant", ""), max_chars=300),
            "iin": st.text_input(say("IIN"), asked.get("iin", ""), max_chars=12),
            "born": st.text_input(say("Born (05.05.1938 or a year)"), speech.date(asked.get("born", "")), max_chars=DATE),
            "names": _lines(st.text_area(say("Names as papers may have them, one a line"), "\n".join(asked.get("names", [])))),
            "proxy": st.text_input(say("Proxy and authority"), asked.get("proxy", ""), max_chars=300),
            "address": st.text_input(say("Address of the answer"), asked.get("address", ""), max_chars=300),
            "purpose": st.text_input(say("Purpose"), asked.get("purpose", "")),
            "attachments": _lines(st.text_area(say("What came with it, one a line"), "\n".join(asked.get("attachments", [])))),
        }
    with right:
        values |= {
            "number": st.text_input(say("Number (empty: the next)"), asked.get("number", ""), max_chars=60),
            "received": st.text_input(
                say("Received (24.11.2026; empty: today)"), speech.date(asked.get("received", "")), max_chars=DATE
            ),
            "kind": _choice(say("What is asked"), words_requests.KINDS, asked.get("kind", "employment"), speech),
            "channel": _choice(say("How it came"), words_requests.CHANNELS, asked.get("channel", "office"), speech),
            "language": _choice(say("Language of the answer"), words_requests.LANGUAGES, language, speech),
            "organisation": st.text_input(
                say("Organisation as the applicant says"), asked.get("organisation", ""), max_chars=300
            ),
            "year_from": _year(st.text_input(say("From year"), str(asked.get("year_from") or ""), max_chars=4)),
            "year_to": _year(st.text_input(say("To year"), str(asked.get("year_to") or ""), max_chars=4)),
        }
    values["wanted"] = st.text_area(say("The request in the applicant's words"), asked.get("wanted", ""))
    return {name: value for name, value in values.items() if value or asked.get(name)}


def _choice(label: str, names: dict[str, str], chosen: str, speech: Speech) -> str:
    codes = list(names)
    place = codes.index(chosen) if chosen in codes else 0
    return str(st.selectbox(label, codes, index=place, format_func=lambda code: named(names, code, speech)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _report(places: Places) -> None:
    speech, say = places.speech, places.speech.say
    this_month = st.query_params.get("month", date.today().isoformat()[:7])
    month = st.text_input(say("Month (11.2026)"), speech.date(this_month), max_chars=DATE, width=180)
    found = client.get("/v1/requests/report", speech.language, {"month": month})
    numbers = [
        (say("Came"), found["came"]),
        (say("Answered"), found["answered"]),
        (say("In time"), found["in_time"]),
        (say("Late"), found["late"]),
        (say("Open at the end"), found["open_at_end"]),
        (say("Overdue at the end"), found["overdue_at_end"]),
        (say("Extended"), found["extended"]),
        (say("Working days to an answer, median"), f"{found['working_days_median']:g}"),
    ]
    for column, (name, value) in zip(st.columns(4) + st.columns(4), numbers, strict=True):
        column.metric(name, value)
    tables = (
        (say("What is asked"), words_requests.KINDS, found["by_kind"]),
        (say("How it came"), words_requests.CHANNELS, found["by_channel"]),
        (say("How it was answered"), words_requests.OUTCOMES, found["by_outcome"]),
    )
    st.html(chart(found["by_day"], say("Came"), say("Answered")))
    for column, (title, names, counts) in zip(st.columns(3), tables, strict=True):
        rows = "".join(
            f"<tr><td>{escape(named(names, code, speech))}</td><td>{speech.number(count)}</td></tr>"
            for code, count in sorted(counts.items(), key=lambda one: -one[1])
        )
        column.html(f'<table class="matrix counted"><thead><tr><th colspan="2">{escape(title)}</th></tr></thead>{rows}</table>')


def chart(days: list[list[int]], came: str, answered: str) -> str:
    """Return requests by day as a picture: what came above the line, what was answered below it."""
    most = max((max(one[1:]) for one in days), default=0) or 1
    bars = "".join(
        f'<div class="day"><div class="up"><div style="height:{100 * arrived / most:.0f}%"></div></div>'
        f'<div class="down"><div style="height:{100 * done / most:.0f}%"></div></div><small>{day}</small></div>'
        for day, arrived, done in days
    )
    told = f"{came} ▲ · {answered} ▼"
    return f'<div class="days" role="img" aria-label="{escape(told)}">{bars}</div><p class="soft">{escape(told)} (1–{most})</p>'
