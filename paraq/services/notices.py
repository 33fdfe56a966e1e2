"""Mistakes in queries as sentences in Kazakh, Russian and English, by the code of the mistake."""

from collections import defaultdict
from typing import Final

from paraq.query.mistakes import UNSEARCHED, Mistake
from paraq.records.reasons import Language

_SENTENCES: Final[dict[str, dict[Language, str]]] = {
    "query-long": {
        "kk": "Сұрау тым ұзын: ең көбі {most} таңба. Қысқартыңыз.",
        "ru": "Запрос слишком длинный: не больше {most} знаков. Сократите его.",
        "en": "The query is too long: at most {most} characters. Shorten it.",
    },
    "query-parts": {
        "kk": "Сұрауда {most} бөліктен көп. Бөліп іздеңіз.",
        "ru": "В запросе больше {most} частей. Разделите его.",
        "en": "The query has more than {most} parts. Split it.",
    },
    "query-deep": {
        "kk": "Жақшалар бірінің ішінде бірі тым көп. Кейбірін алып тастаңыз.",
        "ru": "Слишком много скобок одна в другой. Уберите часть из них.",
        "en": "Too many brackets inside each other. Take some out.",
    },
    "query-gap": {
        "kk": "Сөздердің арасы ең көбі {most} сөз болады. ~{most} деп жазыңыз.",
        "ru": "Между словами может быть не больше {most} слов. Напишите ~{most}.",
        "en": "Words can be at most {most} apart. Write ~{most}.",
    },
    "query-edits": {
        "kk": "Сөз ең көбі {most} әріппен өзгеше бола алады. ~{most} деп жазыңыз.",
        "ru": "Слово может отличаться не больше чем на {most} буквы. Напишите ~{most}.",
        "en": "A word can differ by at most {most} letters. Write ~{most}.",
    },
    "query-field-near": {
        "kk": "«{field}» деген өріс жоқ. Бәлкім, {near}: болар?",
        "ru": "Поля «{field}» нет. Может быть, {near}: ?",
        "en": "There is no field {field}. Did you mean {near}: ?",
    },
    "query-field": {
        "kk": "«{field}» деген өріс жоқ. Өрістер: {fields_kk}. Қос нүктенің өзі керек болса, тырнақшаға алыңыз.",
        "ru": "Поля «{field}» нет. Поля: {fields_ru}. Если нужно само двоеточие, возьмите слово в кавычки.",
        "en": "There is no field {field}. Fields are {fields}. Put a colon that is meant as such in quotes.",
    },
    "query-number": {
        "kk": "«{value}» сан да, аралық та емес. Былай жазыңыз: {field}:{one} немесе {field}:{several}.",
        "ru": "«{value}» – не число и не промежуток. Напишите {field}:{one} или {field}:{several}.",
        "en": "{value} is no number or range. Write {field}:{one} or {field}:{several}.",
    },
    "query-value": {
        "kk": "Өрістің мәні жоқ. Оны қос нүктеге жалғастыра жазыңыз; қос нүктенің өзі керек болса, тырнақшаға алыңыз.",
        "ru": "У поля нет значения. Напишите его сразу после двоеточия; если нужно само двоеточие, возьмите слово в кавычки.",
        "en": "The field has no value. Write it right behind the colon; put a colon that is meant as such in quotes.",
    },
    "query-range": {
        "kk": "«{value}» аралығының соңы басынан бұрын. {turned} деп жазыңыз.",
        "ru": "«{value}» кончается раньше, чем начинается. Напишите {turned}.",
        "en": "{value} ends before it begins. Write {turned}.",
    },
    "query-date": {
        "kk": "«{value}» күн емес. Былай жазыңыз: 1978, 1978-03, 1978-03-12 немесе 12.03.1978.",
        "ru": "«{value}» – не дата. Напишите 1978, 1978-03, 1978-03-12 или 12.03.1978.",
        "en": "{value} is no date. Write 1978, 1978-03, 1978-03-12 or 12.03.1978.",
    },
    "query-pattern": {
        "kk": "Үлгіде әріп аз. Кемінде екі әріп жазыңыз.",
        "ru": "В образце мало букв. Напишите хотя бы две.",
        "en": "The pattern has too few letters. Write at least two.",
    },
    "query-pattern-long": {
        "kk": "Үлгі кез келген сөзден ұзын. Ең көбі 64 таңба жазыңыз.",
        "ru": "Образец длиннее любого слова. Напишите не больше 64 знаков.",
        "en": "The pattern is longer than any word. Write at most 64 signs.",
    },
    "query-pattern-quoted": {
        "kk": "Тырнақша ішінде * мен ? басқа әріптердің орнына тұрмайды. Сөздерді ЖӘНЕ арқылы не сөзді толық жазыңыз.",
        "ru": "В кавычках * и ? не заменяют букв. Соедините слова через И или напишите слово целиком.",
        "en": "In quotes * and ? stand for no other letters. Join the words with AND instead, or write the word whole.",
    },
    "query-pattern-field": {
        "kk": "Өрістің мәнінде * мен ? болмайды. Мәнін толық жазыңыз немесе сөзді өріссіз іздеңіз.",
        "ru": "Значение поля пишется без * и ?. Напишите его целиком или ищите слово без поля.",
        "en": "The value of a field takes no * and ?. Write it whole, or search for the word without the field.",
    },
    "query-bracket-open": {
        "kk": "Жақша жабылмаған. Жабыңыз немесе алып тастаңыз.",
        "ru": "Скобка не закрыта. Закройте её или уберите.",
        "en": "The bracket is not closed. Close it or take it out.",
    },
    "query-bracket": {
        "kk": "Ашылмаған жақша жабылып тұр. Алып тастаңыз.",
        "ru": "Закрывающая скобка без открывающей. Уберите её.",
        "en": "There is a closing bracket without an opening one. Take it out.",
    },
    "query-bracket-empty": {
        "kk": "Жабылатын жақшаның алдында сөз жетпейді. Сөз қосыңыз немесе жақшаны алып тастаңыз.",
        "ru": "Перед закрывающей скобкой не хватает слова. Допишите слово или уберите скобки.",
        "en": "A word is missing before the closing bracket. Add a word or take the brackets out.",
    },
    "query-initials": {
        "kk": "Есімде инициалдардан басқа ештеңе жоқ. Тегін не атын қосыңыз.",
        "ru": "В имени одни инициалы. Допишите фамилию или имя.",
        "en": "The name has nothing but initials. Add the surname or the given name.",
    },
    "query-quote": {
        "kk": "Тырнақша жабылмаған. Жабыңыз немесе алып тастаңыз.",
        "ru": "Кавычка не закрыта. Закройте её или уберите.",
        "en": "The quotation mark is not closed. Close it or take it out.",
    },
    "query-end": {
        "kk": "Сұраудың соңында сөз жетпейді. Сөз қосыңыз немесе амалды алып тастаңыз.",
        "ru": "В конце запроса не хватает слова. Допишите слово или уберите оператор.",
        "en": "The query ends where a word is missing. Add a word or take the operator out.",
    },
    "query-operator": {
        "kk": "«{sign}» белгісінің алдында сөз жетпейді. Белгінің өзін іздеу үшін тырнақшаға алыңыз.",
        "ru": "Перед «{sign}» не хватает слова. Чтобы искать сам знак, возьмите его в кавычки.",
        "en": "A word is missing before {sign}. Put it in quotes to search for it.",
    },
    "query-wordless": {
        "kk": "Іздейтін әріп те, цифр да жоқ. Сөз, есім немесе сан жазыңыз.",
        "ru": "Нет ни буквы, ни цифры, которые можно искать. Напишите слово, имя или число.",
        "en": "There is no letter or figure to search for. Write a word, a name or a number.",
    },
}
_PLACE: Final[dict[Language, str]] = {
    "kk": "{position}-таңба: ",
    "ru": "Знак {position}: ",
    "en": "Character {position}: ",
}
_LITERALLY: Final[dict[Language, str]] = {
    "kk": "Сөздер жазылғанындай, белгілерсіз ізделді.",
    "ru": "Слова искались как есть, без знаков.",
    "en": "The words were searched as they are, without signs.",
}


def sentence(mistake: Mistake, language: Language) -> str:
    """Return where a query is wrong, what is wrong and what to do."""
    known = _SENTENCES.get(mistake.code)
    if known is None:
        return str(mistake)
    place = _PLACE[language].format(position=mistake.position) if mistake.position else ""
    return place + known[language].format_map(defaultdict(str, mistake.values))


def notice(mistake: Mistake, language: Language) -> str:
    """Return what a searcher is told whose query could not be read: what is wrong with it, and how it was searched."""
    told = sentence(mistake, language)
    return told if mistake.code in UNSEARCHED else f"{told} {_LITERALLY[language]}"
