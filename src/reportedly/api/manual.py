"""The page of the API, from its own OpenAPI description: `make docs` writes it, a test holds it to the program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportedly.api.app import PREFIX, make_api
from reportedly.api.searching import MEANINGS, SEARCHED
from reportedly.api.serving import Serving

OPENING = Path(__file__).with_name("manual.md")
"""What is written by hand: the beginning of the page."""

_ROOMS = {
    "store": "The store",
    "incidents": "Incidents",
    "reports": "Reports",
    "judgements": "Judgements",
    "sources": "Sources",
    "changes": "Changes",
    "exports": "Files",
    "runs": "Runs",
    "people": "People",
}
_FORMATS = {"date": "day", "date-time": "time", "uuid": "text"}
_PLAIN = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no", "null": "null"}
_OF_PYTHON = ("Raises ", "Make one with ")
_UNUSED = frozenset({"HTTPValidationError", "ValidationError"})


_SEARCHING = """\
Lists, files, map and facets take the same filters, all of them together. Several values of one are given by repeating
it: `country=NE&country=ML` is either. A filter that there isn't is an error, so that a typing error doesn't widen what
is found."""


def manual() -> str:
    """`docs/reference/api.md`."""
    openapi = make_api(Serving(store=Path("store.sqlite"))).openapi()
    schemas = {name: kind for name, kind in openapi["components"]["schemas"].items() if name not in _UNUSED}
    parts = [OPENING.read_text(encoding="utf-8")]
    parts.append("\n".join(["## Searching\n", _SEARCHING, "", *_asked(SEARCHED), ""]))
    for tag, room in _ROOMS.items():
        parts.append(f"## {room}\n")
        parts += [_route(method, path, route) for method, path, route in _routes(openapi) if route["tags"] == [tag]]
    parts.append("## What is answered and taken\n")
    parts += [_type(name, schemas[name]) for name in sorted(schemas)]
    return "\n".join(parts)


def _routes(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in openapi["paths"].items():
        for method, route in operations.items():
            yield method.upper(), path, route


def _route(method: str, path: str, route: dict[str, Any]) -> str:
    lines = [f"### `{method} {path.removeprefix(PREFIX)}`", "", _prose(route["description"])]
    asked = [each for each in route.get("parameters", ()) if each["in"] == "query"]
    if {each["name"] for each in asked} >= MEANINGS.keys():
        asked = [each for each in asked if each["name"] not in MEANINGS]
        lines += ["", f"Takes the parameters of [a search](#searching){', and' if asked else '.'}"]
    if asked:
        lines += ["", *_asked(asked)]
    return "\n".join([*lines, "", " ".join(_exchanged(route)), ""])


def _asked(parameters: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield from ("| parameter | what it is | |", "|-|-|-|")
    for each in parameters:
        said = each.get("description", "") or ("must be given" if each["required"] else "")
        default = each["schema"].get("default")
        if isinstance(default, int | str) and not isinstance(default, bool) and default:
            said += f" (`{default}` where it isn't given)"
        yield _row(f"`{each['name']}`", _kind(each["schema"]).removesuffix(" or null"), said)


def _exchanged(route: dict[str, Any]) -> Iterator[str]:
    """What a route takes and answers."""
    if taken := route.get("requestBody"):
        yield f"Takes {_content(taken)}."
    by_content: dict[str, list[str]] = {}
    for status, response in sorted(route["responses"].items()):
        if status != "422":
            by_content.setdefault(_content(response) or "nothing", []).append(status)
    for content, statuses in by_content.items():
        yield f"Answers {', '.join(statuses)}: {content}."


def _content(described: dict[str, Any]) -> str:
    for media, content in described.get("content", {}).items():
        return _kind(content["schema"]) if media == "application/json" else f"`{media}`"
    return ""


def _type(name: str, schema: dict[str, Any]) -> str:
    lines = [f"### {name}", "", _prose(schema.get("description", ""))]
    if fields := schema.get("properties"):
        lines += ["", "| field | what it is | where it isn't given |", "|-|-|-|"]
        required = schema.get("required", ())
        lines += [_row(f"`{field}`", _kind(kind), _absent(field in required, kind)) for field, kind in fields.items()]
    return "\n".join([*lines, ""])


def _absent(required: bool, kind: dict[str, Any]) -> str:
    if required or "default" not in kind:
        return ""
    default = kind["default"]
    return ("yes" if default else "no") if isinstance(default, bool) else f"`{json.dumps(default)}`"


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in words, with links to the types of the page."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if schema.get("type") == "array":
        if several := schema.get("prefixItems"):
            return f"list of ({', '.join(map(_kind, several))})"
        return f"list of {_kind(schema['items'])}"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return f"{_kind(values)} by name" if isinstance(values, dict) and values else "object"
    return _FORMATS.get(schema.get("format", ""), _PLAIN.get(schema.get("type", ""), "anything"))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _prose(docstring: str) -> str:
    """A docstring as Markdown, a line for each paragraph, without what it says to who writes Python."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", docstring.strip()))
    return "\n\n".join(filter(None, map(_for_everybody, paragraphs)))


def _for_everybody(paragraph: str) -> str:
    sentences = re.split(r"(?<=\.) (?=[A-Z`])", paragraph)
    kept = [sentence for sentence in sentences if not sentence.startswith(_OF_PYTHON)]
    return re.sub(r"\bNone\b", "null", " ".join(kept))


if __name__ == "__main__":
    print(manual(), end="")  # noqa: T201 - that's what it is for
