"""The API as an ASGI app, from parts that are already open."""

from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.middleware.cors import CORSMiddleware

from api import errors, reference_page
from api.conditional import Conditional
from api.dependencies import Parts
from api.examples import add_examples
from api.gate import COOKIE, Gate
from api.gate_limits import Limits
from api.gate_rights import is_public
from api.headers import Headers
from api.metrics import Measured
from api.routes import (
    access,
    audit,
    authorities,
    batches,
    corrections,
    deadlines,
    documents,
    export,
    formats,
    health,
    iiif,
    images,
    keys,
    linked,
    lists,
    login,
    metrics,
    oai,
    pages,
    papers,
    requests,
    saved,
    search,
    suggest,
    transfers,
    users,
    verify,
    webhooks,
)
from api.schemas import ProblemOut

VERSION = "1.0"
ABOUT = """Find the sheet that proves a fact, and cite it. A hit is a page with the place of every marked word on its scan.

All boxes are `[left, top, width, height]` in pixels of the sheet's picture, whose size stands with the page. Errors are
problems (RFC 9457) in Kazakh, Russian or English by `Accept-Language`. Lists go on at `next`, also in the `Link` header."""
# Of pages of other sites that the archive has named: without cookies, so that they come with a key or as anybody.
CORS: dict[str, Any] = {
    "allow_methods": ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
    "allow_headers": (
        "Authorization",
        "Content-Type",
        "If-Match",
        "If-None-Match",
        "Upload-Offset",
        "Paraq-Request",
        "X-Request-Id",
    ),
    "expose_headers": ("ETag", "Link", "Location", "Retry-After", "Upload-Length", "Upload-Offset", "X-Request-Id"),
    "allow_credentials": False,
}
SECURITY_SCHEMES = {
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Of a person who has logged in"},
    "key": {"type": "http", "scheme": "bearer", "description": "Key of a system, made by `paraq key add`"},
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"description": meaning, "content": {errors.PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}}
    for code, meaning in {
        400: "What was asked makes no sense",
        401: "Log in first, or send a key",
        403: "Role, scope or site does not allow it",
        404: "There is no such thing",
        409: "It does not fit the present state",
        412: "The text was changed meanwhile",
        413: "The body is too large",
        415: "The body is of a media type that is not taken here; `Accept` names those that are",
        422: "A parameter is wrong",
        428: "Say in `If-Match` which version you have read",
        429: "Too many requests; `Retry-After` says when to come again",
        503: "The index or the catalogue does not answer",
    }.items()
}


def create_app(parts: Parts) -> FastAPI:
    """Return the API over these parts."""
    app = FastAPI(
        title="Paraq",
        version=VERSION,
        description=ABOUT,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.parts = parts
    if parts.guard is not None:
        app.add_middleware(Gate, guard=parts.guard)
        app.add_middleware(Limits, seconds=parts.guard.seconds)
    app.add_middleware(Conditional)
    if parts.archive.cors:
        app.add_middleware(CORSMiddleware, allow_origins=parts.archive.cors, **CORS)
    app.add_middleware(Headers)
    if parts.numbers is not None:
        app.add_middleware(Measured, numbers=parts.numbers)
    errors.install(app)
    # Those of which most is asked come first, as they are looked through in this order.
    for routes in (
        search,
        suggest,
        images,
        iiif,
        pages,
        export,
        corrections,
        documents,
        authorities,
        lists,
        transfers,
        batches,
        saved,
        formats,
        linked,
        oai,
        login,
        users,
        keys,
        access,
        audit,
        requests,
        deadlines,
        papers,
        verify,
        webhooks,
        health,
        metrics,
    ):
        app.include_router(routes.router, prefix="/v1", responses=REFUSALS)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]

    @app.get("/v1/docs", include_in_schema=False)
    def reference() -> HTMLResponse:
        return HTMLResponse(reference_page.render(app.openapi()))

    return app


def _described(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        described = FastAPI.openapi(app)
        schemas = described["components"]["schemas"]
        described["components"]["securitySchemes"] = SECURITY_SCHEMES
        described["security"] = [{name: []} for name in SECURITY_SCHEMES]
        for operation in (one for operations in described["paths"].values() for one in operations.values()):
            if "requestBody" not in operation:
                operation["responses"].pop("415", None)
        for path in filter(is_public, described["paths"]):
            for operation in described["paths"][path].values():
                operation["security"] = []
        # FastAPI describes its own form of a wrong parameter, which no route here ever sends.
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        schemas["ProblemOut"] = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        add_examples(described)
        app.openapi_schema = described
    return app.openapi_schema
