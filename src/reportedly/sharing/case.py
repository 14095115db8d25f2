"""An incident as the standards' tables see it: what their columns have in common, found once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from reportedly.model import Account, DifferingValue, Dossier, Estimate, Telling
from reportedly.model.vocabulary import PlacePrecision
from reportedly.sharing.columns import joined, plain
from reportedly.sharing.days import span, written
from reportedly.sharing.given import Given, is_reviewed
from reportedly.sharing.parties import Sides, sides_of
from reportedly.sharing.public import Words, speaker_called, told_precision

MOST_NAMED = 100
"""Reports, speakers or values that one cell names."""

UNREVIEWED = "unreviewed"

_FIELDS = {
    "killed": "the number killed", "injured": "the number injured", "victims.count": "how many were harmed",
    "victims.category": "who was harmed", "perpetrators": "who did it", "when": "the day", "where": "the place",
    "event": "what happened",
}  # fmt: skip


class Case:
    """One dossier with what is made of it for a table."""

    def __init__(self, dossier: Dossier, given: Given) -> None:
        self.dossier = dossier
        self.given = given
        self.incident = dossier.incident
        self.when = dossier.incident.when
        self._event, self._where = dossier.incident.event, dossier.incident.where
        self.words = Words(dossier)

    @cached_property
    def sides(self) -> Sides:
        """Who did it, and to whom."""
        return sides_of(self.dossier, self.given, self.words)

    @cached_property
    def unreviewed(self) -> bool:
        """Whether nobody has reviewed it."""
        return not is_reviewed(self.incident)

    @property
    def in_passing(self) -> str | None:
        """Why no standard has a row for it where pages only recall it; None where they don't, or a person let it go."""
        if self.incident.background and self.unreviewed:
            return "pages tell of it only in passing, and nobody has reviewed it"
        return None

    @property
    def own_id(self) -> str:
        """The id of the incident under our own prefix."""
        return f"{self.given.prefix}-{self.incident.id[:16]}"

    @property
    def event_type(self) -> str | None:
        """ACLED's type of event."""
        return self._event.type if self._event else None

    @property
    def sub_type(self) -> str | None:
        """ACLED's sub-type."""
        return self._event.sub_type if self._event else None

    @property
    def country_code(self) -> str | None:
        """The country's alpha-2 code."""
        return self._where.country if self._where else None

    @property
    def country(self) -> str | None:
        """The country's English name."""
        return self.given.country_name(self.country_code) if self.country_code else None

    @property
    def admin1(self) -> str | None:
        """The first-level division."""
        return plain(self._where.admin1) if self._where else None

    @property
    def place(self) -> str | None:
        """The place's name, in Latin letters where these are known."""
        where = self._where
        if where is None or where.name is None:
            return None
        return self.country if where.name == where.country else plain(self.given.place_name(where))

    @property
    def place_precision(self) -> PlacePrecision | None:
        """How exactly the place is known."""
        return told_precision(self._where)

    @property
    def latitude(self) -> float | None:
        """WGS 84 degrees, there with the longitude or not at all."""
        where = self._where
        return where.latitude if where and where.longitude is not None else None

    @property
    def longitude(self) -> float | None:
        """As the latitude."""
        where = self._where
        return where.longitude if where and where.latitude is not None else None

    @property
    def weapons(self) -> str | None:
        """The weapons, as the pages name them."""
        named = (self.words.page(weapon.name) for _, account in self.dossier.accounts() for weapon in account.weapons)
        return joined(list(named)[:MOST_NAMED])

    def of_reports(self, text: Callable[[Telling], str | None]) -> str | None:
        """What `text` gives of each report, joined."""
        told = {telling.report.id: telling for telling in self.dossier.tellings}
        return joined([text(telling) for telling in list(told.values())[:MOST_NAMED]])

    @property
    def outlets(self) -> str | None:
        """The outlets whose reports tell of it."""
        return self.of_reports(lambda telling: telling.report.outlet)

    @property
    def speakers(self) -> str | None:
        """Those who are cited, by name or by role."""
        cited = [speaker_called(account.speaker) for _, account in self.dossier.accounts() if account.speaker]
        return joined(cited[:MOST_NAMED])

    def said_by(self, telling: Telling, account: Account) -> str:
        """Who says what the account does: a speaker, or the outlet in its own voice."""
        if account.speaker is not None:
            return speaker_called(account.speaker)
        return plain(telling.report.outlet) or "a page"

    @cached_property
    def _voices(self) -> dict[str, str]:
        return {telling.account_id(one): self.said_by(telling, one) for telling, one in self.dossier.accounts()}

    def disputes(self) -> Iterator[str]:
        """A sentence for each disagreement: what is told, and by whom."""
        for disagreement in self.incident.disagreements:
            told = "; ".join(self._told(value) for value in disagreement.values[:MOST_NAMED])
            how = "Later figures replace earlier ones" if disagreement.kind == "later_update" else "Accounts differ"
            yield f"{how} on {_FIELDS[disagreement.field]}" + (f": {told}." if told else ".")

    def _told(self, value: DifferingValue) -> str:
        who = joined([self._voices.get(account) for account in value.accounts[:MOST_NAMED]], ", ")
        text = "not stated" if value.value is None else plain(self.words.page(str(value.value)))
        return f"{text} ({who})" if who else f"{text}"

    def account_of(self) -> str:
        """What is told of it, in English sentences without the day."""
        what = self.sub_type or self.event_type
        parts = [part for part in (self.place, self.admin1, self.country) if part]
        at = f" in {', '.join(dict.fromkeys(parts))}" if parts else ""
        sentences = [f"{what or 'Violence'} was reported{at}."]
        if self.sides.named:
            named = "; ".join(f"{side.name} ({', '.join(side.statuses)})" for side in self.sides.named[:MOST_NAMED])
            sentences.append(f"Named as having done it: {named}.")
        sentences += [f"Killed: {_ranged(self.incident.killed)}.", f"Injured: {_ranged(self.incident.injured)}."]
        sentences += self.disputes()
        reports, origins = len(self.incident.reports), self.incident.origins
        sentences.append(
            f"{reports} report{'' if reports == 1 else 's'}, {origins} independent source{'' if origins == 1 else 's'};"
            f" evidence: {self.incident.grade}."
        )
        if self.unreviewed:
            sentences.append("Not reviewed by a person.")
        if self.incident.reopened:
            sentences.append("New reports put a person's decision about it in doubt.")
        return " ".join(sentences)

    @property
    def days_told(self) -> str:
        """The day or days in words."""
        days = span(self.when)
        if days is None:
            return "day not known"
        return written(days[0]) if days[0] == days[1] else f"{written(days[0])} to {written(days[1])}"


def _ranged(estimate: Estimate) -> str:
    low, best, high = estimate.low, estimate.best, estimate.high
    if low is None and best is None and high is None:
        return "not stated"
    known = best if best is not None else low if low is not None else high
    if high is None:
        return f"at least {low}, best figure {known}" if low is not None and low != known else f"at least {known}"
    least = low if low is not None else known
    return f"{known}" if least == high else f"{least} to {high}, best figure {known}"
