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
    "request-field:number": {
        "kk": "Нөмірін жазыңыз, 300 таңбаға дейін",
        "ru": "Укажите номер, до 300 знаков",
        "en": "Give its number, 300 characters at most",
    },
    "request-field:applicant": {
        "kk": "Өтініш берушінің аты-жөнін жазыңыз, 300 таңбаға дейін",
        "ru": "Укажите заявителя, до 300 знаков",
        "en": "Name the applicant, 300 characters at most",
    },
    "request-field:received": {
        "kk": "Түскен күні – бүгінге дейінгі күн, мысалы 24.11.2026",
        "ru": "Дата поступления – день не позже сегодняшнего, например 24.11.2026",
        "en": "The day of receipt is a day up to today, for example 24.11.2026",
    },
    "request-field:born": {
        "kk": "Туған күнін былай жазыңыз: 05.05.1938 не 1938",
        "ru": "Дата рождения пишется так: 05.05.1938 или 1938",
        "en": "Write the date of birth like 05.05.1938 or 1938",
    },
    "request-field:year_from": {
        "kk": "Кезең – екі жыл, біріншісі екіншісінен кейін болмайды, мысалы 1978 және 1986",
        "ru": "Период – два года, первый не позже второго, например 1978 и 1986",
        "en": "The period is two years, the first not after the second, for example 1978 and 1986",
    },
    "request-field:wanted": {
        "kk": "Өтініш мәтіні мен мақсаты 4000 таңбадан аспайды",
        "ru": "Текст запроса и цель – до 4000 знаков",
        "en": "The request and its purpose have 4000 characters at most",
    },
    "request-field:kind": {
        "kk": "Өтініштің түрі: еңбек өтілі, жалақы, марапат, жер, білім не басқа",
        "ru": "Вид запроса: стаж, зарплата, награда, земля, образование или другое",
        "en": "A kind of request is employment, pay, award, land, education or other",
    },
    "request-field:channel": {
        "kk": "Қалай түскені: жеке, пошта, e-mail, egov, e-archive не ХҚКО",
        "ru": "Способ поступления: лично, почта, e-mail, egov, e-archive или ЦОН",
        "en": "A channel is office, post, email, egov, e-archive or centre",
    },
    "request-field:language": {
        "kk": "Жауап тілі: kk, ru не kk+ru",
        "ru": "Язык ответа: kk, ru или kk+ru",
        "en": "The language of the answer is kk, ru or kk+ru",
    },
    "evidence-field:date": {
        "kk": "Оқиға күнін былай жазыңыз: 14.03.1978, 03.1978 не 1978",
        "ru": "Дата события пишется так: 14.03.1978, 03.1978 или 1978",
        "en": "Write the date of the event like 14.03.1978, 03.1978 or 1978",
    },
    "evidence-field:document_date": {
        "kk": "Құжат күнін былай жазыңыз: 14.03.1978, 03.1978 не 1978",
        "ru": "Дата документа пишется так: 14.03.1978, 03.1978 или 1978",
        "en": "Write the date of the document like 14.03.1978, 03.1978 or 1978",
    },
    "list-row": {
        "kk": "Жолды бағандарға бөлу мүмкін емес: тырнақшаларын тексеріңіз",
        "ru": "Строку нельзя разделить на столбцы: проверьте кавычки",
        "en": "The row cannot be parted into columns: check its quotation marks",
    },
    "report-month": {
        "kk": "Айды былай жазыңыз: 11.2026",
        "ru": "Месяц пишется так: 11.2026",
        "en": "Write a month like 11.2026",
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
    "requests-after": {
        "kk": "Тізімді жалғастыратын мұндай өтініш жоқ. Тізімді басынан сұраңыз",
        "ru": "В списке нет запроса, с которого его продолжать. Запросите список сначала",
        "en": "The list has no such request to go on behind. Ask for the list from its beginning",
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
        "kk": "Бұл қолтаңба емес. Қолтаңба – .cms немесе .p7s файлы",
        "ru": "Это не подпись. Подпись – файл .cms или .p7s",
        "en": "This is no signature. A signature is a file .cms or .p7s",
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
