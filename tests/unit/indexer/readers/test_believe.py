"""Whether a text layer can be believed."""

import pytest

from indexer.readers.believe import believable

KAZAKH = "Азаматтардың өтініштері мен тиісті комиссияның ұсынысын қарап, аудан әкімі өкім етеді"
AS_RUSSIAN_OCR_HAS_IT = "Азаматтардь1н ет!н!штер! мен ти!ст! комиссиянь1н усь1нь1сь1н карап, аудан эк1м1 ек1м етед1"


@pytest.mark.parametrize(
    "text",
    [
        KAZAKH,
        "Принять товарища Джанбулатова на работу механизатором с 15 марта 1978 года! Срок испытания 1 месяц",
        "The harvest of 1978 was the best that the district had seen in eleven years",
        "№ 14, 1978",
    ],
)
def test_words_of_the_three_languages_are_believed(text: str) -> None:
    assert believable(text)


@pytest.mark.parametrize(
    "text",
    [
        AS_RUSSIAN_OCR_HAS_IT,
        AS_RUSSIAN_OCR_HAS_IT.upper(),
        KAZAKH.encode("kz1048").decode("cp1251", "replace"),
        "\ue012" * 50,
        "",
    ],
)
def test_spoilt_letters_are_not(text: str) -> None:
    assert not believable(text)


def test_one_slip_does_not_spoil_a_page() -> None:
    assert believable(f"{KAZAKH} {KAZAKH} ек1м")
