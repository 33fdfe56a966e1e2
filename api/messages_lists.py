"""What the API says of organisations, places and the other lists of the archive, in Kazakh, Russian and English."""

from api.languages import Language

LISTS: dict[str, dict[Language, str]] = {
    "authority-missing": {
        "kk": "Беделді атаулар тізімінде мұндай ұйым не жер жоқ",
        "ru": "В списке авторитетных записей нет такой организации или места",
        "en": "The authority file has no such organisation or place",
    },
    "place-missing": {
        "kk": "Бұл шифрмен ештеңе табылмады",
        "ru": "По этому шифру ничего нет",
        "en": "There is nothing at this place of the archive",
    },
    "authority-there": {
        "kk": "Тізімде нөмірі {where} жазба бар. Соны өзгертіңіз не басқа нөмір беріңіз",
        "ru": "Запись с номером {where} уже есть в списке. Измените её или дайте другой номер",
        "en": "The list has an entry with the id {where} already. Change that one or give another id",
    },
    "authority-named": {
        "kk": "Оны басқа жазбалар бұрынғы не кейінгі деп атайды. Алдымен соларды түзетіңіз",
        "ru": "На неё ссылаются другие записи как на предшественника или преемника. Сначала исправьте их",
        "en": "Others name it as their predecessor or successor. Correct those first",
    },
    "authority-relation": {
        "kk": "Мұндай бұрынғы не кейінгі ұйым жоқ. Тізімде бар жазбаның нөмірін беріңіз, бірақ өзінікін емес",
        "ru": "Такого предшественника или преемника нет. Дайте номер записи из списка, но не её собственный",
        "en": "There is no such predecessor or successor. Give the id of an entry of the list, but not its own",
    },
    "authority-date": {
        "kk": "Атау мерзімінің күні түсініксіз. Былай жазыңыз: 01.03.1964, 03.1964 не 1964",
        "ru": "Дата в сроке названия непонятна. Дата пишется так: 01.03.1964, 03.1964 или 1964",
        "en": "A date in the time of a name is no date. Write it like 01.03.1964, 03.1964 or 1964",
    },
    "authority-times": {
        "kk": "Атаудың мерзімі басталғанға дейін аяқталады. Күндерін түзетіңіз",
        "ru": "Срок названия кончается раньше, чем начинается. Исправьте даты",
        "en": "The time of a name ends before it begins. Correct its dates",
    },
    "authorities": {
        "kk": "Мұрағаттың беделді атаулар тізімін оқу мүмкін емес. Әкімшіге айтыңыз",
        "ru": "Список авторитетных записей архива не читается. Сообщите администратору",
        "en": "The archive's list of authorities cannot be read. Tell the administrator",
    },
    "names-equivalents": {
        "kk": "Тең атаулар тізімін оқу мүмкін емес. Әкімшіге айтыңыз",
        "ru": "Список равнозначных имён не читается. Сообщите администратору",
        "en": "The list of equivalent names cannot be read. Tell the administrator",
    },
    "equivalents-group": {
        "kk": "Топта жазылуынан басқаша да ерекшеленетін кемінде екі атау болуы керек",
        "ru": "В группе должно быть не меньше двух имён, которые различаются не только написанием",
        "en": "A group needs two names that differ by more than their spelling",
    },
    "exceptions-row": {
        "kk": "Әр жолда сөз де, оның негізі де болуы керек",
        "ru": "В каждой строке нужны слово и его основа",
        "en": "Each row needs a word and its stem",
    },
    "list-changed": {
        "kk": "Тізімді осы арада басқа біреу өзгертті. Оны қайта оқып, өзгерісіңізді қайталаңыз",
        "ru": "Список тем временем изменил кто-то другой. Прочтите его снова и повторите изменение",
        "en": "Somebody else has changed the list meanwhile. Read it again and repeat your change",
    },
}
