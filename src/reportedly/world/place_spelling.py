"""Whether an Arabic name may be a Latin one, letter by letter: "غايا" is Gaya, "سوروتش" Suruç.

Papers write foreign names as they sound, each in its own way. The table says what stands for each letter or group of
letters of French, English, Turkish and romanised names; an alignment of the two names then costs what is unusual in it
or left unwritten. A sketch of the consonants finds the few names that are worth aligning.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from reportedly.world.place_fold import fold_place

UNLIKE = 99
"""The cost of two names that can't be one."""

SHORTEST = 4
"""Letters of an Arabic name that is looked for: shorter ones spell too many."""

ARABIC_NAMES = frozenset(
    ("AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "YE")
)
"""Countries whose places mostly have Arabic names: words that many villages bear, and listed as they are written."""

# What an odd letter and an unwritten vowel cost, and the most that a name may. Of 2,673 listed Arabic names of towns in
# 38 countries, looked for as if they weren't listed, 70 % are found and 98 % of these are right; where the town itself
# is taken away, 7 % find another.
_ODD, _UNWRITTEN = 2, 1
_LONGEST = 30  # letters of a name
_MOST = 3  # that a name may cost; one of few consonants less than it has of them
_MARGIN = 1  # how much dearer another's name must be for the two to be told apart
_TIMES = 10
_GRAPHEME = 3  # letters of the longest group
_SIGNS = str.maketrans({"ç": "ch", "ş": "sh", "š": "sh", "č": "ch", "ž": "j", "ğ": "gh", "ñ": "ny"})

# What stands for Latin letters: first what is usual, then, behind a bar, what is found now and then; "-" is nothing.
_INSIDE = {
    "b": "ب", "p": "ب پ", "ph": "ف", "f": "ف", "v": "ف ڤ", "w": "و | -", "m": "م", "n": "ن", "l": "ل", "r": "ر",
    "t": "ت ط", "th": "ث ت ط | ذ", "d": "د ض", "dh": "ذ د ض ظ", "dj": "ج", "k": "ك ق", "q": "ق ك | غ ج گ",
    "qu": "ك كو ق قو", "kh": "خ ك", "ck": "ك", "x": "كس | س ش ز", "g": "غ ج ق گ | ك", "gh": "غ ق | ج",
    "gu": "غ غو ج جو | ق قو", "gn": "ني ن", "ge": "ج جي جا غ غي", "gi": "ج جي غ غي", "gy": "جي غي",
    "c": "ك ق | ج", "ce": "س سي | ج جي تش تشي", "ci": "س سي | ج جي تش تشي", "cy": "سي", "ch": "ش تش چ | خ ك ج",
    "tch": "تش", "sch": "ش | سك", "j": "ج | خ ز ژ", "zh": "ج | ز ژ", "s": "س ص | ز", "sh": "ش", "sc": "سك س",
    "z": "ز | ظ ذ ض س ص تس", "ts": "تس | ز", "tz": "تس تز", "h": "ه ح | -", "y": "ي | -", "gb": "غب جب",
    "a": "ا - | ع عا", "e": "ي - | ا ع", "i": "ي - | ع", "o": "و | ا - ع عو", "u": "و - | ا ع",
    "aa": "ا | عا", "ai": "اي ي | ا", "ay": "اي ي", "ae": "اي ي ا", "au": "او و", "aw": "او و", "ea": "ي ا يا",
    "ee": "ي", "ei": "ي اي", "ey": "ي اي", "eau": "و", "eu": "و", "ie": "ي يه", "ia": "يا ي", "io": "يو", "oa": "وا و",
    "oe": "و وي", "oi": "وا وي", "oo": "و", "ou": "و او | -", "oua": "وا", "oui": "وي", "ow": "او و", "oy": "وي",
    "ua": "وا", "ue": "و وي", "ui": "وي ي", "uo": "و", "ii": "ي", "yi": "ي",
}  # fmt: skip
_FIRST = {
    "a": "ا | ع", "e": "ا اي | ي ع", "i": "ا اي | ي ع", "o": "او ا | ع", "u": "او ا يو | ع و", "ou": "او و | ع",
    "ai": "اي | ع", "ay": "اي | ع", "ei": "اي", "au": "او", "aw": "او", "m": "م | ام", "n": "ن | ان",
}  # fmt: skip
_LAST = {
    "a": "ا ه | ي -", "ah": "ا ه", "e": "ه ي - | ا", "eh": "ه", "i": "ي | -", "y": "ي", "o": "و", "u": "و", "ou": "و",
    "ia": "يا يه", "ie": "ي", "h": "ه -",
}  # fmt: skip
_VOWELS = frozenset("aeiou")
_DOUBLED = re.compile(r"([^aeiou])\1")
_SOUND_OF = {"b": "b", "p": "b", "f": "f", "v": "f", "l": "l", "m": "m", "n": "n", "r": "r"} | dict.fromkeys(
    "cdgjkqstxz", "k"
)
_SOUND_OF |= dict(zip("بپفڤلمنر", "bbfflmnr", strict=True)) | dict.fromkeys("تثجخدذزسشصضطظغقكگچژ", "k")


def _options(listed: str, *, vowel: bool) -> tuple[tuple[str, int], ...]:
    found = []
    for words, cost in zip(listed.split("|"), (0, _ODD), strict=False):
        for word in words.split():
            unwritten = word == "-"
            found.append(("" if unwritten else word, cost + (_UNWRITTEN if unwritten and vowel else 0)))
    return tuple(found)


def _table(listed: dict[str, str]) -> dict[str, tuple[tuple[str, int], ...]]:
    return {letters: _options(words, vowel=letters[0] in _VOWELS) for letters, words in listed.items()}


TABLES = {"first": _table(_INSIDE | _FIRST), "inside": _table(_INSIDE), "last": _table(_INSIDE | _LAST)}
"""The Arabic letters for Latin ones at the beginning of a name, inside and at its end, each with its cost."""


def plain_latin(name: str) -> str:
    """A Latin name in the letters of the table: no spaces, accents, articles or doubled consonants."""
    return _DOUBLED.sub(r"\1", fold_place(name.casefold().translate(_SIGNS)).replace(" ", ""))


def plain_arabic(name: str) -> str:
    """An Arabic name in the letters of the table: no spaces, marks or doubled letters."""
    return re.sub(r"(.)\1", r"\1", fold_place(name).replace(" ", ""))


def sketch(plain: str) -> str:
    """The consonants of a plain name of either script in six kinds, those run together that are alike."""
    sounds = [_SOUND_OF[c] for c in plain.replace("ph", "f").replace("gn", "n") if c in _SOUND_OF]
    return "".join(s for s, before in zip(sounds, ["", *sounds], strict=False) if s != before)


def cost(latin: str, arabic: str) -> int:
    """What is unusual or unwritten in reading a plain Arabic name as a plain Latin one; `UNLIKE` where it can't be."""
    if max(len(latin), len(arabic)) > _LONGEST:
        return UNLIKE

    @functools.cache
    def rest(i: int, j: int) -> int:
        if i == len(latin):
            return 0 if j == len(arabic) else UNLIKE
        best = UNLIKE
        for length in range(1, min(_GRAPHEME, len(latin) - i) + 1):
            table = TABLES["first" if i == 0 else "last" if i + length == len(latin) else "inside"]
            for letters, price in table.get(latin[i : i + length], ()):
                if price < best and arabic.startswith(letters, j):
                    best = min(best, price + rest(i + length, j + len(letters)))
        return best

    return min(rest(0, 0), UNLIKE)


class Spelled(NamedTuple):
    """A place that a name may spell: its plain name, number and people."""

    plain: str
    number: int
    population: int


def choose_spelled(arabic: str, places: Iterable[Spelled]) -> int | None:
    """The number of the one place that a plain Arabic name spells; None where none does or several may.

    Of several that it spells about as well, the one that has ten times the people of any other.
    """
    most = min(sum(c in _SOUND_OF for c in arabic) - 1, _MOST)
    costs = [(cost(place.plain, arabic), place) for place in places]
    found = [(price, place) for price, place in costs if price <= most + _MARGIN]
    least = min((price for price, _ in found), default=UNLIKE)
    if least > most:
        return None
    rivals = sorted([place for price, place in found if price <= least + _MARGIN], key=lambda p: -p.population)
    if len(rivals) > 1 and rivals[0].population < _TIMES * max(rivals[1].population, 1):
        return None
    return rivals[0].number
