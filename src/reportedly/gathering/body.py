"""The paragraphs of a page's story: HTML through trafilatura, plain text line by line."""

from __future__ import annotations

import itertools
import re

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from reportedly.gathering.decoding import tidy
from reportedly.gathering.extraction import careful_text, quick_text
from reportedly.gathering.lines import ends_sentence, is_furniture, key_of
from reportedly.gathering.repeats import MOST_COMPARED

SENTENCE = 80
"""Characters of a line that is text rather than a label, a caption or a link, if it also ends in a full stop."""
POOR = 250
"""Characters below which the quick extraction is tried again with more care."""
_MARKS = re.compile(
    r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s|<script[\s>]", re.IGNORECASE
)
# Its first letters without a flag: a search for a plain set of letters takes a fifth of the time
_BODY_MARK = re.compile(r"""[iI][tT][eE][mM](?i:prop\s*=\s*["']?(?:[a-z]+ )?articleBody)""")
_BLOCKS = re.compile(r"</(?:p|div|h[1-6]|article|section|span|td)>|<br\s*/?>", re.IGNORECASE)
_WRAP_MIN, _WRAP_MAX = 50, 100


def is_html(text: str) -> bool:
    """Whether `text` is HTML: marks of a page near its beginning, or several blocks closed."""
    beginning = text[:10_000]
    return _MARKS.search(beginning) is not None or (
        "<" in beginning[:200] and len(list(itertools.islice(_BLOCKS.finditer(text), 4))) >= 2
    )


def html_paragraphs(source: str) -> list[str]:
    """The story's paragraphs in the page, which must have passed `guards.check_html`. Empty if it has none.

    The quick extraction first, with what it lost of a story that the page marks as such; where it finds
    little, the marked story itself, the careful extraction, and resiliparse's last.
    """
    quick = _paragraphs(quick_text(source))
    story = _marked(source)
    if len(quick) == 1 and story and key_of(quick[0]) not in "".join(map(key_of, story)):
        # Not the story but a whole page on one line, menus and all: its way out on pages with little text.
        return [line for line in story if ends_sentence(line)] or story
    marked = _sentences(story)
    if _weight(quick) >= POOR:
        return _with_lost(quick, marked)
    if _weight(marked) >= POOR:
        return marked
    careful = _paragraphs(careful_text(source))
    best = max(quick, careful, key=_weight)
    if _weight(best) >= POOR:
        return best
    # Its menus and prompts are short lines; only a real story may take the place of a short one.
    plain = _sentences(_paragraphs(extract_plain_text(source, main_content=True, preserve_formatting=True)))
    return plain if _weight(plain) > max(2 * _weight(best), SENTENCE) else best


def _marked(source: str) -> list[str]:
    """The lines of the one element that the page marks as the story's body; none without such a mark.

    Trafilatura loses text that stands bare behind an embedded video or the like; this finds it again.
    """
    if _BODY_MARK.search(source) is None:
        return []
    document = HTMLTree.parse(source).document
    found = document.query_selector_all('[itemprop~="articleBody"]') if document is not None else []
    if len(found) != 1:
        return []
    return _paragraphs(extract_plain_text(found[0].html, preserve_formatting=True, alt_texts=False))


def _with_lost(found: list[str], marked: list[str]) -> list[str]:
    """`found`, and in their places the marked sentences that aren't in it."""
    everything = "".join(map(key_of, found))
    if len(marked) * len(everything) > MOST_COMPARED:
        return found
    lost = [line for line in marked if key_of(line) not in everything]
    # Where most is missing, the two don't hold the same story, and the mark may be on a teaser.
    if not lost or _weight(lost) > _weight(found) / 2:
        return found
    merged = list(found)
    for line in lost:
        before = key_of(marked[marked.index(line) - 1]) if marked.index(line) else ""
        place = next((i for i, other in enumerate(merged) if before and before in key_of(other)), None)
        if place is None:
            before = before[-SENTENCE // 2 :]
            place = next((i for i, other in enumerate(merged) if before and key_of(other).endswith(before)), -1)
        if place >= 0 or line is marked[0]:
            merged.insert(place + 1, line)
        else:
            merged.append(line)
    return merged


def _sentences(lines: list[str]) -> list[str]:
    """The lines that are surely text of a story: long, ended as sentences end, no furniture."""
    return [line for line in lines if len(line) >= SENTENCE and ends_sentence(line) and not is_furniture(line)]


def text_paragraphs(text: str) -> list[str]:
    """The lines of a tidied plain text; lines broken at a page's width are joined again."""
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", text.strip())]
    lines: list[str] = []
    for block in blocks:
        lines += [" ".join(block)] if _is_wrapped(block) else block
    return [line for line in lines if line]


def _is_wrapped(block: list[str]) -> bool:
    """Whether a block's lines were broken at one width: all but the last nearly as long as the longest."""
    if len(block) < 3:
        return False
    widths = [len(line) for line in block[:-1]]
    longest = max(widths)
    if not _WRAP_MIN <= longest <= _WRAP_MAX or len(block[-1]) > longest:
        return False
    starts = [line[0] for line in block[1:] if line]
    if all(start.isupper() for start in starts) or any(line.endswith(("…", "...")) for line in block):
        return False  # a list of headlines: a sentence that is broken goes on in small letters
    open_ends = sum(1 for line in block[:-1] if line[-1:] not in '.!?…:"»')
    return min(widths) >= longest * 0.75 and open_ends >= len(widths) * 0.6


def _paragraphs(text: str) -> list[str]:
    lines = (line.removeprefix("- ").strip("| ") if line.startswith("|") else line for line in tidy(text).split("\n"))
    return [line for line in lines if line]


def _weight(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))
