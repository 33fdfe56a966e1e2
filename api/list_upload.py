"""A file that a client sends: as the body itself, or as the first file of a form; what is too large is not read to its end."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from paraq.errors import Invalid
from paraq.services.lists import LARGEST

# Boundaries and headers of the parts of a form.
FORM_MARGIN = 64 * 1024
FORM = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with the name that the client gives it."""

    name: str
    content: bytes


async def _received(
    request: Request,
    name: Annotated[str, Query(description="Name of the list, for a body that is the file itself", max_length=200)] = "",
) -> Upload:
    if not request.headers.get("content-type", "").lower().startswith(FORM):
        content = b"".join([chunk async for chunk in _limited(request, LARGEST)])
        if not content:
            raise Invalid("The body is empty", where="body", remedy="Send the file", code="upload-empty")
        return Upload(name, content)
    parser = MultiPartParser(request.headers, _limited(request, LARGEST + FORM_MARGIN), max_files=1, max_fields=20)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise Invalid("The form cannot be read", where="body", code="upload-form") from error
    try:
        file = next((value for value in form.values() if isinstance(value, UploadFile)), None)
        if file is None:
            raise Invalid("The form has no file", where="body", remedy="Send the list as a file", code="upload-form")
        return Upload(name or file.filename or "", await file.read())
    finally:
        await form.close()


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise Invalid("The list is too large", where="body", remedy=f"At most {LARGEST >> 20} MB", code="batch-large")
        yield chunk


def body_of(meaning: str) -> dict[str, Any]:
    """Return the description of a body that is a file; its media type is not looked at."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {"requestBody": {"required": True, "description": meaning, "content": content}}


Uploaded = Annotated[Upload, Depends(_received)]

LIST = "name;organisation;years\nӘбдіков С.Ж.;Ленин кеңшары;1978-1986\n"
BODY = {
    "requestBody": {
        "required": True,
        "description": "CSV or XLSX, as the body itself or as the file of a form",
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                },
                "example": {"file": LIST},
            },
            "text/csv": {
                "schema": {"type": "string", "format": "binary"},
                "example": LIST,
            },
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
                "schema": {"type": "string", "format": "binary"}
            },
        },
    }
}
