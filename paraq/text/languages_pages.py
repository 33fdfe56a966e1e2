"""langdetect, with own profiles of Kazakh, for whole pages."""

from functools import lru_cache
from pathlib import Path

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from paraq.text import wordlist

OURS = frozenset({"kk", "kk-russian-letters", "kk-latin", "ru", "en"})
# Languages that letters and papers in a Kazakhstani archive come in, besides its own. Each profile more costs time and errors:
# with all 55 of langdetect a sentence takes 2.3 ms, with these 1.2 ms, and Bulgarian alone takes Russian sentences for its own.
FOREIGN = ("uk", "de", "pl", "fr", "es", "it", "tr")
# The middle of a page is text rather than letterhead, and 200 characters decide as well as 2,000 at a tenth of the time.
_SAMPLE = 200
# langdetect's probabilities are overconfident: below this it is often wrong.
_SURE = 0.99


@lru_cache(maxsize=1)
def _factory() -> DetectorFactory:
    shipped = [(Path(PROFILES_DIRECTORY) / language).read_text(encoding="utf-8") for language in ("ru", "en", *FOREIGN)]
    own = wordlist.built("profiles").read_text(encoding="utf-8").splitlines()
    factory = DetectorFactory()
    factory.load_json_profile([*shipped, *own])
    # langdetect draws at random; the same page must always have the same language.
    factory.set_seed(0)
    return factory


def foreign(text: str) -> bool:
    """Tell whether a page is surely in a language other than Kazakh, Russian and English."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    detector = _factory().create()
    detector.append(text[middle : middle + _SAMPLE])
    try:
        likeliest = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return False
    return likeliest.lang not in OURS and likeliest.prob >= _SURE
