"""What becomes of each report's figure: does it count, and if not, which rule of the table says why."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportedly.model import Account
from reportedly.model.vocabulary import Outcome, Standing
from reportedly.reconciling import tolls
from reportedly.reconciling.rules import Rule, deciding, table
from reportedly.reconciling.voices import TOLLS, Voice, counts_bodies, in_order, number_of, same_speaker, speaker_of


class Asked(NamedTuple):
    """What is being counted: the outcome and, for the injured, how many are dead by the best figure."""

    outcome: Outcome
    dead: int | None = None


class Verdict(NamedTuple):
    """What became of a figure, and by which rule; of one that counts, the numbers that later ones replaced."""

    standing: Standing
    rule: str
    history: frozenset[int] = frozenset()


COUNTED = Verdict("counted", "counted")


def standings(voices: Sequence[Voice], asked: Asked) -> dict[str, Verdict]:
    """The verdict on each voice's figure, by the telling's id. The first rule of the table that holds decides.

    No rule takes the last figure away, but those that say that it counts other people or people counted already.
    """
    found = {voice.id: COUNTED for voice in voices}
    left = in_order(voices)
    for rule in deciding("standing", (*TRIED, *_OF_ACCOUNTS)):
        if rule.rule not in TRIED:
            continue
        hit = TRIED[rule.rule](left, asked, rule)
        kept = [voice for voice in left if voice.id not in hit]
        if hit and (_leaves_a_figure(left, kept, asked) or _may_empty(rule, kept)):
            found |= {name: _verdict(rule) for name in hit}
            left = kept
    counting = {voice.number(asked.outcome) for voice in left}
    replaced = {voice.number(asked.outcome) for voice in voices if found[voice.id].standing == "replaced"}
    history = frozenset(number for number in replaced - counting if number is not None)
    return found | {voice.id: COUNTED._replace(history=history) for voice in left}


def _leaves_a_figure(before: Sequence[Voice], after: Sequence[Voice], asked: Asked) -> bool:
    had, has = (any(voice.number(asked.outcome) is not None for voice in voices) for voices in (before, after))
    return has or not had


def _may_empty(rule: Rule, left: Sequence[Voice]) -> bool:
    return rule.gives in ("set_aside", "cumulative") and any(voice.harmed for voice in left)


def of_account(voice: Voice, account: Account, told: tolls.Figure, asked: Asked, of_voice: Verdict) -> Verdict:
    """The verdict on one account's figure, whose report's figure got `of_voice`."""
    rules = table()
    if account.act == "denial":
        return _verdict(rules["denial"])
    whole = tolls.figure(account, asked.outcome) is not None
    if not whole and (voice.counts_whole(asked.outcome) or of_voice.standing != "counted"):
        return _verdict(rules["some-of-them"])
    if of_voice.standing != "counted":
        return of_voice
    best = voice.number(asked.outcome)
    if best is not None and number_of(told) < best and number_of(told) in of_voice.history:
        return _verdict(rules["told-again"])
    if best is not None and number_of(told) < best and not _stands_beside(voice, told, asked.outcome):
        return _verdict(rules["part-of-its-report"])
    return COUNTED


def _verdict(rule: Rule) -> Verdict:
    return Verdict(rule.gives or "counted", rule.rule)  # type: ignore[arg-type]  # the tests hold the table to it


def _stands_beside(voice: Voice, told: tolls.Figure, outcome: Outcome) -> bool:
    """Whether a lower figure is no part but another count of the same people: by another speaker, of more than one."""
    others = [(a, f) for a, f in voice.figures(outcome) if number_of(f) == voice.number(outcome)]
    speakers = {speaker_of(voice, account) for account, _ in others}
    own = next(speaker_of(voice, account) for account, f in voice.figures(outcome) if f.account == told.account)
    return bool(others) and number_of(told) > 1 and own is not None and own not in speakers


def _some(voices: Sequence[Voice], asked: Asked, _rule: Rule) -> set[str]:
    """Voices that tell only of some of those counted elsewhere."""
    return {v.id for v in voices if v.number(asked.outcome) is not None and not v.counts_whole(asked.outcome)}


def _copied(voices: Sequence[Voice], _asked: Asked, _rule: Rule) -> set[str]:
    """Voices that give the figures which another text of their origin gives: the original's, else the earliest's."""
    first: dict[tuple[str, tuple[int | None, ...]], str] = {}
    for voice in sorted(voices, key=lambda v: (v.telling.report.id != v.origin, v.day, v.id)):
        first.setdefault((voice.origin, voice.numbers), voice.id)
    return {voice.id for voice in voices if first[voice.origin, voice.numbers] != voice.id}


def _one_origin(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """Voices that a later text of their origin overtakes: with more dead, about as surely read, and a figure of what
    is asked.
    """
    return {
        voice.id for voice in voices for later in voices
        if later.origin == voice.origin and later.is_later_than(voice) and later.number(asked.outcome) is not None
        and (later.number("killed") or 0) > (voice.number("killed") or 0) and not later.telling.incident.background
        and (not voice.number("killed") or later.sure >= rule.number("sure") * voice.sure)
    }  # fmt: skip


def _one_kind(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """Voices all of whose people are of one kind, which another counts as many of among more people."""
    found: set[str] = set()
    for voice in voices:
        number, kind = voice.number(asked.outcome) or 0, voice.kind(asked.outcome)
        if kind is not None and number >= rule.number("least") and any(
            (other.number(asked.outcome) or 0) > number and (number, *kind) in other.groups(asked.outcome)
            and other.kind(asked.outcome) != kind
            for other in voices
        ):  # fmt: skip
            found.add(voice.id)
    return found


def _several(voices: Sequence[Voice], _asked: Asked, rule: Rule) -> set[str]:
    """Voices that hold as a small part, of the dead or of the injured, what no fewer others count in whole."""
    found: set[str] = set()
    for outcome in TOLLS:
        telling = Counter(number for _, number in {(voice.origin, voice.number(outcome)) for voice in voices})
        sums = {
            total for voice in voices for part in voice.parts(outcome)
            if (total := voice.number(outcome) or 0) >= rule.number("times") * part
            and part >= rule.number("part") and telling[part] >= telling[total]
        }  # fmt: skip
        found |= {voice.id for voice in voices if voice.number(outcome) in sums}
    return found


def _many_days(voices: Sequence[Voice], _asked: Asked, rule: Rule) -> set[str]:
    """Voices that tell of more than some days, and of more people than one that tells of fewer."""
    short = [voice for voice in voices if voice.days <= rule.number("days")]
    long = [voice for voice in voices if voice.days > rule.number("days")]
    return {voice.id for voice in long if any(voice.compared(other)[0] > voice.compared(other)[1] for other in short)}


def _far_above(voices: Sequence[Voice], _asked: Asked, rule: Rule) -> set[str]:
    """The one voice that counts far more than each of several others, one of them at least no earlier than it."""
    most = max((voice.harmed for voice in voices), default=0)
    for top in (voice for voice in voices if voice.harmed == most):
        others = [voice for voice in voices if voice.origin != top.origin and voice.harmed]
        origins = {voice.origin for voice in others}
        if len(origins) < rule.number("others") or not any(voice.day >= top.day for voice in others):
            continue
        pairs = [top.compared(other) for other in others]
        if all(own >= rule.number("times") * n and own - n >= rule.number("more") for own, n in pairs):
            return {top.id}
    return set()


def _spoke_again(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """Voices whose figure is of a speaker who later gives a higher one, or corrects it."""
    told = [
        _Said(voice, account, number_of(figure), speaker_of(voice, account))
        for voice in voices for account, figure in voice.figures(asked.outcome) if account.act != "denial"
    ]  # fmt: skip
    found: set[str] = set()
    taken_back: dict[int, datetime.date] = {}
    for said in (one for one in told if one.number == one.voice.number(asked.outcome) and one.who is not None):
        for later in told:
            if (
                later.number == said.number
                or not later.voice.is_later_than(said.voice)
                or not same_speaker(said.who, later.who)
            ):
                continue
            if later.number > said.number and later.number == later.voice.number(asked.outcome):
                found.add(said.voice.id)
            elif _corrects(later, said, rule):
                taken_back[said.number] = max(later.voice.day, taken_back.get(said.number, datetime.date.min))
    return found | {v.id for v in voices if v.day < taken_back.get(v.number(asked.outcome) or 0, datetime.date.min)}


class _Said(NamedTuple):
    """What an account counts, and who says so, known again from report to report."""

    voice: Voice
    account: Account
    number: int
    who: tuple[str, frozenset[str]] | None


def _corrects(later: _Said, said: _Said, rule: Rule) -> bool:
    """Whether a speaker's lower figure is a correction and no mention of some of the dead."""
    counts = counts_bodies(later.account)
    soon = (later.voice.day - said.voice.day).days <= rule.number("days")
    return counts and soon and not later.account.background and rule.number("least") <= later.number < said.number


def _risen(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """Voices that several origins on later days overtake."""
    found: set[str] = set()
    for voice in voices:
        own = voice.number(asked.outcome)
        above = {
            v.origin for v in voices
            if own is not None and v.is_later_than(voice) and (v.number(asked.outcome) or 0) > own
            and not v.telling.incident.background
        }  # fmt: skip
        if len(above) >= rule.number("origins"):
            found.add(voice.id)
    return found


def _fallen(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """Voices with more than several origins of later days say, one of those who count bodies among them."""
    found: set[str] = set()
    for voice in reversed(voices):  # the latest first: who repeats a figure that has fallen repeats it in vain
        own, least = voice.number(asked.outcome) or 0, rule.number("least")
        later = [v for v in voices if 0 < (v.day - voice.day).days <= rule.number("days")]
        fresh = [v for v in later if not v.telling.incident.background]
        below = [v for v in fresh if least <= (v.number(asked.outcome) or 0) < own]  # fallen further or not
        repeated = any((v.number(asked.outcome) or 0) >= own for v in later if v.id not in found)
        if len({v.origin for v in below}) >= rule.number("origins") and not repeated and _is_firm(below, asked):
            found.add(voice.id)
    return found


def _is_firm(below: Sequence[Voice], asked: Asked) -> bool:
    """Whether lower figures are a correction: one figure in all of them, or one of somebody who counts bodies."""
    return len({voice.number(asked.outcome) for voice in below}) == 1 or any(
        counts_bodies(account)
        for voice in below for account, told in voice.figures(asked.outcome)
        if number_of(told) == voice.number(asked.outcome)
    )  # fmt: skip


def _died_of_wounds(voices: Sequence[Voice], asked: Asked, _rule: Rule) -> set[str]:
    """Voices by which, of as many people harmed as on a later day, fewer were dead."""
    return {
        voice.id for voice in voices
        if voice.number("injured") and voice.number(asked.outcome) is not None
        and any(
            later.is_later_than(voice) and later.harmed == voice.harmed
            and (later.number("killed") or 0) > (voice.number("killed") or 0)
            for later in voices
        )
    }  # fmt: skip


def _of_an_earlier_toll(voices: Sequence[Voice], asked: Asked, _rule: Rule) -> set[str]:
    """Injured of reports with fewer dead, from before the first that counts them beside the best figure of the dead."""
    if asked.outcome != "injured" or not asked.dead:
        return set()
    joint = [v.day for v in voices if v.number("injured") is not None and v.number("killed") == asked.dead]
    joint = [day for day in joint if day < datetime.date.max]
    return {v.id for v in voices if joint and v.day < min(joint) and (v.number("killed") or 0) < asked.dead}


def _unborne(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """A few dead of one origin alone, where others that count the injured know of none.

    One of the others is of a later day; or the dead are told of far down, and no fewer injured by the others.
    """
    telling = [v for v in voices if v.number("killed")]
    if asked.outcome != "killed" or len({v.origin for v in telling}) != 1:
        return set()
    first = min(v.day for v in telling)
    others = [v for v in voices if not v.number("killed") and v.number("injured") and v.day >= first]
    others = [v for v in others if not v.telling.incident.background]
    far_down = all(told.start > rule.number("down") for v in telling for _, told in v.figures("killed"))
    origins = len({v.origin for v in others})
    few = max(v.number("killed") or 0 for v in telling) <= rule.number("most")
    if not few or origins < (1 if far_down else rule.number("origins")):
        return set()
    hurt = max(v.number("injured") or 0 for v in telling)
    complete = any((v.number("injured") or 0) >= hurt for v in others) and (hurt or origins >= rule.number("origins"))
    return (
        {v.id for v in telling}
        if any(first < v.day < datetime.date.max for v in others) or (far_down and complete)
        else set()
    )


def _told_apart(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """A few injured whom no account tells of beside the dead, while another report with as many dead knows of none."""
    if asked.outcome != "injured" or not asked.dead:
        return set()
    silent = any(v.number("injured") is None and v.number("killed") == asked.dead for v in voices)
    return {
        v.id for v in voices
        if silent and not v.side_by_side and 0 < (v.number("injured") or 0) <= rule.number("most")
        and (v.number("injured") or 0) <= (v.number("killed") or 0)
    }  # fmt: skip


def _died_since(voices: Sequence[Voice], asked: Asked, rule: Rule) -> set[str]:
    """A few injured of reports that know of no dead, where by others no fewer are dead and none counts injured."""
    if asked.outcome != "injured" or not asked.dead:
        return set()
    if any(v.number("injured") is not None and v.number("killed") == asked.dead for v in voices):
        return set()
    most = min(asked.dead, rule.number("most"))
    return {v.id for v in voices if not v.number("killed") and 0 < (v.number("injured") or 0) <= most}


# The rules that are tried for a report's figure; the order is the table's.
TRIED: dict[str, Callable[[Sequence[Voice], Asked, Rule], set[str]]] = {
    "some-of-them": _some,
    "copied": _copied,
    "one-origin-later": _one_origin,
    "one-kind": _one_kind,
    "several-attacks": _several,
    "many-days": _many_days,
    "far-above": _far_above,
    "same-speaker-later": _spoke_again,
    "risen": _risen,
    "fallen": _fallen,
    "died-of-wounds": _died_of_wounds,
    "of-an-earlier-toll": _of_an_earlier_toll,
    "borne-out-by-none": _unborne,
    "told-apart": _told_apart,
    "died-since": _died_since,
}
_OF_ACCOUNTS = ("denial", "told-again", "part-of-its-report", "counted")
