"""Labels of sheets: which sheet each image of a file shows, and which two a photographed spread shows."""

import re

from paraq.records.reference import sheet_label

_LABEL = re.compile(r"(\d+)([^\W\d_]?)(об)?")
# A bound file has 250 sheets by rule and never thousands; a longer span is a slip of the keyboard.
_MOST = 5000


def labels_of(written: str, images: int) -> tuple[str, ...]:
    """Return the label of each of so many images of sheets that are written like ``7-9об`` or ``12, 12а, 14``; empty if unknown.

    A span is counted by sheets, or by sides if that gives the number of images; where neither does, the images are taken for
    fronts of sheets from the first label on.
    """
    for by_side in (False, True):
        found = _spelt_out(written, by_side=by_side)
        if len(found) == images:
            return tuple(found)
    first = sheet_label(re.split(r"[-–—,;]", written)[0])
    if not first:
        return ("",) * images
    known = _LABEL.fullmatch(first)
    if known is None or known[2] or known[3]:
        return (first, *("",) * (images - 1))
    return tuple(str(int(known[1]) + number) for number in range(images))


def halves(label: str) -> tuple[str, str]:
    """Return the labels of the left and the right half of a spread whose image bears this label.

    The number of a sheet stands on its front, which lies on the right; on the left lies the back of the sheet before it:
    ``13`` and ``12об`` both are the spread ``12об | 13``, and ``12об-13`` says so itself.
    """
    ends = [sheet_label(end) for end in re.split(r"[-–—_+]", label) if end.strip()]
    if len(ends) == 2:
        return ends[0], ends[1]
    known = _LABEL.fullmatch(label)
    if known is None:
        return "", ""
    number, letter, verso = int(known[1]), known[2], bool(known[3])
    if verso:
        return label, str(number + 1)
    if letter:
        before = chr(ord(letter) - 1) if letter not in "аa" else ""
        return f"{number}{before}об", label
    # Before the first sheet lies the inside of the cover.
    return (f"{number - 1}об" if number > 1 else ""), label


def _spelt_out(written: str, *, by_side: bool) -> list[str]:
    labels: list[str] = []
    for part in re.split(r"[,;]|\bи\b|\bжәне\b", written):
        ends = [sheet_label(end) for end in re.split("[-–—]", part) if end.strip()]
        span = [_LABEL.fullmatch(end) for end in ends]
        if len(ends) == 2 and span[0] and span[1] and not span[0][2] and not span[1][2]:
            labels += _span(span[0], span[1], by_side=by_side)
        else:
            labels += ends
    return labels


def _span(first: "re.Match[str]", last: "re.Match[str]", *, by_side: bool) -> list[str]:
    low, high = int(first[1]), int(last[1])
    if not low <= high <= low + _MOST:
        return [first[0], last[0]]
    marked = bool(first[3] or last[3])
    if not by_side and not marked:
        return [str(number) for number in range(low, high + 1)]
    sides = [f"{number}{side}" for number in range(low, high + 1) for side in ("", "об")]
    # Where one end names its side, both ends are meant to the side; else the last sheet has its back, too.
    return sides[1 if first[3] else 0 : -1 if marked and not last[3] else None]
