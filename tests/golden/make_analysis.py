"""Write golden terms anew after the analysis was changed on purpose; raise ``paraq.text.analysis.VERSION`` with it."""

import json
from pathlib import Path

from paraq.text.analysis import Analyzer, grams

GOLDEN = Path(__file__).with_name("analysis.json")


def main() -> None:
    """Analyse the texts of the golden file again."""
    analyzer = Analyzer()
    texts = json.loads(GOLDEN.read_text(encoding="utf-8"))["texts"]
    terms = [[[token.exact, token.key, *grams(token).split()] for token in analyzer.analyze(text)] for text in texts]
    lines = ",\n".join(json.dumps(of_text, ensure_ascii=False) for of_text in terms)
    written = json.dumps(texts, ensure_ascii=False, indent=1)
    GOLDEN.write_text(f'{{"texts": {written},\n"terms": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
