"""The outlets that a user follows, as they write them down: SOURCES.yml, or a folder of such files."""

from __future__ import annotations

import difflib
import math
import re
import zoneinfo
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
import yaml

from reportedly.gathering.web.addresses import destination
from reportedly.gathering.web.exchange import NotFetched
from reportedly.gathering.web.politeness import MOST_DELAY, Politeness
from reportedly.model.errors import SourcesError

Outlet = Literal[
    "newspaper", "broadcaster", "agency", "online", "government", "military", "monitor", "ngo", "international", "other"
]
"""What kind of outlet a source is."""
MOST_BYTES = 2_000_000
"""Of one file of sources."""
MOST_SOURCES = 10_000
_MOST_ADDRESSES = 100  # of one source
_LONGEST = 1_000  # characters of a name or a note
_LISTS = ("feeds", "sitemaps", "lists")
_KEYS = (
    "name", "language", "country", "time_zone", *_LISTS, "outlet", "licence", "expected_a_day", "delay", "allowed",
)  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_HOST = re.compile(r"[a-z0-9._:\[\]-]{1,253}")
_ANYBODY = Politeness(contact="nobody@reportedly.example")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet that is followed.

    `language` and `country` are codes ("fr", "SY"), `time_zone` an IANA name ("Asia/Beirut"). `feeds`, `sitemaps` and
    `lists` are addresses; which is which is seen by what comes, the words are for people. `expected_a_day` is how many
    items the outlet publishes on a usual day. `allowed` are hosts inside the user's own network.
    """

    name: str
    language: str | None = None
    country: str | None = None
    time_zone: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    outlet: Outlet | None = None
    licence: str | None = None
    expected_a_day: float | None = None
    delay: float | None = None
    allowed: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everything that names its pages."""
        return (*self.feeds, *self.sitemaps, *self.lists)

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """Its time zone."""
        return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else None


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources in a file, or in the `.yml` and `.yaml` files of a folder, by name of file.

    Raises `SourcesError`, which names the file, the source and the remedy.
    """
    if path.is_dir():
        try:
            inside = list(path.iterdir())
        except OSError as error:
            raise SourcesError(f"{path}: can't be read ({error.strerror}); check its permissions") from error
        files = sorted(file for file in inside if file.suffix in (".yml", ".yaml") and file.name[0] != ".")
        if not files:
            raise SourcesError(f"{path}: no .yml file in this folder; write one (docs/reference/sources.md)")
    else:
        files = [path]
    where: dict[str, Path] = {}
    found: list[Source] = []
    for file in files:
        for source in _of_file(file):
            key = " ".join(source.name.casefold().split())
            if key in where:
                also = f", which is in {where[key]} too" if where[key] != file else " twice"
                raise SourcesError(f"{file}: has the source {source.name!r}{also}; give each its own name")
            where[key] = file
            found.append(source)
    if len(found) > MOST_SOURCES:
        raise SourcesError(f"{path}: {len(found):,} sources, more than {MOST_SOURCES:,}; split them into several runs")
    return tuple(found)


def politeness_of(politeness: Politeness, sources: tuple[Source, ...]) -> Politeness:
    """The settings with what the sources say of their hosts: their delays and the hosts that they may lead to."""
    delays = dict(politeness.delays)
    for source in sources:
        for address in source.addresses if source.delay is not None else ():
            host = destination(address, _trusting(source)).raw_host or ""
            # Of two sources on one host the slower decides.
            delays[host] = max(source.delay or 0.0, delays.get(host, 0.0))
    allowed = politeness.allowed.union(*(source.allowed for source in sources))
    return msgspec.structs.replace(politeness, delays=delays, allowed=allowed)


class _Loader(yaml.CBaseLoader):
    """Strings only: "no" stays Norway's code and 12:30 a time. A key that is there twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                why = f"the key {name[:60]!r} is there twice"
                raise yaml.constructor.ConstructorError(None, None, why, node.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def _of_file(file: Path) -> list[Source]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise SourcesError(f"{file}: larger than {MOST_BYTES // 1_000_000} MB; split it into several files")
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise SourcesError(f"{file}: can't be read ({why}); check the path, save it as UTF-8") from error
    return parse_sources(text, str(file))


def parse_sources(text: str, name: str) -> list[Source]:
    """The sources of a text in YAML: a list of them, or one. Raises `SourcesError`."""
    try:
        # An alias could grow without bound, and brackets in brackets without end.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            raise SourcesError(f"{name}: has a YAML alias (*…); write the words out")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 (it makes strings only)
    except (yaml.YAMLError, RecursionError) as error:
        why = " ".join(str(error).split())[:200]
        raise SourcesError(f"{name}: no YAML that can be read ({why}); mend it there") from error
    entries = [data] if isinstance(data, dict) else data
    if not isinstance(entries, list) or not entries:
        raise SourcesError(f"{name}: no list of sources; begin each with '- name: …' (docs/reference/sources.md)")
    return [_source(entry, f"{name}, source {number}") for number, entry in enumerate(entries, 1)]


def _source(entry: Any, where: str) -> Source:
    if not isinstance(entry, dict):
        raise SourcesError(f"{where}: not a source with keys; write '- name: …' and its keys below")
    for key in entry:
        if key not in _KEYS:
            near = difflib.get_close_matches(str(key), _KEYS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(_KEYS)}"
            raise SourcesError(f"{where}: {str(key)[:60]!r}: there's no such key ({hint})")
    name = _words(entry, "name", where)
    if name is None:
        raise SourcesError(f"{where}: has no name; give it one, as in 'name: Northland Courier'")
    where = f"{where} ({name})"
    source = Source(
        name=name,
        language=_fitting(entry, "language", _LANGUAGE, "a code such as fr or pt-br", where),
        country=_fitting(entry, "country", _COUNTRY, "a code of two capitals, such as SY", where),
        time_zone=_time_zone(entry, where),
        feeds=_many(entry, "feeds", where),
        sitemaps=_many(entry, "sitemaps", where),
        lists=_many(entry, "lists", where),
        outlet=_outlet(entry, where),
        licence=_words(entry, "licence", where),
        expected_a_day=_number(entry, "expected_a_day", 100_000, where),
        delay=_number(entry, "delay", MOST_DELAY, where),
        allowed=_hosts(entry, where),
    )
    _check_addresses(source, where)
    return source


def _check_addresses(source: Source, where: str) -> None:
    if not source.addresses:
        raise SourcesError(f"{where}: has no address; give it feeds, sitemaps or lists")
    if len(source.addresses) > _MOST_ADDRESSES:
        raise SourcesError(f"{where}: more than {_MOST_ADDRESSES} addresses; make several sources of it")
    seen: set[str] = set()
    for address in source.addresses:
        try:
            destination(address, _trusting(source))
        except NotFetched as why:
            raise SourcesError(f"{where}: {why.message}") from why
        if address in seen:
            raise SourcesError(f"{where}: {address} is there twice; leave one out")
        seen.add(address)


def _trusting(source: Source) -> Politeness:
    return msgspec.structs.replace(_ANYBODY, allowed=frozenset(source.allowed))


def _words(entry: dict[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise SourcesError(f"{where}: {key} isn't one line of words; mend it")
    line = " ".join(value.split())
    if not line.isprintable():
        raise SourcesError(f"{where}: {key} has characters that can't be shown; type it anew")
    return line


def _fitting(entry: dict[str, Any], key: str, pattern: re.Pattern[str], what: str, where: str) -> str | None:
    value = _words(entry, key, where)
    if value is not None and not pattern.fullmatch(value):
        raise SourcesError(f"{where}: {key}: {value[:60]!r} isn't {what}; mend it")
    return value


def _time_zone(entry: dict[str, Any], where: str) -> str | None:
    value = _words(entry, "time_zone", where)
    known = zoneinfo.available_timezones() if value else set()
    if value is not None and value not in known:
        near = difflib.get_close_matches(value, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "write it as in Asia/Beirut"
        raise SourcesError(f"{where}: time_zone: {value[:60]!r} is no time zone ({hint})")
    return value


def _outlet(entry: dict[str, Any], where: str) -> Outlet | None:
    value = _words(entry, "outlet", where)
    known: dict[str, Outlet] = {kind: kind for kind in get_args(Outlet)}
    if value is not None and value not in known:
        raise SourcesError(f"{where}: outlet: {value[:60]!r} is no kind of outlet (known: {', '.join(known)})")
    return known[value] if value else None


def _number(entry: dict[str, Any], key: str, most: float, where: str) -> float | None:
    value = _words(entry, key, where)
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 <= number <= most:
        raise SourcesError(f"{where}: {key}: {value[:60]!r} isn't a number from 0 to {most:,.0f}; mend it")
    return number


def _many(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    """One value or a list of them."""
    value = entry.get(key)
    values = [] if value in (None, "") else value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one.strip() for one in values):
        raise SourcesError(f"{where}: {key} isn't a list of addresses; write one a line, each after a dash")
    return tuple(one.strip() for one in values)


def _hosts(entry: dict[str, Any], where: str) -> tuple[str, ...]:
    hosts = tuple(host.lower() for host in _many(entry, "allowed", where))
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SourcesError(f"{where}: allowed: {host[:60]!r} is no host; write it as in intranet.example")
    return hosts
