"""Terms: the forms under which the words of a text are found by somebody who searches, whatever the language.

A word is found by its folded form. Arabic writes small words onto the next: و and ف (and, so), ب ك ل (in, as, to), ال
(the), in this order, so that one word has many beginnings; it is found with them and without. What a letter is can't
be told by letters alone: `clitics.txt` has the frequent words whose first letter is their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from reportedly.scripts.folding import fold

_ARTICLE, _TO_THE = "ال", "لل"
_SHORTEST = 3  # letters that stay of a word: nearly all Arabic words have a root of three
_SHORTEST_BEHIND_ARTICLE = 2  # the article makes it plain: الدم is "the blood"
_LONGEST = 64  # code points: what is longer is no word (a key, a picture written as text)

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d"
_WORDS = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]+)*")
_IS_ARABIC = re.compile("[\u0621-\u064a]+")
_ENDINGS = (
    "", "ا", "ه", "ها", "هم", "هن", "هما", "نا", "ت", "وا", "ان", "ين", "ون", "ات", "تان", "تين", "ته", "تها", "تهم",
    "ي", "يا", "يه", "يون", "يين", "يات", "يان", "يتان", "يتين", "اته", "اتها", "اتهم", "ي", "و",
)  # fmt: skip


def terms_of(texts: Iterable[str]) -> set[str]:
    """Every form under which these texts are found: letters and digits only, folded."""
    words = {word for text in texts for word in _WORDS.findall(text)}
    return {form for word in words for form in forms(word)}


def words_of(text: str) -> list[tuple[str, ...]]:
    """The words of what somebody searches for, each once, in order, with all the forms that will do for it."""
    return list(dict.fromkeys(found for word in _WORDS.findall(text) if (found := forms(word))))


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, ...]:
    """The folded word, then what it is without the small words that may be written onto it."""
    folded = "".join(character for character in fold(word) if character.isalnum())[:_LONGEST]
    if not folded:
        return ()
    return tuple(dict.fromkeys(_bare(folded))) if _IS_ARABIC.fullmatch(folded) else (folded,)


def _bare(word: str) -> list[str]:
    """An Arabic word, with and without what is written onto it."""
    found = [word]
    if len(word) < _SHORTEST + 1 or word in _own(word[0]):
        return found
    if word[0] in "وف" and word[1:2] != "":
        found += _bare(word[1:])
    elif word.startswith(_TO_THE):
        found += [_ARTICLE + word[2:], word[2:]] if len(word) >= 2 + _SHORTEST_BEHIND_ARTICLE else []
    elif word[0] in "بكل":
        found += [word[1:], *_without_article(word[1:])]
    else:
        found += _without_article(word)
    return found


def _without_article(word: str) -> list[str]:
    rest = word[len(_ARTICLE) :]
    long_enough = word.startswith(_ARTICLE) and len(rest) >= _SHORTEST_BEHIND_ARTICLE
    return [rest] if long_enough and word not in _own(_ARTICLE) else []


@cache
def _own(beginning: str) -> frozenset[str]:
    """The words of which this beginning is a part, with the endings that they take."""
    listed = (Path(__file__).parent / "clitics.txt").read_text(encoding="utf-8").splitlines()
    stems = [stem for line in listed for stem in line.split()[1:] if line.split()[0] == beginning]
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS)
