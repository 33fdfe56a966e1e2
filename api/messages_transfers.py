"""What the API says of transfers and of uploads on their way in, in Kazakh, Russian and English."""

from api.languages import Language
from api.uploads import MOST_FILES

TRANSFERS: dict[str, dict[Language, str]] = {
    "upload-form": {
        "kk": "Жіберілген пішінде файл жоқ не ол оқылмады",
        "ru": "В присланной форме нет файла, или её нельзя прочитать",
        "en": "The form has no file or cannot be read",
    },
    "upload-empty": {"kk": "Файл бос", "ru": "Файл пуст", "en": "The file is empty"},
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
    "upload-files": {
        "kk": f"Тапсыруда 1-ден {MOST_FILES} файлға дейін болады",
        "ru": f"В передаче от 1 до {MOST_FILES} файлов",
        "en": f"A transfer has 1 to {MOST_FILES} files",
    },
    "upload-twice": {
        "kk": "Екі файлдың жолы бірдей, не бірінің жолы екіншісіне бума болып тұр: {where}",
        "ru": "У двух файлов один путь, или путь одного служит папкой другому: {where}",
        "en": "Two files have the same path, or that of one is a folder of another: {where}",
    },
    "upload-large": {
        "kk": "Тапсыру рұқсат етілгеннен үлкен. Оны бөліп тапсырыңыз",
        "ru": "Передача больше, чем разрешено. Разделите её",
        "en": "The transfer is larger than is allowed. Split it",
    },
    "upload-room": {
        "kk": "Бұл тапсыруға дискіде орын жетпейді. Әкімшіге айтыңыз",
        "ru": "Для этой передачи нет места на диске. Сообщите администратору",
        "en": "There is no room on the disk for this transfer. Tell the administrator",
    },
    "upload-more": {
        "kk": "Файл хабарланғаннан үлкен: {where}. Көлемін тексеріңіз",
        "ru": "Приходит больше, чем было объявлено: {where}. Проверьте размер файла",
        "en": "More comes than was announced: {where}. Check the size of the file",
    },
    "upload-running": {
        "kk": "Тапсыру дәл қазір қабылданып жатыр. Аяқталғанын күтіңіз",
        "ru": "Передача сейчас принимается. Дождитесь конца",
        "en": "The transfer is being taken in now. Wait until it is done",
    },
    "receipt": {
        "kk": "Қолхатты жасау мүмкін болмады. Әкімшіге айтыңыз",
        "ru": "Квитанцию не удалось составить. Сообщите администратору",
        "en": "The receipt cannot be made. Tell the administrator",
    },
}
