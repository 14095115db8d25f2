"""Names hidden in texts: the one rule by which nobody is named in answers to readers, nor in what goes out.

A name is found word by word, as words are folded: in any case, with or without accents and vowel marks, over a line
break, under what Arabic writes onto it (و ب ل ك), in the genitive and in the plural. A word of a person's name is
hidden wherever it stands, since a family name alone, or a first name, gives somebody away; particles ("de", "bin"),
initials and words in small letters are nobody's by themselves, and are hidden beside a word that is. A place is hidden
where all its words stand. Masks are as long as what they hide.

It's a veil, not a proof: a name that is written otherwise (Mohamed, Muhammad) still shows where nobody read it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reportedly.scripts import Remembered, fold

MASK = "█"

_UNSEEN = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_MARKS = f"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed{_UNSEEN}"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]+)*[{_MARKS}]*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BESIDE = re.compile(rf"[\s_\-‐-―'’ʼ.·{_UNSEEN}]{{1,4}}")  # what stands between two words of one name
_ARABIC = re.compile("[\u0621-\u064a]{3,}")
_ONTO = re.compile("[وف]?[بكل]?(?:ال)?")  # what is written onto an Arabic word, in its order
_ARTICLED = re.compile("ال[\u0621-\u064a]{3,}")
_LATIN = re.compile("[a-z]{4,}")
_DAY = r"\d{4}-\d\d-\d\d(?!\d)|\d\d?[./]\d\d?[./]\d{4}(?!\d)|\d{4}[-/]\d{4}(?!\d)"
_CONTACT = re.compile(
    rf"[^\s@<>()]{{1,64}}@[^\s@<>()]{{1,253}}|(?<![\d-])\+?(?!{_DAY})\d(?:[\s().\-/]{{0,2}}\d){{6,14}}"
)
_LEAST = 2  # code points of a word that gives somebody away by itself
_RUN_TOGETHER = 6  # letters of a name that is looked for without its blanks, in an address


class Secret(NamedTuple):
    """What is hidden: a person, of whom each word of the name gives something away, or words that do so together."""

    text: str
    person: bool = True


def is_proper(name: str) -> bool:
    """Whether it may be somebody's own name: "Moussa D.", "موسى"; not "a nurse", "residents", "Hospital source"."""
    return any(not word[0].islower() and _gives_away(_folded(word)) for word in _WORD.findall(name))


def without_contacts(text: str) -> str:
    """The text with masks in the place of telephone numbers and addresses of mail."""
    return _CONTACT.sub(lambda match: MASK * len(match[0]), text)


def unsaid(text: str, now: str) -> str:
    """What was said once, with masks in the place of names that aren't in what is said `now`."""
    said = {form for word in _WORD.findall(now) for form in _forms(word)}
    masked, end = [], 0
    for word in _WORD.finditer(text):
        if not word[0][0].islower() and not word[0].isdigit() and said.isdisjoint(_forms(word[0])):
            masked += [text[end : word.start()], MASK * len(word[0])]
            end = word.end()
    return "".join((*masked, text[end:]))


def _gives_away(folded: str) -> bool:
    return len(folded) >= _LEAST and not folded.isdigit() and folded not in particles()


class Hider:
    """Hides these secrets in texts."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._alone: set[str] = set()  # words that are hidden wherever they stand
        self._beside: set[str] = set()  # words that are hidden beside one of those
        self._together: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)  # words in a row, by the first
        self._inside: set[str] = set()  # names in scripts without blanks
        self._run: set[str] = set()
        for text, person in secrets:
            (self._add_person if person else self._add_words)(text)
        self._any = self._alone.union(self._together)
        self._matters = Remembered(self._is_of_matter).__getitem__
        inside = sorted(self._inside, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, inside)), re.IGNORECASE) if inside else None

    def mask(self, text: str) -> str:
        """The text with masks in the place of what is hidden, as long as it was."""
        if self._pattern:
            text = self._pattern.sub(lambda match: MASK * len(match[0]), text)
        if not self._any or not any(map(self._matters, _WORD.findall(text))):
            return text
        parts, end = [], 0
        for start, stop in self._spans(text):
            parts += [text[end:start], MASK * (stop - start)]
            end = stop
        return "".join((*parts, text[end:]))

    def spells(self, address: str) -> bool:
        """Whether the address spells something that is hidden, be it run together."""
        if self.mask(address) != address:
            return True
        letters = "".join(_folded(word) for word in _WORD.findall(address))
        return any(name in letters for name in self._run)

    def _add_person(self, name: str) -> None:
        words = _WORD.findall(name)
        small = is_proper(name)  # whether words in small letters are those between names
        whole = tuple(filter(None, map(_folded, words)))
        own = [folded for word in words if _gives_away(folded := _folded(word)) and not (small and word[0].islower())]
        self._alone.update(own, (word[2:] for word in own if _ARTICLED.fullmatch(word)))
        self._beside.update(whole)
        self._beside.update(folded[0] for folded in own if not _ARABIC.fullmatch(folded))
        if len(own) > 1:
            self._together[own[0][0]].add(tuple(f"{folded[0]}." for folded in own))
        self._add_words(name)

    def _add_words(self, text: str) -> None:
        if _UNSPACED.search(text):
            self._inside.add(text)
        if words := tuple(filter(None, map(_folded, _WORD.findall(text)))):
            self._together[words[0]].add(words)
            if len(run := "".join(words)) >= _RUN_TOGETHER:
                self._run.add(run)

    def _is_of_matter(self, word: str) -> bool:
        return not self._any.isdisjoint(_forms(word))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """What is hidden, from where to where; words of one name with what stands between them."""
        words = list(_WORD.finditer(text))
        near = [bool(_BESIDE.fullmatch(text, one.end(), other.start())) for one, other in pairwise(words)]
        hidden = self._hidden(text, words)
        for at in sorted(hidden):
            for step in (-1, 1):
                beside = at + step
                while 0 <= beside < len(words) and near[min(beside, beside - step)]:
                    if beside in hidden or self._beside.isdisjoint(_forms(words[beside][0])):
                        break
                    hidden.add(beside)
                    beside += step
        start, last = -1, -2
        for at in sorted(hidden):
            if at != last + 1 or not near[last]:
                if start >= 0:
                    yield start, words[last].end()
                start = words[at].start()
            last = at
        if start >= 0:
            yield start, words[last].end()

    def _hidden(self, text: str, words: list[re.Match[str]]) -> set[int]:
        """The numbers of the words that are hidden, but for those that are so beside others."""
        hidden: set[int] = set()
        for at, word in enumerate(words):
            for form in _forms(word[0]):
                if form in self._alone:
                    hidden.add(at)
                for row in self._together.get(form, ()):
                    if self._stands(row, text, words[at : at + len(row)]):
                        hidden.update(range(at, at + len(row)))
        return hidden

    @staticmethod
    def _stands(row: tuple[str, ...], text: str, words: list[re.Match[str]]) -> bool:
        """Whether the row's words stand there; an initial has its point."""
        return len(words) == len(row) and all(
            wanted in _forms(word[0])
            or (wanted[1:] == "." and wanted[0] == _folded(word[0]) and text[word.end() : word.end() + 1] == ".")
            for wanted, word in zip(row, words, strict=True)
        )


@cache
def particles() -> frozenset[str]:
    """Words of names that are nobody's: articles, "of", "son of"."""
    listed = Path(__file__).with_name("particles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_folded(word) for line in listed if not line.startswith("#") for word in line.split())


def _folded(word: str) -> str:
    return "".join(character for character in fold(word) if character.isalnum())


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    """The folded word, then what it may be without what is written onto it."""
    folded = _folded(word)
    found = [folded]
    if _ARABIC.fullmatch(folded):
        onto = _ONTO.match(folded)
        found += [folded[at:] for at in range(1, (onto.end() if onto else 0) + 1) if len(folded) - at >= _LEAST]
        found += [f"ال{form[2:]}" for form in found if form.startswith("لل")]
        found += [form[:-1] for form in found if form.endswith("ا") and len(form) > _LEAST + 1]  # محمدا
    elif _LATIN.fullmatch(folded) and folded.endswith("s"):
        found.append(folded[:-1])
    elif folded != (letters := folded.strip("0123456789")) and letters:
        found.append(letters)  # a note's number behind a name
    return tuple(dict.fromkeys(found))
