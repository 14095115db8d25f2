"""Harmless: the event of a text without a headline that tells of nobody harmed ("the army retook the town")."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec.structs import replace

from reportedly.reading.cluster import Cluster
from reportedly.reading.events import QUIET
from reportedly.reading.gather import is_asserted
from reportedly.reading.mentions import Mention
from reportedly.reading.topics import not_violent


def harmless_event(mentions: Sequence[Mention], topics: Sequence[str], news: Set[int] | None = None) -> list[Cluster]:
    """The event of a text that tells of nobody harmed ("the army retook the town"), as its only cluster.

    `news` are the sentences that are known to report an assault; None where nobody has judged that. Only
    for texts without a headline: a page with a headline that tells of no harm is no incident (CONTRACT.md).
    """
    if news is not None:
        mentions = [_named_attack(m) for m in mentions]
    told = [m for m in mentions if _is_told(m, news) and not not_violent(m, topics)]
    if told and news is None:
        told += [m for m in mentions if m.sentence > told[0].sentence and m not in told and _says_who(m)]
    return [Cluster.of(told)] if told else []


def _named_attack(mention: Mention) -> Mention:
    """With the event that words of attack tell of which are of no type: who "opened fire on the house" attacked it."""
    if mention.codes or mention.attack_word is None:
        return mention
    return replace(mention, codes=[("attack", mention.attack_word)])


def _is_told(mention: Mention, news: Set[int] | None) -> bool:
    """Whether the sentence says that its event happened: as judged for assaults, by rule for all else."""
    if mention.code is None or news is None or mention.code[0] in QUIET:
        return is_asserted(mention) and not mention.earlier and not mention.cumulative
    # "The first strike since 2003" is one strike; only a toll runs on.
    return mention.sentence in news and not (mention.cumulative and mention.people)


def _says_who(mention: Mention) -> bool:
    """Whether it adds who did it: "guerrillas are held responsible for this incident"."""
    of_now = not (mention.earlier or mention.cumulative or mention.people)
    return of_now and bool(mention.agents) and mention.code is None


def spoken_of(mentions: Sequence[Mention]) -> list[Cluster]:
    """All that a short extract speaks of, as its only cluster: `extracts.py` says which of it is reported.

    Harm that was left out (a war's toll) stays out.
    """
    told = [replace(m, people=[]) for m in mentions if m.codes]
    return [Cluster.of(told)] if told else []
