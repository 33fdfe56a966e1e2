"""What the API says of rules of deadlines and of the calendar of holidays, in Kazakh, Russian and English."""

from api.languages import Language

# Numbers of days of a rule, by field, as the screen calls them.
_DAYS: dict[str, dict[Language, str]] = {
    "answer": {"kk": "Жауап беруге, күн", "ru": "На ответ, дней", "en": "Days to answer"},
    "extension": {"kk": "Ұзартуға, күн", "ru": "На продление, дней", "en": "Days of an extension"},
    "notice": {"kk": "Ұзартуды хабарлауға, күн", "ru": "На уведомление о продлении, дней", "en": "Days to tell of an extension"},
    "forward": {"kk": "Жолдауға, күн", "ru": "На пересылку, дней", "en": "Days to forward"},
    "warn": {"kk": "Ескертуге, жұмыс күні", "ru": "Предупреждать за, рабочих дней", "en": "Working days of warning"},
}
_NUMBER: dict[Language, str] = {
    "kk": "{where}: «{field}» – {least}-ден 1000-ға дейінгі бүтін сан",
    "ru": "{where}: «{field}» – целое число от {least} до 1000",
    "en": "{where}: “{field}” is a whole number from {least} to 1000",
}


def _number(field: str, language: Language) -> str:
    least = "1" if field == "answer" else "0"
    return _NUMBER[language].replace("{field}", _DAYS[field][language]).replace("{least}", least)


DEADLINES: dict[str, dict[Language, str]] = {
    **{f"deadline-{field}": {language: _number(field, language) for language in said} for field, said in _DAYS.items()},
    "deadline-rule": {
        "kk": "{where} күні түскен өтінішке мерзім ережесі жоқ. Күнін тексеріңіз; ережені әкімші «Мерзімдер» бөлімінде қосады",
        "ru": "Для запроса от {where} нет правила сроков. Проверьте дату; правило добавляет администратор в разделе «Сроки»",
        "en": "No rule of deadlines was in force on {where}. Check the day; an administrator adds rules under “Deadlines”",
    },
    "deadline-name": {
        "kk": "{where}: ереженің атауы бір жол, 1–64 таңба. Мысалы: working-2027",
        "ru": "{where}: название правила – одна строка, 1–64 знака. Например: working-2027",
        "en": "{where}: the name of a rule is one line of 1 to 64 characters, for example working-2027",
    },
    "deadline-twice": {
        "kk": "{where}: осындай атауы бар ереже бар. Басқа атау беріңіз",
        "ru": "{where}: правило с таким названием уже есть. Дайте другое название",
        "en": "{where}: there is another rule of this name. Give it another name",
    },
    "deadline-date": {
        "kk": "{where}: күнді толық жазыңыз, мысалы 01.01.2027",
        "ru": "{where}: напишите день полностью, например 01.01.2027",
        "en": "{where}: write a whole day, for example 01.01.2027",
    },
    "deadline-order": {
        "kk": "{where}: соңғы күні бірінші күнінен бұрын. Күндерін түзетіңіз",
        "ru": "{where}: последний день раньше первого. Исправьте дни",
        "en": "{where}: the last day is before the first. Correct the days",
    },
    "deadline-days": {
        "kk": "{where}: күндер working (жұмыс) не calendar (күнтізбелік) болады",
        "ru": "{where}: дни бывают working (рабочие) или calendar (календарные)",
        "en": "{where}: days are working or calendar",
    },
    "deadline-basis": {
        "kk": "{where}: негіздемесін жазыңыз: заң не бұйрық, күні мен нөмірі, 1000 таңбаға дейін",
        "ru": "{where}: укажите основание: закон или приказ, дата и номер, до 1000 знаков",
        "en": "{where}: cite the law or order with its date and number, 1000 characters at most",
    },
    "deadline-kinds": {
        "kk": "{where}: өтініштің мұндай түрі жоқ",
        "ru": "{where}: такого вида запросов нет",
        "en": "{where}: there is no such kind of request",
    },
    "deadline-overlap": {
        "kk": "{where}: сол өтініштерге арналған басқа ереже де осы күннен басталады. Бірінің бірінші күнін өзгертіңіз",
        "ru": "{where}: другое правило для тех же запросов начинается в тот же день. Измените первый день одного из них",
        "en": "{where}: another rule for the same requests begins on the same day. Change the first day of one of them",
    },
    "deadline-none": {
        "kk": "Бүгін түскен өтініштерге ереже қалмайды ({where}). Мерзімі бітпеген, барлық түрге арналған ереже керек",
        "ru": "Для запросов, поступающих сегодня, не остаётся правила ({where}). Нужно действующее правило для всех видов",
        "en": "No rule would be left for requests that come today ({where}). A rule in force for all kinds is needed",
    },
    "deadline-used": {
        "kk": "{where} ережесі бойынша өтініштер тіркелген: өтініш өз ережесін сақтайды, сондықтан ереже алынбайды, "
        "мерзімдері өзгермейді. Оған соңғы күнін қойып, жаңа ереже қосыңыз",
        "ru": "По правилу {where} уже зарегистрированы запросы: запрос сохраняет своё правило, поэтому его нельзя убрать "
        "и его сроки не меняются. Поставьте ему последний день и добавьте новое правило",
        "en": "Requests were registered under {where}: a request keeps its rule, so it cannot be removed nor its "
        "terms changed. Give it a last day and add a new rule",
    },
    "deadline-days-used": {
        "kk": "{where} күндері түскен өтініштер осы ережемен тіркелген: ереже сол күндерді түгел қамтуы керек",
        "ru": "По этому правилу зарегистрированы запросы, поступившие в дни {where}: оно должно охватывать все эти дни",
        "en": "Requests that came on {where} were registered under this rule: it has to hold on all these days",
    },
    "holiday-day": {
        "kk": "{where}: күн мен айды жазыңыз, мысалы 21.03 не 21 наурыз",
        "ru": "{where}: напишите день и месяц, например 21.03 или 21 марта",
        "en": "{where}: write day and month, for example 21.03 or 21 March",
    },
    "holiday-date": {
        "kk": "{where}: күнді толық жазыңыз, мысалы 16.05.2027",
        "ru": "{where}: напишите день полностью, например 16.05.2027",
        "en": "{where}: write a whole day, for example 16.05.2027",
    },
    "holiday-years": {
        "kk": "{where}: жылдар 1900–9999, біріншісі соңғысынан кейін болмайды",
        "ru": "{where}: годы 1900–9999, первый не позже последнего",
        "en": "{where}: years are 1900 to 9999, the first not after the last",
    },
    "holiday-name": {
        "kk": "{where}: неге екенін жазыңыз, мысалы «Құрбан айт» не «ауыстырылған», 100 таңбаға дейін",
        "ru": "{where}: напишите почему, например «Курбан-айт» или «перенос», до 100 знаков",
        "en": "{where}: say why, for example “Kurban Ait” or “transferred”, 100 characters at most",
    },
    "holiday-twice": {
        "kk": "{where}: бұл күн күнтізбеде бар",
        "ru": "{where}: этот день уже есть в календаре",
        "en": "{where}: the calendar has this day already",
    },
    "holiday-worked": {
        "kk": "{where}: бұл күн онсыз да жұмыс күні. Тізімге тек жұмыс істелетін демалыс не мереке күні кіреді",
        "ru": "{where}: этот день и так рабочий. Сюда вносят только выходные и праздники, в которые работают",
        "en": "{where}: this day is worked anyway. Only days of rest that are worked belong here",
    },
    "holiday-many": {
        "kk": "Жылдағы мереке 60-тан аспайды",
        "ru": "Ежегодных праздников не больше 60",
        "en": "There are at most 60 holidays of every year",
    },
    "holiday-used": {
        "kk": "Жабылған өтініштердің мерзімі осы күнмен есептелген, сондықтан ол алынбайды: {where}",
        "ru": "По этому дню посчитаны сроки закрытых запросов, поэтому его нельзя убрать: {where}",
        "en": "Closed requests were reckoned by this day, so it cannot be taken away: {where}",
    },
    "request-data": {
        "kk": "Мұрағаттың өз файлын оқу мүмкін емес: {where}. Әкімшіге айтыңыз",
        "ru": "Собственный файл архива не читается: {where}. Сообщите администратору",
        "en": "The archive's own file cannot be read: {where}. Tell the administrator",
    },
}
