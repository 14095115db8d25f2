"""Chunk: the cascade of reducing grammars, from tags to noun phrases of people, groups, times, places, speakers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.languages import Chunk, Language, Match, find_in, leftmost_longest
from reportedly.languages.schema import REDUCING
from reportedly.reading import build
from reportedly.reading.numbers import count_chunks
from reportedly.reading.values import Group


def reduce_chunks(chunks: Sequence[Chunk], language: Language, text: str, trace: list[Chunk]) -> list[Chunk]:
    """Applies the reducing grammars in their order; every chunk that a rule makes also goes into `trace`."""
    reduced = count_chunks(chunks, text)
    row = language.alphabet.row(reduced)
    for level in REDUCING:
        matches = leftmost_longest(find_in(row, language.grammar[level]))
        if matches:
            reduced = _replace(reduced, matches, trace)
            row = language.alphabet.row(reduced)
    return reduced


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


def _replace(chunks: Sequence[Chunk], matches: Sequence[Match], trace: list[Chunk]) -> list[Chunk]:
    out: list[Chunk] = []
    at = 0
    for match in matches:
        made = _make(chunks, match)
        if made is None:
            continue
        out.extend(chunks[at : match.first])
        out.append(made)
        trace.append(made)
        at = match.last
    out.extend(chunks[at:])
    return out


def _make(chunks: Sequence[Chunk], match: Match) -> Chunk | None:
    rule = match.rule
    inner = chunks[match.first : match.last]
    form = rule.form or _form_of_head(rule.makes, match)
    made = Chunk(inner[0].start, inner[-1].end, rule.senses(form), match.parts, rule.name)
    builder = build.BUILDERS.get(rule.makes)
    return builder(made) if builder else made


def _form_of_head(makes: str, match: Match) -> str:
    """A phrase made of a phrase of its own kind keeps the form of its head."""
    for chunk in match.parts.get("head", ()):
        sense = chunk.sense(makes)
        if sense:
            return sense.form
    return ""
