"""Around the harm: the weapons, the attackers and the protesters that a sentence speaks of."""

from __future__ import annotations

from reportedly.model import Quote, Weapon
from reportedly.reading.agents import status_of
from reportedly.reading.sentence import Sentence, deep
from reportedly.reading.values import Agent, People

WEAPON = "lexicon.WEAPON"
"""The rule of weapons by a word of their own; "a dynamite attack" that hurt nobody may be any, feared or long ago."""


def attackers_of(sentence: Sentence, text: str) -> list[Agent]:
    """ "The gunman", "the kidnappers": named by what they did, though no verb here says so."""
    found = []
    for chunk in sentence.valued:
        people = chunk.value
        if not isinstance(people, People) or "attacker" not in people.roles or people.beside:
            continue  # "himself", whom he locked in, is nobody besides
        if not (people.items or people.outcome):
            name, kind = text[slice(*people.span)], people.perpetrator or "individual"
            found.append(Agent(people.span, name, kind, status_of(people, kind), people.actor, people.rule))
    return found


def crowd_of(sentence: Sentence, text: str) -> Agent | None:
    """The protesters that the sentence speaks of."""
    for chunk in sentence.valued if sentence.may_hold("OBJECT") else ():
        people = chunk.value
        if isinstance(people, People) and any(c.sense("OBJECT", "crowd") for c in deep([chunk])):
            return Agent(people.span, text[slice(*people.span)], "mob", "stated", None, people.rule)
    return None


def weapons_of(sentence: Sentence, text: str) -> list[Weapon]:
    """The weapons that the sentence names, alone or in a word of attack."""
    found = []
    for chunk in sentence.chunks if sentence.may_hold("WEAPON", "ATTACK") else ():
        if "WEAPON" in chunk.senses.first:
            quote = Quote.of(text, chunk.start, chunk.end)
            found.append(Weapon(name=quote.text, quote=quote, rule=WEAPON))
        elif "ATTACK" in chunk.senses.first and chunk.feature("ATTACK", "weapon"):
            # Its first word: "a dynamite attack"
            first = text[chunk.start : chunk.end].split(maxsplit=1)[0]
            quote = Quote.of(text, chunk.start, chunk.start + len(first))
            found.append(Weapon(name=quote.text, quote=quote, rule="lexicon.ATTACK"))
    return found
