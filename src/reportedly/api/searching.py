"""The search that a view's address asks for, and back: every state of a view is in its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from starlette.datastructures import QueryParams

from reportedly.api import refusing
from reportedly.api.answering import BadRequest, Parameter, parameter
from reportedly.model.search import Search

_MANY = frozenset(name for name, kind in Search.__annotations__.items() if str(kind).startswith("tuple"))
PAGING = frozenset({"after", "limit", "format"})
MOST_ROWS = 200

MEANINGS = {
    "text": "words, all of which must be there: in what is known of the incident or on one of its pages",
    "since": "not before this day",
    "until": "not after this day",
    "country": "ISO 3166, two letters; like all that can have several values, by repeating it",
    "grade": "one of these grades",
    "state": "in one of these states",
    "event": "ACLED's event or sub-event types",
    "language": "of the reports: `fr`, `en`, `ar`, …",
    "outlet": "an outlet that tells of it, as it is written in `/sources`",
    "speaker": "somebody who is cited, as written in `/sources?kind=speaker`",
    "killed_from": "at least so many by the best figure",
    "killed_to": "at most so many",
    "differs": "whether accounts disagree on anything: `yes` or `no`",
    "background": "`yes`: only what pages tell as background; `any`: that too; without it: no such",
    "dismissed": "`yes`: only what was judged to be no incident",
    "sort": "by what",
    "descending": "`no`: smallest or earliest first. What isn't known comes last either way",
}
"""What the filters of a search mean, for the description."""

PAGED: tuple[Parameter, ...] = (
    parameter("after", {"type": "string"}, "`next` of the answer before; without it, from the beginning"),
    parameter("limit", {"type": "integer", "default": 50, "maximum": MOST_ROWS}, "how many at most"),
)
SEARCHED: tuple[Parameter, ...] = tuple(
    parameter(name, schema, MEANINGS[name])
    for name, schema in msgspec.json.schema_components([Search])[1]["Search"]["properties"].items()
)


def search_of(query: QueryParams, *, besides: Iterable[str] = ()) -> Search:
    """The search of an address; raises `BadRequest` for a filter that there isn't or a value that it can't have.

    Empty values are as if they weren't there, as forms send them; `background=any` is with and without.
    """
    given: dict[str, Any] = {}
    for name, value in query.multi_items():
        if not value or name in PAGING or name in besides:
            continue
        if name not in Search.__struct_fields__:
            raise BadRequest(refusing.NO_FILTER.of(name=name, filters=", ".join(Search.__struct_fields__)))
        if name in _MANY:
            given.setdefault(name, []).append(value)
        else:
            given[name] = None if name == "background" and value == "any" else _plain(value)
    try:
        return msgspec.convert(given, Search, strict=False)
    except msgspec.ValidationError as error:
        raise BadRequest(refusing.NO_SEARCH.of(error=error)) from error


def limit_of(query: Mapping[str, str], usual: int = 50) -> int:
    """How many rows are asked for, at most `MOST_ROWS`; raises `BadRequest` where that isn't a number."""
    asked = query.get("limit") or str(usual)
    if not (asked.isascii() and asked.isdigit()) or int(asked[:9]) < 1:
        raise BadRequest(refusing.NO_LIMIT.of(value=repr(asked)))
    return min(int(asked[:9]), MOST_ROWS)


def _plain(value: str) -> str:
    return {"yes": "true", "no": "false"}.get(value, value)
