"""Which addresses may be asked at all: http and https, to the open internet, plainly written.

A page may say anything in a link or a redirect; without a check it could make this program ask the router, the cloud's
own secrets (169.254.169.254) or a database on this machine, and store what they answer. A name is looked up again when
it is connected to (`connecting.py`), and the addresses found are checked there.
"""

from __future__ import annotations

import ipaddress
import re

from yarl import URL

from reportedly.gathering.web.exchange import NotFetched, shown
from reportedly.gathering.web.politeness import Politeness

LONGEST = 4_000
"""Characters of an address."""
_AUTHORITY = re.compile(r"[^/?#]*")
_SCHEME = re.compile(r"(https?)://", re.IGNORECASE)
_UNFIT = re.compile(r"[\s\\%<>^|`{}\"\x00-\x20\x7f]")
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
_OTHERS: tuple[tuple[str, ipaddress.IPv4Network | ipaddress.IPv6Network], ...] = (
    ("an address of this machine", ipaddress.ip_network("0.0.0.0/8")),
    ("a carrier's own network", ipaddress.ip_network("100.64.0.0/10")),
    ("a 6to4 relay", ipaddress.ip_network("192.88.99.0/24")),
    ("an IPv4 address in IPv6 dress", ipaddress.ip_network("::ffff:0:0/96")),
    ("6to4", ipaddress.ip_network("2002::/16")),
    ("Teredo", ipaddress.ip_network("2001::/32")),
    ("for documentation only", ipaddress.ip_network("3fff::/20")),
)


def inside(address: str) -> str | None:
    """What kind of address an IP address is that must not be asked ("loopback", "a private network"); None if any may.

    An address by which a network reaches IPv4 from IPv6 (NAT64) is judged by the IPv4 address in it: where such a
    network is, every public address looks so.
    """
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return "no address"
    if found.version == 6 and found in _NAT64:
        return inside(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    for kind, network in _OTHERS:
        if found.version == network.version and found in network:
            return kind
    kinds = (
        ("this machine", found.is_loopback or found.is_unspecified),
        ("link-local", found.is_link_local),
        ("multicast", found.is_multicast),
        ("a private network", found.is_private),
        ("reserved", found.is_reserved or not found.is_global),
        ("reserved", found.version == 6 and found not in _UNICAST),
    )
    return next((kind for kind, is_it in kinds if is_it), None)


def destination(url: str, politeness: Politeness) -> URL:
    """The address to ask for, as it will be asked. Raises `NotFetched` where it may not be."""
    text = url.strip()
    name = shown(text)
    if len(text) > LONGEST:
        raise NotFetched("not_http", f"{name}: longer than {LONGEST:,} characters; give the page's own address")
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise NotFetched("not_http", f"{name}: only http:// and https:// are fetched; save the page to a file instead")
    authority = _AUTHORITY.match(text, scheme.end())
    if authority is None or _UNFIT.search(authority.group()):
        raise NotFetched("not_http", f"{name}: no host can be called so; write the address plainly")
    if "@" in authority.group():
        raise NotFetched("not_http", f"{name}: holds a user name; leave out what stands before the @")
    parsed = _parsed(text, name)
    host = _host(parsed, name)
    parsed = parsed.with_host(host).with_fragment(None)
    if not politeness.allows(host, parsed.port) and _is_ip(host) and (kind := inside(host)):
        raise NotFetched("address", _refusal(name, host, kind))
    return parsed


def following(here: URL, location: str, politeness: Politeness) -> URL:
    """Where a redirect leads. Raises `NotFetched` where it may not.

    What was asked for by https isn't taken by http: anybody between could have written it. A host that the user has
    allowed is reached only from itself or another such host, so that no page outside can lead there.
    """
    try:
        joined = str(here.join(URL(location.strip())))
    except (ValueError, TypeError) as error:
        raise NotFetched("broken", f"{shown(str(here))}: redirects to no address ({shown(location)})") from error
    there = destination(joined, politeness)
    names = f"{shown(str(here))}: redirects to {shown(str(there))}"
    if here.scheme == "https" and there.scheme == "http":
        raise NotFetched("downgrade", f"{names}, from https to http; if you trust it, ask for that address itself")
    trusted = politeness.allows(here.raw_host or "", here.port)
    if politeness.allows(there.raw_host or "", there.port) and not trusted:
        raise NotFetched("address", f"{names}, a host that only you may lead to; ask for that address itself")
    return there


def _parsed(text: str, name: str) -> URL:
    try:
        parsed = URL(text)
        if parsed.raw_host and parsed.port:
            return parsed
    except (ValueError, UnicodeError) as error:
        raise NotFetched("not_http", f"{name}: can't be read as an address ({error}); check it") from error
    raise NotFetched("not_http", f"{name}: names no host; give the whole address")


def _host(parsed: URL, name: str) -> str:
    """The host as it will be looked up: in small letters, an international one in its ASCII form, no last dot."""
    host = (parsed.raw_host or "").lower().rstrip(".")
    if not host or (":" not in host and (not host.isascii() or _UNFIT.search(host))):
        raise NotFetched("not_http", f"{name}: no host can be called so; write the address plainly")
    # A last part in digits makes it an address, in any of the ways in which the C library reads one.
    if _NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_ip(host):
        raise NotFetched("address", f"{name}: an oddly written IP address; write it as four numbers, or as a name")
    return host


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _refusal(name: str, where: str, kind: str) -> str:
    return f"{name}: leads inside ({where}: {kind}); if it is yours, allow this host by name"


def refusal(host: str, where: str, kind: str) -> str:
    """What is said of a name that leads inside."""
    return _refusal(host, where, kind)
