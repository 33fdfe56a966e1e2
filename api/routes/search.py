"""``GET /v1/search``."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from api import shapes
from api.dependencies import Needed, Viewing
from api.parameters import SearchParameters
from api.schemas import FacetValue, SearchOut
from paraq.services.answers import Answer

router = APIRouter(tags=["search"])


@router.get("/search", operation_id="search", summary="Find pages")
def search(
    request: Request, response: Response, asked: Annotated[SearchParameters, Query()], parts: Needed, viewer: Viewing
) -> SearchOut:
    """Find the pages that answer a query, whatever their spelling, script, grammatical form or damage.

    The list goes on at `next`, which is also in the `Link` header (RFC 8288).
    """
    answer = parts.searching.search(
        asked.q,
        viewer=viewer,
        limit=asked.limit,
        after=asked.after,
        order=asked.order,
        facets=asked.facets,
        filters=asked.filters(),
        require_all=asked.require_all,
    )
    following = next_address(request, answer, asked.limit)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return SearchOut(
        total=answer.total,
        hits=[shapes.hit(one) for one in answer.hits],
        facets={name: facet_values(counts) for name, counts in answer.facets.items()},
        notice=answer.notice,
        next=following,
    )


def next_address(request: Request, answer: Answer, limit: int) -> str | None:
    """Return the address of the hits after these, None if a short list shows that there are none."""
    if len(answer.hits) < limit or not answer.hits:
        return None
    parameters = [pair for pair in request.query_params.multi_items() if pair[0] != "after"]
    return f"{request.url.path}?{urlencode([*parameters, ('after', answer.hits[-1].cursor)])}"


def facet_values(counts: Mapping[str, int]) -> list[FacetValue]:
    """Return the values of a facet, most pages first."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [FacetValue(value=value, pages=pages) for value, pages in ranked]
