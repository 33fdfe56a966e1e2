"""Pages a second at which ``paraq reindex`` builds the index of a made-up archive: with what was kept, and analysed anew.

``script/bench reindex [--pages N]``. The catalogue is filled straight, without files; then the command's own service runs twice:
first nothing is kept (as after a change of the analysis), then everything is (as after the loss of the index or a change of
engine).
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.fill import fill_catalogue
from benchmarks.machine import machine, show
from benchmarks.made import Made
from paraq.settings import Settings
from paraq.text.analysis import Analyzer
from paraq.wiring import open_house


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench reindex", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--elasticsearch", default="")
    asked = parser.parse_args()
    made = Made(Analyzer(), asked.pages)
    print(machine())
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill_catalogue(home, made, kept=False)
        engine = {"engine": "elasticsearch", "elasticsearch": asked.elasticsearch} if asked.elasticsearch else {}
        settings = Settings(home=home, **engine)  # type: ignore[arg-type]
        with open_house(settings) as house:
            for case in ("analysed anew", "as kept"):
                before, started = _cpu(), time.perf_counter()
                house.publishing.rebuild()
                cpu, wall = _cpu() - before, time.perf_counter() - started
                figures = (cpu / asked.pages * 1000, asked.pages / wall, 2 * asked.pages / cpu)
                rows.append((case, *(f"{figure:,.2f}" for figure in figures)))
        sizes = {name: sum(path.stat().st_size for path in home.glob(name)) for name in ("catalogue.db", "analysed.db")}
    show((f"{asked.pages:,} pages", "CPU ms/page", "pages/s now", "pages/s if two cores were free"), rows)
    print(", ".join(f"{name} {size / asked.pages / 1000:.2f} KB a page" for name, size in sizes.items()))


def _cpu() -> float:
    """CPU seconds of this process and of the worker processes that it has collected."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
