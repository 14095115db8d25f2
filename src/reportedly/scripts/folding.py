"""Folding: the form under which a word is looked up.

A fold never touches the page: tokens keep the offsets of the page's own code points, and carry the
folded form beside them. That is how offsets survive normalising.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans({
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
})  # fmt: skip
# Letters that Arabic spelling uses for one another; the tatweel only stretches a word.
_ARABIC = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ـ": None,
    "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
    "۰": "0", "۱": "1", "۲": "2", "۳": "3", "۴": "4", "۵": "5", "۶": "6", "۷": "7", "۸": "8", "۹": "9",
    "٬": None, "٫": ".",
})  # fmt: skip
_ARABIC_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_PLAIN_ARABIC = re.compile("[\u0621\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a]+")  # none that `_ARABIC` changes
_IS_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufeff]")


def strip_marks(word: str) -> str:
    """The word without accents or vowel marks (compatibility forms, such as Arabic ligatures, are opened)."""
    plain = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def fold_anew(word: str, keep_accents: bool = False) -> str:
    """The form under which `word` is looked up: no case, one apostrophe, one hyphen, one Arabic spelling.

    With `keep_accents`, accents on small letters stay (French "tué" is not "tue"), while those on
    capitals go, because half the press leaves them out ("Etat", "État").
    """
    if word.isascii():
        return word.casefold()
    if _PLAIN_ARABIC.fullmatch(word):
        return word
    if _ARABIC_LETTERS.fullmatch(word):
        return word.translate(_ARABIC)  # without marks and ligatures: nothing to take off, and no case
    if _IS_ARABIC.search(word):
        return strip_marks(word.translate(_ARABIC)).translate(_ARABIC).casefold()
    plain = unicodedata.normalize("NFC", word).translate(_SIGNS)
    if not keep_accents:
        return strip_marks(plain).casefold()
    return "".join(strip_marks(c) if c.isupper() else c for c in plain).casefold()


fold = lru_cache(maxsize=200_000)(fold_anew)
"""The same, remembered."""
