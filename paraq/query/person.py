"""Words of a query that read as a person's name: what on a page shows that the person is named there.

It only ranks: kinsfolk share the surname, and a son bears his father's given name as patronymic.
"""

import re
from typing import Final

from paraq.query.plan import AllOf, AnyOf, Constant, Near, Plan, Sequence, Without
from paraq.query.tree import Word
from paraq.text import names

# Surname, given name, patronymic or their initials; more words are a list or a sentence.
MOST_WORDS: Final = 4
# Patronymic or a second initial may stand between surname and given name.
BETWEEN: Final = 1
# Shares of an initial's worth, which add up to less than a name written out, for it may be another's: within reach of the
# surname, where it may be the patronymic's; right beside it; and with the initial of the patronymic that was asked for.
APART: Final = 0.6
BESIDE: Final = 0.3
BOTH: Final = 0.05
# Keys of the letters with which names begin.
LETTERS: Final = tuple(dict.fromkeys(names.initial_of(letter) for letter in "абвгдежзиклмнопрстуфхцчшщэюя"))
_PATRONYMIC: Final = re.compile(r"(?:ули|кизи|огли|ович|евич|овна|евна|ична)$")


def named(words: list[Word], worth: float) -> tuple[Plan, ...]:
    """Return what ranks the pages on which the words stand together as a name, empty if they do not read as one.

    Given names are asked for in any spelling but not as patronymics, which are somebody else's name.

    Args:
        words: All words of the query.
        worth: Score of the name written out; more than a page has that shows its words apart.
    """
    if len(words) > MOST_WORDS or not all(_may_be_name(word) for word in words):
        return ()
    read = names.read_name(" ".join(word.text for word in words))
    if not read.surname or not (read.given or read.initials):
        return ()
    surname = _spellings(read.surname)
    given = tuple(key for key in _spellings(read.given) if key != surname[0]) if read.given else ()
    surnames = tuple(key for key in surname if key not in given)
    initials = [names.initial_of(part) for part in (read.given, read.patronymic, *read.initials) if part]
    found = (Near("key", surnames, given, BETWEEN, worth),) if given else ()
    return (*found, *_initialled(surnames, [initial for initial in initials if initial], worth))


def _initialled(surnames: tuple[str, ...], initials: list[str], worth: float) -> list[Plan]:
    """Return the ways in which the surname stands with the initials, the surer on top of the others."""
    if not initials:
        return []
    first = initials[0]
    behind = AnyOf(tuple(Sequence("key", (surname, first)) for surname in surnames))
    before = AnyOf(tuple(Sequence("key", (first, surname)) for surname in surnames))
    others = tuple(letter for letter in LETTERS if letter != first)
    # In front of the surname it is the patronymic's if another initial precedes it.
    second = AllOf((Near("key", surnames, others, BETWEEN), AnyOf(tuple(Sequence("key", (other, first)) for other in others))))
    ways: list[Plan] = [
        Near("key", surnames, (first,), BETWEEN, worth * APART),
        Constant(AnyOf((behind, Without(before, second))), worth * BESIDE),
    ]
    if len(initials) > 1:
        both = tuple(initials[:2])
        full = [order for surname in surnames for order in ((surname, *both), (*both, surname))]
        ways.append(Constant(AnyOf(tuple(Sequence("key", order) for order in full)), worth * BOTH))
    return ways


def _may_be_name(word: Word) -> bool:
    return word.text[0].isupper() and not word.literal and not word.edits


def _spellings(part: str) -> tuple[str, ...]:
    """Return the keys of a name's spellings, its own first; those of its bearer's children only if it is one."""
    own, *others = names.alternatives(part)
    return (own, *(key for key in others if not _PATRONYMIC.search(key) and len(key) > 1))
