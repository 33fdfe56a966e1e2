"""Which of the encodings of Kazakh and Russian offices a text is in; lists that people ask with are read in the same way."""

from paraq.text.encodings import decode, decode_declared, repair

__all__ = ["decode", "decode_declared", "repair"]
