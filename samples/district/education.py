"""Fonds 45: the district's department of education, 1956-2019, with the office files of its last years."""

from collections.abc import Iterator, Sequence

from . import careers
from .item import Item, Look, TruthPage, born, scanned
from .letters import letter
from .minutes import Meeting, kazakh_minutes
from .office import docx, eml, plain, xlsx
from .orders import OFFICES, joined, working, year_of_orders
from .page import A4_WIDE, MARK, Block, Para, Table
from .pay import ledger, year_of_pay
from .scan import COPY, FADED, OFFICE, OLD, Condition

PASSWORD = "archive-2019"
"""Opens the locked PDF."""


def _text(blocks: Sequence[Block]) -> tuple[str, list[tuple[str, str]], list[str], list[list[str]]]:
    """Return blocks as one text with its mentions, and as paragraphs and rows."""
    paragraphs = [block.text for block in blocks if isinstance(block, Para)]
    rows = [list(row) for block in blocks if isinstance(block, Table) for row in block.rows]
    lines = [*paragraphs, *("\t".join(row) for row in rows)]
    mentions = [mention for line in lines for mention in MARK.findall(line)]
    return plain("\n".join(lines)), mentions, paragraphs, rows


def _file(
    path: str,
    file: str,
    title: str,
    kind: str,
    date: str,
    language: str,
    content: bytes,
    text: str,
    mentions: list[tuple[str, str]],
) -> Item:
    truth = (TruthPage("1", text, tuple(mentions)),) if text else ()
    return Item(path, ("45", "3", file), "1", title, kind, date, language, content, truth)


def _orders() -> Iterator[Item]:
    plan = (
        (1956, "school_ru", "pdf", Look("typewriter", 12, condition=OLD)),
        (1972, "school_ru", "tif", Look("old_typewriter", 11, condition=COPY)),
        (1984, "school_ru", "pdf", Look("typewriter", 12, condition=FADED)),
        (1998, "school_kk", "pdf", Look("serif", 12.5, condition=COPY)),
        (2012, "school_kk", "pdf", Look("serif", 12.5, condition=COPY)),
    )
    for n, (year, office, ending, look) in enumerate(plan):
        language = "kk" if "kk" in office else "ru"
        pages = year_of_orders(OFFICES[office], careers.SCHOOL, year, language, year == 1984, 3)
        title = "Бұйрықтар" if language == "kk" else "Приказы районо"
        yield scanned(
            f"orders/{year}.{ending}",
            f"45/1/{10 + n}",
            "1",
            f"{title}, {year}",
            "order",
            str(year),
            language,
            joined(pages),
            look,
        )
    pages = year_of_orders(OFFICES["school_kk"], careers.SCHOOL, 2019, "kk", sheets=3)
    yield born("orders/2019.pdf", "45/1/20", "1", "Бұйрықтар, 2019", "order", "2019", "kk", joined(pages))
    yield born("copies/orders-2019.pdf", "45/1/20", "1", "Бұйрықтар, 2019", "order", "2019", "kk", joined(pages))


def _office_files() -> Iterator[Item]:
    council = ("p28", "p30", "p04", "p31", "p32", "p45")
    meeting = Meeting(
        ("Боздала орта мектебі", "Педагогикалық кеңес"), 5, (28, 3, 2014), council[0], council[1], council[2:], False, 3
    )
    text, mentions, paragraphs, rows = _text(kazakh_minutes(meeting))
    yield _file(
        "office/minutes-2014.docx",
        "1",
        "Педагогикалық кеңес хаттамасы, 2014",
        "minutes",
        "2014-03-28",
        "kk",
        docx(paragraphs, rows),
        text,
        mentions,
    )
    pay = ledger(working(careers.SCHOOL, 2015), 2015, range(1, 7), "kk", "Боздала орта мектебі", 560.0)
    text, mentions, _, rows = _text([block for block in pay if isinstance(block, Table)])
    yield _file(
        "office/pay-2015.xlsx", "2", "Жалақы ведомосы, 2015", "pay_ledger", "2015", "kk", xlsx(rows, "2015"), text, mentions
    )
    for path, code, language, about in (
        ("office/letter-2001.txt", "cp1251", "ru", "p26"),
        ("office/hat-2004.txt", "kz1048", "kk", "p27"),
    ):
        blocks = letter("01-7/33", (6, 5, 2001 if language == "ru" else 2004), about, "p28", "p44", language, 0)
        text, mentions, _, _ = _text(blocks)
        title = "Ответ на обращение, 2001" if language == "ru" else "Өтінішке жауап, 2004"
        content = text.replace("\n", "\r\n").encode(code)
        yield _file(path, "3", title, "letter", "2001" if language == "ru" else "2004", language, content, text, mentions)
    enclosed = born(
        "x.pdf", "45/3/5", "1", "Тізім", "list", "2021", "kk", letter("01-9/4", (13, 9, 2021), "p34", "p30", "p44", "kk", 2)
    )
    body = "Құрметті {p30|Мәлікова Сәуле Ғаниқызы}!\n\nСұраныс бойынша {p34|Мөлдір Бейсенованың} құжаттары қоса тіркелді.\n\nҚұрметпен, {p44|Ғ. Тоқсанбай}\n"
    mail = eml(
        "bilim@kumisozek.example",
        "archive@kumisozek.example",
        "Құжаттар тізімі",
        "Tue, 14 Sep 2021 10:00:00 +0500",
        body,
        ("tizim.pdf", enclosed.content),
    )
    truth = (
        TruthPage("1", plain(body), tuple(MARK.findall(body))),
        TruthPage("2", enclosed.truth[0].text, enclosed.truth[0].mentions),
    )
    yield Item(
        "office/mail-2021.eml",
        ("45", "3", "5"),
        "1",
        "Құжаттар тізімі туралы хат, 2021",
        "letter",
        "2021-09-14",
        "kk",
        mail,
        truth,
    )


def _unreadable() -> Iterator[Item]:
    pages = joined(year_of_orders(OFFICES["school_kk"], careers.SCHOOL, 2019, "kk", sheets=4))
    locked = born(
        "orders/2019-locked.pdf", "45/1/21", "1", "Бұйрықтар (құпиясөзбен), 2019", "order", "2019", "kk", pages, lock=PASSWORD
    )
    yield Item(locked.path, locked.reference, "1", locked.title, "order", "2019", "kk", locked.content)
    whole = scanned("orders/1987-broken.tif", "45/1/17", "1", "Приказы районо, 1987", "order", "1987", "ru",
                    joined(year_of_orders(OFFICES["school_ru"], careers.SCHOOL, 1987, "ru", sheets=2)), Look(condition=COPY))  # fmt: skip
    yield Item(whole.path, whole.reference, "1", whole.title, "order", "1987", "ru", whole.content[: len(whole.content) // 3])


def items() -> Iterator[Item]:
    """Return the documents of the fonds."""
    yield from _orders()
    yield from _office_files()
    yield from _unreadable()
    for n, year in enumerate((1975, 1984, 1996, 2005)):
        org = "Боздалинская средняя школа № 3" if year < 1990 else "№ 3 Боздала орта мектебі"
        language, scale = ("ru", 0.7) if year < 1990 else ("kk", 60.0 if year > 2000 else 35.0)
        pages = joined(year_of_pay(working(careers.SCHOOL, year), year, language, org, scale))
        look = Look("typewriter", 11, A4_WIDE, 40, (OFFICE, COPY, COPY, Condition(dpi=150, skew=0.5))[n])
        yield scanned(f"pay/{year}.pdf", f"45/2/{n + 1}", "1", f"{org}: {year}", "pay_ledger", str(year), language, pages, look)
