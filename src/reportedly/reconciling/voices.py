"""A voice: what one report says of an incident's dead and injured, as reconciling weighs it against the others."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from reportedly.model import Account, Estimate, Telling, Victim
from reportedly.model.vocabulary import Category, Outcome, Role
from reportedly.reconciling import tolls

TOLLS: tuple[Outcome, ...] = ("killed", "injured")
# Kinds of speakers that count bodies or answer for a count: when one of these corrects itself, it is a correction.
_COUNTERS = frozenset(("government", "police", "medical", "rescue", "international_org", "monitor", "ngo"))
_LONG = 3  # letters that a word of a name has at least


class Voice:
    """One telling with its origin. `day` is the report's, the last day of the calendar where it has none."""

    def __init__(self, telling: Telling, origin: str) -> None:
        self.telling = telling
        self.origin = origin
        self.id = telling.id
        self.accounts = telling.accounts
        self.day = telling.report.published or datetime.date.max

    def estimate(self, outcome: Outcome) -> Estimate:
        """What the report's accounts say together: what was reconciled on its one page."""
        return self.telling.incident.killed if outcome == "killed" else self.telling.incident.injured

    def number(self, outcome: Outcome) -> int | None:
        """The report's best figure."""
        return self._best[outcome]

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The best figures of the dead and of the injured."""
        return tuple(self.number(outcome) for outcome in TOLLS)

    @cached_property
    def _best(self) -> dict[Outcome, int | None]:
        return {outcome: self.estimate(outcome).best for outcome in TOLLS}

    @cached_property
    def harmed(self) -> int:
        """The dead and the injured together."""
        return sum(self.number(outcome) or 0 for outcome in TOLLS)

    @cached_property
    def sure(self) -> float:
        """The highest confidence of the accounts that give the report's figure of the dead; .5 where none does."""
        own = self.number("killed")
        return max((a.confidence for a, told in self.figures("killed") if number_of(told) == own), default=0.5)

    @cached_property
    def attackers(self) -> int:
        """How many of the dead whom its report's figure counts are attackers."""
        own = self.number("killed")
        dead = (tolls.by_category(a)["attacker"] for a, told in self.figures("killed") if number_of(told) == own)
        return max(dead, default=0)

    @property
    def days(self) -> int:
        """Over how many days it happened, by this report; 1 where it doesn't say."""
        when = self.telling.incident.when
        return (when.end - when.start).days + 1 if when and when.start and when.end else 1

    def compared(self, other: Voice) -> tuple[int, int]:
        """How many people each of two voices counts of what both count; of all where they count nothing in common."""
        both = [o for o in TOLLS if self.number(o) is not None and other.number(o) is not None] or TOLLS
        return sum(self.number(o) or 0 for o in both), sum(other.number(o) or 0 for o in both)

    @property
    def outlet(self) -> str:
        """How a sentence names the report."""
        return self.telling.report.called

    def is_later_than(self, other: Voice) -> bool:
        """Whether it was told on a later day; of a report without a day that can't be said."""
        return other.day < self.day < datetime.date.max

    def figures(self, outcome: Outcome) -> Sequence[tuple[Account, tolls.Figure]]:
        """Each account's figure of the outcome, people who are some of those told elsewhere among them."""
        return self._figures[outcome]

    @cached_property
    def _figures(self) -> dict[Outcome, Sequence[tuple[Account, tolls.Figure]]]:
        return {outcome: tuple(self._told(outcome)) for outcome in TOLLS}

    def _told(self, outcome: Outcome) -> Iterator[tuple[Account, tolls.Figure]]:
        for account in self.accounts:
            if (found := tolls.figure(account, outcome) or tolls.figure(account, outcome, some=True)) is not None:
                yield account, found

    def counts_whole(self, outcome: Outcome) -> bool:
        """Whether some account counts people of its own, and not only some of those told elsewhere."""
        return any(tolls.figure(account, outcome) for account in self.accounts if account.act != "denial")

    def vague(self, outcome: Outcome) -> tuple[int, int] | None:
        """The bounds of the report's figure where it is a word such as "dozens", which any number between them fits."""
        for _, told in self.figures(outcome):
            if number_of(told) == self.number(outcome) and told.low is not None and told.high is not None:
                return (told.low, told.high) if told.low < told.high else None
        return None

    def parts(self, outcome: Outcome) -> frozenset[int]:
        """The numbers of people told as a part of more, and set apart from these by nothing but place and time."""
        return frozenset(
            victim.count.low
            for account in self.accounts
            for victim in account.victims
            if victim.outcome == outcome and victim.part_of is not None and victim.count.low is not None
            and not victim.is_some and not victim.roles
            and victim.category in ("unknown", "civilian", account.victims[victim.part_of].category)
        )  # fmt: skip

    def groups(self, outcome: Outcome) -> frozenset[tuple[int, Category, tuple[Role, ...]]]:
        """The groups of people told apart by what they are: how many, of which category, in which roles.

        A part of people of its own kind is none: place or time sets it apart.
        """
        return frozenset(
            (victim.count.low, victim.category, victim.roles)
            for account in self.accounts for victim in account.victims
            if victim.outcome == outcome and not victim.is_some and victim.count.low is not None
            and (victim.part_of is None or _kind(victim) != _kind(account.victims[victim.part_of]))
        )  # fmt: skip

    def kind(self, outcome: Outcome) -> tuple[Category, tuple[Role, ...]] | None:
        """The category and the roles of all its people where these are of one kind; None where not, or just people."""
        kinds = {_kind(v) for account in self.accounts for v in account.tops(outcome) if not v.is_some}
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        return None if kind in (("unknown", ()), ("civilian", ())) else kind

    @cached_property
    def side_by_side(self) -> bool:
        """Whether one account counts both dead and injured: these are then surely not the same people."""
        return any(all(tolls.figure(account, outcome) for outcome in TOLLS) for account in self.accounts)


def _kind(victim: Victim) -> tuple[Category, tuple[Role, ...]]:
    return victim.category, victim.roles


def counts_bodies(account: Account) -> bool:
    """Whether somebody says it who counts bodies, or answers for a count."""
    return account.speaker is not None and account.speaker.type in _COUNTERS


def number_of(told: tolls.Figure) -> int:
    """A figure as one number: its lowest where it has one."""
    return told.low if told.low is not None else told.high or 0


def in_order(voices: Sequence[Voice]) -> list[Voice]:
    """By day, then by id: no result may depend on the order in which reports came."""
    return sorted(voices, key=lambda voice: (voice.day, voice.id))


def speaker_of(voice: Voice, account: Account) -> tuple[str, frozenset[str]] | None:
    """Whom to know a speaker by from report to report: the kind and the name's words; None where there's no name."""
    if account.speaker is None:
        outlet = voice.telling.report.outlet
        return ("outlet", words(outlet)) if outlet else None
    return (account.speaker.type, words(account.speaker.name)) if words(account.speaker.name) else None


def same_speaker(a: tuple[str, frozenset[str]] | None, b: tuple[str, frozenset[str]] | None) -> bool:
    """Whether two are one speaker: of one kind, and one's name holds the other's."""
    return a is not None and b is not None and a[0] == b[0] and (a[1] <= b[1] or b[1] <= a[1])


def words(name: str | None) -> frozenset[str]:
    """The words of a name, folded: the longer ones, and numbers ("Radio 1" isn't "Radio 2")."""
    found = re.findall(r"\w+", (name or "").casefold())
    return frozenset(word for word in found if len(word) >= _LONG or word.isdigit())
