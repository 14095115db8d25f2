"""Why the API refuses what is asked of it."""

from __future__ import annotations

from reportedly.model.vocabulary import JUDGEMENT_KINDS, PERSON_ROLES
from reportedly.saying import Part, Sentence
from reportedly.saying.slots import DAY, ID, NUMBER, TEXT, Word

_ROLE = Word(PERSON_ROLES)

# Who asks
TOKEN_UNKNOWN = Sentence("this token isn't known here, or its time is over; make another")
SIGN_IN_FIRST = Sentence("sign in first, or give a token")
SESSION_FIRST = Sentence("begin a session first (GET /api/v1/me), and send its csrf as X-CSRF")
STALE = Sentence("this page is out of date or the request came from elsewhere; open the page again")
BEGUN_ELSEWHERE = Sentence("this sign-in was begun elsewhere, or too long ago; begin again")
NO_ISSUER = Sentence("no issuer is configured here (reportedly desk --team --oidc FILE)")
A_PERSON_NOT_A_TOKEN = Sentence("this takes a person who is signed in, not a token")

# What their role doesn't let them
MAY_NOT = Sentence("your role, {role}, may not do this", role=_ROLE)
MAY_NOT_SEAL = Sentence("your role, {role}, may neither seal nor open what is sealed", role=_ROLE)
MAY_NOT_SIGN_OFF = Sentence("your role, {role}, may not sign off what everybody may know", role=_ROLE)
NO_WHOLE_PAGES = Sentence("your role, {role}, doesn't see whole pages: they name people and places", role=_ROLE)
NO_SEARCH_BY_NAMES = Sentence(
    "your role doesn't search by words or speakers: they would lead to names that it doesn't see"
)
ANOTHER_S_OPINION = Sentence("you asked for a second opinion: another person gives it")

# What can't be asked for so
NO_FILTER = Sentence("{name}: there is no such filter; there are: {filters}", name=TEXT, filters=TEXT)
NO_SEARCH = Sentence("the search: {error}", error=TEXT)
NO_BODY = Sentence("the request's body: {error}", error=TEXT)
NO_LIMIT = Sentence("limit: {value} isn't a number of rows", value=TEXT)
NO_SUCH_SOURCES = Sentence("kind is one of {kinds}; sort one of {sorts}", kinds=TEXT, sorts=TEXT)
ABOUT_ONE = Sentence("incidents: {kind} is about one incident, {n} are named", kind=Word(JUDGEMENT_KINDS), n=NUMBER)
OVERRIDE_ELSEWHERE = Sentence("an override is made by whoever shares a store's incidents, with their file, not here")
WHICH_FIELD = Sentence("field: say which field the value is of")

# What the framework refuses
WRONG_METHOD = Sentence("this address isn't asked in that way")
TOO_MUCH = Sentence("at most {n} bytes can be sent at once", n=NUMBER)
NOT_READ = Sentence("what was sent can't be read")
NOT_ANSWERED = Sentence("this can't be answered (status {status})", status=NUMBER)
NO_NUMBER = Sentence("{name}: isn't a whole number", name=TEXT)
TOO_SMALL = Sentence("{name}: is {n} or more", name=TEXT, n=NUMBER)
TOO_GREAT = Sentence("{name}: is at most {n}", name=TEXT, n=NUMBER)
MISSING = Sentence("{name}: is missing", name=TEXT)
NO_VALUE = Sentence("{name}: can't have this value ({error})", name=TEXT, error=TEXT)
WRONG = Sentence("what was asked: {wrong}", wrong=Part(NO_NUMBER, TOO_SMALL, TOO_GREAT, MISSING, NO_VALUE, joint="; "))

# What a page of the desk can't be
WHICH_INCIDENT = Sentence("which incident? open it, and judge it from there")
NOT_UNDERSTOOD = Sentence("this address can't be understood")

# What there isn't
NO_ENTRY = Sentence("after: there is no entry {entry}", entry=TEXT)
NO_JUDGEMENT = Sentence("{judgement}: there is no such judgement", judgement=TEXT)
NO_REPORT = Sentence("{report}: no report has this id", report=ID)
REVISIONS = Sentence("{report}: it has {n} revisions", by="n", report=ID, n=NUMBER)
NOT_TOLD_THEN = Sentence("incident {incident}: no report of {day} or earlier tells of it", incident=ID, day=DAY)
NOTHING_HERE = Sentence("there is nothing at this address")

REFUSALS = tuple(sentence for sentence in vars().values() if isinstance(sentence, Sentence))
