"""Orders of hiring, transfer, leave, reward and dismissal, in Kazakh and in Russian."""

import random
from collections import defaultdict
from dataclasses import dataclass

from . import kazakh, russian
from .careers import POSITIONS, Day, Job
from .page import Block, NewPage, Para
from .people import kk, ru

REASON_KK = {
    "health": "денсаулық жағдайына байланысты",
    "wish": "өз еркімен",
    "pension": "зейнеткерлікке шығуына байланысты",
    "move": "басқа жұмысқа ауысуына байланысты",
    "family": "отбасы жағдайына байланысты",
    "liquidation": "совхоздың таратылуына байланысты",
    "abroad": "тұрақты тұру үшін шетелге көшуіне байланысты",
}
REASON_RU = {
    "health": "по состоянию здоровья",
    "wish": "по собственному желанию",
    "pension": "в связи с уходом на пенсию",
    "move": "в связи с переходом на другую работу",
    "family": "по семейным обстоятельствам",
    "liquidation": "в связи с ликвидацией совхоза",
    "abroad": "в связи с выездом на постоянное жительство за границу",
}

EXTRA_KK = (
    "{dat} {year} жылғы кезекті еңбек демалысы {n} жұмыс күніне берілсін.",
    "Жылдық жоспарды мерзімінен бұрын орындағаны үшін {dat} {sum} {unit} сыйлық берілсін.",
    "{nom} кеңеске қатысу үшін облыс орталығына {few} күнге іссапарға жіберілсін.",
    "{dat} еңбек тәртібін бұзғаны үшін сөгіс жариялансын.",
    "{dat} көп жылғы адал еңбегі үшін алғыс жариялансын.",
    "Үй салуына байланысты {dat} {sum} {unit} көлемінде материалдық көмек көрсетілсін.",
    "{gen} бала күтіміне байланысты өтініші қанағаттандырылсын, оған {few} күн ақысыз демалыс берілсін.",
    "{nom} еңбек қауіпсіздігі жөніндегі комиссияның құрамына енгізілсін.",
    "{nom} аудандық семинарға {few} күнге жіберілсін, жол шығыны есепке алынсын.",
    "Халықтық бақылау тобының актісі негізінде {dat} ескерту жасалсын.",
)
FIELD_KK = (
    "{dat} қысқы мал азығын дайындау науқанына жауапкершілік жүктелсін.",
    "{nom} {few} тәулікке түнгі кезекшілікке тағайындалсын.",
    "№ {n} егіс алқабын суландыру жұмысы {dat} тапсырылсын.",
    "{nom} егін жинау кезінде уақытша екінші бригадаға ауыстырылсын.",
)
EXTRA_RU = (
    "Предоставить {dat} очередной трудовой отпуск за {year} год на {n} рабочих дня.",
    "За досрочное выполнение годового плана премировать {acc} в размере {sum} {unit}.",
    "Командировать {acc} в областной центр на совещание сроком на {few} дней.",
    "Объявить {dat} выговор за нарушение трудовой дисциплины.",
    "Объявить {dat} благодарность за многолетний добросовестный труд с занесением в трудовую книжку.",
    "Выдать {dat} материальную помощь на строительство дома в сумме {sum} {unit}.",
    "Включить {acc} в состав комиссии по охране труда и технике безопасности.",
    "Предоставить {dat} отпуск без сохранения заработной платы на {few} дней по семейным обстоятельствам.",
    "На основании акта группы народного контроля указать {dat} на недостатки в учёте материалов.",
    "Исправить в приказе № {n} неточность: вместо инициалов {gen} ошибочно указаны другие.",
)
FIELD_RU = (
    "Возложить на {acc} ответственность за заготовку кормов на зиму.",
    "Закрепить за {ins} трактор ДТ-75, инвентарный номер {n}{few}.",
    "Поручить {dat} полив рисовых чеков на участке № {n}.",
    "Перевести {acc} временно, на период уборки урожая, во вторую бригаду.",
)
FIELD = ("mechanic_driver", "tractor", "brigadier", "shepherd", "irrigator", "rice", "driver")
"""Positions whose holders get orders about fields, herds and machines."""


@dataclass(frozen=True)
class Office:
    """The head of the papers of a body: its lines, its place, and the title and key of who signs and who countersigns."""

    head: tuple[str, ...]
    place: str
    signs: str
    signer: str
    soviet: bool = True
    clerks: tuple[str, ...] = ("p14", "p09")


def _hire_kk(job: Job, form: str, soviet: bool, unit: str) -> str:
    start = kazakh.since(*job.hired, soviet)
    return (
        f"{kk(job.who, form)} {start} бастап {job.place_kk} {POSITIONS[job.position][0]} болып жұмысқа қабылдансын. "
        f"Айлық жалақысы {job.wage} {unit} мөлшерінде белгіленсін. Негіздеме: {kk(job.who, 'initial', 'gen')} өтініші."
    )


def _hire_ru(job: Job, form: str, other: bool, unit: str) -> str:
    return (
        f"Принять {ru(job.who, form, 'acc', other)} на работу {job.place_ru} {POSITIONS[job.position][2]} "
        f"с {russian.spoken_date(*job.hired)} с месячным окладом {job.wage} {unit}. "
        f"Основание: заявление {ru(job.who, 'initials', 'gen', other)}"
    )


def _leave_kk(job: Job, form: str, soviet: bool) -> str:
    assert job.left
    start = kazakh.since(*job.left, soviet)
    return (
        f"{kk(job.who, form)} {start} бастап {REASON_KK[job.reason]} {POSITIONS[job.position][0]} қызметінен босатылсын. "
        f"{kk(job.who, 'initial', 'dat')} пайдаланылмаған еңбек демалысы үшін ақшалай өтем төленсін."
    )


def _leave_ru(job: Job, form: str, other: bool) -> str:
    assert job.left
    return (
        f"Освободить {ru(job.who, form, 'acc', other)} от занимаемой должности ({POSITIONS[job.position][1]}) "
        f"с {russian.spoken_date(*job.left)} {REASON_RU[job.reason]}. Бухгалтерии произвести с "
        f"{ru(job.who, 'initials', 'ins', other)} полный расчёт."
    )


def _extras(rng: random.Random, jobs: list[Job], year: int, language: str, unit: str) -> list[str]:
    """Return everyday paragraphs, one a person, no wording twice."""
    used, texts = set(), []
    for job in jobs:
        general, field = (EXTRA_KK, FIELD_KK) if language == "kk" else (EXTRA_RU, FIELD_RU)
        choice = [text for text in general + (field if job.position in FIELD else ()) if text not in used]
        template = rng.choice(choice)
        used.add(template)
        form = rng.choice(("short", "initial" if language == "kk" else "initials", "full"))
        name = kk if language == "kk" else ru
        cases = {case: name(job.who, form, case) for case in ("nom", "gen", "dat", "acc", "ins")}
        fill = {"unit": unit, "year": year - 1, "n": rng.choice((18, 24, 21)), "sum": rng.randint(5, 12) * 5}
        texts.append(template.format(**cases, **fill, few=rng.randint(5, 9)))
    return texts


def _events(jobs: tuple[Job, ...], year: int) -> dict[tuple[Day, int], list[tuple[Job, bool]]]:
    found: dict[tuple[Day, int], list[tuple[Job, bool]]] = defaultdict(list)
    for job in jobs:
        if job.hired[2] == year:
            found[job.hired, job.hired_by].append((job, True))
        if job.left and job.left[2] == year:
            found[job.left, job.left_by].append((job, False))
    return dict(sorted(found.items(), key=lambda item: (item[0][0][1], item[0][0][0])))


def working(jobs: tuple[Job, ...], year: int) -> list[Job]:
    """Return the jobs held during a year, by its last or only part."""
    return [job for job in jobs if job.hired[2] <= year and (job.left is None or job.left[2] >= year)]


def year_of_orders(
    office: Office, jobs: tuple[Job, ...], year: int, language: str, other: bool = False, sheets: int = 6
) -> list[list[Block]]:
    """Return a year's orders of a body, one a page: all hirings and dismissals, and everyday ones up to ``sheets`` pages."""
    rng = random.Random(f"{office.head}{year}")
    events = _events(jobs, year)
    staff = working(jobs, year)
    numbers = {number for _, number in events}
    while len(events) < sheets:
        month, number = rng.randint(1, 12), rng.randint(1, 110)
        if number not in numbers:
            numbers.add(number)
            events[(rng.randint(1, 28), month, year), number] = []
    unit = ("сом" if language == "kk" else "рублей") if year < 1994 else ("теңге" if language == "kk" else "тенге")
    pages = []
    for day, number in sorted(events, key=lambda key: (key[0][1], key[0][0])):
        paragraphs = []
        for job, begins in events[day, number]:
            form = rng.choice(("full", "short"))
            if language == "kk":
                text = _hire_kk(job, form, office.soviet, unit) if begins else _leave_kk(job, form, office.soviet)
            else:
                text = _hire_ru(job, form, other, unit) if begins else _leave_ru(job, form, other)
            paragraphs.append(text)
        chosen = rng.sample(staff, min(len(staff), max(2, rng.randint(5, 7) - len(paragraphs))))
        paragraphs += _extras(rng, chosen, year, language, unit)
        pages.append(_order(office, day, number, paragraphs, language, rng))
    return pages


def _order(office: Office, day: Day, number: int, paragraphs: list[str], language: str, rng: random.Random) -> list[Block]:
    if language == "kk":
        title, place = f"БҰЙРЫҚ № {number}", f"{kazakh.spoken_date(*day, office.soviet)}    {office.place}"
        subject = "Жеке құрам бойынша"
        signer = kk(office.signer, "initial")
        seen = f"Бұйрықпен таныстым: {kk(rng.choice(office.clerks), 'initial')}"
    else:
        title, place = f"ПРИКАЗ № {number}", f"{russian.spoken_date(*day)}    {office.place}"
        subject = "По личному составу"
        signer = ru(office.signer, "initials_first")
        seen = f"С приказом ознакомлена: {ru(rng.choice(office.clerks), 'initials')}"
    blocks: list[Block] = [Para(line, "center") for line in office.head]
    blocks += [
        Para(title, "center", bold=True, gap=1.2),
        Para(place, "center", gap=0.4),
        Para(subject, "left", gap=0.8, indent=False),
    ]
    for section, text in enumerate(paragraphs, 1):
        blocks += [Para(f"§ {section}", "center", gap=0.5), Para(text)]
    return [*blocks, Para(f"{office.signs}                {signer}", gap=1.6, indent=False), Para(seen, gap=0.8, indent=False)]


def joined(pages: list[list[Block]]) -> list[Block]:
    """Put pages into one run of blocks, each starting a new page."""
    return [block for number, page in enumerate(pages) for block in ([NewPage()] if number else []) + page]


OFFICES = {
    "sovkhoz_ru": Office(
        ("Министерство сельского хозяйства Казахской ССР", "Совхоз «Сарыуткель» Кумысузекского района"), "с. Боздала",
        "Директор совхоза", "p11"),
    "sovkhoz_ru2": Office(
        ("Агропромышленный комитет Казахской ССР", "Совхоз «Сарыуткель» Кумысузекского района"), "с. Боздала",
        "Директор совхоза", "p12"),
    "sovkhoz_kk": Office(
        ("Қазақ ССР Ауыл шаруашылығы министрлігі", "Күмісөзек ауданы «Сарыөткел» совхозы"), "Боздала селосы",
        "Совхоз директоры", "p11"),
    "sovkhoz_kk2": Office(
        ("Қазақ ССР Агроөнеркәсіп комитеті", "Күмісөзек ауданы «Сарыөткел» совхозы"), "Боздала селосы",
        "Совхоз директоры", "p12"),
    "farm_kk": Office(
        ("Қазақстан Республикасы", "Күмісөзек ауданы «Сарыөткел» кеңшары"), "Боздала ауылы",
        "Кеңшар директоры", "p12", False),
    "school_ru": Office(
        ("Министерство просвещения Казахской ССР", "Кумысузекский районный отдел народного образования"), "пос. Кумысузек",
        "Заведующий РОНО", "p43", clerks=("p27",)),
    "school_kk": Office(
        ("Қазақстан Республикасы Білім министрлігі", "Күмісөзек аудандық білім бөлімі"), "Күмісөзек кенті",
        "Бөлім бастығы", "p44", False, ("p32", "p45")),
}  # fmt: skip
