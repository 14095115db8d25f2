"""Which of the events that an extract speaks of it reports.

An extract is what coders note of one event: a few sentences, mostly one event with others as its setting ("after
fighting", "amid protests"). Each event code that its words tell of is a candidate, and so is "none of these"; a
learned model (`training/extracts.py`) chooses by how and where each is told and by what is told beside it. It
looks at codes and never at words, so it holds for every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from reportedly.languages import Chunk
from reportedly.languages.schema import PLAIN
from reportedly.model import Account, Event
from reportedly.reading.events import SUB_TYPE_OF_CODE, event_of, text_code
from reportedly.reading.learned import learned
from reportedly.reading.mentions import Mention
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Span

MODEL = "extracts"
NONE = "none"
CODE_OF_SUB_TYPE = {sub_type: code for code, sub_type in SUB_TYPE_OF_CODE.items()}
# What two events may be together, besides themselves.
_TOGETHER = {
    ("change", "overtakes"): "transfer",
    ("change", "regains"): "transfer",
    ("protest", "clash"): "riot",
    ("protest", "attack"): "riot",
    ("protest", "looting"): "riot",
    ("protest", "arrest"): "intervention",
}
_CROWD = ("protest", "intervention")
Told = Mapping[tuple[int, str], tuple[str, Chunk]]


class Candidate(NamedTuple):
    """An event code, where the words stand that tell of it (None for `NONE`), and what the model looks at."""

    code: str
    span: Span | None
    features: frozenset[str]


def candidates(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], accounts: Sequence[Account]
) -> list[Candidate]:
    """The events that an extract may report, none first, then in the order of its words.

    `accounts` are as the rules alone read them.
    """
    event = next((a.event for a in accounts if a.incident == accounts[0].incident and a.event), None)
    told = _told(mentions)
    harm = any(m.people for m in mentions)
    rules = {"harm": _by_rule(told, harm=True), "no harm": _by_rule(told, harm=False)}
    if event is not None and event.quote is not None and event.sub_type is not None:
        rules["read"] = CODE_OF_SUB_TYPE[event.sub_type], (event.quote.start, event.quote.end)
    spans: dict[str, Span] = {}
    for code, word in told.values():
        spans.setdefault(code, (word.start, word.end))
    for code, span in (*(r for r in rules.values() if r), *_together(spans, harm)):
        spans.setdefault(code, span)
    setting = _setting(sentences, mentions)
    found = [Candidate(NONE, None, _features(NONE, (), (*setting, *(f"beside {code}" for code in spans))))]
    for code, span in spans.items():
        own = [
            *_own(code, told, sentences),
            *(f"by rule for {name}" for name, r in rules.items() if r and r[0] == code),
        ]
        beside = [f"beside {other}" for other in spans if other != code]
        found.append(Candidate(code, span, _features(code, own, (*beside, *setting))))
    return found


def choose_event(options: Sequence[Candidate], accounts: Sequence[Account], text: str) -> list[Account]:
    """The accounts of an extract, those of its own incident with the event that it reports.

    Where it reports none, an incident that harmed nobody is none.
    """
    model = learned(MODEL)
    if model is None or not accounts:
        return list(accounts)
    best = max(options, key=lambda option: model.odds(option.features))
    event = event_of(best.code, best.span, text, "extracts.") if best.span else None
    own = accounts[0].incident
    if event is None and not any(a.victims for a in accounts if a.incident == own):
        return [a for a in accounts if a.incident != own]
    return [_with(event, account) if account.incident == own else account for account in accounts]


def _with(event: Event | None, account: Account) -> Account:
    """The account with this event; its own words for it stay where they say the same."""
    same = event is not None and account.event is not None and event.sub_type == account.event.sub_type
    return account if same else msgspec.structs.replace(account, event=event)


def _features(code: str, own: Sequence[str], beside: Sequence[str]) -> frozenset[str]:
    return frozenset((code, *own, *(f"{code} & {each}" for each in (*own, *beside))))


def _by_rule(told: Told, harm: bool) -> tuple[str, Span] | None:
    ruled = text_code(list(told.values()), harm, by_state=False)
    return (ruled[0], (ruled[1].start, ruled[1].end)) if ruled else None


def _together(spans: Mapping[str, Span], harm: bool) -> Iterator[tuple[str, Span]]:
    for (one, other), both in _TOGETHER.items():
        if one in spans and other in spans:
            yield both, spans[one]
    if harm:
        yield from (("force", spans[code]) for code in _CROWD if code in spans)


def _told(mentions: Sequence[Mention]) -> Told:
    """The codes of all sentences by where their words stand, in order; voices of one sentence share its codes."""
    found = {(word.start, code): (code, word) for m in mentions for code, word in m.codes}
    return dict(sorted(found.items()))


def _own(code: str, told: Told, sentences: Sequence[Sentence]) -> Iterator[str]:
    """What is said of one code: how it is worded, and where it stands."""
    order = [each for each, _ in told.values()]
    if code not in order:
        yield "made of others"
        return
    yield "first" if order[0] == code else "second" if order[1:2] == [code] else "later"
    if order.count(code) > 1:
        yield "again"
    words = [word for each, word in told.values() if each == code]
    yield from sorted({_form(word) for word in words})
    if sentences and words[0].start < sentences[0].end:
        yield "opening"


def _form(word: Chunk) -> str:
    sense = word.sense("ATTACK")
    return "weapon" if sense is None else "rule" if "word" in word.parts else sense.form or "word"


def _setting(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[str]:
    """What the extract says besides: whom it harmed, who did it, what it is about."""
    people = [p for m in mentions for p in m.people]
    found = {f"harm {p.outcome}" for p in people} or {"no harm"}
    found |= {f"victim {p.category}" for p in people} | {f"role {role}" for p in people for role in p.roles}
    found |= {f"by {a.type}" for m in mentions for a in m.agents} or {"by nobody"}
    found |= {name for name in ("earlier", "cumulative", "separate") for m in mentions if getattr(m, name)}
    found |= {f"topic {kind}" for s in sentences for kind in s.features("TOPIC", "kind")}
    found |= {f"{each} {sense.form}" for s in sentences for c in s.chunks for each in PLAIN if (sense := c.sense(each))}
    found |= {f"side {sense.form}" for s in sentences for c in s.chunks if (sense := c.sense("GROUP"))}
    found |= {f"people {form}" for s in sentences for form in ("fighter", "state") if s.has("V", form)}
    return sorted(found)
