"""The whole answer of the API against the engine's own for the same plan, by kind of query, in made-up archives of any size.

``script/bench search [--pages N ...] [--folder FOLDER] [--elasticsearch ADDRESS]`` builds archives of these sizes, or goes on
with what is in the folder; ``--home HOME`` measures an installation as it is. The engine answers with ids and counts; the API
adds text, boxes, marks, snippets and JSON. Memory is that of the API process after all of it.
"""

import argparse
import contextlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import httpx

from api.sealing import Seal
from benchmarks.fill import fill_catalogue, fill_index
from benchmarks.machine import machine, show
from benchmarks.made import GIVEN, Made
from paraq.engines.document import fingerprint
from paraq.query.plan import AllOf, Plan
from paraq.records.viewer import OPERATOR
from paraq.services.facets import restriction, sources
from paraq.settings import Settings
from paraq.text.analysis import Analyzer
from paraq.text.mentions import folded
from paraq.wiring import House, open_house
from tests.services.process import free_port

SIZES = (10_000, 100_000, 1_000_000)
LIMIT = 20
# Caches of the system and of the engine fill with the first questions, as in a server that has run for a while.
WARM_UP = 5
FACETS = ("fonds", "decade", "type", "language")
FILTERS = {"type": ["order", "minutes"], "language": ["kk", "ru"]}
YEARS = (1950, 1990)
# Pages that the questions are drawn from.
SAMPLE = 200
FREQUENT = 40
DEEP = 1000


@dataclass(frozen=True)
class Question:
    """What is asked, with and without filters; ``after`` is the cursor of a page of hits far down."""

    query: str
    filtered: bool = False
    after: str = ""

    def parameters(self, seal: Seal) -> dict[str, object]:
        """Return the question as the API takes it, whose cursors are sealed."""
        after = seal.closed(self.after) if self.after else ""
        asked: dict[str, object] = {"q": self.query, "limit": LIMIT, "facets": list(FACETS), "after": after}
        return asked | ({**FILTERS, "year_from": YEARS[0], "year_to": YEARS[1]} if self.filtered else {})


@dataclass
class Times:
    """Milliseconds of one kind of question; ``cpu`` are those of the CPU in the mean, of engine and API process."""

    engine: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    cpu: tuple[float, float] = (0.0, 0.0)

    def row(self, kind: str) -> tuple[str, ...]:
        """Return the row of the table."""
        figures = [at(times) for times in (self.engine, self.answer) for at in (p50, p95, max)]
        ratios = (p95(self.answer) / p95(self.engine), self.cpu[1] / self.cpu[0] if self.cpu[0] else 0)
        return (kind, *(f"{figure:.1f}" for figure in (*figures, *self.cpu)), *(f"{ratio:.2f}" for ratio in ratios))


def questions(house: House, repeats: int) -> dict[str, list[Question]]:
    """Return questions of each kind, always the same for the same pages."""
    chance = random.Random(7)
    hits = house.searching.search("", viewer=OPERATOR, limit=SAMPLE).hits
    if not hits:
        sys.exit(f"No page is in {house.settings.home}: take some in with paraq ingest, or leave out --home")
    pages = [[word for word in hit.page.text.text.split() if len(word) > 4 and word.isalpha()] for hit in hits]
    frequent = [word for word, _ in Counter(word for words in pages for word in words).most_common(FREQUENT)]
    some = [chance.choice(pages) for _ in range(repeats)]
    names = [name for words in pages for name, given in pairwise(words) if given in GIVEN] or frequent
    asked = {
        "three words": [" ".join(chance.sample(words, 3)) for words in some],
        "phrase": [f'"{" ".join(chance.sample(frequent, 2))}"' for _ in some],
        "near": [f'"{" ".join(chance.sample(frequent, 2))}"~5' for _ in some],
        "name": [f'name:"{chance.choice(names)} {chance.choice(GIVEN)[0]}."' for _ in some],
        "wildcard": [f"{chance.choice(words)[:5].lower()}*" for words in some],
        "frequent word": [chance.choice(frequent) for _ in some],
    }
    made = {kind: [Question(query) for query in queries] for kind, queries in asked.items()}
    made["filters"] = [Question(chance.choice(frequent), filtered=True) for _ in some]
    return made


def deep(house: House, asked: Sequence[Question]) -> list[Question]:
    """Return the questions from the hit on that stands at rank a thousand, as a reader comes there: page by page."""
    found = []
    for question in asked:
        after = ""
        for _ in range(DEEP // 100):
            hits = house.engine.search(planned(house, question), limit=100, after=after).hits
            after = hits[-1].cursor if len(hits) == 100 else after
        found.append(Question(question.query, after=after))
    return found


def planned(house: House, question: Question) -> Plan:
    """Return what the engine is asked."""
    plan = house.searching.understood(question.query)[0].plan
    years = f"{YEARS[0]}..{YEARS[1]}"
    narrowed = [restriction(name, values) for name, values in {**FILTERS, "year": [years]}.items()]
    return AllOf((plan, *narrowed)) if question.filtered else plan


def measured(house: House, client: httpx.Client, process: int, repeats: int) -> dict[str, Times]:
    """Return the times of each kind."""
    asked, seal = questions(house, repeats), Seal.of(house.settings.home)
    # A cursor of this process names a state that the other one does not have: the API finds the place by itself.
    asked["after 1,000 hits"] = deep(house, asked["frequent word"][:5]) * (repeats // 5)
    times = {}
    for kind, some in asked.items():
        plans = [(planned(house, question), question.after) for question in some]
        times[kind] = by_turns(
            process,
            [lambda plan=plan, after=after: by_engine(house, plan, after) for plan, after in plans],  # type: ignore[misc]
            [lambda question=question: get(client, "search", question.parameters(seal)) for question in some],  # type: ignore[misc]
        )
    typed = [given[:length] for given in GIVEN for length in (2, 3)][:repeats]
    times["completion"] = by_turns(
        process,
        [lambda part=part: house.engine.completions(folded(part), LIMIT, field="named") for part in typed],  # type: ignore[misc]
        [lambda part=part: get(client, "suggest", {"q": part}) for part in typed],  # type: ignore[misc]
    )
    return times


def by_engine(house: House, plan: Plan, after: str) -> object:
    """Ask the engine for what the API asks it for."""
    return house.engine.search(plan, limit=LIMIT, after=after, facets=sources(FACETS))


def by_turns(process: int, engine: Sequence[Callable[[], object]], answer: Sequence[Callable[[], object]]) -> Times:
    """Ask engine and API the same in turns, so that both meet the same machine."""
    times, used = Times(), [0.0, 0.0]
    for ask in (*engine[:WARM_UP], *answer[:WARM_UP]):
        ask()
    before = cpu_of(process)
    for own, whole in zip(engine, answer, strict=True):
        started = time.process_time()
        times.engine.append(timed(own))
        used[0] += time.process_time() - started
        times.answer.append(timed(whole))
    used[1] = cpu_of(process) - before
    times.cpu = (used[0] * 1000 / len(engine), used[1] * 1000 / len(engine))
    return times


def cpu_of(process: int) -> float:
    """Return the seconds of CPU that a process has used (Linux)."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def get(client: httpx.Client, path: str, parameters: Mapping[str, object]) -> None:
    """Ask the API."""
    client.get(f"/v1/{path}", params=dict(parameters)).raise_for_status()  # type: ignore[arg-type]


@contextlib.contextmanager
def served(settings: Settings) -> Iterator[tuple[httpx.Client, int]]:
    """Serve the API of an installation on loopback; gives a client of it and its process."""
    port = free_port()
    named = {"home": settings.home, "engine": settings.engine, "elasticsearch": settings.elasticsearch}
    named |= {"elasticsearch_index": settings.elasticsearch_index}
    environment = os.environ | {f"PARAQ_{name.upper()}": str(value) for name, value in named.items()}
    # One client asks more often than any person does.
    environment["PARAQ_REQUESTS_PER_MINUTE"] = "1000000"
    server = subprocess.Popen([sys.executable, "-m", "api", "--port", str(port)], env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            while server.poll() is None:
                with contextlib.suppress(httpx.TransportError):
                    client.get("/v1/health").raise_for_status()
                    break
                time.sleep(0.1)
            yield client, server.pid
    finally:
        server.terminate()
        server.wait()


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds that a question takes."""
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


p50 = statistics.median


def p95(times: Sequence[float]) -> float:
    """Return the time within which 95 of 100 answers came."""
    return statistics.quantiles(times, n=20)[-1]


def memory_of(process: int) -> dict[str, float]:
    """Return the megabytes that a process itself holds, and those of the index's files that it has mapped (Linux)."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return {name: int(status[name].split()[0]) / 1000 for name in ("RssAnon", "RssFile")}


def bench(settings: Settings, repeats: int) -> None:
    """Measure one installation and print the table."""
    with open_house(settings) as house, served(settings) as (client, process):
        count = house.engine.count()
        times = measured(house, client, process, repeats)
        memory = memory_of(process)
    index = settings.home / "index"
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / count / 1000 if index.exists() else 0
    print(
        f"\n{settings.engine}, {count:,} pages, {f'{size:.2f} KB a page, ' if size else ''}load {os.getloadavg()[0]:.1f} before"
    )
    headings = ("ms", "engine p50", "p95", "max", "API p50", "p95", "max", "engine CPU", "API CPU", "ratio p95", "of CPU")
    show(headings, [one.row(kind) for kind, one in times.items()])
    print(f"API process: {memory['RssAnon']:.0f} MB of its own, {memory['RssFile']:.0f} MB of mapped files")


def main() -> None:
    """Build and measure."""
    parser = argparse.ArgumentParser(prog="script/bench search", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=SIZES)
    parser.add_argument("--folder", type=Path, help="where the archives are kept; without it they go when done")
    parser.add_argument("--home", type=Path, help="an installation to be measured as it is")
    parser.add_argument("--elasticsearch", default="")
    parser.add_argument("--questions", type=int, default=40, help="of each kind")
    asked = parser.parse_args()
    print(machine())
    engine = {"engine": "elasticsearch", "elasticsearch": asked.elasticsearch} if asked.elasticsearch else {}
    if asked.home:
        bench(Settings(home=asked.home, **engine), asked.questions)
        return
    with tempfile.TemporaryDirectory() as temporary:
        for count in asked.pages:
            home = (asked.folder or Path(temporary)) / f"pages-{count}"
            home.mkdir(parents=True, exist_ok=True)
            analyzer = Analyzer()
            made = Made(analyzer, count)
            settings = Settings(home=home, elasticsearch_index=f"paraq-made-{count}", **engine)
            fill_catalogue(home, made)
            with open_house(settings) as house:
                fill_index(house.engine, made, fingerprint(analyzer))
            bench(settings, asked.questions)


if __name__ == "__main__":
    main()
