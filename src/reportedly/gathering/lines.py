"""What a line of a page looks like: a headline, a sentence, a link to another story, furniture."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reportedly.gathering.wording import furniture_pattern, link_pattern

_NEITHER = re.compile(r"[\W_]+")  # neither letters nor digits
_CUT = re.compile(r"(?:…|\.{3,})\s*[\"'»”’)\]]*$")
_FINAL = re.compile(r"[.!?؟。！？।۔:;؛][\"'»”’)\]\s]*$|[.!?؟][\"'»”’)\]\s]*(?:\([^()]{1,30}\))$")
_FULL_STOP = re.compile(r"(?<!\.)[.。।۔!][\"'»”’)\]\s]*$")
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪●]|\d{1,3}[.)\-])\s")
MAX_HEADLINE_WORDS = 30
MAX_HEADLINE = 200
_MUCH_LONGER = 4  # times a headline's length: no printing of it
MIN_ANCHOR = 12
"""Letters of a headline that must be there before its beginning counts as the headline."""


@lru_cache(maxsize=1_024)  # a page's headline is compared with each of its lines
def key_of(line: str) -> str:
    """Letters and digits alone, in small letters: equal for two printings of one line."""
    plain = unicodedata.normalize("NFKC", line).casefold()
    return _NEITHER.sub("", "".join(plain.split()))  # white space, the most of it, goes faster so


def is_cut(line: str) -> bool:
    """Whether the line was cut short: it ends in "…" or "..."."""
    return ("…" in line or "..." in line) and _CUT.search(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether the line ends as sentences end, a closing quotation mark or bracket apart."""
    return not is_cut(line) and _FINAL.search(line) is not None


def ends_in_full_stop(line: str) -> bool:
    """Whether the line ends in a full stop or an exclamation mark, as headlines hardly ever do."""
    return not is_cut(line) and _FULL_STOP.search(line) is not None


def is_item(line: str) -> bool:
    """Whether the line is an item of a list: a list of the dead is part of a story."""
    return _BULLET.match(line) is not None


def headline_like(line: str) -> bool:
    """Whether the line is as short as headlines are, and no item of a list."""
    return len(line) <= MAX_HEADLINE and len(line.split()) <= MAX_HEADLINE_WORDS and not is_item(line)


def same_headline(line: str, title: str | None) -> bool:
    """Whether the line is the headline, or the beginning of it, cut."""
    if not title:
        return False
    if len(line) > _MUCH_LONGER * len(title) and not is_cut(title):
        return False
    line_key, title_key = key_of(_uncut(line)), key_of(_uncut(title))
    if not line_key or not title_key:
        return False
    if line_key == title_key:
        return True
    if len(line_key) < MIN_ANCHOR:
        return False
    return (is_cut(line) and title_key.startswith(line_key)) or (is_cut(title) and line_key.startswith(title_key))


def _uncut(line: str) -> str:
    return _CUT.sub("", line) if is_cut(line) else line


def linked_story(line: str) -> str | None:
    """The headline behind "Read also:"; "" where the line has those words alone; None for other lines."""
    match = link_pattern().match(line) if len(line) <= 2 * MAX_HEADLINE else None
    return None if match is None else (match["story"] or "").strip()


@lru_cache(maxsize=1_024)  # each line is asked for more than once
def is_furniture(line: str) -> bool:
    """Whether the line is a share button, a credit, a prompt or the like, in any of the languages."""
    return len(line) <= MAX_HEADLINE and furniture_pattern().fullmatch(line) is not None
