"""Words typed on the wrong keyboard: what the same keys write in the Kazakh layout, which has all letters of the Russian one."""

import re
from typing import Final

# Windows, keyboard 0000043F: letters stand as on the Russian keyboard, the letters of Kazakh alone in the row of figures.
_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`2345890-="
_CYRILLIC: Final = "йцукенгшщзхъфывапролджэячсмитьбюёәіңғүұқөһ"
_SHIFTED: Final = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~@#$%*()_+'
_KEYS: Final = str.maketrans(_LATIN + _SHIFTED, _CYRILLIC + _CYRILLIC.upper())
_LETTER: Final = re.compile(r"[A-Za-z]")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")


def on_other_keys(typed: str) -> str:
    """Return what the keys of Latin words write in the Kazakh layout: ``ghbrfp`` -> ``приказ``, ``2,l3rjd`` -> ``әбдіков``.

    Empty if there is no such word, or if some other word shows that the layout was right.
    """
    if _CYRILLIC_LETTER.search(typed) or not _LETTER.search(typed):
        return ""
    return " ".join(word.translate(_KEYS) if _LETTER.search(word) else word for word in typed.split())
