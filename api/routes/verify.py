"""``/v1/verify``: whether a paper is genuine, for anybody who holds it; for a browser as a page, for programs as JSON."""

from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api.languages import LANGUAGES, NAMES, Language, preferred
from api.list_upload import Uploaded, body_of
from api.login_page import STYLE
from api.requesting import Desked
from api.schemas_papers import VerifiedOut
from paraq.services.requests.papers import Verified

router = APIRouter(prefix="/verify", tags=["papers"])

WORDS: dict[Language, dict[str, str]] = {
    "kk": {
        "title": "Қағаздың түпнұсқалығын тексеру",
        "issued": "Мұндай қағазды архив берген",
        "same-bytes": "Файл архив берген файлмен бірдей",
        "other-bytes": "Файл архив берген файл емес",
        "unknown": "Архив мұндай қағаз бермеген",
        "number": "Нөмірі",
        "date": "Күні",
        "signed": "Электрондық қолтаңба",
        "hash": "SHA-256",
        "ask": "PDF файлыңызды тексеріңіз",
        "check": "Тексеру",
        "yes": "бар",
    },
    "ru": {
        "title": "Проверка подлинности документа",
        "issued": "Такой документ выдан архивом",
        "same-bytes": "Файл тот же, что выдан архивом",
        "other-bytes": "Файл не тот, что выдан архивом",
        "unknown": "Такого документа архив не выдавал",
        "number": "Номер",
        "date": "Дата",
        "signed": "Электронная подпись",
        "hash": "SHA-256",
        "ask": "Проверьте ваш файл PDF",
        "check": "Проверить",
        "yes": "есть",
    },
    "en": {
        "title": "Is this paper genuine?",
        "issued": "The archive has issued such a paper",
        "same-bytes": "The file is the one that the archive issued",
        "other-bytes": "The file is not the one that the archive issued",
        "unknown": "The archive has issued no such paper",
        "number": "Number",
        "date": "Date",
        "signed": "Electronic signature",
        "hash": "SHA-256",
        "ask": "Check your PDF file",
        "check": "Check",
        "yes": "yes",
    },
}
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "model": VerifiedOut,
        "content": {"text/html": {"schema": {"type": "string"}}},
        "description": "What may be known of it",
    }
}
# A digest is wider than the page.
OWN_STYLE = " strong { overflow-wrap: anywhere } nav { margin-top: 1rem }"
Code = Annotated[str, Path(description="Code on the paper", max_length=64)]
Lang = Annotated[str, Query(max_length=8, description="Language of the page")]


@router.get("/{code}", operation_id="paperVerify", summary="Is a paper genuine?", responses=ANSWER, response_model=None)
def verify(request: Request, code: Code, desk: Desked, lang: Lang = "") -> Response:
    """Return whether a paper with this code was issued, with number and date; nothing of whom it is about."""
    return _answer(request, desk.papers.verify(code), lang)


@router.post(
    "/{code}",
    operation_id="paperVerifyFile",
    summary="Is a file the paper that was issued?",
    responses=ANSWER,
    response_model=None,
    openapi_extra=body_of("The PDF that somebody holds"),
)
def verify_file(request: Request, code: Code, upload: Uploaded, desk: Desked, lang: Lang = "") -> Response:
    """Compare the bytes of a file with those that were issued. The file is not kept."""
    return _answer(request, desk.papers.verify(code, upload.content), lang)


def _answer(request: Request, found: Verified, lang: str) -> Response:
    told = VerifiedOut(**{name: getattr(found, name) for name in VerifiedOut.model_fields})
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(told.model_dump())
    language: Language = lang if lang in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    return HTMLResponse(_page(told, language))


def _page(told: VerifiedOut, language: Language) -> str:
    words = WORDS[language]
    rows = [
        (words["number"], told.number),
        (words["date"], ".".join(reversed(told.date.split("-")))),
        (words["hash"], told.sha256),
    ]
    if told.signed:
        rows.append((words["signed"], words["yes"] if told.signed == "yes" else told.signed))
    table = "".join(f"<p>{escape(name)}: <strong>{escape(value)}</strong></p>" for name, value in rows if value)
    others = " ".join(f'<a href="?lang={one}" lang="{one}">{NAMES[one]}</a>' for one in LANGUAGES if one != language)
    verdict = "✓" if told.genuine else "✗"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(words["title"])}</title>'
    kind = "genuine" if told.genuine else "unknown"
    return (
        f'<!doctype html><html lang="{language}"><head>{head}<style>{STYLE}{OWN_STYLE}</style></head>'
        f"<body><main><h1>{escape(words['title'])}</h1>"
        f'<p role="status" class="{kind}">{verdict} {escape(words[told.state])}</p>{table}'
        f'<form method="post" enctype="multipart/form-data" action="?lang={language}">'
        f'<label for="file">{escape(words["ask"])}</label>'
        f'<input id="file" name="file" type="file" accept="application/pdf" required>'
        f"<button>{escape(words['check'])}</button></form><nav>{others}</nav></main></body></html>"
    )
