from hypothesis import given
from hypothesis import strategies as st

from paraq.catalogue.words import PackedWords, pack, storable, within
from paraq.records.model import Box, Word
from paraq.records.upright import turn_of

PIXELS = st.integers(0, 30_000)
BOXES = st.builds(Box, PIXELS, PIXELS, PIXELS, PIXELS)
READINGS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, tuple[Word, ...]]:
    written = draw(st.lists(READINGS, max_size=30))
    text, words = "", []
    for reading in written:
        # A word broken at a line's end stands in the text otherwise than it is read.
        shown = draw(st.sampled_from([reading, reading + "-\n" + reading]))
        alternatives = tuple(draw(st.lists(READINGS, max_size=2)))
        confidence = draw(st.integers(0, 1000)) / 10
        words.append(Word(reading, len(text), len(text) + len(shown), draw(BOXES), confidence, alternatives))
        text += shown + " "
    return text, tuple(words)


@given(pages())
def test_words_come_back_as_they_were(page: tuple[str, tuple[Word, ...]]) -> None:
    text, words = page
    came = PackedWords(pack(words, text), text)
    assert came == words
    assert [came[at] for at in range(len(came))] == list(words)
    assert came[1:3] == words[1:3]
    for start, end in ((0, 3), (2, 9), (0, len(text)), (len(text), len(text) + 1)):
        assert list(within(came, start, end)) == list(within(words, start, end))
    assert turn_of(came) == turn_of(words)
    assert came.doubtful() == tuple(word for word in words if word.alternatives)


@given(st.text())
def test_storable_text_keeps_its_length_and_can_be_encoded(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert b"\0" not in kept.encode()


def test_a_page_of_words_packs_to_a_few_kilobytes() -> None:
    text = " ".join(f"сөз{number}" for number in range(300))
    words, at = [], 0
    for number, written in enumerate(text.split(" ")):
        words.append(Word(written, at, at + len(written), Box(100 + number % 9 * 150, 200 + number // 9 * 40, 140, 36), 92.4))
        at += len(written) + 1
    assert len(pack(words, text)) < 3000
