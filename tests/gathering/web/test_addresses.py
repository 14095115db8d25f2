"""Which addresses may be asked."""

from __future__ import annotations

import asyncio
import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from reportedly.gathering.web.addresses import destination, following, inside
from reportedly.gathering.web.connecting import CheckedResolver, Inside, connector
from reportedly.gathering.web.exchange import NotFetched
from tests.gathering.web.fetching import polite

OUTSIDE = polite(allowed=frozenset({"intranet.example", "10.0.0.9:8080"}))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
        "100.64.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "fe80::1",
        "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "3fff::1", "100::1", "4000::1", "nonsense", "",
    ],
)  # fmt: skip
def test_what_is_inside_is_told(address: str) -> None:
    assert inside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1", "2a00:1450::1", "64:ff9b::808:808"])
def test_the_open_internet_may_be_asked(address: str) -> None:
    assert inside(address) is None


@settings(deadline=None)
@given(st.ip_addresses())
def test_nothing_that_python_calls_local_is_let_through(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    local = not address.is_global or address.is_multicast or address.is_loopback or address.is_link_local
    nat64 = address in ipaddress.ip_network("64:ff9b::/96") if address.version == 6 else False
    assert nat64 or not local or inside(str(address))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "address"), ("http://[::1]/", "address"), ("http://[::ffff:127.0.0.1]/", "address"),
        ("http://2130706433/", "address"), ("http://0x7f000001/", "address"), ("http://017700000001/", "address"),
        ("http://0177.0.0.1/", "address"), ("http://127.1/", "address"), ("http://0x7f.0.0.1/", "address"),
        ("http://127.0.0.1./", "address"), ("http://127.0.0.1:80/", "address"), ("http://１２７.0.0.1/", "address"),
        ("http://127。0。0。1/", "address"), ("http://127.0.0.01/", "address"), ("http://1.2.3/", "address"),
        ("http://a.0x1/", "address"), ("http://10.0.0.9/", "address"), ("http://10.0.0.9:81/", "address"),
        ("http://user@outlet.example/", "not_http"), ("http://outlet.example@127.0.0.1/", "not_http"),
        ("http://outlet.example\\@127.0.0.1/", "not_http"), ("http://outlet.example%2f@127.0.0.1/", "not_http"),
        ("http://127%2e0.0.1/", "not_http"), ("http://[fe80::1%25eth0]/", "not_http"), ("http:///x", "not_http"),
        ("http://", "not_http"), ("http://:80/", "not_http"), ("http://outlet.example:0/", "not_http"),
        ("http://outlet.example:99999/", "not_http"), ("http://[::1/", "not_http"), ("//outlet.example/", "not_http"),
        ("outlet.example", "not_http"), ("file:///etc/passwd", "not_http"), ("gopher://outlet.example/", "not_http"),
        ("http://out let.example/", "not_http"), ("http://outlet.example\n.evil.example/", "not_http"),
        ("http://outlet.example/" + "x" * 5_000, "not_http"), ("", "not_http"), ("http://.../", "not_http"),
    ],
)  # fmt: skip
def test_odd_and_inner_addresses_are_refused(url: str, code: str) -> None:
    with pytest.raises(NotFetched) as why:
        destination(url, OUTSIDE)
    assert why.value.code == code
    assert "\n" not in why.value.message


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://outlet.example/a?b=c#d", "https://outlet.example/a?b=c"),
        (" HTTP://Outlet.Example./a ", "http://outlet.example/a"),
        ("http://éclair.example/é", "http://xn--clair-9ra.example/%C3%A9"),
        ("http://10.0.0.9:8080/x", "http://10.0.0.9:8080/x"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://intranet.example:8000/", "http://intranet.example:8000/"),
    ],
)
def test_plain_addresses_are_asked_for_as_they_are(url: str, asked: str) -> None:
    assert str(destination(url, OUTSIDE)) == asked


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://[", "http://127."]))
def test_no_text_breaks_the_check(text: str, before: str) -> None:
    try:
        found = destination(before + text, OUTSIDE)
    except NotFetched:
        return
    assert found.scheme in ("http", "https")
    assert found.raw_host
    assert found.raw_host.isascii()


HTTPS = URL("https://outlet.example/a")


def test_redirects_keep_what_was_asked_in_secret() -> None:
    with pytest.raises(NotFetched) as why:
        following(HTTPS, "http://outlet.example/a", OUTSIDE)
    assert why.value.code == "downgrade"
    assert str(following(URL("http://outlet.example/a"), "https://outlet.example/b", OUTSIDE)) == (
        "https://outlet.example/b"
    )


def test_no_page_outside_leads_to_a_host_that_is_allowed() -> None:
    with pytest.raises(NotFetched) as why:
        following(URL("http://outlet.example/a"), "http://intranet.example/delete", OUTSIDE)
    assert why.value.code == "address"
    own = following(URL("http://intranet.example/a"), "/b", OUTSIDE)
    assert str(own) == "http://intranet.example/b"


def resolved(host: str, found: list[str]) -> list[str]:
    async def lookup(name: str, port: int) -> list[str]:
        assert (name, port) == (host, 80)
        return found

    results = asyncio.run(CheckedResolver(OUTSIDE, lookup).resolve(host, 80))
    return [result["host"] for result in results]


def test_of_a_names_addresses_those_that_may_be_asked_are_kept() -> None:
    assert resolved("outlet.example", ["127.0.0.1", "8.8.8.8", "::1", "8.8.8.8"]) == ["8.8.8.8"]
    assert resolved("intranet.example", ["10.0.0.7"]) == ["10.0.0.7"]
    with pytest.raises(Inside):
        resolved("outlet.example", ["10.0.0.7", "fe80::1"])
    with pytest.raises(OSError, match="no address"):
        resolved("outlet.example", [])
    assert len(resolved("outlet.example", [f"8.8.8.{number}" for number in range(100)])) == 8


def test_a_socket_to_an_inner_address_is_not_opened() -> None:
    """The last gate: whatever leads there, a resolver that lets everything through included."""

    async def lookup(name: str, port: int) -> list[str]:
        raise AssertionError((name, port))

    async def opened(address: str, port: int) -> str:
        made = connector(OUTSIDE, lookup)
        try:
            assert made._socket_factory is not None
            made._socket_factory((2, 1, 6, "", (address, port))).close()
        finally:
            await made.close()
        return "opened"

    for address, port in (("127.0.0.1", 80), ("169.254.169.254", 80), ("10.0.0.9", 80)):
        with pytest.raises(Inside):
            asyncio.run(opened(address, port))
    assert asyncio.run(opened("8.8.8.8", 80)) == "opened"
    assert asyncio.run(opened("10.0.0.9", 8080)) == "opened"
