"""What the API says of accounts that must stay, in Kazakh, Russian and English."""

from api.languages import Language

ACCOUNTS: dict[str, dict[Language, str]] = {
    "last-administrator": {
        "kk": "Бірде-бір әкімші қалмас еді. Алдымен басқа әкімші қосыңыз",
        "ru": "Не осталось бы ни одного администратора. Сначала добавьте другого",
        "en": "There would be no administrator any more. Make another one first",
    },
    "own-account": {
        "kk": "Жүйеге кірген есептік жазбаңызды өзіңіз өшіре алмайсыз",
        "ru": "Учётную запись, с которой вы вошли, удалить нельзя",
        "en": "Nobody removes the account with which they are logged in",
    },
}
