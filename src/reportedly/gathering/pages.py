"""An article to a report: decode, guard, read what the page says of itself, find its story."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Sequence

import msgspec

from reportedly.gathering.article import Article, Defaults, hash_id
from reportedly.gathering.body import html_paragraphs, is_html, text_paragraphs
from reportedly.gathering.days import dateline_day, parse_day, stated_day
from reportedly.gathering.decoding import decode, one_line, tidy, without_entities
from reportedly.gathering.guards import check_html, check_length, check_size
from reportedly.gathering.lines import key_of
from reportedly.gathering.metadata import Metadata, read_metadata
from reportedly.gathering.repeats import without_repeats
from reportedly.gathering.teasers import set_apart
from reportedly.gathering.tongue import code_of, language_of
from reportedly.gathering.wording import published_pattern
from reportedly.model import Report
from reportedly.model.errors import EmptyInput

MAX_TITLE = 300
"""A longer first line of a plain text is a paragraph, not a headline."""
_NEAR_HEADLINE = 4
"""Lines behind the headline in which the day of publication may stand."""
MAX_PUBLICATION = 150
"""Characters of a line that says when the page was published and by whom, and nothing else."""
_DIGITS = re.compile(r"[\s:]*[0-9\u0660-\u0669]")
_OUTLET_LINE = re.compile(r"^([A-Z][a-z]+[A-Z][A-Za-z]+)\s+[-–—]\s")


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page taken apart: what it says of itself, its headline and lines."""

    metadata: Metadata
    title: str | None
    lines: list[str]


def to_report(article: Article, defaults: Defaults) -> Report:
    """The report that `article` is.

    Raises an `InputError`: `EmptyInput` where there is nothing to read, `NotText` where it's binary,
    `TooLarge` where it's beyond a bound. An article with a headline and no body is a report.
    """
    if article.kind == "withdrawn":
        return _withdrawn(article)
    page = _take_apart(article)
    lines = _without_headline(page.title, page.lines)
    language = code_of(article.language or defaults.language)
    lines, stated, credit = _without_publication(lines, language or code_of(page.metadata.language))
    story, teasers = set_apart(page.title, without_repeats(lines))
    story = _without_headline(page.title, story)
    text = "\n\n".join(part for part in (page.title, "\n".join(story)) if part)
    if not text:
        raise EmptyInput(f"{article.name}: no headline and no story on the page; save the article's text instead")
    own = page.metadata
    return Report(
        id=article.report_id,
        text=text,
        url=article.url or own.url or defaults.url,
        outlet=article.outlet or own.outlet or defaults.outlet or _outlet_of(story),
        title=page.title,
        byline=own.byline or credit,
        language=language or language_of(text.lower() if text.isupper() else text, own.language),
        published=parse_day(article.published, language) or own.published or stated or defaults.published,
        retrieved=article.retrieved,
        teasers=tuple(dict.fromkeys(teasers)),
        raw_sha256=hash_id(article.content).removeprefix("sha256:"),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _withdrawn(article: Article) -> Report:
    language = code_of(article.language)
    return Report(
        id=article.report_id, text="", url=article.url, outlet=article.outlet, language=language,
        published=parse_day(article.published, language), retrieved=article.retrieved, withdrawn=True,
    )  # fmt: skip


def _take_apart(article: Article) -> _Page:
    check_size(article.name, len(article.content))
    given = one_line(without_entities(article.title or ""))
    if not article.content.strip() and given:
        return _Page(metadata=Metadata(), title=given, lines=[])
    text = decode(article.name, article.content, article.charset)
    if article.kind == "html" or (article.kind == "auto" and is_html(text)):
        check_html(article.name, text)
        metadata = read_metadata(text)
        return _Page(metadata=metadata, title=given or metadata.title, lines=html_paragraphs(text))
    check_length(article.name, text)
    lines = text_paragraphs(tidy(without_entities(text)))
    if given or article.kind == "text" or not lines or len(lines[0]) > MAX_TITLE:
        return _Page(metadata=Metadata(), title=given, lines=lines)
    return _Page(metadata=Metadata(), title=lines[0], lines=lines[1:])


def _without_headline(title: str | None, lines: list[str]) -> list[str]:
    """Without the headline where the body begins with it again."""
    while title and lines and key_of(lines[0]) == key_of(title):
        lines = lines[1:]
    return lines


def _without_publication(lines: list[str], language: str | None) -> tuple[list[str], datetime.date | None, str | None]:
    """Without the line by the headline that says when the page was published; its day, and who it credits."""
    for i, line in enumerate(lines[:_NEAR_HEADLINE]):
        if len(line) > MAX_PUBLICATION:
            continue
        day = stated_day(line, language)
        words = published_pattern().search(line)
        # "publié le 11 octobre" names no year: no day to read, and no part of the story either.
        yearless = words is not None and len(line) <= MAX_PUBLICATION / 2 and _DIGITS.match(line, words.end())
        if day is not None or yearless:
            credit = line[: words.start()].strip(" ,;|-–—•·:") if words else ""
            return lines[:i] + lines[i + 1 :], day, credit or None
    return lines, next((day for line in lines[:1] if (day := dateline_day(line, language))), None), None


def _outlet_of(story: Sequence[str]) -> str | None:
    """The outlet where the story opens with its name and a dash; only a name no place has (a capital inside)."""
    match = _OUTLET_LINE.match(story[0]) if story else None
    return match[1] if match else None
