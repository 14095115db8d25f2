"""What reviewing says of judgements: who chose a value, what puts one in doubt."""

from __future__ import annotations

from reportedly.model.vocabulary import JUDGEMENT_FIELDS, JUDGEMENT_KINDS, OUTCOMES, STATES
from reportedly.saying import Part, Sentence
from reportedly.saying.slots import FIGURE, ID, NUMBERED, TEXT, VALUE, Word

_FIELD = Word(JUDGEMENT_FIELDS)

CHOSEN_BY = Sentence("chosen by {who}: {why}", who=TEXT, why=TEXT)

# Read again
GONE = Sentence("{telling} is no longer told by its page", telling=ID)
OTHER_DAY = Sentence("{telling} is now read to be of another day", telling=ID)
OTHER_PLACE = Sentence("{telling} is now read to be of another place", telling=ID)
READ_OTHERWISE = Sentence(
    "{judgement} ({kind}): {why}",
    judgement=NUMBERED, kind=Word(JUDGEMENT_KINDS), why=Part(GONE, OTHER_DAY, OTHER_PLACE, joint="; "),
)  # fmt: skip

# What the reports say now
OUTSIDE = Sentence(
    "{judgement} chose {value} for {field}: a later report, {report}, says {said}; {who} had seen {saw}",
    judgement=NUMBERED, value=VALUE, field=_FIELD, report=ID, said=FIGURE, saw=FIGURE, who=TEXT,
)  # fmt: skip
SAY_OTHERWISE = Sentence(
    "{judgement} chose {value} for {field}: the reports say something else now",
    judgement=NUMBERED, value=VALUE, field=_FIELD,
)  # fmt: skip
FIGURES_OTHERWISE = Sentence(
    "{judgement} chose {value} for {field}: the reports say something else now ({now} now, {then} then)",
    judgement=NUMBERED, value=VALUE, field=_FIELD, now=FIGURE, then=FIGURE,
)  # fmt: skip
HARMED_AFTER_ALL = Sentence(
    "{judgement} says that it is no incident: a later report, {report}, tells of {figure} harmed",
    judgement=NUMBERED, report=ID, figure=FIGURE,
)  # fmt: skip
OUTSIDE_WHEN_CLOSED = Sentence(
    "{judgement} set the state to {state}: a later report, {report}, says {said} {outcome}; "
    "{who} had seen {saw}",
    judgement=NUMBERED, state=Word(STATES), report=ID, said=FIGURE, outcome=Word(OUTCOMES), saw=FIGURE, who=TEXT,
)  # fmt: skip
DIFFERENT_VALUES = Sentence(
    "{judgement} and {later} choose different values for {field}, {value} and {other}: "
    "the later counts until one is undone",
    judgement=NUMBERED, later=NUMBERED, field=_FIELD, value=VALUE, other=VALUE,
)  # fmt: skip

SENTENCES = (
    CHOSEN_BY, READ_OTHERWISE, OUTSIDE, SAY_OTHERWISE, FIGURES_OTHERWISE, HARMED_AFTER_ALL, OUTSIDE_WHEN_CLOSED,
    DIFFERENT_VALUES,
)  # fmt: skip
"""Those that stand for themselves."""
