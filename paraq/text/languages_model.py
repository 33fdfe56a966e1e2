"""A naive Bayes model of languages over character 1- to 3-grams of words, trained on word lists.

Word lists name forms without counts, so the commonest function words, which decide short lines, are added by hand with
weights that fall with their rank (Zipf). Words that two lists share say nothing and are left out.
"""

import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import add

Scores = tuple[int, ...]
Weights = dict[str, float]

MODELS = ("kk", "kk-russian-letters", "kk-latin", "ru", "en")
"""What is modelled: Kazakh in its own Cyrillic, typed with Russian letters only and in Latin, Russian, English."""

LONGEST = 3
# No letter of a word: it stands in the table for grams that were never seen.
UNKNOWN = "?"
# 190 grams of a word of 64 letters at most cost 190 times 20 nats: less than 2^19 hundredths.
_LONGEST_WORD = 64
_BITS = 20
_FIELD = (1 << _BITS) - 1
_SHIFTS = tuple(number * _BITS for number in range(len(MODELS)))
# Half a count for what was never seen: the usual compromise (Krichevsky-Trofimov) between Laplace's one and nothing.
UNSEEN = 0.5
# A list has about 200,000 forms; in running text the commonest word is every thirtieth to fiftieth one. With 300 the hundred
# words below weigh a few per cent of the list, enough to be felt and too little to drown it.
COMMONEST = 300.0
RANK_OFFSET = 20
# A gram seen less often than this says little; without such grams the profiles shrink by half.
_RARE = 20

FUNCTION_WORDS = {
    "kk": "және мен бен пен бұл ол осы сол да де та те ма ме ба бе па пе үшін бойынша туралы деп бар жоқ болып болды болған еді "
    "екен емес ғана өз өте көп бір екі үш кейін дейін басқа барлық әр оның олар біз сіз сен қалай қандай қашан неге кім не қайда "
    "сондай мұндай арқылы сияқты ретінде кезде тек егер бірақ немесе сондықтан сонымен тағы ең жыл жылы",
    "ru": "и в не на я быть он с что а по это она этот к но они мы весь который из у за свой от так о для ты же все как до при "
    "или их его её было была были был есть если уже только после под также чем об где когда со во да нет год году "
    "эти эта этого этой этом будет будут чтобы может можно него ней них нас вас вам нам им ему ей меня тебя себя себе мне "
    "тебе которая которые которого надо очень еще даже лишь либо через между перед без над около против вместо кроме",
    "en": "the of and to in a is that it for was on are as with they be at by this have from or had not but what all were when "
    "we there can an your which their if will each about how up out them then she he his her its has been one would "
    "who may more other",
}

_RUSSIAN_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")
_ALPHABET_2021 = (
    "а=a ә=ä б=b в=v г=g ғ=ğ д=d е=e ё=io ж=j з=z и=i й=i і=i к=k қ=q л=l м=m н=n ң=ñ о=o ө=ö п=p р=r с=s т=t у=u ұ=ū ү=ü ф=f "
    "х=h һ=h ц=ts ч=tş ш=ş щ=ştş ъ= ы=y ь= э=e ю=iu я=ia"
)
# Passports, then the alphabet of 2018 with acute letters; the apostrophes of 2017 part words, so that few letters differ.
_OTHER_LATIN = (
    "ә=a ғ=g ж=zh й=y қ=k ң=n ө=o ұ=u ү=u х=kh ч=ch ш=sh щ=shch ё=yo ю=yu я=ya",
    "ә=á ғ=ǵ ж=j ң=ń ө=ó ұ=u ү=ú у=ý ч=ch ш=sh",
)


def _alphabet(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_LATIN_LETTERS = tuple(str.maketrans(_alphabet(_ALPHABET_2021) | _alphabet(other)) for other in ("", *_OTHER_LATIN))
_CYRILLIC_WORD = re.compile(r"[а-яёәғқңөұүһі]+")
_RUSSIAN_WORD = re.compile(r"[а-яё]+")
_ENGLISH_WORD = re.compile(r"[a-z']+")


def grams(word: str) -> list[str]:
    """Return the 1- to 3-grams of a word with its borders marked."""
    marked = f"_{word}_"
    pairs = list(map(add, marked, marked[1:]))
    return [*marked, *pairs, *map(add, pairs, marked[2:])]


def training_words(lists: Mapping[str, Iterable[str]]) -> dict[str, Weights]:
    """Return the weighted words of each model, given the word lists ``kk``, ``ru`` and ``en``."""
    kazakh = {word for word in lists["kk"] if _CYRILLIC_WORD.fullmatch(word)}
    russian = {word for word in lists["ru"] if _RUSSIAN_WORD.fullmatch(word)}
    english = {word for word in lists["en"] if _ENGLISH_WORD.fullmatch(word)}
    plain = {
        "kk": _weighted(kazakh - russian, "kk"),
        "ru": _weighted(russian - kazakh, "ru"),
        "en": _weighted(english, "en"),
    }
    return plain | {
        "kk-russian-letters": _respelled(plain["kk"], _RUSSIAN_LETTERS),
        "kk-latin": _respelled(plain["kk"], *_LATIN_LETTERS),
    }


def _weighted(words: Iterable[str], language: str) -> Weights:
    weights = dict.fromkeys(words, 1.0)
    for rank, word in enumerate(FUNCTION_WORDS[language].split()):
        weights[word] = weights.get(word, 0.0) + COMMONEST * RANK_OFFSET / (RANK_OFFSET + rank)
    return weights


def _respelled(words: Weights, *tables: Mapping[int, str | int]) -> Weights:
    spelled: defaultdict[str, float] = defaultdict(float)
    # Sums of thirds depend on their order, and a set has another one in each process: two machines must build the same.
    for word, weight in sorted(words.items()):
        for table in tables:
            spelled[word.translate(table)] += weight / len(tables)
    return spelled


def train(lists: Mapping[str, Iterable[str]]) -> bytes:
    """Return the model of the word lists, packed."""
    counts: dict[str, defaultdict[str, float]] = {}
    for model, words in training_words(lists).items():
        counts[model] = defaultdict(float)
        for word in sorted(words):
            for gram in grams(word):
                counts[model][gram] += words[word]
    table: dict[str, int] = {}
    known = sorted(set().union(*counts.values()))
    for length in range(1, LONGEST + 1):
        same_length = [gram for gram in known if len(gram) == length]
        totals = [sum(counts[model][gram] for gram in same_length) + UNSEEN * len(same_length) for model in MODELS]
        # A hundredth of a nat is far below what tells two languages apart, and whole numbers pack well.
        for gram in same_length:
            table[gram] = _packed((counts[model][gram] + UNSEEN) / total for model, total in zip(MODELS, totals, strict=True))
        table[UNKNOWN * length] = _packed(UNSEEN / total for total in totals)
    return gzip.compress("\n".join(f"{gram} {costs}" for gram, costs in table.items()).encode(), mtime=0)


def _packed(likelihoods: Iterable[float]) -> int:
    """Return likelihoods in hundredths of a nat, sign dropped, side by side in one whole number, to be summed at once."""
    return sum(round(-100 * math.log(one)) << number * _BITS for number, one in enumerate(likelihoods))


def profiles(lists: Mapping[str, Iterable[str]]) -> bytes:
    """Return langdetect profiles of the three spellings of Kazakh, a line each."""
    words = training_words(lists)
    return "\n".join(_profile(model, words[model]) for model in MODELS if model.startswith("kk")).encode()


def _profile(name: str, words: Weights) -> str:
    """Return a langdetect profile, counts of 1- to 3-grams, of weighted words."""
    counts: defaultdict[str, float] = defaultdict(float)
    for word, weight in sorted(words.items()):
        spaced = f" {word} "
        for length in range(1, LONGEST + 1):
            for start in range(len(spaced) - length + 1):
                counts[spaced[start : start + length]] += weight
    frequent = {gram: round(count) for gram, count in sorted(counts.items()) if count >= _RARE and gram.strip()}
    totals = [sum(count for gram, count in frequent.items() if len(gram) == length) for length in range(1, LONGEST + 1)]
    return json.dumps({"freq": frequent, "n_words": totals, "name": name}, ensure_ascii=False)


class _Costs(dict[str, int]):
    """What each gram costs in every model; what was never seen costs as much as any unseen gram of its length.

    The cost of three letters has those of its first letter and its first two in it, so that a word takes a third of the sums.
    """

    def __init__(self, costs: Iterable[tuple[str, int]]) -> None:
        super().__init__(costs)
        self._unseen = self[UNKNOWN * LONGEST]
        for gram in self:
            if len(gram) == LONGEST:
                self[gram] += self[gram[:2]] + self[gram[0]]

    def __missing__(self, gram: str) -> int:
        return self[UNKNOWN * len(gram)] if len(gram) < LONGEST else self._unseen + self[gram[:2]] + self[gram[0]]


class LanguageModel:
    """Scores words: log-likelihoods in hundredths of a nat, in the order of ``MODELS``."""

    def __init__(self, packed: bytes) -> None:
        """Load what ``train`` has packed."""
        pairs = (line.split(" ") for line in gzip.decompress(packed).decode().split("\n"))
        self._costs = _Costs((gram, int(costs)) for gram, costs in pairs)

    def score(self, word: str) -> Scores:
        """Return how likely a lower-case word is in each model, by its first letters if it is very long."""
        costs = self._costs
        marked = f"_{word[:_LONGEST_WORD]}_"
        ends = marked[-2:]
        total = sum(map(costs.__getitem__, map(add, map(add, marked, marked[1:]), marked[2:])), costs[ends])
        total += costs[ends[0]] + costs["_"]
        return tuple([-(total >> shift & _FIELD) for shift in _SHIFTS])
