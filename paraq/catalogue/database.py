"""Opening the catalogue's database: its connection settings and its migrations."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from paraq.errors import Unavailable

HEAD = "0012"
"""The newest migration; a test compares it with the scripts, so that opening need not load Alembic to know."""

# A reader waits this long for a writer; the writer commits about once a second.
_BUSY_MILLISECONDS = 30_000

# The API answers up to 40 requests at once, each with one connection for a moment; to open one costs more than most questions.
_CONNECTIONS = 25


def open_database(url: str) -> Engine:
    """Return the catalogue's database at this SQLAlchemy address, its tables brought up to date.

    Raises:
        Unavailable: The address is none, the database does not answer, or it cannot be brought up to date.
    """
    try:
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        # The one used last comes first, so that few are open where few suffice, and what they have read stays with them.
        kept = {"pool_size": _CONNECTIONS, "max_overflow": _CONNECTIONS, "pool_use_lifo": True} if address.database else {}
        database = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite", **kept)
        if database.dialect.name == "sqlite":
            event.listen(database, "connect", _set_up_sqlite)
        if _revision(database) != HEAD:
            _upgrade(database)
    except (ArgumentError, DBAPIError, OSError) as error:
        raise Unavailable(
            "The catalogue cannot be opened",
            where=str(getattr(error, "orig", None) or error).strip(),
            remedy="Check PARAQ_HOME and PARAQ_CATALOGUE, and that the database runs",
            code="catalogue",
        ) from error
    return database


@contextmanager
def _in_one_piece(connection: Connection) -> Iterator[None]:
    """Make what follows one transaction.

    SQLite's driver would end it before each CREATE TABLE, and an upgrade that was killed would be half done for ever.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    usual = driver.isolation_level
    driver.isolation_level = None
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
    finally:
        driver.isolation_level = usual


def _set_up_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL, not NORMAL: what was committed also outlives a power cut, for one fsync a second.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _revision(database: Engine) -> str:
    with database.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _upgrade(database: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _alone(database), database.connect() as connection:
        config.attributes["connection"] = connection
        with _in_one_piece(connection):
            command.upgrade(config, "head")


@contextmanager
def _alone(database: Engine) -> Iterator[None]:
    """Let one process migrate at a time: two that open a new catalogue at once would both create its tables."""
    if database.dialect.name == "sqlite":
        path = database.url.database
        if not path:
            yield
            return
        with Path(f"{path}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with database.connect() as connection:
        # Any number will do as long as every Paraq takes the same.
        connection.execute(text("SELECT pg_advisory_lock(717274)"))
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(717274)"))


@contextmanager
def reachable() -> Iterator[None]:
    """Turn a lost database into :class:`Unavailable`."""
    try:
        yield
    except OperationalError as error:
        raise Unavailable(
            "The catalogue does not answer",
            where=str(error.orig).strip(),
            remedy="Check that the database runs and has room",
            code="catalogue",
        ) from error
