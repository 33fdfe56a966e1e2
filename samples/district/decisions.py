"""Decisions, resolutions and directives of the district's authorities, with the people they concern."""

import random
from dataclasses import dataclass

from . import kazakh, russian
from .careers import POSITIONS, SOVKHOZ, Day
from .page import Block, Para, Table
from .people import PEOPLE, kk, ru


@dataclass(frozen=True)
class Authority:
    """Who decides: the head of the sheet, what the sheet is called, the verb of deciding, and who signs as what."""

    head: tuple[str, ...]
    name: str
    verb: str
    signs: str
    signer: str
    soviet: bool = True


SUBJECTS_KK = (
    ("Жер телімін бөлу туралы",
     "Жеке тұрғын үй салу үшін {a} Боздала елді мекенінен {n} гектар жер телімі берілсін.",
     "{b} бау-бақша өсіруге {m} сотық жер бекітілсін, ал бұрынғы телім ауыл қорына қайтарылсын.",
     "Жерге орналастырушы {c} телімдердің шекарасын он күн ішінде белгілеп, акт жасасын."),
    ("Тұрғын үй кезегіне қою туралы",
     "Көп балалы отбасы ретінде {a} тұрғын үй кезегіне қойылсын.",
     "{bg} кезегі отбасы құрамының өзгеруіне байланысты алдыңғы тізімге ауыстырылсын.",
     "Тізімнің дұрыстығын тексеру {c2} тапсырылсын."),
    ("Санақ комиссиясын құру туралы",
     "Ауыл тұрғындарының малы мен үй-жайын есепке алу үшін комиссия құрылсын, оның төрағасы болып {a0} бекітілсін.",
     "Комиссия құрамына {b0} және {c} енгізілсін.",
     "Санақ қорытындысы {n} желтоқсанға дейін атқару органына тапсырылсын."),
    ("Күзгі-қысқы кезеңге дайындық туралы",
     "Мекеме басшылары қазандықтарды жөндеуді аяқтап, көмір қорын жасасын; жалпы басшылық {a} жүктелсін.",
     "Жолдарды қардан тазалау жұмысын ұйымдастыру {b} тапсырылсын.",
     "Орындалу барысы туралы {c} әр айдың бесінде есеп берсін."),
    ("Қамқоршылық белгілеу туралы",
     "Жетім қалған кәмелетке толмаған балаға {a0} қамқоршы болып тағайындалсын.",
     "Баланың мүлкін сақтау {b} жүктелсін.",
     "Қамқоршылықтың жүргізілуін {c} тексеріп тұрсын."),
)  # fmt: skip
SUBJECTS_RU = (
    ("Об отводе земельного участка",
     "Отвести {a} под строительство жилого дома участок площадью {n} га в населённом пункте Боздала.",
     "Закрепить за {b} огород площадью {m} соток, прежний участок возвратить в фонд села.",
     "Землеустроителю {c} в десятидневный срок установить границы участков и составить акт."),
    ("О постановке на очередь для получения жилья",
     "Поставить {a1} на очередь для получения жилья как имеющего многодетную семью.",
     "В связи с изменением состава семьи перенести очередь {b1} в основной список.",
     "Проверку списка поручить {c}."),
    ("О создании комиссии по учёту скота",
     "Создать комиссию по учёту скота и построек в хозяйствах граждан, утвердив её председателем {a1}.",
     "Ввести в состав комиссии {b1} и {c1}.",
     "Итоги учёта представить в исполком до {n} декабря."),
    ("О подготовке к осенне-зимнему периоду",
     "Руководителям учреждений закончить ремонт котельных и создать запас угля; общее руководство возложить на {a1}.",
     "Организовать расчистку дорог от снега поручить {b}.",
     "О ходе выполнения {c} докладывать пятого числа каждого месяца."),
    ("О назначении опеки",
     "Назначить {a1} опекуном несовершеннолетнего, оставшегося без родителей.",
     "Обязать {b1} обеспечить сохранность имущества подопечного.",
     "Контроль за осуществлением опеки поручить {c}."),
)  # fmt: skip


def kazakh_decision(
    by: Authority, number: int, day: Day, people: tuple[str, str, str], place: str, form: str = "full"
) -> list[Block]:
    """Return a decision in Kazakh about three people."""
    rng = random.Random(f"{by}{number}{day}{place}")
    title, *points = rng.choice(SUBJECTS_KK)
    names = {
        "a": kk(people[0], form, "dat"), "a0": kk(people[0], form), "b": kk(people[1], "short", "dat"), "b0": kk(people[1], "short"), "bg": kk(people[1], "short", "gen"),
        "c": kk(people[2], "initial"), "c2": kk(people[2], "initial", "dat"), "n": rng.randint(10, 25), "m": rng.randint(6, 15),
    }  # fmt: skip
    if "гектар" in points[0]:
        names["n"] = f"0,{rng.randint(8, 15):02}"
    blocks: list[Block] = [Para(line, "center") for line in by.head]
    blocks += [
        Para(f"{by.name} № {number}", "center", bold=True, gap=0.8),
        Para(f"{kazakh.spoken_date(*day, by.soviet)}    {place}", "center"),
    ]
    blocks += [Para(title, indent=False, bold=True, gap=0.8)]
    blocks.append(Para(f"Азаматтардың өтініштері мен тиісті комиссияның ұсынысын қарап, {by.verb}:", gap=0.4))
    blocks += [Para(f"{n}. {text.format(**names)}") for n, text in enumerate(points, 1)]
    blocks.append(Para("4. Осы құжаттың орындалуын бақылау аппараттың ұйымдастыру бөліміне жүктелсін."))
    return [*blocks, Para(f"{by.signs}              {kk(by.signer, 'initial')}", gap=1.4, indent=False)]


def russian_decision(
    by: Authority, number: int, day: Day, people: tuple[str, str, str], place: str, other: bool = False
) -> list[Block]:
    """Return a decision in Russian about three people."""
    rng = random.Random(f"{by}{number}{day}{place}")
    title, *points = rng.choice(SUBJECTS_RU)
    names = {
        "a": ru(people[0], "full", "dat", other), "a1": ru(people[0], "full", "acc", other),
        "b1": ru(people[1], "short", "acc", other), "c": ru(people[2], "initials", "dat", other),
        "c1": ru(people[2], "initials", "acc", other), "n": rng.randint(10, 25), "m": rng.randint(6, 15),
        "b": ru(people[1], "short", "ins" if "Закрепить за" in points[1] else "dat", other),
    }  # fmt: skip
    if " га " in points[0]:
        names["n"] = f"0,{rng.randint(8, 15):02}"
    blocks: list[Block] = [Para(line, "center") for line in by.head]
    blocks += [
        Para(f"{by.name} № {number}", "center", bold=True, gap=0.8),
        Para(f"{russian.spoken_date(*day)}    {place}", "center"),
    ]
    blocks += [Para(title, indent=False, bold=True, gap=0.8)]
    blocks.append(Para(f"Рассмотрев заявления граждан и представление комиссии, {by.verb}:", gap=0.4))
    blocks += [Para(f"{n}. {text.format(**names)}") for n, text in enumerate(points, 1)]
    blocks.append(Para("4. Контроль за исполнением возложить на организационный отдел."))
    return [*blocks, Para(f"{by.signs}              {ru(by.signer, 'initials_first')}", gap=1.4, indent=False)]


AWARDS_RU = (
    "медаль «За трудовую доблесть»",
    "медаль «За освоение целинных земель»",
    "Почётная грамота",
    "знак «Отличник соревнования»",
)
AWARDS_KK = ("«Ерен еңбегі үшін» медалі", "Құрмет грамотасы", "«Жарыс озаты» белгісі", "Алғыс хат")


def award_list(by: Authority, number: int, day: Day, people: tuple[str, ...], language: str) -> list[Block]:
    """Return a list of people put forward for awards."""
    rng = random.Random(f"award{number}{day}")
    jobs = {job.who: job.position for job in SOVKHOZ}
    head = ("№", "Тегі, аты, әкесінің аты", "Туған жылы", "Қызметі", "Марапат") if language == "kk" else (
        "№", "Фамилия, имя, отчество", "Год рожд.", "Должность", "Награда")  # fmt: skip
    rows: list[tuple[str, ...]] = [head]
    for n, who in enumerate(people, 1):
        position = POSITIONS[jobs.get(who, "brigadier")][language != "kk"]
        name = kk(who, "full") if language == "kk" else ru(who, "full")
        rows.append((str(n), name, str(PEOPLE[who].born), position, rng.choice(AWARDS_KK if language == "kk" else AWARDS_RU)))
    title = "МАРАПАТҚА ҰСЫНЫЛҒАНДАРДЫҢ ТІЗІМІ" if language == "kk" else "СПИСОК ПРЕДСТАВЛЕННЫХ К НАГРАЖДЕНИЮ"
    why = (
        "Бесжылдық тапсырмаларын орындаудағы және қоғамдық жұмыстағы еңбегі ескеріліп, төмендегі еңбеккерлер марапатқа ұсынылды."
        if language == "kk"
        else "За успехи в выполнении заданий пятилетки и активное участие в общественной жизни к награждению представлены:"
    )
    date = kazakh.spoken_date(*day, by.soviet) if language == "kk" else russian.spoken_date(*day)
    sign = kk(by.signer, "initial") if language == "kk" else ru(by.signer, "initials_first")
    return [
        *(Para(line, "center") for line in by.head),
        Para(f"{title}", "center", bold=True, gap=0.8),
        Para(f"{date}    № {number}", "center"),
        Para(why, gap=0.6),
        Table(rows, (0.5, 3.2, 1.0, 2.2, 3.0)),
        Para(f"{by.signs}              {sign}", gap=0.6, indent=False),
    ]
