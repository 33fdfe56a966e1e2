"""A folder of damaged and hostile files is taken in: no crash, no hang, nothing lost, no worker beyond its memory.

``DAMAGED_FILES=500`` takes as many, with a PDF of 5,000 pages; by default there are few enough for every run of the tests.
"""

import json
import os
import subprocess
import sys
import threading

import psutil
import pytest

from tests.integration.damaged_files import write_bombs, write_damaged
from tests.integration.paraq_home import paraq_json

FILES = int(os.environ.get("DAMAGED_FILES", "40"))
PAGES = 5000 if FILES >= 500 else 100
MOST_MEMORY = 2 << 30


@pytest.mark.timeout(7200 if FILES >= 500 else 600)
def test_a_folder_of_damaged_files_is_taken_in(tmp_path):
    folder, workspace, home = tmp_path / "folder", tmp_path / "workspace", tmp_path / "home"
    folder.mkdir()
    workspace.mkdir()
    bombs = write_bombs(folder, PAGES)
    write_damaged(folder, workspace, FILES - len(bombs))
    handed_over = len(list(folder.iterdir()))
    assert handed_over > 0.9 * FILES
    command = [sys.executable, "-c", "from paraq.cli import main; main()", "ingest", str(folder), "--json"]
    with subprocess.Popen(command, env=os.environ | {"PARAQ_HOME": str(home)}, stdout=-1, stderr=-1, text=True) as running:
        most = Memory(running.pid)
        written, complaints = running.communicate()
    assert running.returncode in (0, 1), complaints[-3000:]
    assert "Traceback" not in complaints
    receipt = json.loads(written)
    outcome = f"{FILES} files, {receipt['pages']} pages, {len(receipt['failed'])} failures, {most.bytes >> 20} MB at most"
    (tmp_path / "outcome.txt").write_text(outcome)
    assert most.bytes < MOST_MEMORY, outcome
    named = {(failure["path"], failure["page"] is None) for failure in receipt["failed"] if "/" not in failure["path"]}
    failed = receipt["files"] - receipt["searchable"]
    assert receipt["files"] == handed_over
    assert sum(whole for _, whole in named) <= failed <= len({path for path, _ in named})
    status = paraq_json(home, "status")
    assert status["waiting"] == {"files": 0, "pages": 0, "index": 0}
    for failure in receipt["failed"]:
        assert failure["reason"].strip() and "Error:" not in failure["reason"], failure


class Memory:
    """The most memory that a worker with the programs it started has used at once."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._process = psutil.Process(pid)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while self._process.is_running() and self._process.status() != psutil.STATUS_ZOMBIE:
            groups: dict[int, int] = {}
            for child in self._process.children(recursive=True):
                try:
                    group = os.getpgid(child.pid)
                    groups[group] = groups.get(group, 0) + child.memory_info().rss
                except (psutil.Error, OSError):
                    continue
            self.bytes = max([self.bytes, *groups.values()])
            threading.Event().wait(0.2)
