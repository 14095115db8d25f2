"""Why something is refused to people: their names, passwords, tokens, searches."""

from __future__ import annotations

from reportedly.model.vocabulary import PERSON_ROLES
from reportedly.saying import Sentence
from reportedly.saying.slots import DAY, NUMBER, TEXT, Word

_ROLE = Word(PERSON_ROLES)

# Accounts
NAME_LENGTH = Sentence("a name has 1 to {n} characters, all of which can be seen", by="n", n=NUMBER)
MIXED_SCRIPTS = Sentence("{name}: mixes letters of scripts that look alike within a word; write it in one", name=TEXT)
NOBODY = Sentence("{name}: nobody has this name (reportedly people list shows who there is)", name=TEXT)
NO_ROLE = Sentence("{role}: there's no such role; there are: {roles}", role=TEXT, roles=TEXT)
NAME_TAKEN = Sentence(
    "{name}: somebody has this name; names aren't given twice, judgements are signed with them", name=TEXT
)
CLOSED = Sentence("{name}: is closed; open the account again first", name=TEXT)
NO_PASSWORD_HERE = Sentence("{name}: signs in by {issuer} and has no password here", name=TEXT, issuer=TEXT)
NO_LANGUAGE = Sentence("{language} isn't a language's code; write it as en, fr, ar", language=TEXT)
LAST_ADMINISTRATOR = Sentence("{name}: is the last administrator; make somebody else one first", name=TEXT)
ADMINISTRATORS_ONLY = Sentence("{name} is {role}; only an administrator may do that", name=TEXT, role=_ROLE)
SESSION_LENGTH = Sentence(
    "a session ends after 1 to {minutes} idle minutes, and 1 to {hours} hours", minutes=NUMBER, hours=NUMBER
)
NOBODY_SIGNS_IN = Sentence("nobody signs in here: the desk was started for one person (start it with --team)")
PEOPLE_SIGN_IN = Sentence("people sign in here: nobody has a session without")
INVITATION_OVER = Sentence("this invitation was used, or is over; ask for a new one")

# Passwords and second factors
TOO_SHORT = Sentence("a password has {n} characters or more; several words in a row are a good one", by="n", n=NUMBER)
TOO_LONG = Sentence("a password has at most {n} characters", by="n", n=NUMBER)
OWN_NAME = Sentence("a password isn't one's own name, nor that with figures and signs about it")
TRIED_FIRST = Sentence("that's one of the passwords that are tried first; several words in a row are a good one")
OLD_PASSWORD_FIRST = Sentence("who wants another password signs in with the old one first")
WRONG_CODE = Sentence("that isn't the code that the app shows now; check that the clocks are right, and try again")
FACTOR_FIRST = Sentence("set up a second factor first")
FACTOR_REQUIRED = Sentence("a second factor is required of all here")
FACTOR_WITH_PASSWORD = Sentence("a second factor goes with a password of one's own here")

# Tokens
TOKEN_NAME = Sentence("a token needs a name of 1 to {n} characters, all of which can be seen", by="n", n=NUMBER)
TOKEN_ROLE = Sentence("{role}: a token may do no more than its owner, who is {own}", role=TEXT, own=_ROLE)
TOKEN_ENDS = Sentence("{day}: a token ends today or later, and in {n} days at the latest", by="n", day=DAY, n=NUMBER)
TOKENS_ENOUGH = Sentence("{name} has {n} tokens already; end some first", by="n", name=TEXT, n=NUMBER)
NO_TOKEN = Sentence("{token}: there's no such token", token=NUMBER)
TOKEN_BY_A_PERSON = Sentence("a token is made by a person who is signed in")

# Searches
SEARCH_NAME = Sentence("a search needs a name of 1 to {n} characters, all of which can be seen", by="n", n=NUMBER)
SEARCH_LENGTH = Sentence("{name}: a search is a query string, of at most {n} characters", by="n", name=TEXT, n=NUMBER)
SEARCHES_ENOUGH = Sentence("{n} searches are kept already; drop one first", by="n", n=NUMBER)
VIEW_NAME = Sentence("a view's name has 1 to {n} characters", by="n", n=NUMBER)

# What the log adds to an entry
ROLE_CHANGED = Sentence("{old} to {new}", old=_ROLE, new=_ROLE)
ROLE_CHANGED_BY = Sentence("{old} to {new}, by {issuer}", old=_ROLE, new=_ROLE, issuer=TEXT)
ROLE_BY = Sentence("{role}, by {issuer}", role=_ROLE, issuer=TEXT)
TOKEN_MADE = Sentence("{name}, {role}, to {day}", name=TEXT, role=_ROLE, day=DAY)
SETTINGS_SET = Sentence(
    "idle minutes: {minutes}, hours: {hours}, second factor: {factor}",
    minutes=NUMBER, hours=NUMBER, factor=Word(("asked of all", "as each likes")),
)  # fmt: skip
ANOTHER_PASSWORD = Sentence("another password")
CODE_WHILE_SIGNED_IN = Sentence("a code, while signed in")
NAME_OF_ANOTHER = Sentence("{issuer}: the name is somebody else's here", issuer=TEXT)

SENTENCES = tuple(sentence for sentence in vars().values() if isinstance(sentence, Sentence))
