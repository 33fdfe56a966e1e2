"""Fonds 112: the office of the district's akim, 1995-2024, mostly born digital."""

from collections.abc import Iterator

from . import bind, careers, layers
from .decisions import Authority, kazakh_decision, russian_decision
from .item import Item, Look, born, scanned, scans_of, truth_of
from .letters import letter
from .orders import joined, working
from .page import A4_WIDE, lay_out
from .pay import year_of_pay
from .registers import land_act
from .scan import COPY, OFFICE, Condition

KK = Authority(("ҚАЗАҚСТАН РЕСПУБЛИКАСЫ", "КҮМІСӨЗЕК АУДАНЫНЫҢ ӘКІМІ"), "ӨКІМ", "ӨКІМ ЕТЕМІН", "Аудан әкімі", "p28", False)
RU = Authority(("РЕСПУБЛИКА КАЗАХСТАН", "АКИМ КУМЫСУЗЕКСКОГО РАЙОНА"), "РАСПОРЯЖЕНИЕ", "ОБЯЗЫВАЮ", "Аким района", "p28", False)
PLACES = ("Күмісөзек кенті", "пос. Кумысузек")


def _directives() -> Iterator[Item]:
    for n, year in enumerate((1997, 2003, 2008, 2014)):
        trios = (("p03", "p45", "p33"), ("p29", "p30", "p33"), ("p44", "p32", "p46"))
        pages = []
        for step, trio in enumerate(trios):
            day = (5 + 8 * step, 3 + 2 * step, year)
            pages.append(
                russian_decision(RU, 20 + step * 9, day, trio, PLACES[1])
                if n % 2
                else kazakh_decision(KK, 20 + step * 9, day, trio, PLACES[0], "modern")
            )
        language, title = ("ru", "Распоряжения акима района") if n % 2 else ("kk", "Аудан әкімінің өкімдері")
        path, reference = f"{year}/өкім.pdf", f"112/1/{30 + n}"
        if n < 2:
            look = Look("serif", 13, condition=(COPY, OFFICE)[n])
            yield scanned(path, reference, "1", f"{title}, {year}", "directive", str(year), language, joined(pages), look)
        else:
            yield born(path, reference, "1", f"{title}, {year}", "directive", str(year), language, joined(pages), "sans", 12)


def _letters() -> Iterator[Item]:
    plan = (
        (2006, "p01", "p03", "kk", 0, ""), (2009, "p05", "p44", "ru", 0, ""), (2012, "p29", "p46", "kk", 3, ""),
        (2016, "p03", "p33", "ru", 2, ""), (2018, "p09", "p45", "kk", 0, "p09"), (2020, "p46", "p32", "ru", 3, ""),
        (2022, "p03", "p34", "kk", 1, "p03"), (2024, "p01", "p03", "ru", 0, "p01"),
    )  # fmt: skip
    for n, (year, about, to, language, choice, latin) in enumerate(plan):
        pages = [letter(f"03-{14 + n}/{211 + n * 37}", (9 + n, 2 + n, year), about, to, "p33", language, choice, latin)]
        pages.append(letter(f"03-{14 + n}/{212 + n * 37}", (10 + n, 2 + n, year), to, about, "p33", language, (choice + 2) % 4))
        title = "Өтінішке жауап" if language == "kk" else "Ответ на обращение"
        yield born(
            f"{year}/хат-{n + 1}.pdf", f"112/2/{n + 1}", "1", f"{title}, {year}", "letter", f"{year}-{2 + n:02}-{9 + n:02}", language,
            joined(pages), ("serif", "sans", "book")[n % 3], 12,
        )  # fmt: skip


def _mixed() -> Item:
    """A letter born digital with the scanned act it encloses."""
    path = "2011/хат қосымшасымен.pdf"
    first = lay_out(letter("03-21/77", (14, 6, 2011), "p20", "p03", "p33", "kk", 3), "serif", 12)
    acts = lay_out(
        joined(
            [land_act(67, (2, 6, 2011), "p20", "kk", "Қоғалы", "12,5"), land_act(68, (2, 6, 2011), "p29", "kk", "Боздала", "8,4")]
        ),
        "serif",
        13,
    )
    condition = Condition(dpi=200, skew=-1.1)
    content = bind.text_pdf([*first, *scans_of(path, acts, condition)], "Жер актісі туралы хат", condition)
    return Item(
        path, ("112", "2", "21"), "1", "Жер актісі туралы хат", "letter", "2011-06-14", "kk", content, truth_of([*first, *acts])
    )


def _layered(path: str, file: str, spoil: str, year: int) -> Item:
    """A scan whose text layer was made by an engine that knew no Kazakh, or in a font of its own code."""
    trios = (("p03", "p30", "p33"), ("p44", "p34", "p46"))
    pages = lay_out(
        joined([kazakh_decision(KK, 51 + n, (6 + n, 9, year), trio, PLACES[0], "modern") for n, trio in enumerate(trios)]),
        "serif",
        13,
    )
    condition = Condition(dpi=200, skew=0.0, noise=2)
    wrong = [layers.spoiled(page, spoil) for page in pages]
    content = bind.layered_pdf(scans_of(path, pages, condition), wrong, condition)
    return Item(
        path, ("112", "1", file), "1", f"Аудан әкімінің өкімдері, {year}", "directive", str(year), "kk", content, truth_of(pages)
    )


def items() -> Iterator[Item]:
    """Return the documents of the fonds."""
    yield from _directives()
    yield from _letters()
    yield _mixed()
    yield _layered("2000/өкім-қате-қабат.pdf", "41", "russian_ocr", 2000)
    yield _layered("2002/өкім-ескі-код.pdf", "42", "old_code", 2002)
    staff = list(working(careers.SOVKHOZ, 1996))
    pay = year_of_pay(staff, 1996, "kk", "«Сарыөткел-Агро» ЖШС («Сарыөткел» кеңшарының мирасқоры)", 28.0)
    yield born(
        "1996/жалақы-1996.pdf", "112/3/1", "1", "«Сарыөткел-Агро» ЖШС жалақы ведомосы, 1996", "pay_ledger", "1996", "kk", joined(pay),
        "sans", 10.5, A4_WIDE,
    )  # fmt: skip
