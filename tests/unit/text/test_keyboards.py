import pytest

from paraq.text.keyboards import on_other_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbrfp 1978", "приказ 1978"),
        ("2,l3rjd C", "әбдіков С"),
        ("@,l3rjd", "Әбдіков"),
        (";fkfrs", "жалақы".replace("қ", "к")),
        ("приказ abc", ""),
        ("1978", ""),
        ("", ""),
    ],
)
def test_keys_of_the_wrong_layout(typed: str, meant: str) -> None:
    assert on_other_keys(typed) == meant
