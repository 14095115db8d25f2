"""Invented tellings from short words, as the examples of `rules.yml` write them; what came out, in the same words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from reportedly.linking.origins import Origins
from reportedly.model import (
    Account,
    Count,
    Estimate,
    Event,
    Perpetrator,
    Quote,
    Report,
    Speaker,
    Telling,
    Victim,
    When,
    Where,
)
from reportedly.model.vocabulary import TYPE_OF_SUB_TYPE, Outcome
from reportedly.reconciling import page_incidents
from reportedly.reconciling.across import Reconciled, reconcile

QUOTE = Quote("word", 0, 4)


def told(given: Mapping[str, Any]) -> Telling:
    """One report's telling; raises `AssertionError` for a word that isn't known."""
    assert set(given) <= {
        "report", "day", "outlet", "origin", "speaker", "name", "act", "killed", "injured", "of", "by", "event", "on",
        "at", "background", "sure", "also", "role",
    }, given  # fmt: skip
    accounts = [_account("a", given)]
    if "also" in given and "with" in given["also"]:
        more = _victims({**given["also"], "of": "unknown"})
        accounts = [_with(accounts[0], more)]
    elif "also" in given:
        accounts.append(_account("b", given["also"], background=accounts[0].background))
    report = Report(id=given["report"], text="word", outlet=given.get("outlet"), published=_day(given["day"]))
    return Telling(report=report, incident=page_incidents(accounts)[0], accounts=tuple(accounts))


def _day(text: str) -> datetime.date | None:
    return None if text == "unknown" else datetime.date.fromisoformat(text)


def _with(account: Account, more: tuple[Victim, ...]) -> Account:
    return msgspec.structs.replace(account, victims=(*account.victims, *more))


def _account(name: str, given: Mapping[str, Any], background: bool = False) -> Account:
    speaker = given.get("speaker")
    event = given.get("event")
    return Account(
        id=name,
        incident="i1",
        speaker=Speaker(name=given.get("name"), type=speaker, quote=QUOTE) if speaker else None,
        act=given.get("act", "statement" if speaker else "report"),
        event=Event(type=TYPE_OF_SUB_TYPE[event], sub_type=event, quote=QUOTE, rule="told") if event else None,
        when=_when(given["on"]) if "on" in given else None,
        where=_where(given["at"]) if "at" in given else None,
        victims=_victims(given),
        perpetrators=tuple(_perpetrator(text) for text in given.get("by", "").split(", ") if text),
        weapons=(),
        background=background or given.get("background") == "yes",
        confidence=float(given.get("sure", "0.9")),
    )


def _victims(given: Mapping[str, Any]) -> tuple[Victim, ...]:
    found: list[Victim] = []
    for outcome in ("killed", "injured"):
        if outcome in given:
            found += _people(outcome, given[outcome], given, len(found))
    return tuple(found)


def _people(outcome: Outcome, text: str, given: Mapping[str, Any], start: int) -> list[Victim]:
    whole, _, part = text.partition(" part ")
    some = whole.startswith("some ")
    count = _count(whole.removeprefix("some "))
    roles = tuple(given["role"].split(", ")) if "role" in given else ()
    victims = [
        Victim(
            outcome=outcome, count=count, category=given.get("of", "unknown"), roles=roles, quote=QUOTE,
            rule="told+some" if some else "told",
        )
    ]  # fmt: skip
    if part:
        number, _, role = part.partition(" ")
        victims.append(
            Victim(
                outcome=outcome, count=_count(number), category=given.get("of", "unknown"), part_of=start, quote=QUOTE,
                roles=(role,) if role else (),  # type: ignore[arg-type]
            )
        )  # fmt: skip
    return victims


def _count(text: str) -> Count:
    if text.endswith("+"):
        return Count(int(text[:-1]), None)
    low, _, high = text.partition("-")
    return Count(int(low), int(high or low))


def _when(text: str) -> When:
    days = [datetime.date.fromisoformat(day) for day in text.split()]
    return When(start=days[0], end=days[-1], precision="day" if len(days) == 1 else "week", quote=QUOTE)


def _where(text: str) -> Where:
    name, country, precision = text.split("/")
    return Where(name=name, country=country, precision=precision, quote=QUOTE)  # type: ignore[arg-type]


def _perpetrator(text: str) -> Perpetrator:
    name, kind, status = text.split("/")
    actor = name.casefold().replace(" ", "-") if name[0].isupper() else None
    return Perpetrator(name=name, actor=actor, type=kind, status=status, quote=QUOTE)  # type: ignore[arg-type]


def put_together(given: Sequence[Mapping[str, Any]]) -> Reconciled:
    """What comes of these tellings."""
    of = {one["report"]: one.get("origin", one["report"]) for one in given}
    return reconcile([told(one) for one in given], Origins(of=of))


def words_of(estimate: Estimate) -> str:
    """Low, best, high; "-" for what isn't known."""
    return " ".join("-" if n is None else str(n) for n in (estimate.low, estimate.best, estimate.high))


def came_out(found: Reconciled, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Of what came out, what `asked` asks for, in its words."""
    short = {"killed": words_of(found.killed), "injured": words_of(found.injured), "grade": found.grade}
    short["when"] = found.when.start.isoformat() if found.when and found.when.start else "-"
    short["where"] = (found.where.name if found.where else None) or "-"
    standing = {f"{_name(f.account)} {f.outcome}": f.standing for f in found.figures}
    kinds: dict[str, str] = {d.field: d.kind for d in found.disagreements}
    tables: dict[str, dict[str, str]] = {
        "standing": {k: standing[k] for k in asked.get("standing", ())},
        "disagreements": {k: kinds.get(k, "-") for k in (*asked.get("disagreements", ()), *_tolls(kinds))},
        "categories": {c: str(e.best) for c, e in found.killed_by_category.items()},
        "perpetrators": {
            str(p.name): ", ".join(
                f"{status} {' '.join(_name(a) for a in ids)}"
                for status, ids in (p.said_by.items() if isinstance(p.said_by, dict) else ())
            )
            for p in found.perpetrators
        },
    }
    return {name: short[name] if name in short else tables[name] for name in asked}


def _tolls(kinds: Mapping[str, str]) -> list[str]:
    """Differences of tolls have to be asked for, so that none goes unseen."""
    return [field for field in kinds if field in ("killed", "injured")]


def _name(account: str) -> str:
    """`p1` for the report's own account, `p1b` for what it tells also."""
    report, _, own = account.partition("#")
    return report if own == "a" else f"{report}{own}"
