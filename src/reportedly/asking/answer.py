"""What a second reader is asked to say: the shape of its answer, as types and as a JSON schema.

Each `quote` is in the page's own words; where it stands is found, never believed.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import msgspec

from reportedly.model.errors import ReaderError
from reportedly.model.vocabulary import (
    TYPE_OF_SUB_TYPE,
    Act,
    Category,
    Outcome,
    PerpetratorType,
    Role,
    SpeakerType,
    Status,
)

SubType = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(TYPE_OF_SUB_TYPE)})]


class SaidSpeaker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is cited, and in `via` who relays it."""

    type: SpeakerType
    via: str | None
    quote: str


class SaidEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happened, by ACLED's sub-event type."""

    sub_type: SubType
    quote: str


class SaidVictims(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """People harmed; `part_of` is the index of the larger group that they belong to."""

    outcome: Outcome
    low: int | None
    high: int | None
    name: str | None
    category: Category
    roles: list[Role]
    group: str | None
    part_of: int | None
    quote: str


class SaidPerpetrator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who did it, and how sure that is."""

    type: PerpetratorType
    status: Status
    quote: str


class SaidAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one speaker says of one incident; `when`, `where` and `weapons` are quotes."""

    incident: int
    speaker: SaidSpeaker | None
    act: Act
    event: SaidEvent | None
    when: str | None
    where: str | None
    victims: list[SaidVictims]
    perpetrators: list[SaidPerpetrator]
    weapons: list[str]
    background: bool


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that it says of one page."""

    accounts: list[SaidAccount]


class _Loose(msgspec.Struct, frozen=True):
    accounts: list[msgspec.Raw]


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of an answer; an object at its root, as servers ask for."""
    _, parts = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    root: dict[str, Any] = dict(parts.pop("Answer"))
    return {**root, "$defs": parts}


def parse_answer(content: str) -> tuple[list[SaidAccount], int]:
    """The accounts of an answer, and how many more aren't of the schema.

    Raises `ReaderError` where the whole answer isn't.
    """
    try:
        lines = msgspec.json.decode(content, type=_Loose).accounts
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReaderError(f"its answer isn't of the schema that was asked for ({_short(error)})") from error
    told: list[SaidAccount] = []
    for line in lines:
        try:
            told.append(msgspec.json.decode(line, type=SaidAccount))
        except (msgspec.DecodeError, RecursionError):
            continue
    return told, len(lines) - len(told)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
