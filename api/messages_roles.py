"""What the API calls roles, and what it says to whom a role is missing."""

from api.languages import Language

ROLE: dict[Language, str] = {
    "kk": "Бұл үшін рөл қажет: {where}. Оны архив әкімшісі береді",
    "ru": "Для этого нужна роль: {where}. Её даёт администратор архива",
    "en": "This needs the role: {where}. The administrator of the archive gives it",
}
EVERY_FONDS: dict[Language, str] = {
    "kk": "Бұл барлық қорды көре алатындарға арналған. Бұл құқықты архив әкімшісі береді",
    "ru": "Это для тех, кому открыты все фонды. Это право даёт администратор архива",
    "en": "This is for those who may see all fonds. The administrator of the archive gives this right",
}
ROLES: dict[str, dict[Language, str]] = {
    "reader": {"kk": "оқырман", "ru": "читатель", "en": "reader"},
    "archivist": {"kk": "мұрағатшы", "ru": "архивист", "en": "archivist"},
    "head": {"kk": "басшы", "ru": "руководитель", "en": "head"},
    "administrator": {"kk": "әкімші", "ru": "администратор", "en": "administrator"},
}
