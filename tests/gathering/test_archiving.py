"""WARC files that we write, read by others and by ourselves. All content here is invented."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as Warcio

from reportedly.gathering import Article, articles
from reportedly.gathering.archiving import Exchange, archive_parts

PAGE = b"<html><body><h1>Deux morts</h1><p>Deux civils sont morts samedi \xc3\xa0 Qasr.</p></body></html>"
WHEN = "2026-02-22T10:00:00Z"
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
    ("X-Odd", "caf\udce9"),
)


def exchange(**changes: Any) -> Exchange:
    own = {
        "url": "https://x.example/1",
        "address": "https://x.example/1",
        "body": PAGE,
        "retrieved": WHEN,
        "status": 200,
    }
    return Exchange(**{**own, "headers": HEADERS, **changes})


def written(*exchanges: Exchange) -> bytes:
    return b"".join(archive_parts(exchanges, software="reportedly 0.1.0", made="2026-03-01T08:00:00Z"))


def by_warcio(content: bytes) -> list[tuple[str | None, str | None, bytes]]:
    """Type, address and payload of each record, whose digests of block and payload `warcio` has checked."""
    found: list[tuple[str | None, str | None, bytes]] = []
    for record in Warcio(io.BytesIO(content), check_digests="raise"):
        block = record.raw_stream.read()
        assert record.digest_checker.passed
        assert record.digest_checker.problems == []
        found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), block))
    return found


def by_fastwarc(content: bytes) -> list[tuple[str | None, str | None, bytes]]:
    """Type, address and block of each record, whose digest `fastwarc` has checked."""
    found: list[tuple[str | None, str | None, bytes]] = []
    for record in ArchiveIterator(io.BytesIO(content), parse_http=False):
        assert record.verify_block_digest()
        found.append((record.headers["WARC-Type"], record.headers.get("WARC-Target-URI"), record.reader.read()))
    return found


def responses(content: bytes) -> list[Any]:
    """The responses as `warcio` understands them; each has to hold the page."""
    found = []
    for record in Warcio(io.BytesIO(content)):
        if record.rec_type == "response":
            assert record.content_stream().read() == PAGE
            found.append(record)
    return found


def by_us(content: bytes) -> list[Article]:
    outcomes = list(articles(["-"], stdin=io.BytesIO(content)))
    return [each for each in outcomes if isinstance(each, Article)]


def test_a_page_comes_back_as_it_was() -> None:
    content = written(exchange(), exchange(address="https://x.example/2?q=ü", url="https://x.example/old"))
    (first, second) = by_us(content)
    assert (first.content, first.url, first.retrieved) == (PAGE, "https://x.example/1", WHEN)
    assert second.url == "https://x.example/2?q=%C3%BC"
    types = [kind for kind, _, _ in by_warcio(content)]
    assert types == ["warcinfo", "response", "response", "metadata"]
    assert by_fastwarc(content)[-1] == ("metadata", second.url, b"via: https://x.example/old\r\n")
    for record in responses(content):
        assert record.http_headers.get_statuscode() == "200"
        assert [value for name, value in record.http_headers.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert b"X-Odd: caf\xe9\r\n" in gzip.decompress(content), "bytes that are no UTF-8 stay what they are"


def test_each_record_is_a_member_and_says_what_it_is() -> None:
    content = written(exchange(request=(("User-Agent", "reportedly"), ("Host", "x.example"))))
    found = by_warcio(content)
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "request"]
    assert found[0][2].startswith(b"software: reportedly 0.1.0\r\nformat: WARC File Format 1.1\r\n")
    assert by_fastwarc(content)[2][2] == b"GET /1 HTTP/1.1\r\nUser-Agent: reportedly\r\nHost: x.example\r\n\r\n"
    assert content.count(b"\x1f\x8b\x08") == 3
    assert gzip.decompress(content).count(b"WARC/1.1\r\n") == 3
    response, request = list(ArchiveIterator(io.BytesIO(content)))[1:]
    assert request.headers["WARC-Concurrent-To"] == response.headers["WARC-Record-ID"]


@pytest.mark.parametrize("kind", ["gzip", "chunked", "both"])
def test_a_body_as_it_came_is_kept_as_it_came(kind: str) -> None:
    body = PAGE if kind == "chunked" else gzip.compress(PAGE)
    named = [*HEADERS] + [("Content-Encoding", "gzip")] * (kind != "chunked")
    if kind != "gzip":
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        named.append(("Transfer-Encoding", "chunked"))
    content = written(exchange(body=body, headers=tuple(named)))
    assert by_us(content)[0].content == PAGE
    assert by_warcio(content)[1][2] == body
    assert by_fastwarc(content)[1][2].endswith(b"\r\n\r\n" + body)


def test_a_body_without_its_encodings_says_so() -> None:
    named = (*HEADERS, ("content-encoding", "br"), ("Transfer-Encoding", "chunked"), ("Content-Length", "31"))
    content = written(exchange(headers=named, decoded=True))
    (page,) = by_us(content)
    assert page.content == PAGE
    (record,) = responses(content)
    assert record.http_headers.get_header("Content-Length") == str(len(PAGE))
    assert record.http_headers.get_header("X-Crawler-content-encoding") == "br"


def test_bytes_alone_are_a_resource() -> None:
    content = written(exchange(status=None, headers=()))
    assert by_warcio(content)[1] == ("resource", "https://x.example/1", PAGE)
    assert by_us(content)[0].content == PAGE


def test_nothing_that_came_becomes_a_header_or_a_record_of_its_own() -> None:
    evil = (("X-A", "1\r\nX-Forged: 2"), ("X B:\r\nWARC/1.1", "\r\n\r\nWARC/1.1\r\n"), ("", "x"))
    content = written(exchange(headers=evil, address="https://x.example/a b\r\nWARC-Type: x"))
    assert len(by_warcio(content)) == len(by_fastwarc(content)) == 3
    (record,) = responses(content)
    assert len(record.http_headers.headers) == 3
    assert record.rec_headers.get_header("WARC-Target-URI") == "https://x.example/a%20b%0D%0AWARC-Type:%20x"


def test_the_same_exchanges_give_the_same_bytes(tmp_path: Path) -> None:
    assert written(exchange(), exchange(status=404)) == written(exchange(), exchange(status=404))
    assert written(exchange()) != written(exchange(body=PAGE + b" "))
    path = tmp_path / "out.warc.gz"
    path.write_bytes(written(exchange(), exchange(status=404)))
    assert len(list(articles([str(path)]))) == 1, "what isn't there is no page"


@settings(max_examples=50, deadline=None)
@given(
    st.binary(max_size=300),
    st.lists(
        st.tuples(st.text(max_size=12), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)), max_size=5
    ),
    st.sampled_from([100, 200, 304, 404, 599, 799]),
)
def test_whatever_came_is_read_again(body: bytes, headers: list[tuple[str, str]], status: int) -> None:
    content = written(exchange(body=body, headers=tuple(headers), status=status), exchange())
    theirs, ours = by_warcio(content), by_fastwarc(content)
    assert [kind for kind, _, _ in theirs] == [kind for kind, _, _ in ours] == ["warcinfo", "response", "response"]
    assert theirs[1][2] == body
    assert ours[1][2].endswith(b"\r\n\r\n" + body)
    assert by_us(content)[-1].content == PAGE
