"""A request: what it says, what to search, what is proved, drafts, the second person's check, and the issued paper."""

from html import escape

import streamlit as st

from ui import answering, client, words, words_requests
from ui.client import Json
from ui.places import Places
from ui.views import request_evidence, request_papers, requests
from ui.views.forms import attempt
from ui.words import named

SENT = "state of the request before whoever sent a form"


def show(places: Places) -> None:
    """Show the request that the address names."""
    speech = places.speech
    identity = st.query_params.get("id", "")
    if not identity:
        st.info(speech.say("The address names no request."), icon=":material/info:")
        return
    path = f"/v1/requests/{client.segment(identity)}"
    one = client.get(path, speech.language)
    answering.begin(one)
    _head(places, one, path)
    if not one["blocked"]:
        _plan(places, one, path)
        request_evidence.show_list(places, path, closed=bool(one["closed"]))
        request_papers.show(places, one, path)
    with st.expander(speech.say("History")):
        for line in client.get(f"{path}/history", speech.language)["changes"]:
            st.text(f"{line['at'][:16].replace('T', ' ')}  {line['who']}  {named(words_requests.CHANGES, line['what'], speech)}")


def _head(places: Places, one: Json, path: str) -> None:
    speech, say, asked = places.speech, places.speech.say, one["asked"]
    st.subheader(f"№ {asked['number']} · {asked['applicant']}", anchor=False)
    period = f"{asked['year_from']}–{asked['year_to']}" if asked["year_from"] else ""
    told = [
        (say("State"), named(words_requests.STATES, one["state"], speech).capitalize()),
        (say("Answer by"), speech.date(one["due"])),
        (say("Forward by"), speech.date(one["forward_by"])),
        (say("Tell of the extension by"), speech.date(one["notice_due"])),
        (say("What is asked"), named(words_requests.KINDS, asked["kind"], speech)),
        (say("Born"), speech.date(asked["born"])),
        (say("Names"), "; ".join(asked["names"])),
        (say("Organisation"), asked["organisation"]),
        (say("Years"), period),
        (say("Proxy and authority"), asked["proxy"]),
        (say("Purpose"), asked["purpose"]),
        (say("What came with it"), "; ".join(asked["attachments"])),
        (say("Worked on by"), ", ".join(one["handlers"])),
        (say("Note"), one["note"]),
    ]
    parts = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in told if value)
    st.html(f'<dl class="request-head">{parts}</dl>')
    if one["closed"]:
        return
    with st.expander(say("Change the request")):
        with st.form("change request", border=False):
            values = requests.fields(speech, asked)
            if st.form_submit_button(say("Keep the changes"), on_click=_sent_at, args=(one["version"],)):
                attempt("PATCH", path, places, values, tag=st.session_state[SENT])
        with st.form("move request", border=False):
            states = ["searching", "waiting", "forwarded", "refused"]
            state = st.selectbox(
                say("New state"),
                states,
                key=f"new state {path}",
                format_func=lambda code: named(words_requests.STATES, code, speech),
            )
            note = st.text_input(say("Why, or where to"), key=f"why moved {path}")
            if st.form_submit_button(say("Move on"), on_click=_sent_at, args=(one["version"],)):
                attempt("POST", f"{path}/state", places, {"state": state, "note": note}, tag=st.session_state[SENT])
        with st.form("extend request", border=False):
            reason = st.text_input(say("Why the deadline is extended"), key=f"why extended {path}")
            if st.form_submit_button(say("Extend the deadline")):
                attempt("POST", f"{path}/extension", places, {"reason": reason})


def _sent_at(version: int) -> None:
    """Keep which state of the request the reader had before them: once the form is sent, the present one is read."""
    st.session_state[SENT] = f'"{version}"'


def _plan(places: Places, one: Json, path: str) -> None:
    speech, say = places.speech, places.speech.say
    plan = client.get(f"{path}/plan", speech.language)
    st.subheader(say("Search"), anchor=False)
    for number, suggested in enumerate(plan["suggested"]):
        with st.container(key=f"suggested-{number}", horizontal=True, vertical_alignment="center", gap="small"):
            why = named(words_requests.WHY, suggested["why"], speech)
            places.link(places.search, why[:1].upper() + why[1:], _search_address(suggested))
            st.html(f'<code class="soft">{escape(_told(suggested))}</code>', width="stretch")
            if not one["closed"] and st.button(say("Note as searched"), key=f"search {number}", type="tertiary"):
                attempt("POST", f"{path}/searches", places, {"query": suggested["query"], "filters": suggested["filters"]})
    if plan["names"]:
        names = "; ".join(_dated(name) for name in plan["names"])
        st.html(f'<p><span class="soft">{escape(say("Names of the organisation"))}:</span> {escape(names)}</p>')
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _matrix(places, one["asked"]["kind"], plan["matrix"])
    with right:
        _searches(places, plan["searches"])


def _told(suggested: Json) -> str:
    """Return a suggested search with its filters, as it could be typed."""
    filters = " ".join(f"{name}:{'|'.join(values)}" for name, values in suggested["filters"].items())
    return f"{suggested['query']} {filters}".strip()


def _searches(places: Places, searches: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    if not searches:
        st.html(f'<p class="soft">{escape(say("No search was made yet: open one of the above, and it is kept here."))}</p>')
        return
    rows = "".join(
        f"<tr><td>{escape(speech.date(made['made'][:10]))}</td><td>{escape(made['query'])}</td>"
        f"<td>{speech.number(made['total'])}</td><td>{speech.number(made['files'])}</td></tr>"
        for made in searches
    )
    named_so = (say("Date"), say("Searched"), say("Found"), say("Files looked through"))
    heads = "".join(f"<th>{escape(head)}</th>" for head in named_so)
    with st.container(key="searches"):
        st.html(f'<table class="matrix searches"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def _search_address(suggested: Json) -> dict[str, str | list[str]]:
    """Return the address of a suggested search; the search screen knows years by decades only, so they stand in the query."""
    years = suggested["filters"].get("year", [])
    query = f"{suggested['query']} year:{years[0]}" if years else suggested["query"]
    return {"q": query, "type": list(suggested["filters"].get("type", []))}


def _dated(name: Json) -> str:
    return (
        f"{name['name']} ({name['start'][:4] or '…'}–{name['end'][:4] or '…'})" if name["start"] or name["end"] else name["name"]
    )


def _matrix(places: Places, kind: str, matrix: list[Json]) -> None:
    """Show for each year what is proved by fact, on which sheets the person is named besides, and where nothing is."""
    speech, say = places.speech, places.speech.say
    if not matrix:
        return
    proved = {fact for year in matrix for fact in year["proved"]} | set(words_requests.EXPECTED.get(kind, ()))
    facts = [fact for fact in words_requests.FACTS if fact in proved]
    heads = "".join(f"<th>{escape(named(words_requests.FACTS, fact, speech))}</th>" for fact in facts)
    rows = []
    for year in matrix:
        cells = "".join(
            f'<td class="{"proved" if (count := len(year["proved"].get(fact, []))) else "none"}">{"✓" * count or "–"}</td>'
            for fact in facts
        )
        found = "; ".join(
            f"{named(words.TYPES, name, speech)}: {speech.number(pages)}" for name, pages in sorted(year["found"].items())
        )
        missing = f'<td class="overdue">{escape(say("nothing proved"))}</td>' if year["missing"] else "<td></td>"
        rows.append(f"<tr><th>{year['year']}</th>{cells}<td>{escape(found) or '–'}</td>{missing}</tr>")
    st.html(
        f'<table class="matrix"><thead><tr><th>{escape(say("Year"))}</th>{heads}<th>{escape(say("Sheets found"))}</th><td></td>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
