"""The invented people of the district and every spelling under which the papers know them."""

from collections.abc import Callable
from dataclasses import dataclass

from . import kazakh, russian

# id | sex | born | Kazakh surname, given name, father's name | Russian surname, given name, patronymic | other Russian surname
TABLE = """
p01|m|1938|Жанболатов|Сейіт|Әбді|Джанбулатов|Сейт|Абдиевич|Жанбулатов
p02|m|1904|Жанболатов|Әбді|Тұрсын|Джанбулатов|Абди|Турсунович|Жанбулатов
p03|m|1966|Жанболатов|Ерлан|Сейіт|Жанболатов|Ерлан|Сейтович|Джанбулатов
p04|f|1962|Жанболатова|Гүлнар|Сейіт|Джанбулатова|Гульнара|Сейтовна|Жанбулатова
p05|m|1944|Әбдіков|Қуаныш|Төлеген|Абдиков|Куаныш|Тулегенович|Абдыков
p06|f|1950|Өмірзақова|Күләш|Бекен|Умурзакова|Куляш|Бекеновна|Омирзакова
p07|m|1935|Нұрғожин|Мәжит|Сағындық|Нургожин|Мажит|Сагындыкович|Нургужин
p08|m|1941|Үсенов|Ғабит|Қали|Усенов|Габит|Калиевич|Усенев
p09|f|1953|Шәріпова|Зейнеп|Омар|Шарипова|Зейнеп|Омаровна|Шарыпова
p10|m|1947|Құлжанов|Ерғали|Сәрсен|Кулжанов|Ергали|Сарсенович|Кулджанов
p11|m|1922|Тілеубердин|Сәкен|Мұқан|Тлеубердин|Сакен|Муканович|Телебердин
p12|m|1939|Мырзағалиев|Еркін|Жүсіп|Мурзагалиев|Еркин|Джусупович|Мирзагалиев
p13|m|1930|Бәйімбетов|Оразбек|Қожа|Баимбетов|Уразбек|Кожаевич|Байымбетов
p14|f|1955|Қыдырәлиева|Ұлжан|Әнуар|Кыдыралиева|Улжан|Ануаровна|Кадыралиева
p15|m|1943|Ізтілеуов|Асқар|Бегім|Изтлеуов|Аскар|Бегимович|Ызтилеуов
p16|m|1949|Хамитов|Өтеген|Рақым|Хамитов|Утеген|Рахимович|Хамидов
p17|f|1948|Сүгірова|Бәтима|Ысқақ|Сугурова|Батима|Искаковна|Сугирова
p18|m|1951|Дүйсенғалиев|Марат|Қайыр|Дюсенгалиев|Марат|Каирович|Дуйсенгалиев
p19|m|1926|Қаражігітов|Мұса|Елеу|Караджигитов|Муса|Елеуович|Каражигитов
p20|m|1957|Әлімқұлов|Бауыржан|Тоқтар|Алимкулов|Бауржан|Токтарович|Алимгулов
p21|f|1960|Қошқарбаева|Айгүл|Сембі|Кошкарбаева|Айгуль|Сембиевна|Кочкарбаева
p22|m|1937|Ковалёв|Николай|Пётр|Ковалёв|Николай|Петрович|Ковалев
p23|f|1945|Шмидт|Эмма|Карл|Шмидт|Эмма|Карловна|Шмит
p24|m|1940|Ким|Валентин|Сергей|Ким|Валентин|Сергеевич|Ким
p25|m|1933|Петренко|Иван|Григорий|Петренко|Иван|Григорьевич|Петренко
p26|f|1929|Ержанова|Рәбиға|Сұлтан|Ержанова|Рабига|Султановна|Эржанова
p27|f|1947|Тәттібекова|Жаңыл|Ораз|Таттибекова|Жанил|Уразовна|Татыбекова
p28|m|1952|Сәдуақасов|Болат|Қасым|Садвакасов|Булат|Касымович|Садуакасов
p29|m|1965|Өтегенов|Талғат|Өтеген|Утегенов|Талгат|Утегенович|Утеганов
p30|f|1971|Мәлікова|Сәуле|Ғани|Маликова|Сауле|Ганиевна|Меликова
p31|m|1959|Рысбеков|Жұмабек|Ыбырай|Рысбеков|Джумабек|Ибраевич|Рыспеков
p32|f|1974|Ахметжанова|Динара|Серік|Ахметжанова|Динара|Сериковна|Ахмеджанова
p33|m|1968|Қуандықов|Нұрлан|Әміре|Куандыков|Нурлан|Амиреевич|Куандиков
p34|f|1980|Бейсенова|Мөлдір|Қанат|Бейсенова|Мольдир|Канатовна|Бейсинова
p35|m|1899|Тұрсынов|Елеу|Байдос|Турсунов|Елеу|Байдосович|Турсынов
p36|m|1901|Қожаев|Рақым|Жиен|Кожаев|Рахим|Джиенович|Ходжаев
p37|f|1908|Сағынбаева|Үміт|Есім|Сагинбаева|Умит|Есимовна|Сагынбаева
p38|m|1896|Ысқақов|Сүгір|Дос|Искаков|Сугур|Досович|Исхаков
p39|m|1910|Мұқанов|Қасым|Бөрі|Муканов|Касым|Буриевич|Мухамов
p40|m|1906|Елеусізов|Төлеген|Байғара|Елеусизов|Тулеген|Байгарин|Елеусызов
p41|m|1917|Омаров|Жүсіп|Ғалым|Омаров|Джусуп|Галимович|Умаров
p42|f|1914|Бекенова|Зылиха|Сәрсен|Бекенова|Зулиха|Сарсеновна|Бикенова
p43|m|1920|Сәрсенов|Ыбырай|Төле|Сарсенов|Ибрай|Тулеевич|Серсенов
p44|m|1963|Тоқсанбаев|Ғалымжан|Мәжит|Токсанбаев|Галымжан|Мажитович|Туксанбаев
p45|f|1969|Жұмағұлова|Перизат|Еркін|Жумагулова|Перизат|Еркиновна|Джумагулова
p46|m|1976|Серғазин|Дәурен|Бақыт|Сергазин|Даурен|Бакытович|Сергазиев
p50|m|1941|Жанболатов|Сейітжан|Әбіл|Джанбулатов|Сейтжан|Абилович|Жанбулатов
p51|m|1936|Жанболсынов|Сейіл|Әбдіраш|Джанболсынов|Сеил|Абдрашевич|Жанбулсинов
p52|m|1946|Әбдіхалықов|Қуандық|Төлеу|Абдыхаликов|Куандык|Тулеуович|Абдухаликов
p53|f|1952|Өмірбекова|Күлтай|Берген|Умирбекова|Культай|Бергеновна|Омирбекова
p54|m|1942|Үсейінов|Ғабиден|Кәрім|Усеинов|Габиден|Каримович|Усейнов
p55|f|1951|Шәріпова|Зейнегүл|Омарбек|Шарипова|Зейнегуль|Омарбековна|Шарыпова
p56|m|1945|Нұрғалиев|Мәжікен|Сағынтай|Нургалиев|Мажикен|Сагинтаевич|Нургалыев
"""


NOT_KAZAKH = ("Ковалёв", "Шмидт", "Ким", "Петренко")
"""Surnames of people who bear a Russian patronymic in Kazakh papers too."""


@dataclass(frozen=True)
class Person:
    """One invented person; ``kk``, ``ru`` are (surname, given name, father's name or patronymic) in the Soviet spelling."""

    id: str
    female: bool
    born: int
    kk: tuple[str, str, str]
    ru: tuple[str, str, str]
    other_ru: str

    @property
    def root(self) -> str:
        """The surname without the Russian ending, as it is often written since 1991 (Жанболат)."""
        base = self.kk[0].removesuffix("а") if self.female else self.kk[0]
        if base.endswith("баев"):
            return base[:-2] + "й"
        return base[:-2] if base.endswith(("ов", "ев")) and len(base) > 6 else base

    @property
    def patronymic(self) -> str:
        """Әбдіұлы, Бекенқызы."""
        if self.kk[0] in NOT_KAZAKH:
            return self.ru[2]
        return self.kk[2] + ("қызы" if self.female else "ұлы")

    @property
    def yanalif(self) -> str:
        """The spelling of the 1930s: Çanbolat Sejit Əbdi-uƣlь."""
        father = f"{kazakh.yanalif(self.kk[2])}-{'qьzь' if self.female else 'uƣlь'}"
        return f"{kazakh.yanalif(self.root)} {kazakh.yanalif(self.kk[1])} {father}"

    def kazakh(self, form: str, case: str = "nom") -> str:
        """Return a Kazakh spelling: ``full``, ``short``, ``initial``, ``modern`` or ``surname``."""
        surname, name, _father = self.kk
        shown = {
            "full": f"{surname} {name} {self.patronymic}",
            "short": f"{surname} {name}",
            "initial": f"{name[0]}. {surname}",
            "modern": f"{self.root} {name} {self.patronymic}",
            "modern_initial": f"{name[0]}. {self.root}",
            "surname": surname,
            "name_first": f"{name} {surname}",
        }[form]
        head, _, last = shown.rpartition(" ")
        return f"{head} {kazakh.inflect(last, case)}".strip()

    def russian(self, form: str, case: str = "nom", other: bool = False) -> str:
        """Return a Russian spelling: ``full``, ``initials`` (Джанбулатов С. А.), ``initials_first`` or ``surname``."""
        surname = russian.surname(self.other_ru if other else self.ru[0], self.female, case)
        name, father = (russian.given(part, self.female, case) for part in self.ru[1:])
        initials = f"{self.ru[1][0]}. {self.ru[2][0]}."
        return {
            "full": f"{surname} {name} {father}",
            "short": f"{surname} {name}",
            "initials": f"{surname} {initials}",
            "initials_first": f"{initials} {surname}",
            "surname": surname,
        }[form]


def _person(row: str) -> Person:
    key, sex, born, *names = row.split("|")
    return Person(key, sex == "f", int(born), (names[0], names[1], names[2]), (names[3], names[4], names[5]), names[6])


PEOPLE = {person.id: person for person in map(_person, TABLE.strip().splitlines())}


def marked(person: Person, shown: str) -> str:
    """Mark a spelling in a text as standing for a person; the mark is taken out when the page is laid out."""
    return f"{{{person.id}|{shown}}}"


def kk(key: str, form: str = "full", case: str = "nom") -> str:
    """Return a person's name for a Kazakh text."""
    return marked(PEOPLE[key], PEOPLE[key].kazakh(form, case))


def ru(key: str, form: str = "full", case: str = "nom", other: bool = False) -> str:
    """Return a person's name for a Russian text."""
    return marked(PEOPLE[key], PEOPLE[key].russian(form, case, other))


def passport(key: str) -> str:
    """Return a person's name in the Latin letters of a passport."""
    person = PEOPLE[key]
    return marked(person, kazakh.passport(f"{person.kk[0]} {person.kk[1]}"))


def in_script(text: str, change: Callable[[str], str]) -> str:
    """Rewrite a marked text in another script, leaving the marks as they are."""
    parts = []
    for index, part in enumerate(text.replace("{", "\x00{").replace("|", "|\x00").split("\x00")):
        parts.append(part if index and part.startswith("{") else change(part))
    return "".join(parts)
