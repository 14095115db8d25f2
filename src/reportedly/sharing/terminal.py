"""How incidents look to a person at a terminal: who says what of it, every figure beside its words.

Pages are hostile input: nothing of theirs reaches the terminal but through `layout.safe`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from rich.console import Console
from rich.text import Text

from reportedly.model import (
    Account,
    Disagreement,
    Estimate,
    Incident,
    Perpetrator,
    Quote,
    Report,
    Speaker,
    Victim,
    When,
    Where,
)
from reportedly.model.vocabulary import TollCategory
from reportedly.sharing.layout import BOLD, DIM, WARN, Piece, lines_of, mixed, page, plain

CountryName = Callable[[str], str]

LABEL = 13  # columns of the labels at the left
INDENT = 4  # columns by which an account's own lines stand in
SHOWN_ID = 12  # digits of an incident's id: enough for millions

_ACTS = {
    "report": "reports",
    "statement": "states",
    "claim_of_responsibility": "claims responsibility",
    "accusation": "accuses",
    "denial": "denies",
}
_PRECISIONS = {"near": "near", "admin2": "district", "admin1": "province", "country": "country only"}
_KINDS_OF_PLACE = {"admin1": "province", "admin2": "district"}
_OPENING, _CLOSING = ("“", "«", '"'), ("”", "»", '"')
_TOLLS: tuple[TollCategory, ...] = get_args(TollCategory)
_KINDS = {
    "later_update": "later update",
    "different_scope": "different scope",
    "different_speaker": "different speakers",
    "contradiction": "contradiction",
}


def show_incident(
    console: Console,
    incident_id: str,
    incident: Incident,
    report: Report,
    accounts: Sequence[Account],
    country_name: CountryName,
) -> None:
    """Prints one incident as a casualty recorder wants it: what, where, when, how many, who says so."""
    show = _Printer(console)
    show.rule()
    show.line(mixed(headline(incident, country_name), BOLD))
    background = "  background: an earlier incident, told as context" if incident.background else ""
    show.line([plain(f"incident {incident_id[:SHOWN_ID]}{background}", DIM)])
    numbers = {account.id: number for number, account in enumerate(accounts, 1)}
    show.gap()
    show.labelled("Killed", _estimate(incident.killed))
    for category in _TOLLS:
        if category in incident.killed_by_category:
            estimate = incident.killed_by_category[category]
            show.labelled("", [plain(f"{_words(category)}: "), *_estimate(estimate)])
    show.labelled("Injured", _estimate(incident.injured))
    for label, pieces in zip(_labels("By whom"), _perpetrators(incident, accounts, numbers), strict=False):
        show.labelled(label, pieces)
    show.gap()
    for label, account in zip(_labels("Accounts"), accounts, strict=False):
        _show_account(show, label, numbers[account.id], account, report)
    for label, disagreement in zip(_labels("Disagree"), incident.disagreements, strict=False):
        show.labelled(label, list(_disagreement(disagreement, numbers)))
    show.gap()
    show.labelled("Page", _source(report))
    show.gap()


def show_listing(
    console: Console, incidents: Iterable[tuple[str, Incident, Report]], country_name: CountryName
) -> None:
    """Prints one or two lines an incident: id, dead and hurt, what, where, when, outlet."""
    show = _Printer(console)
    for incident_id, incident, report in incidents:
        toll = f"{_short(incident.killed, 'killed')}, {_short(incident.injured, 'injured')}"
        mark = " (background)" if incident.background else ""
        outlet = [plain(" · "), page(report.outlet)] if report.outlet else []
        pieces = [*mixed(headline(incident, country_name), BOLD), plain(f" · {toll}{mark}"), *outlet]
        show.labelled(incident_id[:SHOWN_ID], pieces)


def show_places(console: Console, places: Iterable[Mapping[str, str | int | float | None]]) -> None:
    """Prints one line a place that a name may mean: what it is, where, how big, its GeoNames number."""
    show = _Printer(console)
    for row in places:
        names = [str(row[key]) for key in ("name", "admin1", "country_name") if row.get(key)]
        facts = [_KINDS_OF_PLACE.get(str(row["kind"]), str(row["kind"]))]
        if row.get("latitude") is not None and row.get("longitude") is not None:
            facts.append(f"{row['latitude']:.2f}, {row['longitude']:.2f}")
        if row.get("population"):
            facts.append(f"{row['population']:,} people")
        if row.get("geonames_id"):
            facts.append(f"GeoNames {row['geonames_id']}")
        meant = plain(" · read so where nothing else is said") if row.get("resolves") == "yes" else plain("")
        show.hanging([page(", ".join(dict.fromkeys(names)), BOLD), plain(" · " + " · ".join(facts), DIM), meant])


def headline(incident: Incident, country_name: CountryName) -> str:
    """What, where and when, in one line."""
    event = incident.event
    what = (event and (event.sub_type or event.type)) or "Violence"
    parts = [what, place(incident.where, country_name), day(incident.when)]
    return " · ".join(part for part in parts if part)


def place(where: Where | None, country_name: CountryName) -> str:
    """A place with its province and country, and how exactly it's known."""
    if where is None:
        return "place not stated"
    country = country_name(where.country) if where.country else None
    names = list(dict.fromkeys(name for name in (where.name, where.admin1, country) if name))
    how = _PRECISIONS.get(where.precision or "", "")
    return ", ".join(names) + (f" ({how})" if how else "") if names else "place not stated"


def day(when: When | None) -> str:
    """The day or days, as exactly as they're known."""
    if when is None or when.start is None:
        return "not resolved to a day" if when and when.quote else "day not known"
    if when.precision == "year":
        return str(when.start.year)
    if when.precision == "month":
        return when.start.strftime("%B %Y")
    if when.end is None or when.end == when.start:
        return _day(when.start)
    return f"{_day(when.start)} to {_day(when.end)}" + (" (that week)" if when.precision == "week" else "")


class _Printer:
    """Prints blocks with a label at the left, wrapped to the console's width."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = max(40, min(console.width, 120))

    def rule(self) -> None:
        self._print(Text("─" * self._width, style=DIM))

    def gap(self) -> None:
        self._console.print()

    def line(self, pieces: Sequence[Piece], indent: int = 0) -> None:
        for text in lines_of(pieces, self._width - indent):
            self._print(Text(" " * indent) + text)

    def hanging(self, pieces: Sequence[Piece]) -> None:
        for number, text in enumerate(lines_of(pieces, self._width - INDENT)):
            self._print(Text(" " * INDENT if number else "") + text)

    def labelled(self, label: str, pieces: Sequence[Piece]) -> None:
        for number, text in enumerate(lines_of(pieces, self._width - LABEL)):
            head = label if number == 0 else ""
            self._print(Text(head.ljust(LABEL), style=DIM) + text)

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)  # it's wrapped already


def _show_account(show: _Printer, label: str, number: int, account: Account, report: Report) -> None:
    confidence = plain(f" · confidence {account.confidence:.2f}", DIM)
    show.labelled(label, [plain(f"[{number}] ", BOLD), *_speaker(account, report), confidence])
    for victim in account.victims:
        show.line(list(_victim(victim)), LABEL + INDENT)
    for perpetrator in account.perpetrators:
        show.line(list(_perpetrator(perpetrator)), LABEL + INDENT)
    facts: list[tuple[str, str, Quote | None]] = []
    if account.event:
        facts.append(("event", account.event.sub_type or account.event.type or "", account.event.quote))
    if account.when:
        facts.append(("when", day(account.when), account.when.quote))
    if account.where:
        facts.append(("where", account.where.name or account.where.country or "", account.where.quote))
    facts += [("weapon", weapon.name, weapon.quote) for weapon in account.weapons]
    for name, value, quote in facts:
        show.line([plain(f"{name} ", DIM), page(value), *_quoted(quote)], LABEL + INDENT)
    if not (facts or account.victims or account.perpetrators):
        show.line([plain("speaks of it; no figure, day or place was read", DIM)], LABEL + INDENT)


def _speaker(account: Account, report: Report) -> Iterator[Piece]:
    speaker: Speaker | None = account.speaker
    act = _ACTS[account.act]
    if speaker is None:
        yield page(report.outlet or "the outlet", BOLD)
        yield plain(f" in its own voice {act}")
    else:
        yield page(speaker.name or "a source that isn't named", BOLD)
        yield plain(f" ({_words(speaker.type)}) {act}")
        if speaker.via:
            yield plain(", relayed by ")
            yield page(speaker.via)
    published = f", {_day(report.published)}" if report.published else ""
    if speaker is not None and report.outlet:
        yield plain(", in ")
        yield page(report.outlet)
    yield plain(published)


def _victim(victim: Victim) -> Iterator[Piece]:
    low, high = victim.count.low, victim.count.high
    number = _range(low, low, high) if low is not None or high is not None else "some"
    part = "of these, " if victim.part_of is not None else ""
    kind = "" if victim.category == "unknown" else f" {_words(victim.category)}"
    roles = f" ({', '.join(map(_words, victim.roles))})" if victim.roles else ""
    yield plain(f"{part}{number}{kind}{roles} {victim.outcome}")
    yield from _quoted(victim.quote)


def _perpetrator(perpetrator: Perpetrator) -> Iterator[Piece]:
    yield plain("by ")
    yield page(perpetrator.name or "somebody not named")
    key = f" [{perpetrator.actor}]" if perpetrator.actor else ""
    yield plain(f"{key}: {_words(perpetrator.status)}")
    yield from _quoted(perpetrator.quote)


def _perpetrators(incident: Incident, accounts: Sequence[Account], numbers: dict[str, int]) -> Iterator[list[Piece]]:
    """Each who is said to have done it, with every status and the accounts that give it."""
    for who in incident.perpetrators:
        pieces = [page(who.name or "somebody not named", BOLD)]
        if who.actor:
            pieces.append(plain(f" [{who.actor}]"))
        says = []
        for status in who.statuses:
            by = [
                f"[{numbers[account.id]}]"
                for account in accounts
                for said in account.perpetrators
                if said.status == status and (said.actor == who.actor if who.actor else said.name == who.name)
            ]
            says.append(_words(status) + (f" by {', '.join(dict.fromkeys(by))}" if by else ""))
        yield [*pieces, plain(": " + "; ".join(says))]


def _disagreement(disagreement: Disagreement, numbers: dict[str, int]) -> Iterator[Piece]:
    kind, field = _KINDS[disagreement.kind], _words(disagreement.field.replace("victims.", "victims' "))
    yield plain(f"{field}, {kind}: ", WARN)
    yield from mixed(disagreement.explanation)
    values = []
    for value in disagreement.values:
        by = ", ".join(f"[{numbers[account]}]" for account in value.accounts if account in numbers)
        values.append(f"{'not stated' if value.value is None else value.value} {by}".strip())
    if any(str(value.value) not in disagreement.explanation for value in disagreement.values):
        yield from mixed(f" ({'; '.join(values)})", DIM)


def _source(report: Report) -> list[Piece]:
    pieces = [page(report.outlet), plain(" · ")] if report.outlet else []
    known = [_day(report.published) if report.published else "no day of publication", report.language]
    pieces.append(plain(" · ".join(part for part in known if part)))
    if report.title:
        pieces += [plain(" · "), page(report.title)]
    if report.url:
        pieces += [plain(" · "), page(report.url, DIM)]
    return [*pieces, plain(" · "), page(_short_id(report.id), DIM)]


def _short_id(report_id: str) -> str:
    kind, colon, digits = report_id.partition(":")
    return f"{kind}:{digits[:SHOWN_ID]}" if colon and kind == "sha256" else report_id


def _estimate(estimate: Estimate) -> list[Piece]:
    if estimate.low is None and estimate.best is None and estimate.high is None:
        return [plain("not stated", DIM)]
    pieces = [plain(_range(estimate.low, estimate.best, estimate.high), BOLD)]
    return [*pieces, plain("  "), *mixed(estimate.reason, DIM)] if estimate.reason else pieces


def _range(low: int | None, best: int | None, high: int | None) -> str:
    """ "4 (3 to 5)", "at least 12", "2"."""
    most = best if best is not None else low if low is not None else high
    if high is None:
        return f"at least {low}" if low == most or low is None else f"{most} (at least {low})"
    if low == high or low is None:
        return str(most) if low == high else f"up to {high}"
    return f"{most} ({low} to {high})"


def _short(estimate: Estimate, outcome: str) -> str:
    if estimate.best is None and estimate.low is None:
        return f"{outcome} not stated"
    return f"{_range(estimate.low, estimate.best, estimate.high)} {outcome}"


def _quoted(quote: Quote | None) -> list[Piece]:
    if quote is None:
        return []
    bare = quote.text.startswith(_OPENING) and quote.text.endswith(_CLOSING)
    return [plain("  "), page(quote.text if bare else f"“{quote.text}”", DIM)]


def _labels(first: str) -> Iterator[str]:
    yield first
    while True:
        yield ""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _day(value: datetime.date) -> str:
    return f"{value.day} {value.strftime('%B %Y')}"
