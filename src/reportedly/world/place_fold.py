"""The form in which place names meet: "Al-Raqqa", "ar-Raqqah" and "RAQQA" differ less than they look.

Folding is the same when the gazetteer is built and when it is asked, so nothing here may change without
a rebuild (`building.SCHEMA` counts such changes).
"""

from __future__ import annotations

import functools
import re
import unicodedata

# Letters that NFKD leaves whole, in names of the countries that we read about.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "ɓ": "b", "ɗ": "d", "ɛ": "e", "ɔ": "o", "ŋ": "n", "ƙ": "k", "ƴ": "y",
        # Arabic: one alef, one ya, one ha; Persian and Urdu letters to the Arabic ones that agencies print.
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ئ": "ي", "ؤ": "و",
        "ة": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ک": "ك", "ګ": "گ", "ـ": None,
    }
)  # fmt: skip
# Dropped rather than spaced: "Sana'a" and "Sanaa", "N'Djamena" and "Ndjamena" are both printed.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´ʹʺ\"“”"), None)
_GAPS = re.compile(r"[\W_]+")
_PLAIN_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a ]+")  # nothing but letters that `_LETTERS` knows, unmarked
# "al" and "el" before anything; "ar", "esh" … only before the letter that they double.
_ARTICLE = re.compile(r"\b(?:[ae]l|[aei](?P<sun>sh|dh|th|[rszdtnl])) (?=(?(sun)(?P=sun)\w\w|\w{3}))")
_IS_ARTICLE = re.compile(r"[ae]l|[aei](?:sh|dh|th|[rszdtnl])")
_TELLING = 3  # letters of a word by which names are looked for
_TATWEEL_AND_MARKS = {"ٰ", "ٔ", "ٕ"}


@functools.lru_cache(maxsize=65536)
def fold_place(name: str) -> str:
    """The key of a place name: lower case, no accents, no Arabic marks, no Latin-script Arabic article.

    Hyphens and other signs become one space and apostrophes go. The Arabic article ال stays, because
    Arabic names differ by it; `variants` gives the other form. Never raises; may be empty.
    """
    if _PLAIN_ARABIC.fullmatch(name):
        return " ".join(name.translate(_LETTERS).split())
    if name.isascii() and name.isalnum():
        return name.casefold()  # one word: neither gaps nor an article before another
    return fold_fully(name)


def fold_fully(name: str) -> str:
    """`fold_place` the long way, for any name."""
    text = name.casefold() if name.isascii() else _plain(name)
    text = _GAPS.sub(" ", text.translate(_APOSTROPHES)).strip()
    while (shorter := _ARTICLE.sub("", text)) != text:
        text = shorter
    return text


def _plain(name: str) -> str:
    """In small letters without accents, for names with letters beyond ASCII."""
    text = unicodedata.normalize("NFKD", name.translate(_LETTERS).casefold().translate(_LETTERS))
    # Again in small letters: a mathematical capital has none until its compatibility form is taken
    text = "".join([c for c in text if not unicodedata.combining(c) and c not in _TATWEEL_AND_MARKS]).casefold()
    return text.translate(_LETTERS)


def variants(folded: str) -> tuple[str, ...]:
    """The other forms under which a folded Arabic name may be listed: with and without its article ال."""
    if not folded or not "\u0600" <= folded[0] <= "\u06ff" or len(folded) < 3:
        return ()
    if folded.startswith("ال"):
        return (folded[2:],) if len(folded) > 4 else ()
    return (f"ال{folded}",)


def beginnings(word: str) -> tuple[str, ...]:
    """The first words that the listed names may have that begin with this one; nothing where that can't be said.

    Nothing for the Arabic article in Latin script, which is taken off names, and for words too short to tell.
    """
    first = fold_place(word).partition(" ")[0]
    if len(first) < _TELLING or _IS_ARTICLE.fullmatch(first):
        return ()
    if not "\u0600" <= first[0] <= "\u06ff":
        return (first,)
    return first, first[2:] if first.startswith("ال") else f"ال{first}"


_UNIT = (
    r"province|governorate|gouvernorat|région|region|state|état|etat|département|departement|department"
    r"|oblast|préfecture|prefecture|wilaya|provincia|wilayah|county|comté"
)
_CITY = r"ville|city|town|cité|village|localité|commune|capital|capitale"
_LINK = r"(?:\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’]|of\s+)|\s+)"
_BEFORE = re.compile(rf"(?i)(?:the\s+|la\s+|le\s+|l['’])?(?:(?P<unit>{_UNIT})|(?P<city>{_CITY})){_LINK}(?P<name>\S.*)$")
_AFTER = re.compile(rf"(?i)(?P<name>.*\S)[\s-]+(?:(?P<unit>{_UNIT})|(?P<city>city|town|village))$")
_ARABIC = re.compile(
    r"(?:ال)?(?:(?P<unit>محافظة|ولاية|إقليم|اقليم|منطقة|ريف|مقاطعة)|(?P<city>مدينة|بلدة|قرية))\s+(?P<name>\S.*)$"
)


def split_cue(name: str) -> tuple[str, str | None]:
    """Take "province de", "governorate", "محافظة", "ville de" … off a name: (bare name, "admin", "town" or None)."""
    for pattern in (_BEFORE, _ARABIC, _AFTER):
        match = pattern.match(name)
        if match:
            return match["name"], "admin" if match["unit"] else "town"
    return name, None
