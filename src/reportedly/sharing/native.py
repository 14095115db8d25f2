"""Our own tables, row by row: every incident, account, value, quote, link and judgement, with ids between them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reportedly.model import Account, Dossier, Estimate, Judgement, Quote, Report, Telling, Victim, When, Where
from reportedly.model.linked import version_of
from reportedly.model.vocabulary import PUBLIC_SPEAKERS
from reportedly.sharing.given import Given, LeftOut, chosen, is_reviewed
from reportedly.sharing.hiding import MASK
from reportedly.sharing.native_tables import TABLES
from reportedly.sharing.public import (
    LONGEST_QUOTE,
    Words,
    cut,
    is_named,
    public_address,
    public_name,
    speaker_called,
)  # fmt: skip
from reportedly.sharing.veiling import public_report

_GREATEST = 2**63 - 1  # what a column of whole numbers holds


class Row(NamedTuple):
    """A row of a table, its values by their columns; those that aren't given are empty."""

    table: str
    values: dict[str, Any]


def rows(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[Row]:
    """The rows of all tables; of each the first column and the key come once."""
    seen: set[tuple[str, str]] = set()
    reviewers: dict[str, str] = {}
    keyed = {table.name: table.fields[0].name for table in TABLES if table.name in ("reports", "quotes")}
    for dossier in chosen(dossiers, given, left_out):
        for row in _Rows(dossier, reviewers).all():
            if row.table in keyed:  # two incidents may share a report, two values a quote
                name = (row.table, row.values[keyed[row.table]])
                if name in seen:
                    continue
                seen.add(name)
            yield row


def incident_values(dossier: Dossier) -> dict[str, Any]:
    """The row of the dossier's incident, by its columns."""
    return _Rows(dossier, {}).of_incident().values


def quoted_values(dossier: Dossier) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Each value of the dossier that has words, with the rows of its quote and of its report."""
    of = _Rows(dossier, {})
    reports = {row.values["report_id"]: row.values for row in map(of.of_report, dossier.reports)}
    quotes: dict[str, dict[str, Any]] = {}
    for telling, account in dossier.accounts():
        for table, values in of.of_account(telling, account):
            if table == "quotes":
                quotes[values["quote_id"]] = values
            elif table == "values" and values["quote_id"] is not None:
                quote = quotes[values["quote_id"]]
                yield values, quote, reports[quote["report_id"]]


class _Rows:
    """The rows of one dossier."""

    def __init__(self, dossier: Dossier, reviewers: dict[str, str]) -> None:
        self._dossier = dossier
        self._incident = dossier.incident
        self._words = Words(dossier)
        self._reviewers = reviewers

    def all(self) -> Iterator[Row]:
        yield self.of_incident()
        yield from self._of_figures()
        yield from self._of_disagreements()
        for report in self._dossier.reports:
            yield self.of_report(report)
        yield from self._of_sources()
        for telling, account in self._dossier.accounts():
            yield from self.of_account(telling, account)
        yield from self._of_links()
        yield from map(self._of_judgement, self._dossier.judgements)

    def _row(self, table: str, **values: Any) -> Row:
        return Row(table, {"incident_id": self._incident.id, **values})

    def of_incident(self) -> Row:
        incident, event = self._incident, self._incident.event
        return self._row(
            "incidents",
            version=version_of(incident), review_state=incident.state, reviewed=is_reviewed(incident),
            event_type=event.type if event else None, event_sub_type=event.sub_type if event else None,
            **_days(incident.when, "date_precision"), **_place(incident.where, "place_name", "place_precision"),
            **self._estimate("killed_", incident.killed), **self._estimate("injured_", incident.injured),
            background=incident.background, reports=len(incident.reports), origins=incident.origins,
            languages=list(incident.languages), outlets=list(incident.outlets), grade=incident.grade,
            grade_reason=self._words.page(incident.grade_reason), reopened=bool(incident.reopened),
        )  # fmt: skip

    def _estimate(self, before: str, estimate: Estimate) -> dict[str, Any]:
        reason = self._words.page(estimate.reason) if estimate.reason else None
        figures = {"low": estimate.low, "best": estimate.best, "high": estimate.high}
        return {f"{before}{name}": _whole(figure) for name, figure in figures.items()} | {f"{before}reason": reason}

    def _of_figures(self) -> Iterator[Row]:
        for category, estimate in sorted(self._incident.killed_by_category.items()):
            yield self._row("casualties", category=category, outcome="killed", **self._estimate("", estimate))
        told = (one for _, account in self._dossier.accounts() for one in account.perpetrators)
        named = {(one.name, one.actor) for one in told if is_named(one)}
        for position, one in enumerate(self._incident.perpetrators):
            name = self._words.page(one.name) if one.name and (one.name, one.actor) in named else None
            said_by = one.said_by if isinstance(one.said_by, dict) else {}
            for status in one.statuses:
                said = [public_name(account) for account in said_by.get(status, ())]
                yield self._row(
                    "perpetrators", position=position, name=name, actor=one.actor, status=status, said_by=said
                )
        for figure in dict.fromkeys(self._incident.figures):
            yield self._row(
                "figures", account_id=public_name(figure.account), outcome=figure.outcome, low=_whole(figure.low),
                high=_whole(figure.high), day=figure.day, standing=figure.standing, rule=figure.rule,
            )  # fmt: skip

    def _of_disagreements(self) -> Iterator[Row]:
        for position, disagreement in enumerate(self._incident.disagreements):
            for number, differing in enumerate(disagreement.values):
                value = None if differing.value is None else self._words.page(str(differing.value))
                yield self._row(
                    "disagreements", position=position, number=number, field=disagreement.field,
                    kind=disagreement.kind, value=value, accounts=[public_name(each) for each in differing.accounts],
                )  # fmt: skip

    def of_report(self, report: Report) -> Row:
        title = self._words.page(report.title[:LONGEST_QUOTE]) if report.title else None
        return Row("reports", {
            "report_id": public_report(report.id), "url": public_address(report.url), "outlet": report.outlet,
            "language": report.language, "published": report.published, "retrieved": report.retrieved, "title": title,
            "text_sha256": report.text_sha256, "raw_sha256": report.raw_sha256,
        })  # fmt: skip

    def _of_sources(self) -> Iterator[Row]:
        reprints = {reprint.report: reprint for reprint in self._incident.reprints}
        for report in self._dossier.reports:
            again = reprints.get(report.id)
            of = public_report(again.of) if again and again.of else None
            yield self._row(
                "sources", report_id=public_report(report.id), is_origin=again is None, reprint_of=of,
                credit=again.credit if again else None, share=again.share if again else None,
            )  # fmt: skip

    def of_account(self, telling: Telling, account: Account) -> Iterator[Row]:
        name, speaker = public_name(telling.account_id(account)), account.speaker
        shown = speaker is not None and speaker.type in PUBLIC_SPEAKERS
        quote = self._quote(telling.report, speaker.quote) if shown and speaker else None
        yield self._row(
            "accounts", account_id=name, report_id=public_report(telling.report.id),
            speaker=speaker_called(speaker) if speaker else None, speaker_type=speaker.type if speaker else None,
            speaker_via=self._words.page(speaker.via) if speaker and speaker.via else None, act=account.act,
            background=account.background, confidence=account.confidence,
            quote_id=quote.values["quote_id"] if quote else None,
        )  # fmt: skip
        if quote:
            yield quote
        for field, position, words, values in self._values(name, account):
            quoted = self._quote(telling.report, words) if words else None
            if quoted:
                yield quoted
            yield self._row(
                "values", value_id=f"{name}#{field}{position}", account_id=name, field=field, position=position,
                quote_id=quoted.values["quote_id"] if quoted else None, **values,
            )  # fmt: skip

    def _values(self, name: str, account: Account) -> Iterator[tuple[str, int, Quote | None, dict[str, Any]]]:
        if event := account.event:
            yield "event", 0, event.quote, {"value": event.sub_type, "type": event.type, "rule": event.rule}
        if when := account.when:
            yield "when", 0, when.quote, {**_days(when, "precision"), "rule": when.rule}
        if where := account.where:
            yield "where", 0, where.quote, {**_place(where, "value", "precision"), "rule": where.rule}
        for position, victim in enumerate(account.victims):
            yield "victims", position, victim.quote, self._victim(name, victim)
        for position, one in enumerate(account.perpetrators):
            called = self._words.page(one.name) if one.name and is_named(one) else None
            yield "perpetrators", position, one.quote, {
                "value": called, "actor": one.actor, "type": one.type, "status": one.status, "rule": one.rule,
            }  # fmt: skip
        for position, weapon in enumerate(account.weapons):
            yield "weapons", position, weapon.quote, {"value": self._words.page(weapon.name), "rule": weapon.rule}

    def _victim(self, name: str, victim: Victim) -> dict[str, Any]:
        page = self._words.page
        return {
            "value": page(victim.description) if victim.description else None, "outcome": victim.outcome,
            "low": _whole(victim.count.low), "high": _whole(victim.count.high), "words": victim.count.words,
            "category": victim.category, "roles": list(victim.roles),
            "group": page(victim.group) if victim.group else None, "rule": victim.rule,
            "part_of": f"{name}#victims{victim.part_of}" if victim.part_of is not None else None,
        }  # fmt: skip

    def _quote(self, report: Report, quote: Quote) -> Row:
        kept, longer = cut(quote)
        text, of = self._words.page(kept.text), public_report(report.id)
        return Row("quotes", {
            "quote_id": f"{of}#{quote.start}-{quote.end}", "report_id": of, "text": text, "start": kept.start,
            "end": kept.end, "cut": longer, "masked": MASK in text,
        })  # fmt: skip

    def _of_links(self) -> Iterator[Row]:
        for link in self._incident.why:
            first, second = map(public_name, link.between)
            yield self._row(
                "links", first=first, second=second, probability=link.probability,
                agreed=[self._words.page(said) for said in link.agreed],
                differed=[self._words.page(said) for said in link.differed], judgement_id=link.judgement,
            )  # fmt: skip

    def _of_judgement(self, judgement: Judgement) -> Row:
        who = self._reviewers.setdefault(judgement.who, f"reviewer-{len(self._reviewers) + 1}")
        value = None if judgement.value is None or judgement.field == "where" else str(judgement.value)
        at = judgement.at if judgement.at.tzinfo else judgement.at.replace(tzinfo=datetime.UTC)
        return self._row(
            "judgements", judgement_id=judgement.id, kind=judgement.kind, reviewer=who, at=at.astimezone(datetime.UTC),
            field=judgement.field, value=value,
            why=self._words.page(judgement.why) if judgement.kind != "note" else None,
        )  # fmt: skip


def _days(when: When | None, precision: str) -> dict[str, Any]:
    if when is None:
        return {}
    return {"date_start": when.start, "date_end": when.end, precision: when.precision}


def _place(where: Where | None, name: str, precision: str) -> dict[str, Any]:
    if where is None:
        return {}
    return {
        name: where.name, precision: where.precision, "country": where.country, "admin1": where.admin1,
        "latitude": where.latitude, "longitude": where.longitude,
    }  # fmt: skip


def _whole(figure: int | None) -> int | None:
    """The figure where a table can hold it: a page may tell of more than there are people."""
    return figure if figure is not None and abs(figure) <= _GREATEST else None
