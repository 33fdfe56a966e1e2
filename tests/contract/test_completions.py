"""Names that pages bear, as one types: the same on both engines, and only of pages that may be seen."""

import uuid
from collections.abc import Iterator

import pytest

from paraq.engines.document import IndexedPage
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.engines.ports import Engine
from paraq.query.plan import Among
from paraq.settings import Settings


def page(number: int, fonds: str, *named: str) -> IndexedPage:
    filters = {"fonds": (fonds,), "named": named}
    return IndexedPage(f"p{number}", {}, "", {name: values for name, values in filters.items() if values}, {}, {})


@pytest.fixture(params=["tantivy", "elasticsearch"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if request.param == "tantivy":
        yield TantivyEngine(tmp_path_factory.mktemp("completions"))
        return
    url = request.getfixturevalue("elasticsearch_url")
    elastic = ElasticEngine(Settings(elasticsearch=url, elasticsearch_index=f"completions-{uuid.uuid4().hex}"))
    yield elastic
    elastic.destroy()
    elastic.close()


def test_only_terms_of_pages_within_are_given(engine: Engine) -> None:
    engine.write(
        [
            page(1, "12", "абдиков\x1fA"),
            page(2, "13", "абдиков\x1fA", "абдиева\x1fB"),
            page(3, "13", "абдиева\x1fB"),
            page(4, "13"),
        ]
    )
    engine.write([page(5, "13", "абдиева\x1fB")])
    assert engine.completions("абди", field="named") == ["абдиева\x1fB", "абдиков\x1fA"]
    assert engine.completions("абди", 1, field="named") == ["абдиева\x1fB"]
    assert engine.completions("абди", 1, field="named", within=Among("fonds", ("12",))) == ["абдиков\x1fA"]
    assert engine.completions("абди", field="named", within=Among("fonds", ("14",))) == []
    assert engine.completions("б", field="named") == []
