"""When new evidence reopens a judgement. It stands all the same until a person undoes it: reopened is shown, not done.

The rule in words is in `docs/why/judgements.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportedly.model import Figure, Incident, Judgement, LinkedIncident, When, Where

Span = tuple[int | None, int | None]
CLOSED = ("ready", "sealed", "cancelled")
"""The states in which nobody is at work on an incident."""

Sightings = Mapping[str, tuple[Incident, Incident | None]]
"""By a telling's id as the judgement has it: the incident as the person saw it, and as it is read now, None: gone."""


def doubts(judgement: Judgement, sightings: Sightings) -> str | None:
    """Why reading again reopens this merge, split or other judgement; None where it doesn't.

    Its tellings are gone, or another day or place is read of one.
    """
    why = []
    for telling, (then, now) in sorted(sightings.items()):
        if now is None:
            why.append(f"{telling} is no longer told by its page")
        elif _other_days(then.when, now.when):
            why.append(f"{telling} is now read to be of another day")
        elif _other_place(then.where, now.where):
            why.append(f"{telling} is now read to be of another place")
    return f"{judgement.id} ({judgement.kind.replace('_', ' ')}): {'; '.join(why)}" if why else None


def value_doubt(judgement: Judgement, incident: LinkedIncident, now: Mapping[str, Span]) -> Iterator[str]:
    """One sentence where what is reported now lies outside what the person saw; `incident` is as it's reported."""
    field = judgement.field or ""
    saw = judgement.saw.get(field)
    if saw is None:
        return
    later = next((f for f in _later_figures(judgement, incident) if f.outcome == field and not _within(f, saw)), None)
    if later is not None:
        yield (
            f"{judgement.id} chose {_shown(judgement.value)} for {field}: a later report, {_report(later)}, says "
            f"{_words((later.low, later.high))}, outside the {_words(saw)} that {judgement.who} saw"
        )
    elif not _inside(now[field], saw):
        told = f" ({_words(now[field])} now, {_words(saw)} then)" if field in ("killed", "injured") else ""
        yield f"{judgement.id} chose {_shown(judgement.value)} for {field}: the reports say something else now{told}"


def dismissal_doubt(judgement: Judgement, incident: LinkedIncident) -> Iterator[str]:
    """One sentence where a report that came after the judgement tells of people harmed."""
    later = next(_later_figures(judgement, incident), None)
    if later is not None:
        figure = _words((later.low, later.high))
        yield f"{judgement.id} says that it is no incident: a later report, {_report(later)}, tells of {figure} harmed"


def state_doubt(judgement: Judgement, incident: LinkedIncident) -> Iterator[str]:
    """One sentence where a figure that came since lies outside what the person saw who closed the incident."""
    if judgement.value not in CLOSED:
        return
    for figure in _later_figures(judgement, incident):
        saw = judgement.saw.get(figure.outcome)
        if saw is not None and not _within(figure, saw):
            said = f"{_words((figure.low, figure.high))} {figure.outcome}"
            yield (
                f"{judgement.id} set the state to {judgement.value}: a later report, {_report(figure)}, says {said}, "
                f"outside the {_words(saw)} that {judgement.who} saw"
            )
            return


def _later_figures(judgement: Judgement, incident: LinkedIncident) -> Iterator[Figure]:
    """The figures that count, of reports that the person hadn't before them."""
    before = {telling.rpartition("#")[0] for telling in judgement.tellings}
    for figure in incident.figures:
        if figure.standing == "counted" and _report(figure) not in before:
            yield figure


def _report(figure: Figure) -> str:
    return figure.account.rpartition("#")[0]


def _within(figure: Figure, saw: Span) -> bool:
    return _inside((figure.low, figure.high), saw)


def _inside(inner: Span, outer: Span) -> bool:
    """Whether the one range lies within the other; of an open one its known end decides."""
    if inner == (None, None):
        return True
    if outer == (None, None):
        return False
    (low, high), (least, most) = inner, outer
    bottom = low if low is not None else high
    top = high if high is not None else low
    above_least = least is None or (bottom is not None and bottom >= least)
    below_most = most is None or (top is not None and top <= most)
    return above_least and below_most


def _other_days(then: When | None, now: When | None) -> bool:
    if then is None or now is None or then.start is None or now.start is None:
        return False
    return (then.end or then.start) < now.start or (now.end or now.start) < then.start


def _other_place(then: Where | None, now: Where | None) -> bool:
    if then is None or now is None:
        return False
    if then.country and now.country and then.country != now.country:
        return True
    known = then.geonames_id is not None and now.geonames_id is not None
    return known and then.geonames_id != now.geonames_id and not then.may_lie_in(now) and not now.may_lie_in(then)


def _words(span: Span) -> str:
    low, high = span
    if low is None and high is None:
        return "no figure"
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _shown(value: str | int | None) -> str:
    return "nobody knows" if value is None else str(value)
