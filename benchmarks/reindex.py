"""Pages a second at which ``paraq reindex`` builds the index of a made-up archive: with what was kept, and analysed anew.

``script/bench reindex [--pages N] [--elasticsearch ADDRESS]``. The catalogue is filled straight, without files; then the
command runs twice: first nothing is kept (as after a change of the analysis), then everything is (as after the loss of the
index or a change of engine). CPU time is that of all its processes; pages a second are those of the whole command with its
start, so they say little of a machine that does other work.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.fill import fill_catalogue
from benchmarks.machine import cost_of, run, show
from benchmarks.made import Made
from paraq.text.analysis import Analyzer


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench reindex", description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--elasticsearch", default="")
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill_catalogue(home, Made(Analyzer(), asked.pages), kept=False)
        settings = {"PARAQ_HOME": folder}
        if asked.elasticsearch:
            settings |= {"PARAQ_ENGINE": "elasticsearch", "PARAQ_ELASTICSEARCH": asked.elasticsearch}
        for case in ("analysed anew", "as kept"):
            cost = cost_of(lambda: run([Path(sys.executable).with_name("paraq"), "reindex"], **settings))
            rows.append((case, f"{cost.cpu / asked.pages * 1000:.2f}", f"{cost.wall:.1f}", f"{asked.pages / cost.wall:,.0f}"))
        sizes = {name: sum(path.stat().st_size for path in home.glob(name)) for name in ("catalogue.db", "analysed.db")}
    show((f"{asked.pages:,} pages", "CPU ms/page", "wall s", "pages/s"), rows)
    print(", ".join(f"{name} {size / asked.pages / 1000:.2f} KB a page" for name, size in sizes.items()))


if __name__ == "__main__":
    main()
