"""Evidence of a request: what was taken on a sheet set right and kept, and the list of what is proved."""

from html import escape
from typing import Any

import streamlit as st

from ui import client, words, words_requests
from ui.answering import WORKING_ON
from ui.client import Json
from ui.language import Speech
from ui.places import Places
from ui.views import states
from ui.views.forms import DATE, attempt
from ui.views.sheet_evidence import TAKEN
from ui.words import named


def show_taken(places: Places) -> None:
    """Show what was taken on a sheet as evidence to be kept; nothing if nothing was taken."""
    taken = st.session_state.get(TAKEN)
    if not taken:
        return
    speech, say = places.speech, places.speech.say
    with st.container(key="taken", border=True):
        request = _request(speech)
        if request is None:
            st.info(say("No request is open."))
            return
        path = f"/v1/requests/{request['request_id']}/evidence"
        selection = _selection(taken, speech)
        try:
            proposed = client.send("POST", f"{path}/proposal", speech.language, selection)
        except client.Refused as refused:
            st.error(states.told(refused, places.speech))
            return
        st.html(f"<blockquote>{escape(proposed['text'])}</blockquote>")
        _differences(proposed, speech)
        with st.form("evidence", border=False):
            values = _fields(proposed, speech)
            kept = st.form_submit_button(say("Keep as evidence"), type="primary")
        if st.button(say("Leave it"), key="leave evidence", type="tertiary"):
            st.session_state.pop(TAKEN)
            st.rerun()
        if kept:
            try:
                client.send("POST", path, speech.language, {**selection, "values": values})
            except client.Refused as refused:
                st.error(states.told(refused, places.speech))
                return
            st.session_state.pop(TAKEN)
            st.success(say("Kept as evidence."))
            places.link(places.request, say("To the request"), {"id": request["request_id"]})


def _request(speech: Speech) -> Json | None:
    """Let the reader say for which open request the evidence is; the one opened last stands first."""
    found: list[Json] = [one["request"] for one in client.get("/v1/requests/queue", speech.language)["requests"]]
    working_on = st.session_state.get(WORKING_ON, "")
    found.sort(key=lambda one: one["request_id"] != working_on)
    if not found:
        return None
    names = {one["request_id"]: f"№ {one['asked']['number']} · {one['asked']['applicant']}" for one in found}
    chosen = st.selectbox(speech.say("For the request"), list(names), format_func=names.__getitem__)
    return {one["request_id"]: one for one in found}[chosen]


def _selection(taken: Json, speech: Speech) -> Json:
    page = client.get(f"/v1/pages/{client.segment(taken['page_id'])}", speech.language)
    chosen = [page["words"][index] for index in taken["words"] if index < len(page["words"])]
    if not chosen:
        return {"page_id": taken["page_id"], "region": [round(side) for side in taken["box"]]}
    return {"page_id": taken["page_id"], "spans": [[word["start"], word["end"]] for word in chosen]}


def _fields(one: Json, speech: Speech) -> Json:
    say = speech.say
    first, second, third = st.columns(3)
    facts = list(words_requests.FACTS)
    values: dict[str, Any] = {
        "fact": first.selectbox(
            say("What it proves"),
            facts,
            index=facts.index(one["fact"]),
            format_func=lambda code: named(words_requests.FACTS, code, speech),
        ),
        "date": first.text_input(say("Date of the event"), speech.date(one["date"]), max_chars=DATE),
        "person": first.text_input(say("Name as on the sheet"), one["person"]),
        "document": second.selectbox(
            say("Type of document"),
            ["", *words.TYPES],
            index=["", *words.TYPES].index(one["document"]) if one["document"] in words.TYPES else 0,
            format_func=lambda code: named(words.TYPES, code, speech) if code else "–",
        ),
        "document_number": second.text_input(say("Number of the document"), one["document_number"]),
        "document_date": second.text_input(say("Date of the document"), speech.date(one["document_date"]), max_chars=DATE),
        "sheet": third.text_input(say("Sheet"), one["sheet"], max_chars=20),
        "currency": third.text_input(say("Unit of money as written"), one["currency"]),
        "note": third.text_input(say("Note, not for the paper"), one["note"]),
    }
    if one["amounts"]:
        written = "\n".join(f"{column}: {amount}" for column, amount in one["amounts"])
        lines = st.text_area(say("Pay as written, a line for each column"), written).splitlines()
        values["amounts"] = [[part.strip() for part in line.rpartition(":")[::2]] for line in lines if line.strip()]
    return values


def _differences(one: Json, speech: Speech) -> None:
    for differs in one["discrepancies"]:
        told = named(words_requests.DIFFERENCES, differs["what"], speech)
        st.warning(f"{told}: {differs['written']} ≠ {differs['expected']}", icon=":material/difference:")
    if one["doubtful"]:
        st.info(f"{speech.say('Words of which the program is not sure')}: {', '.join(one['doubtful'])}")


def show_list(places: Places, path: str, *, closed: bool) -> None:
    """Show the evidence in the order of events."""
    speech, say = places.speech, places.speech.say
    st.subheader(say("Evidence"), anchor=False)
    found = client.get(f"{path}/evidence", speech.language)["evidence"]
    if not found:
        st.markdown(say("Open a sheet, select words or a region, and take it as evidence."))
    for one in found:
        with st.container(key=f"evidence-{one['evidence_id']}"):
            head = f"{speech.date(one['date'])} · {named(words_requests.FACTS, one['fact'], speech)}"
            cut = f"{path}/evidence/{one['evidence_id']}/cut"
            st.html(
                f'<p><b>{escape(head)}</b> <span class="soft">{escape(one["reference"].get(speech.language, ""))}</span></p>'
                f"<blockquote>{escape(one['text'])}</blockquote>"
                f'<img class="cut" src="{escape(cut)}" alt="{escape(one["text"])}" loading="lazy">'
            )
            _differences(one, speech)
            if not closed:
                with st.container(horizontal=True, gap="small"):
                    places.link(places.sheet, say("To the sheet"), {"id": one["page_id"]})
                    if st.button(say("Take away"), key=f"remove {one['evidence_id']}", type="tertiary"):
                        attempt("DELETE", f"{path}/evidence/{one['evidence_id']}", places)
