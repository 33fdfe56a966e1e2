"""Every reason that readers of files give is known in Kazakh and Russian."""

import re
from pathlib import Path

import pytest

import indexer
import paraq
from indexer.readers.sheet import GOES_ON
from paraq.records.reasons import reason_in

# A refusal as readers write it; what stands in braces is a number or a name.
GIVEN = re.compile(r'(?:Invalid|Unavailable)\(\s*f?"([^"]+)"')
PLACES = (*(Path(indexer.__file__).parent / part for part in ("readers", "ocr")), Path(paraq.__file__).with_name("imaging.py"))


def given() -> set[str]:
    written = "".join(
        path.read_text("utf-8") for place in PLACES for path in (place.rglob("*.py") if place.is_dir() else [place])
    )
    reasons = {re.sub(r"\{[^}]+\}", "7", reason) for reason in GIVEN.findall(written)}
    return {reason for reason in reasons if not reason.startswith(("Kept, not searchable: 7", "The container unpacks to 7"))} | {
        GOES_ON
    }


@pytest.mark.parametrize("reason", sorted(given()))
def test_a_reason_is_told_in_the_language_of_the_reader(reason: str) -> None:
    for language in ("kk", "ru"):
        told = reason_in(f"{reason}. Do something", language)
        assert told != f"{reason}. Do something" and re.search("[а-я]", told)


@pytest.mark.parametrize(
    ("reason", "kazakh", "russian"),
    [
        ("The file cannot be read: Permission denied", "Файлды оқуға рұқсат жоқ", "Нет права на чтение файла"),
        ("The folder cannot be read: Permission denied", "Қалтаны оқуға рұқсат жоқ", "Нет права на чтение папки"),
        ("The file cannot be read: Input/output error", "Файл оқылмайды: диск қатесі", "Файл не читается: ошибка диска"),
        ("The file cannot be read: Too many levels of symbolic links", "Файл оқылмайды", "Файл не читается"),
        (
            "1.pdf, which it signs, could not be taken",
            "Қол қойылған файл қабылданбады: 1.pdf",
            "Подписанный файл не принят: 1.pdf",
        ),
    ],
)
def test_a_file_that_could_not_be_read_is_not_said_to_be_damaged(reason: str, kazakh: str, russian: str) -> None:
    assert (reason_in(reason, "kk"), reason_in(reason, "ru")) == (kazakh, russian)
