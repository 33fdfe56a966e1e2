"""Speed, memory and load time of the analysis on running text, one core.

Texts are the passages beside the checkout (``TEST_DATA``), times are CPU time. *First* is a pass with empty caches, every
sixth word being new; *again* is what long running text comes to.
"""

import os
import resource
import sys
import time
from pathlib import Path

DATA = Path(os.environ.get("TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
# The last word of each sentence is in no list: all that is loaded at its first use is loaded by it.
PROBE = "Бұйрық шығарылсын, Сырғабекұлының. Приказ о приёме Жолдыкараевой. The order of Zholdykaraev."


def memory() -> float:
    """Return the largest resident memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    out = sys.stdout.write
    before, start = memory(), time.process_time()
    from paraq.text.analysis import Analyzer, grams

    analyzer = Analyzer()
    analyzer.analyze(PROBE)
    out(f"load {time.process_time() - start:.2f} s, {memory() - before:.0f} MB\n")
    for language in ("kk", "ru"):
        path = DATA / f"retrieval_{language}_passages.tsv"
        if not path.is_file():
            out(f"{language}: no {path.name} in {DATA}\n")
            continue
        texts = [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines()]
        rates = []
        for with_grams in (False, False, True):
            start, count = time.process_time(), 0
            for text in texts:
                tokens = analyzer.analyze(text)
                count += len(tokens)
                if with_grams:
                    for token in tokens:
                        grams(token)
            rates.append(count / (time.process_time() - start))
        out(f"{language}: first {rates[0]:,.0f}, again {rates[1]:,.0f}, again with grams {rates[2]:,.0f} tokens/s\n")
    out(f"at most {memory():.0f} MB\n")


if __name__ == "__main__":
    main()
