"""A PDF of several orders: a hit shows title, type and date of the order on whose page it lies, on both engines."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from paraq.engines.elastic import ElasticEngine
from paraq.settings import Settings
from tests.integration.paraq_home import FONT, paraq, paraq_json

ORDERS = (
    ("Совхоз имени Ленина", "ПРИКАЗ № 1", "от 3 марта 1953 года", "О приёме на работу", "Принять Омарова механизатором."),
    ("БҰЙРЫҚ № 2", "1953 жылғы 17 сәуір", "Еңбек демалысы туралы", "Сейітоваға демалыс берілсін."),
    ("ПРИКАЗ № 3", "от 9 мая 1953 года", "О премировании", "Наградить Досова ценным подарком."),
    ("и выдать ему же тулуп согласно описи.", "Директор совхоза Ержанов"),
)


@pytest.fixture(params=["tantivy", "elasticsearch"])
def engine(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "tantivy":
        yield {}
        return
    url, name = request.getfixturevalue("elasticsearch_url"), f"headings-{uuid.uuid4().hex}"
    yield {"PARAQ_ENGINE": "elasticsearch", "PARAQ_ELASTICSEARCH": url, "PARAQ_ELASTICSEARCH_INDEX": name}
    elastic = ElasticEngine(Settings(elasticsearch=url, elasticsearch_index=name))
    elastic.destroy()
    elastic.close()


def write_orders(path: Path) -> None:
    path.parent.mkdir()
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=True)
    for lines in ORDERS:
        canvas.setFont("Serif", 12)
        for at, line in enumerate(lines):
            canvas.drawString(72, 760 - 24 * at, line)
        canvas.showPage()
    canvas.save()


def test_a_hit_shows_the_order_that_it_lies_in(engine: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in engine.items():
        monkeypatch.setenv(name, value)
    home, folder = tmp_path / "home", tmp_path / "transfer"
    write_orders(folder / "orders 1953.pdf")
    (folder / "inventory.csv").write_text("path,title,date\norders 1953.pdf,Приказы за 1953 год,1953\n", "utf-8")
    assert paraq(home, "ingest", folder).returncode == 0

    def hit(query: str) -> tuple[int, str, str, str]:
        found = paraq_json(home, "search", query)
        assert found["total"] == 1
        one = found["hits"][0]
        return one["page"], one["title"], one["type"], one["date"]

    assert hit("механизатор") == (1, "ПРИКАЗ № 1 О приёме на работу", "order", "1953-03-03")
    assert hit("Сейітова") == (2, "БҰЙРЫҚ № 2 Еңбек демалысы туралы", "order", "1953-04-17")
    assert hit("Досов") == (3, "ПРИКАЗ № 3 О премировании", "order", "1953-05-09")
    assert hit("тулуп") == (4, "ПРИКАЗ № 3 О премировании", "order", "1953-05-09")
    assert hit("тулуп date:1953-05-09")[0] == 4
    assert paraq_json(home, "check")["outdated"] == []
    assert paraq(home, "ingest", folder, "--reread").returncode == 0
    assert hit("тулуп") == (4, "ПРИКАЗ № 3 О премировании", "order", "1953-05-09")
