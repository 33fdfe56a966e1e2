"""The reached quality of language identification, less a small margin."""

import random
from collections.abc import Callable

import pytest

from benchmarks.words import LANGUAGE_CASES, accuracy, data_folder, sentences
from paraq.text import languages

pytestmark = pytest.mark.skipif(not (data_folder() / "language_id.tsv").is_file(), reason="no labelled data beside the checkout")

LEAST = {
    "kk": 0.998,
    "kk, three words": 0.965,
    "kk typed with Russian letters": 0.995,
    "the same, three words": 0.950,
    "ru": 0.998,
    "ru, three words": 0.970,
    "en": 0.998,
    "en, three words": 0.990,
}


@pytest.mark.parametrize(("label", "language", "change"), LANGUAGE_CASES)
def test_language_of_sentences(label: str, language: str, change: Callable[[str], str]) -> None:
    assert accuracy(language, change) >= LEAST[label]


def test_most_words_of_a_mixed_text_are_in_the_run_of_their_language() -> None:
    chance = random.Random(3)
    texts = {language: sentences(language) for language in ("kk", "ru", "en")}
    right = words = 0
    for _ in range(80):
        parts = []
        for language in chance.choices(["kk", "ru", "en"], [2, 2, 1], k=4):
            sentence = chance.choice(texts[language]).split()
            parts.append((language, sentence[: chance.randint(3, 12)]))
        runs = languages.runs(" ".join(word for _, part in parts for word in part))
        position = 0
        for language, part in parts:
            for word in part:
                found = next(of for start, end, of in runs if start <= position < end)
                right += found == language
                words += 1
                position += len(word) + 1
    assert right / words >= 0.95
