"""Topics: harm that what a page or a sentence is about silences: accidents, illness, sport, films, a year's figures."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.reading.mentions import Mention

_ALONGSIDE = frozenset({"illness"})  # "police hurt at a protest against measures against the virus"
_MAKE_BELIEVE = frozenset({"exercise", "sport", "film", "statistics"})
_NO_PLAY = frozenset({"bomb", "suicide", "airstrike", "shelling", "grenade"})
_NO_VIOLENCE = frozenset({"accident", "disaster", "illness", "sport", "hunt", "animal", "livestock", "suicide"})


def not_violent(mention: Mention, topics: Sequence[str]) -> bool:
    """Harm by accident, illness, disaster or in sport is none of ours, unless the sentence tells of an attack."""
    spoken_of = _NO_VIOLENCE.intersection((*mention.topics, *topics))
    by_beast = (
        "animal" in mention.topics and not mention.weapons and all(a.type == "individual" for a in mention.agents)
    )
    if by_beast:
        return True  # a bear attacks too, but not with a gun
    driven = "accident" in topics and all(a.type == "individual" for a in mention.agents)
    if driven and mention.agents and not (mention.attack or mention.weapons):
        return True  # on a page about an accident, whoever "killed a child" drove
    if mention.attack or mention.agents or (mention.happened and not mention.people):
        return False
    return bool(spoken_of) and not (mention.violent and spoken_of <= _ALONGSIDE)


def not_real(mention: Mention, topics: Sequence[str]) -> bool:
    """On a page about an exercise, a match, a film or a year's figures, harm without a day of its own is none.

    A bomb that killed people beside a football ground is no match.
    """
    spoken_of = _MAKE_BELIEVE.intersection(topics)
    if spoken_of == {"sport"} and mention.killed and any(code in _NO_PLAY for code, _ in mention.codes):
        return False
    return bool(spoken_of) and not mention.near_day and not mention.earlier
