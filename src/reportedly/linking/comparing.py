"""How two tellings are compared: questions, each with its answers in the order in which they are tried.

An answer is a condition in SQL over the columns of `table.py` for one telling (`_l`) and the other (`_r`), with what
their texts have in common (`of_pair('words')` and its like), and the words in which a person is told of it; `told.py`
fills the braces. A question that can't be asked, because one side doesn't say, weighs nothing. What an answer weighs is
fitted by `training/linking.py` and stands in `weights.json`.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Answer(NamedTuple):
    """One answer to a question: its name, the condition under which it holds, and how it is told."""

    name: str
    holds: str
    words: str


class Question(NamedTuple):
    """One comparison; `unasked` is the condition under which it can't be asked."""

    name: str
    unasked: str
    answers: tuple[Answer, ...]


MACROS = (
    # days between two spans, 0 where they overlap
    "gap(first_a, last_a, first_b, last_b) as greatest(first_a - last_b, first_b - last_a, 0)",
    # kilometres on a sphere of 6371 km; null where a place has no coordinates, which `least` alone would pass over
    "kilometres(lat_a, lon_a, lat_b, lon_b) as if(lat_a + lon_a + lat_b + lon_b is null, null, 12742 * asin(sqrt("
    "least(1, pow(sin(radians(lat_b - lat_a) / 2), 2)"
    " + cos(radians(lat_a)) * cos(radians(lat_b)) * pow(sin(radians(lon_b - lon_a) / 2), 2)))))",
    "of_pair(name) as cast(null as double)",  # in a statement that isn't yet `to_run`
)
"""Functions of SQL that conditions use: created once a connection."""

OF_PAIR = "match_key"
"""The only column of a pair, not of a telling, that Splink carries to where conditions stand. It says there which rule
made two tellings candidates; here it holds what their texts have in common, a struct of `likeness.Alike`."""

_PAIRS_OWN = re.compile(r"of_pair\('(\w+)'\)")

_SHARES = {
    "none": 8,
    "hardly": 11,
    "few": 15,
    "some": 20,
    "a fifth": 25,
    "a third": 32,
    "many": 42,
    "most": 60,
    "copy": 101,
}


def to_run(statement: str) -> str:
    """The statement with conditions in it, as DuckDB runs it.

    Splink would take the name of a column in a condition for one that both tellings have: until it has written its own
    statement, what is of a pair looks like a function.
    """
    return _PAIRS_OWN.sub(rf"{OF_PAIR}.\1", statement)


def _likeness(name: str, what: str) -> Question:
    """How much of their rare words two reports share, in one language; each answer reaches to its hundredths."""
    like = f"of_pair('{name}')"
    return Question(
        name,
        f"{like} is null",
        tuple(Answer(answer, f"{like} < {share / 100}", f"{what}: {answer}") for answer, share in _SHARES.items()),
    )


def _shared(name: str, column: str, unasked: str, numbers: dict[str, int], what: str) -> Question:
    """How many members two lists share: each answer fewer than its number."""
    shared = f"len(list_intersect({column}_l, {column}_r))"
    return Question(
        name, unasked, tuple(Answer(answer, f"{shared} < {n}", f"{what}: {answer}") for answer, n in numbers.items())
    )


def _common(name: str, unasked: str, shared: str, others: str) -> Question:
    """Whether two lists have members in common; a telling without any can't be asked."""
    return Question(name, f"{unasked}len({name}_l) = 0 or len({name}_r) = 0", (
        Answer("shared", f"list_has_any({name}_l, {name}_r)", f"{shared} ({{{name}}})"),
        Answer("others", "true", f"{others} ({{{name}_a}}; {{{name}_b}})"),
    ))  # fmt: skip


def _toll(outcome: str) -> Question:
    """Whether tolls agree: their ranges meet, or one may have risen to the other. Large ones seldom do by chance."""
    best, low, high = f"{outcome}_best", f"{outcome}_low", f"{outcome}_high"
    least, most = f"least({best}_l, {best}_r)", f"greatest({best}_l, {best}_r)"
    within = f"{low}_l <= coalesce({high}_r, {low}_l) and {low}_r <= coalesce({high}_l, {low}_r)"
    apart = f"{most} > 3 * greatest({least}, 1)"
    figures = f"({{{outcome}_a}} and {{{outcome}_b}} {outcome})"
    return Question(
        outcome,
        f"{best}_l is null or {best}_r is null",
        (
            Answer("same many", f"{best}_l = {best}_r and {best}_l >= 10", f"both count {{{outcome}_a}} {outcome}"),
            Answer("same some", f"{best}_l = {best}_r and {best}_l >= 3", f"both count {{{outcome}_a}} {outcome}"),
            Answer("same few", f"{best}_l = {best}_r", f"both count {{{outcome}_a}} {outcome}"),
            Answer("ranges meet", within, f"their ranges of the {outcome} meet {figures}"),
            Answer("near many", f"{least} >= 10 and {most} <= 1.25 * {least}", f"near figures {figures}"),
            Answer("one more", f"{most} - {least} <= 1", f"nearly the same figures {figures}"),
            Answer("half more", f"{most} <= 1.5 * {least}", f"different figures {figures}"),
            Answer("worlds apart", f"{most} >= 10 and {apart}", f"figures far apart {figures}"),
            Answer("some apart", f"not {apart}", f"different figures {figures}"),
            Answer("far apart", "true", f"figures far apart {figures}"),
        ),
    )


_GAP = "gap(first_l, last_l, first_r, last_r)"
_RARITY = "least(rarity_l, rarity_r)"  # 0 where nothing is known of it
_NAMED = "of_pair('named')"
# Names of villages tell them apart where both are written in letters of a kind, with capitals or without
_FINE = "(place_l is not null and place_r is not null)"
_SPELT = f"({_FINE} and capitals_l = capitals_r)"
_BOTH = "(dated_l and dated_r)"
_BETWEEN = "abs(published_l - published_r)"
_KM = "kilometres(latitude_l, longitude_l, latitude_r, longitude_r)"
_MEANING = "of_pair('meaning')"
_MANY = 1000  # more than any list holds
_IN_LEAD = {"none": 1, "one": 2, "two": 3, "three": 4, "several": 6, "many": _MANY}

QUESTIONS = (
    Question("day", "first_l is null or first_r is null", (
        Answer("same", f"{_BOTH} and {_GAP} = 0", "both tell of {day_a}"),
        Answer("next", f"{_BOTH} and {_GAP} = 1", "a day apart ({day_a}, {day_b})"),
        Answer("may be", f"not {_BOTH} and {_GAP} = 0", "may be the same day ({day_a}, {day_b})"),
        Answer("days", f"{_GAP} <= 3", "two or three days apart ({day_a}, {day_b})"),
        Answer("week", f"{_GAP} <= 8", "about a week apart ({day_a}, {day_b})"),
        Answer("month", f"{_GAP} <= 45", "weeks apart ({day_a}, {day_b})"),
        Answer("far", "true", "far apart in time ({day_a}, {day_b})"),
    )),
    Question("published", "published_l is null or published_r is null", (
        Answer("same day", f"{_BETWEEN} <= 1", "published within a day"),
        Answer("days", f"{_BETWEEN} <= 3", "published within three days"),
        Answer("week", f"{_BETWEEN} <= 10", "published within ten days"),
        Answer("months", f"{_BETWEEN} <= 60", "published weeks apart"),
        Answer("far", "true", "published months apart"),
    )),
    Question("place", "country_l is null or country_r is null", (
        Answer("abroad", "country_l <> country_r", "different countries ({place_a}, {place_b})"),
        Answer("seldom told of", f"place_l = place_r and {_RARITY} >= 60", "both name {place_a}"),
        Answer("told of", f"place_l = place_r and {_RARITY} not between 1 and 49", "both name {place_a}"),
        Answer("often told of", "place_l = place_r", "both name {place_a}, often in the news"),
        Answer("near", f"{_KM} <= 20", "places near each other ({place_a}, {place_b})"),
        Answer("about", f"{_KM} <= 80", "places of one region ({place_a}, {place_b})"),
        Answer("namesakes", f"{_KM} > 80 and list_has_any(spelt_l, spelt_r)",
               "places of one name, far from each other ({place_a}, {place_b})"),
        Answer("elsewhere", f"{_KM} > 80", "places far from each other ({place_a}, {place_b})"),
        Answer("alike", "list_has_any(spelt_l, spelt_r) and coalesce(admin1_l = admin1_r, true)",
               "places of one name ({place_a}, {place_b})"),
        Answer("division", f"admin1_l = admin1_r and not {_SPELT}", "the same division ({place_a}, {place_b})"),
        Answer("in division", "admin1_l = admin1_r", "other places of a division ({place_a}, {place_b})"),
        Answer("other division", "admin1_l <> admin1_r", "different divisions ({place_a}, {place_b})"),
        Answer("other names", _SPELT, "other places are named ({place_a}, {place_b})"),
        Answer("other letters", _FINE, "places in other letters ({place_a}, {place_b})"),
        Answer("country", "true", "the same country ({place_a}, {place_b})"),
    )),
    # A town of which both tell, though it is the scene of one
    Question("named", f"{_NAMED} is null", (
        Answer("both", f"{_NAMED} = 2", "both name {place_a} and {place_b}"),
        Answer("one", f"{_NAMED} = 1", "one names the other's place ({place_a}, {place_b})"),
        Answer("neither", "true", "neither names the other's place ({place_a}, {place_b})"),
    )),
    # Nothing is told before it happens: unless a day was misread
    Question("order", "first_l is null or first_r is null or published_l is null or published_r is null", (
        Answer("before", "published_l < first_r or published_r < first_l", "one was published before the other's day"),
        Answer("after", "true", "published on or after each other's days"),
    )),
    _common("hours", f"{_GAP} > 0 or ", "the same time of day", "other times of day"),
    _common("struck", "", "the same was hit", "something else was hit"),
    _common("sides", "", "the same side was harmed", "another side was harmed"),
    _common("roles", "", "the same kind of people were harmed", "other kinds of people were harmed"),
    _toll("killed"),
    Question("dead", "(killed_best_l is null) = (killed_best_r is null)", (
        Answer("injured alone", "coalesce(if(killed_best_l is null, injured_best_l, injured_best_r), 0) > 0",
               "one counts dead, the other injured alone"),
        Answer("in one", "true", "one alone counts dead"),
    )),
    _toll("injured"),
    Question("taken", "taken_l is null and taken_r is null", (
        Answer("same", "taken_l = taken_r", "both count {taken_a} abducted"),
        Answer("found dead", "greatest(taken_l, taken_r) > 1 and (taken_l = killed_best_r or taken_r = killed_best_l)",
               "as many abducted as killed"),
        Answer("other", "taken_l <> taken_r", "other numbers of abducted ({taken_a}, {taken_b})"),
        Answer("taken by one", "true", "one tells of abducted people"),
    )),
    _likeness("words", "rare words shared"),
    _likeness("proper", "names and places shared"),
    _shared(
        "names", "names", "language_l <> language_r or len(names_l) = 0 or len(names_r) = 0",
        {"none": 1, "one": 2, "two": 4, "four": _MANY}, "full names shared{names}",
    ),
    _shared(
        "lead", "lead", "language_l <> language_r or len(lead_l) < 3 or len(lead_r) < 3", _IN_LEAD,
        "rare words shared where they begin",
    ),
    Question("actors", "len(actors_l) = 0 or len(actors_r) = 0", (
        Answer("shared", "len(list_intersect(actors_l, actors_r)) > 0", "both name {actors}"),
        Answer("others", "true", "others are named ({actors_a}; {actors_b})"),
    )),
    Question("kind", "sub_type_l is null or sub_type_r is null", (
        Answer("same", "sub_type_l = sub_type_r", "the same kind of event ({kind_a})"),
        Answer("other", "true", "different kinds of event ({kind_a}, {kind_b})"),
    )),
    Question("meaning", f"{_MEANING} is null", (
        Answer("other", f"{_MEANING} < .4", "their beginnings say other things"),
        Answer("hardly", f"{_MEANING} < .5", "their beginnings have little in common"),
        Answer("alike", f"{_MEANING} < .6", "their beginnings are of one matter"),
        Answer("near", f"{_MEANING} < .7", "their beginnings say nearly the same"),
        Answer("same", "true", "their beginnings say the same"),
    )),
    Question("standing", "not aside_l and not aside_r", (
        Answer("one aside", "not aside_l or not aside_r", "one tells it beside its own story"),
        Answer("both aside", "true", "both tell it beside their own stories"),
    )),
)  # fmt: skip
