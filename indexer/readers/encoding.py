"""Which of the encodings of Kazakh and Russian offices a text is in; lists that people ask with are read in the same way."""

from paraq.text.encodings import decode, repair

__all__ = ["decode", "repair"]
