"""A stream of bytes, inflated where it's gzip, and bounded; behind damage it can be taken up again."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, cast

from reportedly.model.errors import InputError, TooLarge, UnreadableInput

MAX_INFLATED = 2 * 1024**3
"""Bytes that one compressed file may inflate to: a real day of pages is far below, a bomb far above."""
_BUFFER = 1 << 16
_ENOUGH = 4_096
_GZIP, _MEMBER = b"\x1f\x8b", b"\x1f\x8b\x08"
_KEPT = 1 << 20
"""Compressed bytes of a member that are kept to be searched again: deflate sees damage within some thousands."""
_MOST_TRIES = 100_000
"""Places of one file that may look like the begin of a member: by chance it's one in 16 million."""


def opened(file: BinaryIO, name: str) -> io.BufferedReader:
    """`file` to read from, inflated if it begins as gzip does.

    Reading raises `UnreadableInput` where the compressed data break off or are damaged, `TooLarge` beyond
    `MAX_INFLATED`.
    """
    plain = file if isinstance(file, io.BufferedReader) else io.BufferedReader(_Plain(file), _BUFFER)
    if plain.peek(2)[:2] != _GZIP:
        return io.BufferedReader(_Plain(cast(BinaryIO, plain)), _BUFFER)
    return io.BufferedReader(Inflated(plain, name), _BUFFER)


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


class Inflated(io.RawIOBase):
    """A gzip stream inflated piece by piece, member by member, with a bound on what comes out.

    `inflated` counts the bytes that came out, `member` is that count where the current member began. By
    `each_member` the bound holds for each member instead of for all together.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._waiting = b""  # compressed bytes read and not yet inflated
        self._recent = bytearray()  # compressed bytes of this member, the last of them
        self._at = 0  # of the member, in the compressed file
        self._read = 0  # from the file
        self._inflate: zlib._Decompress | None = None
        self._tries = 0
        self.inflated = self.member = 0
        self.each_member = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if not self._waiting and not self._more():
                if self._inflate is None:
                    return 0
                raise self._broken("the file ends inside them")
            if self._inflate is None and not self._begin():
                continue
            piece = self._piece(len(buffer))
            if piece:
                self._count(len(piece))
                buffer[: len(piece)] = piece
                return len(piece)

    def resume(self, marker: bytes) -> bool:
        """Goes on behind damage, at the next member whose content begins with `marker`; False where there's none."""
        pool = bytes(self._recent) + self._waiting
        self._recent.clear()
        position = 1
        while self._tries < _MOST_TRIES:
            position = pool.find(_MEMBER, position)
            if position < 0 or len(pool) - position < _ENOUGH:
                position = max(len(pool) - len(_MEMBER) + 1, 0) if position < 0 else position
                pool, position = pool[position:], 0
                if more := self._file.read(_BUFFER):
                    self._read += len(more)
                    pool += more
                    continue
                position = pool.find(_MEMBER)
                if position < 0:
                    break
            self._tries += 1
            if _begins_with(pool[position : position + _ENOUGH], marker):
                self._waiting, self._inflate = pool[position:], None
                return True
            position += 1
        self._waiting, self._inflate = b"", None
        return False

    def _more(self) -> bool:
        self._waiting = self._file.read(_BUFFER) or b""
        self._read += len(self._waiting)
        return bool(self._waiting)

    def _begin(self) -> bool:
        """Opens the next member; False where only zeros stood, with which some writers fill up."""
        self._waiting = self._waiting.lstrip(b"\0")
        if not self._waiting:
            return False
        self._at = self._read - len(self._waiting)
        self.member = self.inflated
        self._recent.clear()
        self._inflate = zlib.decompressobj(31)
        return True

    def _piece(self, size: int) -> bytes:
        inflate, given = cast("zlib._Decompress", self._inflate), self._waiting
        try:
            piece = inflate.decompress(given, size)
        except zlib.error as error:
            raise self._broken(" ".join(str(error).split())) from error
        rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        self._recent += given[: len(given) - len(rest)]
        del self._recent[:-_KEPT]
        self._waiting = rest
        if inflate.eof:
            self._inflate = None
        return piece

    def _count(self, size: int) -> None:
        self.inflated += size
        if self.inflated - (self.member if self.each_member else 0) > MAX_INFLATED:
            raise TooLarge(
                f"{self._name}: inflates to more than {MAX_INFLATED // 1024**3} GiB from byte {self._at:,} on; "
                "split the file"
            )

    def _broken(self, why: str) -> InputError:
        return UnreadableInput(
            f"{self._name}: the gzip data break off or are damaged from byte {self._at:,} on ({why}); "
            "fetch or compress the file again"
        )


def _begins_with(compressed: bytes, marker: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(compressed, len(marker)) == marker
    except zlib.error:
        return False
