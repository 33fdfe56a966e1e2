"""A person's name: read from the way people write it, and made into what an index can be asked for."""

import re
from dataclasses import dataclass
from typing import Literal

from paraq.text.names_families import same_surname
from paraq.text.names_spelling import Equivalents, installed, name_key, root_of, spellings, variants
from paraq.text.skeleton import key_of, skeleton
from paraq.text.tokens import pieces

Sex = Literal["m", "f", ""]

_PATRONYMIC = re.compile(r"(?:ули|кизи|огли|оглу|ович|евич|овна|евна|ична|улыи)$")
_RUSSIAN_PATRONYMIC = re.compile(r"(?:[ое]вич(?:а|у|ем|е)?|(?:[ое]вн|ичн)(?:а|и|е|у|ои))$")
# Fathers in -а and -я: Ильич, Лукич, Кузьмич.
_SHORT_PATRONYMIC = re.compile(r"^(?:ил|лук|кузм|фом|никит|сав|фок|сил|ион)ич(?:а|у|ем|е)?$")
SEPARATE = frozenset(("ули", "кизи", "огли"))
"""Keys of what makes a patronymic where it is written apart."""
_SURNAME = re.compile(r"(?:ов|ев|ин|ски|ова|ева|ина)$")
_WOMAN = re.compile(r"(?:кизи|овна|евна|ична|ова|ева|ина|скаиа)(?:ни[нг]|га|ге|да|нан|мен|ои|у|и)?$")
_MAN = re.compile(r"(?:ули|огли|ович|евич|ов|ев|ин|ски)(?:ни[нг]|на|га|ге|нан|мен|а|у|ем|им|е)?$")
# Letters that Latin writes as two stand for one initial.
_LATIN_INITIAL = re.compile(r"(?:дж|shch|dzh|zh|sh|ch|kh|gh|ts|yu|ya|ye|yo|dj|[agionscuy]'|.)", re.IGNORECASE)
_INITIALS = frozenset(("дж", "zh", "sh", "ch", "kh", "gh", "ts", "yu", "ya", "ye", "dzh", "dj"))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as written, part by part; a part that is not given is empty.

    Attributes:
        surname: Family name, in the case and gender in which it was written.
        given: Given name, or empty if only an initial is known.
        patronymic: With -ұлы, -қызы, -ович, -овна; its separate parts joined.
        initials: Initials of given name and patronymic where these are not written out, lower-cased.
        sex: ``m`` or ``f`` if the endings tell, else empty.
    """

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    initials: tuple[str, ...] = ()
    sex: Sex = ""


@dataclass(frozen=True, slots=True)
class NameTerms:
    """What a name asks of the ``key`` layer; every field holds terms of that layer.

    Attributes:
        surname: Terms any of which is the surname, as written first, other spellings after.
        fuzzy: Terms for which one letter may differ (OCR, slips); empty where the name is too short for that.
        others: For given name and patronymic the terms any of which will do, initials among them.
        slop: How many words may stand between surname and the others.
    """

    surname: tuple[str, ...]
    fuzzy: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    slop: int = 3


def read_name(text: str, known: Equivalents | None = None) -> PersonName:
    """Return the parts of a person's name written in any usual order: surname first or last, with initials, with a comma."""
    known = known or installed()
    words = _words(text)
    full = [word for word in words if not _is_initial(word)]
    initials = tuple(word.lower() for word in words if _is_initial(word))
    if not full:
        return PersonName(initials=initials)
    surname, given, patronymic = _ordered(full, "," in text, bool(initials), known)
    return PersonName(surname, given, patronymic, initials[:2], _sex(surname, patronymic))


def terms(name: PersonName, known: Equivalents | None = None) -> NameTerms:
    """Return what to ask an index for, so that every spelling of this name is among the answers."""
    main = name.surname or name.given
    key = name_key(main) if main else ""
    others = [_alternatives(part, known) for part in (name.given if name.surname else "", name.patronymic) if part]
    others += [tuple(dict.fromkeys((key_of(initial), key_of(initial)[:1]))) for initial in name.initials]
    # Below five letters nearly every word has a neighbour one letter away.
    fuzzy = tuple(dict.fromkeys((key, *(term for term in _fuzzy_roots(key, known))))) if len(key) >= 5 else ()
    return NameTerms(spellings(main, known) if key else (), fuzzy, tuple(others))


def alternatives(word: str, known: Equivalents | None = None) -> tuple[str, ...]:
    """Return the terms of the ``key`` layer for a word of a query that may be a name, its own key first.

    A word in small letters is no name so surely that its cases are worth asking for.
    """
    return spellings(word, known) if word[:1].isupper() else variants(name_key(word), known)


def initial_of(word: str) -> str:
    """Return the key of the initial with which a name is abbreviated."""
    found = _LATIN_INITIAL.match(word)
    return key_of(found[0].lower()) if found else ""


def _alternatives(part: str, known: Equivalents | None) -> tuple[str, ...]:
    key = name_key(part)
    initials = {initial_of(part), *(other[:1] for other in (known or installed()).of(key))}
    return tuple(dict.fromkeys((*spellings(part, known), *sorted(initials - {""}))))


def _fuzzy_roots(key: str, known: Equivalents | None) -> list[str]:
    """Return the other roots a damaged spelling may come from, with the ending of the name."""
    root = root_of(key)
    ending = key[len(root) :] if key.startswith(root) else ""
    others = sorted((known or installed()).of(key))
    return [term for other in (root, *others) for term in (other, other + ending) if len(term) >= 5]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for piece in pieces(text):
        if piece.whole:
            continue
        if words and key_of(piece.surface.lower()) in SEPARATE:
            words[-1] += piece.surface.lower()
        elif any(letter.isalpha() for letter in piece.surface):
            words.append(piece.surface)
    return words


def _is_initial(word: str) -> bool:
    return len(word) == 1 or word.lower() in _INITIALS or (len(word) == 2 and word[1] == "'")


def is_patronymic(word: str) -> bool:
    """Tell whether a word ends as the names of fathers do: -ұлы, -қызы, -ович, -овна, in any script and case."""
    lowered = word.lower()
    key = key_of(lowered)
    # Ержановны has the key of Ержанов.
    return bool(_PATRONYMIC.search(key) or _SHORT_PATRONYMIC.search(key) or _RUSSIAN_PATRONYMIC.search(skeleton(lowered)))


def _ordered(full: list[str], comma: bool, initials: bool, known: Equivalents) -> tuple[str, str, str]:
    """Return surname, given name and patronymic of the written-out words."""
    places = [index for index, word in enumerate(full) if is_patronymic(word)]
    if len(full) == 1:
        word = full[0]
        given = not initials and known.knows(name_key(word)) and not _SURNAME.search(key_of(word.lower())) and not places
        return ("", word, "") if given else (word, "", "")
    if places and places[-1] >= 1:
        return _around(full, places[-1])
    if places and len(full) == 2:
        return full[0], full[1], ""
    surname = 0 if comma or initials else _surname_place(full, known)
    rest = [word for index, word in enumerate(full) if index != surname]
    return full[surname], rest[0] if rest else "", " ".join(rest[1:])


def _around(full: list[str], place: int) -> tuple[str, str, str]:
    """Return the parts around a patronymic: its given name stands before it, the surname before that or after it."""
    given = full[place - 1]
    surname = full[place - 2] if place >= 2 else full[place + 1] if place + 1 < len(full) else ""
    return surname, given, full[place]


def _surname_place(full: list[str], known: Equivalents) -> int:
    keys = [key_of(word.lower()) for word in full]
    marked = [index for index, key in enumerate(keys) if _SURNAME.search(key)]
    if len(marked) == 1:
        return marked[0]
    unknown = [index for index, word in enumerate(full) if not known.knows(name_key(word))]
    return unknown[0] if len(unknown) == 1 else 0


def _sex(surname: str, patronymic: str) -> Sex:
    for part in (patronymic, surname):
        if not part:
            continue
        bare = skeleton(part.lower())
        if _WOMAN.search(bare):
            return "f"
        if _MAN.search(bare):
            return "m"
    return ""


__all__ = ["NameTerms", "PersonName", "alternatives", "initial_of", "name_key", "read_name", "root_of", "same_surname", "terms"]
