"""Drafts and papers of a request: drafting, the second person's check, making, signing, issuing."""

from html import escape

import streamlit as st

from ui import client, words, words_requests
from ui.client import Json
from ui.places import Places
from ui.views.forms import attempt
from ui.words import named


def show(places: Places, one: Json, path: str) -> None:
    """Show drafts and papers, and what can be done with them now."""
    speech, say = places.speech, places.speech.say
    st.subheader(say("Papers"), anchor=False)
    if not one["closed"]:
        _draft_form(places, path)
    for draft in client.get(f"{path}/drafts", speech.language)["drafts"]:
        _draft(places, path, draft, closed=bool(one["closed"]))
    for paper in client.get(f"{path}/papers", speech.language)["papers"]:
        _paper(places, path, paper)


def _draft_form(places: Places, path: str) -> None:
    speech, say = places.speech, places.speech.say
    with st.form("draft", border=False):
        columns = st.columns(3)
        kind = columns[0].selectbox(
            say("Paper"), list(words_requests.PAPERS), format_func=lambda code: named(words_requests.PAPERS, code, speech)
        )
        institution = columns[1].text_input(say("Institution to turn to"))
        note = columns[2].text_input(say("Note on the paper"))
        if st.form_submit_button(say("Draft it"), type="primary"):
            attempt("POST", f"{path}/drafts", places, {"kind": kind, "institution": institution, "note": note})


def _draft(places: Places, path: str, draft: Json, *, closed: bool) -> None:
    speech, say = places.speech, places.speech.say
    here = f"{path}/drafts/{draft['draft_id']}"
    with st.container(key=f"draft-{draft['draft_id']}", border=True):
        kind = named(words_requests.PAPERS, draft["kind"], speech)
        state = named(words_requests.DRAFT_STATES, draft["state"], speech)
        language = named(words.LANGUAGES, draft["language"], speech).lower()
        by = " → ".join(name for name in (draft["author"], draft["checker"]) if name)
        st.html(
            f"<p><b>{escape(kind)}</b> · {escape(language)} · {escape(state)} · {escape(by)} · "
            f'<a href="{escape(here)}/docx" download>DOCX</a></p>'
        )
        if draft["check_note"]:
            st.text(draft["check_note"])
        for warning in draft["warnings"]:
            st.text(f"⚠ {named(words_requests.WARNINGS, warning['code'], speech)}: {warning['written']}")
        if closed or draft["state"] == "made":
            return
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            if draft["state"] == "draft":
                if st.button(say("Right: it may be issued"), key=f"accept {draft['draft_id']}"):
                    attempt("POST", f"{here}/check", places, {"accept": True})
                note = st.text_input(say("What has to be changed"), key=f"note {draft['draft_id']}", width=300)
                if st.button(say("Send back"), key=f"return {draft['draft_id']}", type="tertiary"):
                    attempt("POST", f"{here}/check", places, {"accept": False, "note": note})
            if draft["state"] == "checked" and st.button(say("Make the paper"), key=f"make {draft['draft_id']}", type="primary"):
                attempt("POST", f"{here}/paper", places, {})
        edited = st.file_uploader(say("Put an edited DOCX back"), type=["docx"], key=f"docx {draft['draft_id']}")
        if edited is not None and st.button(say("Put it back"), key=f"put {draft['draft_id']}"):
            attempt("PUT", f"{here}/docx", places, file=(edited.name, edited.getvalue()))


def _paper(places: Places, path: str, paper: Json) -> None:
    speech, say = places.speech, places.speech.say
    here = f"{path}/papers/{paper['code']}"
    with st.container(key=f"paper-{paper['code']}", border=True):
        state = say("issued") if paper["state"] == "issued" else say("made, not issued yet")
        st.html(
            f"<p><b>{escape(named(words_requests.PAPERS, paper['kind'], speech))}</b> № {escape(paper['number'])} · "
            f'{escape(speech.date(paper["date"]))} · <span class="paper-state">{escape(state)}</span> · '
            f'<a class="pdf" href="{escape(here)}/pdf" download>PDF</a> · '
            f'<a class="verify" href="/v1/verify/{escape(paper["code"])}" target="_blank">{escape(say("Verification"))}</a></p>'
            f'<p class="soft">SHA-256 {escape(paper["sha256"])}</p>'
        )
        for signature in paper["signatures"]:
            st.text(f"✎ {signature['signer'] or signature['name']} · {signature['status']} · {signature['signed_at']}")
        file = st.file_uploader(say("Signature made outside (.cms, .p7s)"), type=["cms", "p7s"], key=f"sign {paper['code']}")
        if file is not None and st.button(say("Attach the signature"), key=f"attach {paper['code']}"):
            attempt("POST", f"{here}/signatures", places, file=(file.name, file.getvalue()))
        if paper["state"] == "made" and st.button(say("Issue the paper"), key=f"issue {paper['code']}", type="primary"):
            attempt("POST", f"{here}/issue", places, {})
