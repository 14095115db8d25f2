"""Lists of feeds from other programs (OPML) to sources, and sources as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml
from lxml import etree

from reportedly.gathering.decoding import decode, one_line
from reportedly.gathering.web.addresses import destination
from reportedly.gathering.web.exchange import NotFetched
from reportedly.gathering.web.feeds import root_of
from reportedly.gathering.web.politeness import Politeness
from reportedly.gathering.web.sources import MOST_BYTES, MOST_SOURCES, Source
from reportedly.model.errors import InputError, SourcesError

_LONGEST_NAME = 200
_MOST_DEPTH = 200  # of folders in folders; the parser goes to 255, and is silent about what lies deeper
_MOST_TOLD = 20
_END = re.compile(r"</(?:[a-z][\w.-]{0,30}:)?opml\s*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_ANYBODY = Politeness(contact="nobody@reportedly.example")


class Imported(msgspec.Struct, frozen=True):
    """The sources of an OPML file, and what was left out of it, a line each."""

    sources: tuple[Source, ...]
    left_out: tuple[str, ...]


def import_opml(file: Path) -> Imported:
    """The feeds that this OPML file lists, as `read_opml` gives them. Raises `SourcesError`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourcesError(f"{file}: can't be read ({(error.strerror or '').lower()}); check the path") from error
    return read_opml(content, str(file))


def read_opml(content: bytes, name: str) -> Imported:
    """The feeds that an OPML file lists, each once, each a source of its own name. Raises `SourcesError`."""
    if len(content) > MOST_BYTES:
        raise SourcesError(f"{name}: larger than {MOST_BYTES // 1_000_000} MB; export fewer feeds at once")
    try:
        text = decode(name, content)
        root = root_of(text, name)
    except InputError as error:
        raise SourcesError(str(error)) from error
    if root is None or _local(root) != "opml":
        raise SourcesError(f"{name}: no OPML; export the list of feeds as OPML from your feed reader")
    sources: list[Source] = []
    left_out = [] if _END.search(text) else [f"{name}: breaks off; what stands before is taken, export the list again"]
    names: dict[str, int] = {}
    seen: set[str] = set()
    for outline in _outlines(root, name):
        address = " ".join(_value(outline, "xmlurl").split())
        if not address or address in seen:
            continue
        seen.add(address)
        try:
            destination(address, _ANYBODY)
        except NotFetched as why:
            left_out.append(why.message)
            continue
        sources.append(Source(name=_own_name(outline, address, names), language=_language(outline), feeds=(address,)))
        if len(sources) >= MOST_SOURCES:
            left_out.append(f"{name}: more than {MOST_SOURCES:,} feeds; the rest is left out")
            break
    if not sources:
        raise SourcesError(f"{name}: names no feed by an address of http or https; export the list again")
    more = len(left_out) - _MOST_TOLD
    told = [*left_out[:_MOST_TOLD], f"{name}: and {more:,} others"] if more > 0 else left_out
    return Imported(tuple(sources), tuple(told))


def as_yaml(sources: Iterable[Source]) -> str:
    """The sources as a SOURCES.yml that reads as the same."""
    entries = []
    for source in sources:
        said = msgspec.to_builtins(source)
        entries.append({key: _written(value) for key, value in said.items() if value not in (None, [], ())})
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1_000)


def _written(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _outlines(root: Any, name: str) -> Iterator[Any]:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MOST_DEPTH:
            raise SourcesError(f"{name}: folders in folders, more than {_MOST_DEPTH} deep; export the list flat")
        if event == "start" and _local(element) == "outline":
            yield element


def _own_name(outline: Any, address: str, names: dict[str, int]) -> str:
    """A name that no other source has; `names` has the last number that each was given."""
    said = one_line(_value(outline, "title") or _value(outline, "text")) or ""
    printable = "".join(character if character.isprintable() else " " for character in said)
    base = " ".join(printable.split())[:_LONGEST_NAME].strip() or address.split("/")[2]
    name, number = base, names.get(base.casefold(), 0) + 1
    while number > 1 and (name := f"{base} ({number})").casefold() in names:
        number += 1
    names[base.casefold()] = number
    names.setdefault(name.casefold(), 1)
    return name


def _language(outline: Any) -> str | None:
    said = _value(outline, "language").strip().lower().replace("_", "-")
    return said if _LANGUAGE.fullmatch(said) else None


def _value(element: Any, name: str) -> str:
    """An attribute, in whatever letters its name is written."""
    return next((str(value) for key, value in element.attrib.items() if key.lower() == name), "")


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
