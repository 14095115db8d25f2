"""Why a judgement is refused."""

from __future__ import annotations

from reportedly.model.vocabulary import JUDGEMENT_FIELDS, JUDGEMENT_KINDS
from reportedly.saying import Part, Sentence
from reportedly.saying.slots import DAY, ID, NUMBER, NUMBERED, TEXT, Word

_FIELD, _KIND = Word(JUDGEMENT_FIELDS), Word(JUDGEMENT_KINDS)

NOT_SAID = {
    "who": Sentence("who: a judgement says who; give it with --who"),
    "why": Sentence("why: a judgement says why; give it with --why"),
}
TOO_LONG = Sentence("{name}: longer than {n} characters; shorten it", by="n", name=Word(NOT_SAID), n=NUMBER)

ONE_ALREADY = Sentence("merge: name two incidents or more (those named are one already)")
NONE_WOULD_STAY = Sentence("split: no report would stay; name only those that are of another incident")
SEVERAL_BEGIN_SO = Sentence("several of its reports begin so")
IT_HAS = Sentence("it has {reports}", reports=TEXT)
NOT_ONE_REPORT = Sentence(
    "split: {name} isn't one report of incident {incident} ({why})",
    name=TEXT, incident=ID, why=Part(SEVERAL_BEGIN_SO, IT_HAS),
)  # fmt: skip

NO_STATE = Sentence("state: {value} isn't a state; there are: {states}", value=TEXT, states=TEXT)
NO_SIGN_OFF = Sentence("sign-off: {value} is nothing to sign off; there are: {known}", value=TEXT, known=TEXT)
NO_NUMBER = Sentence("{field}: {value} isn't a number of people; write one, or unknown", field=_FIELD, value=TEXT)
NO_DAY = Sentence("when: {value} isn't a day; write it as 2026-02-22, or unknown", value=TEXT)
NO_GRADE = Sentence("grade: {value} isn't a grade; there are: {grades}", value=TEXT, grades=TEXT)
NO_NAME_OF_A_PLACE = Sentence("{field}: write a place's name, or unknown", field=_FIELD)

NO_JUDGEMENT = Sentence("{judgement}: there's no such judgement (see: reportedly judge log)", judgement=TEXT)
UNDONE_ALREADY = Sentence(
    "{judgement}: undone already by {undo} (undo {undo} to bring it back)", judgement=NUMBERED, undo=NUMBERED
)

OTHER = Sentence(
    "{judgement} ({kind}, by {who} on {day}: {why})", judgement=NUMBERED, kind=_KIND, who=TEXT, day=DAY, why=TEXT
)
UNDO_FIRST = Sentence("undo it first: reportedly judge undo {judgement}", judgement=NUMBERED)
OPEN_FIRST = Sentence("it is sealed; give it another state first: reportedly judge state {incident}", incident=ID)
CONTRADICTS = Sentence(
    "{kind}: contradicts {others}, which stands ({remedy})",
    kind=_KIND, others=Part(OTHER, joint="; "), remedy=Part(UNDO_FIRST, OPEN_FIRST),
)  # fmt: skip

SENTENCES = (
    *NOT_SAID.values(), TOO_LONG, ONE_ALREADY, NONE_WOULD_STAY, NOT_ONE_REPORT, NO_STATE, NO_SIGN_OFF, NO_NUMBER,
    NO_DAY, NO_GRADE, NO_NAME_OF_A_PLACE, NO_JUDGEMENT, UNDONE_ALREADY, CONTRADICTS,
)  # fmt: skip
"""Those that stand for themselves."""
