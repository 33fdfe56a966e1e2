"""What surrounds the app in the browser: the page's language and name from the first byte, and what it may load."""

import re
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.language import LANGUAGES, preferred, speech

NAME = "Paraq"
GOING = Path(__file__).with_name("going.css").read_text("utf-8")
# Streamlit sets styles from script, and its charts compile WebAssembly; every script comes as a file from here.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}

# The browser's parts that were built have names that change with what is in them.
BUILT = "/_stcore/bidi-components/paraq_screen."


class Frame:
    """ASGI middleware that puts the language and the name into Streamlit's page and adds security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        started: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal started, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith(BUILT) and message["status"] == 200:
                    headers["cache-control"] = "public, max-age=31536000, immutable"
                if headers.get("content-type", "").startswith("text/html"):
                    started = message
                    return
            elif started is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                page = named(body, language_of(scope))
                MutableHeaders(scope=started)["content-length"] = str(len(page))
                await send(started)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        # The page is rewritten, so it must come as plain text.
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self._app(plain if is_page(scope) else scope, receive, rewrite)


def is_page(scope: Scope) -> bool:
    """Return whether a browser asks for a page."""
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def language_of(scope: Scope) -> str:
    """Return the language of a page that is asked for: of its address, else what the browser prefers."""
    asked: str = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    header = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-language"), "")
    return preferred(header)


def named(page: bytes, language: str) -> bytes:
    """Return Streamlit's page with the language and the name in it.

    It says that it is at work until the screen's script has drawn the first place.
    What points to an interface that is off goes, and the one inline script, which only pre-rendering search robots read.
    """
    slow = escape(speech(language).say("The archive is still searching…"))
    page = page.replace(b'<html lang="en">', f'<html lang="{language}" data-going data-slow="{slow}">'.encode(), 1)
    page = page.replace(b"</head>", f"<style>{GOING}</style></head>".encode(), 1)
    page = page.replace(b"<title>Streamlit</title>", f"<title>{NAME}</title>".encode(), 1)
    return re.sub(
        rb"<!--.*?-->|<link rel=\"service-desc\"[^>]*>|<noscript>.*?</noscript>|<script>.*?</script>", b"", page, flags=re.DOTALL
    )
