"""The sample archive, taken in once a run through the command.

``TEST_SAMPLES_HOME`` names a home to keep and use again while developing; its index is made anew each time.
"""

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraq.records.viewer import OPERATOR
from paraq.services.answers import Answer
from paraq.settings import Settings
from paraq.wiring import open_house
from tests.relevance.whole_archive import WholeArchive, run_paraq


@pytest.fixture(scope="session")
def archive(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> WholeArchive:
    """The samples as Paraq took them in, with the receipt."""
    kept = os.environ.get("TEST_SAMPLES_HOME")
    home = Path(kept) if kept else tmp_path_factory.mktemp("samples")
    told = home / "receipt.json"
    if told.exists():
        run_paraq(home, "reindex")
    else:
        # The samples hold two files that cannot be read, hence 1.
        told.write_text(json.dumps(run_paraq(home, "ingest", samples / "archive", code=1)), "utf8")
    return WholeArchive(samples, home, json.loads(told.read_text("utf8")))


@pytest.fixture(scope="session")
def elastic(archive: WholeArchive, elasticsearch_url: str) -> dict[str, str]:
    """Settings under which the same archive is searched by Elasticsearch."""
    settings = {
        "PARAQ_ENGINE": "elasticsearch",
        "PARAQ_ELASTICSEARCH": elasticsearch_url,
        "PARAQ_ELASTICSEARCH_INDEX": f"samples-{uuid.uuid4().hex[:8]}",
    }
    run_paraq(archive.home, "reindex", **settings)
    return settings


@pytest.fixture(scope="session")
def answers(archive: WholeArchive, elastic: dict[str, str]) -> Iterator[dict[str, dict[str, Answer]]]:
    """Every hit of every sample query, by engine and query."""
    yield {
        "tantivy": _answers(archive, Settings(home=archive.home)),
        "elasticsearch": _answers(
            archive,
            Settings(
                home=archive.home,
                engine="elasticsearch",
                elasticsearch=elastic["PARAQ_ELASTICSEARCH"],
                elasticsearch_index=elastic["PARAQ_ELASTICSEARCH_INDEX"],
            ),
        ),
    }


def _answers(archive: WholeArchive, settings: Settings) -> dict[str, Answer]:
    with open_house(settings) as house:
        return {query.text: house.searching.search(query.text, viewer=OPERATOR, limit=1000) for query in archive.queries}
