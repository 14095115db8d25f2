"""How one account looks at a terminal: who says it, every figure beside its words."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.model import Account, Perpetrator, Quote, Report, Speaker, Victim
from reportedly.sharing.layout import BOLD, DIM, Piece, page, plain
from reportedly.sharing.printing import INDENT, LABEL, Printer, day, quoted, ranged, words, written

_ACTS = {
    "report": "reports",
    "statement": "states",
    "claim_of_responsibility": "claims responsibility",
    "accusation": "accuses",
    "denial": "denies",
}


def show_account(show: Printer, label: str, number: int, account: Account, report: Report) -> None:
    """Prints one account with its number."""
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
        show.line([plain(f"{name} ", DIM), page(value), *quoted(quote)], LABEL + INDENT)


def says_nothing(account: Account) -> bool:
    """Whether somebody is cited of whom nothing was read but that they speak of it."""
    return not any((account.event, account.when, account.where, account.weapons, account.victims, account.perpetrators))


def cited(number: int, account: Account) -> list[Piece]:
    """One who is cited and of whom nothing more was read, in a few words."""
    name = (account.speaker.name if account.speaker else None) or "a source that isn't named"
    return [plain(f"[{number}] ", BOLD), page(name)]


def _speaker(account: Account, report: Report) -> Iterator[Piece]:
    speaker: Speaker | None = account.speaker
    act = _ACTS[account.act]
    if speaker is None:
        yield page(report.called, BOLD)
        yield plain(f" in its own voice {act}")
    else:
        yield page(speaker.name or "a source that isn't named", BOLD)
        yield plain(f" ({words(speaker.type)}) {act}")
        if speaker.via:
            yield plain(", relayed by ")
            yield page(speaker.via)
    published = f", {written(report.published)}" if report.published else ""
    if speaker is not None:
        yield plain(", in ")
        yield page(report.called)
    yield plain(published)


def _victim(victim: Victim) -> Iterator[Piece]:
    low, high = victim.count.low, victim.count.high
    number = ranged(low, low, high) if low is not None or high is not None else "some"
    part = "of these, " if victim.part_of is not None else ""
    kind = "" if victim.category == "unknown" else f" {words(victim.category)}"
    roles = f" ({', '.join(map(words, victim.roles))})" if victim.roles else ""
    yield plain(f"{part}{number}{kind}{roles} {victim.outcome}")
    yield from quoted(victim.quote)


def _perpetrator(perpetrator: Perpetrator) -> Iterator[Piece]:
    yield plain("by ")
    yield page(perpetrator.name or "somebody not named")
    key = f" [{perpetrator.actor}]" if perpetrator.actor else ""
    yield plain(f"{key}: {words(perpetrator.status)}")
    yield from quoted(perpetrator.quote)
