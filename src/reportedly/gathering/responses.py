"""Pages in HTTP responses as a crawler kept them: status, headers, body."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from fastwarc.stream_io import BrotliReader, ZstdReader

from reportedly.gathering.guards import MAX_PAGE_BYTES
from reportedly.model.errors import UnreadableInput

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_MAX_LINE, _MAX_HEADERS = 65_536, 500

Headers = dict[str, str]


def page_headers(response: io.BufferedIOBase, *, whatever: bool = False) -> Headers | None:
    """The headers of a response, which is left where its body begins; None where it's no page.

    With `whatever` it's known to be one, whatever kind it says.
    """
    status = response.readline(_MAX_LINE).split()
    headers = _headers(response)
    is_page = headers.get("content-type", "text/html").casefold().startswith(PAGE_TYPES)
    return headers if whatever or (is_page and status[1:2] == [b"200"]) else None


def page_of(headers: Headers, body: bytes, where: str) -> bytes:
    """The page in the body of a response: without the lengths of its chunks, inflated.

    At most one byte more than `MAX_PAGE_BYTES`. Raises `UnreadableInput` where the compressed body is damaged.
    """
    if "chunked" in headers.get("transfer-encoding", "").casefold():
        body = _without_chunks(body)
    encodings = [name.strip() for name in headers.get("content-encoding", "").casefold().split(",")]
    for encoding in reversed(encodings[:4]):
        inflate = _INFLATED.get(encoding)
        # Some crawlers keep the page inflated and the header as it came.
        if inflate and not body.lstrip().startswith(b"<"):
            try:
                body = inflate(body)
            except (OSError, zlib.error) as error:
                why = " ".join(str(error).split())
                raise UnreadableInput(f"{where}: the compressed page is damaged ({why}); fetch it again") from error
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


# Each bounded, since 4 KB may hold 2 GB.
def _unzipped(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(47).decompress(body, MAX_PAGE_BYTES + 1)  # zlib or gzip, as the data say
    except zlib.error:
        return zlib.decompressobj(-15).decompress(body, MAX_PAGE_BYTES + 1)


def _unbrotlied(body: bytes) -> bytes:
    return bytes(BrotliReader(io.BytesIO(body)).read(MAX_PAGE_BYTES + 1))


def _unzstd(body: bytes) -> bytes:
    return bytes(ZstdReader(io.BytesIO(body)).read(MAX_PAGE_BYTES + 1))


_INFLATED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _unzipped,
    "x-gzip": _unzipped,
    "deflate": _unzipped,
    "br": _unbrotlied,
    "zstd": _unzstd,
}
