"""``/v1/equivalents`` and ``/v1/stem-exceptions``: the archive's own lists by which names and words are found."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Response

from api.conditional import expected_state
from api.dependencies import Lists
from api.schemas_authorities import EquivalentsIn, EquivalentsOut, GroupOut, StemOut, StemsIn, StemsOut
from paraq.services.own_lists import Group, OwnLists, StemException

router = APIRouter(tags=["lists of the archive"])

IfMatch = Annotated[str, Header(max_length=100, description="`ETag` of the list that was read; without it, whatever it is now")]
IfNoneMatch = Annotated[str, Header(max_length=100, description="`*` to add it only if it is not there yet")]
Language = Annotated[Literal["kk", "ru"], Path(description="Language of the words", examples=["kk"])]


def tag(version: str) -> str:
    """Return the `ETag` of a state of a list."""
    return f'"{version}"'


@router.get("/equivalents", operation_id="equivalents", summary="List equivalent names")
def equivalents(response: Response, lists: Lists) -> EquivalentsOut:
    """Return the groups of names that are one name though no rule says so, the archive's own first."""
    response.headers["ETag"] = tag(lists.version("equivalents"))
    return EquivalentsOut(
        groups=[GroupOut(kind=one.kind, names=list(one.names), note=one.note, own=one.own) for one in lists.equivalents()]
    )


@router.put("/equivalents", operation_id="equivalentsPut", summary="Change the archive's equivalent names")
def equivalents_put(response: Response, wanted: EquivalentsIn, lists: Lists, if_match: IfMatch = "") -> EquivalentsOut:
    """Put these groups in the place of all that the archive has added; those of Paraq stay. Searches follow at once."""
    groups = [Group(one.kind, tuple(one.names), one.note.strip()) for one in wanted.groups]
    lists.put_equivalents(groups, expected_state(if_match))
    return equivalents(response, lists)


@router.get("/stem-exceptions/{language}", operation_id="stemExceptions", summary="List exceptions of stems")
def stem_exceptions(response: Response, language: Language, lists: Lists) -> StemsOut:
    """Return the words of a language whose stem no rule tells, the archive's own first."""
    return _stems(response, language, lists, reindex=False)


@router.put("/stem-exceptions/{language}", operation_id="stemExceptionsPut", summary="Change the archive's exceptions of stems")
def stem_exceptions_put(
    response: Response, language: Language, wanted: StemsIn, lists: Lists, if_match: IfMatch = ""
) -> StemsOut:
    """Put these in the place of all that the archive has added. They are in force after a restart and `paraq reindex`."""
    found = [StemException(one.word, one.stem, one.note.strip()) for one in wanted.exceptions]
    before = lists.version(language)
    lists.put_exceptions(language, found, expected_state(if_match))
    return _stems(response, language, lists, reindex=lists.version(language) != before)


def _stems(response: Response, language: str, lists: OwnLists, *, reindex: bool) -> StemsOut:
    response.headers["ETag"] = tag(lists.version(language))
    found = [StemOut(word=one.word, stem=one.stem, note=one.note, own=one.own) for one in lists.exceptions(language)]
    return StemsOut(exceptions=found, reindex=reindex)
