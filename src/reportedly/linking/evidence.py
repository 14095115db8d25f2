"""Evidence: what of a telling is compared with others. Small, so that it can be kept; made of the telling alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from reportedly.linking.scenes import harmed, hours_and_struck, taken
from reportedly.linking.wording import is_name, proper_of, rare_names, rare_words, weight_of, words_in
from reportedly.model import Account, Telling, Where
from reportedly.model.reading import quotes_of
from reportedly.scripts import fold

DAYS_BEFORE = 3
"""How many days before its page an incident may lie that no words date."""

_LEAD = 900  # code points of a text, from its headline on, that say what it is about
_GIST = 120  # code points of a text whose meaning is compared: the headline, mostly; longer ones tell no better
_RARE_IN_LEAD = 30  # weight
_MOST_IN_LEAD = 14  # words
_PARAGRAPHS = 4  # a paragraph that is quoted, and those behind it that are still about the same
_NO_KIND = ("Attack", "Other", None)  # sub-types that say nothing of how
_FINE = ("exact", "near")
_LETTERS = re.compile(r"[^\W\d_]{2,30}")

Toll = tuple[int | None, int | None, int | None]
"""Low, best, high."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of one telling is compared.

    Days are proleptic ordinals (1 is 1 January of the year 1); `first` to `last` are the days on which it may have
    happened, `dated` whether words of the page say it to the day. `place` and coordinates (WGS 84 degrees) are there
    where the place is known to the town; `place_name` is for people. `words`, `proper` (those with a capital) and
    `lead` (the rarest of the report's beginning) are numbers of `linking.wording`; `names` are full names, folded.
    `hours` and `struck` are words of `languages.scenery`, `sides` and `roles` those of the harmed, `taken` how many
    were abducted. `aside`: not the first of its report. `gist` is the text whose meaning is compared.
    """

    id: str
    report: str
    language: str | None = None
    published: int | None = None
    first: int | None = None
    last: int | None = None
    dated: bool = False
    country: str | None = None
    admin1: str | None = None
    place: str | None = None
    place_name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    killed: Toll = (None, None, None)
    injured: Toll = (None, None, None)
    taken: int | None = None
    sides: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    sub_type: str | None = None
    actors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[int, ...] = ()
    proper: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()
    gist: str = ""
    aside: bool = False


def evidence_of(telling: Telling) -> Evidence:
    """The evidence of one telling; depends on nothing else."""
    report, incident = telling.report, telling.incident
    first, last, dated = _days(telling)
    where = incident.where or Where(name=None)
    fine = where.precision in _FINE
    words = words_in(_passages(telling))
    killed, injured = incident.killed, incident.injured
    kind = incident.event.sub_type if incident.event else None
    sides, roles = harmed(telling.accounts)
    hours, struck = hours_and_struck(telling)
    return Evidence(
        id=telling.id,
        report=report.id,
        language=report.language,
        published=report.published.toordinal() if report.published else None,
        first=first,
        last=last,
        dated=dated,
        country=where.country,
        admin1=fold(where.admin1) if where.admin1 else None,
        place=_place(where) if fine else None,
        place_name=where.name,
        latitude=where.latitude if fine else None,
        longitude=where.longitude if fine else None,
        killed=(killed.low, killed.best, killed.high),
        injured=(injured.low, injured.best, injured.high),
        taken=taken(telling.accounts),
        sides=sides,
        roles=roles,
        hours=hours,
        struck=struck,
        sub_type=kind if kind not in _NO_KIND else None,
        actors=tuple(sorted(set(_actors(telling.accounts)))),
        names=tuple(sorted({*_persons(telling), *_names(report.text, report.language)})),
        words=rare_words(words, report.language),
        proper=rare_words(proper_of(words), report.language),
        lead=_lead(report.text[:_LEAD], report.language),
        gist=" ".join(report.text[:_GIST].split()),
        aside=telling.position > 0,
    )


def _days(telling: Telling) -> tuple[int | None, int | None, bool]:
    """The days on which it may have happened, and whether words say so to the day."""
    when, published = telling.incident.when, telling.report.published
    if when is not None and when.start is not None and when.end is not None:
        return when.start.toordinal(), when.end.toordinal(), when.precision == "day"
    if published is None or telling.incident.background:
        return None, None, False
    return max(published.toordinal() - DAYS_BEFORE, 1), published.toordinal(), False


def _place(where: Where) -> str | None:
    if where.geonames_id is not None:
        return str(where.geonames_id)
    return fold(where.name) if where.name else None


def _actors(accounts: tuple[Account, ...]) -> Iterator[str]:
    for account in accounts:
        yield from (p.actor for p in account.perpetrators if p.actor and p.status != "denied")


def _persons(telling: Telling) -> Iterator[str]:
    """Those harmed and those who did it, where their full names are told; the first and the last word of each."""
    for account in telling.accounts:
        told = [v.name for v in account.victims] + [p.name for p in account.perpetrators if p.type == "individual"]
        for name in told:
            words = [fold(word) for word in _LETTERS.findall(name or "")]
            if is_name(words, telling.report.language):
                yield f"{words[0]} {words[-1]}"


def _passages(telling: Telling) -> str:
    """The headline and the paragraphs that the telling's accounts quote, each with a few behind it.

    A page's furniture and its other stories would make unlike reports of one outlet alike.
    """
    starts = sorted({quote.start for quote in quotes_of(telling.accounts)}, reverse=True)
    kept, start, left = [], 0, 0
    for paragraph in telling.report.text.split("\n"):
        end = start + len(paragraph) + 1
        left -= 1
        while starts and starts[-1] < end:
            starts.pop()
            left = _PARAGRAPHS
        if left > 0 or start == 0:
            kept.append(paragraph)
        start = end
    return "\n".join(kept)


@lru_cache(maxsize=8)
def _lead(beginning: str, language: str | None) -> tuple[int, ...]:
    """The rarest words of the beginning: those with a capital, where the script has capitals."""
    found = words_in(beginning)
    words = rare_words(proper_of(found), language) or rare_words(found, language)
    rarest = sorted(words, key=lambda word: (-weight_of(word), word))[:_MOST_IN_LEAD]
    return tuple(sorted(word for word in rarest if weight_of(word) >= _RARE_IN_LEAD))


_names = lru_cache(maxsize=8)(rare_names)  # a report has several tellings, one after the other
