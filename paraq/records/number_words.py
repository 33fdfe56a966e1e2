"""Days and years in Kazakh and Russian words put into figures, so that dates in words are read like those in figures.

Kazakh: ``бір мың тоғыз жүз жетпіс сегізінші жылғы он екінші наурыз``; Russian: ``двенадцатое марта тысяча девятьсот семьдесят
восьмого года``. Of other numbers in words none is touched.
"""

import re
from typing import Final

from paraq.records.respelled import Respelled

_RUSSIAN_KEYS: Final = str.maketrans("әғқңөұүһі", "агкноууhи")


def _table(words: str) -> dict[str, int]:
    return {name: int(number) for number, *names in (line.split() for line in words.strip().splitlines()) for name in names}


_KAZAKH: Final = _table("""
    1 бір
    2 екі
    3 үш
    4 төрт
    5 бес
    6 алты
    7 жеті
    8 сегіз
    9 тоғыз
    10 он
    20 жиырма
    30 отыз
    40 қырық
    50 елу
    60 алпыс
    70 жетпіс
    80 сексен
    90 тоқсан
    100 жүз
    1000 мың
""")
_KAZAKH_ORDINALS: Final = _table("""
    1 бірінші
    2 екінші
    3 үшінші
    4 төртінші
    5 бесінші
    6 алтыншы
    7 жетінші
    8 сегізінші
    9 тоғызыншы
    10 оныншы
    20 жиырмасыншы
    30 отызыншы
    40 қырқыншы
    50 елуінші
    60 алпысыншы
    70 жетпісінші
    80 сексенінші
    90 тоқсаныншы
    100 жүзінші
    1000 мыңыншы
""")
# The month's second, third and so on: наурыздың жиырма екісі.
_KAZAKH_POSSESSIVES: Final = _table("""
    1 бірі
    2 екісі
    3 үші
    4 төрті
    5 бесі
    6 алтысы
    7 жетісі
    8 сегізі
    9 тоғызы
    10 оны
    20 жиырмасы
    30 отызы
""")
_RUSSIAN: Final = _table("""
    1 одна
    2 две
    20 двадцать
    30 тридцать
    40 сорок
    50 пятьдесят
    60 шестьдесят
    70 семьдесят
    80 восемьдесят
    90 девяносто
    700 семьсот
    800 восемьсот
    900 девятьсот
    1000 тысяча тысячи
""")
# Without the ending of their case.
_RUSSIAN_ORDINALS: Final = _table("""
    1 перв
    2 втор
    3 трет
    4 четверт четвёрт
    5 пят
    6 шест
    7 седьм
    8 восьм
    9 девят
    10 десят
    11 одиннадцат
    12 двенадцат
    13 тринадцат
    14 четырнадцат
    15 пятнадцат
    16 шестнадцат
    17 семнадцат
    18 восемнадцат
    19 девятнадцат
    20 двадцат
    30 тридцат
    40 сороков
    50 пятидесят
    60 шестидесят
    70 семидесят
    80 восьмидесят
    90 девяност
    800 восьмисот
    900 девятисот
    2000 двухтысячн
""")


def _both(table: dict[str, int]) -> dict[str, int]:
    """Return Kazakh words in their own letters and as a Russian keyboard has them."""
    return table | {name.translate(_RUSSIAN_KEYS): number for name, number in table.items()}


_CARDINALS: Final = _both(_KAZAKH) | _RUSSIAN
_ORDINALS: Final = _both(_KAZAKH_ORDINALS)
_RUSSIAN_ORDINAL: Final = re.compile(rf"({'|'.join(_RUSSIAN_ORDINALS)})(?:[ыо]й|ое|ого|ому|ым|ом|ий|ье|ьего|ьему|ьим|ьем)")
_POSSESSIVES: Final = _both(_KAZAKH_POSSESSIVES)
_POSSESSIVE: Final = re.compile(rf"({'|'.join(_POSSESSIVES)})(?:н(?!ш)[^\W\d_]{{0,5}})?")
# Behind any other word than a month's genitive, what looks like its second is "two of them".
_GENITIVE: Final = re.compile(r"[нтд][ыіи][ңн]\s+$", re.IGNORECASE)
# Texts without any of these have no such date; the look for them takes a tenth of the time of reading numbers.
_SIGN: Final = re.compile(
    r"мың|мын\b|тысяч|нш[ыіи]\b|(?:ое|ого|ье|его)\s+(?:янв|фев|мар|апр|ма[яй]|ию[нл]|авг|сен|окт|ноя|дек)|"
    rf"[ыіи][ңн]\s+(?:(?:он|жиырма|отыз)\s|{'|'.join(_POSSESSIVES)})",
    re.IGNORECASE,
)
_NUMBER_WORD: Final = (
    rf"(?:{'|'.join(sorted([*_CARDINALS, *_ORDINALS], key=len, reverse=True))}|{_RUSSIAN_ORDINAL.pattern}|{_POSSESSIVE.pattern})"
)
_RUN: Final = re.compile(rf"(?<!\w){_NUMBER_WORD}(?:\s+{_NUMBER_WORD})*(?!\w)", re.IGNORECASE)
_YEARS: Final = range(1700, 2100)
_DAYS: Final = range(1, 32)


def in_figures(text: str) -> Respelled | None:
    """Return a text with its days and years in words written in figures, or nothing if it has none."""
    if not _SIGN.search(text):
        return None
    found = [(*match.span(), figures) for match in _RUN.finditer(text) if (figures := _figures(match, text))]
    return Respelled.of(text, found) if found else None


def _figures(match: "re.Match[str]", text: str) -> str:
    """Return the day or year that words say as a date has it in figures; empty if they say neither."""
    words = match[0].lower().split()
    possessive = _POSSESSIVE.fullmatch(words[-1])
    if not possessive:
        return str(_number(words) or "")
    if len(words) > len(("жиырма", "екісі")) or not _GENITIVE.search(text, max(match.start() - 6, 0), match.start()):
        return ""
    tens, units = sum(_CARDINALS.get(word, 0) for word in words[:-1]), _POSSESSIVES[possessive[1]]
    return f"{tens + units}-сі" if tens in {0, 10, 20, 30} and tens + units in _DAYS else ""


def _number(words: list[str]) -> int:
    """Return the day, if an ordinal, or the year that number words say; 0 for other numbers."""
    thousands, hundreds, rest, ordinal = 0, 0, 0, False
    for word in words:
        if ordinal:
            return 0
        value, ordinal = _value(word)
        if value == 1000 and hundreds == 0:
            thousands, rest = (rest or 1) * 1000, 0
        elif value == 100:
            hundreds, rest = (rest or 1) * 100, 0
        elif value in {700, 800, 900}:
            hundreds = value
        elif value == 2000:
            thousands = value
        elif not rest or (rest >= 10 and rest % 10 == 0 and value < 10):
            rest += value
        else:
            return 0
    number = thousands + hundreds + rest
    return number if number in _YEARS or (ordinal and number in _DAYS) else 0


def _value(word: str) -> tuple[int, bool]:
    if word in _CARDINALS:
        return _CARDINALS[word], False
    if word in _ORDINALS:
        return _ORDINALS[word], True
    russian = _RUSSIAN_ORDINAL.fullmatch(word)
    return (_RUSSIAN_ORDINALS[russian[1]], True) if russian else (0, False)
