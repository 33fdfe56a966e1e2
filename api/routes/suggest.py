"""``GET /v1/suggest``."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Needed, Viewing
from api.parameters import SuggestParameters
from api.schemas import SuggestionOut, SuggestionsOut

router = APIRouter(tags=["search"])


@router.get("/suggest", operation_id="suggest", summary="Complete a name as it is typed")
def suggest(asked: Annotated[SuggestParameters, Query()], parts: Needed, viewer: Viewing) -> SuggestionsOut:
    """Complete the names of persons and organisations that pages bear, and the titles of fonds, in any script or spelling.

    Only names on pages that the viewer may see are given, from the second letter on.
    """
    found = parts.searching.suggestions(asked.q, viewer=viewer, limit=asked.limit)
    return SuggestionsOut(suggestions=[SuggestionOut(kind=one.kind, text=one.text, query=one.query) for one in found])
