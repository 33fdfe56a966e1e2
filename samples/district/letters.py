"""Born-digital letters of the offices since 1995, in Kazakh and Russian."""

from . import kazakh, russian
from .careers import Day
from .page import Block, Para
from .people import kk, passport, ru

SIGNED_KK = "Осы құжат электрондық цифрлық қолтаңбамен куәландырылған. Тексеру коды: KM-{code}."
SIGNED_RU = "Документ подписан электронной цифровой подписью. Код проверки: KM-{code}."

TEXTS_KK = (
    "Сіздің {date} өтінішіңізге орай хабарлаймыз: {gen} «Сарыөткел» кеңшарындағы еңбек өтілін растайтын құжаттар аудандық архивте сақталуда. "
    "Анықтаманы алу үшін жеке куәлікпен бірге туу туралы куәлікті ұсыну қажет.",
    "Ауылдық округтегі ауызсу құбырын күрделі жөндеу жоспарға енгізілді. Жұмысты ұйымдастыру {dat} тапсырылды, жобалау құжаттары дайын.",
    "{nom} басқаратын жұмыс тобы Боздала ауылындағы мектеп пен кітапхананың жағдайын тексерді. Жылыту жүйесі мен шатыр жөндеуді қажет етеді.",
    "Шаруа қожалықтарына жер телімін беру конкурсына қатысқан {gen} өтінімі толық деп танылды. Келісімшарт жасау мерзімі бір айға созылды.",
)
TEXTS_RU = (
    "На Ваше обращение от {date} сообщаем, что документы, подтверждающие трудовой стаж {gen} в совхозе «Сарыуткель», хранятся в районном "
    "архиве. Для получения справки следует представить удостоверение личности и свидетельство о рождении.",
    "Капитальный ремонт водопровода сельского округа включён в план. Организация работ поручена {dat}, проектные документы готовы.",
    "Рабочая группа, в которую входит {nom}, проверила состояние школы и библиотеки села Боздала. Требуют ремонта отопление и кровля.",
    "Заявка {gen} на участие в конкурсе на земельный участок признана полной. Срок заключения договора продлён на один месяц.",
)


def letter(number: str, day: Day, about: str, to: str, signer: str, language: str, choice: int, latin: str = "") -> list[Block]:
    """Return a letter about a person; ``latin`` is one named as in the passport."""
    code = f"{sum(day) * 7919 % 99991:05}"
    date = (max(1, day[0] - 7), day[1], day[2])
    if language == "kk":
        shown = {case: kk(about, "modern", case) for case in ("nom", "gen", "dat")}
        text, more = TEXTS_KK[choice].format(date=kazakh.spoken_date(*date) + "да жазылған", **shown), TEXTS_KK[(choice + 1) % 4]
        second = more.format(date="бұрын жазылған", **{case: kk(signer, "modern", case) for case in ("nom", "gen", "dat")})
        head = ("ҚАЗАҚСТАН РЕСПУБЛИКАСЫ", "КҮМІСӨЗЕК АУДАНЫНЫҢ ӘКІМІ АППАРАТЫ")
        lines = (
            f"{kazakh.spoken_date(*day)}    № {number}",
            f"{kk(to, 'modern', 'dat')}",
            "Аудан әкімі аппаратының басшысы",
            SIGNED_KK,
        )
        sign, note = kk(signer, "modern_initial"), "Паспорттағы жазылуы: "
    else:
        shown = {case: ru(about, "full", case) for case in ("nom", "gen", "dat")}
        text, more = TEXTS_RU[choice].format(date=russian.spoken_date(*date), **shown), TEXTS_RU[(choice + 1) % 4]
        second = more.format(date="прошлого месяца", **{case: ru(signer, "short", case) for case in ("nom", "gen", "dat")})
        head = ("РЕСПУБЛИКА КАЗАХСТАН", "АППАРАТ АКИМА КУМЫСУЗЕКСКОГО РАЙОНА")
        lines = (f"{russian.spoken_date(*day)}    № {number}", ru(to, "short", "dat"), "Руководитель аппарата акима", SIGNED_RU)
        sign, note = ru(signer, "initials_first"), "Написание в паспорте: "
    extra = [Para(note + passport(latin) + ".", gap=0.5)] if latin else []
    return [
        *(Para(line, "center", bold=True) for line in head), Para(lines[0], gap=1, indent=False), Para(lines[1], "right", gap=0.6),
        Para(text, gap=1), Para(second, gap=0.5), *extra, Para(f"{lines[2]}        {sign}", gap=2, indent=False),
        Para(lines[3].format(code=code), gap=1.5, size=0.8, indent=False),
    ]  # fmt: skip
