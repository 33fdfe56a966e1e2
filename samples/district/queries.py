"""Sample queries: what an archivist types, and on which pages the answer stands."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Query:
    """A query and why it is asked; the answer is a person, or the pages on which a pattern stands."""

    text: str
    why: str
    person: str = ""
    pattern: str = ""


QUERIES = (
    Query("Жанболат Сейіт", "modern Kazakh spelling; the papers have Джанбулатов, Жанбулатов, Жанболатов", "p01"),
    Query("Джанбулатов Сейт", "Russian spelling; Kazakh papers have Жанболатов Сейіт", "p01"),
    Query("Zhanbolatov Seyit", "spelling of the passport", "p01"),
    Query("С. Жанболатовқа", "initial and dative", "p01"),
    Query("Çanbolat Əbdi", "Latin of the 1930s; later papers have Жанболатов Әбді", "p02"),
    Query("Жанболатов Әбді", "Cyrillic; papers of the 1930s are in Latin", "p02"),
    Query("Мұқанов Қасым", "papers of the 1940s have Мӯқанов", "p39"),
    Query("Абдиков Куаныш", "Russian spelling of Әбдіков Қуаныш", "p05"),
    Query("Әбдіков Қуаныш", "Kazakh spelling of Абдиков Куаныш", "p05"),
    Query("Омирзакова Кулаш", "Kazakh typed with Russian letters", "p06"),
    Query("Умурзаковой Куляш", "Russian genitive", "p06"),
    Query("Нұрғожин Мәжит", "Kazakh spelling of Нургожин", "p07"),
    Query("Усенов Габит", "Russian spelling of Үсенов Ғабит; Усеинов Габиден is another man", "p08"),
    Query("Шәріпова Зейнеп", "Шарипова Зейнегуль is another woman", "p09"),
    Query("Кулджанов Ергали", "other Russian spelling of Құлжанов Ерғали", "p10"),
    Query("Ізтілеуов Асқар", "Kazakh spelling of Изтлеуов", "p15"),
    Query("Бәйімбетов Оразбек", "Russian papers have Баимбетов Уразбек", "p13"),
    Query("Қыдырәлиева Ұлжан", "Russian papers have Кыдыралиева Улжан", "p14"),
    Query("Ержанова Рәбиға", "Russian papers have Ержанова Рабига", "p26"),
    Query("Мырзағалиев Еркін", "Russian papers have Мурзагалиев", "p12"),
    Query("еңбек демалысы", "Kazakh words in any case", pattern=r"еңбек демалыс"),
    Query("жер телімі", "Kazakh words in any case", pattern=r"жер телім"),
    Query("трудовой отпуск", "Russian words", pattern=r"трудов\w+ отпуск"),
    Query("материальная помощь", "Russian words in any case", pattern=r"материальн\w+ помощ"),
    Query('"жанармай күн сайын есепке алынсын"', "a phrase as written", pattern=r"жанармай күн сайын есепке алынсын"),
)


def answers(query: Query, pages: list[tuple[str, str, str]], named: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """Return the pages that answer a query: ``pages`` are (path, page, text), ``named`` where people are named."""
    if query.person:
        found = {(mention["path"], mention["page"]) for mention in named[query.person]}
    else:
        found = {(path, page) for path, page, text in pages if re.search(query.pattern, " ".join(text.split()), re.IGNORECASE)}
    return [{"path": path, "page": page} for path, page in sorted(found)]
