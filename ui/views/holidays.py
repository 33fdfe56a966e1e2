"""The calendar of holidays, by which deadlines are reckoned: what is free every year, and what is free or worked in one year."""

from html import escape

import streamlit as st

from ui import client
from ui.client import Json
from ui.places import Places
from ui.views.forms import DATE, cells, headed, keep
from ui.words import marked_for_translation as _

PATH = "/v1/holidays"
LISTS = {
    "yearly": _("Holiday of every year"),
    "days_off": _("Free in one year"),
    "workdays": _("Worked in one year"),
}


def show(places: Places) -> None:
    """Show the calendar, and for administrators the forms with which it is changed."""
    speech, say = places.speech, places.speech.say
    found, tag = client.get_tagged(PATH, speech.language)
    left, right = st.columns(2, gap="medium")
    with left:
        _yearly(places, found["yearly"])
    with right:
        _single(places, found)
    if places.role != "administrator":
        st.html(f'<p class="soft">{escape(say("An administrator changes this."))}</p>')
        return
    calendar = {name: found[name] for name in ("shift_weekend", *LISTS)}
    with st.expander(say("Add a day")):
        _add(places, calendar, tag)
    with st.expander(say("Change a holiday of every year")):
        _change(places, calendar, tag)
    with st.expander(say("Take a day away")):
        _take_away(places, calendar, tag)


def _yearly(places: Places, days: list[Json]) -> None:
    speech, say = places.speech, places.speech.say
    heads = [say("Every year"), say("From year"), say("To year"), say("Moves from a weekend")]
    rows = [
        [speech.date(one["day"]), str(one["since"]), str(one["until"] or "–"), say("yes") if one["moves"] else "–"]
        for one in sorted(days, key=lambda one: str(one["day"]))
    ]
    st.html(headed(heads, cells(rows)))


def _single(places: Places, found: Json) -> None:
    speech, say = places.speech, places.speech.say
    heads = [say("In one year"), say("What it is"), say("Why")]
    told = {"days_off": say("free"), "workdays": say("worked")}
    days = [(one["day"], told[name], one["name"]) for name in told for one in found[name]]
    st.html(headed(heads, cells((speech.date(day), what, why) for day, what, why in sorted(days, reverse=True))))


def _add(places: Places, calendar: Json, tag: str) -> None:
    say = places.speech.say
    name = st.selectbox(say("What it is"), list(LISTS), 1, key="added list", format_func=lambda code: say(LISTS[code]))
    with st.form(f"day {name} {tag}", border=False):
        if name == "yearly":
            st.text_input(say("Day (21.03)"), key=f"day {tag}", max_chars=DATE)
            _years(places, tag, {"since": None, "until": None, "moves": True})
        else:
            st.text_input(say("Day (16.05.2027)"), key=f"day {tag}", max_chars=DATE)
            st.text_input(say("Why"), key=f"why {tag}", max_chars=100)
        st.form_submit_button(say("Add"), type="primary", on_click=_added, args=(places, calendar, name, tag))


def _years(places: Places, at: str, was: Json) -> None:
    say = places.speech.say
    first, last = st.columns(2)
    first.number_input(say("From year"), 1900, 9999, was["since"], key=f"since {at}")
    last.number_input(say("To year; empty: it is kept"), 1900, 9999, was["until"], key=f"until {at}")
    st.checkbox(say("Falling on a weekend, it makes the next working day free"), was["moves"], key=f"moves {at}")


def _added(places: Places, calendar: Json, name: str, tag: str) -> None:
    typed = st.session_state
    day = {"day": typed[f"day {tag}"], **(_typed(tag) if name == "yearly" else {"name": typed[f"why {tag}"]})}
    _put(places, {**calendar, name: [*calendar[name], day]}, tag)


def _typed(at: str) -> Json:
    typed = st.session_state
    return {"since": typed[f"since {at}"] or 0, "until": typed[f"until {at}"], "moves": typed[f"moves {at}"]}


def _change(places: Places, calendar: Json, tag: str) -> None:
    speech, say = places.speech, places.speech.say
    days = {one["day"]: one for one in sorted(calendar["yearly"], key=lambda one: str(one["day"]))}
    chosen = st.selectbox(say("Every year"), list(days), key="changed day", format_func=speech.date)
    with st.form(f"changed {chosen} {tag}", border=False):
        _years(places, f"{chosen} {tag}", days[chosen])
        st.form_submit_button(say("Change it"), type="primary", on_click=_changed, args=(places, calendar, chosen, tag))
    with st.form(f"moving {tag}", border=False):
        label = say("Year from which holidays move from weekends; 0: never")
        st.number_input(label, 0, 9999, calendar["shift_weekend"], key=f"from weekends {tag}")
        st.form_submit_button(say("Change the year"), on_click=_moving, args=(places, calendar, tag))


def _changed(places: Places, calendar: Json, chosen: str, tag: str) -> None:
    changed = {"day": chosen, **_typed(f"{chosen} {tag}")}
    _put(places, {**calendar, "yearly": [changed if one["day"] == chosen else one for one in calendar["yearly"]]}, tag)


def _moving(places: Places, calendar: Json, tag: str) -> None:
    _put(places, {**calendar, "shift_weekend": st.session_state[f"from weekends {tag}"]}, tag)


def _take_away(places: Places, calendar: Json, tag: str) -> None:
    speech, say = places.speech, places.speech.say
    rows = [(name, one["day"]) for name in LISTS for one in calendar[name]]
    if not rows:
        return
    st.selectbox(
        say("Day"),
        sorted(rows, key=lambda row: row[1], reverse=True),
        key=f"gone day {tag}",
        format_func=lambda row: f"{speech.date(row[1])} · {say(LISTS[row[0]])}",
    )
    st.button(say("Take it away"), key="take day", on_click=_taken, args=(places, calendar, tag))


def _taken(places: Places, calendar: Json, tag: str) -> None:
    # Who presses at once after choosing is answered before the screen is drawn with what was chosen.
    name, day = st.session_state[f"gone day {tag}"]
    _put(places, {**calendar, name: [one for one in calendar[name] if one["day"] != day]}, tag)


def _put(places: Places, calendar: Json, tag: str) -> None:
    speech = places.speech

    def done(told: Json) -> str:
        said = speech.count(
            "Kept. The deadline of {n} open request moved.", "Kept. The deadlines of {n} open requests moved.", told["moved"]
        )
        return said.replace("{n}", speech.number(told["moved"])) if told["moved"] else speech.say("Kept.")

    keep("PUT", PATH, speech, done, calendar, tag)
