"""The body of an answer, piece by piece: every encoding undone, every size and time bounded."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli
from aiohttp import ClientResponse

from reportedly.gathering.web.exchange import NotFetched
from reportedly.gathering.web.politeness import Bounds

ENCODINGS = "gzip, deflate, br"
"""What we ask for and can undo."""
_PIECE = 1 << 16
_MOST_MEMBERS = 1_000  # of a gzip body; each is looked for behind the last
_GZIP = b"\x1f\x8b"


class _Undoing(Protocol):
    """One content encoding, undone as the pieces come."""

    @property
    def whole(self) -> bool:
        """Whether nothing is missing at the end."""

    def undo(self, piece: bytes) -> Iterator[bytes]:
        """What the piece unpacks to, never much at a time."""


async def body(response: ClientResponse, name: str, bounds: Bounds, *, cut: bool = False) -> bytes:
    """The body without its encodings. Raises `NotFetched`; where `cut`, what is too large is cut off instead."""
    undoing = _undoing(response.headers.getall("Content-Encoding", []), name)
    announced = response.content_length
    if announced is not None and announced > bounds.wire and not cut:
        raise _too_large(name, f"{announced:,} bytes announced")
    taken = bytearray()
    wire = 0
    try:
        async with asyncio.timeout(bounds.whole):
            while piece := await _next(response, bounds):
                wire += len(piece)
                for part in undoing.undo(piece):
                    taken += part
                    if len(taken) > bounds.inflated:
                        break
                if wire > bounds.wire or len(taken) > bounds.inflated:
                    if cut:
                        return bytes(taken[: bounds.inflated])
                    raise _too_large(name, "it goes on")
    except TimeoutError:
        message = f"{name}: sends too slowly ({wire:,} bytes so far); try again later"
        raise NotFetched("too_slow", message) from None
    except (zlib.error, brotli.error) as error:
        message = f"{name}: what it sends isn't compressed as it says ({error}); tell the outlet, or try again later"
        raise NotFetched("encoding", message) from error
    if wire and not undoing.whole:
        raise NotFetched("cut_off", f"{name}: the compressed answer broke off after {wire:,} bytes; try again")
    return bytes(taken)


async def _next(response: ClientResponse, bounds: Bounds) -> bytes:
    async with asyncio.timeout(bounds.between):
        return await response.content.readany()


def _too_large(name: str, how: str) -> NotFetched:
    return NotFetched("too_large", f"{name}: too large ({how}); it is no article, or split the list")


def _undoing(headers: list[str], name: str) -> _Undoing:
    named = [part.strip().lower() for header in headers for part in header.split(",")]
    encodings = [part for part in named if part not in ("", "identity")]
    if len(encodings) > 1:
        raise NotFetched("encoding", f"{name}: compressed more than once ({', '.join(encodings)[:60]}); not unpacked")
    if not encodings:
        return _Plain()
    if encodings[0] in ("gzip", "x-gzip"):
        return _Gzip()
    if encodings[0] == "deflate":
        return _Deflate()
    if encodings[0] == "br":
        return _Brotli()
    raise NotFetched("encoding", f"{name}: compressed as {encodings[0][:40]!r}, which wasn't asked for; not unpacked")


class _Plain:
    whole = True

    def undo(self, piece: bytes) -> Iterator[bytes]:
        yield piece


class _Gzip:
    """gzip, in one member or several; what stands behind the last is no part of it."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._members = 1

    @property
    def whole(self) -> bool:
        return self._member.eof

    def undo(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            if self._member.eof:
                if not piece.startswith(_GZIP):
                    return
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise zlib.error("it is in too many parts")
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield self._member.decompress(piece, _PIECE)
            piece = self._member.unused_data if self._member.eof else self._member.unconsumed_tail


class _Deflate:
    """deflate, with the header that the standard asks for or, as some servers send it, without."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    @property
    def whole(self) -> bool:
        return self._stream is not None and self._stream.eof

    def undo(self, piece: bytes) -> Iterator[bytes]:
        if self._stream is None:
            piece = self._head + piece
            if len(piece) < 2:
                self._head = piece
                return
            headed = piece[0] & 0x0F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if headed else -zlib.MAX_WBITS)
        while piece and not self._stream.eof:
            yield self._stream.decompress(piece, _PIECE)
            piece = self._stream.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def whole(self) -> bool:
        return bool(self._stream.is_finished())

    def undo(self, piece: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        yield self._stream.process(piece, output_buffer_limit=_PIECE)
        while not self._stream.is_finished() and not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=_PIECE)
