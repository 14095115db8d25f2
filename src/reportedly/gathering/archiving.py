"""What was fetched as a WARC file (ISO 28500:2017, WARC 1.1): each page with its headers, as it was.

Written by hand, since that is forty lines: a record is header lines, a length and bytes. What is written is the same,
byte for byte, for the same exchanges: ids are made of what a record holds, and gzip gets no time.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from urllib.parse import quote, urlsplit

import msgspec

Headers = tuple[tuple[str, str], ...]

REPORT, COPY, ASKED, OUTLET, LANGUAGE, PUBLISHED = (
    f"X-Reportedly-{name}" for name in ("Report", "Copy-Of", "Asked", "Outlet", "Language", "Published")
)
"""Header fields of our own: the report's id, or that of which this is a copy under another address; the address that is
asked for it, what its source says of the page. Other programs pass over them; our reader gives the page back so."""
_HTTP = "application/http; msgtype="
_FIELDS = "application/warc-fields"
_STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_UNCHANGED = 304
_LEVEL = 6  # of gzip: 9 takes five times as long for a fiftieth less
# Of a body without its encodings these three are no longer true; crawls keep them under this name.
_BEFORE, _ENCODED = "X-Crawler-", ("transfer-encoding", "content-encoding", "content-length")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]+")
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OF_RECORDS = uuid.UUID("6f3c1c52-60b3-5d0a-9a52-5d7f2c9f0f11")
_URI = "!#$%&'()*+,/:;=?@[]~"


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """The exchange, earlier in the archive, that has the bytes: where they came from, when, and their SHA-256."""

    address: str
    retrieved: str
    sha256: str


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was fetched.

    `url` is the address that was asked for, `address` the one that answered in the end. `headers` are as they came,
    in order; `body` is as it came too, or without its transfer and content encodings where `decoded`. `retrieved` is
    UTC, as in "2026-03-01T10:00:00Z". `request` has the headers that were sent, where they are known. Without a
    `status` only the bytes are known, and their `media_type`. With `earlier` the page was still the same: its headers
    are written, and no body. `about` are header fields of the record beside the standard's own. An exchange by which
    the page was `withdrawn` is no page, and told in a record of metadata.
    """

    url: str
    address: str
    body: bytes
    retrieved: str
    status: int | None = None
    headers: Headers = ()
    decoded: bool = False
    request: Headers | None = None
    media_type: str = "text/html"
    earlier: Earlier | None = None
    about: Headers = ()
    withdrawn: bool = False


def archive_parts(exchanges: Iterable[Exchange], *, software: str, made: str) -> Iterator[bytes]:
    """A WARC file in gzip, a member a record: what made it and when (`made`, UTC), then each exchange.

    The parts are for a writer that leaves no half file (`running/writing.py`); one exchange is held at a time.
    """
    about = _lines((("software", software), ("format", "WARC File Format 1.1"), ("conformsTo", _STANDARD)))
    yield _record("warcinfo", made, about, (("Content-Type", _FIELDS),))
    for exchange in exchanges:
        yield from _exchange(exchange)


def _exchange(exchange: Exchange) -> Iterator[bytes]:
    where = ("WARC-Target-URI", quote(exchange.address, safe=_URI))
    date = exchange.retrieved
    kind, block, named = _main(exchange)
    yield _record(kind, date, block, (where, *named, *exchange.about))
    told = _id(kind, date, block, where[1])
    if exchange.request is not None:
        parts = urlsplit(where[1])
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = f"GET {target} HTTP/1.1\r\n".encode() + _lines(exchange.request) + b"\r\n"
        named = (where, ("Content-Type", _HTTP + "request"), ("WARC-Concurrent-To", told))
        yield _record("request", date, asked, named)
    if exchange.url != exchange.address:
        via = _lines((("via", quote(exchange.url, safe=_URI)),))
        yield _record("metadata", date, via, (where, ("Content-Type", _FIELDS), ("WARC-Concurrent-To", told)))


def _main(exchange: Exchange) -> tuple[str, bytes, Headers]:
    """The record of what came: its type, its block, what its header says of it."""
    body = exchange.body
    if exchange.withdrawn:
        return "metadata", _lines((("withdrawn", f"answers {exchange.status}"),)), (("Content-Type", _FIELDS),)
    payload = ("WARC-Payload-Digest", _digest(body))
    if exchange.status is None:
        return "resource", body, (("Content-Type", exchange.media_type), payload)
    head = f"HTTP/1.1 {exchange.status} {_phrase(exchange.status)}\r\n".encode()
    block = head + _lines(_headers(exchange)) + b"\r\n"
    is_http = ("Content-Type", _HTTP + "response")
    if exchange.earlier is not None:
        return "revisit", block, (is_http, *_revisit(exchange, exchange.earlier))
    # Of chunks the payload is what is in them, and not these bytes.
    return "response", block + body, (is_http,) if _chunked(exchange) else (is_http, payload)


def _revisit(exchange: Exchange, earlier: Earlier) -> Headers:
    unchanged = exchange.status == _UNCHANGED
    return (
        ("WARC-Profile", _PROFILE + ("server-not-modified" if unchanged else "identical-payload-digest")),
        ("WARC-Payload-Digest", _digest_of(bytes.fromhex(earlier.sha256))),
        ("WARC-Refers-To-Target-URI", quote(earlier.address, safe=_URI)),
        ("WARC-Refers-To-Date", earlier.retrieved),
    )


def _record(kind: str, date: str, block: bytes, headers: Headers) -> bytes:
    where = next((value for name, value in headers if name == "WARC-Target-URI"), "")
    first = (("WARC-Type", kind), ("WARC-Record-ID", _id(kind, date, block, where)), ("WARC-Date", date))
    last = (("WARC-Block-Digest", _digest(block)), ("Content-Length", str(len(block))))
    record = b"WARC/1.1\r\n" + _lines((*first, *headers, *last)) + b"\r\n" + block + b"\r\n\r\n"
    return gzip.compress(record, _LEVEL, mtime=0)


def _headers(exchange: Exchange) -> Iterator[tuple[str, str]]:
    for name, value in exchange.headers:
        gone = exchange.decoded and name.casefold() in _ENCODED
        yield (_BEFORE + name if gone else name), value
    if exchange.decoded and exchange.earlier is None:
        yield "Content-Length", str(len(exchange.body))


def _chunked(exchange: Exchange) -> bool:
    return not exchange.decoded and any(
        name.casefold() == "transfer-encoding" and "chunked" in value.casefold() for name, value in exchange.headers
    )


def _lines(headers: Iterable[tuple[str, str]]) -> bytes:
    """Header lines; what would end one, or be no name, is no part of it. Bytes that were no UTF-8 are so again."""
    lines = (f"{_NO_TOKEN.sub('-', name) or '-'}: {_UNSAFE.sub(' ', value).strip()}\r\n" for name, value in headers)
    return "".join(lines).encode("utf-8", "surrogateescape")


def _id(kind: str, date: str, block: bytes, where: str) -> str:
    told = "\n".join((kind, date, where, hashlib.sha256(block).hexdigest()))
    return f"<urn:uuid:{uuid.uuid5(_OF_RECORDS, told)}>"


def _digest(content: bytes) -> str:
    return _digest_of(hashlib.sha256(content).digest())


def _digest_of(sha256: bytes) -> str:
    return "sha256:" + base64.b32encode(sha256).decode()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
