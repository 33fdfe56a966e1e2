"""What a row of a batch is told in Kazakh, Russian or English: its mistake, or how its query was read."""

from typing import Final

from paraq.errors import Invalid
from paraq.query.mistakes import Mistake
from paraq.query.parse import parse
from paraq.records.reasons import Language
from paraq.services.batch import AnsweredRow
from paraq.services.batch_question import question
from paraq.services.notices import notice, sentence

MISTAKES: Final[dict[str, dict[Language, str]]] = {
    "row-empty": {
        "kk": "Жолда аты-жөні де, сұрау да жоқ",
        "ru": "В строке нет ни ФИО, ни запроса",
        "en": "The row has no name and no query",
    },
    "row-birth": {
        "kk": "Туған жылы оқылмады: {where}",
        "ru": "Год рождения не читается: {where}",
        "en": "There is no year of birth: {where}",
    },
    "row-years": {
        "kk": "Жылдардың соңы басынан бұрын: {where}",
        "ru": "Годы кончаются раньше, чем начинаются: {where}",
        "en": "The years end before they begin: {where}",
    },
    "row-year": {
        "kk": "Жыл оқылмады: {where}. 1978 не 1978-1986 деп жазыңыз",
        "ru": "Год не читается: {where}. Напишите 1978 или 1978-1986",
        "en": "There is no year: {where}. Write 1978 or 1978-1986",
    },
}


def message_of(row: AnsweredRow, language: Language) -> str:
    """Return the message of a row in a language; one whose cause does not show in the row stays as it was written, in English."""
    error = _mistake(row) if row.message else None
    if error is None or str(error) != row.message:
        return row.message
    if isinstance(error, Mistake):
        return notice(error, language) if row.state == "answered" else sentence(error, language)
    return MISTAKES[error.code][language].format(where=error.where) if error.code in MISTAKES else row.message


def _mistake(row: AnsweredRow) -> Invalid | None:
    """Return what is wrong with a row, found once more: the row keeps only the sentence."""
    try:
        parse(question(row.cells).query)
    except Invalid as error:
        return error
    return None
