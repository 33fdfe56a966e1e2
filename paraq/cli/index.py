"""Commands that look after the search index: ``reindex`` and ``check``."""

import sys
import time
from typing import Final

import click

from paraq.cli.output import complain, print_json

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
# A terminal shows a line that changes; a log gets one now and then.
_LINE_SECONDS: Final = 10.0
_TERMINAL_SECONDS: Final = 0.5


@click.command()
@click.option("--drop-old", is_flag=True, help="Only remove the index that was replaced, and builds left unfinished.")
@_JSON
def reindex(drop_old: bool, as_json: bool) -> None:
    """Build the search index anew from the catalogue, without reading any file again.

    It is built beside the live one, while searching and taking in go on; compared with the catalogue; and swapped in. Killed, it
    goes on where it was when it is called again. The index before is kept until --drop-old or the next reindex.
    """
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        if drop_old:
            removed = house.engine.drop_old()
            if as_json:
                print_json({"removed": removed})
            else:
                click.echo(f"{removed} old indices removed")
            return
        pace = Pace()
        count = house.publishing.rebuild(pace.told)
        pace.end()
    if as_json:
        print_json({"pages": count, "resumed_after": pace.first, "seconds": round(pace.seconds, 1)})
    else:
        click.echo(f"{count} pages indexed")


@click.command()
@click.option("--repair", is_flag=True, help="Mend what differs.")
@_JSON
def check(repair: bool, as_json: bool) -> int:
    """Compare the search index with the catalogue, page by page: missing, needless and outdated pages."""
    from paraq.settings import read_settings
    from paraq.wiring import open_house

    with open_house(read_settings()) as house:
        due = not house.publishing.is_built_by_this()
        found = house.publishing.differences()
        left = found
        if repair and any(found):
            house.publishing.mend(found)
            left = house.publishing.differences()
        indexed = house.engine.count()
    numbers = {kind: len(names) for kind, names in found._asdict().items()}
    if as_json:
        state = {"indexed": indexed, "reindex_due": due, "repaired": repair and any(found), **found._asdict()}
        print_json(state | {"left": sum(map(len, left))})
    else:
        click.echo(f"{indexed} pages in the index: {', '.join(f'{number} {kind}' for kind, number in numbers.items())}")
        if repair and any(found):
            click.echo(f"Mended; {sum(map(len, left))} differences are left")
    if due:
        complain("The index was built by another version of Paraq; run paraq reindex")
    elif any(left):
        complain("Index and catalogue differ; run paraq check --repair")
    return 1 if any(left) else 0


class Pace:
    """Shows how a build goes on, on standard error: pages, pages a second, time left."""

    def __init__(self) -> None:
        self.first = 0
        self._done = -1
        self._started = self._shown = time.monotonic()
        self._terminal = sys.stderr.isatty()

    @property
    def seconds(self) -> float:
        """How long it has gone on."""
        return time.monotonic() - self._started

    def told(self, done: int, everything: int) -> None:
        """So many of all pages are done."""
        if self._done < 0:
            self.first = done
            if done:
                complain(f"Going on after {done:,} pages")
        self._done = done
        now = time.monotonic()
        if now - self._shown < (_TERMINAL_SECONDS if self._terminal else _LINE_SECONDS):
            return
        self._shown = now
        speed = (done - self.first) / max(self.seconds, 0.001)
        left = (everything - done) / speed if speed else 0.0
        line = f"{done:,} of {everything:,} pages, {speed:,.0f} pages/s, {left / 60:.0f} min left"
        sys.stderr.write(f"\r\x1b[K{line}" if self._terminal else f"paraq: {line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the changing line away."""
        if self._terminal:
            sys.stderr.write("\r\x1b[K")
