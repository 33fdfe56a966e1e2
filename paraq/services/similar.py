"""More like this: what is characteristic of a page, as a plan that finds pages like it."""

from collections import Counter
from math import ceil, log
from typing import Final

from paraq.query.plan import Among, AnyOf, Term, Without
from paraq.query.resolved import Resolved, Sought
from paraq.query.stopwords import STOPWORDS
from paraq.text.token import Token

# More words cost more and change little: what pages have in common shows in their names and longest words.
MOST: Final = 30
# A page is like another if it has a quarter of these words.
SHARE: Final = 0.25
SHORTEST: Final = 4
# Names tell more of a page than the words of its form.
NAME: Final = 2.0


def likeness(page_id: str, tokens: list[Token]) -> Resolved:
    """Return the plan of pages that share the characteristic words of a page, the more the better; and these words to mark."""
    words: dict[str, Token] = {}
    counts: Counter[str] = Counter()
    for token in tokens:
        if not token.alternative and token.text.isalpha() and len(token.stem) >= SHORTEST and token.exact not in STOPWORDS:
            words.setdefault(token.stem, token)
            counts[token.stem] += 1
    worth = {
        stem: (1 + log(counts[stem])) * log(len(stem)) * (NAME if token.text[0].isupper() else 1) for stem, token in words.items()
    }
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:MOST]
    parts = tuple(Term("stem", stem) for stem in best)
    plan = Without(AnyOf(parts, max(1, ceil(len(parts) * SHARE))), Among("page_id", (page_id,)))
    sought = tuple(Sought(words[stem].text, Term("stem", stem), "form") for stem in best)
    return Resolved(plan, sought, frozenset(words[stem].exact for stem in best), frozenset(best))
