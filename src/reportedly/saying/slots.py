"""What a slot of a template holds: how the program writes it, and how it is read out of the words again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from reportedly.model.vocabulary import STATUSES, TollCategory

T = TypeVar("T")
Span = tuple[int | None, int | None]
"""The lowest and the highest; None where it is open."""


class Unread(ValueError):
    """These words aren't what the slot writes."""


class Slot(Generic[T]):
    """A kind of slot. `pattern` is a regular expression without groups, for whatever it writes."""

    pattern = ".+?"

    def written(self, value: T) -> str:
        """The value in the program's English."""
        return str(value)

    def read(self, text: str) -> T:
        """The value that is written so; raises `Unread` where none is."""
        raise NotImplementedError

    def count(self, value: T) -> int:
        """Which number the words around it agree with."""
        raise NotImplementedError


class Number(Slot[int]):
    """A whole number."""

    pattern = r"\d+"

    def read(self, text: str) -> int:
        return int(_matched(text, r"\d{1,18}", re.ASCII)[0])

    def count(self, value: int) -> int:
        return value


class Counted(Slot["int | None"]):
    """How many somebody counts; "none" where nobody does."""

    pattern = r"(?:\d+|none)"

    def written(self, value: int | None) -> str:
        return "none" if value is None else str(value)

    def read(self, text: str) -> int | None:
        return None if text == "none" else NUMBER.read(text)


class Figure(Slot[Span]):
    """How many people: "3", "at least 3", "up to 7", "3 to 7", "no figure"."""

    pattern = r"(?:no figure|(?:at least |up to )?\d+|\d+ to \d+)"

    def written(self, value: Span) -> str:
        low, high = value
        if low is None and high is None:
            return "no figure"
        if low == high:
            return str(low)
        return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"

    def read(self, text: str) -> Span:
        if text == "no figure":
            return None, None
        found = _matched(text, r"(?:(at least|up to) )?(\d{1,18})(?: to (\d{1,18}))?", re.ASCII)
        number = int(found[2])
        if found[1]:
            return (number, None) if found[1] == "at least" else (None, number)
        return number, int(found[3]) if found[3] else number


class Day(Slot[datetime.date]):
    """A day in ISO 8601."""

    pattern = r"\d{4}-\d\d-\d\d"

    def read(self, text: str) -> datetime.date:
        return _day(text)


class Days(Slot["tuple[datetime.date, datetime.date] | None"]):
    """From one day to another, both in ISO 8601; "no day" for None."""

    pattern = rf"(?:{Day.pattern}(?: to {Day.pattern})?|no day)"

    def written(self, value: tuple[datetime.date, datetime.date] | None) -> str:
        if value is None:
            return "no day"
        first, last = value
        return str(first) if first == last else f"{first} to {last}"

    def read(self, text: str) -> tuple[datetime.date, datetime.date] | None:
        if text == "no day":
            return None
        first, _, last = text.partition(" to ")
        return _day(first), _day(last or first)


class Text(Slot[str]):
    """What a person wrote, or a page: shown as it stands."""

    def read(self, text: str) -> str:
        return text


class Name(Text):
    """Who: a name, or words of the program's own where there is none ("the outlet", "armed group")."""


class Numbered(Text):
    """A judgement, by its id: "j12"."""

    pattern = r"j\d+"


class Id(Text):
    """A page, an incident or what a page tells of one, by its id; a page's may be anything."""


class Value(Slot["str | int | None"]):
    """A value that a person chose: a number, a day, a place's name, a grade; None is that nobody knows."""

    def written(self, value: str | int | None) -> str:
        return "nobody knows" if value is None else str(value)

    def read(self, text: str) -> str | int | None:
        if text in ("nobody knows", "None"):
            return None
        return NUMBER.read(text) if text.isascii() and text.isdecimal() else text


NO_PLACE = "no place"


class Place(Text):
    """A place's name, a country's code, or `NO_PLACE`."""


class Country(Text):
    """A country's code."""

    pattern = "[A-Z]{2}"


class Word(Slot[str]):
    """A word of a closed vocabulary; underscores are written as spaces."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = tuple(word.replace("_", " ") for word in words)
        self.pattern = f"(?:{'|'.join(map(re.escape, self.words))})"

    def written(self, value: str) -> str:
        return value.replace("_", " ")

    def read(self, text: str) -> str:
        if text not in self.words:
            raise Unread(text)
        return text


class Others(NamedTuple):
    """Some more who aren't named."""

    number: int

    def __str__(self) -> str:
        return f"{self.number} others"


class Names(Slot["Sequence[str | Others]"]):
    """Several who are named: "A, B and C", "A, B and 7 others".

    A name that has a comma or an "and" itself is read as several, but for a headline in quotation marks.
    """

    def written(self, value: Sequence[str | Others]) -> str:
        names = [str(name) for name in value]
        return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)

    def read(self, text: str) -> Sequence[str | Others]:
        bare = re.sub("“[^”]*”", lambda found: "”" * len(found[0]), text)
        before, joint, _ = bare.rpartition(" and ")
        if not joint:
            return (text,)
        last = text[len(before) + len(joint) :]
        names: list[str | Others] = []
        start = 0
        for comma in re.finditer(", ", before):
            names.append(text[start : comma.start()])
            start = comma.end()
        others = re.fullmatch(r"(\d{1,18}) others", last)
        return (*names, text[start : len(before)], Others(int(others[1])) if others else last)


class Bracketed(Slot["Sequence[str]"]):
    """Names in brackets behind a space, " (A, B)"; nothing where there are none."""

    pattern = r"(?: \(.+?\))?"

    def written(self, value: Sequence[str]) -> str:
        return f" ({', '.join(value)})" if value else ""

    def read(self, text: str) -> Sequence[str]:
        return tuple(text[2:-1].split(", ")) if text else ()


class Listing(Slot["Sequence[str]"]):
    """Words in a row, of a closed vocabulary where there is one: "market, school"; "none" where there are none."""

    def __init__(self, words: Collection[str] = ()) -> None:
        self.words = tuple(word.replace("_", " ") for word in words)
        if words:
            one = f"(?:{'|'.join(map(re.escape, self.words))})"
            self.pattern = f"(?:none|{one}(?:, {one})*)"

    def written(self, value: Sequence[str]) -> str:
        return ", ".join(value).replace("_", " ") if value else "none"

    def read(self, text: str) -> Sequence[str]:
        found = () if text == "none" else tuple(text.split(", "))
        if self.words and not set(found) <= set(self.words):
            raise Unread(text)
        return found


class Counts(Slot["Sequence[tuple[int, str]]"]):
    """How many of each of some words: "2 civilian, 3 armed group"."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = tuple(word.replace("_", " ") for word in words)
        one = rf"\d+ (?:{'|'.join(map(re.escape, self.words))})"
        self.pattern = f"{one}(?:, {one})*"

    def written(self, value: Sequence[tuple[int, str]]) -> str:
        return ", ".join(f"{number} {word.replace('_', ' ')}" for number, word in value)

    def read(self, text: str) -> Sequence[tuple[int, str]]:
        _matched(text, self.pattern, re.ASCII)
        parts = (part.partition(" ") for part in text.split(", "))
        return tuple((int(number), word) for number, _, word in parts)


class Blamed(Slot["tuple[str, str]"]):
    """Who is said to have done it and in which status they stand: "the army (accused)"."""

    words = STATUSES
    pattern = rf".+? \((?:{'|'.join(STATUSES)})\)"

    def written(self, value: tuple[str, str]) -> str:
        return f"{value[0]} ({value[1]})"

    def read(self, text: str) -> tuple[str, str]:
        found = _matched(text, rf"(.+) \(({'|'.join(STATUSES)})\)", re.DOTALL)
        return found[1], found[2]


class Clause(NamedTuple):
    """What some say: their names, and the value as the program writes it."""

    names: Sequence[str | Others]
    value: str


class Clauses(Slot["Sequence[Clause]"]):
    """Who says what: "A and B: 3; C: 4"; of each value `of` says how it is written."""

    pattern = ".+"

    def __init__(self, of: Slot[Any]) -> None:
        self.of = of
        self._one = re.compile(f"(.+): ({of.pattern})", re.DOTALL)

    def written(self, value: Sequence[Clause]) -> str:
        return "; ".join(f"{NAMES.written(clause.names)}: {clause.value}" for clause in value)

    def read(self, text: str) -> Sequence[Clause]:
        clauses, waiting = [], ""
        for piece in text.split("; "):  # a name may have a semicolon too
            waiting = f"{waiting}; {piece}" if waiting else piece
            found = self._one.fullmatch(waiting)
            if found is not None:
                self.of.read(found[2])
                clauses.append(Clause(NAMES.read(found[1]), found[2]))
                waiting = ""
        if waiting:
            raise Unread(text)
        return tuple(clauses)


def _matched(text: str, pattern: str, flags: re.RegexFlag) -> re.Match[str]:
    found = re.fullmatch(pattern, text, flags)
    if found is None:
        raise Unread(text)
    return found


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise Unread(text) from error


NUMBER, FIGURE, DAY, DAYS = Number(), Figure(), Day(), Days()
NAME, NAMES, TEXT, PLACE, COUNTRY = Name(), Names(), Text(), Place(), Country()
NUMBERED, ID, VALUE = Numbered(), Id(), Value()
COUNTED, BRACKETED = Counted(), Bracketed()
CATEGORIES, BLAMED = Counts(get_args(TollCategory)), Blamed()
