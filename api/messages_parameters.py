"""What the API says of a parameter or a field of a body that is wrong, in Kazakh, Russian and English."""

from api.languages import Language

# By the types of pydantic's errors; ``{...}`` are the values of the error's context.
PARAMETERS: dict[str, dict[Language, str]] = {
    "missing": {"kk": "міндетті параметр берілмеген", "ru": "обязательный параметр не задан", "en": "this parameter is required"},
    "extra_forbidden": {"kk": "мұндай параметр жоқ", "ru": "такого параметра нет", "en": "there is no such parameter"},
    "json_invalid": {
        "kk": "JSON түрінде оқылмайды",
        "ru": "не читается как JSON",
        "en": "it cannot be read as JSON",
    },
    "model_attributes_type": {"kk": "JSON нысаны керек", "ru": "нужен объект JSON", "en": "a JSON object is needed"},
    "dict_type": {"kk": "JSON нысаны керек", "ru": "нужен объект JSON", "en": "a JSON object is needed"},
    "list_type": {"kk": "тізім керек", "ru": "нужен список", "en": "a list is needed"},
    "string_type": {"kk": "мәтін керек", "ru": "нужен текст", "en": "a text is needed"},
    "int_type": {"kk": "бүтін сан керек", "ru": "нужно целое число", "en": "a whole number is needed"},
    "int_parsing": {"kk": "бүтін сан керек", "ru": "нужно целое число", "en": "a whole number is needed"},
    "int_parsing_size": {"kk": "сан тым үлкен", "ru": "число слишком велико", "en": "the number is too large"},
    "int_from_float": {"kk": "бүтін сан керек", "ru": "нужно целое число", "en": "a whole number is needed"},
    "float_type": {"kk": "сан керек", "ru": "нужно число", "en": "a number is needed"},
    "float_parsing": {"kk": "сан керек", "ru": "нужно число", "en": "a number is needed"},
    "bool_type": {"kk": "true немесе false керек", "ru": "нужно true или false", "en": "true or false is needed"},
    "bool_parsing": {"kk": "true немесе false керек", "ru": "нужно true или false", "en": "true or false is needed"},
    "less_than_equal": {"kk": "ең көбі {le}", "ru": "не больше {le}", "en": "at most {le}"},
    "greater_than_equal": {"kk": "ең азы {ge}", "ru": "не меньше {ge}", "en": "at least {ge}"},
    "string_too_short": {
        "kk": "кемінде {min_length} таңба",
        "ru": "знаков не меньше {min_length}",
        "en": "at least {min_length} characters",
    },
    "string_too_long": {
        "kk": "ең көбі {max_length} таңба",
        "ru": "не длиннее {max_length} знаков",
        "en": "at most {max_length} characters",
    },
    "too_short": {
        "kk": "кемінде {min_length} мән",
        "ru": "значений не меньше {min_length}",
        "en": "at least {min_length} values",
    },
    "too_long": {"kk": "ең көбі {max_length} мән", "ru": "не больше {max_length} значений", "en": "at most {max_length} values"},
    "literal_error": {
        "kk": "мыналардың бірі керек: {expected}",
        "ru": "нужно одно из: {expected}",
        "en": "one of these is needed: {expected}",
    },
    "string_pattern_mismatch": {
        "kk": "пішімі басқа болуы керек: {pattern}",
        "ru": "нужен вид {pattern}",
        "en": "the form must be {pattern}",
    },
    "string_unicode": {"kk": "UTF-8 мәтін керек", "ru": "нужен текст в UTF-8", "en": "a text in UTF-8 is needed"},
}
WRONG_VALUE: dict[Language, str] = {"kk": "мән дұрыс емес", "ru": "неверное значение", "en": "wrong value"}
