"""A stream of bytes, inflated where it's gzip, and bounded."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

from reportedly.model.errors import TooLarge, UnreadableInput

MAX_INFLATED = 2 * 1024**3
"""Bytes that one compressed file may inflate to: a real day of pages is far below, a bomb far above."""
_BUFFER = 1 << 16
_ENOUGH = 4_096
_GZIP = b"\x1f\x8b"


def opened(file: BinaryIO, name: str) -> io.BufferedReader:
    """`file` to read from, inflated if it begins as gzip does.

    Reading raises `UnreadableInput` where the compressed data break off or are damaged, `TooLarge` beyond
    `MAX_INFLATED`.
    """
    plain = file if isinstance(file, io.BufferedReader) else io.BufferedReader(_Plain(file), _BUFFER)
    if plain.peek(2)[:2] != _GZIP:
        return io.BufferedReader(_Plain(cast(BinaryIO, plain)), _BUFFER)
    return io.BufferedReader(_Inflated(plain, name), _BUFFER)


class _Plain(io.RawIOBase):
    """Any readable object as a raw stream that leaves the object open when it's closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._read(len(buffer))
        if not self._begun:
            # A pipe may give a few bytes at first: too few to see what comes. A line of them is enough.
            self._begun = True
            while len(piece) < min(_ENOUGH, len(buffer)) and b"\n" not in piece.lstrip():
                more = self._read(len(buffer) - len(piece))
                if not more:
                    break
                piece += more
        buffer[: len(piece)] = piece
        return len(piece)

    def _read(self, size: int) -> bytes:
        read = getattr(self._file, "read1", self._file.read)
        return bytes(read(size) or b"")


class _Inflated(io.RawIOBase):
    """A gzip stream inflated piece by piece, with a bound on what comes out."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._gzip = gzip.GzipFile(fileobj=file, mode="rb")
        self._name = name
        self._inflated = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._gzip.read1(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableInput(
                f"{self._name}: the gzip data break off or are damaged ({' '.join(str(error).split())}); "
                "fetch or compress the file again"
            ) from error
        self._inflated += len(piece)
        if self._inflated > MAX_INFLATED:
            raise TooLarge(f"{self._name}: inflates to more than {MAX_INFLATED // 1024**3} GiB; split the file")
        buffer[: len(piece)] = piece
        return len(piece)
