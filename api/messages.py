"""What the API says when it refuses, in Kazakh, Russian and English."""

from api.languages import Language
from api.messages_access import ACCESS
from api.messages_accounts import ACCOUNTS
from api.messages_deadlines import DEADLINES
from api.messages_lists import LISTS
from api.messages_pictures import PICTURES
from api.messages_requests import REQUESTS
from api.messages_roles import EVERY_FONDS, ROLE
from api.messages_services import SERVICES
from api.messages_transfers import TRANSFERS
from api.messages_webhooks import WEBHOOKS

TITLES: dict[str, dict[Language, str]] = {
    "invalid": {"kk": "Сұрау дұрыс емес", "ru": "Запрос составлен неверно", "en": "The request cannot be taken as it is"},
    "missing": {"kk": "Табылмады", "ru": "Не найдено", "en": "Not found"},
    "forbidden": {"kk": "Рұқсат жоқ", "ru": "Нет права", "en": "Not allowed"},
    "conflict": {"kk": "Қайшылық", "ru": "Конфликт", "en": "Conflict"},
    "unavailable": {
        "kk": "Қызмет уақытша жұмыс істемейді",
        "ru": "Служба временно не работает",
        "en": "A service does not answer",
    },
    "method": {
        "kk": "Бұл әдіс мұнда қолданылмайды",
        "ru": "Этот метод здесь не применяется",
        "en": "This method is not used here",
    },
    "log-in": {"kk": "Жүйеге кіру керек", "ru": "Нужен вход", "en": "Log-in needed"},
    "too-many": {"kk": "Сұрау тым көп", "ru": "Слишком много запросов", "en": "Too many requests"},
    "internal": {"kk": "Ішкі қате", "ru": "Внутренняя ошибка", "en": "Internal error"},
}

DETAILS: dict[str, dict[Language, str]] = {
    **REQUESTS,
    **ACCESS,
    **ACCOUNTS,
    **DEADLINES,
    **LISTS,
    **PICTURES,
    **SERVICES,
    **TRANSFERS,
    **WEBHOOKS,
    "route-missing": {
        "kk": "Мұндай мекенжай жоқ. Барлық мекенжайлар /v1/docs бетінде",
        "ru": "Такого адреса нет. Все адреса перечислены на странице /v1/docs",
        "en": "There is no such address. All addresses are listed at /v1/docs",
    },
    "page-missing": {
        "kk": "Мұндай парақ жоқ. Іздеу нәтижесіндегі нөмірін қолданыңыз",
        "ru": "Такого листа нет. Возьмите его номер из результатов поиска",
        "en": "There is no such sheet. Take its id from a search result",
    },
    "document-missing": {
        "kk": "Мұндай құжат жоқ. Іздеу нәтижесіндегі нөмірін қолданыңыз",
        "ru": "Такого документа нет. Возьмите его номер из результатов поиска",
        "en": "There is no such document. Take its id from a search result",
    },
    "region": {
        "kk": "Аймақ парақтың ішінде болуы керек: region=сол,үсті,ені,биіктігі (пиксель)",
        "ru": "Область должна лежать на листе: region=слева,сверху,ширина,высота (в пикселях)",
        "en": "The region must lie on the sheet: region=left,top,width,height in pixels",
    },
    "mark": {
        "kk": "Белгі парақ мәтінінің ішінде болуы керек: mark=басы-соңы (таңба нөмірлері)",
        "ru": "Отметка должна лежать в тексте листа: mark=начало-конец (номера знаков)",
        "en": "A mark must lie in the text of the sheet: mark=start-end, counted in characters",
    },
    "picture-missing": {
        "kk": "Бұл парақтың суретін көрсету мүмкін емес",
        "ru": "Изображение этого листа показать нельзя",
        "en": "The picture of this sheet cannot be shown",
    },
    "place": {
        "kk": "Істің тізімдемесі, тізімдеменің қоры көрсетілуі керек",
        "ru": "К делу нужна опись, к описи нужен фонд",
        "en": "A file needs its inventory, and an inventory its fonds",
    },
    "batch-missing": {
        "kk": "Мұндай тізім жоқ немесе ол сіздікі емес",
        "ru": "Такого списка нет, или он не ваш",
        "en": "There is no such batch, or it is not yours",
    },
    "batch-large": {
        "kk": "Тізім тым үлкен. Оны бөліп жіберіңіз: ең көбі 16 МБ, 10 000 жол",
        "ru": "Список слишком велик. Разделите его: не больше 16 МБ и 10 000 строк",
        "en": "The list is too large. Split it: at most 16 MB and 10,000 rows",
    },
    "batch-kind": {
        "kk": "Бұл файлды тізім ретінде оқу мүмкін емес. CSV не XLSX түрінде сақтап жіберіңіз",
        "ru": "Этот файл нельзя прочитать как список. Сохраните его как CSV или XLSX",
        "en": "This file cannot be read as a list. Save it as CSV or XLSX",
    },
    "batch-empty": {"kk": "Тізім бос", "ru": "Список пуст", "en": "The list is empty"},
    "batch-columns": {
        "kk": "Тізімде аты-жөні не сұрау бағаны табылмады. Бағандарды атаңыз, мысалы: аты-жөні, ұйым, жылдары",
        "ru": "В списке нет столбца имён или запросов. Назовите столбцы, например: ФИО, организация, годы",
        "en": "The list has no column of names or queries. Name its columns, for example: name, organisation, years",
    },
    "version-needed": {
        "kk": "Қай нұсқаны оқығаныңызды айтыңыз: If-Match тақырыбында оның нөмірін жіберіңіз",
        "ru": "Укажите, какую версию вы прочли: пришлите её номер в заголовке If-Match",
        "en": "Say which version you have read: send its number in the If-Match header",
    },
    "version-changed": {
        "kk": "Мұны осы арада басқа біреу өзгертті. Қайта оқып, өзгерісіңізді қайталаңыз",
        "ru": "За это время это изменил кто-то другой. Прочтите снова и повторите изменение",
        "en": "Somebody else has changed this meanwhile. Read it again and repeat your change",
    },
    "version-missing": {
        "kk": "Мәтіннің мұндай нұсқасы жоқ",
        "ru": "Такой версии текста нет",
        "en": "The text has no such version",
    },
    "correction-long": {
        "kk": "Бір беттің мәтіні тым ұзын",
        "ru": "Текст слишком длинен для одной страницы",
        "en": "The text is too long for one page",
    },
    "saved-missing": {
        "kk": "Мұндай сақталған іздеу жоқ немесе ол сіздікі емес",
        "ru": "Такого сохранённого поиска нет, или он не ваш",
        "en": "There is no such saved search, or it is not yours",
    },
    "saved-empty": {
        "kk": "Сөзі де, сүзгісі де жоқ іздеу барлық беттерді табады. Сөз не сүзгі қосыңыз",
        "ru": "Поиск без слов и отборов находит все страницы. Добавьте слово или отбор",
        "en": "A search without words and filters finds every page. Add a word or a filter",
    },
    "saved-name": {
        "kk": "Сақталған іздеудің атауы керек, ең көбі 200 таңба",
        "ru": "Сохранённому поиску нужно название не длиннее 200 знаков",
        "en": "A saved search needs a name of at most 200 characters",
    },
    "saved-many": {
        "kk": "Ең көбі 200 іздеу сақталады. Керек емесін өшіріңіз",
        "ru": "Можно сохранить не больше 200 поисков. Удалите ненужные",
        "en": "At most 200 searches can be saved. Remove some",
    },
    "record-missing": {
        "kk": "Іздеу туралы мұндай жазба жоқ немесе ол сізге ашық емес",
        "ru": "Такой записи о поиске нет, или она вам недоступна",
        "en": "There is no such record of a search, or not for you",
    },
    "cursor": {
        "kk": "Бұл тізімнің жалғасы табылмады. Іздеуді басынан бастаңыз",
        "ru": "Продолжение этого списка не найдено. Начните поиск сначала",
        "en": "This is not a place in the list. Begin the search anew",
    },
    "filter-unknown": {
        "kk": "Мұндай сүзгі жоқ. Сүзгілердің аттары /v1/docs бетінде",
        "ru": "Такого отбора нет. Имена отборов – на странице /v1/docs",
        "en": "There is no such filter. Their names are listed at /v1/docs",
    },
    "filter-value": {
        "kk": "Сүзгінің мәні дұрыс емес. Мүмкін мәндер /v1/docs бетінде",
        "ru": "У отбора нет такого значения. Возможные – на странице /v1/docs",
        "en": "The filter has no such value. The values are listed at /v1/docs",
    },
    "facet-unknown": {
        "kk": "Мұндай қыр жоқ. Қырлардың аттары /v1/docs бетінде",
        "ru": "Такой грани нет. Имена граней – на странице /v1/docs",
        "en": "There is no such facet. Their names are listed at /v1/docs",
    },
    "fonds-missing": {
        "kk": "Мұндай қор жоқ: {where}",
        "ru": "Такого фонда нет: {where}",
        "en": "There is no such fonds: {where}",
    },
    "access-file": {
        "kk": "Қолжетімділік ережелерін оқу мүмкін емес: {where}",
        "ru": "Правила доступа не читаются: {where}",
        "en": "The rules of access cannot be read: {where}",
    },
    "log-in-needed": {
        "kk": "Алдымен жүйеге кіріңіз (/v1/log-in) немесе кілт жіберіңіз",
        "ru": "Сначала войдите (/v1/log-in) или пришлите ключ",
        "en": "Log in first at /v1/log-in, or send a key",
    },
    "log-in-wrong": {"kk": "Аты немесе құпиясөз дұрыс емес", "ru": "Имя или пароль неверны", "en": "Name or password is wrong"},
    "log-in-throttled": {
        "kk": "Сәтсіз кіру әрекеті тым көп. {seconds} секундтан кейін қайталаңыз",
        "ru": "Слишком много неудачных попыток входа. Повторите через {seconds} с",
        "en": "Too many failed log-ins. Try again in {seconds} s",
    },
    "no-accounts": {
        "kk": "Әлі есептік жазба жоқ, сондықтан тек осы компьютердің өзінен сұрауға болады. Әкімші: paraq user add АТЫ",
        "ru": "Учётных записей ещё нет, спрашивать можно только с этого компьютера. Администратору: paraq user add ИМЯ",
        "en": "There is no account yet, so only this machine itself may ask. Make one with: paraq user add NAME",
    },
    "other-site": {
        "kk": "Сұрау басқа сайттың бетінен келді",
        "ru": "Запрос пришёл со страницы другого сайта",
        "en": "The request comes from a page of another site",
    },
    "scope": {
        "kk": "Кілттің бұған құқығы жоқ: {where}",
        "ru": "У ключа нет права: {where}",
        "en": "The key has no scope: {where}",
    },
    "role": ROLE,
    "fonds-all": EVERY_FONDS,
    "too-many": {
        "kk": "Сұрау тым көп. {seconds} секундтан кейін қайталаңыз",
        "ru": "Слишком много запросов. Повторите через {seconds} с",
        "en": "Too many requests. Try again in {seconds} s",
    },
    "body-large": {"kk": "Жіберілген дерек тым үлкен", "ru": "Тело запроса слишком велико", "en": "The body is too large"},
    "media-type": {
        "kk": "Мұндай пішімдегі дерек қабылданбайды. Content-Type: {where} деп жіберіңіз",
        "ru": "Тело запроса в таком формате не принимается. Пришлите его с Content-Type: {where}",
        "en": "The body is not taken in this format. Send it with Content-Type: {where}",
    },
    "too-slow": {
        "kk": "Жауап тым ұзаққа созылды. Бірден азырақ сұраңыз",
        "ru": "Ответ занял слишком много времени. Спросите меньше за один раз",
        "en": "This took too long. Ask for less at once",
    },
    "audit-away": {
        "kk": "Аудит журналына жазу мүмкін емес, сондықтан ештеңе көрсетілмейді",
        "ru": "Запись в журнал аудита невозможна, поэтому ничего не показывается",
        "en": "The audit record cannot be written, so nothing is shown",
    },
    "rule-missing": {"kk": "Мұндай атты ереже жоқ", "ru": "Правила с таким именем нет", "en": "There is no rule of this name"},
    "rule-double": {
        "kk": "Екі ереженің аты бірдей. Әрқайсысына өз атын беріңіз",
        "ru": "У двух правил одно имя. Дайте каждому своё",
        "en": "Two rules have the same name. Give each its own",
    },
    "access-rule": {
        "kk": "Ереже дұрыс құрылмаған: {where}. Мерзімі, негізі мен нені қамтитыны бірге мағына беруі керек",
        "ru": "Правило составлено неверно: {where}. Срок, основание и то, что оно охватывает, должны подходить друг к другу",
        "en": "The rule makes no sense: {where}. Its term, its basis and what it covers must fit together",
    },
    "internal": {
        "kk": "Жүйеде қате болды, ол журналға жазылды. Әкімшіге request_id нөмірін хабарлаңыз",
        "ru": "В системе произошла ошибка, она записана в журнал. Сообщите администратору номер request_id",
        "en": "Something failed here and was written to the log. Tell the administrator the request_id",
    },
    "method": {
        "kk": "Мұнда тек мыналар бар: {where}",
        "ru": "Здесь есть только: {where}",
        "en": "Only these are used here: {where}",
    },
    "validation": {
        "kk": "Сұраудың параметрлері дұрыс емес: {where}",
        "ru": "Неверны параметры запроса: {where}",
        "en": "Parameters of the request are wrong: {where}",
    },
}
