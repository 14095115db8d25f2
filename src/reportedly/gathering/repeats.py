"""A body that stands twice on its page is kept once.

Pages print the story again for other screens, or once with line breaks and once without. Only
paragraphs that are surely the same words are dropped; a short line that comes back inside the story
stays, unless what stands beside it comes back too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from reportedly.gathering.lines import is_cut, is_item, key_of

MIN_REPEAT = 60
"""Letters and digits of a paragraph that nobody writes twice by chance."""
NEARLY = 0.8
"""Share of its word pairs that a paragraph has from one before it, on a page that repeats itself anyway."""
MOST_COMPARED = 50_000_000
"""Paragraphs times letters: beyond it (a page of thousands of lines) only exact repeats are looked for."""

_SENTENCE = re.compile(r"(?<=[.!?؟…»\"”])\s+")

Keyed = tuple[str, str]
"""A paragraph and its key."""


def without_repeats(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without those that an earlier one repeats, and without cut beginnings of others."""
    keyed = [(p, k) for p in paragraphs if (k := key_of(p))]
    once = _once(keyed)
    if len(keyed) * sum(len(k) for _, k in keyed) > MOST_COMPARED:
        return [p for p, _ in once]
    if len(keyed) - len(once) >= 3:
        once = _without_near_repeats(once)
    return _without_second_printings(_without_cut_beginnings(once))


def _once(keyed: list[Keyed]) -> list[Keyed]:
    """Without exact repeats: long ones by themselves, short ones beside another repeat."""
    keys = [k for _, k in keyed]
    half = len(keys) // 2
    if half >= 2 and keys[:half] == keys[half : 2 * half] and len(keys) == 2 * half:
        return keyed[:half]
    first: dict[str, int] = {}
    origin = [first.setdefault(key, i) for i, key in enumerate(keys)]
    # An item of a list may come back in another list: it needs a neighbour, as short lines do.
    alone = [len(key) >= MIN_REPEAT and not is_item(paragraph) for paragraph, key in keyed]
    repeated = [origin[i] < i and alone[i] for i in range(len(keys))]
    for step in (-1, 1):
        order = range(1, len(keys)) if step == -1 else range(len(keys) - 2, -1, -1)
        for i in order:
            # A run comes back: what stood beside this line then, stands beside it again.
            if origin[i] < i and repeated[i + step] and origin[i + step] == origin[i] + step:
                repeated[i] = True
    return [pair for pair, again in zip(keyed, repeated, strict=True) if not again]


def _without_near_repeats(keyed: list[Keyed]) -> list[Keyed]:
    """Without long paragraphs that differ from an earlier one in a word or two. For pages with repeats only."""
    kept: list[Keyed] = []
    seen: list[set[tuple[str, str]]] = []
    ever: set[tuple[str, str]] = set()
    for paragraph, key in keyed:
        words = paragraph.casefold().split()
        pairs = set(itertools.pairwise(words))
        long = len(key) >= MIN_REPEAT
        # Figures that differ are news, not another printing.
        if (
            long
            and len(pairs & ever) >= NEARLY * len(pairs)  # else no single one has so many
            and any(len(pairs & other) >= NEARLY * len(pairs) for other in seen)
            and not _new_figures(paragraph, kept)
        ):
            continue
        kept.append((paragraph, key))
        if long:
            seen.append(pairs)
            ever |= pairs
    return kept


def _new_figures(paragraph: str, kept: list[Keyed]) -> bool:
    before = {figure for other, _ in kept for figure in re.findall(r"\d+", other)}
    return not before.issuperset(re.findall(r"\d+", paragraph))


def _without_cut_beginnings(keyed: list[Keyed]) -> list[Keyed]:
    """Without paragraphs that are the beginning of another one, cut with "…"."""
    cut = {k for p, k in keyed if is_cut(p) and len(k) >= MIN_REPEAT // 2}
    gone = {k for k in cut if any(other.startswith(k) and len(other) > len(k) for _, other in keyed)}
    return [(p, k) for p, k in keyed if k not in gone]


def _without_second_printings(keyed: list[Keyed]) -> list[str]:
    """Without text that stands twice with other line breaks; the printing with more line breaks is kept."""
    long = [k for _, k in keyed if len(k) >= MIN_REPEAT]
    together = "\n".join(long)
    if all(together.count(key) == 1 for key in long):
        return [paragraph for paragraph, _ in keyed]  # none stands in another
    merged = {k for k in long if _is_merged(k, long)}
    elsewhere = "\n".join(k for _, k in keyed if k not in merged)
    kept: list[str] = []
    for paragraph, key in keyed:
        if key in merged:
            kept += [s for s in _SENTENCE.split(paragraph) if (k := key_of(s)) and k not in elsewhere]
        elif len(key) < MIN_REPEAT or not any(key in k for k in long if k is not key and k not in merged):
            kept.append(paragraph)
    return kept


def _is_merged(key: str, long: list[str]) -> bool:
    """Whether at least half of this paragraph is two or more other paragraphs."""
    parts = [len(k) for k in long if len(k) < len(key) and k in key]
    return len(parts) >= 2 and sum(parts) >= len(key) / 2
