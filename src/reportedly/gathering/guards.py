"""Bounds on a page, checked before any parser sees it.

Every HTML parser that was tried hangs on some small page made for it (100,000 nested tags, 200,000
attributes in one tag, formatting tags that are never closed), and no time limit inside the process
stops C code. Counting characters costs two milliseconds a page and can't hang. The bounds stand far above
real news pages: of 80 measured, the most had 5,464 tags, depth 47 and two unclosed formatting tags. What
still hangs is ended with its worker (`running/workers.py`).
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import sub

from reportedly.model.errors import TooLarge

MAX_PAGE_BYTES = 50_000_000
"""A page as it came, undecoded. Beyond it the file isn't even read."""
MAX_CHARACTERS = 5_000_000
"""A page decoded."""
MAX_TAGS = 100_000
MAX_DEPTH = 400
MAX_ATTRIBUTES = 1_000
"""In one tag: parsers compare each attribute with those before it, so time grows with the square."""
MAX_UNCLOSED = 200

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}")
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "rect",
        "line",
        "polygon",
        "use",
    }
)
# Browsers close these by themselves, so that a page of 500 open <p> or <li> isn't 500 deep.
_SELF_CLOSING = frozenset({"p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot"})
_FLAT = _VOID | _SELF_CLOSING
_MOST_TAGS = 10_000  # of different spellings remembered; the web's pages have some hundred


class _Steps(dict[str, int]):
    """What each tag, as its source begins, adds to the number of those that are open at once: 1, -1, or 0 if none."""

    def __init__(self, *, formatting: bool) -> None:
        super().__init__()
        self._formatting = formatting

    def __missing__(self, tag: str) -> int:
        name = tag.strip("</").lower()
        counts = name in _FORMATTING if self._formatting else name not in _FLAT
        step = 0 if not counts else -1 if tag.startswith("</") else 1
        if len(self) < _MOST_TAGS:
            self[tag] = step
        return step


_DEPTH, _UNCLOSED = _Steps(formatting=False), _Steps(formatting=True)
# A tag and its attributes as the HTML standard splits them; possessive, so that it can't backtrack.
_ATTRIBUTES = re.compile(
    r"<[a-zA-Z][^\s>/]*+"
    r"(?:[\s/]*+[^\s>/][^\s=>/]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)"
    rf"{{{MAX_ATTRIBUTES + 1}}}"
)


def check_size(name: str, size: int) -> None:
    """Raises `TooLarge` for a page of more than `MAX_PAGE_BYTES` bytes."""
    if size > MAX_PAGE_BYTES:
        raise TooLarge(
            f"{name}: more than {MAX_PAGE_BYTES // 1_000_000} MB for one page; "
            "split it, or give many articles as JSON Lines, one a line"
        )


def check_length(name: str, text: str) -> None:
    """Raises `TooLarge` for a decoded page of more than `MAX_CHARACTERS` code points."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"{name}: {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read as one page; "
            "split it, or save the article alone"
        )


def check_html(name: str, html: str) -> None:
    """Raises `TooLarge` where a parser might not come back from `html`; the message says which bound."""
    check_length(name, html)
    reason = _too_many_tags(html) or _too_deep(html) or _too_many_attributes(html)
    if reason:
        raise TooLarge(f"{name}: {reason}; no parser is safe on it, save the article's text instead")


def _too_many_tags(html: str) -> str | None:
    tags = html.count("<")
    return f"{tags:,} tags, more than {MAX_TAGS:,}" if tags > MAX_TAGS else None


def _too_deep(html: str) -> str | None:
    """Depth of nesting and unclosed formatting tags, counted over the raw source.

    Script text is counted too (a string in it may hold tags), which is why the bounds are generous.
    """
    tags = _TAG.findall(html)
    most_unclosed = max(accumulate(map(_UNCLOSED.__getitem__, tags)), default=0)
    levels = list(accumulate(map(_DEPTH.__getitem__, tags), initial=0))
    deepest = max(levels) - min(levels)
    if deepest > MAX_DEPTH:  # exactly: a closing tag where none is open counts for nothing
        deepest = max(map(sub, levels, accumulate(levels, min)))
    # Unclosed first: such a page is deep because of them, and that is the better reason to name.
    if most_unclosed > MAX_UNCLOSED:
        return f"{most_unclosed:,} formatting tags open at once, more than {MAX_UNCLOSED}"
    return f"tags nested {deepest:,} deep, more than {MAX_DEPTH}" if deepest > MAX_DEPTH else None


def _too_many_attributes(html: str) -> str | None:
    return f"more than {MAX_ATTRIBUTES:,} attributes in one tag" if _ATTRIBUTES.search(html) else None
