"""Fonds 130: the district's maslikhat, 1994-2023."""

from collections.abc import Iterator

from .decisions import Authority, kazakh_decision, russian_decision
from .item import Item, Look, born, scanned
from .minutes import Meeting, kazakh_minutes, russian_minutes
from .orders import joined
from .scan import COPY, Condition

KK = Authority(
    ("ҚАЗАҚСТАН РЕСПУБЛИКАСЫ", "КҮМІСӨЗЕК АУДАНДЫҚ МӘСЛИХАТЫ"),
    "ШЕШІМ",
    "аудандық мәслихат ШЕШТІ",
    "Мәслихат хатшысы",
    "p31",
    False,
)
RU = Authority(
    ("РЕСПУБЛИКА КАЗАХСТАН", "КУМЫСУЗЕКСКИЙ РАЙОННЫЙ МАСЛИХАТ"),
    "РЕШЕНИЕ",
    "районный маслихат РЕШИЛ",
    "Секретарь маслихата",
    "p31",
    False,
)
DEPUTIES = ("p31", "p45", "p29", "p03", "p44", "p46", "p33", "p30", "p12")


def _sessions() -> Iterator[Item]:
    for n, year in enumerate((1994, 1999, 2005, 2010)):
        meetings = [
            Meeting(
                KK.head if n % 2 == 0 else RU.head,
                1 + step * 4,
                (12 + step, 1 + step * 5, year),
                DEPUTIES[n],
                DEPUTIES[n + 1],
                DEPUTIES[n + 2 :],
                False,
                4,
            )
            for step in range(2)
        ]
        pages = [kazakh_minutes(meeting) if n % 2 == 0 else russian_minutes(meeting) for meeting in meetings]
        language, title = ("kk", "Мәслихат сессияларының хаттамалары") if n % 2 == 0 else ("ru", "Протоколы сессий маслихата")
        condition = COPY if n != 1 else Condition(dpi=200, skew=-0.7)
        if n < 3:
            yield scanned(
                f"Қор 130/{year}/сессия.{'tif' if n == 2 else 'pdf'}", f"130/1/{5 + n}", "1", f"{title}, {year}", "minutes", str(year),
                language, joined(pages), Look("serif", 12, condition=condition),
            )  # fmt: skip
        else:
            yield born(
                f"Қор 130/{year}/сессия.pdf",
                f"130/1/{5 + n}",
                "1",
                f"{title}, {year}",
                "minutes",
                str(year),
                language,
                joined(pages),
            )


def items() -> Iterator[Item]:
    """Return the documents of the fonds."""
    yield from _sessions()
    trios = (("p03", "p45", "p46"), ("p29", "p34", "p33"), ("p44", "p30", "p33"))
    for n, year in enumerate((1996, 2001, 2013, 2019, 2023)):
        pages = []
        for step, trio in enumerate(trios):
            day, number = (3 + 9 * step, 4 + 3 * step, year), 14 + 11 * step
            pages.append(
                kazakh_decision(KK, number, day, trio, "Күмісөзек кенті", "modern")
                if n % 2
                else russian_decision(RU, number, day, trio, "пос. Кумысузек")
            )
        language, title = ("kk", "Мәслихат шешімдері") if n % 2 else ("ru", "Решения маслихата")
        path, reference = f"Қор 130/{year}/шешімдер.pdf", f"130/1/{20 + n}"
        if year < 2010:
            look = Look("sans", 12, condition=COPY)
            yield scanned(path, reference, "1", f"{title}, {year}", "decision", str(year), language, joined(pages), look)
        else:
            yield born(path, reference, "1", f"{title}, {year}", "decision", str(year), language, joined(pages), "sans", 12)
