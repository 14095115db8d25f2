"""Why a page is read as it is: for each sentence that tells of harm the phrases, frames and speakers that rules found.

For people who write rules. The lines are plain text with the page's own words in them: make them safe to print.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.model import Account, Report
from reportedly.reading import parse
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame, Span
from reportedly.reconciling import page_incidents


def explain(report: Report) -> Iterator[str]:
    """The lines; raises what reading raises: `UnknownLanguage`, `EmptyInput`, `WorldError`."""
    parsed = parse(report)
    yield f"page {report.id}: language {report.language}, day {report.published or 'not stated'}"
    yield from (f"teaser, not read: {teaser}" for teaser in report.teasers)
    if not parsed.sentences:
        yield "no sentence has a word of harm: nothing more was read"
    for sentence in parsed.sentences:
        yield from _sentence(sentence, report.text)
    yield ""
    for account in parsed.accounts:
        yield from _account(account)
    for incident in page_incidents(parsed.accounts):
        killed, kind = incident.killed, "background incident" if incident.background else "incident"
        accounts = ", ".join(incident.accounts)
        figures = f"best {_or_none(killed.best)}, low {_or_none(killed.low)}, high {_or_none(killed.high)}"
        yield f"{kind} {incident.id} of {accounts}: killed {figures}"
        if killed.reason:
            yield f"    because {killed.reason}"


def _sentence(sentence: Sentence, text: str) -> Iterator[str]:
    yield ""
    yield f"sentence {sentence.index}: {text[sentence.start : sentence.end]}"
    for chunk in sentence.trace:
        senses = "|".join(sense.key for sense in chunk.senses)
        yield f"    phrase   {senses:<22} {chunk.rule:<28} {_words((chunk.start, chunk.end), text)}"
    for word in sentence.events:
        code = word.feature("ATTACK", "event")
        yield f"    event    {code:<22} {word.rule:<28} {_words((word.start, word.end), text)}"
    for frame in (*sentence.frames, *sentence.speeches):
        yield from _frame(frame, text)


def _frame(frame: Frame, text: str) -> Iterator[str]:
    name = "speech" if frame.voice else frame.kind
    yield f"    {name:<8} {frame.act:<22} {frame.rule:<28} {_words(frame.span, text)}"
    if frame.voice:
        yield f"        said by {_words(frame.voice.name, text)} ({frame.voice.type})"
    for people in frame.people:
        figure = _figure(people.low, people.high)
        yield f"        {figure} {people.category} {people.outcome}: {_words(people.span, text)}"
    for agent in frame.agents:
        yield f"        by {agent.name} ({agent.type}, {agent.status}): {_words(agent.span, text)}"


def _account(account: Account) -> Iterator[str]:
    speaker = account.speaker.name or account.speaker.type if account.speaker else "the outlet"
    background = ", background" if account.background else ""
    yield f"account {account.id} of {account.incident}: {speaker}, {account.act}{background}"
    values = (account.speaker, account.event, account.when, account.where)
    for value in (*values, *account.victims, *account.perpetrators, *account.weapons):
        if value is not None and value.quote is not None:
            yield f"    {type(value).__name__.lower():<12} {value.rule or '':<28} “{value.quote.text}”"


def _figure(low: int | None, high: int | None) -> str:
    if low == high:
        return "some" if low is None else str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _or_none(figure: int | None) -> str:
    return "not stated" if figure is None else str(figure)


def _words(span: Span, text: str) -> str:
    return f"“{text[span[0] : span[1]]}”"
