"""What the API says of pictures that cannot be shown as asked, in Kazakh, Russian and English."""

from api.iiif.image import MAX_AREA, MEDIA, QUALITIES
from api.languages import Language

_LARGEST = f"{MAX_AREA // 1_000_000}"
PICTURES: dict[str, dict[Language, str]] = {
    "iiif-region": {
        "kk": "Аймақ парақтың ішінде болуы керек: full, square, x,y,w,h немесе pct:x,y,w,h",
        "ru": "Область должна лежать на листе: full, square, x,y,w,h или pct:x,y,w,h",
        "en": "The region must lie on the sheet: full, square, x,y,w,h or pct:x,y,w,h",
    },
    "iiif-size": {
        "kk": f"Өлшем: max, w, не ,h не pct:n не w,h не !w,h; үлкейту үшін алдына ^; ең көбі {_LARGEST} миллион пиксель",
        "ru": f"Размер: max, w, или ,h или pct:n или w,h или !w,h; увеличить – ^ впереди; не больше {_LARGEST} млн пикселей",
        "en": f"A size is max, w, or ,h or pct:n or w,h or !w,h, with ^ before it to enlarge; {_LARGEST} million pixels at most",
    },
    "iiif-rotation": {
        "kk": "Бұру: 0-ден 360-қа дейінгі градус; айналау үшін алдына !",
        "ru": "Поворот: от 0 до 360 градусов; для отражения ! впереди",
        "en": "A rotation is 0 to 360 degrees, with ! before them to mirror",
    },
    "iiif-quality": {
        "kk": f"Сапа мыналардың бірі: {', '.join(QUALITIES)}",
        "ru": f"Качество – одно из: {', '.join(QUALITIES)}",
        "en": f"A quality is one of {', '.join(QUALITIES)}",
    },
    "iiif-format": {
        "kk": f"Пішім мыналардың бірі: {', '.join(MEDIA)}",
        "ru": f"Формат – один из: {', '.join(MEDIA)}",
        "en": f"A format is one of {', '.join(MEDIA)}",
    },
    "broken": {
        "kk": "Файл бүлінген, суретін көрсету мүмкін емес",
        "ru": "Файл повреждён, изображение показать нельзя",
        "en": "The file is broken and cannot be shown",
    },
    "too-large": {
        "kk": "Сурет көрсетуге тым үлкен",
        "ru": "Изображение слишком велико, чтобы его показать",
        "en": "The picture is too large to be shown",
    },
    "locked": {
        "kk": "Файл құпиясөзбен жабылған",
        "ru": "Файл закрыт паролем",
        "en": "The file is locked with a password",
    },
    "page": {"kk": "Файлда мұндай бет жоқ", "ru": "В файле нет такой страницы", "en": "The file has no such page"},
    "store-missing": {
        "kk": "Бұл файл қоймада жоқ. Әкімшіге айтыңыз",
        "ru": "Этого файла нет в хранилище. Сообщите администратору",
        "en": "The store does not have this file. Tell the administrator",
    },
    "font-missing": {
        "kk": "Серверде DejaVu Sans қарпі жоқ. Әкімшіге айтыңыз",
        "ru": "На сервере нет шрифта DejaVu Sans. Сообщите администратору",
        "en": "The server lacks the font DejaVu Sans. Tell the administrator",
    },
}
