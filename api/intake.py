"""Transfers that came by the API are taken in one after the other, by the same command as any other."""

import json
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from api.acts import Acts
from api.background import working
from api.uploads import Uploads
from paraq.catalogue.report import Report
from paraq.catalogue.transfers import Transfers
from paraq.settings import Settings

# A queue that was just filled begins within this time; looking costs a listing of a short folder.
PAUSE_SECONDS: Final = 1.0
# A run that is told to end finishes its page first; what it has not done goes on after the next start.
STOP_SECONDS: Final = 20.0
# What the command line prints when another run is at work; it is tried again.
BUSY: Final = "Another run is taking files in"
# Where a run tells how far it is.
RUN: Final = "run.json"
# Exit codes of the command: done, and done with failures that the receipt lists; what it was given cannot be taken.
DONE: Final = (0, 1)
REFUSED: Final = 2


class Intake:
    """Runs the command over the queue.

    Args:
        settings: Of the installation; handed on to the command.
        uploads: The queue.
    """

    def __init__(self, settings: Settings, uploads: Uploads) -> None:
        self._settings = settings
        self._uploads = uploads
        self._running: subprocess.Popen[str] | None = None

    def turn(self) -> bool:
        """Take in the transfer that waits longest, or go on with one that was interrupted; return whether there was one."""
        waiting = self._uploads.queue()
        if not waiting:
            return False
        upload = self._uploads.note(replace(waiting[0], state="running"))
        what = ["--retry-failed"] if upload.retry else [str(self._uploads.place(upload))]
        done = self._command("ingest", *what, "--json")
        if done.returncode in DONE:
            self._uploads.note(replace(upload, state="done", receipt=_json(done.stdout)))
            self._uploads.remove(upload, everything=False)
        elif done.returncode < 0 or BUSY in done.stderr:
            # Killed with this process, or another run holds the home: its turn comes again.
            self._uploads.note(replace(upload, state="waiting"))
            return False
        else:
            reason = done.stderr.strip().splitlines()[-1:] or [f"The command ended with {done.returncode}"]
            self._uploads.note(replace(upload, state="failed", reason=reason[0]))
        return True

    def inventory(self, path: Path) -> dict[str, Any] | None:
        """Return what an inventory, or those of a folder, are taken for; None if the command failed."""
        done = self._command("inventory", str(path), "--json")
        told = _json(done.stdout)
        if told is None and done.returncode == REFUSED:
            reason = done.stderr.strip().removeprefix("paraq: ").removesuffix(".")
            return {"inventories": [], "refused": [{"path": path.name, "reason": reason}]}
        return told

    def _command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PARAQ_HOME": str(self._settings.home)}
        command = [sys.executable, "-c", "from paraq.cli import main; main()", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, text=True, env=environment, **pipes) as running:  # type: ignore[call-overload]
            if arguments[0] == "ingest":
                self._running = running
            out, err = running.communicate()
            self._running = None
        return subprocess.CompletedProcess(command, running.returncode, out, err)

    def progress(self) -> dict[str, Any] | None:
        """Return what the run that takes files in here told of itself last; None if none does."""
        try:
            found: dict[str, Any] = json.loads((self._settings.home / RUN).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def stop(self) -> None:
        """End the command that runs; what it has read is kept, and it goes on after the next start."""
        running = self._running
        if running:
            running.terminate()


def _json(printed: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(printed)
    except ValueError:
        return None
    return found


@dataclass(frozen=True)
class Transferring:
    """What the routes of transfers work with."""

    uploads: Uploads
    intake: Intake
    transfers: Transfers
    report: Report
    acts: Acts


def taking_in(intake: Intake) -> AbstractContextManager[None]:
    """Work through the queue in a thread of this process; what an earlier process left undone goes on."""
    return working("intake", lambda _: intake.turn(), pause=PAUSE_SECONDS, patience=STOP_SECONDS, stop=intake.stop)
