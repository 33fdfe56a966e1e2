"""The servers that other tests rely on are real and run unprivileged."""

import json
import urllib.request

import psycopg


def test_elasticsearch_is_the_pinned_version(elasticsearch_url: str) -> None:
    with urllib.request.urlopen(f"{elasticsearch_url}/_nodes", timeout=10) as answer:
        nodes = json.load(answer)["nodes"].values()
    assert [node["version"].split("-")[0] for node in nodes] == ["9.2.0"]


def test_each_database_is_new_and_empty(postgres_database: str) -> None:
    with psycopg.connect(postgres_database.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        version = connection.execute("SHOW server_version_num").fetchone()
    assert tables == (0,)
    assert version is not None
    assert int(version[0]) >= 140000
