"""What the API says of transfers and of uploads on their way in, in Kazakh, Russian and English."""

from api.languages import Language

TRANSFERS: dict[str, dict[Language, str]] = {
    "upload-missing": {
        "kk": "Мұндай жіберілім жоқ",
        "ru": "Такой загрузки нет",
        "en": "There is no such upload",
    },
    "upload-offset": {
        "kk": "Бөлік файлдың соңынан басталмайды. HEAD сұрауымен қанша келгенін біліп, содан жалғастырыңыз",
        "ru": "Часть начинается не там, где кончается файл. Узнайте запросом HEAD, сколько пришло, и продолжите оттуда",
        "en": "The part does not begin where the file ends. Ask by HEAD how much is here and go on from there",
    },
    "upload-lacking": {
        "kk": "Файлдар толық келген жоқ: {where}",
        "ru": "Файлы пришли не полностью: {where}",
        "en": "Files are not whole: {where}",
    },
    "upload-checksum": {
        "kk": "Файл хабарланғаннан басқа: бақылау сомасы сәйкес емес. Оны басынан қайта жіберіңіз: {where}",
        "ru": "Файл не тот, что был объявлен: контрольная сумма не совпадает. Пришлите его заново: {where}",
        "en": "The file is not what was announced: its checksum differs. Send it again: {where}",
    },
    "upload-closed": {
        "kk": "Бұл тапсыруға файл енді қабылданбайды",
        "ru": "Эта передача больше не принимает файлов",
        "en": "This transfer takes no more files",
    },
    "upload-path": {
        "kk": "Файл жолы тапсырудан тыс шығады не жазуға келмейді: {where}",
        "ru": "Путь файла выходит за пределы передачи или недопустим: {where}",
        "en": "The path leads out of the transfer or cannot be written: {where}",
    },
    "inventory-large": {
        "kk": "Тізімдемелер тым үлкен не тым көп: бірге ең көбі 32 МБ, 20 тізімдеме, 100 000 файл",
        "ru": "Описи слишком велики или их слишком много: вместе не больше 32 МБ, 20 описей и 100 000 файлов",
        "en": "The inventories are too large or too many: together at most 32 MB, 20 inventories and 100,000 files",
    },
    "inventory-unread": {
        "kk": "Тізімдемені қазір қарап шығу мүмкін емес. Кейінірек қайталаңыз",
        "ru": "Просмотреть опись сейчас нельзя. Повторите позже",
        "en": "The inventory cannot be looked at now. Try again later",
    },
    "transfer-missing": {
        "kk": "Мұндай тапсыру жоқ",
        "ru": "Такой передачи нет",
        "en": "There is no such transfer",
    },
    "transfers-all": {
        "kk": "Тапсыруларды барлық қорды көре алатындар ғана көреді",
        "ru": "Передачи видят те, кому открыты все фонды",
        "en": "Transfers are shown to those who may see all fonds",
    },
}
