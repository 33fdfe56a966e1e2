"""What the API says when it refuses something about requests and papers."""

from typing import Literal

REQUESTS: dict[str, dict[Literal["kk", "ru", "en"], str]] = {
    "request-missing": {
        "kk": "Мұндай өтініш жоқ немесе оны басқа қызметкер орындап жатыр",
        "ru": "Такого запроса нет, или его ведёт другой сотрудник",
        "en": "There is no such request, or somebody else works on it",
    },
    "request-field": {
        "kk": "Өріс дұрыс толтырылмаған: {where}",
        "ru": "Поле заполнено неверно: {where}",
        "en": "A field is not filled in rightly: {where}",
    },
    "request-iin": {
        "kk": "ЖСН дұрыс емес: он екі цифр және бақылау цифры тексеріледі",
        "ru": "ИИН неверен: проверяются двенадцать цифр и контрольная цифра",
        "en": "The IIN is wrong: twelve digits with a control digit",
    },
    "request-iin-born": {
        "kk": "ЖСН мен туған күн сәйкес келмейді",
        "ru": "ИИН и дата рождения не совпадают",
        "en": "IIN and date of birth do not agree",
    },
    "request-double": {
        "kk": "Мұндай нөмірлі өтініш бар: {where}",
        "ru": "Запрос с таким номером есть: {where}",
        "en": "There is a request of this number: {where}",
    },
    "request-state": {
        "kk": "Өтініш бұл күйге өте алмайды: {where}",
        "ru": "Запрос не может перейти в это состояние: {where}",
        "en": "The request cannot go to this state: {where}",
    },
    "request-note": {"kk": "Себебін жазыңыз", "ru": "Укажите причину", "en": "Say why"},
    "request-closed": {"kk": "Өтініш жабылған: {where}", "ru": "Запрос закрыт: {where}", "en": "The request is closed: {where}"},
    "request-extended": {
        "kk": "Мерзім бұрын ұзартылған немесе өтіп кеткен",
        "ru": "Срок уже продлевался или прошёл",
        "en": "The deadline was extended before or has passed",
    },
    "request-list": {
        "kk": "Тізімді оқу мүмкін емес. CSV не XLSX, бағандар: нөмір, күні, өтініш беруші, ЖСН …",
        "ru": "Список не читается. CSV или XLSX со столбцами: номер, дата, заявитель, ИИН …",
        "en": "The list cannot be read: CSV or XLSX with columns number, date, applicant, IIN …",
    },
    "evidence-empty": {
        "kk": "Сөз таңдалмаған. Парақтан сөздерді немесе аймақты белгілеңіз",
        "ru": "Слова не выбраны. Выделите на листе слова или область",
        "en": "No words are selected. Select words or a region on the sheet",
    },
    "evidence-double": {
        "kk": "Бұл орын дәлел ретінде алынған",
        "ru": "Это место уже взято как доказательство",
        "en": "This place is evidence already",
    },
    "draft-empty": {
        "kk": "Құжатты жазатын негіз жоқ: дәлел алыңыз немесе іздеңіз",
        "ru": "Документ писать не из чего: возьмите доказательства или выполните поиск",
        "en": "There is nothing to write it from: take evidence or search first",
    },
    "draft-institution": {
        "kk": "Қай мекемеге екенін жазыңыз",
        "ru": "Укажите учреждение",
        "en": "Say to which institution",
    },
    "draft-docx": {"kk": "Бұл DOCX файлы емес", "ru": "Это не файл DOCX", "en": "The file is no DOCX"},
    "draft-checked": {"kk": "Жоба тексерілген", "ru": "Проект уже проверен", "en": "The draft was checked already"},
    "four-eyes": {
        "kk": "Жобаны екінші адам тексеруі керек: жазған адам өз сөзін тексере алмайды",
        "ru": "Проект проверяет второй человек: автор не проверяет себя",
        "en": "A second person checks a draft: nobody checks their own words",
    },
    "signature-other": {
        "kk": "Қолтаңба осы файлға қойылмаған",
        "ru": "Подпись поставлена не под этим файлом",
        "en": "The signature is not of this file",
    },
    "signature-kind": {
        "kk": "Қолтаңба – .cms немесе .p7s файлы",
        "ru": "Подпись – файл .cms или .p7s",
        "en": "A signature is a file .cms or .p7s",
    },
    "paper-issued": {"kk": "Құжат берілген", "ru": "Документ уже выдан", "en": "The paper was issued already"},
}
