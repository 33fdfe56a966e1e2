"""What the API says of rules of access that make no sense, by the field that is wrong."""

from api.languages import Language

_DAY: dict[Language, str] = {
    "kk": "{field}: күнді толық жазыңыз, мысалы 06.01.2026",
    "ru": "{field}: напишите день полностью, например 06.01.2026",
    "en": "{field}: write a whole day, for example 06.01.2026",
}
_DAYS: dict[str, dict[Language, str]] = {
    "until": {"kk": "Мерзім орнына ашылатын күн", "ru": "День вместо срока", "en": "The day instead of a term"},
    "valid_from": {"kk": "Ереже қай күннен", "ru": "С какого дня действует", "en": "In force from"},
    "valid_to": {"kk": "Ереже қай күнге дейін", "ru": "По какой день действует", "en": "In force until"},
}
ACCESS: dict[str, dict[Language, str]] = {
    **{
        f"access-rule:{field}": {language: said.replace("{field}", called[language]) for language, said in _DAY.items()}
        for field, called in _DAYS.items()
    },
    "access-rule:name": {
        "kk": "Ереженің атауы – кіші латын әріптері, цифрлар мен сызықшалар, 64 таңбаға дейін, мысалы orders-of-14",
        "ru": "Название правила – малые латинские буквы, цифры и дефисы, до 64 знаков, например orders-of-14",
        "en": "The name of a rule is small Latin letters, digits and hyphens, 64 at most, for example orders-of-14",
    },
    "access-rule:valid_order": {
        "kk": "Ереже күшіне енбей тұрып аяқталады. Күндерін түзетіңіз",
        "ru": "Правило кончается раньше, чем начинает действовать. Исправьте дни",
        "en": "The rule ends before it is in force. Correct its days",
    },
    "access-rule:years": {
        "kk": "Мерзім 0-ден 1000 жылға дейін болады",
        "ru": "Срок – от 0 до 1000 лет",
        "en": "A term is 0 to 1000 years",
    },
    "access-rule:term": {
        "kk": "Мерзімге шектелген болса, не жылын, не ашылатын күнін беріңіз (біреуін ғана); ашық пен жабықта екеуі де бос",
        "ru": "При ограничении на срок дайте либо годы, либо день открытия (одно из двух); у открытых и закрытых оба пусты",
        "en": "A record restricted for a term needs years or a day, one of them; open and closed ones have neither",
    },
    "access-rule:place": {
        "kk": "Іске тізімдеме, тізімдемеге қор керек",
        "ru": "К делу нужна опись, к описи нужен фонд",
        "en": "A file needs its inventory, and an inventory its fonds",
    },
    "access-rule:basis": {
        "kk": "Негіздемесін жазыңыз: заң не бұйрық, күні мен нөмірі",
        "ru": "Укажите основание: закон или приказ, дата и номер",
        "en": "Cite the law or order with its date and number",
    },
}
