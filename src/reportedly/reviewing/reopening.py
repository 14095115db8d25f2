"""When new evidence reopens a judgement. It stands all the same until a person undoes it: reopened is shown, not done.

The rule in words is in `docs/why/judgements.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportedly.model import Figure, Incident, Judgement, LinkedIncident, When, Where
from reportedly.reviewing import sentences
from reportedly.saying.slots import Span

CLOSED = ("ready", "sealed", "cancelled")
"""The states in which nobody is at work on an incident."""

_COUNTED = ("killed", "injured")
"""The order of the two in `Judgement.saw["best"]`."""

Sightings = Mapping[str, tuple[Incident, Incident | None]]
"""By a telling's id as the judgement has it: the incident as the person saw it, and as it is read now, None: gone."""


def doubts(judgement: Judgement, sightings: Sightings) -> str | None:
    """Why reading again reopens this merge, split or other judgement; None where it doesn't.

    Its tellings are gone, or another day or place is read of one.
    """
    why = []
    for telling, (then, now) in sorted(sightings.items()):
        if now is None:
            why.append(sentences.GONE.of(telling=telling))
        elif _other_days(then.when, now.when):
            why.append(sentences.OTHER_DAY.of(telling=telling))
        elif _other_place(then.where, now.where):
            why.append(sentences.OTHER_PLACE.of(telling=telling))
    return sentences.READ_OTHERWISE.of(judgement=judgement.id, kind=judgement.kind, why=why) if why else None


def value_doubt(judgement: Judgement, incident: LinkedIncident, now: Mapping[str, Span]) -> Iterator[str]:
    """One sentence where what is reported now lies outside what the person saw; `incident` is as it's reported."""
    field = judgement.field or ""
    saw = _saw(judgement, field)
    if saw is None:
        return
    chosen = {"judgement": judgement.id, "value": judgement.value, "field": field}
    later = next((f for f in _later_figures(judgement, incident) if f.outcome == field and not _within(f, saw)), None)
    if later is not None:
        said = (later.low, later.high)
        yield sentences.OUTSIDE.of(**chosen, report=_report(later), said=said, saw=saw, who=judgement.who)
    elif not _inside(now[field], saw):
        told = sentences.FIGURES_OTHERWISE if field in _COUNTED else sentences.SAY_OTHERWISE
        yield told.of(**chosen, now=now[field], then=saw)


def dismissal_doubt(judgement: Judgement, incident: LinkedIncident) -> Iterator[str]:
    """One sentence where a report that came after the judgement tells of people harmed."""
    later = next(_later_figures(judgement, incident), None)
    if later is not None:
        figure = (later.low, later.high)
        yield sentences.HARMED_AFTER_ALL.of(judgement=judgement.id, report=_report(later), figure=figure)


def state_doubt(judgement: Judgement, incident: LinkedIncident) -> Iterator[str]:
    """One sentence where a figure that came since lies outside what the person saw who closed the incident."""
    if judgement.value not in CLOSED:
        return
    for figure in _later_figures(judgement, incident):
        saw = _saw(judgement, figure.outcome)
        if saw is not None and not _within(figure, saw):
            yield sentences.OUTSIDE_WHEN_CLOSED.of(
                judgement=judgement.id, state=judgement.value, report=_report(figure), said=(figure.low, figure.high),
                outcome=figure.outcome, saw=saw, who=judgement.who,
            )  # fmt: skip
            return


def _later_figures(judgement: Judgement, incident: LinkedIncident) -> Iterator[Figure]:
    """The figures that count, of reports that the person hadn't before them."""
    before = {telling.rpartition("#")[0] for telling in judgement.tellings}
    for figure in incident.figures:
        if figure.standing == "counted" and _report(figure) not in before:
            yield figure


def _saw(judgement: Judgement, field: str) -> Span | None:
    """What the person saw of this field, None: it wasn't kept. Of "at least 8" the best they saw is the upper end.

    Else no later toll, however high, would be news to whoever saw it.
    """
    saw = judgement.saw.get(field)
    if saw is None or field not in _COUNTED:
        return saw
    low, high = saw
    best = judgement.saw.get("best", (None, None))[_COUNTED.index(field)]
    return (low, max(low, best or low)) if low is not None and high is None else saw


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
