"""Which of the figures that count is the best, and the range of those that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportedly.model import Estimate
from reportedly.model.vocabulary import Outcome
from reportedly.reconciling import tolls
from reportedly.reconciling.rules import table
from reportedly.reconciling.standings import Asked, Verdict, of_account
from reportedly.reconciling.voices import Voice, number_of


class Counted(NamedTuple):
    """What counts for one outcome: the voices with a figure that counts, and how the range of figures runs."""

    voices: tuple[Voice, ...]
    figures: tuple[tolls.Figure, ...]


def counted(voices: Sequence[Voice], asked: Asked, verdicts: Mapping[str, Verdict]) -> Counted:
    """The voices and the accounts' figures that count."""
    kept = [v for v in voices if verdicts[v.id].standing == "counted" and v.number(asked.outcome) is not None]
    figures = [
        told for voice in kept for account, told in voice.figures(asked.outcome)
        if of_account(voice, account, told, asked, verdicts[voice.id]).standing == "counted"
    ]  # fmt: skip
    return Counted(tuple(kept), tuple(figures))


def estimate(given: Counted, asked: Asked) -> Estimate:
    """Low, best and high over what counts, with the reason for best in words."""
    if not given.voices:
        return Estimate()
    if len(given.voices) == 1:
        return given.voices[0].estimate(asked.outcome)
    best = _best(given.voices, asked)
    low, high = _range(given, asked.outcome, best)
    return Estimate(low, best, high, _reason(given.voices, asked.outcome, best))


def _best(voices: Sequence[Voice], asked: Asked) -> int:
    rule = table()["injured-beside-the-dead" if asked.outcome == "injured" else "best-supported"]
    if asked.outcome == "injured":
        voices = [v for v in voices if (v.number("killed") or 0) == (asked.dead or 0)] or voices
    weights: defaultdict[int, float] = defaultdict(float)
    for voice in voices:
        own = voice.number(asked.outcome) or 0
        weights[own] += weight(voice, asked.outcome)
        if asked.outcome == "injured":
            for other in {number_of(told) for _, told in voice.figures("injured")} - {own}:
                weights[other] += rule.number("besides") * weight(voice, asked.outcome)
    top = max(weights.values())
    near = [n for n, sum_ in weights.items() if sum_ >= top - rule.number("tie")]
    return min(near) if asked.outcome == "injured" else max(near)


def weight(voice: Voice, outcome: Outcome) -> float:
    """What a voice's figure weighs: as sure as it was read, less where it tells of the incident as of the past."""
    rule = table()["best-supported"]
    background = rule.number("background") if voice.telling.incident.background else 1.0
    return background * (_sure(voice) if outcome == "killed" else 1.0)


def _sure(voice: Voice) -> float:
    """The highest confidence of the accounts that give the report's figure of the dead."""
    own = voice.number("killed")
    return max((a.confidence for a, told in voice.figures("killed") if number_of(told) == own), default=0.5)


def _range(given: Counted, outcome: Outcome, best: int) -> tuple[int, int | None]:
    """From the lowest to the highest figure; open where "at least" is above all others."""
    low, high = tolls.bounds(given.figures) if given.figures else (best, best)
    numbers = [v.number(outcome) or 0 for v in given.voices]
    return min(low if low is not None else best, *numbers), None if high is None else max(high, *numbers)


def _reason(voices: Sequence[Voice], outcome: Outcome, best: int) -> str:
    said = [v for v in voices if v.number(outcome) == best]
    if len(said) == len(voices):
        return f"all {len(voices)} independent origins with a figure agree"
    return f"{len(said)} of {len(voices)} independent origins with a figure give {best}, and weigh most"
