"""The program's own sentences in the language of the interface, found again in the English in which they are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any
from unicodedata import bidirectional

from reportedly.api.answers import Dossier
from reportedly.api.sentences import SENTENCES
from reportedly.desk.short import short_telling
from reportedly.desk.words import Words
from reportedly.model.vocabulary import GRADES, SPEAKER_TYPES
from reportedly.saying import Part, Said, slots

Piece = tuple[str, bool]
"""Some words, and whether they stand alone: names and quoted words, each in its own direction."""

_SLOT = re.compile(r"\{(\w+)\}")
_SEVERAL = re.compile("[,;:] | and ")
_HELD = "\ue000"  # stands for a space in a name that is held together: of no meaning to anybody else
_AND = re.compile("(?:^| )و$")
_KINDS_OF_SPEAKERS = frozenset(kind.replace("_", " ") for kind in SPEAKER_TYPES)


def said(text: str | None, words: Words, named: Collection[str] = ()) -> list[Piece] | None:
    """The sentence in the language of these words, in pieces; None where it is no sentence that is known.

    `named` are names that it may hold, to be taken as one each ("the Ministry of Roads and Bridges").
    """
    found = SENTENCES.read(_held_together(text or "", named))
    if found is None:
        return None
    told = [("".join(piece for piece, _ in run), alone) for alone, run in _runs(_sentence(found, words))]
    told = [(piece.replace(_HELD, " "), alone) for piece, alone in told]
    return [(_set_off(piece, after), alone) for (piece, alone), after in zip_longest(told, told[1:])]


def names_of(dossier: Dossier) -> frozenset[str]:
    """The names in a dossier that look as if they were several, or a name and what it says."""
    pages = (name for told in dossier.told for name in (told.page.outlet, told.page.id))
    accounts = [account for told in dossier.told for account in told.accounts]
    people = (who.name for account in accounts for who in (account.speaker, *account.perpetrators) if who)
    return frozenset(name for name in (*pages, *people) if name and _SEVERAL.search(name))


def _held_together(text: str, named: Collection[str]) -> str:
    for name in sorted(named, key=lambda name: (-len(name), name)):
        text = text.replace(name, name.replace(" ", _HELD))
    return text


def _set_off(piece: str, after: Piece | None) -> str:
    """The piece; with a space behind an Arabic "and" that would touch a name in other letters."""
    touches = after is not None and after[1] and _AND.search(piece) and bidirectional(after[0][:1]) != "AL"
    return f"{piece}\u00a0" if touches else piece


def _runs(pieces: Iterator[Piece]) -> Iterator[tuple[bool, Iterable[Piece]]]:
    """What stands alone by itself, the rest joined."""
    numbered = ((number if piece[1] else -1, piece) for number, piece in enumerate(pieces))
    for number, run in groupby(numbered, key=lambda pair: pair[0]):
        yield number >= 0, (piece for _, piece in run)


def _sentence(found: Said, words: Words) -> Iterator[Piece]:
    sentence = found.sentence
    template = words.template(sentence.id, sentence.number(found.values))
    for place, part in enumerate(_SLOT.split(template)):
        if place % 2 == 0:
            yield part, False
        else:
            slot = sentence.slots[part]
            yield from _FILLED[type(slot)](slot, found.values[part], words)


def _part(slot: Part, value: Said | Sequence[Said], words: Words) -> Iterator[Piece]:
    several = (value,) if isinstance(value, Said) else value
    yield from _between((_sentence(each, words) for each in several), words(slot.joint or ""))


def _number(_slot: slots.Number, value: int, words: Words) -> Iterator[Piece]:
    yield words.number(value), False


def _figure(_slot: slots.Figure, value: slots.Span, words: Words) -> Iterator[Piece]:
    yield words.range(*value) or words("no figure"), False


def _day(_slot: slots.Day, value: Any, words: Words) -> Iterator[Piece]:
    yield words.day(value), False


def _days(_slot: slots.Days, value: Any, words: Words) -> Iterator[Piece]:
    yield (words.days(value[0], value[1], "day") if value else words("day not known")), False


def _text(_slot: slots.Text, value: str, _words: Words) -> Iterator[Piece]:
    yield value, True


def _id(_slot: slots.Id, value: str, _words: Words) -> Iterator[Piece]:
    yield short_telling(value), True


def _value(_slot: slots.Value, value: str | int | None, words: Words) -> Iterator[Piece]:
    if value is None:
        yield words("unknown"), False
    elif isinstance(value, int):
        yield words.number(value), False
    elif value in GRADES:
        yield words(value), False
    else:
        yield words.iso_day(value), True


def _name(_slot: slots.Name, value: str, words: Words) -> Iterator[Piece]:
    yield from _who(value, words)


def _names(_slot: slots.Names, value: Sequence[str | slots.Others], words: Words) -> Iterator[Piece]:
    *others, last = value
    if not others:
        yield from _who(last, words)
        return
    before, joint, behind = _SLOT.split(words("{first} and {last}"))[::2]
    yield before, False
    yield from _between((_who(name, words) for name in others), words(", "))
    yield joint, False
    yield from _who(last, words)
    yield behind, False


def _who(name: str | slots.Others, words: Words) -> Iterator[Piece]:
    if isinstance(name, slots.Others):
        yield words.plural("%(n)s other", "%(n)s others", name.number), False
    elif name == "the outlet":
        yield words("the outlet"), False
    elif name == "None":
        yield words("somebody not named"), False
    else:
        yield (words(name), False) if name in _KINDS_OF_SPEAKERS else (name, True)


def _counted(_slot: slots.Counted, value: int | None, words: Words) -> Iterator[Piece]:
    yield words("not stated") if value is None else words.number(value), False


def _listing(slot: slots.Listing, value: Sequence[str], words: Words) -> Iterator[Piece]:
    if not value:
        yield words("not stated"), False
    elif slot.words:
        yield words.listed(map(words, value)), False
    else:
        yield from _between((iter([(name, True)]) for name in value), words(", "))


def _bracketed(_slot: slots.Bracketed, value: Sequence[str], words: Words) -> Iterator[Piece]:
    if value:
        yield " (", False
        yield from _between((iter([(name, True)]) for name in value), words(", "))
        yield ")", False


def _place(_slot: slots.Place, value: str, words: Words) -> Iterator[Piece]:
    yield (words("place not stated"), False) if value == slots.NO_PLACE else (_country_or(value, words), True)


def _country_or(name: str, words: Words) -> str:
    """The name of the country whose code this is; else the name itself."""
    return words.country(name) if re.fullmatch(slots.COUNTRY.pattern, name) else name


def _country(_slot: slots.Country, value: str, words: Words) -> Iterator[Piece]:
    yield words.country(value), True


def _word(_slot: slots.Word, value: str, words: Words) -> Iterator[Piece]:
    yield words(value), False


def _counts(slot: slots.Counts, value: Sequence[tuple[int, str]], words: Words) -> Iterator[Piece]:
    if not words.labels_first:
        yield slot.written(value), False
    else:
        yield words.listed(f"{words(word)} {words.number(number)}" for number, word in value), False


def _blamed(_slot: slots.Blamed, value: tuple[str, str], words: Words) -> Iterator[Piece]:
    yield from _who(value[0], words)
    yield f" ({words(value[1])})", False


def _clauses(slot: slots.Clauses, value: Sequence[slots.Clause], words: Words) -> Iterator[Piece]:
    def clause(each: slots.Clause) -> Iterator[Piece]:
        yield from _names(slots.NAMES, each.names, words)
        yield words(": "), False
        yield from _FILLED[type(slot.of)](slot.of, slot.of.read(each.value), words)

    yield from _between(map(clause, value), words("; "))


def _between(parts: Iterable[Iterator[Piece]], joint: str) -> Iterator[Piece]:
    for number, part in enumerate(parts):
        if number:
            yield joint, False
        yield from part


_FILLED: dict[type, Callable[[Any, Any, Words], Iterator[Piece]]] = {
    Part: _part, slots.Number: _number, slots.Figure: _figure, slots.Day: _day, slots.Days: _days, slots.Text: _text,
    slots.Name: _name, slots.Names: _names, slots.Country: _country, slots.Word: _word, slots.Counts: _counts,
    slots.Blamed: _blamed, slots.Clauses: _clauses, slots.Counted: _counted, slots.Listing: _listing,
    slots.Numbered: _text, slots.Id: _id, slots.Value: _value, slots.Bracketed: _bracketed, slots.Place: _place,
}  # fmt: skip
