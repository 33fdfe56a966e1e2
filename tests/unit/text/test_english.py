import pytest

from paraq.text import english


@pytest.mark.parametrize(
    ("form", "stem"), [("orders", "order"), ("dismissed", "dismiss"), ("archive’s", "archiv"), ("archives", "archiv")]
)
def test_stems(form: str, stem: str) -> None:
    assert english.stem(form) == stem
