"""What `changes` says of an incident before and after, in the words of the interface; it comes in English."""

from __future__ import annotations

import re

from reportedly.desk.words import Words

NAMES = ("killed", "injured", "when", "where", "event", "by whom", "origins", "grade", "judged")
"""The names of such facts; "killed, civilian" is one of them with a category."""

_RANGE = re.compile(r"at least (?P<least>\d+)|up to (?P<most>\d+)|(?P<low>\d+) to (?P<high>\d+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def fact_name(name: str, words: Words) -> str:
    """The name of a fact: "killed", "killed, civilian"."""
    return words.listed(map(words, name.split(", ")))


def fact_parts(name: str, value: str | None, words: Words) -> list[tuple[str, str]]:
    """A fact's value, in parts that stand each for itself: who, where it tells of somebody, and what is said.

    None where there was no value. What isn't understood stays as it came.
    """
    if not value:
        return []
    if name.startswith(("killed", "injured")):
        return [("", _RANGE.sub(lambda found: _range(found, words), value))]
    if name == "when":
        return [("", " – ".join(words.iso_day(day) for day in _DAY.findall(value)) or value)]
    if name in ("event", "grade"):
        return [("", words(value))]
    if name == "by whom":
        return [_blamed(each, words) for each in value.split("; ")]
    return [("", value)]


def _range(found: re.Match[str], words: Words) -> str:
    low, high = found["least"] or found["low"], found["most"] or found["high"]
    return words.range(int(low) if low else None, int(high) if high else None)


def _blamed(told: str, words: Words) -> tuple[str, str]:
    """One of those who are named, with what is said about its part in it: "Name: accused, denied"."""
    who, colon, statuses = told.rpartition(": ")
    if not colon:
        return "", told
    said = words.listed(map(words, statuses.split(", ")))
    return words("somebody not named") if who == "None" else who, said
