"""Fonds 3: the executive committee of the district's soviet, 1939-1991."""

from collections.abc import Iterator

from .decisions import Authority, award_list, kazakh_decision, russian_decision
from .item import Item, Look, scanned
from .orders import joined
from .page import Block, Para
from .registers import land_act
from .scan import COPY, FADED, OFFICE, OLD, WORN, Condition

RU = Authority(
    ("Кумысузекский районный Совет депутатов трудящихся", "ИСПОЛНИТЕЛЬНЫЙ КОМИТЕТ"), "РЕШЕНИЕ", "исполком районного Совета РЕШИЛ",
    "Председатель исполкома", "p43")  # fmt: skip
RU_OLD = Authority(
    ("Кумыс-Узекский районный Совет депутатов трудящихся", "ИСПОЛНИТЕЛЬНЫЙ КОМИТЕТ"), "РЕШЕНИЕ", "исполком райсовета РЕШИЛ",
    "Председатель исполкома", "p41")  # fmt: skip
KK = Authority(
    ("Күмісөзек аудандық халық депутаттары Советінің", "АТҚАРУ КОМИТЕТІ"), "ШЕШІМ", "аудандық атқару комитеті ШЕШІМ ЕТЕДІ",
    "Атқару комитетінің төрағасы", "p28")  # fmt: skip
TRIOS = (
    ("p02", "p42", "p39"), ("p13", "p26", "p43"), ("p01", "p06", "p07"), ("p08", "p14", "p11"), ("p05", "p17", "p12"),
    ("p10", "p09", "p15"), ("p50", "p53", "p07"), ("p18", "p27", "p28"),
)  # fmt: skip


def _renaming(language: str) -> list[Block]:
    if language == "kk":
        lines = (
            "«Қызыл өткел» колхозын «Сарыөткел» совхозы етіп қайта құру туралы",
            "Колхозшылардың 1964 жылғы 28 марттағы жалпы жиналысының қаулысына сәйкес аудандық атқару комитеті ШЕШІМ ЕТЕДІ:",
            "1. 1935 жылы құрылған «Қызыл өткел» колхозы 1964 жылғы 1 апрельден бастап «Сарыөткел» совхозы болып қайта құрылсын.",
            "2. Колхоздың мүлкі, жері, міндеттемелері және жеке құрам құжаттары совхозға берілсін.",
            "3. Совхоздың орталық мекені Боздала селосы болып белгіленсін.",
        )
        head = KK
    else:
        lines = (
            "О преобразовании колхоза «Кызыл-Уткель» в совхоз «Сарыуткель»",
            "В соответствии с постановлением общего собрания колхозников от 28 марта 1964 года исполком районного Совета РЕШИЛ:",
            "1. Преобразовать колхоз «Кызыл-Уткель», образованный в 1935 году, в совхоз «Сарыуткель» с 1 апреля 1964 года.",
            "2. Передать совхозу имущество, земли, обязательства и документы по личному составу колхоза.",
            "3. Центральной усадьбой совхоза определить село Боздала.",
        )
        head = RU
    return [
        *(Para(line, "center") for line in head.head), Para(f"{head.name} № 61", "center", bold=True, gap=0.8),
        Para(lines[0], bold=True, indent=False, gap=0.8), *(Para(line, gap=0.4) for line in lines[1:]),
    ]  # fmt: skip


def _decisions() -> Iterator[Item]:
    looks = (OLD, WORN, FADED, COPY, OFFICE, COPY, Condition(dpi=200, skew=1.5, stamp="КІРІС\n№ 88"), COPY, COPY)
    years = (1939, 1948, 1957, 1963, 1969, 1974, 1979, 1985, 1990)
    for n, (year, condition) in enumerate(zip(years, looks, strict=True)):
        language = "kk" if year in (1963, 1979, 1990) else "ru"
        pages = []
        for step in range(3 if condition is COPY else 2):
            trio, day = TRIOS[(n + step) % len(TRIOS)], (4 + 7 * step, 2 + 3 * step, year)
            number = 12 + 31 * step
            if language == "kk":
                pages.append(kazakh_decision(KK, number, day, trio, "Күмісөзек поселкесі"))
            else:
                pages.append(russian_decision(RU if year > 1950 else RU_OLD, number, day, trio, "пос. Кумысузек", year < 1960))
        title = "Аудандық атқару комитетінің шешімдері" if language == "kk" else "Решения исполкома районного Совета"
        ending = ("pdf", "pdf", "tif")[n % 3] if condition is COPY else "pdf"
        look = Look("typewriter" if n % 2 else "old_typewriter", 11.5, condition=condition)
        yield scanned(
            f"{year}/шешім.{ending}",
            f"3/1/{20 + n}",
            str(5 + n),
            f"{title}, {year}",
            "decision",
            str(year),
            language,
            joined(pages),
            look,
        )


def items() -> Iterator[Item]:
    """Return the documents of the fonds."""
    yield from _decisions()
    yield scanned(
        "1964/қайта құру.pdf", "3/1/26", "61", "Колхозды совхоз етіп қайта құру туралы", "decision", "1964-03-30", "ru",
        joined([_renaming("ru"), _renaming("kk")]), Look("typewriter", 12, condition=Condition(dpi=200, skew=0.4, stamp="АТКОМ\nМӨРІ")),
    )  # fmt: skip
    groups = (
        ("p07", "p13", "p08", "p05", "p06", "p26", "p24"),
        ("p01", "p10", "p12", "p15", "p22", "p53", "p23"),
        ("p16", "p18", "p09", "p54", "p52", "p28"),
    )
    for n, (group, year) in enumerate(zip(groups, (1966, 1978, 1985), strict=True)):
        language = "ru" if n != 1 else "kk"
        pages = [
            award_list(KK if n == 1 else RU, 30 + n, (20, 10, year), group, language),
            award_list(KK if n == 1 else RU, 40 + n, (2, 11, year), group[::-1], language),
        ]
        title = "Марапат тізімі" if n == 1 else "Наградной список"
        yield scanned(
            f"{year}/наградной.{'png' if n == 2 else 'pdf'}", f"3/2/{4 + n}", "1", f"{title}, {year}", "award_list", str(year), language,
            joined(pages[: 1 if n == 2 else 2]), Look("typewriter", 11, condition=(OFFICE, COPY, Condition(dpi=150, noise=0))[n]),
        )  # fmt: skip
    acts = [
        land_act(214, (11, 5, 1991), "p20", "ru", "Боздала", "4,20"),
        land_act(215, (11, 5, 1991), "p18", "ru", "Когалы", "3,15"),
    ]
    yield scanned(
        "1991/жер актісі.jpg", "3/3/2", "7", "Государственный акт на право пользования землёй, 1991", "land_act", "1991-05-11", "ru",
        acts[0], Look("serif", 13, condition=Condition(dpi=180)),
    )  # fmt: skip
    yield scanned(
        "1991/жер актісі 2.pdf", "3/3/2", "8", "Государственный акт на право пользования землёй, 1991", "land_act", "1991-05-11", "ru",
        acts[1], Look("serif", 13, condition=Condition(dpi=200, turn=180)),
    )  # fmt: skip
