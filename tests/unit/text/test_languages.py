from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.text.languages import language_of, runs

KAZAKH = "Осы бұйрық бойынша механизатор жұмысқа қабылдансын."
RUSSIAN = "Принять на работу в совхоз механизатором с первого марта."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (KAZAKH, "kk"),
        ("Осы буйрык бойынша механизатор жумыска кабылдансын", "kk"),
        ("Qazaqstan Respublikasynyń Prezidenti halyqqa joldau jasady", "kk"),
        ("قازاقستان رەسپۋبليكاسى", "kk"),
        (RUSSIAN, "ru"),
        ("Протоколъ засѣданія волостного исполнительнаго комитета", "ru"),
        ("The order was signed by the chairman of the committee.", "en"),
        ("السلام عليكم ورحمة الله", "other"),
        ("שלום עולם זה טקסט בעברית", "other"),
        ("这是中文", "other"),
        ("12.03.1978 № 45", "other"),
        ("", "other"),
    ],
)
def test_language_of_a_line(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "page",
    [
        "Hierbei handelt es sich um einen deutschen Text, der lang genug ist, dass man ihn erkennen kann, und der von der "
        "Umsiedlung nach Kasachstan im Herbst berichtet, als die Familien mit wenigen Sachen in den Zügen fuhren.",
        "Цей текст написаний українською мовою, і він достатньо довгий, щоб його можна було впізнати серед інших паперів "
        "архіву, бо люди писали листи додому з далекого степу про хліб, роботу та дітей.",
    ],
)
def test_langdetect_finds_pages_in_other_languages(page: str) -> None:
    assert language_of(page) == "other"


def test_runs_change_where_the_language_does() -> None:
    text = f"{KAZAKH} {RUSSIAN}\n{KAZAKH}"
    first, second = len(KAZAKH) + 1, len(KAZAKH) + len(RUSSIAN) + 2
    assert runs(text) == [(0, first, "kk"), (first, second, "ru"), (second, len(text), "kk")]


def test_one_foreign_name_is_no_run() -> None:
    assert [language for _, _, language in runs("Осы бұйрық бойынша Иванов жұмысқа қабылдансын")] == ["kk"]


def test_a_foreign_script_is_a_run_of_its_own() -> None:
    assert [language for _, _, language in runs("Осы бұйрық 中文 бойынша")] == ["kk", "other", "kk"]


@given(st.text(st.one_of(st.characters(), st.sampled_from("абқәі abc\n 12 عۇ"))))
def test_runs_cover_the_text_without_gaps(text: str) -> None:
    found = runs(text)
    assert "".join(text[start:end] for start, end, _ in found) == text
    assert all(before[2] != after[2] for before, after in pairwise(found))
    assert language_of(text) in ("kk", "ru", "en", "other")


@pytest.mark.parametrize("text", ["бiлiм беру бөлiмi", "CEЙТOB ЖYMЫСШЫ бoлып тaғaйындaлcын", "مەكتەپ ديرەكتورى"])
def test_kazakh_with_latin_look_alikes_and_in_tote(text: str) -> None:
    assert language_of(text) == "kk"


@pytest.mark.parametrize(
    "text",
    ["muƣalim Əvdirejimov", "kolƣozcь", "Soƣьs çьldarьnda auьl camesi çanьndaƣь artel mycələri ɵz mindetterin orьndadь. " * 3],
)
def test_kazakh_in_the_latin_alphabet_of_1929_is_kazakh(text: str) -> None:
    assert language_of(text) == "kk"
    assert {language for _, _, language in runs(text)} == {"kk"}


@pytest.mark.parametrize(
    "text",
    [
        "Жыйналыштын күн тартибинде төмөнкү маселелер каралды",
        "Колхоздун төрагасы отчет берди жана элге жооп кайтарды",
        "Туман ҳокимлигининг қарорига мувофиқ ишга қабул қилинсин",
        "Район башкарма комитетының карары белән эшкә алырга",
        "Җыелышта түбәндәге мәсьәләләр каралды",
        "رايونلۇق خەلق ھۆكۈمىتىنىڭ قارارى",
        "Засідання колгоспу відбулося у вівторок",
        "Ich bitte um eine Bescheinigung über den Lohn",
        "Proszę o wydanie zaświadczenia o wynagrodzeniu",
    ],
)
def test_a_line_in_a_near_language_is_other(text: str) -> None:
    assert language_of(text) == "other"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Кіріс хаттар тізілімі бірінші кітап", "kk"),
        ("Үкиметтин кай уакытта иске косылатынын айту", "kk"),
        ("Җәлилов Тохтахұн колхоз төрағасы болып сайланды", "kk"),
        ("Міръ и Россія въ прошломъ вѣкѣ", "ru"),
        ("Гражданин Гаїбов принят на работу в колхоз", "ru"),
        ("The heirs of von der Heide wrote to the archive", "en"),
        ("قازاق سوۆەت وداعىنىڭ حالقى", "kk"),
    ],
)
def test_names_and_old_letters_make_no_text_other(text: str, language: str) -> None:
    assert language_of(text) == language
