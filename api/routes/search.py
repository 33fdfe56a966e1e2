"""``GET /v1/search`` and pages like a page."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from api import shapes
from api.asking import Asked
from api.dependencies import Needed, Viewing
from api.languages import Language, preferred
from api.parameters import SearchParameters, SimilarParameters, UnreadParameters
from api.routes.pages import PageId, known_page
from api.schemas import FacetValue, MistakeOut, SearchOut, SpellingOut
from api.schemas_asking import UnreadOut, UnreadPageOut
from api.sealing import Seal
from paraq.services.answers import Answer
from paraq.services.notices import notice, sentence

router = APIRouter(tags=["search"])


@router.get("/search", operation_id="search", summary="Find pages")
def search(
    request: Request, response: Response, asked: Annotated[SearchParameters, Query()], parts: Needed, viewer: Viewing
) -> SearchOut:
    """Find the pages that answer a query, whatever their spelling, script, grammatical form or damage.

    The list goes on at `next`, which is also in the `Link` header (RFC 8288). A facet that is also filtered counts as if it were
    not, so that several of its values can be chosen. The hits of a group are found with its `group` as filter.

    With the number of a citizen's request in the header `Paraq-Request`, percent-encoded where it is not ASCII, what was
    searched is kept with that request, once a day.
    """
    answer = parts.searching.search(
        asked.q,
        viewer=viewer,
        limit=asked.limit,
        after=parts.seal.opened(asked.after),
        order=asked.order,
        facets=asked.facets,
        filters=asked.filters(),
        require_all=asked.require_all,
        group_by=asked.group,
        correct=True,
    )
    if parts.desk and asked.q.strip() and not asked.after:
        parts.desk.searching.note(asked.q, viewer=viewer, filters=asked.filters(), require_all=asked.require_all)
    return _told(request, response, answer, parts.seal)


@router.get("/search/unread", operation_id="searchUnread", summary="See what could not be read where a search looks")
def unread(asked: Annotated[UnreadParameters, Query()], asking: Asked, viewer: Viewing) -> UnreadOut:
    """Tell what may hold what is sought and could not be read: where the query's fields and the filters look.

    A record of the search says the same, and is written down.
    """
    found = asking.scope.unread(asked.q, viewer=viewer, filters=asked.filters())
    failed = [UnreadPageOut.model_validate(one) for one in found["failed"]]
    return UnreadOut(
        failed=failed[: asked.limit],
        failed_total=len(failed),
        without_text=found["without_text"],
        poorly_read=found["poorly_read"],
    )


@router.get("/pages/{page_id}/similar", operation_id="similar", summary="Find pages like a page")
def similar(
    request: Request,
    response: Response,
    page_id: PageId,
    asked: Annotated[SimilarParameters, Query()],
    parts: Needed,
    viewer: Viewing,
) -> SearchOut:
    """Find the pages that share most of a page's characteristic words, which are marked on them."""
    page = known_page(parts, page_id, viewer)
    answer = parts.searching.similar(page.page_id, viewer=viewer, limit=asked.limit, after=parts.seal.opened(asked.after))
    return _told(request, response, answer, parts.seal)


def _told(request: Request, response: Response, answer: Answer, seal: Seal) -> SearchOut:
    language = preferred(request.headers.get("accept-language", ""))
    following = next_address(request, answer, seal)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    response.headers.update({"Content-Language": language, "Vary": "Accept-Language"})
    return SearchOut(
        total=answer.total,
        hits=[shapes.hit(one) for one in answer.hits],
        facets={name: facet_values(counts) for name, counts in answer.facets.items()},
        notice=notice(answer.mistake, language) if answer.mistake else answer.notice,
        mistake=_mistake(answer, language),
        groups=answer.groups,
        corrections=[SpellingOut(word=one.word, instead=one.instead, pages=one.pages) for one in answer.corrections],
        meant=answer.meant,
        next=following,
    )


def _mistake(answer: Answer, language: Language) -> MistakeOut | None:
    if answer.mistake is None:
        return None
    found = answer.mistake
    return MistakeOut(code=found.code, position=found.position, text=sentence(found, language), suggestion=found.suggestion)


def next_address(request: Request, answer: Answer, seal: Seal) -> str | None:
    """Return the address of the hits after these, None if there are none."""
    if not answer.more or not answer.hits:
        return None
    parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
    return f"{request.url.path}?{urlencode([*parameters, ('after', seal.closed(answer.hits[-1].cursor))])}"


def facet_values(counts: Mapping[str, int]) -> list[FacetValue]:
    """Return the values of a facet, most pages first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [FacetValue(value=value, pages=pages) for value, pages in ranked]
