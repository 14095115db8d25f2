"""The words of the trade that every language describes: lexicon symbols, their forms and features.

A lexicon entry has a symbol, at most one form, and features. A symbol or feature that isn't listed here
is an error, so that a slip of the pen doesn't silently read nothing. `docs/languages.md` explains each
for people who speak a language and don't write Python.
"""

from __future__ import annotations

# symbol -> (forms, features)
SYMBOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # counting
    "NUMBER": (("word", "article"), ("value", "multiplies")),
    "VAGUE": ((), ("low", "high")),
    "APPROX": (("before", "after"), ("effect",)),
    "UNIT": ((), ("kind",)),
    # people
    "PEOPLE": (
        ("noun", "casualty", "self", "pronoun", "member", "generic", "other"),
        ("number", "category", "roles", "sex", "outcome", "perpetrator", "speaker", "beside", "suspected"),
    ),
    "FORCE": ((), ("type", "category", "perpetrator", "speaker", "anaphor")),
    "ACTOR": (("group", "agency", "outlet", "member"), ("actor",)),
    "DEMONYM": ((), ("country", "number")),
    "ADJ": (
        ("people", "unknown", "suspected", "source", "other"),
        ("type", "category", "roles", "sex", "beside", "nth"),
    ),
    "TITLE": ((), ("speaker",)),
    "GIVEN": ((), ()),
    "SOURCE": (("person", "organ", "paper"), ("speaker",)),
    # harm
    "HARM": (
        ("active", "participle", "gerund", "die", "reflexive", "noun", "adjective", "infinitive"),
        ("outcome", "violent", "open", "late"),
    ),
    "ATTACK": (("noun", "verb", "participle"), ("event", "weapon", "loose")),
    "WEAPON": ((), ("event",)),
    "BLAME": (("by",), ("status",)),
    "AUX": (("be", "have"), ("status",)),
    "NEG": ((), ()),
    "UNREAL": ((), ("kind",)),
    "LIGHT": (("but",), ()),
    "HAPPEN": ((), ()),
    "MOVE": (("take", "leave", "unopposed", "find", "build", "send", "hit", "repress", "disperse"), ()),
    "OBJECT": (("arms", "base", "land", "troops", "crowd", "goods", "envoys"), ()),
    # speaking
    "SAY": (("verb", "noun", "participle"), ("act", "blame")),
    "ACCORD": (("verb",), ()),  # a verb: "as he said", beside which a day is that of saying
    "RELAY": ((), ()),
    "SAME_SPEAKER": ((), ()),
    # time
    "WEEKDAY": ((), ("value",)),
    "MONTH": ((), ("value",)),
    "DAY": ((), ("offset",)),
    "DAYPART": ((), ("offset",)),
    "SPAN": (("one", "two", "many"), ("unit", "value")),
    "TIMEWORD": (("last", "this", "next", "ago", "since", "before", "on", "in", "year"), ()),
    "PAST": ((), ("kind", "years")),
    "SEQUEL": (("apart",), ()),
    # place
    "PLACE_CUE": (("town", "care", "road"), ("kind",)),
    "DIRECTION": ((), ()),
    "NEAR": ((), ()),
    "COUNTRY": ((), ("country", "division")),
    # small words
    "DE": ((), ()),
    "DEF": (("own",), ()),
    "IN": ((), ()),
    "BY": ((), ()),
    "TO": ((), ()),
    "AND": ((), ()),
    "OR": ((), ()),
    "THAT": ((), ()),
    "WHO": ((), ()),
    "AMONG": ((), ()),
    "AGAINST": ((), ()),
    "BREAK": ((), ("day",)),
    "SEVERAL": ((), ("kind",)),
    "WHILE": ((), ()),
    # what a page is about
    "TOPIC": ((), ("kind",)),
}

# Symbols of words that are plain words to every rule that doesn't name them.
PLAIN = ("MOVE", "OBJECT", "SEVERAL", "SEQUEL", "WHILE")

# Symbols that the reading makes itself and that grammar rules may name.
MADE: dict[str, tuple[str, ...]] = {
    "W": ("plain", "capital", "shout"),
    "DIGITS": (),
    "ORDINAL": (),
    "MEASURE": (),
    "POSS": (),
    "COUNT": ("plain", "article", "year"),
    "NAME": ("full",),
    "GEO": (),
    "TIME": (),
    "PLACE": (),
    "V": ("noun", "fighter", "state", "casualty", "bare", "other", "list", "named"),
    "GROUP": ("armed", "state"),
    "SP": ("person", "organ", "group", "paper", "named", "office"),
    "COMMA": (),
    "STOP": (),
    "COLON": (),
    "SEMICOLON": (),
    "DASH": (),
    "LPAR": (),
    "RPAR": (),
    "OPEN": (),
    "CLOSE": (),
    "MARK": (),
}

# What rules of `frames.yml`, `speech.yml` and `events.yml` may make.
FRAMES = ("harm", "naming", "agent", "speech", "event")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# What a word of attack tells of, as short codes (see reading/events.py): "violence" has no type of ACLED's,
# "unclear" may be no violence at all (an explosion, shots).
EVENT_CODES = _words(
    "chemical suicide airstrike shelling bomb grenade abduction sexual mob force intervention regains overtakes"
    " clash riot protest arrest looting weapons attack violence unclear agreement change base transfer other"
)

# Closed values of some features.
VALUES: dict[tuple[str, str], frozenset[str]] = {
    ("HARM", "violent"): _words("yes no"),
    ("HARM", "outcome"): _words("killed injured abducted missing detained"),
    ("PEOPLE", "outcome"): _words("killed injured abducted missing detained"),
    ("PEOPLE", "number"): _words("one two many"),
    ("PEOPLE", "sex"): _words("f m"),
    ("ADJ", "sex"): _words("f m"),
    ("PEOPLE", "category"): _words("civilian military police security_forces armed_group unknown"),
    ("APPROX", "effect"): _words("at_least more_than at_most less_than about nearly"),
    ("SAY", "act"): _words("statement claim_of_responsibility accusation denial"),
    ("SAY", "blame"): _words("yes"),
    ("UNREAL", "kind"): _words("threat possible future negated untrue wish"),
    ("ATTACK", "event"): EVENT_CODES,
    ("ATTACK", "weapon"): _words("yes"),
    ("ATTACK", "loose"): _words("yes"),
    ("WEAPON", "event"): EVENT_CODES,
    ("PAST", "kind"): _words("earlier cumulative scattered anniversary then"),
    ("BREAK", "day"): _words("same"),
    ("SEVERAL", "kind"): _words("plural one"),
    ("TOPIC", "kind"): _words(
        "trial memorial exercise film sport accident disaster illness hunt animal livestock suicide history statistics"
    ),
    ("PLACE_CUE", "kind"): _words("site quarter street town district admin1 country area zone"),
}

# Grammar files in the order in which they are applied; those of the second list only collect.
REDUCING = ("counts", "names", "times", "places", "speakers", "people", "parts", "lists")
COLLECTING = ("frames", "speech", "events")
