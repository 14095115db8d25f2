"""Chunk: the cascade of reducing grammars, from tags to noun phrases of people, groups, times, places, speakers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.languages import Chunk, Language, Match, Row, find_in, leftmost_longest
from reportedly.languages.schema import REDUCING
from reportedly.reading import build
from reportedly.reading.numbers import count_chunks
from reportedly.reading.values import Group


def reduce_chunks(chunks: Sequence[Chunk], language: Language, text: str, trace: list[Chunk]) -> list[Chunk]:
    """Applies the reducing grammars in their order; every chunk that a rule makes also goes into `trace`."""
    row = language.alphabet.row(count_chunks(chunks, text))
    for level in REDUCING:
        found = find_in(row, language.grammar[level])
        if found:
            chosen = leftmost_longest(found)
            made = [(match.first, chunk, match.last) for match in chosen if (chunk := _make(row, match)) is not None]
            trace += [chunk for _, chunk, _ in made]
            row = language.alphabet.reduced(row, made)
    return list(row.chunks)


def take_up_names(chunks: Sequence[Chunk], last: Group | None) -> Group | None:
    """Gives "the group" the actor named last; returns the group that a later one would take up."""
    for chunk in chunks:
        group = chunk.value
        if isinstance(group, Group):
            if group.anaphor and last is not None and group.actor is None:
                chunk.value = replace(group, actor=last.actor, country=last.country)
            elif group.actor and group.type in ("armed_group", "militia"):
                last = group
        elif chunk.parts:
            for part in chunk.parts.values():
                last = take_up_names(part, last)
    return last


def _make(row: Row, match: Match) -> Chunk | None:
    rule = match.rule
    first, last = row.chunks[match.first], row.chunks[match.last - 1]
    form = rule.form or _form_of_head(rule.makes, match)
    made = Chunk(first.start, last.end, rule.senses(form), match.parts, rule.name)
    builder = build.BUILDERS.get(rule.makes)
    return builder(made) if builder else made


def _form_of_head(makes: str, match: Match) -> str:
    """A phrase made of a phrase of its own kind keeps the form of its head."""
    for chunk in match.parts.get("head", ()):
        sense = chunk.sense(makes)
        if sense:
            return sense.form
    return ""
