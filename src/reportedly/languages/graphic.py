"""Graphic words: what a person may ask to have behind a click while reading quotes. `graphic.yml` of the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from reportedly.languages import folder as files

BEGINS = "*"
"""Ends a word of the list of which only the beginning counts."""

Pieces = tuple[tuple[str, bool], ...]


def graphic_pieces(text: str, code: str | None, root: Path = files.ROOT) -> Pieces:
    """The text in pieces, each with whether it is graphic; together they are the text, word for word.

    In a language without a list nothing is. Raises `LanguageError` for a `graphic.yml` that can't be read.
    """
    pattern = _pattern(code, root) if code in files.known_languages() else None
    return tuple(_cut(text, pattern)) if pattern is not None else ((text, False),)


def _cut(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    at = 0
    for found in pattern.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False


@lru_cache(maxsize=32)
def _pattern(code: str | None, root: Path) -> re.Pattern[str] | None:
    path = root / str(code) / "graphic.yml"
    if not path.is_file():
        return None
    read = files.load_yaml(path) or {}
    files.check_known(read, ("words",), f"{code}/graphic.yml")
    clitics = sorted(files.profile(root / str(code)).get("clitics_split") or (), key=len, reverse=True)
    articles = files.words_of(files.profile(root / str(code)).get("clitics_absorb"))
    before = "".join(f"(?:{'|'.join(map(re.escape, some))})?" for some in (clitics, articles) if some)
    words = sorted(files.words_of(read.get("words")), key=len, reverse=True)
    if not words:
        return None
    return re.compile(rf"(?<!\w){before}(?:{'|'.join(map(_word, words))})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    """The words of a phrase with any space between them; a beginning goes on to its word's end."""
    begins = word.endswith(BEGINS)
    parts = word.removesuffix(BEGINS).split()
    return r"\s+".join(map(re.escape, parts)) + (r"\w*" if begins else "")
