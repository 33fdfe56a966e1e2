"""Household books, workday books, lists of members and land acts."""

import random
from collections.abc import Sequence

from . import kazakh, russian
from .careers import Day
from .page import Block, NewPage, Para, Table
from .people import PEOPLE, kk, marked, ru

HOUSEHOLDS = (
    ("p02", "p42", "p01", "p50"), ("p40", "p37", "p05"), ("p39", "p26", "p28"), ("p41", "p12"), ("p07", "p27", "p44"),
    ("p08", "p06"), ("p36", "p16"), ("p13", "p09"), ("p19", "p17"), ("p43", "p10"), ("p35", "p51"), ("p38", "p52"),
)  # fmt: skip
"""People of one house, its head first."""

CHILDREN_KK = ("Қайрат", "Бибігүл", "Сәкен", "Раушан", "Тоқтар", "Жанат", "Меруерт", "Болат")
CHILDREN_RU = ("Кайрат", "Бибигуль", "Сакен", "Раушан", "Тохтар", "Жанат", "Меруерт", "Булат")


def household(house: Sequence[str], number: int, year: int, language: str, other: bool = False) -> list[Block]:
    """Return the account of one house: its people and its stock."""
    rng = random.Random(f"house{number}{year}{language}")
    rows: list[tuple[str, ...]] = []
    if language == "kk":
        rows.append(("№", "Отбасы мүшелерінің тегі, аты, әкесінің аты", "Туыстығы", "Туған жылы", "Жұмыс орны"))
        relations, works, children = ("үй иесі", "отбасы мүшесі"), ("совхоз", "мектеп", "ферма"), CHILDREN_KK
    else:
        rows.append(("№", "Фамилия, имя, отчество членов семьи", "Отношение к главе", "Год рожд.", "Место работы"))
        relations, works, children = ("глава семьи", "член семьи"), ("совхоз", "школа", "ферма"), CHILDREN_RU
    members = [who for who in house if PEOPLE[who].born <= year]
    for n, who in enumerate(members):
        name = kk(who, "full") if language == "kk" else ru(who, "full", other=other)
        rows.append((str(n + 1), name, relations[n > 0], str(PEOPLE[who].born), rng.choice(works)))
    for n, child in enumerate(rng.sample(children, 3), len(members) + 1):
        rows.append((str(n), child, "баласы" if language == "kk" else "ребёнок", str(year - rng.randint(1, 14)), "–"))
    stock = {name: rng.randint(0, top) for name, top in (("сиыр", 3), ("қой", 14), ("жылқы", 2), ("түйе", 1))}
    if language == "kk":
        title = f"№ {number} ШАРУАШЫЛЫҚ ЕСЕБІ, {year} жыл"
        head = f"Үй иесі: {kk(house[0], 'short')}. Боздала аулы."
        rest = f"Малы: сиыр {stock['сиыр']}, қой {stock['қой']}, жылқы {stock['жылқы']}, түйе {stock['түйе']}. Жер телімі: {rng.randint(8, 25)} сотық."
    else:
        title = f"ЛИЦЕВОЙ СЧЁТ ХОЗЯЙСТВА № {number}, {year} год"
        head = f"Глава хозяйства: {ru(house[0], 'short', other=other)}. Аул Боздала."
        rest = f"Скот: коров {stock['сиыр']}, овец {stock['қой']}, лошадей {stock['жылқы']}, верблюдов {stock['түйе']}. Земли {rng.randint(8, 25)} соток."
    return [
        Para(title, "center", bold=True), Para(head, indent=False, gap=0.4), Table(rows, (0.4, 3.2, 1.5, 0.9, 1.2)), Para(rest, indent=False),
    ]  # fmt: skip


def household_book(first: int, count: int, year: int, language: str, other: bool = False) -> list[Block]:
    """Return a household book: two houses a page."""
    blocks: list[Block] = []
    for n in range(count):
        number = first + n
        if n and n % 2 == 0:
            blocks.append(NewPage())
        blocks += household(HOUSEHOLDS[number % len(HOUSEHOLDS)], number, year, language, other)
        blocks.append(Para("", gap=0.5))
    return blocks


def workdays(people: Sequence[str], year: int, months: Sequence[str], script: str) -> list[Block]:
    """Return a page of a kolkhoz's workday book; ``script`` is ``latin``, ``first`` (1940-1951) or ``russian``."""
    rng = random.Random(f"workdays{year}{months}")
    heads = {
        "latin": ("№", "Adamnьꞑ atь-çɵni", "barlьƣь"), "first": ("№", "Адамның аты-жөні", "барлығы"),
        "russian": ("№", "Фамилия и имя", "итого"),
    }[script]  # fmt: skip
    rows: list[tuple[str, ...]] = [(heads[0], heads[1], *months, heads[2])]
    for n, who in enumerate(people, 1):
        person = PEOPLE[who]
        days = [rng.randint(12, 30) for _ in months]
        name = {
            "latin": marked(person, f"{kazakh.yanalif(person.root)} {kazakh.yanalif(person.kk[1])}"),
            "first": marked(person, kazakh.first_cyrillic(person.kazakh("short"))),
            "russian": ru(who, "short", other=True),
        }[script]
        rows.append((str(n), name, *map(str, days), str(sum(days))))
    title = {
        "latin": f"“QЬZЬL ƟTKEL” KOLQOZЬNЬꞐ EꞐBEKKYN DƏPTERI, {year} çьl", "first": f"«ҚЫЗЫЛ ӨТКЕЛ» КОЛХОЗЫНЫҢ ЕҢБЕККҮН ДӘПТЕРІ, {year} жыл",
        "russian": f"КНИГА УЧЁТА ТРУДОДНЕЙ колхоза «Кызыл-Уткель» за {year} год",
    }[script]  # fmt: skip
    return [Para(title, "center", bold=True), Table(rows, (0.4, 3.0, *([0.9] * len(months)), 1.1))]


def land_act(number: int, day: Day, who: str, language: str, place: str, area: str) -> list[Block]:
    """Return an act of the use of land."""
    rng = random.Random(f"act{number}{day}{who}")
    sides = [f"{rng.randint(30, 240)},{rng.randint(0, 9)}" for _ in range(4)]
    if language == "kk":
        rows = [
            ("Белгі", "Бағыт", "Қашықтық, м"),
            *zip(("1–2", "2–3", "3–4", "4–1"), ("шығыс", "оңтүстік", "батыс", "солтүстік"), sides, strict=True),
        ]
        return [
            Para("ЖЕР ПАЙДАЛАНУ ҚҰҚЫҒЫ ТУРАЛЫ АКТ", "center", bold=True), Para(f"№ {number}", "center"),
            Para(f"Осы акт {kk(who, 'modern')} берілді. Ол {place} елді мекенінде орналасқан, көлемі {area} гектар жер телімін шаруа қожалығын жүргізу үшін алды. Акт {kazakh.spoken_date(*day)} жасалды.", gap=0.8),
            Para("Жер телімінің шекаралары төмендегідей белгіленді:"), Table(rows, (1, 2, 1.5)),
            Para(f"Телімнің шекарасы қазықпен белгіленіп, {kk(who, 'modern_initial', 'dat')} көрсетілді. Суару жүйесін пайдалану тәртібі түсіндірілді."),
            Para(f"Жер орналастырушы              {kk('p33', 'initial')}", gap=1.2, indent=False),
        ]  # fmt: skip
    rows = [
        ("Точки", "Направление", "Длина, м"),
        *zip(("1–2", "2–3", "3–4", "4–1"), ("восток", "юг", "запад", "север"), sides, strict=True),
    ]
    return [
        Para("ГОСУДАРСТВЕННЫЙ АКТ на право пользования землёй", "center", bold=True), Para(f"№ {number}", "center"),
        Para(f"Настоящий акт выдан {ru(who, 'full', 'dat')} на земельный участок площадью {area} гектара, расположенный в селе {place}, для ведения крестьянского хозяйства. Акт составлен {russian.spoken_date(*day)}.", gap=0.8),
        Para("Границы участка установлены следующим образом:"), Table(rows, (1, 2, 1.5)),
        Para(f"Межевые знаки показаны в натуре и сданы под наблюдение {ru(who, 'initials', 'dat')}. Порядок пользования оросительной сетью разъяснён."),
        Para(f"Землеустроитель              {ru('p33', 'initials_first')}", gap=1.2, indent=False),
    ]  # fmt: skip
