"""What the API says when it refuses something about webhooks."""

from typing import Literal

WEBHOOKS: dict[str, dict[Literal["kk", "ru", "en"], str]] = {
    "webhooks-off": {
        "kk": "Вебхуктар өшірулі. Оларды әкімші PARAQ_WEBHOOKS=true арқылы қосады",
        "ru": "Вебхуки выключены. Администратор включает их настройкой PARAQ_WEBHOOKS=true",
        "en": "Webhooks are switched off. The administrator switches them on with PARAQ_WEBHOOKS=true",
    },
    "webhook-missing": {"kk": "Мұндай вебхук жоқ", "ru": "Такого вебхука нет", "en": "There is no such webhook"},
    "webhook-many": {
        "kk": "Ең көбі 100 вебхук сақталады. Керек емесін өшіріңіз",
        "ru": "Можно хранить не больше 100 вебхуков. Удалите ненужные",
        "en": "At most 100 webhooks can be kept. Remove some",
    },
    "webhook-events": {
        "kk": "Вебхук transfer.done не saved-search.new туралы хабарлайды",
        "ru": "Вебхук сообщает о transfer.done или saved-search.new",
        "en": "A webhook tells of transfer.done or saved-search.new",
    },
    "webhook-address": {
        "kk": "Вебхукке 2000 таңбадан аспайтын, аты мен құпиясөзі жоқ https адресі керек",
        "ru": "Вебхуку нужен адрес https не длиннее 2000 знаков, без имени и пароля в нём",
        "en": "A webhook needs an https address of at most 2000 characters, without a name and password in it",
    },
    "webhook-plain": {
        "kk": "Вебхукке https керек: {where}",
        "ru": "Вебхуку нужен https: {where}",
        "en": "A webhook needs https: {where}",
    },
    "webhook-private": {
        "kk": "Вебхук ішкі желінің адресіне бармайды: {where}. Рұқсат болса, желіні PARAQ_WEBHOOK_NETWORKS параметріне жазыңыз",
        "ru": "Вебхук не ведёт на адрес внутренней сети: {where}. Если можно, назовите сеть в PARAQ_WEBHOOK_NETWORKS",
        "en": "A webhook may not lead to a private address: {where}. If it may, name its network in PARAQ_WEBHOOK_NETWORKS",
    },
    "webhook-host": {
        "kk": "Вебхук хостының адресі табылмады: {where}",
        "ru": "У узла вебхука нет адреса: {where}",
        "en": "The host of a webhook has no address: {where}",
    },
}
