"""Administration: accounts, keys of systems, rules, deadlines, the archive's lists, the audit record, the state of the index."""

from collections.abc import Callable
from html import escape

import streamlit as st

from ui import client
from ui.language import Speech
from ui.places import Places, follow
from ui.views import authorities, deadlines, holidays, month, own_lists, rules
from ui.views.forms import DATE, sent, table, tell_kept
from ui.words import marked_for_translation as _
from ui.words import named

ROLES = {"reader": _("Reader"), "archivist": _("Archivist"), "head": _("Head"), "administrator": _("Administrator")}
SCOPES = {"read": _("look and search"), "write": _("change"), "admin": _("administer")}
ACTIONS = {
    "search": _("searched"),
    "see": _("looked at"),
    "export": _("took out"),
    "change": _("changed"),
    "log-in": _("logged in"),
    "log-out": _("logged out"),
}
# Lines of the audit record on one screen.
LINES = 50


def show(places: Places) -> None:
    """Show the part of the administration that the address names, of those that the visitor's role opens."""
    say = places.speech.say
    parts: dict[str, tuple[str, Callable[[], None]]] = {
        "rules": (say("Rules of access"), lambda: rules.show(places.speech)),
        "deadlines": (say("Deadlines"), lambda: deadlines.show(places)),
        "holidays": (say("Holidays"), lambda: holidays.show(places)),
        "authorities": (say("Organisations and places"), lambda: authorities.show(places)),
        "equivalents": (say("Equivalent names"), lambda: own_lists.equivalents(places)),
        "stems": (say("Exceptions of stems"), lambda: own_lists.stems(places)),
        "month": (say("Numbers of the month"), lambda: month.show(places)),
        "audit": (say("Audit record"), lambda: _audit(places.speech)),
        "state": (say("State"), lambda: _state(places.speech)),
    }
    if places.role == "administrator":
        own: dict[str, tuple[str, Callable[[], None]]] = {
            "users": (say("Accounts"), lambda: _users(places.speech)),
            "keys": (say("Keys of systems"), lambda: _keys(places.speech)),
        }
        parts = {**own, **parts}
    part = st.query_params.get("part", "")
    follow("part", part if part in parts else next(iter(parts)))
    st.segmented_control(
        say("Administration"),
        list(parts),
        key="part",
        required=True,
        format_func=lambda code: parts[code][0],
        on_change=lambda: places.go({"part": st.session_state["part"]}),
        label_visibility="collapsed",
    )
    tell_kept()
    parts[st.session_state["part"]][1]()


def _users(speech: Speech) -> None:
    say = speech.say
    accounts = client.get_list("/v1/users", speech.language)
    rows = [
        [
            one["name"],
            one["full_name"],
            named(ROLES, one["role"], speech),
            say("all fonds") if one["fonds"] is None else ", ".join(one["fonds"]),
            say("removed") if one["removed"] else say("in use"),
        ]
        for one in accounts
    ]
    table([say("Name"), say("Full name"), say("Role"), say("Fonds with restricted records"), say("State")], rows)
    with st.expander(say("Make an account"), expanded=not accounts), st.form("new user", border=False):
        name = st.text_input(say("Name"), key="user name", max_chars=64)
        full_name = st.text_input(say("Full name"), key="user full name", max_chars=200)
        password = st.text_input(say("Password"), key="user password", type="password", max_chars=512)
        role = st.selectbox(say("Role"), ROLES, key="user role", format_func=lambda code: named(ROLES, code, speech))
        fonds = _fonds(speech, "user fonds")
        if st.form_submit_button(say("Make the account"), type="primary"):
            body = {"name": name.strip(), "full_name": full_name, "password": password, "role": role, "fonds": fonds}
            if sent("POST", "/v1/users", speech, body) is not None:
                st.success(say("The account is made."))
    living = [one["name"] for one in accounts if not one["removed"]]
    if living:
        with st.expander(say("Change an account")):
            _change_user(speech, living)


def _fonds(speech: Speech, key: str) -> list[str] | None:
    said = st.text_input(speech.say("Fonds with restricted records, by commas; * for all"), key=key)
    return None if said.strip() == "*" else [part.strip() for part in said.split(",") if part.strip()]


def _change_user(speech: Speech, names: list[str]) -> None:
    say = speech.say
    name = st.selectbox(say("Account"), names, key="changed user")
    at = f"/v1/users/{client.segment(name)}"
    with st.form("full name", border=False):
        full_name = st.text_input(say("Full name"), key="changed full name", max_chars=200)
        if st.form_submit_button(say("Change the full name")) and sent("PATCH", at, speech, {"full_name": full_name}) is not None:
            st.success(say("Changed. Papers name this person so from now on."))
    with st.form("rights", border=False):
        role = st.selectbox(say("Role"), ROLES, key="changed role", format_func=lambda code: named(ROLES, code, speech))
        fonds = _fonds(speech, "changed fonds")
        if (
            st.form_submit_button(say("Change the rights"))
            and sent("PATCH", at, speech, {"role": role, "fonds": fonds}) is not None
        ):
            st.success(say("Changed; all sessions of the account have ended."))
    with st.form("password", border=False):
        password = st.text_input(say("New password"), key="changed password", type="password", max_chars=512)
        if st.form_submit_button(say("Change the password")) and sent("PATCH", at, speech, {"password": password}) is not None:
            st.success(say("Changed; all sessions of the account have ended."))
    with st.container(horizontal=True):
        if st.button(say("Log out everywhere"), key="end sessions") and sent("DELETE", f"{at}/sessions", speech) is not None:
            st.success(say("All sessions of the account have ended."))
        if st.button(say("Take the account out of use"), key="remove user") and sent("DELETE", at, speech) is not None:
            st.success(say("The account is out of use."))


def _keys(speech: Speech) -> None:
    say = speech.say
    keys = client.get_list("/v1/keys", speech.language)
    rows = [
        [
            one["label"],
            one["owner"],
            ", ".join(named(SCOPES, scope, speech) for scope in one["scopes"]),
            speech.date(one["expires"][:10]),
            speech.date(one["used"][:10]) if one["used"] else "–",
            say("revoked") if one["revoked"] else say("in force"),
        ]
        for one in keys
    ]
    table([say("System"), say("Account"), say("May"), say("Until"), say("Last use"), say("State")], rows)
    with st.expander(say("Make a key"), expanded=not keys), st.form("new key", border=False):
        label = st.text_input(say("System"), key="key label", max_chars=200)
        owner = st.text_input(say("Account on whose behalf it asks"), key="key owner", max_chars=64)
        scopes = st.multiselect(
            say("May"), SCOPES, ["read"], key="key scopes", format_func=lambda code: named(SCOPES, code, speech)
        )
        if st.form_submit_button(say("Make the key"), type="primary"):
            made = sent("POST", "/v1/keys", speech, {"label": label, "owner": owner, "scopes": scopes})
            if made:
                st.success(say("This is told only once; give it to the system:"))
                st.code(made["key"], language=None)
    force = {one["key_id"]: one["label"] for one in keys if not one["revoked"]}
    if force:
        with st.expander(say("Revoke a key")):
            key_id = st.selectbox(say("Key"), list(force), key="revoked key", format_func=force.__getitem__)
            if st.button(say("Revoke it"), key="revoke") and sent("DELETE", f"/v1/keys/{key_id}", speech) is not None:
                st.success(say("The key is out of force."))


def _audit(speech: Speech) -> None:
    say = speech.say
    with st.container(horizontal=True, vertical_alignment="bottom"):
        actor = st.text_input(say("Account"), key="audit actor", max_chars=128)
        action = st.selectbox(
            say("What was done"),
            list(ACTIONS),
            index=None,
            placeholder=say("anything"),
            key="audit action",
            format_func=lambda code: named(ACTIONS, code, speech),
        )
        since = st.text_input(say("Since (24.11.2026)"), key="audit since", max_chars=DATE)
        check = st.button(say("Check that nothing was changed"), key="verify")
    if check:
        verdict = client.get("/v1/audit/verdict", speech.language)
        if verdict["faults"]:
            st.error("\n\n".join(verdict["faults"]), icon=":material/error:")
        else:
            lines = speech.count("{n} line, whole", "{n} lines, whole", verdict["lines"])
            st.success(lines.replace("{n}", speech.number(verdict["lines"])), icon=":material/check:")
    after = st.query_params.get("after", "")
    seen = after if after.isascii() and after.isdecimal() else "0"
    asked: dict[str, str | int] = {"actor": actor, "action": action or "", "since": since, "limit": LINES, "after": seen}
    found = client.get("/v1/audit", speech.language, asked)
    rows = [
        [one["at"][:19].replace("T", " "), one["actor"], named(ACTIONS, one["action"], speech), one["target"], one["detail"]]
        for one in found["lines"]
    ]
    table([say("Time (UTC)"), say("Account"), say("What was done"), say("To what"), say("More")], rows)
    if found["next"]:
        st.button(say("Next lines"), key="next lines", on_click=_audit_from, args=(client.cursor(found["next"]),))
    file = escape(say("Take the audit record out"))
    st.html(f'<p><a href="/v1/audit/file?form=csv" download>{file} (CSV)</a> · <a href="/v1/audit/file" download>JSONL</a></p>')


def _audit_from(after: str) -> None:
    st.query_params["after"] = after


def _state(speech: Speech) -> None:
    say = speech.say
    health = client.get("/v1/health", speech.language)
    rows = [
        [say("Search"), say("works") if health["status"] == "ok" else say("does not work")],
        [say("Sheets that can be searched"), speech.number(health["pages"] or 0)],
    ]
    table([say("What"), say("Value")], rows)
