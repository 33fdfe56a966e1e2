"""Fonds Р-14: the soviet of the village Сарыөткел, 1931-1992."""

from collections.abc import Iterator

from .early import artel, typed_in_russian_letters, war_minutes
from .item import Item, Look, scanned
from .minutes import Meeting, kazakh_minutes, russian_minutes
from .orders import joined
from .page import A4_WIDE, Block
from .registers import household_book, workdays
from .scan import COPY, FADED, LOW, OFFICE, OLD, WORN, Condition

RU_HEAD = ("Кумысузекский район", "Сарыуткельский сельский Совет народных депутатов")
RU_OLD_HEAD = ("Кумыс-Узекский район", "Аульный совет № 5")
KK_HEAD = ("Күмісөзек ауданы", "Сарыөткел ауылдық Советі")
KK_NEW_HEAD = ("Күмісөзек ауданы", "Сарыөткел ауылдық Кеңесі")
ELDERS = ("p02", "p35", "p36", "p38", "p39", "p40", "p41", "p42", "p37")
MIDDLE = ("p07", "p11", "p13", "p19", "p39", "p43", "p41", "p02")
LATER = ("p01", "p05", "p07", "p08", "p13", "p28", "p12", "p06")


def _early() -> Iterator[Item]:
    papers = (
        ("1", "1931", "Артель жиналысының хаттамасы", "minutes", "pdf", (0,), OLD),
        ("2", "1933", "Әбді Жанболаттың арызы", "letter", "pdf", (1,), WORN),
        ("3", "1936", "Колхоз төрағасының бұйрықтары", "order", "tif", (2,), COPY),
        (
            "4",
            "1938",
            "Ауылдық кеңес пленумының хаттамасы",
            "minutes",
            "pdf",
            (3,),
            Condition(dpi=200, skew=1.2, stamp="МҰРАҒАТ"),
        ),
    )
    for file, year, title, kind, ending, numbers, condition in papers:
        blocks = joined([artel(number) for number in numbers])
        look = Look("old_typewriter", 11.5, condition=condition)
        yield scanned(f"is-{file}/{year}.{ending}", f"Р-14/1/{file}", "1", f"{title}, {year}", kind, year, "kk", blocks, look)
    months = ("apr", "mai", "ijun", "ijul", "avg")
    blocks = joined([workdays(ELDERS, year, months, "latin") for year in (1937, 1938)])
    yield scanned(
        "is-5/enbekkun.pdf", "Р-14/1/5", "1", "Еңбеккүн дәптері, 1937–1938", "list", "1937", "kk", blocks,
        Look("book", 12, A4_WIDE, 45, OLD),
    )  # fmt: skip


def _war() -> Iterator[Item]:
    pages = [
        war_minutes(("p39", "p02", "p42"), 4, 1942), war_minutes(("p41", "p37", "p39"), 7, 1942),
        war_minutes(("p42", "p41", "p02"), 11, 1943), war_minutes(("p02", "p43", "p41"), 15, 1943),
    ]  # fmt: skip
    yield scanned(
        "is-7/1942-1943.tif", "Р-14/1/7", "3", "Ауылдық кеңес мәжілістерінің хаттамалары, 1942–1943", "minutes", "1942", "kk",
        joined(pages), Look("old_typewriter", 12, condition=COPY),
    )  # fmt: skip
    books = [
        workdays((*ELDERS[::-1], "p43"), year, ("апр", "май", "июнь", "июль", "авг", "сен"), "first") for year in (1946, 1947)
    ]
    yield scanned(
        "is-9/eng.pdf", "Р-14/1/9", "1", "Еңбеккүн дәптері, 1946–1947", "list", "1946", "kk", joined(books),
        Look("typewriter", 11, A4_WIDE, 45, COPY, ((0, 90), (1, 270))),
    )  # fmt: skip


def _minutes() -> Iterator[Item]:
    def year(
        of: int, russian: bool, people: tuple[str, ...], head: tuple[str, ...], count: int, other: bool = False
    ) -> list[list[Block]]:
        made = []
        for n in range(count):
            meeting = Meeting(head, n * 3 + 1, (7 + n * 5, 1 + n * 4, of), people[n], people[n + 1], people[n + 2 :], of < 1990)
            made.append(russian_minutes(meeting, other) if russian else kazakh_minutes(meeting))
        return made

    plan = (
        ("6", 1939, True, MIDDLE, RU_OLD_HEAD, 2, "pdf", Look("typewriter", 12, condition=OLD), True),
        ("12", 1952, True, MIDDLE, RU_HEAD, 2, "pdf", Look("old_typewriter", 11, condition=FADED), True),
        ("16", 1961, False, MIDDLE, KK_HEAD, 2, "pdf", Look("typewriter", 12, condition=COPY), False),
        ("20", 1968, True, LATER, RU_HEAD, 2, "tif", Look("typewriter", 12, condition=COPY), False),
        ("26", 1977, False, LATER, KK_HEAD, 2, "pdf", Look("old_typewriter", 11, condition=OFFICE), False),
        ("30", 1984, False, LATER, KK_HEAD, 2, "pdf", Look("typewriter", 12, condition=LOW), False),
        ("38", 1992, False, LATER, KK_NEW_HEAD, 2, "pdf", Look("serif", 12.5, condition=COPY), False),
    )
    for file, of, russian, people, head, count, ending, look, other in plan:
        title = "Протоколы заседаний сельсовета" if russian else "Ауылдық кеңес хаттамалары"
        blocks = joined(year(of, russian, people, head, count, other))
        language = "ru" if russian else "kk"
        yield scanned(
            f"is-{file}/{of}.{ending}", f"Р-14/1/{file}", "1", f"{title}, {of}", "minutes", str(of), language, blocks, look
        )


def items() -> Iterator[Item]:
    """Return the documents of the fonds."""
    yield from _early()
    yield from _war()
    yield from _minutes()
    spread = Look("old_typewriter", 10, condition=Condition(dpi=170, skew=0.6), spread=True, margin=48)
    yield scanned(
        "is-15/pokhoz-1958.pdf", "Р-14/1/15", "1", "Похозяйственная книга аула Боздала, 1958–1960", "household_book", "1958", "ru",
        household_book(1, 12, 1958, "ru", True), spread,
    )  # fmt: skip
    yield scanned(
        "is-24/kitap-1975.tif", "Р-14/1/24", "1", "Шаруашылық кітабы, 1975", "household_book", "1975", "kk",
        household_book(3, 8, 1975, "kk"), Look("typewriter", 10, condition=COPY, spread=True, margin=48),
    )  # fmt: skip
    yield scanned(
        "is-21/1971.pdf", "Р-14/1/21", "14", "Анықтамалар мен мінездемелер, 1971", "certificate", "1971", "kk",
        joined([typed_in_russian_letters(("p01", "p08", "p17", "p19", "p05", "p13"), 1971),
                typed_in_russian_letters(("p01", "p54", "p06", "p16", "p10", "p07"), 1971)]),
        Look("typewriter", 12, condition=WORN),
    )  # fmt: skip
