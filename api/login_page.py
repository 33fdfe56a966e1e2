"""The page on which people log in: plain HTML in the reader's language, with no script and no outside host."""

from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from api.languages import LANGUAGES, NAMES, Language

STYLE: Final = Path(__file__).with_name("login_page.css").read_text()
WORDS: Final[dict[str, dict[Language, str]]] = {
    "title": {"kk": "Жүйеге кіру", "ru": "Вход", "en": "Log in"},
    "name": {"kk": "Аты", "ru": "Имя", "en": "Name"},
    "password": {"kk": "Құпиясөз", "ru": "Пароль", "en": "Password"},
    "enter": {"kk": "Кіру", "ru": "Войти", "en": "Log in"},
    "elsewhere": {
        "kk": "Ұйымның жүйесі арқылы кіру",
        "ru": "Войти через систему организации",
        "en": "Log in with your organisation",
    },
    "archive": {"kk": "Архив құжаттарынан іздеу", "ru": "Поиск по документам архива", "en": "Search the records of the archive"},
}


def spoken_at(following: str) -> Language | None:
    """Return the language in which the screen is to go on at an address, None if the address does not say."""
    said = dict(parse_qsl(urlsplit(following).query)).get("lang", "")
    return next((language for language in LANGUAGES if language == said), None)


def _languages(language: Language, following: str) -> str:
    """Return links to this page in the other languages, in which the screen goes on then, too."""
    path, _, query = following.partition("?")
    asked = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang"]
    links = []
    for other, name in NAMES.items():
        if other == language:
            links.append(f'<span aria-current="true">{name}</span>')
            continue
        there = urlencode({"next": f"{path}?{urlencode([*asked, ('lang', other)])}"})
        links.append(f'<a lang="{other}" hreflang="{other}" href="/v1/log-in?{escape(there)}">{name}</a>')
    return f"<nav>{' '.join(links)}</nav>"


def login_page(language: Language, following: str, problem: str = "", name: str = "", elsewhere: str = "") -> str:
    """Return the page; ``problem`` is what was wrong the last time, ``elsewhere`` the address of another way in."""
    say = {key: words[language] for key, words in WORDS.items()}
    told = f'<p role="alert" class="problem" id="problem">{escape(problem)}</p>' if problem else ""
    described = ' aria-describedby="problem" aria-invalid="true"' if problem else ""
    # Who is named already has the password to type again.
    at_name, at_password = ("", " autofocus") if name else (" autofocus", "")
    other = f'<p><a href="{escape(elsewhere)}">{say["elsewhere"]}</a></p>' if elsewhere else ""
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Paraq · {say['title']}</title><style>{STYLE}</style><main><h1>Paraq</h1><p>{say['archive']}</p>{told}"
        f'<form method="post" action="/v1/log-in"><input type="hidden" name="next" value="{escape(following)}">'
        f'<label for="name">{say["name"]}</label><input id="name" name="name" value="{escape(name)}" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" required{at_name}{described}>'
        f'<label for="password">{say["password"]}</label><input id="password" name="password" type="password" '
        f'autocomplete="current-password" required{at_password}{described}><button>{say["enter"]}</button></form>{other}'
        f"{_languages(language, following)}</main></html>"
    )
