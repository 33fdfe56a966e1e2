from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraq.errors import Invalid
from paraq.settings import PREFIX, Settings, read_settings


def test_defaults_run_on_one_machine_without_servers() -> None:
    settings = read_settings()
    assert settings.engine == "tantivy"
    assert settings.catalogue == ""
    assert settings.home == Path.home() / ".paraq"


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAQ_ENGINE", "elasticsearch")
    monkeypatch.setenv("PARAQ_JOBS", "3")
    settings = read_settings()
    assert (settings.engine, settings.jobs) == ("elasticsearch", 3)


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAQ_ENGIN", "elasticsearch")
    with pytest.raises(Invalid, match="PARAQ_ENGIN") as caught:
        read_settings()
    assert caught.value.code == "setting-unknown"
    assert "PARAQ_ENGINE" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "value"), [("JOBS", "-1"), ("JOBS", "many"), ("ENGINE", "solr"), ("LANGUAGES", "kaz rus"), ("WORKER_MEMORY", "1")]
)
def test_a_wrong_value_is_refused_with_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(Invalid, match=PREFIX + name):
        read_settings()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().jobs = 2  # type: ignore[misc]


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAQ_ELASTICSEARCH_KEY", "b2ZjLXRoaXM=")
    assert "b2ZjLXRoaXM=" not in repr(read_settings())


@given(languages=st.lists(st.sampled_from(["kaz", "rus", "eng", "chi_sim"]), min_size=1).map("+".join))
def test_languages_joined_by_plus_are_accepted(languages: str) -> None:
    assert Settings(languages=languages).languages == languages
