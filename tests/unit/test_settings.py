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


SECRET = "5f0c9a7be1d24486"
CATALOGUE = "postgresql+psycopg://paraq:{}@postgres/paraq"
CLUSTER = "http://elastic:{}@one:9200"


def produce(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in {"ENVIRONMENT": "production", **variables}.items():
        monkeypatch.setenv(PREFIX + name, value)
    return read_settings()


@pytest.mark.parametrize("secret", ["", "x7q", "changeme-changeme-changeme", "Password1234567890", "paraq-paraq-paraq"])
@pytest.mark.parametrize(
    "variables",
    [
        {"CATALOGUE": CATALOGUE},
        {"ENGINE": "elasticsearch", "ELASTICSEARCH": CLUSTER},
        {"ENGINE": "elasticsearch", "ELASTICSEARCH": f"{CLUSTER.format(SECRET)},http://elastic:{{}}@two:9200"},
        {"ENGINE": "elasticsearch", "ELASTICSEARCH_KEY": "{}"},
    ],
)
def test_production_refuses_missing_and_placeholder_secrets(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], secret: str
) -> None:
    with pytest.raises(Invalid, match=r"PARAQ_(CATALOGUE|ELASTICSEARCH): its secret is missing") as caught:
        produce(monkeypatch, **{name: value.format(secret) for name, value in variables.items()})
    assert not secret or secret not in str(caught.value)


def test_production_accepts_real_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = produce(
        monkeypatch, CATALOGUE=CATALOGUE.format(SECRET), ENGINE="elasticsearch", ELASTICSEARCH=CLUSTER.format(SECRET)
    )
    assert settings.environment == "production"


def test_development_needs_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert produce(monkeypatch, ENVIRONMENT="development", CATALOGUE=CATALOGUE.format("")).environment == "development"


def test_addresses_with_passwords_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = produce(monkeypatch, CATALOGUE=CATALOGUE.format(SECRET), ELASTICSEARCH=CLUSTER.format(SECRET))
    assert SECRET not in repr(settings)
