"""Our own tables: which there are, what a row of each is, what its columns hold. `native.py` fills them."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Kind = Literal["text", "texts", "whole", "number", "yes_no", "day", "time"]


class Field(msgspec.Struct, frozen=True):
    """A column: what it holds in words; `leads_to` is the table whose first column it names."""

    name: str
    kind: Kind
    rule: str
    leads_to: str = ""


class Table(msgspec.Struct, frozen=True):
    """A table: what a row is. Its first column, with those of `key`, is another in every row."""

    name: str
    row: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()


_INCIDENT = Field("incident_id", "text", "The incident.", "incidents")
_REPORT = Field("report_id", "text", "The report.", "reports")
_ACCOUNT = Field("account_id", "text", "The account.", "accounts")
_RULE = "The name of the rule by which it was read."


def _estimate(what: str) -> tuple[Field, ...]:
    return (
        Field(f"{what}_low", "whole", f"The lowest figure of the {what} that counts; empty where nobody says."),
        Field(f"{what}_best", "whole", "The most reliable figure."),
        Field(f"{what}_high", "whole", "The highest figure that counts; empty after “at least”."),
        Field(f"{what}_reason", "text", "Why the best figure is the best."),
    )


TABLES: tuple[Table, ...] = (
    Table("incidents", "an incident, as all its reports tell it", (
        Field("incident_id", "text", "64 hexadecimal digits; stays as reports come."),
        Field("version", "text", "What tells one state of it from another."),
        Field("review_state", "text", "How far people have come with it: new, in_progress, second_opinion, ready, "
              "sealed."),
        Field("reviewed", "yes_no", "Whether a person has reviewed it (ready or sealed)."),
        Field("event_type", "text", "ACLED's type of event."),
        Field("event_sub_type", "text", "ACLED's sub-type."),
        Field("date_start", "day", "The first day."),
        Field("date_end", "day", "The last day."),
        Field("date_precision", "text", "day, week, month or year."),
        Field("place_name", "text", "The place, no finer than was cleared for sharing."),
        Field("place_precision", "text", "exact, near, admin2, admin1 or country."),
        Field("country", "text", "ISO 3166 alpha-2."),
        Field("admin1", "text", "The first-level division."),
        Field("latitude", "number", "WGS 84 degrees; of an area its middle."),
        Field("longitude", "number", "As latitude."),
        *_estimate("killed"),
        *_estimate("injured"),
        Field("background", "yes_no", "Whether pages tell of it only in passing."),
        Field("reports", "whole", "How many reports tell of it."),
        Field("origins", "whole", "How many independent sources stand behind them."),
        Field("languages", "texts", "The languages of the reports."),
        Field("outlets", "texts", "The outlets of the reports."),
        Field("grade", "text", "Airwars's grade of the evidence."),
        Field("grade_reason", "text", "Why."),
        Field("reopened", "yes_no", "Whether new reports put a judgement about it in doubt."),
    )),
    Table("casualties", "a category of the killed of an incident", (
        _INCIDENT,
        Field("category", "text", "civilian, military, police, security_forces, armed_group, unknown or attacker."),
        Field("outcome", "text", "killed."),
        Field("low", "whole", "The lowest figure."), Field("best", "whole", "The most reliable figure."),
        Field("high", "whole", "The highest figure."), Field("reason", "text", "Why the best is the best."),
    ), ("category",)),
    Table("perpetrators", "one who is said to have done it, with one status", (
        _INCIDENT, Field("position", "whole", "Its place in the incident's list."),
        Field("name", "text", "Of a group or force; a single person has none."),
        Field("actor", "text", "Its key in the list of actors."),
        Field("status", "text", "stated, claimed, accused, suspected, denied or unidentified."),
        Field("said_by", "texts", "The accounts that say so."),
    ), ("position", "status")),
    Table("disagreements", "one of the values that differ", (
        _INCIDENT, Field("position", "whole", "The disagreement's place in the incident's list."),
        Field("number", "whole", "The value's place in the disagreement."),
        Field("field", "text", "What they differ on."),
        Field("kind", "text", "later_update, different_scope, different_speaker or contradiction."),
        Field("value", "text", "The value."), Field("accounts", "texts", "The accounts that give it."),
    ), ("position", "number")),
    Table("reports", "a page of an outlet; its text stays where it was read", (
        Field("report_id", "text", "sha256: and a hash; an id of the source's own making has another hash for it."),
        Field("url", "text", "Its address in the web."), Field("outlet", "text", "The outlet."),
        Field("language", "text", "ISO 639."), Field("published", "day", "The page's own day."),
        Field("retrieved", "text", "When it was retrieved."), Field("title", "text", "The headline, 300 code points."),
        Field("text_sha256", "text", "SHA-256 of the text in UTF-8, in which all offsets count."),
        Field("raw_sha256", "text", "SHA-256 of the bytes as they came."),
    )),
    Table("sources", "a report of an incident", (
        _INCIDENT, _REPORT, Field("is_origin", "yes_no", "Whether it is an independent source."),
        Field("reprint_of", "text", "The report that it repeats.", "reports"),
        Field("credit", "text", "The agency that it names."),
        Field("share", "number", "How much of the shorter text is in the other, 0 to 1."),
    ), ("report_id",)),
    Table("accounts", "what one speaker says of one incident in one report", (
        Field("account_id", "text", "The report's id, # and the account's own."), _REPORT, _INCIDENT,
        Field("speaker", "text", "Who is cited: a name where they speak for a body, else a role. Empty: the outlet."),
        Field("speaker_type", "text", "government, military, police, … witness, unnamed."),
        Field("speaker_via", "text", "Who relays it."),
        Field("act", "text", "report, statement, claim_of_responsibility, accusation or denial."),
        Field("background", "yes_no", "Whether it is told as context."),
        Field("confidence", "number", "The chance that its figure of the killed is right, 0 to 1."),
        Field("quote_id", "text", "The words that name the speaker.", "quotes"),
    )),
    Table("values", "one value of an account", (
        Field("value_id", "text", "The account's id, # and the field with its place."), _ACCOUNT, _INCIDENT,
        Field("field", "text", "event, when, where, victims, perpetrators or weapons."),
        Field("position", "whole", "Its place in the account's list."),
        Field("value", "text", "The event's sub-type, the place, the noun for those harmed, who did it, the weapon."),
        Field("outcome", "text", "Of victims: killed, injured, abducted, missing or detained."),
        Field("low", "whole", "Of victims: how many at least; empty where it isn't said."),
        Field("high", "whole", "Of victims: how many at most; empty after “at least”."),
        Field("words", "text", "Of victims: the number as said."),
        Field("category", "text", "Of victims: civilian, military, …"),
        Field("roles", "texts", "Of victims: child, woman, journalist, …"),
        Field("group", "text", "Of victims: the side that they belong to, as said."),
        Field("part_of", "text", "Of victims: the larger group that these belong to; never add the two.", "values"),
        Field("date_start", "day", "Of when: the first day."), Field("date_end", "day", "Of when: the last day."),
        Field("precision", "text", "Of when and where: how exactly it is known."),
        Field("country", "text", "Of where: ISO 3166 alpha-2."), Field("admin1", "text", "Of where: the division."),
        Field("latitude", "number", "Of where: WGS 84 degrees."), Field("longitude", "number", "As latitude."),
        Field("actor", "text", "Of perpetrators: the key in the list of actors."),
        Field("type", "text", "Of events ACLED's type, of perpetrators military, armed_group, …"),
        Field("status", "text", "Of perpetrators: stated, claimed, accused, …"),
        Field("rule", "text", _RULE), Field("quote_id", "text", "The words that state it.", "quotes"),
    )),
    Table("quotes", "words of a report", (
        Field("quote_id", "text", "The report's id, # and the offsets."), _REPORT,
        Field("text", "text", "The words; 300 code points at most, names that are withheld are blocks (█)."),
        Field("start", "whole", "The first code point in the report's text."),
        Field("end", "whole", "The code point behind the last."),
        Field("cut", "yes_no", "Whether the page's quote is longer."),
        Field("masked", "yes_no", "Whether a name in it is withheld."),
    )),
    Table("figures", "an account's figure, and what became of it", (
        _INCIDENT, _ACCOUNT, Field("outcome", "text", "killed or injured."), Field("low", "whole", "At least."),
        Field("high", "whole", "At most; empty after “at least”."), Field("day", "day", "The report's day."),
        Field("standing", "text", "counted, replaced, copied, part, cumulative, denied or set_aside."),
        Field("rule", "text", "The rule that says so."),
    ), ("account_id", "outcome", "low", "high")),
    Table("links", "why two tellings are taken for one incident", (
        _INCIDENT, Field("first", "text", "A report's id, # and its incident."), Field("second", "text", "The other."),
        Field("probability", "number", "That they are one, by the model, 0 to 1."),
        Field("agreed", "texts", "What spoke for it."), Field("differed", "texts", "What spoke against it."),
        Field("judgement_id", "text", "The judgement that decided in place of the model.", "judgements"),
    ), ("first", "second")),
    Table("judgements", "a person's decision", (
        Field("judgement_id", "text", "j1, j2, … in the order of the log."), _INCIDENT,
        Field("kind", "text", "merge, split, not_an_incident, value, note, state or undo."),
        Field("reviewer", "text", "A number in place of the person, by their first judgement here."),
        Field("at", "time", "When."), Field("field", "text", "Of a value: which was chosen."),
        Field("value", "text", "What was chosen; never a place."),
        Field("why", "text", "The reason; a note's words stay where they were written."),
    ), ("incident_id",)),
)  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON Schema of a line of each table's JSON Lines, by the table's name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tables of reportedly",
        "$defs": {table.name: _schema_of(table) for table in TABLES},
    }


_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "texts": {"type": "array", "items": {"type": "string"}},
    "whole": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "yes_no": {"type": "boolean"},
    "day": {"type": ["string", "null"], "format": "date"},
    "time": {"type": ["string", "null"], "format": "date-time"},
}


def _schema_of(table: Table) -> dict[str, Any]:
    columns = {
        field.name: {**_TYPES[field.kind], "description": field.rule + (_leading(field) if field.leads_to else "")}
        for field in table.fields
    }
    return {
        "description": f"{table.row[:1].upper()}{table.row[1:]}.",
        "type": "object",
        "properties": columns,
        "required": list(columns),
        "additionalProperties": False,
    }


def _leading(field: Field) -> str:
    return f" Leads to the first column of `{field.leads_to}`."
