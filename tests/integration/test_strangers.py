"""A stranger's tool asks every operation for its examples, with all checks; :mod:`tests.integration.strangers` asks more."""

from pathlib import Path

from tests.integration.strangers import asked, site


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    with site(tmp_path / "home") as opened:
        found = asked(opened, "reader", tmp_path, "--phases", "examples")
    assert found.failures == [] and found.requests > 100
