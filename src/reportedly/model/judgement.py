"""A judgement: a person's decision, with reason and date. Written once and never changed; undoing one is another."""

from __future__ import annotations

import datetime

import msgspec

from reportedly.model.vocabulary import JudgementField, JudgementKind


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the log.

    `id` is `j1`, `j2`, … in the order of the log. `tellings` are those that it is about, `<report id>#<incident
    id>`: those of all incidents that `merge` joins; of `split` those that are taken out, `others` those that
    stay. `field` and `value` are what `value` chooses: for `killed` and `injured` a number (None: nobody
    knows), for `where` a place's name, for `when` a day, for `grade` a grade. Of `state`, `value` is a state; of
    `sign_off` what may be known of the incident by everybody (`SignOff`); of `override` which of the rules of sharing
    were let go for once, in words: it is about no incident.
    `saw` is what the person had before them: the estimates' low and high as they stood, for the rule of reopening,
    and `best`, of the killed and of the injured. `undoes` is another entry's id.
    """

    id: str
    kind: JudgementKind
    who: str
    at: datetime.datetime
    why: str
    incident: str | None = None
    tellings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    field: JudgementField | None = None
    value: str | int | None = None
    saw: dict[str, tuple[int | None, int | None]] = {}
    undoes: str | None = None
