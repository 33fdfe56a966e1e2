"""Spellings of a name: its key, its root without -ов and -ұлы, and what else the same name is written like."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from paraq.errors import Invalid
from paraq.text.names_sounds import one_sound, other_keys, other_sounds
from paraq.text.own_list import OwnList
from paraq.text.scripts import cyrillic_restored, visible
from paraq.text.skeleton import key_of

SHIPPED = Path(__file__).parent / "data" / "names" / "equivalents.csv"

# Russian cases of a name without a Russian ending: Нияза, Ниязу, Ниязом.
_BARE_CASE = re.compile(r"(?<=...[бгдзкклмнпрстхш])(?:а|у|ом|е)$")
_ULLIN = re.compile("(?<=у)л(?=ин(?:а|у|ым|е|ой|ы|ых)?$)")
_RUSSIAN_ENDING = re.compile(r"(?:ов|ев|ин|ски|овна|евна|ична)$")
# Of Бекқызы and Серікқызы one к is left, of Төлеуұлы one у; Әлиқызы and Мұсаұлы have no other.
_ROOT_ENDING = re.compile(
    r"(?<=...)(?:ов|ев|(?<!е)ули|(?<!е)(?<!ри)кизи|огли|ович|евич|ич|овна|евна|ична|ски)$|(?:(?<=.ек)|(?<=рик))изи$|(?<=.еу)ли$"
)
_KIND = re.compile(r"(?:(?P<family>ов|ев|ин)|(?P<adjective>ски)|(?P<patronymic>ович|евич|ич|овна|евна|ична))$")
_PATRONYMIC_CASE = re.compile(r"(?<=..)(?:([ое]вич)(?:а|у|ем|е)|([ое]вн)(?:и|е|у|ои)?)$")
_LAST_GLIDE = re.compile(r"(?<=..[ае])и$")
_VOWELS = "аеиоу"
_DOUBLED = re.compile(r"([а-я])\1+")
# An engine takes some dozens of alternatives for one word in its stride; the likeliest come first.
MOST = 64

# What Russian clerks wrote for Kazakh sounds, on skeletons; each rule is tried at each of its places, one at a time.
_SHIFTS = (
    ("и", "у"), ("у", "и"), ("уи", "уиу"), ("уиу", "уи"), ("ва", "уа"),
    ("о", "у"), ("у", "о"), ("е", "и"), ("и", "е"), ("а", "е"), ("е", "а"), ("к", "х"), ("х", "к"), ("п", "ф"), ("ф", "п"),
    ("б", "п"), ("п", "б"), ("г", "к"), ("т", "д"), ("д", "т"), ("ш", "ч"), ("ч", "ш"), ("уа", "ва"),
)  # fmt: skip
_LOOSE = str.maketrans("оехфч", "уикпш")
# In short names о and у tell one name from another: Досан, Дүсен; Шоқай, Шүкей.
_LOOSE_SHORT = str.maketrans("ехфч", "икпш")
_SHORT = 5
_FIRST_W = re.compile("^ва")
_FRONT_A = re.compile(rf"(?<=[^{_VOWELS}])иа(?=[^{_VOWELS}])")
# Behind о and у Russian ears hear ы and і as у: Түсіп, Тусуп; Наурыз, Науруз; Тұрсын, Турсун; Қойшыбай, Койчубай.
_ROUNDED = re.compile(rf"(?:(?<=[оу][^{_VOWELS}])|(?<=[оу][ри][^{_VOWELS}]))[иу](?=[^{_VOWELS}])")
# What clerks changed together, in either direction: ч for ш, у for ы behind о and у, у for the first о.
_TOGETHER = (
    ((re.compile("ш"), "ч"), (_ROUNDED, "у"), (re.compile(rf"^([^{_VOWELS}]?)о"), r"\1у")),
    ((re.compile("ч"), "ш"), (_ROUNDED, "и"), (re.compile(rf"^([^{_VOWELS}]?)у"), r"\1о")),
)
# ы and і that Russian ears do not hear before another syllable or behind у: Қыстау, Кстау; Сауыр, Саур; but Серік is no Серк.
_UNHEARD = re.compile(rf"(?<=[^{_VOWELS}])и(?=[^{_VOWELS}]+[{_VOWELS}])|(?<=[аое]у)и(?=[^{_VOWELS}])")
# The vowel that is heard there is no е: Сакын, Сакен.
_LAST_I = re.compile(rf"(?<=[^{_VOWELS}])и(?=[^{_VOWELS}]+$)")
# What may be lost where a name is searched for.
_LOST_VOWEL = re.compile(rf"(?:(?<=[^{_VOWELS}])|(?<=[аое]у))и(?=[^{_VOWELS}])")
_LOSS = re.compile(rf"(?:(?<=[^{_VOWELS}])|(?<=[аое]у))(?=[^{_VOWELS}])")
# Sounds that begin short names otherwise, too: Шоқай, Чокай; Уәли, Вали.
_FIRST = {"ш": "ч", "ч": "ш", "уа": "ва", "ва": "уа"}


def name_key(name: str) -> str:
    """Return the key of a surname or given name: equal in another spelling, script, gender or case.

    -ов, -ұлы and the like stay: Жанболат and Жанболатов may be one family but are two names (see :func:`root_of`).
    """
    # Catalogues of libraries write и as ī. Хайрулин is Хайруллин, not the accusative of Хайрұлы.
    key = key_of(
        _ULLIN.sub("лл", cyrillic_restored(visible(name)).lower().replace("i\u0307", "i").replace("ī", "i").replace("-", ""))
    )
    return key if _RUSSIAN_ENDING.search(key) else _BARE_CASE.sub("", key)


def root_of(key: str) -> str:
    """Return a name's key without the ending that makes it a surname or patronymic: Жанболатов, Жанболатұлы -> Жанболат.

    A patronymic may be in a Russian case. A last й is dropped too, for -аев is made of -а and of -ай alike (Мұсаев, Қонаев).
    """
    return _LAST_GLIDE.sub("", _ROOT_ENDING.sub("", nominative(key)))


@lru_cache(maxsize=65536)
def loose(key: str) -> str:
    """Return a root with the sounds merged that Kazakh and Russian clerks wrote differently; for comparing, not for searching."""
    root = root_of(key)
    # я behind a consonant is a front а: Тюрякулов.
    heard = _FRONT_A.sub("е", one_sound(root).replace("уиу", "уи"))
    heard = _LAST_I.sub("ы", _UNHEARD.sub("", _ROUNDED.sub("", _FIRST_W.sub("уа", heard))))
    return heard.translate(_LOOSE if len(root) > _SHORT else _LOOSE_SHORT)


def kind_of(key: str) -> str:
    """Return what the Russian ending of a name makes of it: a family name, one in -ский, a patronymic; nothing without one."""
    found = _KIND.search(key)
    return found.lastgroup or "" if found else ""


def _by_root(groups: Iterable[Iterable[str]]) -> dict[str, set[str]]:
    """Return of each root in groups of names all that stand in a group with it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        roots = {root_of(name_key(name)) for name in group}
        for root in roots:
            found[root] |= roots
    return dict(found)


class Equivalents:
    """Names that are one name though no rule says so (Мұхамбет, Магомет): a list that an archive can add to."""

    def __init__(self, groups: Iterable[Iterable[str]], families: Iterable[Iterable[str]] = ()) -> None:
        """Take groups of equivalent names, and those among them that are spellings of one family's name."""
        self._others = _by_root(groups)
        self._families = _by_root(families)
        self._names = frozenset(self._others)

    @classmethod
    def read(cls, *paths: Path) -> "Equivalents":
        """Return the names of CSV files with the columns ``kind``, ``names`` (separated by ``|``) and ``note``.

        Raises:
            Invalid: A file has no column ``names`` or is no UTF-8.
        """
        groups: list[tuple[str, list[str]]] = []
        for path in paths:
            try:
                with path.open(encoding="utf-8-sig", newline="") as file:
                    rows = list(csv.DictReader(file))
                groups += [
                    (row.get("kind") or "", [name.strip() for name in row["names"].split("|") if name.strip()]) for row in rows
                ]
            except (KeyError, AttributeError, UnicodeDecodeError, csv.Error) as error:
                raise Invalid(
                    "The list of equivalent names cannot be read",
                    where=str(path),
                    remedy="It must be CSV in UTF-8 with the columns kind, names, note",
                    code="names-equivalents",
                ) from error
        return cls((names for _, names in groups), (names for kind, names in groups if kind.strip() == "stem"))

    def of(self, key: str) -> frozenset[str]:
        """Return the roots that stand for this name's root, without itself."""
        root = root_of(key)
        return frozenset(self._others.get(root, ())) - {root}

    def are_one_family(self, root: str, other: str) -> bool:
        """Tell whether two roots are listed as those of one family."""
        return other in self._families.get(root, ())

    def knows(self, key: str) -> bool:
        """Tell whether a name of this root is in the list, so that it is a name indeed."""
        return root_of(key) in self._names


installed = OwnList("names/equivalents.csv", SHIPPED, Equivalents.read)
"""The equivalents that come with Paraq and those of the archive, ``names/equivalents.csv`` under ``PARAQ_HOME``."""


def spellings(word: str, known: Equivalents | None = None) -> tuple[str, ...]:
    """Return the keys under which a name as written may stand in documents, its own first: :func:`variants`, and its cases."""
    return variants(name_key(word), known, tuple(other_keys(word.lower())))


def variants(key: str, known: Equivalents | None = None, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the keys under which a name with this key may stand in documents, itself first, likeliest first.

    The root bare, with -ов and -ұлы, in its Russian cases; its known equivalents in the same forms; and what a Russian clerk may
    have heard (Қонаев, Кунаев; Әбдірахман, Абдрахман); ``others`` are keys that the written word has besides.
    """
    own = key
    key = nominative(key)
    root = root_of(key)
    # A root may look like a case: Бексұлтан, Бексултанова.
    ordered = dict.fromkeys([own, key, root, *_lengthened(root), *_fathers(key, root), *others, key_of(root)])
    if key.endswith("улин"):
        # In one л it has the key of an accusative in -ұлын.
        ordered[key.removesuffix("н")] = None
    for other in sorted((known or installed()).of(key)):
        ordered.update(dict.fromkeys(_lengthened(other)))
    for other in (*other_sounds(root), *_nasals(root)):
        ordered.update(dict.fromkeys((other + key[len(root) :], *_lengthened(other))))
    for other in (*_heard_together(root), *_shifted(root)):
        ordered.update(dict.fromkeys((other, other + key[len(root) :] if key.startswith(root) else other)))
    return tuple(dict.fromkeys(_DOUBLED.sub(r"\1", term) for term in ordered if term))[:MOST]


def nominative(key: str) -> str:
    """Return a Russian patronymic in its first case: Сарсеновичу, Ивановной; any other name as it is."""
    return _PATRONYMIC_CASE.sub(lambda found: found[1] or found[2] + "а", key)


def _fathers(key: str, root: str) -> Iterator[str]:
    """Yield the Russian cases of a patronymic, in which orders name people: Досмагамбетова Ергали Сарсеновича."""
    if key.endswith(("ович", "евич", "ули")):
        yield from (form + case for form in _lengthened(root) if form.endswith("вич") for case in ("а", "у", "ем", "е"))
    elif key.endswith(("овна", "евна", "кизи")):
        # Ивановны has the key of Иванов, which is among the others.
        yield from (form[:-1] + case for form in _lengthened(root) if form.endswith("вна") for case in ("е", "у", "ои"))


def _nasals(root: str) -> Iterator[str]:
    """Yield the root with the н that Russians hear as м before б, the commonest of shifts: Досмағанбет, Досмагамбетов."""
    for heard, written in (("нб", "мб"), ("мб", "нб")):
        if heard in root:
            yield root.replace(heard, written, 1)


def _lengthened(root: str) -> list[str]:
    """Return the forms in which a root is recorded: bare, with a Russian ending, as its bearer's father, in Russian cases."""
    if root[-1:] in _VOWELS:
        glide = root + "и" if root[-1] in "ае" else root
        return [
            root,
            glide,
            root + "ев",
            root + "ули",
            glide + "ули",
            root + "кизи",
            glide + "кизи",
            root + "евич",
            root + "евна",
        ]
    endings = ("ев", "евич", "евна") if root[-1:] in "жшч" else ("ов", "ович", "овна")
    forms = [root + ending for ending in ("", *endings, "ули", "кизи")]
    return forms + [root + ending for ending in ("а", "у", "ом", "е")] if len(root) >= 4 else forms


def _heard_together(root: str) -> Iterator[str]:
    """Yield a longer root with the sounds changed that one clerk changed together: Қойшыбай, Койчубай; Орынбек, Урунбек."""
    if len(root) < _SHORT:
        return
    for changes in _TOGETHER:
        for chosen in (changes, *combinations(changes, 2)):
            other = root
            for pattern, heard in chosen:
                other = pattern.sub(heard, other, count=1)
            if other != root:
                yield other


def _shifted(root: str) -> list[str]:
    """Return the root with one sound heard otherwise; short names have too many neighbours for more than their first sound."""
    shifted = [other + root[len(first) :] for first, other in _FIRST.items() if root.startswith(first) and len(root) > 3]
    if len(root) < 5:
        return shifted
    shifted += [root[: match.start()] + root[match.end() :] for match in _LOST_VOWEL.finditer(root)]
    shifted += [root[: match.start()] + "и" + root[match.start() :] for match in _LOSS.finditer(root)]
    for heard, written in _SHIFTS:
        start = root.find(heard)
        while start >= 0:
            shifted.append(root[:start] + written + root[start + len(heard) :])
            start = root.find(heard, start + 1)
    return shifted
