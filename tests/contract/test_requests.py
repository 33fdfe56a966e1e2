"""The register of requests on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paraq.catalogue.catalogue import Catalogue
from paraq.errors import Conflict
from paraq.records.request import Asked, RequestRecord
from paraq.records.viewer import Viewer

ASEL = Viewer("asel", "archivist")
ASKED = Asked("1/2026", "2026-11-02", "Жанболатов \0Сейіт", names=("Жанболатов", "Джанбулатов"), year_from=1978, year_to=1986)


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    url = f"sqlite:///{tmp_path / 'catalogue.db'}"
    opened = Catalogue(url if request.param == "sqlite" else str(request.getfixturevalue("postgres_database")))
    yield opened
    opened.close()


def test_a_request_comes_back_as_it_was_written(catalogue: Catalogue) -> None:
    added = catalogue.requests.add(RequestRecord("", ASKED, due="2026-11-24", handlers=("asel",)), ASEL, {})
    found = catalogue.requests.find("1/2026")
    assert found == replace(added, asked=replace(ASKED, applicant=found.asked.applicant)) if found else False
    assert found and "\0" not in found.asked.applicant
    with pytest.raises(Conflict):
        catalogue.requests.add(RequestRecord("", ASKED), ASEL, {})


def test_of_two_changes_to_one_version_the_second_is_refused(catalogue: Catalogue) -> None:
    added = catalogue.requests.add(RequestRecord("", ASKED, due="2026-11-24"), ASEL, {})
    catalogue.requests.change(replace(added, note="a"), ASEL, "changed", {})
    with pytest.raises(Conflict):
        catalogue.requests.change(replace(added, note="b"), ASEL, "changed", {})
    found = catalogue.requests.find(added.request_id)
    assert found and (found.note, found.version) == ("a", 2)
    assert [one.what for one in catalogue.requests.history(added.request_id)] == ["registered", "changed"]


def test_items_and_papers_are_kept_in_order_and_forgotten(catalogue: Catalogue) -> None:
    requests = catalogue.requests
    added = requests.add(RequestRecord("", ASKED, due="2026-11-24", closed="2026-11-24"), ASEL, {"a": "b"})
    items = [requests.add_item(added.request_id, "evidence", "asel", {"n": number}) for number in range(3)]
    requests.change_item(items[1].item_id, {"n": 9})
    requests.remove_item(items[0].item_id)
    assert [item.content["n"] for item in requests.items(added.request_id, "evidence")] == [9, 2]
    requests.issue("code", added.request_id, "a" * 64, {"state": "made"})
    requests.change_paper("code", {"state": "issued"})
    requests.forget(replace(added, asked=replace(ASKED, applicant="—")), ASEL, {})
    assert requests.items(added.request_id, "evidence") == []
    paper = requests.paper("code")
    assert paper and paper.content == {"state": "issued"}
    assert [one.detail for one in requests.history(added.request_id)] == [{}, {}]
    assert [one.asked.applicant for one in requests.all(closed=True, until="2026-11-24")] == ["—"]
