"""What the API says of accounts, keys and log-ins, in Kazakh, Russian and English."""

from api.languages import Language
from paraq.records.accounts import SCOPES
from paraq.services.accounts import LONGEST_KEY

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
    "account-missing": {"kk": "Мұндай есептік жазба жоқ", "ru": "Такой учётной записи нет", "en": "There is no such account"},
    "account-taken": {
        "kk": "Мұндай атты есептік жазба бар немесе болған",
        "ru": "Учётная запись с таким именем есть или была",
        "en": "There is or was an account of this name",
    },
    "account-name": {
        "kk": "Есептік жазбаның аты: латын әріптері, цифрлар және . _ @ -, ең көбі 64 таңба",
        "ru": "Имя учётной записи: латинские буквы, цифры и . _ @ -, не длиннее 64 знаков",
        "en": "The name of an account is Latin letters, digits and . _ @ -, 64 at most",
    },
    "password-poor": {
        "kk": "Құпиясөзде кемінде 15 таңба, оның бес түрлісі болуы және есептік жазбаның аты болмауы керек",
        "ru": "В пароле не меньше 15 знаков, из них пять разных, и в нём нет имени учётной записи",
        "en": "A password has at least 15 characters, five different ones, and not the account's name",
    },
    "key-missing": {"kk": "Мұндай кілт жоқ", "ru": "Такого ключа нет", "en": "There is no such key"},
    "oidc": {
        "kk": "Сыртқы жүйе арқылы кіру сәтсіз аяқталды. Қайтадан кіріп көріңіз",
        "ru": "Вход через внешнюю систему не удался. Попробуйте войти ещё раз",
        "en": "The log-in elsewhere did not succeed. Try to log in again",
    },
    "oidc-unknown": {
        "kk": "Сыртқы жүйе сізді таниды, бірақ мұнда сізге есептік жазба жоқ. Әкімшіге хабарласыңыз",
        "ru": "Внешняя система вас знает, но здесь для вас нет учётной записи. Обратитесь к администратору",
        "en": "You are known elsewhere, but have no account here. Ask the administrator",
    },
    "first-account": {
        "kk": "Бірінші есептік жазба құпиясөзі бар әкімшінікі болуы керек",
        "ru": "Первая учётная запись должна быть записью администратора с паролем",
        "en": "The first account must be an administrator's and have a password",
    },
    "user-change": {
        "kk": "Қорлар рөлмен бірге беріледі. Екеуін де жіберіңіз",
        "ru": "Фонды задаются вместе с ролью. Пришлите то и другое",
        "en": "Fonds are given together with the role. Send both",
    },
    "full-name": {
        "kk": "Толық аты-жөні ең көбі 200 таңба, басқару таңбалары болмайды",
        "ru": "Полное имя не длиннее 200 знаков и без управляющих знаков",
        "en": "A full name has at most 200 characters and no control characters",
    },
    "key-scopes": {
        "kk": f"Кілтке атау және мына құқықтардың бірі не бірнешеуі керек: {', '.join(SCOPES)}",
        "ru": f"Ключу нужны название и одно или несколько прав: {', '.join(SCOPES)}",
        "en": f"A key needs a label and one or more of {', '.join(SCOPES)}",
    },
    "key-expires": {
        "kk": f"Кілттің мерзімі 1 күннен {LONGEST_KEY.days} күнге дейін",
        "ru": f"Ключ действует от 1 до {LONGEST_KEY.days} дней",
        "en": f"A key lasts 1 to {LONGEST_KEY.days} days",
    },
    "log-in-form": {
        "kk": "Кіру үшін есептік жазбаның аты мен құпиясөз керек",
        "ru": "Для входа нужны имя учётной записи и пароль",
        "en": "A log-in has a name and a password",
    },
    "oidc-unset": {
        "kk": "Мұнда сыртқы жүйе арқылы кіру қосылмаған. Құпиясөз беріңіз",
        "ru": "Вход через внешнюю систему здесь не настроен. Задайте пароль",
        "en": "No provider of log-ins is set up here. Give a password",
    },
    "oidc-away": {
        "kk": "Сыртқы кіру жүйесі жауап бермейді. Кейінірек қайталаңыз не құпиясөзбен кіріңіз",
        "ru": "Внешняя система входа не отвечает. Повторите позже или войдите с паролем",
        "en": "The provider of the log-in does not answer. Try again later or log in with a password",
    },
}
