"""What a selection on a sheet says, where it differs from the request, and what a paper says of it."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.records.evidence import Evidence, Piece
from paraq.records.model import Box, Description, PageRecord
from paraq.records.request import Asked, RequestRecord
from paraq.records.upright import turn_of
from paraq.services.requests import reading
from paraq.services.requests.context import basis, day, paper_context, searched, unread
from paraq.services.requests.data import RequestData
from paraq.services.requests.desk import around
from paraq.services.requests.discrepancies import discrepancies, out_of_order, same_person
from paraq.services.requests.rendering import _tame
from paraq.services.requests.searching import organisation_names
from paraq.services.requests.spoken import spoken
from paraq.text.authorities import Authorities
from tests.fakes.archive import page, page_text
from ui.words import TYPES

DATA = RequestData(Path("/nonexistent"))
TABLES = {"wording": DATA.table("wording"), "archive": DATA.table("archive")}
ASKED = Asked("1/2026", "2026-11-02", "Джанбулатов Сейт Абдиевич", names=("Джанбулатов Сейт Абдиевич",), born="1938")
LEDGER = (
    "Совхоз «Сарыуткель»\nВЕДОМОСТЬ НАЧИСЛЕНИЯ ЗАРАБОТНОЙ ПЛАТЫ за 1982 года (руб., коп.)\n"
    "№ Фамилия Должность янв февр март всего\n1 Джамбулатов С. А. механизатор 146-02 – 164-03 310-05"
)
ORDERS = (
    "ПРИКАЗ № 3\n9 января 1978 года\nПринять Кима\nС приказом ознакомлена: Ким\n"
    "ПРИКАЗ № 27\n15 марта 1978 года\nПринять Джанбулатова с 20 марта 1978 года"
)


def sheet(text: str, kind: str = "") -> PageRecord:
    made = page("0123456789abcdef", 1, text)
    return replace(made, description=Description(type=kind, reference=made.description.reference))


def fact(**values: Any) -> Evidence:
    usual: dict[str, Any] = {
        "evidence_id": "e",
        "page_id": "p-1",
        "version": 1,
        "fact": "hired",
        "date": "1978-03-15",
        "quotation": (Piece("Принять Джанбулатова Сейта"),),
        "spans": ((0, 5),),
        "box": (0, 0, 10, 10),
        "fonds": "27",
        "inventory": "1",
        "file": "45",
        "sheet": "12об",
    }
    return Evidence(**{**usual, **values})


@given(st.text("абвгд \n", min_size=1, max_size=80), st.data())
def test_a_quotation_holds_the_selected_words_as_they_stand_and_nothing_else(text: str, data: st.DataObject) -> None:
    words = page_text(" ".join(text.split()) or "а").words
    chosen = [word for word in words if data.draw(st.booleans())] or list(words[:1])
    pieces = reading.quotation(page_text(" ".join(text.split()) or "а"), chosen)
    assert " ".join(piece.text for piece in pieces if piece.text).split() == [word.text for word in chosen]
    jumps = sum(words.index(after) - words.index(before) > 1 for before, after in itertools.pairwise(chosen))
    assert sum(piece.gap for piece in pieces) == jumps


def test_a_region_selects_the_words_whose_middle_lies_in_it() -> None:
    text = page_text("аа бб\nвв гг")
    boxes = {word.text: word.box for word in text.words}
    region = Box(boxes["бб"].left, 0, 1000, 2000)
    assert [word.text for word in reading.selected(text, (), region)] == ["бб", "гг"]


@given(st.integers(-50, 120), st.integers(-50, 120), st.integers(1, 200), st.integers(1, 200))
def test_a_cut_lies_in_its_sheet_and_a_line_has_its_neighbours(left: int, top: int, width: int, height: int) -> None:
    cut = around(Box(left, top, width, height), 130, 130)
    assert cut.left >= 0 and cut.top >= 0 and cut.width >= 1 and cut.height >= 1
    assert cut.left + cut.width <= 130 and cut.top + cut.height <= 130
    assert around(Box(10, 60, 50, 20), 130, 130) == Box(10, 50, 50, 40)
    assert around(None, 300, 400) == Box(0, 0, 300, 400)


@pytest.mark.parametrize("crooked", [0, 0.03, -0.03])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_sheet_scanned_on_its_side_is_seen(turned: int, crooked: float) -> None:
    straight = page_text("Принять Джанбулатова Сейта\nна работу в третью\nбригаду с окладом").words
    words = [replace(one, box=replace(one.box, top=round(one.box.top + crooked * one.box.left + 100))) for one in straight]

    def on_scan(box: Box) -> Box:
        """Where a box of the upright sheet, 2000 by 2000, lies on a scan that was turned with the clock by so much."""
        left, top, width, height = box.as_list()
        return {
            0: box,
            90: Box(2000 - top - height, left, height, width),
            180: Box(2000 - left - width, 2000 - top - height, width, height),
            270: Box(top, 2000 - left - width, height, width),
        }[turned]

    assert turn_of([replace(word, box=on_scan(word.box)) for word in words]) == turned


def test_a_row_of_a_ledger_gives_its_columns_without_the_total() -> None:
    ledger = sheet(LEDGER)
    start = LEDGER.index("1 Джамбулатов")
    words = reading.selected(ledger.text, [(start, len(LEDGER))], None)
    assert reading.amounts_of(ledger, words) == (("янв", "146-02"), ("февр", "–"), ("март", "164-03"))
    assert (reading.year_of(ledger), reading.currency_of(ledger)) == (1982, "руб., коп.")
    assert reading.document_of(ledger, start) == "pay_ledger"
    both = "ПРОТОКОЛ № 3\nСлушали: отчёт.\nРАСПОРЯЖЕНИЕ № 4\nПринять"
    assert reading.document_of(sheet(both), len(both)) == "directive"
    # A row with fewer amounts than there are columns keeps them without names: nobody guesses which month is missing.
    assert reading.amounts_of(ledger, words[:-1]) == (("", "146-02"), ("", "–"), ("", "164-03"))


def test_of_several_orders_on_a_page_the_one_before_the_selection_counts() -> None:
    orders = sheet(ORDERS)
    assert reading.heading_of(orders, ORDERS.index("Принять Кима")) == ("3", "1978-01-09")
    assert reading.heading_of(orders, ORDERS.index("Принять Джан")) == ("27", "1978-03-15")
    assert reading.event_date("Принять Джанбулатова с 20 марта 1978 года", "1978-03-15") == "1978-03-20"
    assert reading.event_date("Принять Джанбулатова", "1978-03-15") == "1978-03-15"
    assert reading.event_date("Уволить с 5 мая 1981 года по заявлению от 3 мая 1981 года", "1981-05-04") == "1981-05-05"
    assert reading.event_date("Уволить по заявлению от 3 мая 1981 года", "1981-05-04") == "1981-05-04"
    kazakh = "1981 жылғы 3 мамырдағы өтініші бойынша 1981 жылғы 5 мамырдан бастап жұмыстан босатылсын, 7 мамыр 1981 ж. тапсырсын"
    assert reading.event_date(kazakh, "1981-05-04") == "1981-05-05"
    assert reading.event_date("1981 жылғы 3 мамырдағы өтініші бойынша босатылсын", "1981-05-04") == "1981-05-04"


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Джанбулатов Сейт Абдиевич", True),
        ("Джанбулатова Сейта Абдиевича", True),
        ("С. А. Джанбулатов", True),
        ("Джанбулатовым С. А.", True),
        ("Джамбулатов С. А.", False),
        ("Жанбулатов Сейт", False),
        ("Джанбулатов Сейтжан", False),
        ("Джанбулатов С. К.", False),
    ],
)
def test_case_endings_and_initials_are_no_discrepancy_another_letter_is(written: str, same: bool) -> None:
    assert same_person(written, "Джанбулатов Сейт Абдиевич") is same
    found = discrepancies(fact(person=written), ASKED)
    assert [one.what for one in found] == ([] if same else ["name"])


@pytest.mark.parametrize(
    ("written", "own"), [("Шариповой Зейнеп", "Шарипова Зейнеп"), ("Сейітке", "Сейіт"), ("Сейіттің", "Сейіт")]
)
def test_endings_of_women_and_of_kazakh_cases(written: str, own: str) -> None:
    assert same_person(written, own)


def test_an_initial_more_than_was_asked_is_no_discrepancy_another_one_is() -> None:
    assert same_person("Джанбулатов С. А.", "Джанбулатов Сейт")
    assert not same_person("Джанбулатов К. А.", "Джанбулатов Сейт")
    assert not same_person("Джамбулатов С. А.", "Джанбулатов Сейт")
    assert not same_person("Джанбулатов А.", "Джанбулатов Сейт")


def test_years_of_birth_and_the_order_of_events_are_compared() -> None:
    born = fact(quotation=(Piece("Джанбулатов, 1939 г.р."),))
    assert [one.what for one in discrepancies(born, ASKED)] == ["birth"]
    early = fact(fact="dismissed", date="1977-01-01")
    assert [one.what for one in out_of_order([fact(), early])] == ["order"]
    assert out_of_order([fact(), fact(fact="dismissed", date="1986-10-20")]) == []


def test_no_sheet_is_cited_twice_and_files_stand_in_order() -> None:
    facts = [fact(file="57", sheet="4"), fact(), fact(sheet="12"), fact(fact="other"), fact(inventory="2", file="18", sheet="1")]
    assert basis(facts, "ru") == ["Ф. 27. Оп. 1. Д. 45. Л. 12–12 об.", "Ф. 27. Оп. 1. Д. 57. Л. 4.", "Ф. 27. Оп. 2. Д. 18. Л. 1."]


def test_pay_stands_by_year_as_written_and_is_never_added_up() -> None:
    late = fact(fact="paid", date="1982", year=1982, person="Джамбулатов С. А.", amounts=(("янв", "146-02"),), currency="руб.")
    early = replace(late, year=1978, date="1978", amounts=(("янв", "100-00"), ("февр", "–")), currency="сом")
    late = replace(late, discrepancies=discrepancies(late, ASKED))
    context = paper_context("certificate", RequestRecord("r", ASKED), [late, early], [], [], {}, "ru", TABLES)
    assert [(row["year"], row["amounts"]) for row in context["pay"]] == [
        ("1978", "янв: 100-00; февр: –"),
        ("1982", "янв: 146-02"),
    ]
    assert context["pay"][1]["person"] == "Джамбулатов С. А. (так в документе)"
    assert "246" not in str(context)


def test_a_discrepancy_an_omission_and_an_unreadable_place_are_marked_in_the_quotation() -> None:
    quotation = (Piece("Принять Джамбулатова Сейта"), Piece(gap=True), Piece("механизатором"), Piece(unreadable=True))
    one = fact(quotation=quotation, person="Джамбулатова Сейта")
    one = replace(one, discrepancies=discrepancies(one, ASKED))
    for language, told in (
        ("ru", "Принять Джамбулатова Сейта (так в документе) … механизатором [неразборчиво]"),
        ("kk", "Принять Джамбулатова Сейта (құжатта солай) … механизатором [оқылмайды]"),
    ):
        context = paper_context("certificate", RequestRecord("r", ASKED), [one], [], [], {}, language, TABLES)  # type: ignore[arg-type]
        assert context["facts"][0]["quotation"] == told


def test_searches_are_told_together_with_what_could_not_be_read() -> None:
    file = {"fonds": "27", "inventory": "1", "file": "45"}
    failed = {**file, "path": "a.tif", "page": 2, "reason": "The picture is broken and cannot be opened"}
    scope = {
        "query": "Джанбулатов",
        "filters": {},
        "scope": {
            "query": "year:1978..1986",
            "files": [file, {**file, "file": "9"}],
            "fonds": [{"fonds": "27", "title": "Совхоз"}],
            "years_without": [1979, 1980],
        },
        "unread": {"failed": [failed], "poorly_read": 3, "without_text": 0},
    }
    told = searched([scope, scope], TABLES["wording"]["ru"], "ru")
    assert (told["files"], told["rows"][0]["reference"]) == (2, "Ф. 27. Оп. 1. Д. 9, 45")
    assert len(unread([scope, scope], TABLES["wording"]["ru"], "ru")) == 2
    context = paper_context("negative", RequestRecord("r", ASKED), [], [scope], [], {}, "ru", TABLES)
    assert "1979–1980" in context["years_without"]
    # A search among orders alone says nothing of what else there is of a year.
    for narrow in ({"filters": {"type": ["order"]}}, {"scope": {**scope["scope"], "query": 'type:"order" year:1979'}}):
        context = paper_context("negative", RequestRecord("r", ASKED), [], [{**scope, **narrow}], [], {}, "ru", TABLES)
        assert context["years_without"] == ""
    one = {**scope, "scope": {**scope["scope"], "years_without": [1979]}}
    assert (
        "за 1979 год " in paper_context("negative", RequestRecord("r", ASKED), [], [one], [], {}, "ru", TABLES)["years_without"]
    )


@pytest.mark.parametrize(
    ("query", "kk", "ru"),
    [
        ('name:"Әбдіков С." OR name:"Абдиков"', "«Әбдіков С.» немесе «Абдиков»", "«Әбдіков С.» или «Абдиков»"),
        ('("а б" OR в) AND year:1978..1980', "(«а б» немесе в) және жылдары 1978–1980", "(«а б» или в) и годы 1978–1980"),
        ('org:"Көктас"', "«Көктас»", "«Көктас»"),
        ('org:"Көктас" OR from:"Көктас"', "«Көктас»", "«Көктас»"),
        ('(org:"Көктас" OR from:"Көктас") AND бұйрық', "«Көктас» және бұйрық", "«Көктас» и бұйрық"),
        ("приказ NOT отпуск", "приказ мынасыз: отпуск", "приказ кроме отпуск"),
        ('"не закрыто', '"не закрыто', '"не закрыто'),
    ],
)
def test_a_letter_tells_what_was_sought_without_signs_of_the_search_box(query: str, kk: str, ru: str) -> None:
    assert (spoken(query, TABLES["wording"]["kk"]), spoken(query, TABLES["wording"]["ru"])) == (kk, ru)


@given(st.text('абв "():*~-ORANDN', max_size=40))
def test_any_query_can_be_told(query: str) -> None:
    assert spoken(query, TABLES["wording"]["kk"]).strip() or not query.strip(' "():*~-')


@pytest.mark.parametrize(
    ("iso", "kk", "ru"),
    [
        ("1978-03-15", "1978 жылғы 15 наурыз", "15 марта 1978 года"),
        ("1978", "1978 жыл", "1978 год"),
        ("", "", ""),
        ("1978-03", "1978 жылғы наурыз", "март 1978 года"),
    ],
)
def test_days_are_written_in_words(iso: str, kk: str, ru: str) -> None:
    assert (day(iso, TABLES["wording"]["kk"]), day(iso, TABLES["wording"]["ru"])) == (kk, ru)


@pytest.mark.parametrize("month", range(12))
def test_a_kazakh_month_has_endings_of_its_own_vowels(month: int) -> None:
    words = TABLES["wording"]["kk"]
    alone, of, on = (words[name][month] for name in ("months", "months_of", "months_on"))
    back = any(letter in "аоұы" for letter in alone[-4:])
    hard = alone[-1] in "хкқптсш"
    assert on == alone + {(True, True): "та", (True, False): "да", (False, True): "те", (False, False): "де"}[back, hard]
    assert of == on + ("ғы" if back else "гі")


def test_words_of_the_archive_stand_over_ours_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "requests").mkdir()
    (tmp_path / "requests" / "wording.toml").write_text('[kk]\nsic = "түпнұсқада солай"\n[kk.facts]\npaid = "еңбекақы"\n')
    words = RequestData(tmp_path).table("wording")["kk"]
    assert (words["sic"], words["facts"]["paid"]) == ("түпнұсқада солай", "еңбекақы")
    assert words["facts"]["hired"] == "жұмысқа қабылдау" and words["months_of"][2] == "наурыздағы"


def test_a_date_that_cannot_be_is_marked_and_a_ledger_has_its_year() -> None:
    odd = fact(date="1987-03-15", document_date="1978-03-15", quotation=(Piece("Принять Кима с 15 марта 1987 года"),))
    odd = replace(odd, discrepancies=discrepancies(odd, ASKED))
    ledger = fact(fact="paid", document="pay_ledger", date="1984", year=1984, document_date="")
    context = paper_context("copy", RequestRecord("r", ASKED), [odd, ledger], [], [], {}, "kk", TABLES)
    assert "1987 (құжатта солай) года" in context["facts"][0]["quotation"]
    assert context["documents"][1].startswith("1984 жылғы жалақы ведомосы")


@given(st.text("{}%# a", max_size=30))
def test_no_text_can_hold_a_mark_of_a_template(text: str) -> None:
    tame = _tame(text)
    assert not any(mark in tame for mark in ("{{", "}}", "{%", "%}", "{#", "#}"))
    assert tame.replace(" ", "") == text.replace(" ", "")


def test_renamings_stand_in_the_order_of_time_with_predecessors_and_successors(tmp_path: Path) -> None:
    file = tmp_path / "authorities.csv"
    file.write_text(
        "id,kind,name,language,from,to,before,after,note\n"
        "k,organisation,Колхоз «Кызыл-Уткель»,ru,1935,1964,,s,\n"
        "s,organisation,Совхоз «Сарыуткель»,ru,1964,1996,k,t,\n"
        "t,organisation,ТОО «Сарыоткель-Агро»,ru,1996,,s,,\n"
    )
    names = organisation_names("Совхоз «Сарыуткель»", Authorities.read(file))
    context = paper_context("certificate", RequestRecord("r", ASKED), [fact()], [], names, {}, "ru", TABLES)
    assert context["names"] == [
        "Колхоз «Кызыл-Уткель» (1935–1964)",
        "Совхоз «Сарыуткель» (1964–1996)",
        "ТОО «Сарыоткель-Агро» (1996–…)",
    ]


def test_an_organisation_is_widened_by_its_names_through_time() -> None:
    names = organisation_names("Кармакчинский район")
    assert any(one.name == "Қармақшы ауданы" for one in names)
    assert organisation_names("") == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_kind_of_document_has_its_word_on_a_paper(language: str) -> None:
    words = TABLES["wording"][language]["documents"]
    assert set(TYPES) <= set(words)
    assert all(words[kind] != words["other"] for kind in TYPES if kind != "other")
