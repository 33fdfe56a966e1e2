"""What docker-compose.yml says is checked where no container engine runs."""

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from paraq.errors import Invalid
from paraq.settings import PREFIX, Settings, read_settings

ROOT = Path(__file__).parents[2]
SECRETS = {"ELASTIC_PASSWORD": "3c1f5a8e07d2b94611ce", "POSTGRES_PASSWORD": "77ab02fe9c41d8e35b60"}
SERVICES = {"elasticsearch", "postgres", "api", "indexer", "ui"}


def config(**secrets: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **secrets}
    command = ["docker-compose", "--file", str(ROOT / "docker-compose.yml"), "config"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found = config(**SECRETS)
    assert found.returncode == 0, found.stderr
    loaded: dict[str, Any] = yaml.safe_load(found.stdout)["services"]
    return loaded


def test_every_part_is_there_with_a_health_check_and_comes_back(services: dict[str, Any]) -> None:
    assert set(services) == SERVICES
    assert all(service["healthcheck"]["test"] for service in services.values())
    assert {service["restart"] for service in services.values()} == {"unless-stopped"}


@pytest.mark.parametrize("absent", sorted(SECRETS))
def test_nothing_starts_without_a_secret(absent: str) -> None:
    refused = config(**{name: value for name, value in SECRETS.items() if name != absent})
    assert refused.returncode != 0
    assert "openssl rand" in refused.stderr


@pytest.mark.parametrize("part", ["api", "indexer"])
def test_what_it_passes_are_settings_for_production(services: dict[str, Any], part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passed = services[part]["environment"]
    assert passed
    assert {name.removeprefix(PREFIX).lower() for name in passed} <= set(Settings.model_fields)
    for name, value in passed.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert (settings.environment, settings.engine) == ("production", "elasticsearch")


@pytest.mark.parametrize("secret", SECRETS)
def test_placeholders_do_not_start(services: dict[str, Any], secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in services["api"]["environment"].items():
        monkeypatch.setenv(name, value.replace(SECRETS[secret], "changeme-changeme-changeme"))
    with pytest.raises(Invalid, match="placeholder"):
        read_settings()


def test_secrets_reach_only_who_needs_them(services: dict[str, Any]) -> None:
    seen = {name: {part for part, service in services.items() if value in str(service)} for name, value in SECRETS.items()}
    assert seen == {
        "ELASTIC_PASSWORD": {"elasticsearch", "api", "indexer"},
        "POSTGRES_PASSWORD": {"postgres", "api", "indexer"},
    }


def test_only_the_screen_can_be_reached_and_only_from_this_machine(services: dict[str, Any]) -> None:
    published = {part: service["ports"] for part, service in services.items() if service.get("ports")}
    assert list(published) == ["ui"]
    assert "127.0.0.1" in str(published)


@pytest.mark.parametrize("part", ["api", "ui"])
def test_programs_know_the_options_they_are_given(services: dict[str, Any], part: str) -> None:
    _, *command = services[part]["command"]
    options = {word for word in command if word.startswith("--")}
    told = subprocess.run([ROOT / ".venv/bin/python", *command[:2], "--help"], capture_output=True, text=True, check=True)
    assert options <= set(re.findall(r"--[\w-]+", told.stdout))


def test_the_indexer_watches_the_folder_that_it_is_given(services: dict[str, Any]) -> None:
    indexer = services["indexer"]
    program, command, folder = indexer["command"]
    assert (program, folder) == ("paraq", "/transfers")
    # Versions of docker-compose write a volume as a text or as its parts.
    short = f":{folder}:ro"
    assert any(
        volume.endswith(short) if isinstance(volume, str) else (volume["target"], volume["read_only"]) == (folder, True)
        for volume in indexer["volumes"]
    )
    told = subprocess.run([ROOT / ".venv/bin/paraq", command, "--help"], capture_output=True, text=True, check=True)
    assert "completely written" in told.stdout


def test_the_image_has_the_parts_that_its_commands_name(services: dict[str, Any]) -> None:
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    copied = {source for line in lines if line.startswith("COPY") for source in shlex.split(line)[1:-1]}
    assert {"paraq", "indexer", "api", "ui", "script/setup"} <= copied
    kept = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == kept
    assert any("script/setup" in line for line in lines if line.startswith("RUN"))
