"""Pages in WARC files. All records here are invented."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from reportedly.gathering import Article, Defaults, articles, to_report
from reportedly.model import Failure

PAGE = b"<html><body><h1>Deux morts</h1><p>Deux civils sont morts samedi.</p></body></html>"
CHUNKED = b"5\r\n" + PAGE[:5] + b"\r\n" + f"{len(PAGE) - 5:x}\r\n".encode() + PAGE[5:] + b"\r\n0\r\n\r\n"


def record(body: bytes, kind: str = "response", content_type: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://x.example/1\r\nWARC-Date: 2026-02-22T10:00:00Z\r\n"
    )
    return (
        head.encode()
        + f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def response(
    body: bytes, *headers: str, status: str = "200 OK", content_type: str = "text/html; charset=utf-8"
) -> bytes:
    lines = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers])
    return record(lines.encode() + b"\r\n\r\n" + body)


def found(tmp_path: Path, *records: bytes, name: str = "a.warc") -> list[Article | Failure]:
    path = tmp_path / name
    path.write_bytes(b"".join(records))
    return list(articles([str(path)]))


@pytest.mark.parametrize("packed", [False, True])
def test_pages_and_what_is_none(tmp_path: Path, packed: bool) -> None:
    records = [
        record(b"software: x\r\n", "warcinfo", "application/warc-fields"),
        response(PAGE),
        response(b"\x89PNG", content_type="image/png"),
        response(b"", status="301 Moved"),
        record(PAGE, "resource", "text/html"),
        record(b"GET / HTTP/1.1", "request"),
    ]
    outcomes = found(tmp_path, *(gzip.compress(r) if packed else r for r in records))
    assert [type(o) for o in outcomes] == [Article, Article]
    assert isinstance(outcomes[0], Article)
    report = to_report(outcomes[0], Defaults())
    assert (report.title, report.url, report.retrieved) == ("Deux morts", "https://x.example/1", "2026-02-22T10:00:00Z")


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip"),
        (PAGE, "Content-Encoding: gzip"),
        (CHUNKED, "Transfer-Encoding: chunked"),
        (PAGE, "Transfer-Encoding: chunked"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, body: bytes, header: str) -> None:
    (page,) = found(tmp_path, response(body, header))
    assert isinstance(page, Article)
    assert page.content == PAGE


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def codes(*records: bytes) -> list[str]:
        return [o.code if isinstance(o, Failure) else "page" for o in found(tmp_path, *records)]

    good = response(PAGE)
    assert codes(good, good[:-20]) == ["page", "unreadable"]
    assert codes(good, b"rubbish\r\n\r\n") == ["page", "unreadable"]
    assert codes(good.replace(b"Content-Length", b"X"), good) == ["unreadable"]
    assert codes(response(b"x", "Content-Encoding: br"), good) == ["not_text", "page"]
    assert codes(response(b"\xff" * 50, "Content-Encoding: gzip"), good) == ["unreadable", "page"]
    bomb = response(gzip.compress(b"a" * 60_000_000), "Content-Encoding: gzip")
    assert codes(bomb, good) == ["too_large", "page"]
    monkeypatch.setattr("reportedly.gathering.guards.MAX_PAGE_BYTES", 1_000)
    assert codes(response(PAGE * 100), good) == ["too_large", "page"]
