"""What the API says when it refuses something about requests and papers."""

from api.languages import Language
from paraq.records.evidence import FACTS
from paraq.services.requests.evidence import MOST_EVIDENCE

REQUESTS: dict[str, dict[Language, str]] = {
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
    "paper-missing": {
        "kk": "Мұндай құжат не қолтаңба жоқ",
        "ru": "Такого документа или подписи нет",
        "en": "There is no such paper",
    },
    "draft-missing": {"kk": "Мұндай жоба жоқ", "ru": "Такого проекта нет", "en": "There is no such draft"},
    "draft-kind": {
        "kk": "Бұл тілде не бұл түрде құжат жасалмайды: {where}",
        "ru": "Документа такого вида или на таком языке нет: {where}",
        "en": "There is no such paper: {where}",
    },
    "draft-made": {
        "kk": "Бұл жобадан құжат жасалып қойған",
        "ru": "По этому проекту документ уже составлен",
        "en": "The paper was made of this draft already",
    },
    "draft-mark": {
        "kk": "Құжат үлгісіндегі белгі дұрыс емес: {where}",
        "ru": "В образце документа неверная метка: {where}",
        "en": "A mark in the template of the paper makes no sense: {where}",
    },
    "evidence-missing": {"kk": "Мұндай дәлел жоқ", "ru": "Такого доказательства нет", "en": "There is no such evidence"},
    "evidence-field": {
        "kk": f"Дәлелдің бұл өрісі бұлай өзгермейді: {{where}}. Дерек түрі: {', '.join(FACTS)}",
        "ru": f"Это поле доказательства так не задаётся: {{where}}. Вид сведений: {', '.join(FACTS)}",
        "en": f"This cannot be set in evidence: {{where}}. A fact is one of {', '.join(FACTS)}",
    },
    "evidence-many": {
        "kk": f"Бір өтініште ең көбі {MOST_EVIDENCE} дәлел болады",
        "ru": f"У запроса не больше {MOST_EVIDENCE} доказательств",
        "en": f"A request has at most {MOST_EVIDENCE} pieces of evidence",
    },
    "request-open": {
        "kk": "Өтініш әлі ашық: {where}. Алдымен оны жабыңыз",
        "ru": "Запрос ещё открыт: {where}. Сначала закройте его",
        "en": "The request is still open: {where}. Close it first",
    },
    "request-data": {
        "kk": "Өтініштер ережелерінің файлында қате бар: {where}. Әкімшіге айтыңыз",
        "ru": "В файле правил для запросов ошибка: {where}. Сообщите администратору",
        "en": "A file with the rules of requests makes no sense: {where}. Tell the administrator",
    },
    "deadline-rule": {
        "kk": "Бұл күнге мерзім ережесі жоқ: {where}. Әкімшіге айтыңыз",
        "ru": "На этот день нет правила о сроках: {where}. Сообщите администратору",
        "en": "No rule of deadlines was in force on that day: {where}. Tell the administrator",
    },
    "report-month": {
        "kk": "Ай былай жазылады: 2026-11",
        "ru": "Месяц пишется так: 2026-11",
        "en": "A month is written like 2026-11",
    },
    "signature-check": {
        "kk": "Қолтаңбаны тексеру мүмкін болмады. Кейінірек қайталаңыз",
        "ru": "Подпись проверить не удалось. Повторите позже",
        "en": "The signature cannot be checked. Try again later",
    },
    "reference": {
        "kk": "Мұнда архив шифры жоқ: {where}. Былай жазыңыз: Қор 12, тізімдеме 1, іс 45, 12–13-парақтар",
        "ru": "Здесь нет архивного шифра: {where}. Напишите так: Ф. 12. Оп. 1. Д. 45. Л. 12–13",
        "en": "No archival reference can be read here: {where}. Write it like: Ф. 12. Оп. 1. Д. 45. Л. 12–13",
    },
    "office": {
        "kk": "Құжатты PDF-ке айналдыру мүмкін болмады. DOCX файлын қайта сақтап көріңіз не әкімшіге айтыңыз",
        "ru": "Не удалось сделать PDF документа. Сохраните DOCX ещё раз или сообщите администратору",
        "en": "No PDF can be made of the paper. Save the DOCX again or tell the administrator",
    },
    "office-time": {
        "kk": "Құжатты PDF-ке айналдыру тым ұзаққа созылды. DOCX файлын қайта сақтап көріңіз",
        "ru": "PDF документа делался слишком долго. Сохраните DOCX ещё раз",
        "en": "Making a PDF of the paper took too long. Save the DOCX again",
    },
}
