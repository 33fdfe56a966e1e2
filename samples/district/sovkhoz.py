"""Fonds 27: the kolkhoz «Қызыл өткел», the sovkhoz «Сарыөткел» and the partnership that followed it."""

from collections.abc import Iterator

from . import careers
from .item import Item, Look, scanned
from .orders import OFFICES, joined, working, year_of_orders
from .page import A4_WIDE
from .pay import year_of_pay
from .scan import COPY, FADED, LOW, OFFICE, OLD, WORN, Condition

LEDGER = Look(font="typewriter", size=11, paper=A4_WIDE, margin=40)
PEOPLE_RU_OTHER = ("p01", "p05", "p12")


def _order_books() -> Iterator[Item]:
    books: list[tuple[int, str, str, str, Look]] = [
        (1964, "20", "sovkhoz_ru", "pdf", Look(condition=OLD, font="typewriter")),
        (1972, "33", "sovkhoz_kk", "pdf", Look(condition=WORN, font="old_typewriter", size=11)),
        (1980, "48", "sovkhoz_kk", "tif", Look(condition=COPY, font="typewriter")),
        (1982, "51", "sovkhoz_ru", "pdf", Look(condition=OFFICE, font="old_typewriter", size=11)),
        (1983, "53", "sovkhoz_kk2", "pdf", Look(condition=Condition(dpi=200, skew=-2.4), font="typewriter", turns=((2, 180),))),
        (1984, "54", "sovkhoz_ru2", "tif", Look(condition=COPY, font="typewriter")),
        (1986, "57", "sovkhoz_ru2", "pdf", Look(condition=FADED, font="typewriter")),
        (1988, "60", "sovkhoz_kk2", "pdf", Look(condition=LOW, font="typewriter", size=13)),
        (1991, "66", "sovkhoz_kk2", "pdf", Look(condition=OFFICE, font="serif", size=13)),
        (1996, "73", "farm_kk", "pdf", Look(condition=COPY, font="serif", size=13)),
    ]
    for year, file, office, ending, look in books:
        language = "kk" if "kk" in office else "ru"
        pages = year_of_orders(OFFICES[office], careers.SOVKHOZ, year, language, other=year == 1984, sheets=4)
        name = "Жеке құрам бойынша бұйрықтар" if language == "kk" else "Приказы по личному составу"
        yield scanned(
            f"Ф. 27/Оп. 1/Д. {file}/{file}.{ending}", f"27/1/{file}", "1", f"{name}, {year}", "order", str(year), language,
            joined(pages), look,
        )  # fmt: skip


def _order_sheets() -> Iterator[Item]:
    """File 45, orders of 1978, scanned sheet by sheet, both sides."""
    pages = year_of_orders(OFFICES["sovkhoz_ru"], careers.SOVKHOZ, 1978, "ru", sheets=12)
    for number, blocks in enumerate(pages):
        leaf = 11 + number // 2
        side = "об" if number % 2 else ""
        condition = Condition(
            skew=(-1.6, 0.4, 1.1)[number % 3], turn=(0, 0, 0, 90)[number % 4], stamp="КІРІС\n№ 214" if number == 4 else ""
        )
        yield scanned(
            f"Ф.27/Оп.1/Д.45/{leaf:04}{side}.jpg", "27/1/45", f"{leaf}{side}", "Приказы по личному составу, 1978", "order",
            "1978", "ru", blocks, Look(condition=condition, numbered=False),
        )  # fmt: skip


def _ledgers() -> Iterator[Item]:
    for year in range(1978, 1987):
        jobs = working(careers.SOVKHOZ, year)
        kazakh = year in (1980, 1983)
        org = "Күмісөзек ауданы «Сарыөткел» совхозы" if kazakh else "Совхоз «Сарыуткель» Кумысузекского района"
        renamed = {"p01": "Джамбулатов С. А."} if year == 1982 else None
        pages = year_of_pay(
            jobs, year, "kk" if kazakh else "ru", org, other=PEOPLE_RU_OTHER if year in (1979, 1985) else (), renamed=renamed
        )
        condition = {1979: FADED, 1984: OFFICE}.get(year, COPY)
        ending = "tif" if year in (1981, 1983, 1985) else "pdf"
        turns = ((0, 90), (1, 270)) if year in (1980, 1985) else ()
        look = Look(LEDGER.font, LEDGER.size, LEDGER.paper, LEDGER.margin, condition, turns)
        name = "Жалақы ведомосы" if kazakh else "Ведомость начисления заработной платы"
        yield scanned(
            f"Ф. 27/Оп. 2/Д. {year - 1960}/ведомость-{year}.{ending}", f"27/2/{year - 1960}", "1", f"{name}, {year}",
            "pay_ledger", str(year), "kk" if kazakh else "ru", joined(pages), look,
        )  # fmt: skip


def items() -> Iterator[Item]:
    """Return the documents of the fonds."""
    yield from _order_books()
    yield from _order_sheets()
    yield from _ledgers()
