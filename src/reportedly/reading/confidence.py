"""Confidence: how often values read like this one are right, from models fitted on pages whose tolls are known.

An account's confidence is the chance that its figure of the killed is right; where it gives none, that it
is right to give none. A perpetrator has their own. docs/why/reading-quality.md has the reliability tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reportedly.model import Account, Perpetrator, Report, Victim
from reportedly.reading.learned import Linear, learned

KILLED, PERPETRATOR = "killed", "perpetrator"
_EVEN = Linear({})  # one half for everything, where nothing was trained
# The least chance with which a perpetrator is named. On the French and Arabic pages it costs no F and gives
# two to five points of precision; from .4 on it costs more than it gives.
LEAST = 0.3
_LEAD = 400  # code points within which a figure stands at the page's top
_SHORT, _LONG = 600, 4000  # code points: an extract or a brief, and a page that tells more than one story


def weighed(accounts: Sequence[Account], report: Report) -> list[Account]:
    """The accounts with their confidence and that of their perpetrators."""
    killed, perpetrator = learned(KILLED) or _EVEN, learned(PERPETRATOR) or _EVEN
    return [
        msgspec.structs.replace(
            account,
            confidence=killed.chance(signs_of_killed(account, accounts, report)),
            perpetrators=tuple(
                msgspec.structs.replace(
                    who, confidence=perpetrator.chance(signs_of_perpetrator(who, account, accounts, report))
                )
                for who in account.perpetrators
            ),
        )
        for account in accounts
    ]


def named_surely(accounts: Sequence[Account]) -> list[Account]:
    """The accounts without perpetrators whose chance is too low: to name somebody wrongly is worse than nobody."""
    return [
        msgspec.structs.replace(
            account,
            perpetrators=tuple(p for p in account.perpetrators if p.confidence is None or p.confidence >= LEAST),
        )
        for account in accounts
    ]


def signs_of_killed(account: Account, accounts: Sequence[Account], report: Report) -> Iterator[str]:
    """What speaks for and against an account's figure of the killed, as names."""
    lines = _killed_lines(account)
    others = [a for a in accounts if a.incident == account.incident and a is not account]
    yield from _signs_of_page(accounts, report)
    yield from _signs_of_account(account, others)
    total = _total(lines)
    if total is None:
        told = any(_total(_killed_lines(other)) is not None for other in others)
        yield "nobody counts the dead" if not told else "others count the dead"
        yield "dead without a number" if lines else f"no dead: {_outcomes(account)}"
        return
    yield f"how many: {total if total < 4 else '4-9' if total < 10 else '10-49' if total < 50 else '50+'}"
    yield f"figure: {_kind(lines)}"
    yield f"lines: {min(len(lines), 4)}"
    yield f"parts: {any(v.part_of is not None for v in account.victims)}"
    yield f"other outcomes: {_outcomes(account)}"
    yield from (f"rule: {_rule(v.rule, report)}" for v in lines)
    yield from (f"kind: {v.category}" for v in lines)
    yield from (f"role: {role}" for v in lines for role in v.roles)
    yield f"stands: {_stands(min(v.quote.start for v in lines), report)}"
    figures = [n for other in others if (n := _total(_killed_lines(other))) is not None]
    yield f"others: {_others(total, figures)}"
    elsewhere = {_total(_killed_lines(a)) for a in accounts if a.incident != account.incident} - {None}
    yield f"elsewhere on the page: {'none' if not elsewhere else 'the same' if total in elsewhere else 'another'}"


def signs_of_perpetrator(
    who: Perpetrator, account: Account, accounts: Sequence[Account], report: Report
) -> Iterator[str]:
    """What speaks for and against this one having been told as the perpetrator, as names."""
    others = [a for a in accounts if a.incident == account.incident and a is not account]
    yield from _signs_of_page(accounts, report)
    yield from _signs_of_account(account, others)
    yield f"status: {who.status}"
    yield f"type: {who.type}"
    yield f"status and type: {who.status} {who.type}"
    yield f"known actor: {who.actor is not None}"
    yield f"rule: {_rule(who.rule, report)}"
    yield f"words in the name: {min(len((who.name or '').split()), 5)}"
    yield f"stands: {_stands(who.quote.start, report)}"
    yield f"perpetrators: {min(len(account.perpetrators), 3)}"
    yield f"dead: {_total(_killed_lines(account)) is not None}, others: {_outcomes(account)}"
    again = [p for other in others for p in other.perpetrators if (p.actor, p.name) == (who.actor, who.name)]
    yield f"told again: {min(len(again), 2)}"
    yield from (f"victims: {v.category}" for v in account.victims)


def _signs_of_page(accounts: Sequence[Account], report: Report) -> Iterator[str]:
    length = len(report.text)
    form = "untitled" if report.title is None else "titled"
    size = "short" if length < _SHORT else "long" if length > _LONG else "middling"
    incidents = len({a.incident for a in accounts if not a.background})
    yield f"page: {report.language} {form}"
    yield f"page: {form} {size}"
    yield f"incidents: {min(incidents, 4)}, {form}"


def _signs_of_account(account: Account, others: Sequence[Account]) -> Iterator[str]:
    yield f"speaker: {account.speaker.type if account.speaker else 'outlet'}"
    yield f"act: {account.act}"
    yield f"background: {account.background}"
    yield f"first incident: {account.incident == 'i1'}"
    yield f"accounts: {min(len(others) + 1, 4)}"
    event = account.event
    yield f"event: {'none' if event is None else 'derived' if event.is_derived else event.type}"
    yield f"when: {account.when.precision if account.when else None}"
    yield f"where: {account.where.precision if account.where else None}"


def _killed_lines(account: Account) -> list[Victim]:
    """The groups of dead that are part of no other, some of people told elsewhere aside."""
    return [v for v in account.tops("killed") if not v.is_some]


def _total(lines: Iterable[Victim]) -> int | None:
    numbers = [v.count.low if v.count.low is not None else v.count.high for v in lines]
    counted = [n for n in numbers if n is not None]
    return sum(counted) if counted else None


def _kind(lines: Sequence[Victim]) -> str:
    """What sort of figure: exact, open ("at least"), a range; or one that some groups have no number in."""
    if any(v.count.low is None and v.count.high is None for v in lines):
        return "in part"
    if any(v.count.low is None or v.count.high is None for v in lines):
        return "open"
    return "exact" if all(v.count.low == v.count.high for v in lines) else "range"


def _outcomes(account: Account) -> str:
    return " ".join(sorted({v.outcome for v in account.victims} - {"killed"})) or "none"


def _others(total: int, figures: Sequence[int]) -> str:
    if not figures:
        return "no figure"
    return "agree" if all(n == total for n in figures) else "agree in part" if total in figures else "differ"


def _stands(start: int, report: Report) -> str:
    if start < report.body_start:
        return "in the headline"
    return "at the top" if start < report.body_start + _LEAD else "further down"


def _rule(rule: str | None, report: Report) -> str:
    return f"{report.language} {(rule or 'none').partition('+')[0]}"
