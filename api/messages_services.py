"""What the API says when a part of the house is away, in Kazakh, Russian and English; what is inside the house stays there."""

from api.languages import Language

_UNSET: dict[Language, str] = {
    "kk": "Мұнда бұл қызмет қосылмаған",
    "ru": "Эта служба здесь не настроена",
    "en": "This is not set up here",
}
_BUSY: dict[Language, str] = {
    "kk": "Мұны дәл қазір басқа біреу істеп жатыр. Аяқталғанын күтіп, қайталаңыз",
    "ru": "Это сейчас делает кто-то другой. Дождитесь конца и повторите",
    "en": "Somebody else is doing this now. Wait until it is done and try again",
}
SERVICES: dict[str, dict[Language, str]] = {
    "index": {
        "kk": "Іздеу индексі оқылмайды. Әкімші оны paraq reindex арқылы қайта құра алады",
        "ru": "Индекс поиска не читается. Администратор может построить его заново: paraq reindex",
        "en": "The search index cannot be read. The administrator can build it anew: paraq reindex",
    },
    "asking-missing": _UNSET,
    "metrics-missing": _UNSET,
    "requests-missing": _UNSET,
    "transfers-missing": _UNSET,
    "webhooks-missing": _UNSET,
    "batch-running": _BUSY,
    "index-busy": _BUSY,
    "ingest-running": _BUSY,
    "webhook-running": _BUSY,
    "catalogue": {
        "kk": "Каталог жауап бермейді. Кейінірек қайталаңыз не әкімшіге айтыңыз",
        "ru": "Каталог не отвечает. Повторите позже или сообщите администратору",
        "en": "The catalogue does not answer. Try again later or tell the administrator",
    },
    "elasticsearch": {
        "kk": "Іздеу индексі жауап бермейді. Кейінірек қайталаңыз не әкімшіге айтыңыз",
        "ru": "Индекс поиска не отвечает. Повторите позже или сообщите администратору",
        "en": "The search index does not answer. Try again later or tell the administrator",
    },
    "elasticsearch-version": {
        "kk": "Іздеу серверінің нұсқасы сәйкес емес. Әкімшіге айтыңыз",
        "ru": "У сервера поиска не та версия. Сообщите администратору",
        "en": "The search server has another version than is needed. Tell the administrator",
    },
    "store": {
        "kk": "Файлды сақтау мүмкін болмады: орын не рұқсат жоқ. Әкімшіге айтыңыз",
        "ru": "Файл не удалось сохранить: нет места или права. Сообщите администратору",
        "en": "A file cannot be kept: room or rights are missing. Tell the administrator",
    },
    "cursor-key": {
        "kk": "Тізім жалғасын мөрлейтін кілтті оқу не жасау мүмкін емес. PARAQ_HOME мәнін тексеріңіз",
        "ru": "Ключ, которым запечатано продолжение списков, нельзя прочитать или создать. Проверьте PARAQ_HOME",
        "en": "The key of cursors can neither be read nor made. Check PARAQ_HOME",
    },
    "font": {
        "kk": "Қазақ әріптері бар қаріп орнатылмаған, сондықтан акт басылмайды. fonts-liberation2 пакетін орнатыңыз",
        "ru": "Нет шрифта с казахскими буквами, поэтому акт не напечатать. Установите пакет fonts-liberation2",
        "en": "No font with Kazakh letters is installed, so the act cannot be printed. Install fonts-liberation2",
    },
    "audit-key": {
        "kk": "Аудит журналының кілтін оқу мүмкін емес. Әкімшіге айтыңыз",
        "ru": "Ключ журнала аудита не читается. Сообщите администратору",
        "en": "The key of the audit record cannot be read. Tell the administrator",
    },
    "webhook-key": {
        "kk": "Вебхуктардың кілтін оқу мүмкін емес. Әкімшіге айтыңыз",
        "ru": "Ключ вебхуков не читается. Сообщите администратору",
        "en": "The key of webhooks cannot be read. Tell the administrator",
    },
    "webhook-silent": {
        "kk": "Хабар алушы жауап бермейді: {where}",
        "ru": "Получатель не отвечает: {where}",
        "en": "The receiver does not answer: {where}",
    },
}
