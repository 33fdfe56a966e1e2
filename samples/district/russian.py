"""Russian as the papers write it: names in the six cases and dates."""

CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
UNCHANGING = ("о", "е", "и", "у", "ы", "э", "ю")


def _ending(stem: str, endings: str, case: str) -> str:
    return stem + endings.split()[CASES.index(case) - 1].replace("0", "")


def surname(word: str, female: bool, case: str) -> str:
    """Return a surname in a case; surnames not in -ов, -ев, -ин follow the nouns, and a woman's such surname stays as it is."""
    possessive = word.endswith(("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына"))
    if case == "nom" or word.endswith(UNCHANGING) or (female and not possessive):
        return word
    if female:
        return _ending(word[:-1], "ой ой у ой ой", case)
    if possessive:
        return _ending(word, "а у а ым е", case)
    return given(word, False, case)


def given(word: str, female: bool, case: str) -> str:
    """Return a first name or patronymic in a case; a woman's name in a consonant or soft sign stays as it is."""
    if case == "nom" or word.endswith(UNCHANGING):
        return word
    if word.endswith("ия"):
        return _ending(word[:-1], "и и ю ей и", case)
    if word.endswith("а"):
        genitive = "и" if word[-2] in "гкхжшчщ" else "ы"
        return _ending(word[:-1], f"{genitive} е у ой е", case)
    if word.endswith("я"):
        return _ending(word[:-1], "и е ю ей е", case)
    if female:
        return word
    if word.endswith(("й", "ь")):
        return _ending(word[:-1], "я ю я ем е", case)
    return _ending(word, "а у а ем е" if word.endswith(("ич", "ж", "ш", "ч")) else "а у а ом е", case)


def spoken_date(day: int, month: int, year: int) -> str:
    """Return «15 марта 1978 года»."""
    return f"{day} {MONTHS[month - 1]} {year} года"


def figures(day: int, month: int, year: int) -> str:
    """Return «15.03.1978»."""
    return f"{day:02}.{month:02}.{year}"
