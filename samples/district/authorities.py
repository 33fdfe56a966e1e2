"""The bodies of the district under all their names, with their dates and what they came from and turned into."""

import csv
import io

COLUMNS = ("id", "name_kk", "name_ru", "from", "to", "predecessor", "successor", "fonds", "variants")
BODIES = (
    ("artel", "«Қызыл өткел» артелі", "Артель «Кызыл-Уткель»", "1931", "1935", "", "kolkhoz", "27", "Qьzьl ɵtkel arteli"),
    ("kolkhoz", "«Қызыл өткел» колхозы", "Колхоз «Кызыл-Уткель»", "1935", "1964", "artel", "sovkhoz", "27",
     "Qьzьl ɵtkel kolqozь|«Қызыл өткел» ұжымшары|Колхоз «Кзыл-Уткуль»"),
    ("sovkhoz", "«Сарыөткел» совхозы", "Совхоз «Сарыуткель»", "1964", "1996", "kolkhoz", "partnership", "27",
     "«Сарыөткел» кеңшары|Совхоз «Сары-Уткель»|Сариуткель"),
    ("partnership", "«Сарыөткел-Агро» ЖШС", "ТОО «Сарыоткель-Агро»", "1996", "", "sovkhoz", "", "112", "«Сарыоткел-Агро» ЖШС"),
    ("village_soviet", "Сарыөткел ауылдық Советі", "Сарыуткельский сельский Совет", "1931", "1993", "", "akim", "Р-14",
     "№ 5 ауылдық кеңес|Аульный совет № 5|№ 5 avьldьq keꞑes"),
    ("executive", "Аудандық атқару комитеті", "Исполком районного Совета", "1939", "1991", "", "akim", "3", "атком|райисполком"),
    ("akim", "Күмісөзек ауданы әкімінің аппараты", "Аппарат акима Кумысузекского района", "1995", "", "executive", "", "112",
     "аудан әкімдігі|Акимат района|Kymisɵzek"),
    ("education", "Күмісөзек аудандық білім бөлімі", "Кумысузекский районный отдел народного образования", "1956", "", "", "", "45",
     "РОНО|аудандық оқу бөлімі"),
    ("council", "Күмісөзек аудандық мәслихаты", "Кумысузекский районный маслихат", "1994", "", "executive", "", "130",
     "аудандық мәслихат"),
)  # fmt: skip


def table() -> bytes:
    """Return the bodies as CSV; variants are parted by ``|``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(BODIES)
    return out.getvalue().encode()
