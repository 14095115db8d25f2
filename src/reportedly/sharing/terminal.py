"""How incidents look to a person at a terminal: who says what of it, every figure beside its words, why it is one.

Pages are hostile input: nothing of theirs reaches the terminal but through `layout.safe`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from rich.console import Console

from reportedly.model import (
    Change,
    Disagreement,
    Figure,
    Judgement,
    Link,
    LinkedIncident,
    Report,
    Reprint,
    Telling,
)
from reportedly.model.vocabulary import TollCategory
from reportedly.sharing.accounts import cited, says_nothing, show_account
from reportedly.sharing.layout import BOLD, DIM, WARN, Piece, mixed, page, plain
from reportedly.sharing.printing import (
    SHOWN_ID,
    CountryName,
    Printer,
    estimated,
    headline,
    labels,
    ranged,
    short,
    short_id,
    words,
    written,
)

_KINDS_OF_PLACE = {"admin1": "province", "admin2": "district"}
_TOLLS: tuple[TollCategory, ...] = get_args(TollCategory)
_KINDS = {
    "later_update": "later update",
    "different_scope": "different scope",
    "different_speaker": "different speakers",
    "contradiction": "contradiction",
}
_SHOWN_LINKS = 20  # an incident of hundreds of reports has as many


def show_incident(
    console: Console,
    incident: LinkedIncident,
    tellings: Sequence[Telling],
    log: Sequence[Judgement],
    country_name: CountryName,
    as_of: datetime.date | None = None,
) -> None:
    """Prints one incident as a casualty recorder wants it: what, where, when, how many, who says so, why it is one.

    `tellings` are those of the incident, in its order; `log` every judgement; `as_of` the day up to which it is told.
    """
    show = Printer(console)
    accounts = [name for telling in tellings for name in map(telling.account_id, telling.accounts)]
    numbers = {name: number for number, name in enumerate(accounts, 1)}
    _show_head(show, incident, country_name)
    if as_of is not None:
        show.line([plain(f"as known on {written(as_of)}", WARN)])
    _show_figures(show, incident, numbers)
    _show_accounts(show, tellings, numbers)
    for label, disagreement in zip(labels("Disagree"), incident.disagreements, strict=False):
        show.labelled(label, list(_disagreement(disagreement, numbers)))
    uncounted = [figure for figure in incident.figures if figure.standing != "counted"]
    for label, figure in zip(labels("Not counted"), uncounted, strict=False):
        show.labelled(label, list(_figure(figure, numbers)))
    show.gap()
    reprints = {reprint.report: reprint for reprint in incident.reprints}
    reports = list({telling.report.id: telling.report for telling in tellings}.values())
    names = {report.id: report.called for report in reports}
    names |= {telling.id: names[telling.report.id] for telling in tellings}
    pages = labels("Page" if len(reports) == 1 else "Pages")
    for label, report in zip(pages, reports, strict=False):
        show.labelled(label, [*_source(report), *_reprint(reprints.get(report.id), names)])
    _show_links(show, incident, names)
    _show_judgements(show, incident, log)
    show.gap()


def show_listing(console: Console, incidents: Iterable[LinkedIncident], country_name: CountryName) -> None:
    """Prints one or two lines an incident: id, what, where, when, dead and hurt, reports and origins, grade."""
    show = Printer(console)
    for incident in incidents:
        toll = f"{short(incident.killed, 'killed')}, {short(incident.injured, 'injured')}"
        mark = " (background)" if incident.background else ""
        told = f" · {_counted(incident)} · {incident.grade}"
        pieces = [*mixed(headline(incident, country_name), BOLD), plain(f" · {toll}{mark}{told}")]
        if incident.reopened:
            pieces.append(plain(" · a judgement is reopened", WARN))
        show.labelled(incident.id[:SHOWN_ID], pieces)


def show_changes(console: Console, changes: Iterable[Change], country_name: CountryName) -> None:
    """Prints what became of each incident: its id, the kind of change, each field as it was and is."""
    show = Printer(console)
    for change in changes:
        short_other = (change.other or "")[:SHOWN_ID]
        kinds = {"split": f"split from {short_other}", "merged": f"merged into {short_other}"}
        if change.other:
            kinds["changed"] = f"changed, its id was {short_other}"
        kind = kinds.get(change.kind, change.kind)
        head = [plain(kind, BOLD)]
        if change.now is not None:
            head += [plain(" · "), *mixed(headline(change.now, country_name))]
        if change.kind != "new" and change.reports:
            head.append(plain(f" · {len(change.reports)} more report{'' if len(change.reports) == 1 else 's'}"))
        for pages, what in ((change.revised, "in other words"), (change.gone, "no longer")):
            if pages:
                head.append(plain(f" · {len(pages)} report{' tells' if len(pages) == 1 else 's tell'} it {what}"))
        show.labelled(change.id[:SHOWN_ID], head)
        for name, (before, now) in change.fields.items():
            was = [] if change.kind == "new" else [*mixed(before or "not stated"), plain(" → ")]
            show.labelled("", [plain(f"{name} ", DIM), *was, *mixed(now or "not stated")])


def show_log(console: Console, log: Sequence[Judgement], undone: Mapping[str, str]) -> None:
    """Prints the log of judgements, the oldest first; `undone` has by what each was undone."""
    show = Printer(console)
    for entry in log:
        by = f"  undone by {undone[entry.id]}" if entry.id in undone else ""
        show.labelled(entry.id, [*_judgement(entry), plain(by, WARN)])


def show_places(console: Console, places: Iterable[Mapping[str, str | int | float | None]]) -> None:
    """Prints one line a place that a name may mean: what it is, where, how big, its GeoNames number."""
    show = Printer(console)
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


def _show_head(show: Printer, incident: LinkedIncident, country_name: CountryName) -> None:
    show.rule()
    show.line(mixed(headline(incident, country_name), BOLD))
    background = "  background: an earlier incident, told as context" if incident.background else ""
    languages = f" · {', '.join(incident.languages)}" if incident.languages else ""
    state = "" if incident.state == "new" else f"  {words(incident.state)}"
    told = f"incident {incident.id[:SHOWN_ID]}  {_counted(incident)}{languages}{background}{state}"
    show.line([plain(told, DIM)])
    for sentence in incident.reopened:
        show.line([plain("reopened: ", WARN), *mixed(sentence, WARN)])


def _show_figures(show: Printer, incident: LinkedIncident, numbers: Mapping[str, int]) -> None:
    show.gap()
    show.labelled("Killed", estimated(incident.killed))
    for category in _TOLLS:
        if category in incident.killed_by_category:
            estimate = incident.killed_by_category[category]
            show.labelled("", [plain(f"{words(category)}: "), *estimated(estimate)])
    show.labelled("Injured", estimated(incident.injured))
    for label, pieces in zip(labels("By whom"), _perpetrators(incident, numbers), strict=False):
        show.labelled(label, pieces)
    show.labelled("Grade", [plain(incident.grade, BOLD), plain("  "), *mixed(incident.grade_reason, DIM)])


def _show_accounts(show: Printer, tellings: Sequence[Telling], numbers: Mapping[str, int]) -> None:
    show.gap()
    said = [(telling, account) for telling in tellings for account in telling.accounts]
    telling_something = [(telling, account) for telling, account in said if not says_nothing(account)]
    for label, (telling, account) in zip(labels("Accounts"), telling_something, strict=False):
        show_account(show, label, numbers[telling.account_id(account)], account, telling.report)
    others = [cited(numbers[t.account_id(account)], account) for t, account in said if says_nothing(account)]
    if others:
        pieces = [piece for other in others for piece in (plain(", "), *other)][1:]
        show.labelled("Also cited", [*pieces, plain("  no figure, day or place was read", DIM)])


def _show_links(show: Printer, incident: LinkedIncident, names: Mapping[str, str]) -> None:
    for label, link in zip(labels("Linked"), incident.why[:_SHOWN_LINKS], strict=False):
        show.labelled(label, list(_link(link, names)))
    if len(incident.why) > _SHOWN_LINKS:
        show.labelled("", [plain(f"and {len(incident.why) - _SHOWN_LINKS} more links", DIM)])
    if incident.nearest is not None:
        show.labelled("Not linked", list(_link(incident.nearest, names)))


def _show_judgements(show: Printer, incident: LinkedIncident, log: Sequence[Judgement]) -> None:
    about = [entry for entry in log if entry.id in incident.judgements]
    for label, entry in zip(labels("Judged"), about, strict=False):
        show.labelled(label, [plain(f"{entry.id} ", BOLD), *_judgement(entry)])


def _judgement(entry: Judgement) -> Iterator[Piece]:
    """ "merge, by A. Coder on 9 March 2026: the same attack"."""
    yield plain(words(entry.kind), BOLD)
    if entry.field is not None:
        yield plain(f" {entry.field} ")
        yield page("unknown" if entry.value is None else str(entry.value), BOLD)
    if entry.kind == "state":
        yield plain(f" {words(str(entry.value))}")
    if entry.undoes is not None:
        yield plain(f" {entry.undoes}")
    if entry.incident is not None:
        yield plain(f" of {entry.incident[:SHOWN_ID]}", DIM)
    yield plain(", by ")
    yield page(entry.who)
    yield plain(f" on {written(entry.at.date())}: ")
    yield page(entry.why)


def _perpetrators(incident: LinkedIncident, numbers: Mapping[str, int]) -> Iterator[list[Piece]]:
    """Each who is said to have done it, with every status and the accounts that give it."""
    for who in incident.perpetrators:
        pieces = [page(who.name or "somebody not named", BOLD)]
        if who.actor:
            pieces.append(plain(f" [{who.actor}]"))
        says = []
        for status in who.statuses:
            behind = who.said_by.get(status, ()) if isinstance(who.said_by, dict) else ()
            by = [f"[{numbers[account]}]" for account in behind if account in numbers]
            says.append(words(status) + (f" by {', '.join(by)}" if by else ""))
        yield [*pieces, plain(": " + "; ".join(says))]


def _disagreement(disagreement: Disagreement, numbers: Mapping[str, int]) -> Iterator[Piece]:
    kind, field = _KINDS[disagreement.kind], words(disagreement.field.replace("victims.", "victims' "))
    yield plain(f"{field}, {kind}: ", WARN)
    yield from mixed(disagreement.explanation)
    values = []
    for value in disagreement.values:
        by = ", ".join(f"[{numbers[account]}]" for account in value.accounts if account in numbers)
        values.append(f"{'not stated' if value.value is None else value.value} {by}".strip())
    if any(str(value.value) not in disagreement.explanation for value in disagreement.values):
        yield from mixed(f" ({'; '.join(values)})", DIM)


def _figure(figure: Figure, numbers: Mapping[str, int]) -> Iterator[Piece]:
    number = f"[{numbers[figure.account]}] " if figure.account in numbers else ""
    yield plain(f"{number}{ranged(figure.low, figure.low, figure.high)} {figure.outcome}: {words(figure.standing)}")
    yield plain(f" ({figure.rule})", DIM)


def _link(link: Link, names: Mapping[str, str]) -> Iterator[Piece]:
    """Two tellings, how sure the model is, what agreed and what did not."""
    for number, telling in enumerate(link.between):
        report, _, incident = telling.rpartition("#")
        if number:
            yield plain(" – ")
        yield page(names.get(telling) or f"{short_id(report)}#{incident}")
    yield plain(f"  {link.probability:.2f}", BOLD)
    if link.judgement is not None:
        yield plain(f" decided by {link.judgement}", WARN)
    if link.agreed:
        yield from mixed(f" · for it: {'; '.join(link.agreed)}", DIM)
    if link.differed:
        yield from mixed(f" · against: {'; '.join(link.differed)}", DIM)


def _counted(incident: LinkedIncident) -> str:
    reports = f"{len(incident.reports)} report{'' if len(incident.reports) == 1 else 's'}"
    return f"{reports}, {incident.origins} origin{'' if incident.origins == 1 else 's'}"


def _source(report: Report) -> list[Piece]:
    pieces = [page(report.outlet), plain(" · ")] if report.outlet else []
    known = [written(report.published) if report.published else "no day of publication", report.language]
    pieces.append(plain(" · ".join(part for part in known if part)))
    if report.title:
        pieces += [plain(" · "), page(report.title)]
    if report.url:
        pieces += [plain(" · "), page(report.url, DIM)]
    return [*pieces, plain(" · "), page(short_id(report.id), DIM)]


def _reprint(reprint: Reprint | None, names: Mapping[str, str]) -> Iterator[Piece]:
    """Of whom it has its words, where they aren't its own."""
    if reprint is None:
        return
    yield plain(" · no origin of its own:", WARN)
    if reprint.of is not None:
        yield plain(" repeats ")
        yield page(names.get(reprint.of) or short_id(reprint.of))
    if reprint.share is not None:
        yield plain(f" ({reprint.share:.0%} of the shorter text)")
    if reprint.credit is not None:
        yield plain(" credits ")
        yield page(reprint.credit)
