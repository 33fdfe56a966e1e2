"""Schemathesis as each role: what a stranger's tool finds when it asks every operation, rightly and wrongly, with all its checks.

``schemathesis.toml`` says what a right answer is. Kept apart from the rest are the operations that end the session of whoever
asks: log-out has a session of its own, and an administrator changes and removes only :data:`VICTIM`.

``python -m tests.integration.strangers [ROLE ...] [-- OPTIONS OF SCHEMATHESIS]`` asks as these roles, or as all.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from paraq.settings import Settings
from tests.integration.guarded_archive import PASSWORD, Installation, guarded
from tests.services.served import served

ROOT = Path(__file__).parents[2]
ROLES = ("nobody", "reader", "archivist", "head", "administrator")
VICTIM = "victim"
# Asked by a tool, not by a person: no limit is to hide an answer.
UNLIMITED = 10_000_000
SECONDS = "90"


@dataclass(frozen=True)
class Found:
    """What one run did: requests sent, and each failure in the tool's words."""

    role: str
    requests: int
    failures: list[str]


@dataclass(frozen=True)
class Site:
    """An installation at an address."""

    installation: Installation
    address: str

    def session(self, role: str) -> str:
        """Return a session of the account of a role; empty for nobody."""
        return "" if role == "nobody" else self.installation.person(f"a-{role}").headers["Cookie"].partition("=")[2]


@contextmanager
def site(home: Path) -> Iterator[Site]:
    """Serve the guarded archive with an account of each role and one that may be removed."""
    with guarded(Settings(home=home, requests_per_minute=UNLIMITED), closed=True) as installation:
        keeper = installation.house.gatekeeper
        for role in ROLES[1:]:
            keeper.add(f"a-{role}", PASSWORD, role, None)  # type: ignore[arg-type]
        keeper.add(VICTIM, PASSWORD, "reader", ())
        with served(installation.app) as address:
            yield Site(installation, address)


def asked(found: Site, role: str, work: Path, *options: str) -> Found:
    """Run schemathesis with all checks as one role; ``options`` are its own.

    Raises:
        AssertionError: The session did not last to the end, so that the run tells nothing.
    """
    session = found.session(role)
    rest = _run(found, role, session, work, "--exclude-operation-id", "logOut", *options)
    ended = _run(found, role, found.session(role), work, "--include-operation-id", "logOut", "--phases", "examples,coverage")
    if session:
        me = httpx.get(f"{found.address}/v1/me", cookies={"paraq_session": session})
        assert me.status_code == 200, f"{role} was shut out on the way"
    return Found(role, rest.requests + ended.requests, rest.failures + ended.failures)


def _run(found: Site, role: str, session: str, work: Path, *options: str) -> Found:
    config = work / f"{role}.toml"
    config.write_text((ROOT / "schemathesis.toml").read_text("utf-8") + _as(session), "utf-8")
    report = work / f"{role}.json"
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run"]
    command += [f"{found.address}/v1/openapi.json", "--checks", "all", "--continue-on-failure", "--no-shrink"]
    # A busy machine is no fault of the API; answers have a limit of their own.
    command += ["--request-timeout", SECONDS, "--wait-for-schema", SECONDS]
    command += ["--suppress-health-check", "all", "--warnings", "off", "--report", "json", "--report-json-path", str(report)]
    done = subprocess.run([*command, *options], cwd=work, capture_output=True, text=True, check=False)
    told = json.loads(report.read_text("utf-8")) if report.exists() else {}
    return Found(role, _requests(told), [] if done.returncode == 0 else [done.stdout[-20_000:] + done.stderr])


def _as(session: str) -> str:
    if not session:
        return ""
    own = f'\n[auth.openapi]\nsession = {{ api_key = "{session}" }}\n'
    for operation in ("userChange", "userRemove", "userLogOut"):
        own += f'\n[[operations]]\ninclude-operation-id = "{operation}"\nparameters = {{ "path.name" = "{VICTIM}" }}\n'
    return own


def _requests(told: dict[str, Any]) -> int:
    return int(told.get("test_cases", {}).get("generated", 0))


def main(arguments: list[str]) -> int:
    """Ask as the named roles and print what was found; return 1 if anything was."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    roles, options = arguments[:at] or list(ROLES), arguments[at + 1 :]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, site(Path(folder) / "home") as opened:
        for role in roles:
            found = asked(opened, role, Path(folder), *options)
            sys.stdout.write("\n".join([f"{role}: {found.requests} requests", *found.failures, ""]))
            wrong += len(found.failures)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
