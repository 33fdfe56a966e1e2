"""The catalogue's tables survive a process that dies while it makes or changes them."""

import subprocess
import sys
from pathlib import Path

import pytest

from paraq.catalogue.catalogue import Catalogue
from paraq.catalogue.database import HEAD, _revision, open_database

DYING = """
import os, sys
from alembic.operations import Operations
from paraq.catalogue.database import open_database

left, done = int(sys.argv[2]), Operations.invoke


def invoke(self, operation):
    global left
    if not left:
        os._exit(9)
    left -= 1
    return done(self, operation)


Operations.invoke = invoke
open_database(sys.argv[1])
"""


@pytest.mark.parametrize("steps", [1, 3, 7, 12, 15, 20, 30])
def test_a_killed_upgrade_is_made_whole_by_the_next_start(tmp_path: Path, steps: int) -> None:
    address = f"sqlite:///{tmp_path / 'catalogue.db'}"
    died = subprocess.run([sys.executable, "-c", DYING, address, str(steps)], capture_output=True, text=True)
    assert died.returncode == 9, died.stderr
    database = open_database(address)
    assert _revision(database) == HEAD
    database.dispose()


def test_a_transaction_after_an_upgrade_is_one_again(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with catalogue._database.connect() as connection:
        connection.exec_driver_sql("INSERT INTO outbox (page) VALUES ('feed-1')")
        connection.rollback()
    assert catalogue.outbox.count() == 0
    catalogue.close()
