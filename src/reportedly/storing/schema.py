"""The tables of the store. `docs/store.md` explains them; `migrations/` makes them, and a test holds the two together.

A row, once written, is never rewritten: a page that changed, or that is read differently, is a new
row of `reports` with the next `revision`. So with `tellings`, `judgements`, `linkings` and `id_changes`. What is
below them follows from these and may be made anew: `evidence`, `evidence_keys`, `pairs`, `linked_incidents`,
`linked_tellings`, `former_tellings`, the three `listed_…` and `SEARCHED`. `runs` is for who looks on. Columns
marked "copy" repeat, for people who query by SQL, what `statements.value`, `incidents.value` and
`linked_incidents.value` hold; only the JSON is read back.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def _estimates_and_scene() -> list[Column[Any]]:
    """The copies of an incident's estimates and of what happened, when and where: each table needs its own."""
    return [
        Column("killed_low", Integer),
        Column("killed_best", Integer),
        Column("killed_high", Integer),
        Column("injured_low", Integer),
        Column("injured_best", Integer),
        Column("injured_high", Integer),
        Column("event_type", Text),
        Column("event_sub_type", Text),
        Column("day_start", Date),
        Column("day_end", Date),
        Column("day_precision", Text),
        Column("country", String(2)),
        Column("admin1", Text),
        Column("place", Text),
        Column("place_precision", Text),
    ]


reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),  # of the page's words and of what was read from them
    Column("report_id", Text, nullable=False),  # the contract's `report.id`
    Column("revision", Integer, nullable=False),  # 1, 2, … of one `report_id`; the highest is current
    Column("raw_sha256", String(64)),
    Column("text_sha256", String(64)),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("language", String(35)),
    Column("published", Date),
    Column("retrieved", Text),
    Column("text", Text, nullable=False),
    Column("teasers", Text, nullable=False),  # a JSON list of strings
    Column("added", DateTime, nullable=False),  # UTC
    Column("withdrawn", Boolean),  # by its outlet; null, as in older stores: no
    UniqueConstraint("report_id", "revision"),
)

inputs = Table(
    "inputs",
    metadata,
    Column("id", String(64), primary_key=True),  # of the article as it came and the settings it was read with
    Column("report", ForeignKey("reports.key"), nullable=False, index=True),
)

quotes = Table(
    "quotes",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("start", Integer, nullable=False),  # code points of `reports.text`
    Column("end", Integer, nullable=False),  # exclusive
    Column("text", Text, nullable=False),
    UniqueConstraint("report", "start", "end"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),  # of the content: the same when read again
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("contract_id", Text, nullable=False),  # the contract's `id`: a1, a2, …
    Column("incident", Text, nullable=False),  # the contract's `incident`: i1, i2, …
    Column("act", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("speaker_name", Text),  # copy, as are those below
    Column("speaker_type", Text),
    Column("via", Text),
    Column("event_type", Text),
    Column("event_sub_type", Text),
    Column("day_start", Date),
    Column("day_end", Date),
    Column("day_precision", Text),
    Column("country", String(2)),
    Column("admin1", Text),
    Column("place", Text),
    Column("place_precision", Text),
    UniqueConstraint("report", "contract_id"),
)

statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("account", ForeignKey("accounts.key"), nullable=False),
    Column("field", Text, nullable=False),  # speaker event when where victims perpetrators weapons
    Column("position", Integer, nullable=False),  # in its list; 0 where there is no list
    Column("value", Text, nullable=False),  # JSON, without quote and rule
    Column("rule", Text),
    Column("quote", ForeignKey("quotes.key"), index=True),
    UniqueConstraint("account", "field", "position"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("contract_id", Text, nullable=False),
    Column("background", Boolean, nullable=False),  # copy, as are those below
    *_estimates_and_scene(),
    Column("value", Text, nullable=False),  # the contract's incident as JSON
    UniqueConstraint("report", "contract_id"),
)

incident_accounts = Table(
    "incident_accounts",
    metadata,
    Column("incident", ForeignKey("incidents.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("account", ForeignKey("accounts.key"), nullable=False, index=True),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Text, primary_key=True),  # the contract's `report.id`
    Column("message", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("added", DateTime, nullable=False),
)

linkings = Table(
    "linkings",  # a row for each run that changed something
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("version", Text, nullable=False),  # of what linked: the program, its weights
    Column("reports", Integer, nullable=False),  # the highest `reports.key` that it took in
    Column("judgements", Integer, nullable=False),  # the highest `judgements.number` that it heeded
)

tellings = Table(
    "tellings",
    metadata,
    Column("key", Integer, primary_key=True),  # in the order in which they were taken in
    Column("name", Text, nullable=False, index=True),  # `<report id>#<incident id>`
    Column("report", ForeignKey("reports.key"), nullable=False, index=True),
    Column("incident", ForeignKey("incidents.key"), nullable=False, unique=True),
    Column("day", Date, nullable=False),  # the report's: published; else retrieved, else added
    Column("root", ForeignKey("tellings.key"), index=True),  # the first state of the same telling; null: this is it
    Column("founds", String(64), unique=True),  # of a first state: the id of an incident that it founds
)

heirs = Table(
    "heirs",  # where two tellings of a page became one as it was read again
    metadata,
    Column("telling", ForeignKey("tellings.key"), primary_key=True),  # a first state that is told no longer
    Column("heir", ForeignKey("tellings.key"), nullable=False),  # the first state of the telling that has its words
)

gone_tellings = Table(
    "gone_tellings",  # told no longer, since their page was changed or withdrawn; what was known then still has them
    metadata,
    Column("telling", ForeignKey("tellings.key"), primary_key=True),  # a first state
    Column("beside", ForeignKey("tellings.key"), index=True),  # the first state of one that it was linked with
)

evidence = Table(
    "evidence",
    metadata,
    Column("telling", ForeignKey("tellings.key"), primary_key=True),  # a current one
    Column("value", Text, nullable=False),  # JSON
)

evidence_keys = Table(
    "evidence_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("telling", ForeignKey("tellings.key"), primary_key=True, index=True),
)

pairs = Table(
    "pairs",
    metadata,
    Column("a", ForeignKey("tellings.key"), primary_key=True),
    Column("b", ForeignKey("tellings.key"), primary_key=True, index=True),
    Column("probability", Float, nullable=False),  # that the two are of one incident
    Column("answers", Text, nullable=False),  # what was compared, as JSON
)

linked_incidents = Table(
    "linked_incidents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("first", Text, nullable=False),  # the name of the first telling, by the day of its report
    Column("dismissed", Boolean, nullable=False),  # a person says that it is no incident
    Column("background", Boolean, nullable=False),  # copy, as are those below
    *_estimates_and_scene(),
    Column("reports", Integer, nullable=False),  # how many
    Column("origins", Integer, nullable=False),
    Column("grade", Text, nullable=False),
    Column("value", Text, nullable=False),  # the contract's line as JSON
)

linked_tellings = Table(
    "linked_tellings",
    metadata,
    Column("telling", ForeignKey("tellings.key"), primary_key=True),
    Column("incident", ForeignKey("linked_incidents.key"), nullable=False, index=True),
)

former_tellings = Table(
    "former_tellings",  # of an id that no incident has now: the first states of what it held last
    metadata,
    Column("id", String(64), primary_key=True),
    Column("telling", ForeignKey("tellings.key"), primary_key=True),
)

id_changes = Table(
    "id_changes",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("linking", ForeignKey("linkings.key"), nullable=False, index=True),
    Column("id", String(64), nullable=False, index=True),
    Column("kind", Text, nullable=False),  # given ended
    Column("other", String(64)),  # the incident that it was split from, or went to
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),  # 1, 2, …: `j1`, `j2`
    Column("kind", Text, nullable=False),  # copy, as are `who` and `at`
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("value", Text, nullable=False),  # the judgement as JSON
)

judgement_tellings = Table(
    "judgement_tellings",  # what a judgement is about, as it stood then: found again by its first state
    metadata,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True),
    Column("side", Text, primary_key=True),  # tellings others
    Column("position", Integer, primary_key=True),
    Column("telling", ForeignKey("tellings.key"), nullable=False, index=True),
)

# Apart from `linked_incidents`: a list reads through thousands of rows, and there each has a whole incident in it
listed_incidents = Table(
    "listed_incidents",
    metadata,
    Column("key", ForeignKey("linked_incidents.key"), primary_key=True),
    Column("id", String(64), nullable=False),  # copy, as are all but the last five
    Column("dismissed", Boolean, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("day_start", Date),
    Column("day_end", Date),
    Column("country", String(2)),
    Column("latitude", Float),  # WGS 84 degrees
    Column("longitude", Float),
    Column("event_type", Text),
    Column("event_sub_type", Text),
    Column("killed", Integer),  # the best figure
    Column("injured", Integer),
    Column("grade", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("unseen", Integer, nullable=False),
    Column("stirred", Integer),  # without its sign
    Column("reopened", Boolean, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("differs", Boolean, nullable=False),
    Column("waiting", Boolean, nullable=False),  # in the inbox
    Column("urgency", Text, nullable=False),  # the inbox's order, to be sorted by falling
    Column("changed", DateTime, nullable=False),  # UTC: when it was last written with another content
    Column("version", String(16), nullable=False),  # `model.linked.version_of`
    Column("row", Text, nullable=False),  # the line of a list, as JSON
)
SORTED = ("day_start", "killed", "injured", "reports", "origins", "changed", "stirred")
"""The columns by which lists are sorted; of two that are equal by the id."""
for _name in SORTED:
    Index(f"ix_listed_incidents_{_name}", listed_incidents.c[_name], listed_incidents.c.id)
for _name in ("id", "country", "state", "grade"):
    Index(f"ix_listed_incidents_{_name}", listed_incidents.c[_name])
Index("ix_listed_incidents_waiting", listed_incidents.c.waiting, listed_incidents.c.urgency)

listed_languages = Table(
    "listed_languages",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("incident", ForeignKey("listed_incidents.key"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

listed_sources = Table(
    "listed_sources",  # what an outlet's report tells of an incident, or what a speaker says of one in a report
    metadata,
    Column("kind", Text, primary_key=True),  # outlet speaker
    Column("name", Text, primary_key=True),  # "": a page that doesn't say its outlet
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("incident", ForeignKey("listed_incidents.key"), primary_key=True, index=True),
    Column("type", Text),  # of a speaker
    Column("language", String(35)),
    Column("day", Date, nullable=False),  # the report's, as `tellings.day`
    Column("accounts", Integer, nullable=False),  # how many
    Column("copied", Boolean, nullable=False),  # the report repeats another
    Column("dismissed", Boolean, nullable=False),
    Column("head", Boolean, nullable=False),  # the first row of its source and incident; it has the two that follow
    Column("alone", Boolean),  # no other of its kind tells of the incident
    Column("verdict", Integer),  # -1 0 1: its figure of the killed is below, at, above the best; null: not compared
    sqlite_with_rowid=False,
)

SEARCHED = {
    "page_words": "CREATE VIRTUAL TABLE page_words USING fts5(words, content='', detail='none', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
    "incident_words": "CREATE VIRTUAL TABLE incident_words USING fts5(words, detail='none', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
}
"""The full-text tables, of which SQLAlchemy knows nothing: by `reports.key` and by `linked_incidents.key`, the terms
(`reportedly.scripts.terms`) under which a page or an incident is found."""

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # add link fetch watch
    Column("began", DateTime, nullable=False),  # UTC
    Column("process", Integer, nullable=False),  # its id on the machine that it runs on
    Column("machine", Text, nullable=False),
    Column("reads", Text, nullable=False),  # what it was told to read, a JSON list of strings
    Column("stage", Text, nullable=False),  # reading linking ended
    Column("added", Integer, nullable=False),  # pages, as are the next two
    Column("known", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("beat", DateTime, nullable=False),  # UTC: when it was last heard of
    Column("ended", DateTime),
    Column("end", Text),  # done failed
    Column("message", Text),
)

Index("ix_incidents_day_start_country", incidents.c.day_start, incidents.c.country)
Index("ix_linked_incidents_day_start_country", linked_incidents.c.day_start, linked_incidents.c.country)
