"""Every example of docs/howto/batch.md, run as it stands there against a server of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.integration.paraq_home import paraq, write_pdf
from tests.integration.test_api_server import free_port

DOCUMENT = Path(__file__).parents[2] / "docs/howto/batch.md"
ADDRESS = "http://127.0.0.1:8500"
PROGRAMS = str(Path(sys.executable).parent)


@contextmanager
def api(home: Path, **settings: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "api", "--port", str(port)]
    with subprocess.Popen(command, env=os.environ | {"PARAQ_HOME": str(home)} | settings) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            while server.poll() is None:
                try:
                    httpx.get(f"{address}/v1/health/live").raise_for_status()
                    break
                except httpx.TransportError:
                    continue
            yield address
        finally:
            server.terminate()


def examples(text: str) -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_every_example_does_what_it_says(tmp_path: Path) -> None:
    text = DOCUMENT.read_text("utf-8")
    home, work = tmp_path / "home", tmp_path / "work"
    work.mkdir()
    write_pdf(tmp_path / "transfer/letter.pdf", ["Letter about the harvest"])
    assert paraq(home, "ingest", tmp_path / "transfer").returncode == 0
    (work / "list.csv").write_text(re.search(r"```csv\n(.*?)```", text, re.DOTALL)[1], "utf-8")  # type: ignore[index]
    known = {}
    environment = os.environ | {"PARAQ_HOME": str(home), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    lines = examples(text)
    assert len(lines) > 20
    with api(home) as address:
        for line in lines:
            command = line.replace(ADDRESS, address)
            for name, value in known.items():
                command = command.replace(name, value)
            command = command.replace("curl ", "curl --silent --show-error --fail-with-body ", 1)
            asks_for_id = line.startswith("paraq saved add")
            done = subprocess.run(
                f"{command} --json" if asks_for_id else command,
                shell=True,
                cwd=work,
                env=environment,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            for name, key in (("BATCH_ID", "batch_id"), ("SEARCH_ID", "search_id"), ("RECORD_ID", "record_id")):
                if done.stdout.startswith("{") and key in (answer := json.loads(done.stdout)):
                    known[name] = answer[key]
    assert (work / "answer.xlsx").read_bytes().startswith(b"PK")
    assert "Архивный шифр" in (work / "answer.csv").read_text("utf-8-sig")
