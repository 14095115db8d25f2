"""Fetching from a server that misbehaves."""

from __future__ import annotations

import datetime
import gzip
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from reportedly.gathering.web import Answer, Asked, Fetcher, Politeness, Refused, fetched
from reportedly.model.errors import FetchingError
from tests.gathering.web.clocks import TestClock
from tests.gathering.web.fetching import POLITE, SHORT, answer, get, lookup, polite, refused
from tests.gathering.web.server import (
    Server,
    bomb,
    busy,
    cut_off,
    drips,
    endless,
    floods,
    hangs,
    head,
    packed,
    page,
    raw,
    redirect,
    robots,
    versions,
)  # fmt: skip

STORY = b"<p>Two people were hurt in Nadra, the Northland Courier reports.</p>" * 20


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def test_a_page_comes_as_it_is(server: Server) -> None:
    server.says["/a"] = page(STORY, headers=[("ETag", '"x1"'), ("X-Two", "1"), ("X-Two", "2")])
    came = answer(server.url("/a"))
    assert came == Answer(
        url=server.url("/a"), address=server.url("/a"), hops=(), status=200, content=STORY,
        retrieved="2026-03-01T08:00:00Z", headers=came.headers,
    )  # fmt: skip
    assert [name for name, _ in came.headers] == ["Content-Type", "Content-Length", "ETag", "X-Two", "X-Two"]
    assert (came.etag, came.modified, came.ok, came.gone) == ('"x1"', None, True, False)


def test_it_says_who_it_is_and_asks_robots_first(server: Server) -> None:
    server.says["/a"] = page(STORY)
    answer(server.url("/a"))
    first, second = server.requests
    assert (first.path, second.path) == ("/robots.txt", "/a")
    for came in (first, second):
        assert came.names["user-agent"].startswith("reportedly/")
        assert came.names["user-agent"].endswith("(+desk@recorder.example)")
        assert "cookie" not in came.names


@pytest.mark.parametrize("contact", ["", "nobody", "a b@c.example", "x@y.example\r\nX-Evil: 1", "http://", "a@b"])
def test_nothing_is_fetched_without_a_contact(contact: str) -> None:
    with pytest.raises(FetchingError, match="contact"):
        Politeness(contact=contact)


def test_a_known_version_is_not_sent_again(server: Server) -> None:
    server.says["/a"] = versions(b"<p>one", b"<p>two")
    first = answer(server.url("/a"))
    again = answer(Asked(server.url("/a"), first.etag, first.modified))
    assert (first.content, again.content) == (b"<p>one", b"<p>two"), "it changed between the two reads"
    third = answer(Asked(server.url("/a"), again.etag, again.modified))
    assert (third.unchanged, third.status, third.content) == (True, 304, b"")
    assert server.requests[-1].names["if-modified-since"] == "Sun, 01 Mar 2026 10:00:00 GMT"


def test_unchanged_without_a_version_is_refused(server: Server) -> None:
    server.says["/a"] = page(b"", status=304)
    assert refused(server.url("/a")).code == "broken"


@pytest.mark.parametrize(("status", "gone"), [(404, True), (410, True), (403, False), (500, False)])
def test_a_bad_status_is_an_answer_without_content(server: Server, status: int, gone: bool) -> None:
    server.says["/a"] = page(b"<p>Sorry", status=status)
    came = answer(server.url("/a"))
    assert (came.status, came.ok, came.gone, came.content) == (status, False, gone, b"")


def test_cookies_are_not_kept(server: Server) -> None:
    server.says["/a"] = page(STORY, headers=[("Set-Cookie", "id=1; Path=/")])
    server.says["/b"] = page(STORY)
    get(server.url("/a"), server.url("/b"))
    assert all("cookie" not in came.names for came in server.requests)


def test_the_environments_proxy_is_not_taken(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says["/a"] = page(STORY)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    assert answer(server.url("/a")).content == STORY


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "br"])
def test_encodings_are_undone(server: Server, encoding: str) -> None:
    server.says["/a"] = packed(STORY, encoding)
    assert answer(server.url("/a")).content == STORY


@pytest.mark.parametrize(
    ("encoding", "named"), [("gzip", "gzip, gzip"), ("gzip", "zstd"), ("identity", "gzip"), ("identity", "br")]
)
def test_other_encodings_are_refused(server: Server, encoding: str, named: str) -> None:
    server.says["/a"] = packed(STORY, encoding, named)
    assert refused(server.url("/a")).code == "encoding"


def test_a_bomb_is_given_up(server: Server) -> None:
    server.says["/a"] = bomb(60)
    began = time.monotonic()
    assert refused(server.url("/a")).code == "too_large"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("saying", "code"),
    [
        (hangs(), "too_slow"),
        (endless(), "too_large"),
        pytest.param(drips(0.05), "too_slow", marks=pytest.mark.thorough),
        pytest.param(drips(5), "too_slow", marks=pytest.mark.thorough),
        (cut_off(STORY, len(STORY) + 9), "cut_off"),
        (cut_off(b"", 400_000_000), "too_large"),
        (packed(STORY, "gzip"), None),
        (raw(b"SSH-2.0-nothing\r\n"), "broken"),
        (raw(b""), "no_answer"),
        (raw(head(200, [("X", "y" * 9_000)])), "broken"),
        (raw(head(200, [(f"X-{number}", "y") for number in range(200)])), "broken"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello"), "broken"),
        pytest.param(floods(b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "too_slow", marks=pytest.mark.thorough),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"), "broken"),
    ],
)
def test_servers_that_misbehave_are_given_up_in_time(server: Server, saying: object, code: str | None) -> None:
    server.says["/a"] = saying  # type: ignore[assignment]
    server.says["/b"] = page(STORY)
    began = time.monotonic()
    bad, good = get(server.url("/a"), server.url("/b", "outlet.example"), politeness=polite(bounds=SHORT))
    assert time.monotonic() - began < 6
    assert isinstance(good, Answer)
    assert isinstance(bad, Answer) if code is None else isinstance(bad, Refused) and bad.code == code, bad
    if isinstance(bad, Refused):
        assert bad.message.startswith(server.url("/a"))
        assert ";" in bad.message, "no remedy"


def test_a_compressed_body_that_breaks_off_is_not_half_a_page(server: Server) -> None:
    body = gzip.compress(STORY * 50)
    server.says["/a"] = page(body[: len(body) // 2], headers=[("Content-Encoding", "gzip")])
    assert refused(server.url("/a")).code == "cut_off"


def test_who_cannot_show_who_they_are_is_not_read(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with Server(context) as server:
        server.says["/a"] = page(STORY)
        came = refused(server.url("/a", "outlet.example"))
        assert server.requests == []
    assert came.code == "certificate"


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "outlet.example")])
    day = datetime.timedelta(days=1)
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("outlet.example")]), critical=False)
    file = folder / "outlet.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return file


@pytest.mark.parametrize("raw_location", ["/خبر".encode(), b"/%D8%AE%D8%A8%D8%B1"])
def test_redirects_to_arabic_addresses(server: Server, raw_location: bytes) -> None:
    server.says["/a"] = redirect(raw_location.decode("latin-1"))
    server.says["/%D8%AE%D8%A8%D8%B1"] = page(STORY)
    assert answer(server.url("/a")).content == STORY
    assert answer(server.url("/خبر")).content == STORY


def test_redirects_lead_on_and_are_kept(server: Server) -> None:
    server.says["/a"] = redirect("/b", 301)
    server.says["/b"] = redirect(server.url("/c?x=1#part", "outlet.example"), 308)
    server.says["/c?x=1"] = page(STORY)
    came = answer(server.url("/a"))
    assert came.url == server.url("/a")
    assert came.address == server.url("/c?x=1", "outlet.example")
    assert came.hops == (server.url("/b"), came.address)
    assert next(c.path for c in server.requests if c.host == "outlet.example") == "/robots.txt"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("/a", "redirects"),
        ("/circle", "redirects"),
        ("/chain/1", "redirects"),
        ("file:///etc/passwd", "not_http"),
        ("ftp://outlet.example/", "not_http"),
        ("javascript:alert(1)", "not_http"),
        ("http://169.254.169.254/latest/meta-data/", "address"),
        ("http://[::1]/", "address"),
        ("http://2130706433/", "address"),
        ("http://inside.example:1/", "address"),
        ("http://user:pass@outlet.example/", "not_http"),
        ("//[", "broken"),
    ],
)
def test_redirects_that_lead_nowhere_good(server: Server, location: str, code: str) -> None:
    server.says["/a"] = redirect(location)
    server.says["/circle"] = redirect("/a")
    for number in range(10):
        server.says[f"/chain/{number}"] = redirect(f"/chain/{number + 1}")
    assert refused(server.url("/a")).code == code


def test_a_name_that_leads_inside_is_not_connected_to(server: Server) -> None:
    server.says["/a"] = page(STORY)
    came = refused(server.url("/a", "inside.example"))
    assert came.code == "address"
    assert "allow this host by name" in came.message
    assert server.requests == []


def test_a_name_that_leads_elsewhere_the_second_time_is_not_connected_to(server: Server) -> None:
    """The address that was checked is the one that is connected to: there is one look-up for each connection."""
    answers = [["203.0.113.7"], ["127.0.0.1"]]
    looked: list[str] = []

    async def changing(host: str, port: int) -> list[str]:
        assert port
        looked.append(host)
        return answers[min(len(looked), 2) - 1]

    with Fetcher(POLITE, clock=TestClock(), lookup=changing) as fetcher:
        came = list(fetcher.fetched([Asked(server.url("/a", "changing.example"))] * 3))
    assert {one.code for one in came if isinstance(one, Refused)} == {"address"}
    assert server.requests == []


def test_one_name_that_is_allowed_opens_no_other(server: Server) -> None:
    server.says["/a"] = page(STORY)
    good, bad = get(server.url("/a", "outlet.example"), server.url("/a", "inside.example"))
    assert isinstance(good, Answer)
    assert isinstance(bad, Refused)


def test_an_unknown_name_is_no_answer() -> None:
    came = refused("http://nowhere.example/a", polite(patience=0.0))
    assert (came.code, "nowhere.example" in came.message) == ("no_answer", True)


def test_hosts_go_side_by_side_and_each_alone(server: Server) -> None:
    names = [f"h{number}.example" for number in range(4)]
    politeness = polite(allowed=frozenset(names))

    def slow(wire: object, came: object) -> None:
        time.sleep(0.05)
        page(STORY)(wire, came)  # type: ignore[arg-type]

    server.says["/a"] = slow
    wanted = [server.url("/a", name) for name in names for _ in range(3)]
    got = get(*wanted, politeness=politeness)
    assert len(got) == 12
    assert all(isinstance(came, Answer) for came in got)
    assert 2 <= server.most_at_once <= 4


def test_addresses_are_taken_in_the_callers_thread_and_no_more_than_needed(server: Server) -> None:
    server.says["/a"] = page(STORY)
    threads = set()

    def asked() -> Iterator[Asked]:
        for number in range(50):
            threads.add(threading.current_thread())
            yield Asked(server.url(f"/a?{number}"))

    assert len(list(fetched(asked(), POLITE, clock=TestClock(), lookup=lookup))) == 50
    assert threads == {threading.current_thread()}


def test_leaving_early_ends_everything(server: Server) -> None:
    server.says["/a"] = page(STORY)
    server.says["/b"] = hangs()
    before = threading.active_count()
    began = time.monotonic()
    coming = fetched(
        [Asked(server.url("/a")), Asked(server.url("/b", "outlet.example"))],
        polite(bounds=Politeness(contact="a@b.example").bounds), clock=TestClock(), lookup=lookup,
    )  # fmt: skip
    assert isinstance(next(coming), Answer)
    coming.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 3
    assert not [thread for thread in threading.enumerate() if thread.name == "fetching"], before


def test_an_interrupt_ends_everything(server: Server) -> None:
    server.says["/b"] = hangs()

    def asked() -> Iterator[Asked]:
        yield Asked(server.url("/b"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(fetched(asked(), POLITE, clock=TestClock(), lookup=lookup))
    assert not [thread for thread in threading.enumerate() if thread.name == "fetching"]


def test_busy_is_tried_again_after_what_it_asks_for(server: Server) -> None:
    clock = TestClock()
    server.says["/a"] = busy(503, "25", 1, page(STORY))
    assert answer(server.url("/a"), clock=clock).content == STORY
    assert clock.slept == [25.0]


def test_robots_that_change_are_read_again_after_a_day(server: Server) -> None:
    clock = TestClock()
    server.says["/robots.txt"] = robots("User-agent: *\nDisallow: /")
    server.says["/a"] = page(STORY)
    with Fetcher(POLITE, clock=clock, lookup=lookup) as fetcher:
        assert isinstance(next(fetcher.fetched([Asked(server.url("/a"))])), Refused)
        server.says["/robots.txt"] = robots("")
        assert isinstance(next(fetcher.fetched([Asked(server.url("/a"))])), Refused)
        clock.at += 25 * 3_600
        assert isinstance(next(fetcher.fetched([Asked(server.url("/a"))])), Answer)
