"""Pages in WARC files (ISO 28500), one at a time.

Only what came back as a page counts: responses with status 200 and resources, of HTML or plain text.
Robots files, pictures and redirects are passed over without a word, since every crawl is full of them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from reportedly.gathering.article import Article
from reportedly.gathering.guards import MAX_PAGE_BYTES, check_size
from reportedly.model import Failure
from reportedly.model.errors import InputError, NotText, UnreadableInput

_MAX_LINE, _MAX_HEADERS = 65_536, 500
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")

Headers = dict[str, str]


def archive_articles(stream: io.BufferedReader, name: str) -> Iterator[Article | Failure]:
    """The pages of a WARC file. Raises `UnreadableInput` where its records break off."""
    number = 0
    while line := stream.readline(_MAX_LINE):
        if not line.strip():
            continue
        number += 1
        where = f"{name}:{number}"
        if not line.startswith(b"WARC/"):
            raise UnreadableInput(f"{where}: no WARC record begins here; fetch the file again")
        headers = _headers(stream)
        length = headers.get("content-length", "")
        if not length.isdecimal():
            raise UnreadableInput(f"{where}: the WARC record doesn't say its length; fetch the file again")
        if not _wanted(headers):
            _skip(stream, int(length), where)
            continue
        try:
            yield from _articles(stream, headers, int(length), where)
        except InputError as error:
            yield Failure.of(headers.get("warc-record-id", where), error)


def _articles(stream: io.BufferedReader, headers: Headers, length: int, where: str) -> Iterator[Article]:
    try:
        check_size(where, length)
    except InputError:
        _skip(stream, length, where)
        raise
    block = stream.read(length)
    if len(block) < length:
        raise UnreadableInput(f"{where}: the WARC record breaks off; fetch the file again")
    content: bytes | None = block
    if headers["warc-type"] == "response":
        content = _page_of(block, where)
    if content is not None:
        check_size(where, len(content))
        url, retrieved = headers.get("warc-target-uri", "").strip("<>"), headers.get("warc-date")
        yield Article(name=where, content=content, url=url or None, retrieved=retrieved)


def _wanted(headers: Headers) -> bool:
    kind = headers.get("content-type", "").casefold()
    if headers.get("warc-type") == "response":
        return kind.startswith("application/http") and headers.get("warc-target-uri", "").strip("<>").startswith("http")
    return headers.get("warc-type") == "resource" and kind.startswith(_PAGES)


def _page_of(block: bytes, where: str) -> bytes | None:
    """The page in an HTTP response; None where it's none."""
    response = io.BytesIO(block)
    status = response.readline(_MAX_LINE).split()
    headers = _headers(response)
    if status[1:2] != [b"200"] or not headers.get("content-type", "text/html").casefold().startswith(_PAGES):
        return None
    body = response.read()
    if "chunked" in headers.get("transfer-encoding", "").casefold():
        body = _without_chunks(body)
    encoding = headers.get("content-encoding", "").casefold()
    if encoding in ("gzip", "x-gzip", "deflate") and not body.lstrip().startswith(b"<"):
        return _inflated(body, where)
    if encoding == "br":
        raise NotText(f"{where}: compressed with Brotli; ask the server for gzip, or store the page plain")
    return body


def _headers(stream: io.BufferedIOBase) -> Headers:
    """Header lines up to the blank one, names in small letters; the first of several counts."""
    found: Headers = {}
    for _ in range(_MAX_HEADERS):
        line = stream.readline(_MAX_LINE)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found.setdefault(name.strip().casefold(), value.strip())
    return found


def _skip(stream: io.BufferedReader, length: int, where: str) -> None:
    while length:
        piece = stream.read(min(length, 1 << 20))
        if not piece:
            raise UnreadableInput(f"{where}: the WARC record breaks off; fetch the file again")
        length -= len(piece)


def _without_chunks(body: bytes) -> bytes:
    """The body without the lengths of its chunks; as it is where a crawler took them out already."""
    pieces: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\r\n", position, position + 40)
        try:
            size = int(body[position:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(pieces) if pieces else body
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2


def _inflated(body: bytes, where: str) -> bytes:
    # 47: zlib or gzip, as the data say. Bounded, since 4 KB may hold 2 GB.
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(body, MAX_PAGE_BYTES + 1)
        except zlib.error:
            continue
    raise UnreadableInput(f"{where}: the compressed page is damaged; fetch it again")
