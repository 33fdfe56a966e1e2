"""Pay ledgers: a ruled table of people by months, in roubles or tenge as written at the time."""

import random

from .careers import POSITIONS, Job
from .page import Block, Para, Table
from .people import PEOPLE, kk, marked, ru

MONTHS_RU = ["янв", "февр", "март", "апр", "май", "июнь", "июль", "авг", "сент", "окт", "нояб", "дек"]
MONTHS_KK = ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"]


def _sum(job: Job, year: int, month: int, rng: random.Random, scale: float) -> float:
    """A month's pay: the wage, more at sowing and harvest; 0 before hiring and after dismissal."""
    first, last = (job.hired[2], job.hired[1]), (job.left[2], job.left[1]) if job.left else (9999, 12)
    if not first <= (year, month) <= last:
        return 0.0
    season = 1.25 if month in (4, 5, 9, 10) else 1.0
    return round(job.wage * scale * season * rng.uniform(0.85, 1.15), 2)


def _cell(amount: float, whole: bool) -> str:
    if not amount:
        return "–"
    return f"{amount:.0f}" if whole else f"{amount:.2f}".replace(".", "-")


def ledger(
    jobs: list[Job],
    year: int,
    months: range,
    language: str,
    org: str,
    scale: float = 1.0,
    other: tuple[str, ...] = (),
    renamed: dict[str, str] | None = None,
) -> list[Block]:
    """Return a ledger page of some months of a year.

    ``other`` are the people written by their other Russian surname; ``renamed`` gives people whose name the clerk wrote wrongly.
    """  # fmt: skip
    rng = random.Random(f"pay{org}{year}{months}")
    whole = scale > 20
    unit = ("теңге" if whole else "сом, тиын") if language == "kk" else ("тенге" if whole else "руб., коп.")
    names = MONTHS_KK if language == "kk" else MONTHS_RU
    head = ["№", "Тегі, аты", "Қызметі"] if language == "kk" else ["№", "Фамилия, и. о.", "Должность"]
    rows = [[*head, *(names[month - 1] for month in months), "барлығы" if language == "kk" else "всего"]]
    for number, job in enumerate(jobs, 1):
        sums = [_sum(job, year, month, rng, scale) for month in months]
        if renamed and job.who in renamed:
            name = marked(PEOPLE[job.who], renamed[job.who])
        elif language == "kk":
            name = kk(job.who, "short")
        else:
            name = ru(job.who, "initials", other=job.who in other)
        rows.append([str(number), name, POSITIONS[job.position][language != "kk"], *(_cell(s, whole) for s in sums),
                     _cell(sum(sums), whole)])  # fmt: skip
    if language == "kk":
        title = f"ЖАЛАҚЫ ВЕДОМОСЫ. {year} жыл, {names[months[0] - 1]}–{names[months[-1] - 1]} айлары ({unit})"
        end = "Бас бухгалтер"
    else:
        title = f"ВЕДОМОСТЬ НАЧИСЛЕНИЯ ЗАРАБОТНОЙ ПЛАТЫ за {names[months[0] - 1]}–{names[months[-1] - 1]} {year} года ({unit})"
        end = "Главный бухгалтер"
    sign = kk("p09", "initial") if language == "kk" else ru("p09", "initials_first")
    clerk = kk("p14", "initial") if language == "kk" else ru("p14", "initials_first")
    widths = [0.5, 3.4, 2.4, *([1.25] * len(months)), 1.35]
    return [
        Para(org, "center"),
        Para(title, "center", bold=True, gap=0.3),
        Table(rows, widths, right=tuple(range(3, 4 + len(months)))),
        Para(f"{end}        {sign}        {'Есепші' if language == 'kk' else 'Расчётчик'}        {clerk}", indent=False),
    ]


def year_of_pay(
    jobs: list[Job],
    year: int,
    language: str,
    org: str,
    scale: float = 1.0,
    other: tuple[str, ...] = (),
    renamed: dict[str, str] | None = None,
) -> list[list[Block]]:
    """Return a year's ledger, a page for each half."""  # fmt: skip
    return [ledger(jobs, year, months, language, org, scale, other, renamed) for months in (range(1, 7), range(7, 13))]
