"""What Elasticsearch refuses, in the words of Paraq: what is wrong and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import ApiError, ConflictError, TransportError

from paraq.errors import Conflict, ParaqError, Unavailable


@contextmanager
def reached(where: str) -> Iterator[None]:
    """Turn the errors of Elasticsearch's client into those of Paraq; ``where`` are the addresses of the cluster.

    Raises:
        Conflict: Another process is writing.
        Unavailable: The cluster does not answer, or refuses for another reason.
    """
    try:
        yield
    except ConflictError as error:
        raise Conflict(
            "Another process is writing to the index", where=where, remedy="Try again later", code="index-busy"
        ) from error
    except ApiError as error:
        raise _refused(error, where) from error
    except TransportError as error:
        raise Unavailable("Elasticsearch does not answer", where=where, remedy=str(error), code="elasticsearch") from error


def _refused(error: ApiError, where: str) -> ParaqError:
    match error.error, error.status_code:
        case "index_not_found_exception", _:
            return Unavailable("The index was removed", where=where, remedy="Run paraq reindex", code="index")
        case "cluster_block_exception", _:
            # Set by hand, or by Elasticsearch itself when its disk is nearly full; it is lifted when there is room again.
            remedy = f"{error}. Make room on its disk, or lift the block of the index"
            return Unavailable("Elasticsearch takes no changes", where=where, remedy=remedy, code="elasticsearch")
        case _, 401 | 403:
            remedy = "Check PARAQ_ELASTICSEARCH_KEY"
            return Unavailable("Elasticsearch refused the request", where=where, remedy=remedy, code="elasticsearch")
        case _, 429:
            return Unavailable("Elasticsearch is too busy", where=where, remedy=f"Try again later: {error}", code="elasticsearch")
        case _:
            return Unavailable("Elasticsearch refused the request", where=where, remedy=str(error), code="elasticsearch")
