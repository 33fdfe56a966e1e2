"""A text into pieces: the words as they stand, with compounds, hyphens at line ends, initials, numbers and sums understood.

Compounds (``жол-жол``, ``№ 45-к``, ``а/о``) and sums (``1 250,50``) give their parts in consecutive places and, in the place of
the first part, the whole (``жол-жол``, ``45-к``, ``ао``, ``1250.50``), so that parts, whole and other spellings are found.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from paraq.text.scripts import APOSTROPHES, INVISIBLE, visible

LONGEST = 64
"""Letters of a word that make its terms; longer runs are noise, and engines refuse terms of unlimited length."""

_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670" + re.escape(INVISIBLE)
# Nearly all words: letters that need no normal form, and nothing behind them that may belong to the word.
_PLAIN = rf"([а-яА-ЯёЁәғқңөұүһіӘҒҚҢӨҰҮҺІa-zA-Z0-9]+)(?![\w{_MARKS}{APOSTROPHES}!|])"
_WORD = re.compile(
    rf"{_PLAIN}|[\w{_MARKS}]+(?:(?:[{APOSTROPHES}](?=[^\W\d_])|(?<=[а-яәғқңөұүһі])[!|](?=[а-яәғқңөұүһі]))[\w{_MARKS}]+)*"
)
_HYPHENS = "-\u2010\u2011\u00ac\u00ad"
# What a gap may begin with that links words: a hyphen, a stroke, a closing quotation mark.
_LINKING = frozenset('-\u2010\u2011/»"”')
_LINE_END = re.compile(rf"[{_HYPHENS}][^\S\n]*\r?\n[^\S\n]*")
# The end of a column or a box, which an empty line follows.
_BOX_END = re.compile(rf"[{_HYPHENS}]\s*\n\s*\n\s*")
# Blanks of forms part words, and so do marks of footnotes and powers: Петров¹ is Петров.
_PARTING = "_²³¹⁰⁴-⁹"
_PARTED = re.compile(f"[^{_PARTING}]+|[{_PARTING[1:]}]+")
# Of Cyrillic letters: Петро́в. Latin ones with it are letters of their own.
_STRESS = re.compile("(?<=[\u0400-\u052f])[\u0300\u0301]")
# A year that no blank parts from the word for it: 1978г., 1978жылғы.
_GLUED_YEAR = re.compile(r"((?:1[789]|20)\d\d)(?:гг?|жж?|год[а-я]{0,3}|жыл[а-яғңі]{0,6})", re.IGNORECASE)
_GLUED_INSIDE = re.compile("[12]\\d\\d\\d[гжГЖ]")
_SUM = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d{1,2}(?![\d.,]\d))?"
    r"|(?<![\d.,])(?:\d+,|\d{3,}\.)\d{1,2}(?!\d|[.,]\d)"
    r"|(?<![\d.,])(?P<pointed>\d{1,3}(?:\.\d{3}){2,})(?P<small>,\d{1,2})?(?![\d.,]\d|\d)"
)
# Where a sum may be: this is looked for ten times as fast. Fewer figures before a point are a date.
_SUM_INSIDE = re.compile(r"\d(?:[ \u00a0\u202f]\d{3}|,\d|\d\d\.\d)")
# The index of an order's number without a hyphen, or with a dash: № 45 «к», № 45 к, № 45 – к.
_INDEXED = re.compile(
    r"№\s?(?P<number>\d{1,6})(?:\s?[«\"“„](?P<quoted>[^\W\d_]{1,3})[»\"”“]|\s(?P<bare>[кқлКҚЛ](?:/[сС])?)(?![\w./-])"
    r"|(?:\s?[–—]\s?|\s-\s?|-\s)(?P<dashed>[^\W\d_](?:/[сС])?)(?![\w./-]))"
)
# A word in spaced letters, as typists set off headings and formulas: Б Ұ Й Р Ы Қ, п р и к а з ы в а ю. Three are initials.
_SPACED = re.compile(r"(?<![^\W\d_] )\b(?:[^\W\d_] ){3,}[^\W\d_]\b")
_SPACED_INSIDE = re.compile(r" [^\W\d_] [^\W\d_] ")
_NOT_DIGIT = re.compile(r"[^\d.,]")
_QUOTES = "'\"«»„“”‘’"
_APOSTROPHES = frozenset(APOSTROPHES)
# Latin letters after which the alphabet of 2017 puts an apostrophe.
_APOSTROPHE_2017 = frozenset("agionscuyAGIONSCUY")

# Endings written after a hyphen to a number, an abbreviation or a quoted name: cases, ordinals, -лық; Russian ordinals.
_KAZAKH_ENDING = re.compile(
    r"(?:[нтд][ыі]ң|[нтд][ыі]|[ғгқк][ае]|[дт][ае]|[дтн][ае]н|[мбп]ен|[дт][ае]ғ[ыі]|[дт][ае]г[ыі]|[ыі]?нш[ыі]|ш[ыі]|"
    r"[нтд][ыі]к[ыі]|[лдт][ае]р|[лдт][ыі][қк]|дағы|дегі)$"
)
_RUSSIAN_ENDING = re.compile(r"(?:й|х|я|е|ю|го|ого|его|му|ому|ая|ое|ый|ий|ой|ых|их|ми|ти|летие|летия|летию)$")


class Piece(NamedTuple):
    """A word in its place: ``text[start:end]``, its readable letters, and whether it is the whole of a compound.

    Only the whole of a compound written with hyphens has hyphens in ``surface``.
    """

    start: int
    end: int
    surface: str
    whole: bool = False


def pieces(text: str, known: Callable[[str], bool] | None = None) -> list[Piece]:
    """Return the words of a text in order of their start; the whole of a compound follows its first part.

    Args:
        text: Any text.
        known: Tells a word of the language; it decides whether a hyphen at a line end belongs to the word.
    """
    words = _joined_lines(text, list(_words(text)), known)
    return list(_with_wholes(text, words))


def _words(text: str) -> Iterator[Piece]:
    glued = _GLUED_INSIDE.search(text) is not None
    for match in _WORD.finditer(text):
        start, end = match.span()
        surface = match[0]
        if glued and (year := _GLUED_YEAR.fullmatch(surface)):
            yield Piece(start, start + year.end(1), year[1])
            yield Piece(start + year.end(1), end, surface[year.end(1) :])
            continue
        if match.lastindex:
            # The constructor of a named tuple takes three times as long.
            yield tuple.__new__(Piece, (start, end, surface, False))
            continue
        if not _PARTED.fullmatch(surface):
            yield from _parted(surface, start)
            continue
        if text[end : end + 1] in _APOSTROPHES and _ends_in_2017_letter(text, start, end):
            end += 1
            surface += "'"
        yield from _cleaned(start, end, surface)


def plain(word: str) -> str:
    """Return a word without stresses, with ligatures (ﬁ), letters of full width and figures in circles as they are made up."""
    return word if word.isascii() else unicodedata.normalize("NFKC", _STRESS.sub("", word))


def _cleaned(start: int, end: int, surface: str) -> Iterator[Piece]:
    surface = visible(surface)
    # A fraction is not the figures that it is made of.
    made = plain(surface)
    surface = made if made.isalnum() else surface
    if surface and (surface.isalnum() or any(sign.isalnum() for sign in surface)):
        yield Piece(start, end, surface)


def _parted(surface: str, start: int) -> Iterator[Piece]:
    for match in _PARTED.finditer(surface):
        yield from _cleaned(start + match.start(), start + match.end(), match[0])


def _ends_in_2017_letter(text: str, start: int, end: int) -> bool:
    """Tell an apostrophe that is part of a letter from a closing quotation mark."""
    if text[end - 1] not in _APOSTROPHE_2017 or (start and text[start - 1] in _QUOTES):
        return False
    return end + 1 == len(text) or not text[end + 1].isalnum()


def _joined_lines(text: str, words: list[Piece], known: Callable[[str], bool] | None) -> list[Piece]:
    if "\n" not in text:
        return words
    joined: list[Piece] = []
    for word in words:
        if joined and _is_broken(text, joined[-1], word, known):
            first = joined.pop()
            word = Piece(first.start, word.end, first.surface + word.surface)
        joined.append(word)
    return joined


def _is_broken(text: str, first: Piece, second: Piece, known: Callable[[str], bool] | None) -> bool:
    """Tell a word broken at the end of a line (``дирек-`` ``тор``) from a compound or a range."""
    gap = text[first.end : second.start]
    if "\n" not in gap or len(gap) > 40:
        return False
    if _BOX_END.fullmatch(gap):
        joined = first.surface + second.surface
        return joined.isalpha() and second.surface.islower() and known is not None and known(joined.lower())
    soft = first.end and text[first.end - 1] == "\u00ad" and not gap.strip() and gap.count("\n") == 1
    if not soft and not _LINE_END.fullmatch(gap):
        return False
    left, right = first.surface, second.surface
    if not (left.isalpha() and right[:1].isalpha()) or (right[0].isupper() and not (left.isupper() and right.isupper())):
        return False
    if soft or left.lower() == right.lower():
        return bool(soft)
    if known is None or known((left + right).lower()):
        return True
    return not (len(left) > 2 and len(right) > 2 and known(left.lower()) and known(right.lower()))


def _with_wholes(text: str, words: list[Piece]) -> Iterator[Piece]:
    wholes = dict(_numbers_and_headings(text))
    # Words behind which the next one may be linked; few have other signs behind them than these.
    linking = [place for place, word in enumerate(words[:-1]) if text[word[1]] in _LINKING]
    done = 0
    for place in linking:
        if place < done:
            continue
        last = place
        while last + 1 < len(words) and _is_linked(text, words[last], words[last + 1]):
            last += 1
        if last > place:
            yield from _alone(words[done:place], wholes)
            yield from _compound(text, words[place : last + 1])
            done = last + 1
    yield from _alone(words[done:], wholes)


def _alone(words: list[Piece], wholes: Mapping[int, Piece]) -> Iterable[Piece]:
    return _each_with_whole(words, wholes) if wholes else words


def _each_with_whole(words: list[Piece], wholes: Mapping[int, Piece]) -> Iterator[Piece]:
    for word in words:
        yield word
        whole = wholes.get(word.start)
        if whole and whole.surface != word.surface:
            yield whole


def _is_linked(text: str, first: Piece, second: Piece) -> bool:
    gap = text[first.end : second.start]
    if not gap or len(gap) > 40:
        return False
    if gap in {"-", "\u2010", "\u2011"} or (gap[0] in "-\u2010\u2011" and _LINE_END.fullmatch(gap)):
        return not (first.surface.isdigit() and second.surface.isdigit())
    if gap == "/":
        return len(first.surface) <= 3 and len(second.surface) <= 3 and not (first.surface + second.surface).isdigit()
    return gap in {"»-", '"-', "”-"} and _KAZAKH_ENDING.match(second.surface) is not None


def _compound(text: str, parts: list[Piece]) -> Iterator[Piece]:
    tail = parts[-1].surface
    head = parts[-2].surface
    ending = _KAZAKH_ENDING.match(tail) or (head.isdigit() and _RUSSIAN_ENDING.match(tail))
    if ending and (head[-1].isdigit() or head.isupper() or head[-2:].isupper() or text[parts[-2].end] in '»"”'):
        parts = [*parts[:-2], Piece(parts[-2].start, parts[-1].end, head)]
    yield parts[0]
    if len(parts) > 1:
        sign = "" if "/" in text[parts[0].end : parts[1].start] else "-"
        yield Piece(parts[0].start, parts[-1].end, sign.join(part.surface for part in parts), whole=True)
    yield from parts[1:]


def _numbers_and_headings(text: str) -> Iterator[tuple[int, Piece]]:
    """Yield the wholes of sums, of orders' numbers and of words in spaced letters, each with its start."""
    if _SUM_INSIDE.search(text):
        for match in _SUM.finditer(text):
            written = match["pointed"].replace(".", "") + (match["small"] or "") if match["pointed"] else match[0]
            value = _NOT_DIGIT.sub("", written).replace(",", ".")
            yield match.start(), Piece(match.start(), match.end(), value, whole=True)
    if "№" in text:
        for match in _INDEXED.finditer(text):
            index = match["quoted"] or (match["bare"] or match["dashed"]).replace("/", "")
            yield match.start("number"), Piece(match.start("number"), match.end(), match["number"] + index, whole=True)
    if _SPACED_INSIDE.search(text):
        for match in _SPACED.finditer(text):
            yield match.start(), Piece(match.start(), match.end(), match[0].replace(" ", ""), whole=True)
