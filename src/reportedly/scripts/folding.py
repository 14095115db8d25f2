"""Folding: the form under which a word is looked up.

A fold never touches the page: tokens keep the offsets of the page's own code points, and carry the
folded form beside them. That is how offsets survive normalising.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
_HYPHENS = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
# Letters that Arabic spelling uses for one another; the tatweel only stretches a word.
_ARABIC = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ـ": None,
    "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
    "۰": "0", "۱": "1", "۲": "2", "۳": "3", "۴": "4", "۵": "5", "۶": "6", "۷": "7", "۸": "8", "۹": "9",
    "٬": None, "٫": ".",
})  # fmt: skip


def strip_marks(word: str) -> str:
    """The word without accents or vowel marks (compatibility forms, such as Arabic ligatures, are opened)."""
    plain = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=200_000)
def fold(word: str, keep_accents: bool = False) -> str:
    """The form under which `word` is looked up: no case, one apostrophe, one hyphen, one Arabic spelling.

    With `keep_accents`, accents on small letters stay (French "tué" is not "tue"), while those on
    capitals go, because half the press leaves them out ("Etat", "État").
    """
    if word.isascii():
        return word.casefold()
    if any("\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufeff" for c in word):
        return strip_marks(word.translate(_ARABIC)).translate(_ARABIC).casefold()
    plain = unicodedata.normalize("NFC", word).translate(_APOSTROPHES).translate(_HYPHENS)
    if not keep_accents:
        return strip_marks(plain).casefold()
    return "".join(strip_marks(c) if c.isupper() else c for c in plain).casefold()
