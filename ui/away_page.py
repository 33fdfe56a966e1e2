"""The page that a browser is shown in place of one of the API's own, such as the log-in, while the API does not answer."""

from html import escape

from starlette.responses import HTMLResponse
from starlette.types import Scope

from ui.frame import HEADERS, NAME, language_of
from ui.language import speech

# Who asks by a program may ask again after so many seconds.
AGAIN_SECONDS = 5
STYLE = (
    ":root { color-scheme: light dark; background: light-dark(#fdfdfb, #14191b); color: light-dark(#1c2326, #e6eaea) }"
    "body { font: 1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 }"
    "main { max-width: 26rem; padding: 1rem } a { color: inherit } h1 { color: light-dark(#0b5a5e, #6fc3c0); margin: 0 }"
)


def away_page(scope: Scope) -> HTMLResponse:
    """Return the page, in the language of the address or else of the browser."""
    language = language_of(scope)
    say = speech(language).say
    told = escape(say("The archive does not answer at the moment."))
    what = escape(say("If that takes longer than a few minutes, tell the administrator."))
    page = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{NAME}</title><style>{STYLE}</style><main><h1>{NAME}</h1><p role="alert">{told}</p>'
        f'<p><a href="">{escape(say("Try again"))}</a></p><p>{what}</p></main></html>'
    )
    return HTMLResponse(page, 503, headers={**HEADERS, "Cache-Control": "no-store", "Retry-After": str(AGAIN_SECONDS)})
