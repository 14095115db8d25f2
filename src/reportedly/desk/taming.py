"""Texts of pages as they can stand beside the desk's own: they neither turn round nor cover what is next to them.

Everything that a template puts on a page goes through `tame`; what is stored and what the API answers stays as it came.
`frontend/src/map/tame.ts` does the same for the map.
"""

from __future__ import annotations

import re

MOST_MARKS = 6
"""Marks on one letter that are shown; no language stacks more, pages that cover their neighbours' lines do."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
_HEAP = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_EMBEDS, _ISOLATES, _OVERRIDES, _ENDS_EMBEDDING, _ENDS_ISOLATE = (
    "\u202a\u202b", "\u2066\u2067\u2068", "\u202d\u202e", "\u202c", "\u2069",
)  # fmt: skip
_LINE_ENDS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_SHOWN = "\ufffd"


class Exact(str):
    """A text that is sent back as it is (an id, what a person wrote into a field), never tamed."""

    __slots__ = ()


def shown(value: object) -> object:
    """What a template puts on a page: plain texts are tamed, all else is left alone."""
    return tame(value) if type(value) is str else value


def tame(text: str) -> str:
    """The text with its directions balanced, without overrides, controls and heaps of marks.

    A sign that would turn letters round (12 into 21) shows as a replacement character instead. Signs that say in
    which direction words run are kept, but each ends where the text does, and none ends what stands around it.
    """
    if text.isascii() and text.isprintable():
        return text
    if _UNSEEN.search(text):
        text = "".join(_balanced(text))
    return _HEAP.sub(r"\1", text)


def _balanced(text: str) -> list[str]:
    found: list[str] = []
    open_ones: list[str] = []
    for sign in text:
        if not _UNSEEN.match(sign):
            found.append(sign)
        elif sign in _EMBEDS or sign in _ISOLATES:
            open_ones.append(_ENDS_EMBEDDING if sign in _EMBEDS else _ENDS_ISOLATE)
            found.append(sign)
        elif sign in _OVERRIDES:
            open_ones.append("")  # what ends it goes with it
            found.append(_SHOWN)
        elif sign == _ENDS_EMBEDDING:
            if open_ones and open_ones[-1] != _ENDS_ISOLATE:
                found.append(open_ones.pop())
        elif sign == _ENDS_ISOLATE:
            if _ENDS_ISOLATE in open_ones:
                while (end := open_ones.pop()) != _ENDS_ISOLATE:
                    found.append(end)
                found.append(sign)
        else:
            found.append(" " if sign in _LINE_ENDS else _SHOWN)
    found.extend(reversed(open_ones))
    return found
