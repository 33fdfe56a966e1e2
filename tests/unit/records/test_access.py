"""Rules of access: which decide, and from which day a record is open."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.records.access import ACCESS, Rule, checked, opens, turning_days
from paraq.records.access_text import parse_rules, rules_as_csv, rules_as_toml
from paraq.records.model import Description, Reference
from paraq.records.viewer import NEVER

TODAY = date(2026, 11, 24)
KIND = Rule("kind", "restricted", types=("pay_ledger",), words=(), years=75, basis="act")
LEDGER = Description("Ведомость", "pay_ledger", "Совхоз", "1978-03-14", Reference("12", "1 л/с", "45"))
SHIPPED = Path(__file__).parents[3] / "paraq" / "catalogue" / "access_rules.toml"


@pytest.mark.parametrize(
    ("created", "start", "expected"),
    [
        ("1978-03-14", "creation", "2053-03-14"),
        ("1978-03", "creation", "2053-03-31"),
        ("1978", "creation", "2053-12-31"),
        ("1978-03-14", "following-year", "2054-01-01"),
        ("1978", "following-year", "2054-01-01"),
        ("", "creation", NEVER),
        ("без даты", "following-year", NEVER),
    ],
)
def test_term_runs_from_its_start_and_what_has_no_date_is_closed(created: str, start: str, expected: str) -> None:
    rule = replace(KIND, start=start)  # type: ignore[arg-type]
    assert opens([rule], "d1", replace(LEDGER, date=created), TODAY) == expected


def test_what_no_rule_fits_is_open() -> None:
    assert opens([KIND], "d1", replace(LEDGER, type="minutes"), TODAY) == ""
    assert opens([], "d1", LEDGER, TODAY) == ""


def test_the_narrowest_rule_decides_and_of_equal_ones_the_strictest() -> None:
    fonds = Rule("fonds", "closed", fonds="12", basis="act")
    file = Rule("file", "open", fonds="12", inventory="1 Л/С", file="45", basis="act")
    document = Rule("document", "restricted", document="d1", until="2030-05-01", basis="act")
    assert opens([KIND, fonds], "d1", LEDGER, TODAY) == NEVER
    assert opens([KIND, fonds, file], "d1", LEDGER, TODAY) == ""
    assert opens([KIND, fonds, file, document], "d1", LEDGER, TODAY) == "2030-05-01"
    longer = replace(KIND, name="longer", years=100)
    assert opens([KIND, longer], "d1", LEDGER, TODAY) == "2078-03-14"


def test_rules_hold_only_while_in_force() -> None:
    later = replace(KIND, valid_from="2027-01-01")
    past = replace(KIND, valid_to="2026-11-23")
    assert opens([later, past], "d1", LEDGER, TODAY) == ""
    assert opens([later], "d1", LEDGER, date(2027, 1, 1)) == "2053-03-14"
    assert turning_days([later, past]) == ["2026-11-24", "2027-01-01"]


def test_words_are_beginnings_of_words() -> None:
    rule = Rule("words", "closed", words=("личное дело", "л/с"), basis="act")
    plain = Description("Протокол")
    assert opens([rule], "d", replace(plain, title="ЛИЧНОЕ ДЕЛО Абдикова"), TODAY) == NEVER
    assert opens([rule], "d", replace(plain, reference=Reference("1", "2 л/с")), TODAY) == NEVER
    assert opens([rule], "d", replace(plain, title="безличное дело"), TODAY) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Bad Name"},
        {"access": "secret"},
        {"until": "2030-13-01"},
        {"years": 0},
        {"until": "2030-01-01"},
        {"basis": ""},
        {"file": "45"},
        {"valid_to": "soon"},
        {"access": "open"},
        {"start": "birth"},
        {"valid_from": "2027-01-01", "valid_to": "2026-12-31"},
        {"years": 5000},
    ],
)
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid, match=r"."):
        checked(replace(KIND, **wrong))  # type: ignore[arg-type]


def test_shipped_rules_restrict_personal_records_and_leave_others_open() -> None:
    rules = parse_rules(SHIPPED.read_text("utf-8"), "toml")
    assert opens(rules, "d", LEDGER, TODAY) == "2054-01-01"
    assert opens(rules, "d", Description("Жеке іс: Әбдіков С.", date=""), TODAY) == NEVER
    assert opens(rules, "d", Description("Тізім ДСП"), TODAY) == NEVER
    for title in ("Протокол заседания секретариата", "Шешім № 5", "Приказ о премировании"):
        assert opens(rules, "d", Description(title, "minutes", date="1978"), TODAY) == ""


WORD = st.text(st.characters(codec="utf-8", exclude_characters=";\r\n\0"), min_size=1, max_size=12).map(str.strip).filter(bool)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12).map(str.strip)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    access = draw(st.sampled_from(ACCESS))
    return Rule(
        name=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)),
        access=access,
        fonds=draw(PLAIN),
        types=tuple(draw(st.lists(WORD, max_size=2))),
        words=tuple(draw(st.lists(WORD, max_size=2))),
        years=draw(st.integers(1, 200)) if access == "restricted" else 0,
        basis=draw(WORD),
    )


@given(st.lists(rules(), max_size=4))
def test_files_give_back_what_was_written(given_rules: list[Rule]) -> None:
    assert parse_rules(rules_as_csv(given_rules), "csv") == given_rules
    assert parse_rules(rules_as_toml(given_rules), "toml") == given_rules


@pytest.mark.parametrize(
    "text", ["name,colour\na,b\n", "name,access\n,open\n", 'name,years\na,"x', "name,years,access\na,x,open\n"]
)
def test_files_with_mistakes_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_rules(text, "csv")
    with pytest.raises(Invalid):
        parse_rules("rule = 5", "toml")
