"""The reached quality of stems, less a small margin: a change that loses more must say why."""

import pytest

from benchmarks.words import conflation, data_folder, half, lemmas, typed
from paraq.text import kazakh, russian

pytestmark = pytest.mark.skipif(not (data_folder() / "lemmas_kk.tsv").is_file(), reason="no labelled data beside the checkout")


@pytest.mark.parametrize(("name", "least"), [("lemmas_kk.tsv", 0.964), ("lemmas_kk_nouns.tsv", 0.983)])
def test_kazakh_forms_of_one_lemma_share_a_stem(name: str, least: float) -> None:
    assert conflation(lemmas(name), kazakh.stem).f1 >= least


@pytest.mark.parametrize(("name", "least"), [("lemmas_kk.tsv", 0.970), ("lemmas_kk_nouns.tsv", 0.979)])
def test_words_that_no_rule_was_checked_on_do_as_well(name: str, least: float) -> None:
    assert conflation(half(lemmas(name), 1), kazakh.stem).f1 >= least


def test_kazakh_typed_with_russian_letters_keeps_its_stems() -> None:
    assert conflation(lemmas("lemmas_kk.tsv"), lambda word: kazakh.stem(kazakh.restore(typed(word)))).f1 >= 0.950


def test_restoring_letters_harms_clean_text_little() -> None:
    assert conflation(lemmas("lemmas_kk.tsv"), lambda word: kazakh.stem(kazakh.restore(word))).f1 >= 0.963


def test_russian_forms_of_one_lemma_share_a_stem() -> None:
    assert conflation(lemmas("lemmas_ru.tsv"), russian.stem).f1 >= 0.989
