"""What chunks and frames mean, before they become values of an account. Offsets count the page's code points."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportedly.model.vocabulary import Category, Outcome, PerpetratorType, Role, SpeakerType

Span = tuple[int, int]


class People(Struct, frozen=True):
    """A noun phrase that tells of people: how many, who, and whether their harm is in the noun itself."""

    span: Span
    low: int | None
    high: int | None
    words: Span | None
    description: Span | None = None
    category: Category = "unknown"
    roles: tuple[Role, ...] = ()
    sex: str = ""  # "f" or "m", where the noun says it
    age: int | None = None  # in years, of one person
    outcome: Outcome | None = None
    group: Span | None = None
    actor: str | None = None
    name: Span | None = None
    name_words: frozenset[str] = frozenset()  # folded, to tell whether two names are one person's
    open: bool = False  # hurt, and dead or alive is left open ("was shot")
    cared_for: bool = False  # open, and told of as being treated: the dead are no longer among them
    perpetrator: PerpetratorType | None = None
    speaker: SpeakerType | None = None
    generic: bool = False  # "people", "dead": any of them may be meant
    definite: bool = False
    bare: bool = False  # a number alone
    shared: bool = False  # its noun is that of each name behind it: "priests A and B"
    suspected: bool = False
    unknown: bool = False  # "unidentified"
    partial: bool = False  # "one of the wounded": some of people told elsewhere, so at least as many
    beside: bool = False  # "three others": people besides those told before
    nth: int | None = None  # "a fifth victim": with that one there are five
    struck: bool = False  # the object of an active verb: "killed three people", so whoever did it is none of them
    told: Span | None = None  # the frame that tells of them: those of one frame are never one another
    parts: tuple[People, ...] = ()
    items: tuple[People, ...] = ()
    rule: str = ""

    @property
    def is_one(self) -> bool:
        """Whether the words speak of exactly one person."""
        return self.low == self.high == 1

    def each(self) -> tuple[People, ...]:
        """The members of a list of people; itself where it is none."""
        return self.items or (self,)

    def with_outcome(self, outcome: Outcome) -> People:
        """The same people with an outcome, where their noun names none."""
        if self.outcome:
            return self
        told = replace(self, outcome=outcome)
        return told.by_turn() if self.partial else told

    def by_turn(self) -> People:
        """ "A fifth victim died": there are five dead."""
        if not self.nth or self.outcome != "killed":
            return self
        return replace(self, low=self.nth, high=self.nth, partial=False)


class Group(Struct, frozen=True):
    """An organised side: an army, a ministry, an armed group, as named."""

    span: Span
    type: PerpetratorType
    category: Category
    speaker: SpeakerType
    actor: str | None = None
    country: str | None = None
    agency: bool = False
    anaphor: bool = False  # "the group": whichever was named last
    suspected: bool = False  # "suspected Boko Haram"


class Voice(Struct, frozen=True):
    """Someone who can be cited."""

    span: Span
    name: Span
    type: SpeakerType
    actor: str | None = None
    rule: str = ""
    office: Span | None = None  # what they are, where a name stands beside it
    named: bool = False  # `name` is a person's name
    titled: bool = False  # by an office that one person holds: "the prosecutor"
    surname: bool = False  # a word that is a name only where the page names that person in full


class Agent(Struct, frozen=True):
    """One who is said to have done it."""

    span: Span
    name: str | None
    type: PerpetratorType
    status: Literal["stated", "suspected", "accused", "claimed", "denied", "unidentified"]
    actor: str | None = None
    rule: str = ""
    stopping: bool = False  # whom they harmed were the attackers
    nation: str | None = None  # the country whose adjective alone names them ("an American strike")
    side: bool = False  # told as one side of a clash: whom each side harmed is left open
    identity: bool = False  # the name of the attacker told of: "the gunman, Paul Durandal"


class Frame(Struct, frozen=True):
    """What a rule found in a sentence."""

    kind: str
    span: Span
    rule: str
    people: tuple[People, ...] = ()
    agents: tuple[Agent, ...] = ()
    voice: Voice | None = None
    relay: Span | None = None
    act: str = ""
    first: int = 0  # index of its first chunk in the sentence
    last: int = 0  # index behind its last chunk
    anchor: Span | None = None  # the word of harm or of speech itself
    companions: tuple[Frame, ...] = ()  # others who say it with the speaker
    leads: bool = False  # "said that": its words follow it
    presumed: bool = False  # by a noun alone, "the death of X": may be of an incident known from before
    late: bool = False  # "succumbed": days after the attack, or none but the attackers were harmed
    joined: bool = False  # a naming of others who were harmed as those told of right before: "along with"
    group: People | None = None  # whom a naming gives names to: "the victims", "the two peasants"
    confirms: bool = False  # "confirmed this toll": of those told of just before
    blame: bool = False  # of a denial: it is of one's own part alone, "denies its responsibility for"
    said: tuple[Span, ...] = ()  # times at which it was said, not at which it happened
