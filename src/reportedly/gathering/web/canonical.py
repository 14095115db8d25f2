"""One address for one page, however it was linked to: the key by which a page is known, not the one to fetch it by.

`https` stands for both schemes, and `www.`, `m.`, `mobile.` and `amp.` for none: outlets serve one page under all of
them. What may tell pages apart stays: two pages under one key would be a report that is never read.
"""

from __future__ import annotations

import fnmatch
import functools
import ipaddress
import re
from importlib import resources
from typing import NamedTuple

import yaml
from yarl import URL

from reportedly.gathering.metadata import read_metadata

_AMP_PATH = re.compile(r"(?<=[^/])/amp$|(?<=[^/])\.amp$|(?<=[^/])\.amp(?=\.html?$)", re.IGNORECASE)
_MOST_STEPS = 20
# What stands before a country's code in names that anybody can register under: m.co.uk is no dress of co.uk.
_REGISTRIES = frozenset({"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "mil", "ne", "net", "or", "org"})


def canonical(url: str) -> str:
    """The key of a page's address; an address that can't be read stays as it is."""
    try:
        parsed = URL(url.strip())
        if parsed.scheme not in ("http", "https") or not parsed.raw_host:
            return url
        return str(_canonical(parsed))
    except (ValueError, UnicodeError):
        return url


def page_key(address: str, page: str) -> str:
    """The key of a page that was read: what it says itself is its address, where that is of the same site.

    A page that calls the outlet's front page its address, or leaves out the parameters that tell it from the next, says
    so on every page; it isn't believed.
    """
    own = canonical(address)
    said = read_metadata(page).url
    if said is None:
        return own
    declared = canonical(said)
    try:
        here, there = URL(own), URL(declared)
    except ValueError:
        return own
    same_site = (here.raw_host, here.port) == (there.raw_host, there.port)
    nothing = there.raw_path == "/" and not there.raw_query_string
    shortened = bool(here.raw_query_string) and not there.raw_query_string and here.raw_path == there.raw_path
    return own if not same_site or nothing or shortened else declared


def site_of(url: str) -> str | None:
    """Whose page this is: its site, or on a host where many publish what stands before the last part of its path.

    None where that can't be told.
    """
    try:
        parsed = URL(url.strip())
        host = site(parsed.raw_host or "")
    except (ValueError, UnicodeError):
        return None
    if host not in _data().shared:
        return host or None
    own = parsed.raw_path.rstrip("/").rpartition("/")[0]
    return f"{host}{own}" if own else None


def _canonical(url: URL) -> URL:
    scheme = "https" if url.is_default_port() else url.scheme
    port = None if url.is_default_port() else url.port
    host = site(url.raw_host or "")
    path = _path(url.raw_path)
    fragment = url.raw_fragment if url.raw_fragment.startswith("!") else ""
    authority = f"[{host}]" if ":" in host else host
    text = f"{scheme}://{authority}{f':{port}' if port else ''}{path}"
    query = _query(url.raw_query_string)
    return URL(text + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""))


def site(host: str) -> str:
    """A host without the parts that stand for another dress of the same site."""
    host = host.lower().rstrip(".") or host
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return host
    dresses = _data().dresses
    first, _, rest = host.partition(".")
    while first in dresses and _is_site(rest):
        host = rest
        first, _, rest = host.partition(".")
    return host


def _is_site(host: str) -> bool:
    parts = host.split(".")
    registry = len(parts) == 2 and len(parts[1]) == 2 and parts[0] in _REGISTRIES
    return len(parts) > 1 and all(parts) and not registry and not parts[-1].isdigit()


def _path(path: str) -> str:
    for _ in range(_MOST_STEPS):
        shorter = _AMP_PATH.sub("", path.rstrip("/"))
        if shorter == path:
            break
        path = shorter
    return path or "/"


def _query(query: str) -> str:
    """The parameters that may tell pages apart, by name; those of one name keep their order."""
    kept = [one for one in query.split("&") if one and not _says_nothing(one)]
    return "&".join(sorted(kept, key=lambda one: one.partition("=")[0]))


def _says_nothing(parameter: str) -> bool:
    data = _data()
    name, _, value = parameter.lower().partition("=")
    named = f"{name}={value}" if value else name
    return bool(data.tracking.fullmatch(name) or data.variants.fullmatch(named))


class _Data(NamedTuple):
    """`tracking.yml`; patterns of parameters, first parts of hosts, and hosts."""

    tracking: re.Pattern[str]
    variants: re.Pattern[str]
    dresses: frozenset[str]
    shared: frozenset[str]


@functools.cache
def _data() -> _Data:
    text = resources.files(__package__).joinpath("tracking.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes strings only)
    tracking, variants = (
        re.compile("|".join(fnmatch.translate(name) for name in data[key])) for key in ("tracking", "variants")
    )
    return _Data(tracking, variants, frozenset(data["hosts"]), frozenset(data["shared"]))
