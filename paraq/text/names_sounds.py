"""What sounds alike in names of all kinds: elements of compound names, Arabic articles, German and Korean names in two scripts.

All of it speaks of skeletons (:mod:`paraq.text.skeleton`), so that it holds in every script.
"""

import re
from collections.abc import Callable, Iterator

from paraq.text.scripts import script_of
from paraq.text.skeleton import key_of, skeleton

_VOWELS = "аеиоу"


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _respelling(pairs: str) -> Callable[[str], str]:
    """Return what writes a word in other letters by pairs of what is written and what becomes of it, the longest first."""
    table = dict(pair.split("=") for pair in pairs.split())
    written = re.compile("|".join(sorted(table, key=len, reverse=True)))
    return lambda word: written.sub(lambda found: table[found[0]], word)


# What the same clerk wrote now so, now so, on roots: the first spelling stands for all, which are one family's name even in one
# way of writing.
_ONE_SOUND = tuple(
    (re.compile(pattern), _words(sounds))
    for pattern, sounds in (
        # Elements that begin many names: Қожа, Ходжа, Гожа; Мырза, Мурза; Әбді, Абду.
        ("^[кхг]ожа", "кожа хожа гожа"),
        ("м[иу]рз", "мирз мурз"),
        ("^д(?:уи|иу)се", "дуисе диусе дусе"),
        # Elements whose о Russians heard as у: Молдабаев, Мулдабаев; Жолдасбеков, Джулдасбеков. Not болат and булат.
        ("^м[оу]лда", "молда мулда"),
        ("^ж[оу]лд(?=[иа]..)", "жолд жулд"),
        ("^б[оу]ран(?=.)", "боран буран"),
        ("^м[оу]мин", "момин мумин"),
        # The pilgrim's, in Kazakh and in Russian: Қажыбаев, Хаджибаев.
        ("^[кхг]ажи(?=..)", "кажи хажи гажи"),
        # Passports write one letter for й and е: Tuyebayev, Түйебаев.
        ("(?<=[аоу])и?е", "е ие"),
        # нг is one sound: Хангереев.
        ("(?<=[гн])[еи]р$", "ир ер"),
        ("^се?и[тд](?=[ажк])", "сеит сеид сит сид"),
        ("мухаме[тд]", "мухамет мухамед"),
        # A w that closes a syllable: Дәулет, Давлет.
        (f"(?<=а)[ув](?=[^{_VOWELS}])", "у в"),
        # ю behind a consonant is a front у: Елюбаев, Елубаев.
        (f"(?<=[^{_VOWELS}])иу", "у иу"),
        (f"^абд[иу](?=[^{_VOWELS}])", "абди абду"),
        # Сейфулла, Сайфулла; Рейхерт, Райхерт. Бей- and Бай-, Кей- and Кай- are elements of their own.
        (f"(?<![бктж])[еа]и(?=[^{_VOWELS}])", "аи еи"),
        # бай is пай behind a voiceless sound: Тынышпаев, Серикпаев.
        ("(?<=[ксхчш])[бп](?=аи?$)", "б п"),
        # Sounds take after the next one: Сейсембаев, Ахмеджанов, Тохтамысов.
        (f"(?<=[{_VOWELS}])[нм]б", "нб мб"),
        (f"(?<=[{_VOWELS}])т?ж(?=ан)", "ж тж"),
        ("[кх]т", "кт хт"),
        # The Arabic article: Фахрутдинов, Фахретдинов; Сейфолла, Сейфулла.
        ("(?<=...)[аеиу][тд]{1,2}ин$", "утдин етдин удин един идин"),
        ("(?<=...)[уо]ла$", "ула ола"),
    )
)


def one_sound(root: str) -> str:
    """Return a root with the sounds merged that even one way of writing spells in several ways."""
    for pattern, sounds in _ONE_SOUND:
        root = pattern.sub(sounds[0], root)
    return root


def other_sounds(root: str) -> Iterator[str]:
    """Yield a root with one of those sounds spelled otherwise."""
    for pattern, sounds in _ONE_SOUND:
        if pattern.search(root):
            yield from (other for sound in sounds if (other := pattern.sub(sound, root)) != root)


# Cases of a name without a Russian ending, as skeletons: of one in a consonant or й or ь, in -о or -а, of an adjective.
_KAZAKH_CASES = _words("га ге ка ке ни ди ти нин дин тин да де та те дан ден тан тен нан нен мен бен пен")
_RUSSIAN_CASES = _words("а у ом ем е иа иу")
# Endings that no name has that is written with a hard consonant at its end.
_HARD, _RUSSIAN_HARD = frozenset("бвгджзклмнпрстфхцчшқғң"), _words("иа иу")
_VOWEL_CASES = {"о": _words("а у ом е"), "а": _words("и е у ои")}
_ADJECTIVE_CASES = _words("ого ому им ом аиа ои уиу их")
_ADJECTIVE = re.compile("(?<=...)(?:аиа|ого|ому|уиу)$")
_IYA_CASE = re.compile("(?<=..)и(?:и|ю|ей|ею)$")
_FRONT_U = re.compile(rf"(?<=[^{_VOWELS}])иу")
_HARD_FAMILY = re.compile("(?<=..н)[ое]в$")
# Кравец has Кравца, Заяц has Зайца.
_FLEETING = re.compile("(?<=..)(?:е|(?<=и)а)тс$")
_FAMILY = re.compile(r"(?<=..)(?:ов|ев|ин|ски|ули|кизи|ович|евич|овна|евна|ична)$")
# Shorter words have too many neighbours: an adjective has a stem of three letters and -ый.
_SHORTEST, _SHORTEST_STEM, _SHORTEST_ADJECTIVE, _SHORTEST_GERMAN = 2, 3, 4, 4
_ENDINGS = sorted({*_KAZAKH_CASES, *_RUSSIAN_CASES, *_ADJECTIVE_CASES, *_VOWEL_CASES["о"], *_VOWEL_CASES["а"]})


def cases(bare: str) -> Iterator[str]:
    """Yield the skeletons of a name's cases, given its skeleton; none of a name whose Russian ending tells its cases."""
    if len(bare) < _SHORTEST or _FAMILY.search(bare):
        return
    yield from (bare + ending for ending in _KAZAKH_CASES)
    if bare[-1] in _VOWEL_CASES:
        yield from (bare[:-1] + ending for ending in _VOWEL_CASES[bare[-1]])
        return
    if bare[-1] != "и" or bare[-2] in _VOWELS:
        yield from (bare + ending for ending in _RUSSIAN_CASES)
    if bare[-1] == "и":
        # Цой has Цоем, Белый has Белого; Ли has no cases.
        if bare[-2] in _VOWELS:
            yield from (bare[:-1] + ending for ending in ("ем", "е"))
        if len(bare) >= _SHORTEST_ADJECTIVE:
            yield from (bare[: -1 - bare.endswith("ои")] + ending for ending in _ADJECTIVE_CASES)
    if found := _FLEETING.search(bare):
        yield from (bare[: found.start()] + "тс" + ending for ending in ("а", "у", "ем", "ом", "е"))


def stems(bare: str) -> Iterator[str]:
    """Yield the skeletons of names of which a skeleton may be a case."""
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            stem = bare.removesuffix(ending)
            yield from (name for name in (stem, *(stem + last for last in "оаи")) if bare in cases(name))


def is_case(one: str, other: str) -> bool:
    """Tell whether one of two words, in small letters, is the other in a Russian or Kazakh case or gender."""
    # Разии is of Разия; as skeletons it is of Рази.
    bare = skeleton(_IYA_CASE.sub("ия", one)), skeleton(_IYA_CASE.sub("ия", other))
    if bare[0] == bare[1]:
        return True
    if bare[1] in cases(bare[0]) or bare[0] in cases(bare[1]):
        return True
    # A woman's name and a man's in a case: Толстая, Толстого.
    stem, other_stem = (_ADJECTIVE.sub("", word) for word in bare)
    return stem == other_stem and bare[0] != stem and bare[1] != other_stem


# German in Latin letters as Russians read it; the letters that only stand in German names first.
_german = _respelling(
    "tsch=ч sch=ш tz=ц ck=к ch=х ph=ф th=т ei=ей ey=ей ai=ей eu=ей äu=ей ie=и ss=с ß=с ä=е ö=е ü=ю w=в v=ф z=ц j=й "
    "a=а b=б c=к d=д e=е f=ф g=г h=г i=и k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у x=кс y=и"
)
_GERMAN_MARK = re.compile("[cs]ch|tz|c[kh]|ei|ie|[ea]u|ss|[wäöüßz]|^[hv]|^s[tp]|nn$")
_GERMAN_ST = re.compile("^s(?=[tp])")
_LATIN = re.compile("[a-zäöüß]+")
_russian_german = _respelling(
    "ш=sch ч=tsch тс=z аи=ei еи=ei ои=eu в=w х=ch ф=f к=k г=g б=b д=d е=e з=s и=i л=l м=m н=n о=o п=p р=r с=s т=t у=u а=a ж=sch"
)


def from_german(word: str) -> str:
    """Return a word in small Latin letters that may be German as a skeleton of what Russians write for it; else nothing."""
    if not _LATIN.fullmatch(word) or not _GERMAN_MARK.search(word):
        return ""
    return skeleton(_german(_GERMAN_ST.sub("sch", word)))


def to_german(bare: str) -> Iterator[str]:
    """Yield the keys of what a skeleton may be in German: Шнайдер, Schneider; Кригер, Krieger; Шефер, Schäfer."""
    latin = _russian_german(bare)
    latin = re.sub("^sch(?=[tp])", "s", latin)
    pairs = (("i", "ie"), ("e", "ä"), ("e", "ö"), ("ei", "eu"))
    ends = re.sub("^f", "v", latin), re.sub("(?<=[aeiou])k", "ck", latin)
    changed = (*(latin.replace(heard, written, 1) for heard, written in pairs), *ends)
    yield from (key_of(spelled) for spelled in (latin, *changed))


# In no later spelling of Kazakh has a name in -ov such letters at such places.
_GLIDE = re.compile("(?<=[аеоу])и(?=ев)")
_YANALIF_MARK = re.compile("[aey]je?|ç|c(?!h)|y(?=[^aeiouy])")

# Polish likewise: a nasal vowel is one with н, and a woman's name in -ska is a man's in -ski.
_polish = _respelling(
    "szcz=щ sz=ш cz=ч rz=р ch=х ie=е ia=я io=ё iu=ю ą=он ę=ен ś=ш ć=ц ń=н ź=з ż=ж ó=у ł=л "
    "a=а b=б c=ц d=д e=е f=ф g=г h=г i=и j=й k=к l=л m=м n=н o=о p=п r=р s=с t=т u=у w=в y=и z=з"
)
_POLISH_WORD = re.compile("[a-pr-uwyząćęłńóśźż]+")
_POLISH_MARK = re.compile("[ąęśćńźżł]|[sc]k[aiy]$|sz|cz|rz")
_NASAL = re.compile("н(?=[бп])")


def from_polish(word: str) -> str:
    """Return a word in small Latin letters that may be Polish as a skeleton of what Russians write for it; else nothing."""
    if not _POLISH_WORD.fullmatch(word) or not _POLISH_MARK.search(word):
        return ""
    return skeleton(_NASAL.sub("м", _polish(re.sub("(?<=[sc])k[ay]$", "ki", word))))


# Letters of Uzbek and Uighur, and vowels that Kazakh has not at such places: Қодиров, Ғуломов.
_UZBEK = re.compile(r"[ўҳ]|[oug]['‘ʻ]|^(?=.*[қғ])(?:.*о.*и(?!н|ев)|..+о(?!в|лат|жа))")
# Letters and vowels of Tatar: Мөхәммәтҗанов, Гыйззәтуллин.
_TATAR = re.compile("җ|ә.*ә|ө.*ә|ый")
_UZBEK_A = re.compile("[оo](?![вv'‘ʻ]|$)")


_FRONT_O = re.compile("[өöó]")


def _from_neighbours(word: str) -> Iterator[str]:
    """Yield what Russians write for a name in the alphabets of Uzbek and Tatar: Йўлдошев, Юлдашев; Хөсәенов, Хусаинов."""
    if _UZBEK.search(word):
        with_a = _UZBEK_A.sub(lambda found: "а" if found[0] == "о" else "a", word)
        yield from (with_a, word.replace("ў", "о"), with_a.replace("ў", "о"), with_a.replace("ла", "ля"))
    if _TATAR.search(word):
        plain = word.replace("ө", "у").replace("ый", "и").replace("җа", "зя").replace("җ", "ж")
        last = plain.rfind("ә")
        yield from (plain, plain.replace("ә", "е"), plain[:last] + "е" + plain[last + 1 :] if last >= 0 else plain)


def other_skeletons(word: str) -> Iterator[str]:
    """Yield the skeletons of a word in small letters as it may be read in another language, or written for another ear."""
    if german := from_german(word):
        yield german
    if polish := from_polish(word):
        yield polish
    if script_of(word) == "latin":
        # Ukrainian has h for г, Azerbaijani ə for а and x for х: Hrytsenko, Əliyev, Axundov.
        yield from (skeleton(spelled) for spelled in (re.sub("^h", "g", word), word.replace("ə", "a").replace("x", "kh")))
        # A name alone does not tell that it is in the alphabet of 1929-40: Dyjsebajev, Çynisov, Qoçabekov.
        if _YANALIF_MARK.search(word):
            yield _GLIDE.sub("", skeleton(word, yanalif=True))
    yield from (skeleton(spelled) for spelled in _from_neighbours(word))
    if _FRONT_O.search(word):
        # Russians hear it as у and ю oftener than as о: Шөкеев, Шукеев; Жантөрин, Джантюрин.
        yield skeleton(_FRONT_O.sub("у" if "ө" in word else "u", word))
        yield skeleton(_FRONT_O.sub("ю" if "ө" in word else "iu", word))


def other_keys(word: str) -> Iterator[str]:
    """Yield the keys under which a word in small letters may stand besides its own: its cases, names of which it is one."""
    bare = skeleton(word)
    if script_of(word) == "cyrillic" and len(bare) >= _SHORTEST_GERMAN and not _FAMILY.search(key_of(word)):
        yield from to_german(key_of(word))
    for other in (*other_skeletons(word), *_heard_back(bare), *stems(bare), *_cases_as_written(word, bare)):
        yield key_of(other)


def _cases_as_written(word: str, bare: str) -> Iterator[str]:
    """Yield the skeletons of a name's cases, of which its spelling may leave out some: -я is of й and ь; a last и has none."""
    undeclined = _RUSSIAN_HARD if word[-1:] in _HARD else ()
    if word.endswith("и"):
        yield from (bare + ending for ending in _KAZAKH_CASES)
    else:
        yield from (form for form in cases(bare) if form not in {bare + ending for ending in undeclined})


def _heard_back(bare: str) -> Iterator[str]:
    """Yield what a Russian ear may have heard as this: a front о as у or ю, -ов as -ев."""
    if _FRONT_U.search(bare):
        yield _FRONT_U.sub("о", bare)
    elif "у" in bare:
        yield bare.replace("у", "о", 1)
    if bare.startswith("г"):
        yield "х" + bare[1:]
    if _FAMILY.search(bare) is None and key_of(bare) != bare:
        # A name that looks like a case: Бексұлтан, Бексултанов.
        yield bare + "ов"
    family = key_of(bare)
    if _HARD_FAMILY.search(family):
        yield family[:-2] + {"ов": "ев", "ев": "ов"}[family[-2:]]
