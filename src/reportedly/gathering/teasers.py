"""Headlines of other stories, set apart from the story.

Plain text has them too: a run of short lines at an edge of the page, some of them cut with "…", one
of them like the page's own headline. A run is taken only where something besides its shape says so,
since a story's last lines may be short as well (a list of the dead, a verse, a signature).
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.gathering.lines import (
    ends_in_full_stop,
    ends_sentence,
    headline_like,
    is_cut,
    is_furniture,
    is_item,
    linked_story,
    same_headline,
)

MIN_WORDS = 4
"""Shorter lines in a run are labels ("World", "2 hours ago"), not headlines. A line of Arabic may be short."""
MIN_RUN = 3
"""Headlines of a run that has neither a cut line nor the page's own headline in it."""
MEAN_WORDS = 7
"""Of the headlines of such a run: signatures, credentials and verse are shorter."""
MIN_CUT = 40
"""Characters of a line that was cut to fit a width; in a shorter one, "..." is a pause (Arabic prose, verse)."""
MOST_FOOT = 2
"""Lines of a page's foot that may stand under the headlines of other stories."""
BODY_ENDS_SENTENCES = 0.7
"""Share of the other paragraphs that must end as sentences do before a lack of it means something."""


def set_apart(title: str | None, paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The story's paragraphs, and the headlines of other stories that stood among them or at the edges."""
    story, teasers = _without_links(paragraphs)
    foot, tail = _tail_over_foot(title, story)
    inner = len(story) - foot - tail
    head = _head(title, story[:inner])
    ends = story[:head], story[inner : inner + tail]
    found = [line for lines in ends for line in lines if _is_teaser(line)]
    story = [line for line in (*story[head:inner], *story[inner + tail :]) if not is_furniture(line)]
    return story, [*found, *(t for t in teasers if t not in found)]


def _without_links(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Without "Read also: …" lines inside the story, and the headlines that they named."""
    story: list[str] = []
    teasers: list[str] = []
    pending = False
    for line in paragraphs:
        linked = linked_story(line)
        if linked is not None:
            pending = not linked
            teasers += [linked] if linked else []
        elif is_furniture(line):
            story.append(line)  # it may anchor a run at the edge; it goes later
        elif pending and headline_like(line) and not ends_sentence(line) and len(line.split()) >= MIN_WORDS:
            teasers.append(line)
            # Under "Read also" at the end there may be many; inside the story there is one.
            pending = False
        else:
            pending = False
            story.append(line)
    return story, teasers


def _tail_over_foot(title: str | None, lines: Sequence[str]) -> tuple[int, int]:
    """Lines at the end that are the page's own foot (a notice, a colophon), and those above it that are no story.

    Over a foot a run must have the page's own headline in it, or be cut twice: it may be a list in the story.
    """
    for foot in range(min(MOST_FOOT, len(lines) - 1) + 1):
        above = lines[: len(lines) - foot]
        tail = _tail(title, above)
        block = above[len(above) - tail :]
        cut = sum(is_cut(line) and len(line) >= MIN_CUT for line in block)
        if tail and (foot == 0 or cut >= 2 or any(same_headline(line, title) for line in block)):
            return foot, tail
    return 0, 0


def _tail(title: str | None, lines: Sequence[str]) -> int:
    """How many lines at the end are no part of the story."""
    run = _run(list(reversed(lines)), title)
    block = lines[len(lines) - run :]
    return run if run and _is_block(title, block, lines[: len(lines) - run]) else 0


def _head(title: str | None, lines: Sequence[str]) -> int:
    """How many lines before the story are no part of it: at least two, one of them cut or the headline."""
    run = _run(lines, title)
    block = lines[:run]
    if run >= len(lines) or run < 2:
        return run if run == 1 and len(lines) > 1 and is_cut(block[0]) and same_headline(block[0], title) else 0
    anchored = (
        any(same_headline(line, title) for line in block)
        or sum(is_cut(line) and len(line) >= MIN_CUT for line in block) >= 2
    )
    return run if anchored else 0


def _run(lines: Sequence[str], title: str | None) -> int:
    """How many lines from this edge on look like headlines.

    A question or a quotation may stand in a run, but not at its inner end, where the story's own last sentence is.
    """
    run = 0
    for i, line in enumerate(lines):
        if (is_cut(line) and headline_like(line)) or same_headline(line, title) or is_furniture(line):
            run = i + 1
        elif not headline_like(line) or ends_in_full_stop(line):
            break
        elif not ends_sentence(line):
            run = i + 1
    return run


def _is_block(title: str | None, block: Sequence[str], story: Sequence[str]) -> bool:
    """Whether a run at the end is other stories' headlines: what anchors it."""
    if any(same_headline(line, title) for line in block):
        return True
    headlines = [line for line in block if _is_teaser(line)]
    if not story or story[-1].rstrip().endswith(":") or any(map(is_item, block)):
        return False
    ended = sum(map(ends_sentence, story)) / len(story)
    if len(headlines) >= 2 and any(is_cut(line) and len(line) >= MIN_CUT for line in headlines):
        return ended >= BODY_ENDS_SENTENCES / 2
    regular = len(story) >= 2 and ended >= BODY_ENDS_SENTENCES and ends_sentence(story[-1])
    words = sum(len(line.split()) for line in headlines)
    return regular and len(headlines) >= max(MIN_RUN, len(block) / 2) and words >= MEAN_WORDS * len(headlines)


def _is_teaser(line: str) -> bool:
    return not is_furniture(line) and (len(line.split()) >= MIN_WORDS or is_cut(line))
