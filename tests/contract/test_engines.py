"""What every engine must do, on real engines, against a brute-force reading of the same plan."""

import time
import uuid
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from paraq.engines.document import IndexedPage, Terms
from paraq.engines.elastic import ElasticEngine
from paraq.engines.embedded import TantivyEngine
from paraq.engines.ports import Ask, Engine, Group, Hit, Order
from paraq.errors import Conflict, Invalid, Unavailable
from paraq.query.plan import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Constant,
    Everything,
    Fuzzy,
    Near,
    Pattern,
    Plan,
    Ranked,
    Sequence,
    Term,
    Without,
)
from paraq.settings import Settings
from tests.fakes.brute import fits

WORDS = ("жалақы", "жалақысы", "бұйрық", "ақ", "қар", "қара", "a*b", "ы?", "\\", "[в]")
Make = Callable[[], Engine]


@pytest.fixture(params=["tantivy", "elasticsearch"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes new, empty engines of one kind; their Elasticsearch indices are removed in the end."""
    made: list[Engine] = []
    url = request.getfixturevalue("elasticsearch_url") if request.param == "elasticsearch" else ""

    def make() -> Engine:
        if url:
            engine: Engine = ElasticEngine(Settings(elasticsearch=url, elasticsearch_index=f"contract-{uuid.uuid4().hex}"), "one")
        else:
            engine = TantivyEngine(tmp_path / str(len(made)), "one")
        made.append(engine)
        return engine

    yield make
    for engine in made:
        if isinstance(engine, ElasticEngine):
            engine.destroy()
        engine.close()


@pytest.fixture
def engine(new: Make) -> Engine:
    return new()


def page(number: int | str, *words: str, **filters: str) -> IndexedPage:
    terms = Terms(" ".join(words))
    return IndexedPage(
        page_id=f"p{number}",
        terms={"exact": terms, "stem": terms, "key": terms},
        grams=" ".join(words),
        filters={name: (value,) for name, value in filters.items()},
        numbers={"year": (int(number),)} if isinstance(number, int) else {},
        order={"reference": f"{number}", "date": f"{number}"},
    )


def ids(engine: Engine, plan: Plan, limit: int = 1000) -> list[str]:
    found = engine.search(plan, limit=limit)
    assert found.total >= len(found.hits)
    return [hit.page_id for hit in found.hits]


def walked(engine: Engine, plan: Plan, step: int, order: Order = "relevance") -> list[tuple[str, float]]:
    """Return the whole list, read in pages of ``step``."""
    hits: list[tuple[str, float]] = []
    after = ""
    while found := engine.search(plan, limit=step, after=after, order=order).hits:
        hits += [(hit.page_id, hit.score) for hit in found]
        after = found[-1].cursor
    return hits


# Every node -----------------------------------------------------------------------------------------------------------------

SMALL = (
    page(1, "жалақы", "бұйрық", fonds="12"),
    page(2, "бұйрық", "ақ", "ақ", "жалақысы", fonds="13"),
    page(3, "қара", "қар", fonds="12"),
    page(4),
)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Term("exact", "жалақы"), {"p1"}),
        (Term("grams", "ақ"), {"p2"}),
        (Sequence("stem", ("ақ", "жалақысы")), {"p2"}),
        (Sequence("stem", ("жалақысы", "ақ")), set()),
        (Near("key", ("жалақысы", "нет"), ("бұйрық",), 2), {"p2"}),
        (Near("key", ("жалақысы", "нет"), ("бұйрық",), 1), set()),
        (Pattern("exact", "жалақы*"), {"p1", "p2"}),
        (Pattern("exact", "қар?"), {"p3"}),
        (Fuzzy("exact", "қра", 1), {"p3"}),
        (Fuzzy("exact", "жалакы", 2), {"p1"}),
        (Among("fonds", ("12", "99")), {"p1", "p3"}),
        (Between("year", 2, 3), {"p2", "p3"}),
        (Between("year", None, 1), {"p1"}),
        (Between("year", -5, -1), set()),
        (Everything(), {"p1", "p2", "p3", "p4"}),
        (AllOf((Term("exact", "бұйрық"), Among("fonds", ("13",)))), {"p2"}),
        (AnyOf((Term("exact", "бұйрық"), Term("exact", "ақ"), Term("exact", "қар")), 2), {"p2"}),
        (Without(Everything(), Term("exact", "бұйрық")), {"p3", "p4"}),
        (Ranked(Term("exact", "бұйрық"), (Term("exact", "қар"),)), {"p1", "p2"}),
        (Constant(Term("exact", "қар"), 3.0), {"p3"}),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, set) else "",
)
def test_every_node_finds_its_pages(engine: Engine, plan: Plan, expected: set[str]) -> None:
    engine.write(SMALL)
    assert set(ids(engine, plan)) == expected == {one.page_id for one in SMALL if fits(plan, one)}


def test_wanted_parts_only_rank(engine: Engine) -> None:
    engine.write(SMALL)
    assert ids(engine, Ranked(Everything(), (Term("exact", "қар"),)))[0] == "p3"


def test_constants_score_their_weight(engine: Engine) -> None:
    engine.write(SMALL)
    for plan in (Constant(Term("exact", "қар"), 2.5), Sequence("exact", ("қара", "қар"), 2.5), Pattern("exact", "қар", 2.5)):
        assert [hit.score for hit in engine.search(plan).hits] == [2.5]
    assert {hit.score for hit in engine.search(Everything()).hits} == {0.0}


def test_phrases_take_any_reading_of_a_place(engine: Engine) -> None:
    terms = Terms.of([(0, "ақ"), (0, "оқ"), (0, "ах"), (1, "қар"), (1, "хар"), (2, "жауды")])
    engine.write([IndexedPage("p1", dict.fromkeys(("exact", "stem", "key"), terms), "", {}, {}, {})])
    for phrase in (("ақ", "қар"), ("оқ", "хар"), ("ах", "қар", "жауды"), ("хар", "жауды")):
        assert ids(engine, Sequence("exact", phrase)) == ["p1"]
    for phrase in (("ақ", "оқ"), ("оқ", "ах"), ("хар", "қар"), ("жауды", "оқ")):
        assert ids(engine, Sequence("exact", phrase)) == []
    assert ids(engine, Near("exact", ("ах",), ("жауды",), 1)) == ["p1"]


# Writing --------------------------------------------------------------------------------------------------------------------


def test_writing_twice_changes_nothing(engine: Engine) -> None:
    engine.write(SMALL)
    engine.write(SMALL)
    assert engine.count() == 4
    assert list(engine.page_ids()) == ["p1", "p2", "p3", "p4"]


def test_a_page_is_replaced_and_removed(engine: Engine) -> None:
    engine.write(SMALL)
    engine.write([page(1, "ескі"), page(1, "жаңа")], removed=["p3", "unknown"])
    assert ids(engine, Term("exact", "жаңа")) == ["p1"]
    assert ids(engine, AnyOf((Term("exact", "жалақы"), Term("exact", "ескі"), Term("exact", "қара")))) == []
    engine.write([], removed=["p1"])
    assert list(engine.page_ids()) == ["p2", "p4"]


def test_a_new_index_is_empty_and_stamped(engine: Engine) -> None:
    assert (engine.count(), list(engine.page_ids()), engine.fingerprint()) == (0, [], "one")
    assert engine.search(Everything()).total == 0
    assert engine.completions("ж") == []


def test_rebuilding_swaps_and_goes_on_searching(engine: Engine) -> None:
    engine.write(SMALL)
    seen: list[int] = []

    def batches() -> Iterator[list[IndexedPage]]:
        yield [page(7, "жаңа")]
        seen.append(engine.search(Term("exact", "жалақы")).total)
        yield [page(8, "жаңа")]

    assert engine.rebuilt(batches(), "two") == 2
    assert seen == [1]
    assert (list(engine.page_ids()), engine.fingerprint()) == (["p7", "p8"], "two")
    engine.write([page(9, "жаңа")])
    assert engine.rebuilt([[page(9, "тағы")]], "three") == 1
    assert ids(engine, Everything()) == ["p9"]


def test_a_failed_rebuild_leaves_the_index_as_it_was(engine: Engine) -> None:
    engine.write(SMALL)

    def broken() -> Iterator[list[IndexedPage]]:
        yield [page(7, "жаңа")]
        raise RuntimeError("the catalogue is gone")

    with pytest.raises(RuntimeError, match="the catalogue is gone"):
        engine.rebuilt(broken(), "two")
    assert (engine.count(), engine.fingerprint()) == (4, "one")
    assert engine.rebuilt([SMALL], "two") == 4


# Lists ----------------------------------------------------------------------------------------------------------------------

MANY = tuple(page(number, *["ақ"] * (number % 3 + 1), "қар", fonds=str(number % 4)) for number in range(100, 230))


@pytest.mark.parametrize("order", ["relevance", "date", "reference"])
@pytest.mark.parametrize(
    "plan", [Everything(), Term("exact", "ақ"), Pattern("exact", "қ*")], ids=lambda plan: type(plan).__name__
)
def test_a_list_is_walked_to_its_end(engine: Engine, plan: Plan, order: Order) -> None:
    engine.write(MANY)
    hits = walked(engine, plan, 17, order)
    if order == "relevance":
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    else:
        assert [page_id for page_id, _ in hits] == sorted(page_id for page_id, _ in hits)
    assert {page_id for page_id, _ in hits} == {one.page_id for one in MANY if fits(plan, one)}
    assert len(hits) == len(MANY)


@pytest.mark.parametrize("order", ["relevance", "date", "reference"])
def test_a_list_stays_as_it_was_while_pages_arrive(engine: Engine, order: Order) -> None:
    engine.write(MANY)
    plan = Term("exact", "ақ")
    whole = [page_id for page_id, _ in walked(engine, plan, 1000, order)]
    first = engine.search(plan, limit=40, order=order).hits
    engine.write([page(number, "ақ") for number in range(300, 360)], removed=[whole[60]])
    rest = engine.search(plan, limit=1000, order=order, after=first[-1].cursor).hits
    assert [hit.page_id for hit in (*first, *rest)] == whole


def test_cursors_of_other_lists_and_nonsense_are_refused(engine: Engine) -> None:
    engine.write(SMALL)
    cursor = engine.search(Everything(), limit=1, order="date").hits[0].cursor
    for wrong in (cursor, "?", "AAAA", "WzFd"):
        with pytest.raises(Invalid):
            engine.search(Everything(), after=wrong)


def test_dates_that_are_missing_come_last(engine: Engine) -> None:
    dated = [IndexedPage(name, {}, "", {}, {}, {"date": date, "reference": ""}) for name, date in (("a", "~"), ("b", "1978-03"))]
    engine.write(dated)
    assert [hit.page_id for hit in engine.search(Everything(), order="date").hits] == ["b", "a"]


# Facets and completions -----------------------------------------------------------------------------------------------------


def test_facets_count_pages(engine: Engine) -> None:
    several = IndexedPage("p5", {}, "", {"fonds": ("12", "14")}, {"year": (1, 1980)}, {})
    engine.write([*SMALL, several])
    found = engine.search(Everything(), limit=0, facets=["fonds", "year", "type"])
    assert (found.total, found.hits) == (5, ())
    assert found.facets == {
        "fonds": {"12": 3, "13": 1, "14": 1},
        "year": {"1": 2, "2": 1, "3": 1, "4": 1, "1980": 1},
        "type": {},
    }
    assert engine.search(Term("exact", "ақ"), facets=["fonds"]).facets == {"fonds": {"13": 1}}
    with pytest.raises(Invalid):
        engine.search(Everything(), facets=["colour"])


def test_searches_made_together_are_those_made_one_by_one(engine: Engine) -> None:
    engine.write([page(number, "ақ", "қар" if number % 2 else "қара", fonds=f"{number % 3}") for number in range(1, 13)])
    last = engine.search(Term("exact", "ақ"), limit=4).hits[-1].cursor
    asked = [
        Ask(Term("exact", "ақ"), limit=5, facets=("fonds",)),
        Ask(Term("exact", "қар"), facets=("year", "fonds")),
        Ask(Term("exact", "ақ"), limit=4, after=last),
        Ask(Among("fonds", ("1",)), limit=20, order="date"),
        Ask(AnyOf(())),
        Ask(Everything(), limit=2, group_by="document_id"),
    ]
    for ask, found in zip(asked, engine.searches(asked), strict=True):
        alone = engine.search(
            ask.plan, limit=ask.limit, after=ask.after, order=ask.order, facets=ask.facets, group_by=ask.group_by
        )
        assert (found.total, found.facets, found.groups) == (alone.total, alone.facets, alone.groups)
        assert [hit.page_id for hit in found.hits] == [hit.page_id for hit in alone.hits]
    shown: list[list[str]] = []
    together = engine.searches(asked, lambda hits: shown.append([hit.page_id for hit in hits]))
    assert shown == [[hit.page_id for hit in together[0].hits]], "shown once, what the first search found"
    assert engine.searches([]) == []
    with pytest.raises(Invalid):
        engine.searches([Ask(Everything()), Ask(Everything(), facets=("colour",))])


def test_completions_are_most_frequent_first(engine: Engine) -> None:
    engine.write([page(1, "қара", "қар"), page(2, "қар", "[в]"), page(3, "қар", "қара", "қарама"), page(4)])
    assert engine.completions("қар", 2) == ["қар", "қара"]
    assert engine.completions("қарам") == ["қарама"]
    assert engine.completions("[") == ["[в]"]
    assert engine.completions("қар.") == []
    assert set(engine.completions("", 10)) == {"қара", "қар", "қарама", "[в]"}


def test_similar_terms_are_nearest_first(engine: Engine) -> None:
    engine.write([page(1, "қара", "бұйрық"), page(2, "қар", "бұйрық", "бүйрық"), page(3, "қар", "қазан"), page(4)])
    assert engine.similar_terms("қар") == [("қара", 1)]
    assert engine.similar_terms("бұйрик", 2) == [("бұйрық", 2)]
    assert engine.similar_terms("бұйрыы") == [("бұйрық", 2)]
    assert engine.similar_terms("ұбйрық") == [("бұйрық", 2)]
    assert engine.similar_terms("хар") == [("қар", 2)]
    assert engine.similar_terms("жоқ", 2) == []


# Groups ---------------------------------------------------------------------------------------------------------------------

GROUPED = tuple(
    page(
        number, *["ақ"] * (number % 7 + 1), *["қар"] * (number % 5), document_id=f"d{number * 7 % 23}", file_key=f"f{number % 3}"
    )
    for number in range(100, 230)
)


@pytest.mark.parametrize("order", ["relevance", "date", "reference"])
@pytest.mark.parametrize("group_by", ["document_id", "file_key"])
@pytest.mark.parametrize("plan", [Everything(), Term("exact", "қар")], ids=lambda plan: type(plan).__name__)
def test_groups_are_listed_by_their_first_page(engine: Engine, plan: Plan, group_by: Group, order: Order) -> None:
    engine.write(GROUPED)
    group_of = {one.page_id: one.filters[group_by][0] for one in GROUPED}
    expected: dict[str, str] = {}
    pages = walked(engine, plan, 1000, order)
    for page_id, _ in pages:
        expected.setdefault(group_of[page_id], page_id)
    for step in (2, 7, 100):
        hits: list[Hit] = []
        while len(hits) < len(expected):
            found = engine.search(plan, limit=step, after=hits[-1].cursor if hits else "", order=order, group_by=group_by)
            assert (found.total, found.groups, bool(found.hits)) == (len(pages), len(expected), True)
            hits += found.hits
        assert [(hit.group, hit.page_id) for hit in hits] == list(expected.items())
        for hit in hits:
            members = engine.search(AllOf((plan, Among(group_by, (hit.group,)))), limit=0)
            assert hit.count == members.total == sum(group_of[page_id] == hit.group for page_id, _ in pages)


# Whatever the corpus --------------------------------------------------------------------------------------------------------

words = st.sampled_from(WORDS)
places = st.lists(st.lists(words, min_size=1, max_size=4, unique=True), max_size=8)


@st.composite
def corpora(draw: st.DrawFn) -> list[IndexedPage]:
    pages = []
    for number in range(draw(st.integers(1, 12))):
        terms = {
            layer: Terms.of((at, term) for at, terms in enumerate(draw(places)) for term in terms)
            for layer in ("exact", "stem", "key")
        }
        filters = {"fonds": tuple(draw(st.lists(st.sampled_from("12"), max_size=2, unique=True)))}
        years = {"year": tuple(draw(st.lists(st.integers(1, 4), max_size=2, unique=True)))}
        pages.append(IndexedPage(f"p{number}", terms, " ".join(draw(st.lists(words, max_size=6))), filters, years, {}))
    return pages


layers = st.sampled_from(["exact", "stem", "key"])
weights = st.sampled_from([0.5, 1.0, 2.0])
ends = st.none() | st.integers(0, 5)
leaves: st.SearchStrategy[Plan] = st.one_of(
    st.builds(Term, st.sampled_from(["exact", "stem", "key", "grams"]), words, weights),
    st.builds(Sequence, layers, st.lists(words, min_size=2, max_size=3).map(tuple), weights),
    st.tuples(layers, st.lists(words, min_size=2, max_size=4, unique=True), st.integers(1, 4)).map(
        lambda parts: Near(parts[0], tuple(parts[1][:1]), tuple(parts[1][1:]), parts[2])
    ),
    st.builds(Pattern, layers, st.sampled_from(["жал*", "?ар", "*қ*", "a*b", "\\", "[*", "ы?"]), weights),
    st.builds(Fuzzy, layers, words, st.sampled_from([1, 2]), weights),
    st.builds(Among, st.just("fonds"), st.lists(st.sampled_from("123"), min_size=1, max_size=2).map(tuple)),
    st.builds(Between, st.just("year"), ends, ends),
    st.just(Everything()),
)


def _combined(parts: st.SearchStrategy[Plan]) -> st.SearchStrategy[Plan]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, several),
        several.flatmap(lambda some: st.builds(AnyOf, st.just(some), st.integers(1, len(some)))),
        st.builds(Without, parts, parts),
        st.builds(Ranked, parts, several),
        st.builds(Constant, parts, weights),
    )


plans = st.recursive(leaves, _combined, max_leaves=6)
# Without shrinking, which would build some hundred indices: what it finds is small already.
whatever = settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _by_score(hits: list[tuple[str, float]]) -> list[set[str]]:
    """Return the pages by rank, those of nearly one score together."""
    return [{page_id for page_id, _ in group} for _, group in groupby(hits, key=lambda hit: round(hit[1], 3))]


@pytest.fixture(scope="module")
def pair(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    name = f"contract-{uuid.uuid4().hex}"
    elastic = ElasticEngine(Settings(elasticsearch=elasticsearch_url, elasticsearch_index=name))
    yield TantivyEngine(tmp_path_factory.mktemp("pair")), elastic
    elastic.destroy()
    elastic.close()


@whatever
@given(corpus=corpora(), asked=st.lists(plans, min_size=12, max_size=12))
def test_engines_agree_with_each_other_and_with_brute_force(
    pair: tuple[Engine, Engine], corpus: list[IndexedPage], asked: list[Plan]
) -> None:
    for engine in pair:
        engine.rebuilt([corpus], "")
    for plan in asked:
        expected = {one.page_id for one in corpus if fits(plan, one)}
        lists = []
        for engine in pair:
            hits = walked(engine, plan, 5)
            found = engine.search(plan, limit=3, facets=["fonds", "year"])
            assert (engine.name, found.total, {page_id for page_id, _ in hits}) == (engine.name, len(expected), expected)
            assert len(hits) == len(expected)
            lists.append((hits, found.facets))
        (embedded, embedded_facets), (elastic, elastic_facets) = lists
        assert embedded_facets == elastic_facets
        assert dict(embedded) == pytest.approx(dict(elastic), abs=1e-4)


# Each engine's own ----------------------------------------------------------------------------------------------------------


def test_readers_see_what_another_process_wrote(tmp_path: Path) -> None:
    writer, reader = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    assert reader.count() == 0
    writer.write(SMALL)
    assert reader.count() == 4
    writer.rebuilt([SMALL[:2]], "two")
    assert (reader.count(), reader.fingerprint()) == (2, "two")


def test_only_one_process_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraq.engines.embedded_files.LOCK_SECONDS", 0.1)
    one, other = TantivyEngine(tmp_path), TantivyEngine(tmp_path)

    def pages() -> Iterator[list[IndexedPage]]:
        with pytest.raises(Conflict):
            other.rebuilt([SMALL], "two")
        yield list(SMALL)

    assert one.rebuilt(pages(), "two") == 4


def test_a_damaged_index_says_so(tmp_path: Path) -> None:
    TantivyEngine(tmp_path).write(SMALL)
    (tmp_path / "live.json").write_text("{")
    with pytest.raises(Unavailable, match="reindex"):
        TantivyEngine(tmp_path).count()


def test_no_elasticsearch_says_so_soon() -> None:
    engine = ElasticEngine(Settings(elasticsearch="http://127.0.0.1:9"))
    started = time.monotonic()
    with pytest.raises(Unavailable, match="does not answer"):
        engine.count()
    assert time.monotonic() - started < 30
    engine.close()


def test_two_instances_make_one_elasticsearch_index(elasticsearch_url: str) -> None:
    name = f"contract-{uuid.uuid4().hex}"
    one, other = (ElasticEngine(Settings(elasticsearch=elasticsearch_url, elasticsearch_index=name)) for _ in range(2))
    one.write(SMALL)
    assert other.count() == 4
    one.destroy()
    one.close()
    other.close()
