"""Blocking: the keys that make two tellings candidates. Those that share none are never compared.

Every key is made of one telling alone and says nothing of how many others have it: which pairs are candidates doesn't
depend on what else was read. Days are cut into overlapping windows, so that what is near in time shares one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from reportedly.linking.evidence import Evidence
from reportedly.linking.wording import weight_of
from reportedly.scripts import fold

ACROSS = "u "
"""Begins the keys of country and day: for two languages, whose spellings of a village are no help."""

UNPLACED = (ACROSS, "t ")
"""Begin the keys that say no more of the place than its country: not for two tellings whose towns are known and far
apart."""

DEGREES = 1.0
"""Towns further apart than this, in latitude or longitude, are."""

LASTING = ("n ", "v ")
"""Begin the keys that hold across years. One of them alone, a name, makes candidates of reports of about the same time;
of others it takes two: of all that was ever written of a country, each page would share a name with a thousand."""

UNDATED = "o "
"""Begins the keys of a town and a toll: for two reports of which one has no day of publication, and so no other key of
time. A town has as many dead again within weeks."""

LASTING_ALONE = 60
"""Days between reports within which one such key is enough. Of the 1,625 pairs of American pages that share a key and
belong together, 26 share only such a key and are further apart; one of them was ever linked."""

_SURE_SPAN = 10  # days within which a telling's day must be known for keys of days
_WINDOW = 14  # days between reports of one town
_WORD_WINDOW = 6  # days between reports with a rare word: a name in the news is in very many of them
_FEWEST_WITH_TOWN = 3  # dead: one or two are told of a large town all the time
_RARE_ALONE = 45  # weight of a word that is a key by itself, for some days
_RARE_TOGETHER = 85  # weight of two words that are a key together, for ever


def keys_of(evidence: Evidence) -> tuple[str, ...]:
    """The keys of one telling, sorted; the first letter of each says of what it is made."""
    made = (_of_names, _of_lead, _of_place, _of_toll, _of_day)
    return tuple(sorted({key for of in made for key in of(evidence)}))


def _of_names(evidence: Evidence) -> Iterator[str]:
    """Names hold across years: a trial names the dead of long ago."""
    yield from (f"n {name}" for name in evidence.names)


def _of_lead(evidence: Evidence) -> Iterator[str]:
    """The rare words that a report begins with: one within some days, two across years."""
    for window in _windows(evidence.published, _WORD_WINDOW):
        yield from (f"w {word:x} {window}" for word in evidence.lead if weight_of(word) >= _RARE_ALONE)
    for one, other in combinations(evidence.lead, 2):
        if weight_of(one) + weight_of(other) >= _RARE_TOGETHER:
            yield f"v {one:x} {other:x}"


def _of_place(evidence: Evidence) -> Iterator[str]:
    """The same town in reports of about the same time: incidents whose day was misread meet here."""
    if evidence.place is not None:
        yield from (f"p {evidence.place} {window}" for window in _windows(evidence.published, _WINDOW))


def _of_toll(evidence: Evidence) -> Iterator[str]:
    """A town and how many died there: a page without a day has nothing else."""
    if evidence.place is not None:
        tolls = {toll for toll in evidence.killed if toll is not None and toll >= _FEWEST_WITH_TOWN}
        yield from (f"{UNDATED}{evidence.place} {toll}" for toll in tolls)


def _of_day(evidence: Evidence) -> Iterator[str]:
    """The same day or the next with a town, a division, or a country and the dead, or the injured where nobody died.

    A village that the gazetteer doesn't know may be any place of its country.
    """
    if evidence.first is None or evidence.last is None or evidence.last - evidence.first > _SURE_SPAN:
        return
    killed, injured = evidence.killed[1], evidence.injured[1]
    toll = f"{killed} killed" if killed is not None else f"{injured} injured"
    for day in range(evidence.first - 1, evidence.last + 2):
        if evidence.place is not None:
            yield f"d {evidence.place} {day}"
            if evidence.place_name is not None:
                yield f"b {evidence.country} {fold(evidence.place_name)} {day}"  # it may be taken for a namesake
        if evidence.country is not None:
            yield f"t {evidence.country} {toll} {day}"
            yield f"{ACROSS}{evidence.country} {day}"
            if evidence.admin1 is not None:
                yield f"a {evidence.country} {evidence.admin1} {day}"


def _windows(day: int | None, length: int) -> set[int]:
    """Two windows, half a window apart, that hold the day; none where it isn't known."""
    return set() if day is None else {2 * (day // length), 2 * ((day + length // 2) // length) + 1}
