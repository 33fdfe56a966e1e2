"""Rules of deadlines: by when requests are answered, as data that the archive changes; an old request keeps its rule."""

from html import escape

import streamlit as st

from ui import client, words_requests
from ui.client import Json
from ui.places import Places
from ui.views.forms import DATE, cells, headed, keep
from ui.words import marked_for_translation as _
from ui.words import named

PATH = "/v1/deadlines"
DAYS = {"working": _("working days"), "calendar": _("calendar days")}
# The terms of a rule, all in days: what the table and the form call them.
TERMS = {
    "answer": (_("Answer"), _("Days to answer")),
    "extension": (_("Extension"), _("Days of an extension")),
    "notice": (_("Notice of it"), _("Days to tell of an extension")),
    "forward": (_("Forwarding"), _("Days to forward")),
    "warn": (_("Warning"), _("Working days of warning")),
}
# The API tells which numbers make sense; these keep a slip of the finger out.
MOST_DAYS = 1000
START: Json = {"name": "", "since": "", "until": "", "basis": "", "kinds": [], "requests": 0}


def show(places: Places) -> None:
    """Show when requests of today are due, the rules, and for administrators the forms with which they are changed."""
    speech, say = places.speech, places.speech.say
    found, tag = client.get_tagged(PATH, speech.language)
    _today(places, found["today"])
    _table(places, found["rules"])
    if places.role != "administrator":
        st.html(f'<p class="soft">{escape(say("An administrator changes this."))}</p>')
        return
    with st.expander(say("Make or change a rule")):
        _form(places, found["rules"], tag)
    unused = [rule["name"] for rule in found["rules"] if not rule["requests"]]
    if unused:
        with st.expander(say("Remove a rule")):
            st.selectbox(say("Rule"), unused, key=f"gone rule {tag}")
            st.button(say("Remove it"), key="remove deadline", on_click=_remove, args=(places, found["rules"], tag))


def _today(places: Places, today: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    dues: dict[tuple[str, str, str], list[str]] = {}
    for one in today:
        at = (one["rule"], one["due"], one["forward_by"])
        dues.setdefault(at, []).append(named(words_requests.KINDS, one["kind"], speech))
    rows = [
        [
            say("every kind") if len(kinds) == len(words_requests.KINDS) else ", ".join(kinds),
            speech.date(due),
            speech.date(forward_by),
            rule,
        ]
        for (rule, due, forward_by), kinds in dues.items()
    ]
    st.html(f'<p class="soft">{escape(say("A request that is registered today"))}</p>')
    st.html(headed([say("What is asked"), say("Answer by"), say("Forward by"), say("Rule")], cells(rows), "sums"))


def _table(places: Places, rules: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    heads = [
        say("Rule"),
        say("For those that came"),
        say("Counted in"),
        say("Terms in days"),
        say("What is asked"),
        say("Requests"),
        say("Basis"),
    ]
    rows = [
        [
            rule["name"],
            f"{speech.date(rule['since'])} – {speech.date(rule['until'])}".strip(),
            named(DAYS, rule["days"], speech),
            # A column for each would not go on a narrow screen.
            "; ".join(f"{say(short)} {speech.number(rule[term])}" for term, (short, _long) in TERMS.items()),
            ", ".join(named(words_requests.KINDS, kind, speech) for kind in rule["kinds"]) or say("every kind"),
            speech.number(rule["requests"]),
            rule["basis"],
        ]
        for rule in rules
    ]
    st.html(headed(heads, cells(rows)))


def _form(places: Places, rules: list[Json], tag: str) -> None:
    """Show the form of one rule; of a rule that requests have, what they hold fast cannot be typed over."""
    speech, say = places.speech, places.speech.say
    known = {rule["name"]: rule for rule in rules}
    new = say("A new rule")
    chosen = st.selectbox(say("Rule to change"), ["", *known], key="changed deadline", format_func=lambda name: name or new)
    # A new rule mostly differs from the present one in a number or two.
    was = known.get(chosen) or {**{one: rules[-1][one] for one in ("days", *TERMS)}, **START}
    fast = bool(was["requests"])
    # What is typed belongs to one state of the list.
    at = f"{chosen} {tag}"
    if fast:
        held = say("Requests keep the rule under which they came: end it by a last day and make a new one to change its terms.")
        st.html(f'<p class="soft">{escape(held)}</p>')
    with st.form(f"deadline {at}", border=False):
        left, right = st.columns(2)
        if not chosen:
            left.text_input(say("Rule"), key=f"name {at}", max_chars=64, placeholder="working-2027")
        left.text_input(
            say("For requests that came from (01.01.2027)"), speech.date(was["since"]), key=f"since {at}", max_chars=DATE
        )
        left.text_input(say("Until; empty: in force"), speech.date(was["until"]), key=f"until {at}", max_chars=DATE)
        left.selectbox(
            say("Counted in"),
            list(DAYS),
            list(DAYS).index(was["days"]),
            key=f"days {at}",
            format_func=lambda code: named(DAYS, code, speech),
            disabled=fast,
        )
        left.multiselect(
            say("What is asked; empty: every kind"),
            list(words_requests.KINDS),
            was["kinds"],
            key=f"kinds {at}",
            format_func=lambda code: named(words_requests.KINDS, code, speech),
        )
        for term, (_short, long) in TERMS.items():
            right.number_input(say(long), 0, MOST_DAYS, was[term], key=f"{term} {at}", disabled=fast and term != "warn")
        st.text_input(say("Basis: the law or order that says so"), was["basis"], key=f"basis {at}", max_chars=1000)
        st.form_submit_button(say("Put the rule in force"), type="primary", on_click=_keep, args=(places, rules, chosen, at, tag))


def _keep(places: Places, rules: list[Json], chosen: str, at: str, tag: str) -> None:
    typed = st.session_state
    rule = {field: typed[f"{field} {at}"] for field in ("since", "until", "days", "kinds", *TERMS, "basis")}
    rule["name"] = chosen or typed[f"name {at}"].strip()
    kept = [rule if one["name"] == chosen else _sent(one) for one in rules]
    body = {"rules": kept if chosen else [*kept, rule]}
    keep("PUT", PATH, places.speech, places.speech.say("Kept. Requests that come from now on follow it."), body, tag)


def _remove(places: Places, rules: list[Json], tag: str) -> None:
    # Who presses at once after choosing is answered before the screen is drawn with what was chosen.
    gone = st.session_state[f"gone rule {tag}"]
    rest = [_sent(rule) for rule in rules if rule["name"] != gone]
    keep("PUT", PATH, places.speech, places.speech.say("The rule is removed."), {"rules": rest}, tag)


def _sent(rule: Json) -> Json:
    return {field: value for field, value in rule.items() if field != "requests"}
