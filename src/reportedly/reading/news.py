"""News: which incidents of a text without a headline it reports, and which it recalls or only speaks of.

A page's headline says what the page is about, and an extract of three sentences is about one event. A longer
text without a headline may be a list of the day's attacks, an interview, a speech on the war or a trial. No
one sign tells: a logistic model weighs where on the page the incident comes first, how it is told, who was
harmed and by whom, how old it is (`learned/news-*.tsv`, by `training/news.py`). In a language without weights
the rules of background stand, as on a page with a headline.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from reportedly.reading.cluster import Cluster
from reportedly.reading.learned import Linear, learned
from reportedly.reading.mentions import Mention

LANGUAGE = "en"  # of the texts that the weights were fitted on
NEWS = 0.25  # the least chance of news; in cross-validation .2 and .3 do a little worse
_FLAGS = (
    "attack", "happened", "told_by_verb", "touches", "violent", "separate", "near_day", "resumes", "late",
    "announced", "earlier",
)  # fmt: skip
_DAYS = (-1, 0, 1, 2, 4, 7, 10, 30, 90, 365)  # bounds of how old an incident is
_SENTENCES = (0, 1, 2, 3, 5, 8, 12, 20)
_MENTIONS = (0, 1, 2, 3, 5)
_SHARES = (5, 10, 20, 40, 70)  # in hundredths


def judge_of(language: str) -> Linear | None:
    """The model of a language; None where there is none."""
    return learned(f"news-{language}")


def judged(
    clusters: Sequence[Cluster], judge: Linear | None, length: int, published: datetime.date | None
) -> list[Cluster]:
    """The clusters of a text without a headline, its news first; `length` is the number of its sentences."""
    if judge is not None:
        for cluster in clusters:
            cluster.background = judge.chance(signs(cluster, length, published)) < NEWS
    return sorted(clusters, key=lambda c: c.background)


def signs(cluster: Cluster, length: int, published: datetime.date | None) -> frozenset[str]:
    """What speaks for and against an incident's being news, by name."""
    harm = [m for m in cluster.mentions if m.people]
    told = harm or cluster.mentions
    return frozenset(
        (
            f"first {'harm' if harm else 'attack'} {_grade(told[0].sentence, _SENTENCES)}",
            f"harm {_grade(len(harm), _MENTIONS)}",
            f"share {_grade(100 * len({m.sentence for m in cluster.mentions}) // max(length, 1), _SHARES)}",
            *_of_first(told[0]),
            *_of_all(told),
            *_of_people(told),
            *_of_setting(told, published),
        )
    )


def _grade(number: int, bounds: Sequence[int]) -> str:
    """The first bound that the number doesn't pass."""
    return next((f"to {bound}" for bound in bounds if number <= bound), "beyond")


def _of_first(mention: Mention) -> Iterator[str]:
    voice = mention.speech.voice if mention.speech else None
    yield from (f"first {flag} {bool(getattr(mention, flag))}" for flag in _FLAGS)
    yield f"first code {mention.code[0] if mention.code else None}"
    yield f"first {mention.act} {voice.type if voice else None}"


def _of_all(told: Sequence[Mention]) -> Iterator[str]:
    for flag in _FLAGS:
        held = [bool(getattr(m, flag)) for m in told]
        if any(held):
            yield f"{'all' if all(held) else 'some'} {flag}"
    for mention in told:
        yield from (f"code {code} {chunk.senses[0].form}" for code, chunk in mention.codes)


def _of_people(told: Sequence[Mention]) -> Iterator[str]:
    for mention in told:
        for people in mention.people:
            yield f"{people.outcome} {people.category}"
            yield (
                f"people counted {people.low is not None} definite {people.definite} "
                f"named {bool(people.name)} generic {people.generic}"
            )
        for agent in mention.agents:
            yield f"agent {agent.type} {agent.status}"
            yield f"agent known {bool(agent.actor)}"
    yield f"agents {min(sum(len(m.agents) for m in told), 3)}"
    yield f"weapons {any(m.weapons for m in told)}"


def _of_setting(told: Sequence[Mention], published: datetime.date | None) -> Iterator[str]:
    places = [s.where.fineness for m in told for s in m.spots if not s.dateline]
    yield f"place {max(places, default=None)}"
    day = next((w for m in told for w in m.whens if w.start), None)
    yield f"day {day.precision if day else None} old {bool(told[0].old)}"
    if day and day.end and published:
        yield f"age {_grade((published - day.end).days, _DAYS)}"
