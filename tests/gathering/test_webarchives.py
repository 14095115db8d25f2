"""Pages in WARC files. All records here are invented."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gathering import Article, Defaults, articles, inflating, to_report, webarchives
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


def test_the_charset_of_a_response_is_kept(tmp_path: Path) -> None:
    content = b"<meta charset=windows-1252><p>" + "قتل خمسة مدنيين في قصر".encode("cp1256")
    (page,) = found(tmp_path, response(content, content_type="text/html; charset=windows-1256"))
    assert isinstance(page, Article)
    assert "خمسة مدنيين" in to_report(page, Defaults()).text


def found(tmp_path: Path, *records: bytes, name: str = "a.warc") -> list[Article | Failure]:
    path = tmp_path / name
    path.write_bytes(b"".join(records))
    return list(articles([str(path)]))


def outline(outcomes: list[Article | Failure]) -> list[str]:
    """What each outcome is: the page's number, or the failure's code."""
    return [each.code if isinstance(each, Failure) else each.content.decode().split()[-1] for each in outcomes]


def numbered(count: int, length: int = 200) -> list[bytes]:
    """Records of pages that no compressor makes small, each with its number at the end."""
    filler = random.Random(5)  # noqa: S311 - a test
    return [response(filler.randbytes(length).hex().encode() + f" {number}".encode()) for number in range(count)]


def streamed(content: bytes) -> list[Article | Failure]:
    return list(articles(["-"], stdin=io.BytesIO(content)))


def squeezed(kind: type[BrotliWriter | ZstdWriter]) -> bytes:
    into = io.BytesIO()
    writer = kind(into)
    writer.write(PAGE)
    writer.finish()
    writer.close()
    return into.getvalue()


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
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
        (squeezed(BrotliWriter), "Content-Encoding: br"),
        (squeezed(ZstdWriter), "Content-Encoding: zstd"),
        (gzip.compress(squeezed(BrotliWriter), mtime=0), "Content-Encoding: br, gzip"),
        (PAGE, "Content-Encoding: unheard-of"),
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
    assert codes(good.replace(b"Content-Length", b"X"), good) == ["unreadable", "page"]
    assert codes(response(b"x", "Content-Encoding: br"), good) == ["unreadable", "page"]
    assert codes(response(b"\xff" * 50, "Content-Encoding: gzip"), good) == ["unreadable", "page"]
    bomb = response(gzip.compress(b"a" * 60_000_000), "Content-Encoding: gzip")
    assert codes(bomb, good) == ["too_large", "page"]
    monkeypatch.setattr("reportedly.gathering.guards.MAX_PAGE_BYTES", 1_000)
    assert codes(response(PAGE * 100), good) == ["too_large", "page"]
    film = response(b"x" * 200_000, content_type="video/mp4")
    assert codes(film, good) == ["page"], "what is no page may be large"


def test_lines_may_end_in_a_bare_line_feed(tmp_path: Path) -> None:
    pages = [record(b"%d" % number, "resource", "text/html").replace(b"\r\n", b"\n") for number in range(3)]
    assert outline(found(tmp_path, *pages)) == ["0", "1", "2"]
    assert outline(found(tmp_path, *pages[:2], pages[2].replace(b"Length: 1", b"Length: 9"))) == [
        "0",
        "1",
        "unreadable",
    ]


def test_a_damaged_member_is_named_and_the_rest_read(tmp_path: Path) -> None:
    members = [gzip.compress(each) for each in numbered(6)]
    members[2] = members[2][:100] + bytes([members[2][100] ^ 4]) + members[2][101:]
    outcomes = found(tmp_path, *members, name="a.warc.gz")
    assert outline(outcomes) == ["0", "1", "unreadable", "3", "4", "5"]
    assert isinstance(outcomes[2], Failure)
    assert outcomes[2].id.endswith("a.warc.gz:3")
    assert f"from byte {len(members[0] + members[1]):,} on" in outcomes[2].message
    assert "fetch or compress the file again" in outcomes[2].message


def test_a_page_whose_checksum_is_wrong_is_no_page(tmp_path: Path) -> None:
    """A digit that changed on a disk reads as well as the right one."""
    members = [gzip.compress(each) for each in numbered(4)]
    members[1] = members[1][:-8] + b"\0\0\0\0" + members[1][-4:]
    assert outline(found(tmp_path, *members)) == ["0", "unreadable", "2", "3"]


def test_what_comes_before_and_between(tmp_path: Path) -> None:
    first, *others = [gzip.compress(each) for each in numbered(4)]
    first = first[:30] + b"\xff\xff\xff" + first[33:]
    assert outline(found(tmp_path, first, *others)) == ["unreadable", "1", "2", "3"], "the first decides what it is"
    assert outline(found(tmp_path, others[0], b"rubbish", others[1], bytes(700), others[2])) == [
        "1", "unreadable", "2", "3"
    ]  # fmt: skip
    damaged = gzip.compress(b"\n".join(b'{"text": "no archive"}' for _ in range(3)))[:-12]
    assert outline(found(tmp_path, damaged + b"\x1f\x8b\x08 none", name="a.jsonl.gz")) == ["unreadable"]


def test_an_archive_in_a_page_is_not_taken_for_members(tmp_path: Path) -> None:
    inner = gzip.compress(PAGE)
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)
    member = stored.compress(record(inner + bytes(3_000), "resource", "text/html")) + stored.flush()
    damaged = member[:-8] + bytes(8)
    assert outline(found(tmp_path, damaged, gzip.compress(numbered(1)[0]))) == ["unreadable", "0"]


def test_one_gzip_over_all_records(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(numbered(200, 2_000)))
    assert len(found(tmp_path, whole)) == 200
    outcomes = found(tmp_path, whole[: len(whole) // 2])
    assert outline(outcomes)[:90] == [str(number) for number in range(90)]
    assert outline(outcomes)[-1] == "unreadable"
    assert len([each for each in outcomes if isinstance(each, Failure)]) == 1


def test_a_wrong_length_takes_no_other_record_with_it(tmp_path: Path) -> None:
    zero, one, two, three = numbered(4)
    long = one.replace(b"Content-Length: 4", b"Content-Length: 5")
    assert long != one
    assert outline(found(tmp_path, zero, long, two, three)) == ["0", "unreadable", "unreadable", "2", "3"]
    short = one.replace(b"Content-Length: 4", b"Content-Length: 1")
    outcomes = found(tmp_path, zero, short, two, three)
    assert [each.code if isinstance(each, Failure) else "page" for each in outcomes].count("unreadable") == 1
    assert outline(outcomes)[-2:] == ["2", "3"]


def test_a_header_without_end(tmp_path: Path) -> None:
    endless = numbered(1)[0].replace(b"WARC-Date", b"X-Long: " + b"y" * 100_000 + b"\r\nWARC-Date")
    assert outline(found(tmp_path, numbered(1)[0], endless, *numbered(2))) == ["0", "unreadable", "0", "1"]
    lines = response(PAGE, *("A: b" for _ in range(30_000)))
    assert len(found(tmp_path, lines, numbered(1)[0])) == 2


def test_broken_records_without_end_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webarchives, "MOST_BROKEN", 5)
    outcomes = found(tmp_path, *[b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"] * 50)
    assert outline(outcomes) == ["unreadable"] * 5 + ["too_large"]


def test_a_bomb_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflating, "MAX_INFLATED", 3_000_000)
    bomb = gzip.compress(response(b"a" * 20_000_000))
    before, after = (gzip.compress(each) for each in numbered(2))
    outcomes = found(tmp_path, before, bomb, after)
    assert outline(outcomes) == ["0", "too_large", "1"]
    monkeypatch.setattr(webarchives, "MAX_ARCHIVE", 1_000_000)
    assert outline(found(tmp_path, before, gzip.compress(response(b"a" * 2_000_000)), after))[-1] == "too_large"


def test_an_archive_comes_by_a_pipe_a_few_bytes_at_a_time() -> None:
    class Slow(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            self.rest = content

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece, self.rest = self.rest[:7], self.rest[7:]
            buffer[: len(piece)] = piece
            return len(piece)

    members = [gzip.compress(each) for each in numbered(5)]
    members[1] = members[1][:-50]
    for packed in (True, False):
        content = b"".join(members if packed else numbered(5))
        outcomes = list(articles(["-"], stdin=io.BufferedReader(Slow(content))))
        assert outline(outcomes) == (["0", "unreadable", "2", "3", "4"] if packed else ["0", "1", "2", "3", "4"])


def _ends(pieces: list[bytes]) -> Iterator[int]:
    end = 0
    for piece in pieces:
        end += len(piece)
        yield end


@settings(max_examples=60, deadline=None)
@given(st.booleans(), st.integers(0, 10_000))
def test_wherever_it_is_cut_what_stands_before_is_read(packed: bool, cut: int) -> None:
    pieces = [gzip.compress(each) if packed else each for each in numbered(5)]
    ends = list(_ends(pieces))
    cut = 30 + cut % (ends[-1] - 30)
    outcomes = streamed(b"".join(pieces)[:cut])
    whole = sum(end <= cut for end in ends)
    assert outline(outcomes)[:whole] == [str(number) for number in range(whole)]
    if cut not in ends and cut + 4 not in ends:  # the last line may be missing
        assert len([each for each in outcomes if isinstance(each, Failure)]) <= 1
        assert len(outcomes) - whole == 1


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 4), st.integers(0, 100_000), st.integers(1, 255))
def test_whatever_byte_of_a_member_is_changed_the_others_are_read(which: int, place: int, change: int) -> None:
    members = [gzip.compress(each, mtime=0) for each in numbered(6)]
    broken = bytearray(members[which])
    broken[place % len(broken)] ^= change
    members[which] = bytes(broken)
    found = outline(streamed(b"".join(members)))
    expected = [str(number) for number in range(6)]
    if found != expected:  # some bytes of a header mean nothing
        expected[which] = "unreadable"
        assert found == expected
