"""Minutes of meetings in Kazakh and Russian: agenda, reports, speeches, what was decided."""

import random
from dataclasses import dataclass

from . import kazakh, russian
from .careers import Day
from .page import Block, Para
from .people import kk, ru

# agenda item | report | speech | decision
TOPICS_KK = """
Мал қыстату науқанының барысы туралы|қыстақтардың жайын, жем-шөп қорының мөлшерін және қора-жайдың жөнделуін баяндады|екі қораның төбесі әлі жабылмағанын, шөптің бір бөлігі ылғал тартып қалғанын айтты|қора-жайды жөндеу жұмысы онкүндікте аяқталсын, әр отардың жем-шөбі тізім бойынша бөлінсін
Суару арықтарын тазалау туралы|ескі арықтың ұзындығын, жұмысқа шығатын адамдардың санын хабарлады|өткен жылы су кеш келіп, бақша дақылдарының шығымы төмендегенін еске салды|арық тазалауға әр үйден бір адам шықсын, жұмыс күні еңбек кітабына жазылсын
Мектеп үйін жөндеу туралы|мектептің пеші мен терезелері тозғанын, оқушыларға орын жетпейтінін айтты|ата-аналардың ағаш пен кірпіш тасуға көмектесуге келіскенін білдірді|жөндеуге қажетті ағаш босатылсын, жұмысқа құрылысшылар бригадасы бөлінсін
Кітапхана мен клуб жұмысы туралы|қызыл отаудың көшпелі кітапханасы шалғайдағы малшыларға айына екі рет баратынын баяндады|газеттердің кешігіп келетінін, кешкі мектепке келушілердің азайғанын сынады|кітапхана қоры толықтырылсын, кешкі сабаққа қатысу бақылауға алынсын
Ауыл көшелерін абаттандыру және ағаш отырғызу туралы|көктемде үш жүз түп терек пен қарағаш отырғызу жоспарын таныстырды|отырғызылған көшетті малдан қорғау үшін қоршау керектігін айтты|әр қожалық үйінің алдын тазартып, он түп ағаш отырғызсын
Жаңа үй салуға жер телімін беру туралы|келіп түскен өтініштерді оқып берді және бос жатқан жерлерді атады|көп балалы отбасыларға бірінші кезекте жер берілуін ұсынды|өтініш берушілердің тізімі бекітілсін, жер телімдері өлшеніп берілсін
Егін жинауға дайындық барысы туралы|комбайндар мен таразылардың жөндеуден өткенін, қырман даярлығын хабарлады|қосалқы бөлшектің жетіспейтінін және тасымал көлігінің аздығын айтты|қырман тазартылсын, егін тасуға көлік бөлінсін, жанармай күн сайын есепке алынсын
Су өткелі мен көпірді жөндеу туралы|көктемгі тасқыннан кейін көпірдің екі тіреуі шайылғанын баяндады|балалардың мектепке қатынауы қиындап тұрғанын айтты|көпірді жөндеуге қаражат сұралсын, оған дейін қайық өткелі ұйымдастырылсын
"""
TOPICS_RU = """
О ходе зимовки скота|доложил о состоянии зимовок, запасах сена и ремонте кошар|отметил, что крыши двух кошар до сих пор не перекрыты, а часть сена отсырела|закончить ремонт кошар в декадный срок, распределить корма по отарам согласно списку
Об очистке оросительных арыков|сообщил длину старого арыка и число людей, выходящих на работу|напомнил, что в прошлом году вода пришла поздно и урожай бахчевых снизился|направить на очистку по одному человеку от двора, рабочие дни записать в книгу учёта
О ремонте здания школы|указал на износ печей и окон и на нехватку мест для учеников|заявил о согласии родителей помочь в подвозке леса и кирпича|отпустить лесоматериал, выделить для ремонта строительную бригаду
О работе библиотеки и клуба|рассказал, что передвижная библиотека выезжает к животноводам дважды в месяц|критиковал запоздалую доставку газет и слабую посещаемость вечерней школы|пополнить книжный фонд, взять посещаемость занятий под контроль
О благоустройстве улиц и посадке деревьев|познакомил с планом посадки трёхсот тополей и карагачей|указал, что саженцы следует оградить от скота|обязать каждый двор очистить улицу перед домом и посадить по десять деревьев
О выделении земельных участков под строительство домов|огласил поступившие заявления и перечислил свободные участки|предложил в первую очередь наделить многодетные семьи|утвердить список застройщиков, отвести участки в натуре
О подготовке к уборке урожая|сообщил о ремонте комбайнов и весов и о готовности токов|отметил недостаток запасных частей и автотранспорта|очистить тока, выделить машины для вывозки зерна, горючее учитывать ежедневно
О ремонте переправы и моста|доложил, что весенним паводком размыты две опоры моста|сказал, что детям трудно добираться до школы|просить средства на ремонт моста, до того устроить лодочную переправу
"""

Topic = tuple[str, str, str, str]


def _topics(table: str) -> list[Topic]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return [(row[0], row[1], row[2], row[3]) for row in rows]


@dataclass(frozen=True)
class Meeting:
    """A meeting: the body's lines, the day, who took the chair, who wrote, and who else was there (keys of people)."""

    head: tuple[str, ...]
    number: int
    day: Day
    chair: str
    scribe: str
    others: tuple[str, ...]
    soviet: bool = True
    topics: int = 3


def kazakh_minutes(meeting: Meeting) -> list[Block]:
    """Return minutes in Kazakh."""
    rng = random.Random(f"{meeting}")
    chosen = rng.sample(_topics(TOPICS_KK), meeting.topics)
    date = kazakh.spoken_date(*meeting.day, meeting.soviet)
    blocks: list[Block] = [Para(line, "center") for line in meeting.head]
    blocks += [Para(f"ХАТТАМА № {meeting.number}", "center", bold=True, gap=0.8), Para(date, "right", gap=0.4)]
    blocks.append(Para(f"Қатысқандар: {', '.join(kk(who, 'initial') for who in meeting.others)} және басқалар.", gap=0.6))
    blocks.append(Para(f"Төраға: {kk(meeting.chair, 'short')}. Хатшы: {kk(meeting.scribe, 'short')}.", indent=False))
    blocks.append(Para("КҮН ТӘРТІБІНДЕ:", gap=0.6, indent=False))
    blocks += [Para(f"{n}. {topic[0]}.") for n, topic in enumerate(chosen, 1)]
    for n, (_, report, speech, decision) in enumerate(chosen, 1):
        first, second = rng.sample(meeting.others, 2)
        blocks.append(Para(f"{n}. ТЫҢДАЛДЫ: {kk(first, 'short')} {report}.", gap=0.5))
        blocks.append(Para(f"СӨЙЛЕДІ: {kk(second, 'short')} {speech}. {kk(first, 'initial', 'gen')} ұсынысы қолдау тапты."))
        charge = kk(second, rng.choice(("initial", "short")), "dat")
        blocks.append(Para(f"ҚАУЛЫ ЕТІЛДІ: {decision}. Орындалуын бақылау {charge} жүктелсін."))
    blocks.append(Para(f"Төраға                  {kk(meeting.chair, 'initial')}", gap=1.2, indent=False))
    return [*blocks, Para(f"Хатшы                   {kk(meeting.scribe, 'initial')}", indent=False)]


def russian_minutes(meeting: Meeting, other: bool = False) -> list[Block]:
    """Return minutes in Russian; ``other`` writes surnames in their other Russian spelling."""
    rng = random.Random(f"{meeting}")
    chosen = rng.sample(_topics(TOPICS_RU), meeting.topics)
    blocks: list[Block] = [Para(line, "center") for line in meeting.head]
    blocks.append(Para(f"ПРОТОКОЛ № {meeting.number}", "center", bold=True, gap=0.8))
    blocks.append(Para(russian.spoken_date(*meeting.day), "right", gap=0.4))
    present = ", ".join(ru(who, "initials_first", other=other) for who in meeting.others)
    blocks.append(Para(f"Присутствовали: {present} и другие.", gap=0.6))
    chair, scribe = (ru(who, "initials_first", other=other) for who in (meeting.chair, meeting.scribe))
    blocks.append(Para(f"Председатель: {chair}. Секретарь: {scribe}.", indent=False))
    blocks.append(Para("ПОВЕСТКА ДНЯ:", gap=0.6, indent=False))
    blocks += [Para(f"{n}. {topic[0]}.") for n, topic in enumerate(chosen, 1)]
    for n, (_, report, speech, decision) in enumerate(chosen, 1):
        first, second = rng.sample([who for who in meeting.others if who not in WOMEN] or list(meeting.others), 2)
        blocks.append(Para(f"{n}. СЛУШАЛИ: {ru(first, 'short', 'acc', other)}, который {report}.", gap=0.5))
        blocks.append(Para(f"ВЫСТУПИЛ: {ru(second, 'short', other=other)}, который {speech}."))
        charge = ru(second, rng.choice(("initials", "short")), "acc", other)
        blocks.append(Para(f"ПОСТАНОВИЛИ: {decision}. Контроль за исполнением возложить на {charge}."))
    blocks.append(Para(f"Председатель            {chair}", gap=1.2, indent=False))
    return [*blocks, Para(f"Секретарь               {scribe}", indent=False)]


WOMEN = ("p06", "p09", "p14", "p17", "p21", "p23", "p26", "p27", "p30", "p32", "p34", "p37", "p42", "p45", "p53", "p55", "p04")
