"""Sentences and pages taken as far as a test needs them."""

from __future__ import annotations

import datetime

from reportedly.languages import Chunk
from reportedly.model import Report
from reportedly.reading import Parsed, parse
from reportedly.reading.lexis import gazetteer, language_of
from reportedly.reading.tag import Tagger

TODAY = datetime.date(2026, 3, 11)  # a Wednesday


def tagged(text: str, language: str, *, shouting: bool = False) -> list[Chunk]:
    """The chunks of one sentence before any grammar."""
    spoken = language_of(language)
    return Tagger(spoken, gazetteer(), text, shouting=shouting)(spoken.tokenize(text))


def parsed(text: str, language: str) -> Parsed:
    """A page of `TODAY`: its headline, a blank line, its body."""
    return parse(Report(id="p", text=text, title=text.partition("\n\n")[0], language=language, published=TODAY))


def said(words: tuple[int, int] | None, text: str) -> str | None:
    """The words of a span."""
    return text[slice(*words)] if words else None
