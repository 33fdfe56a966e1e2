"""Who worked where, as what, from when till when: what the orders and the pay ledgers must prove."""

from dataclasses import dataclass

Day = tuple[int, int, int]
"""A date as (day, month, year)."""

POSITIONS = {
    "mechanic_driver": ("механизатор", "механизатор", "механизатором"),
    "tractor": ("тракторшы", "тракторист", "трактористом"),
    "milkmaid": ("сауыншы", "доярка", "дояркой"),
    "brigadier": ("бригадир", "бригадир", "бригадиром"),
    "shepherd": ("шопан", "чабан", "чабаном"),
    "accountant": ("бухгалтер", "бухгалтер", "бухгалтером"),
    "driver": ("жүргізуші", "шофёр", "шофёром"),
    "director": ("директор", "директор", "директором"),
    "irrigator": ("суғарушы", "поливальщик", "поливальщиком"),
    "pay_clerk": ("есепші", "расчётчик", "расчётчиком"),
    "agronomist": ("бас агроном", "главный агроном", "главным агрономом"),
    "welder": ("дәнекерлеуші", "сварщик", "сварщиком"),
    "cook": ("аспазшы", "повар", "поваром"),
    "cashier": ("кассир", "кассир", "кассиром"),
    "engineer": ("инженер-механик", "инженер-механик", "инженером-механиком"),
    "vet": ("мал дәрігері", "ветеринарный врач", "ветеринарным врачом"),
    "rice": ("күріш өсіруші", "рисовод", "рисоводом"),
    "watchman": ("күзетші", "сторож", "сторожем"),
    "teacher": ("мұғалім", "учитель", "учителем"),
    "head_teacher": ("мектеп директоры", "директор школы", "директором школы"),
    "librarian": ("кітапханашы", "библиотекарь", "библиотекарем"),
    "tutor": ("тәрбиеші", "воспитатель", "воспитателем"),
    "deputy": ("директордың оқу ісі жөніндегі орынбасары", "заместитель директора по учебной работе",
               "заместителем директора по учебной работе"),
}  # fmt: skip
"""Position: Kazakh, Russian, Russian in the instrumental."""


@dataclass(frozen=True)
class Job:
    """One person's work at one place, with the orders that began and ended it."""

    who: str
    position: str
    place_kk: str
    place_ru: str
    hired: Day
    hired_by: int
    left: Day | None
    left_by: int
    reason: str
    wage: int


def _day(text: str) -> Day:
    year, month, day = map(int, text.split("-"))
    return day, month, year


PLACES = {
    "b1": ("бірінші бригадаға", "в первую бригаду"),
    "b2": ("екінші бригадаға", "во вторую бригаду"),
    "b3": ("үшінші бригадаға", "в третью бригаду"),
    "b4": ("төртінші бригадаға", "в четвёртую бригаду"),
    "mtf": ("Боздала сүт-тауар фермасына", "на молочно-товарную ферму Боздала"),
    "otf": ("Қоғалы қой фермасына", "на овцеводческую ферму Когалы"),
    "office": ("кеңсеге", "в контору"),
    "garage": ("автогаражға", "в автогараж"),
    "workshop": ("жөндеу шеберханасына", "в ремонтную мастерскую"),
}

# who, position, place, hired, by order, left, by order, reason, monthly pay in roubles
SOVKHOZ_TABLE = """
p01 mechanic_driver b3 1978-03-15 27 1986-10-20 94 health 168
p05 tractor b1 1972-04-10 31 1991-06-03 40 wish 156
p06 milkmaid mtf 1974-02-01 12 1989-09-15 71 pension 132
p07 brigadier b2 1964-05-20 4 1990-12-28 96 pension 185
p08 shepherd otf 1972-09-05 74 1991-11-11 77 wish 144
p09 accountant office 1978-08-21 81 1996-12-30 58 liquidation 150
p10 driver garage 1978-05-11 49 1984-04-16 33 move 161
p11 director office 1964-04-02 1 1982-06-30 52 pension 280
p12 director office 1982-07-01 53 1996-12-30 58 liquidation 295
p13 irrigator b4 1964-05-20 4 1988-03-18 19 pension 128
p14 pay_clerk office 1978-01-09 3 1991-10-01 69 wish 118
p15 agronomist office 1972-03-06 18 1988-11-25 90 move 230
p16 welder workshop 1980-06-16 58 1996-12-30 58 liquidation 158
p17 cook b3 1980-03-20 24 1986-09-30 88 family 96
p18 mechanic_driver b1 1980-02-04 11 1991-04-22 29 wish 165
p20 driver garage 1983-10-03 80 1988-08-08 61 move 159
p21 cashier office 1983-07-18 59 1991-02-04 9 family 121
p22 engineer workshop 1972-11-20 92 1984-12-17 98 move 215
p23 vet mtf 1972-08-14 66 1991-08-26 58 abroad 190
p24 rice b4 1972-05-03 38 1986-12-12 110 move 174
p50 mechanic_driver b2 1980-04-01 27 1986-02-10 13 wish 163
p51 watchman workshop 1978-10-30 99 1983-05-06 38 pension 84
p52 tractor b1 1978-04-03 33 1988-05-16 37 wish 154
p53 milkmaid mtf 1978-06-19 60 1988-10-10 80 family 129
p54 shepherd otf 1978-02-13 15 1986-05-19 47 health 142
p55 pay_clerk office 1980-09-01 83 1986-11-03 97 family 115
p56 brigadier b4 1982-03-22 21 1991-03-18 18 health 182
"""

SCHOOL_TABLE = """
p26 teacher s1 1956-08-25 14 1984-08-20 61 pension 190
p27 tutor s2 1972-09-01 40 1984-11-05 83 move 105
p04 teacher s1 1984-08-27 66 2012-08-30 118 wish 150
p31 teacher s3 1984-08-27 66 1998-06-15 52 move 155
p28 head_teacher s1 1984-01-09 3 2012-06-25 94 pension 220
p30 teacher s1 1998-08-31 77 2019-07-01 95 move 160
p32 librarian s1 1998-09-07 80 2012-10-15 140 family 120
p45 teacher s3 1998-08-31 77 2019-06-28 93 pension 150
p34 teacher s1 2012-09-03 120 2019-08-15 108 move 170
"""

SCHOOLS = {
    "s1": ("№ 3 Боздала орта мектебіне", "в Боздалинскую среднюю школу № 3"),
    "s2": ("«Балдырған» балабақшасына", "в детский сад «Балдырган»"),
    "s3": ("Қоғалы сегізжылдық мектебіне", "в Когалинскую восьмилетнюю школу"),
}


def _jobs(table: str, places: dict[str, tuple[str, str]]) -> tuple[Job, ...]:
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(
        Job(who, position, *places[place], _day(hired), int(by), _day(left), int(left_by), reason, int(wage))
        for who, position, place, hired, by, left, left_by, reason, wage in rows
    )


SOVKHOZ = _jobs(SOVKHOZ_TABLE, PLACES)
SCHOOL = _jobs(SCHOOL_TABLE, SCHOOLS)
