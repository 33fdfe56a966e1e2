"""What tests share: real servers, started once a run when first asked for, and the places of data.

Variables: ``TEST_ELASTICSEARCH`` and ``TEST_POSTGRES`` name servers to use instead of own ones (everything in them may be lost),
``TEST_DATA`` the folder of labelled data (default: ``shared/data`` beside the checkout).
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from hypothesis import HealthCheck, settings

from tests.services import elasticsearch, postgres

ROOT = Path(__file__).parents[1]
# Where a test names no limit, httpx gives up after 5 s, and two busy cores take longer now and then. No test is about that limit.
for _limit in ("connect", "read", "write", "pool"):
    setattr(DEFAULT_TIMEOUT_CONFIG, _limit, 60.0)
# Hypothesis takes an example of 200 ms for a failure, which on two busy cores any may be.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own PARAQ_ variables must not change what is tested."""
    for name in os.environ:
        if name.startswith("PARAQ_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """Address of a real Elasticsearch of one node; tests share it, so each uses index names of its own."""
    if given := os.environ.get("TEST_ELASTICSEARCH"):
        yield given
        return
    with elasticsearch.single_node() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy address of a real PostgreSQL; tests share its one database."""
    if given := os.environ.get("TEST_POSTGRES"):
        yield given
        return
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """SQLAlchemy address of a new, empty PostgreSQL database of this test's own."""
    server, _, _ = postgres_url.rpartition("/")
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Folder of the labelled data; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"labelled data is not in {folder}; set TEST_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of the fictional archive and its truth."""
    return ROOT / "samples"
