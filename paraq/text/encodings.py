"""Bytes into text: which of the encodings of Kazakh and Russian offices a text is in, and text that was read in the wrong one."""

import codecs
import re

# Order decides between readings that score alike: cp1251 and kz1048 differ in the Kazakh letters only.
CYRILLIC_ENCODINGS = ("cp1251", "kz1048", "cp866", "koi8-r", "ptcp154", "iso8859-5", "mac-cyrillic")
# UTF-8 of which some signs were lost keeps all others.
_EIGHT_BITS_OR_BROKEN = ("utf-8", *CYRILLIC_ENCODINGS)
# Letters by how often Kazakh and Russian write them, in three classes; the exact figures do not matter.
POINTS = {
    **dict.fromkeys("аеинорстылкмд", 1.0),
    **dict.fromkeys("қіғәңұүөвпубгзйжшя", 0.8),
    **dict.fromkeys("ёцщъьэюхчфһ", 0.3),
    **dict.fromkeys("«»—–№“”…", 0.0),
}
WRONG = -1.0
# Russian-looking letters that neither language has: what Kazakh turns into when it is read as cp1251.
FOREIGN = frozenset("јєќѕґўїћђѓњљџ")
SAMPLE = 20_000
# Mean points a letter; texts measure above 0.9, wrong readings below 0.5.
BELIEVED = 0.6
# Share of foreign letters from which a text was read wrong; Kazakh has every fifth, foreign names a few in a thousand.
FOREIGN_SHARE = 0.01
# Fewer may be one Ukrainian or Serbian name.
FOREIGN_NEEDED = 3
# By what a text may begin with: that of UTF-32 begins as that of UTF-16 does.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WORD = re.compile(r"[^\W\d_]+")
LATIN1_LETTERS = re.compile("[À-ÿ¸¨]")
# Most texts have none of the letters that wrong readings give.
SUSPECT = re.compile(f"[À-ÿ¸¨{''.join(FOREIGN)}{''.join(FOREIGN).upper()}]")


def decode(content: bytes) -> str:
    """Return the text of a file in any encoding; never fails, characters that mean nothing become U+FFFD."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if wide := _wide(content[:1000]):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_bytes(content)


def decode_declared(content: bytes, declared: str) -> str:
    """Return a text by the encoding that it declares, unless its bytes tell of another: no other is UTF-8 by chance."""
    if content.startswith(tuple(MARKS)):
        return decode(content)
    for encoding in (declared if content.isascii() else "utf-8", declared):
        try:
            # WHATWG Encoding Standard, 4.2: who says ISO 8859-1 means Windows 1252.
            latin = codecs.lookup(encoding).name == "iso8859-1"
            return content.decode("cp1252" if latin else encoding)
        except (LookupError, UnicodeError):
            continue
    return decode(content)


def _wide(start: bytes) -> str:
    """Return which UTF-16 without a mark a text is in; empty if it is in none."""
    # Every other byte is 0 (Latin, blanks) or 4 (Cyrillic); a single Cyrillic word has no zero at all.
    high, low = (sum(byte in (0, 4) for byte in half) for half in (start[1::2], start[0::2]))
    if b"\0" in start or (len(start) >= 4 and max(high, low) * 2 == len(start)):
        return "utf-16-le" if high >= low else "utf-16-be"
    return ""


def _decode_bytes(content: bytes) -> str:
    lines = [(line, _as_utf8(line)) for line in content.splitlines(keepends=True)]
    whole = b"".join(line for line, text in lines if text is not None)
    if score(whole[:SAMPLE].decode("utf-8", "ignore")) >= BELIEVED:
        # Put together of files in several encodings, or with a sign that was cut in two.
        return "".join(_decode_line(line) if text is None else text for line, text in lines)
    sample = content[:SAMPLE]
    readings = {encoding: score(sample.decode(encoding, "replace")) for encoding in _EIGHT_BITS_OR_BROKEN}
    best = max(readings, key=lambda encoding: readings[encoding])
    if readings[best] >= BELIEVED:
        return content.decode(best, "replace")
    import charset_normalizer

    found = charset_normalizer.from_bytes(content).best()
    return str(found) if found is not None else content.decode("cp1251", "replace")


def _as_utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_line(line: bytes) -> str:
    return max((line.decode(encoding, "replace") for encoding in _EIGHT_BITS_OR_BROKEN), key=score)


def score(text: str) -> float:
    """Return how much a text looks like Kazakh or Russian, at most 1; at most 0 for what is no Cyrillic text."""
    points = 0.0
    letters = 0
    before = " "
    for sign in text:
        if sign < "\x80":
            before = sign
            continue
        letters += 1
        points += POINTS.get(sign.lower(), WRONG)
        # Capitals inside words are what KOI8 read as Windows gives, and the other way round.
        if before.islower() and sign.isupper():
            points -= 1.5
        before = sign
    return points / letters if letters else 0.0


def repair(text: str) -> str:
    """Return a text with the letters put right that were lost by reading Kazakh or Russian in the wrong encoding.

    Repairs kz1048 and ptcp154 read as cp1251, and cp1251 or kz1048 read as Latin 1 (``Ïðèêàç``).
    """
    if not SUSPECT.search(text):
        return text
    latin = LATIN1_LETTERS.findall(text)
    if len(latin) > 0.5 * max(1, sum(sign.isalpha() for sign in text)):
        return _reread(text, "cp1252", ("cp1251", "kz1048"))
    letters = [sign for sign in text.lower() if "\u0400" <= sign <= "\u04ff"]
    foreign = sum(sign in FOREIGN for sign in letters)
    if foreign < FOREIGN_NEEDED or foreign <= FOREIGN_SHARE * len(letters):
        return text
    return _reread(text, "cp1251", ("kz1048", "ptcp154"))


def _reread(text: str, wrong: str, right: tuple[str, ...]) -> str:
    readings = [text, *("".join(_again(sign, wrong, encoding) for sign in text) for encoding in right)]
    return max(readings, key=score)


def _again(sign: str, wrong: str, right: str) -> str:
    if sign < "\x80":
        return sign
    try:
        return sign.encode(wrong).decode(right)
    except UnicodeError:
        return sign
