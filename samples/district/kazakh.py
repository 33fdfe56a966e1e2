"""Kazakh as the papers write it: case endings by vowel harmony, dates, and the scripts and spellings of each time.

Harmony and endings follow the school grammar; a surname in -ов/-ев takes the harmony of its stem (Сейітовтің, Назарбаевтың).
"""

BACK, FRONT = set("аоұыуёюя"), set("әөүіеэи")
VOICELESS = set("пткқсшфхцчщбвгд")
NASAL = set("мнң")

MONTHS = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"]
SOVIET_MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
SOVIET_FROM = [
    "январьдан",
    "февральдан",
    "марттан",
    "апрельден",
    "майдан",
    "июньнен",
    "июльден",
    "августан",
    "сентябрьден",
    "октябрьден",
    "ноябрьден",
    "декабрьден",
]

YANALIF = dict(zip("аәбвгғдежзйкқлмнңоөпрстұүфхһшыіэ", "aəbvgƣdeçzjkqlmnꞑoɵprstuyfxhcьie", strict=True)) | {"ь": "", "ъ": ""}
"""Letters of the Latin alphabet of 1929-1940; у, и, ю, я and ц are written by sound in :func:`yanalif`."""

RUSSIAN_KEYS = str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "АаГгКкНнОоУуУуХхИи")
PASSPORT = dict(zip("абвгдезийклмнопрстуфыэәғқңөұүі", "abvgdeziyklmnoprstufyeagknouui", strict=True)) | {
    "ж": "zh", "х": "kh", "һ": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "yo", "ь": "", "ъ": "",
}  # fmt: skip


def is_back(word: str) -> bool:
    """Whether the endings of a word are back ones (а, ы) rather than front ones (е, і)."""
    low = word.lower()
    if low.endswith(("ов", "ев")):
        low = low[:-2]
    for letter in reversed(low):
        if letter in FRONT or (letter in BACK and letter not in "ую"):
            return letter in BACK
    return True


def inflect(word: str, case: str) -> str:
    """Return a noun or name in a case: ``nom``, ``gen``, ``dat``, ``acc``, ``loc``, ``abl`` or ``ins``.

    Patronymics in -ұлы and -қызы take the endings of the possessive.
    """
    if case == "nom":
        return word
    last, back = word.lower()[-1], is_back(word)
    if word.endswith(("ұлы", "қызы")):
        return word + {"gen": "ның", "dat": "на", "acc": "н", "loc": "нда", "abl": "нан", "ins": "мен"}[case]
    vowel, voiceless, nasal = last in BACK | FRONT and last not in "иую", last in VOICELESS, last in NASAL
    first = {
        "gen": "н" if vowel or nasal else "т" if voiceless else "д",
        "dat": ("қ" if back else "к") if voiceless else ("ғ" if back else "г"),
        "acc": "н" if vowel else "т" if voiceless else "д",
        "loc": "т" if voiceless else "д",
        "abl": "н" if nasal else "т" if voiceless else "д",
        "ins": "п" if voiceless else "б" if last in "зж" else "м",
    }[case]
    rest = {"gen": "ың|ің", "dat": "а|е", "acc": "ы|і", "loc": "а|е", "abl": "ан|ен", "ins": "ен|ен"}[case]
    return word + first + rest.split("|")[0 if back else 1]


def spoken_date(day: int, month: int, year: int, soviet: bool = False) -> str:
    """Return a date in words: «1978 жылғы 15 март» (months by their Russian names in Soviet papers)."""
    return f"{year} жылғы {day} {(SOVIET_MONTHS if soviet else MONTHS)[month - 1]}"


def since(day: int, month: int, year: int, soviet: bool = False) -> str:
    """Return «1978 жылғы 15 марттан», the starting date of an order."""
    name = SOVIET_FROM[month - 1] if soviet else inflect(MONTHS[month - 1], "abl")
    return f"{year} жылғы {day} {name}"


def _by_sound(low: str, before: str, back: bool) -> str:
    if low == "у":
        return "v" if before and before.lower() in BACK | FRONT else ("uv" if back else "yv")
    if low == "и":
        return "ьj" if back else "ij"
    return {"ю": "ju", "я": "ja", "ц": "s", "ч": "c", "щ": "c", "ё": "o"}.get(low, low)


def yanalif(text: str) -> str:
    """Write Kazakh Cyrillic in the Latin alphabet of 1929-1940."""
    words = []
    for word in text.split(" "):
        back, out, before = is_back(word), "", ""
        for letter in word:
            low = letter.lower()
            new = YANALIF[low] if low in YANALIF else _by_sound(low, before, back)
            out += new.capitalize() if letter != low else new
            before = letter
        words.append(out)
    return " ".join(words)


def first_cyrillic(text: str) -> str:
    """Write Kazakh as in 1940-1951, with Ӯ for Ұ."""
    return text.replace("ұ", "ӯ").replace("Ұ", "Ӯ")


def russian_keys(text: str) -> str:
    """Write Kazakh on a typewriter that has only Russian letters."""
    return text.translate(RUSSIAN_KEYS)


def passport(text: str) -> str:
    """Write a name in the Latin letters of a passport."""
    return "".join(PASSPORT[c.lower()].capitalize() if c != c.lower() else PASSPORT.get(c, c) for c in text)
