"""Pages in WACZ files: a ZIP of WARC files, with a list of their hashes.

What a ZIP says of itself is checked before it's believed: how many members, how large, which names. Nothing of
it is written anywhere.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, TypeVar, cast

import msgspec

from reportedly.gathering.article import Article
from reportedly.gathering.inflating import opened
from reportedly.gathering.webarchives import MARKER, MAX_ARCHIVE, archive_articles
from reportedly.model import Failure
from reportedly.model.errors import InputError, NotText, TooLarge, UnreadableInput

PACKED = b"PK\x03\x04"
MAX_MEMBERS = 10_000
MAX_LIST = 16 * 1024**2
"""Bytes of the ZIP's own list of members, and of the list of hashes."""
_ARCHIVE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_LIST, _LIST_HASH = "datapackage.json", "datapackage-digest.json"
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_HASHES = ("sha256", "sha512", "sha1", "md5")
_CHUNK = 1 << 20
_ERRORS = (OSError, EOFError, ValueError, KeyError, RuntimeError, struct.error, zlib.error, zipfile.BadZipFile)
"""Of `zipfile`; encryption and unknown methods are a `RuntimeError`."""
T = TypeVar("T")


class _Resource(msgspec.Struct, frozen=True):
    """A file in the list of hashes."""

    path: str = ""
    hash: str = ""


class _Package(msgspec.Struct, frozen=True):
    resources: list[_Resource] = msgspec.field(default_factory=list)


def is_wacz(file: BinaryIO, head: bytes, name: str) -> bool:
    """Whether a file that begins with `head` is a WACZ. Raises `UnreadableInput` for one in a pipe."""
    if not head.startswith(PACKED):
        return False
    if not file.seekable():
        if b"archive/" in head or _LIST.encode() in head:
            raise UnreadableInput(f"{name}: a WACZ can't be read from a pipe or from gzip; give it as a file")
        return False
    try:
        with _opened(file) as packed:
            names = packed.namelist()
    except _ERRORS:
        return False
    return _LIST in names or any(map(_ARCHIVE.fullmatch, names))


def wacz_articles(file: BinaryIO, name: str) -> Iterator[Article | Failure]:
    """The pages of all archives in a WACZ, in the order of their names; what is wrong with one is a failure.

    Raises `UnreadableInput` where there's none in it, `TooLarge` beyond `MAX_MEMBERS` of them or `MAX_ARCHIVE` bytes.
    """
    with _opened(file) as packed:
        archives = sorted(each for each in set(packed.namelist()) if _ARCHIVE.fullmatch(each) and each.isprintable())
        if not archives:
            raise UnreadableInput(f"{name}: a WACZ without a WARC file in archive/; make it anew with its archives")
        if len(archives) > MAX_MEMBERS:
            raise TooLarge(f"{name}: more than {MAX_MEMBERS:,} WARC files in it; split it")
        if sum(packed.getinfo(each).file_size for each in archives) > MAX_ARCHIVE:
            raise TooLarge(f"{name}: its WARC files have more than {MAX_ARCHIVE // 1024**3} GiB; split it")
        yield from _compared(packed, name, archives)
        for path in archives:
            yield from _pages(packed, f"{name}:{path}", path)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    if _list_size(file) > MAX_LIST:
        raise zipfile.BadZipFile("its list of members is too large")
    return zipfile.ZipFile(file)


def _list_size(file: BinaryIO) -> int:
    """Bytes of the list of members, as the end of the ZIP says: `zipfile` would read it whole."""
    size = file.seek(0, io.SEEK_END)
    begin = max(size - (1 << 16) - 64, 0)
    file.seek(begin)
    tail = file.read(1 << 17)
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < 22:
        return 0  # none: `zipfile` says so
    found = int(struct.unpack_from("<L", tail, end + 12)[0])
    if end >= 20 and tail[end - 20 : end - 16] == _LOCATOR_64:
        file.seek(int(struct.unpack_from("<Q", tail, end - 12)[0]) & 0x7FFF_FFFF_FFFF_FFFF)
        record = file.read(56)
        if len(record) == 56 and record.startswith(_END_64):
            found = max(found if found < 0xFFFF_FFFF else 0, int(struct.unpack_from("<Q", record, 40)[0]))
    return found


def _pages(packed: zipfile.ZipFile, name: str, path: str) -> Iterator[Article | Failure]:
    try:
        with _member(packed, path, name) as member, opened(member, name) as stream:
            head = stream.peek(len(MARKER))
            if not head.startswith(MARKER):
                raise NotText(f"{name}: no WARC file, whatever its name says; make the WACZ anew")
            yield from archive_articles(stream, name, head)
    except InputError as error:
        yield Failure.of(name, error)


def _compared(packed: zipfile.ZipFile, name: str, archives: list[str]) -> Iterator[Failure]:
    """A failure for each file that isn't what the list of hashes says; the pages are read all the same."""
    present = set(packed.namelist())
    if _LIST not in present:
        return
    told: list[tuple[str, str]] = []
    try:
        if _LIST_HASH in present:
            told.append((_LIST, _decoded(packed, _LIST_HASH, _Resource, name).hash))
        package = _decoded(packed, _LIST, _Package, name)
        told += [(each.path, each.hash) for each in package.resources[: 2 * MAX_MEMBERS]]
    except InputError as error:
        yield Failure.of(name, error)
    for path, expected in told:
        where = f"{name}:{path}"
        try:
            if path in present and path in (*archives, *_PAGES, _LIST):
                _check(packed, path, expected, where)
            elif _ARCHIVE.fullmatch(path):
                raise UnreadableInput(f"{where}: {_LIST} lists it, but it isn't there; fetch the WACZ again")
        except InputError as error:
            yield Failure.of(where, error)


def _check(packed: zipfile.ZipFile, path: str, expected: str, where: str) -> None:
    kind, _, value = expected.partition(":")
    if kind not in _HASHES or not value:
        return
    digest = hashlib.new(kind, usedforsecurity=False)
    try:
        with _member(packed, path, where) as member:
            while piece := member.read(_CHUNK):
                digest.update(piece)
    except UnreadableInput:
        return  # told where its pages are read
    if digest.hexdigest() != value.casefold():
        raise UnreadableInput(
            f"{where}: its {kind} isn't the one in {_LIST}, so that it was changed or damaged after it was made; "
            "its pages are read all the same: compare with another copy"
        )


def _decoded(packed: zipfile.ZipFile, path: str, kind: type[T], name: str) -> T:
    with _member(packed, path, f"{name}:{path}") as member:
        content = member.read(MAX_LIST + 1)
    if len(content) > MAX_LIST:
        raise TooLarge(f"{name}:{path}: more than {MAX_LIST // 1024**2} MB; its hashes aren't checked")
    try:
        return msgspec.json.decode(content, type=kind, strict=False)
    except (msgspec.DecodeError, RecursionError) as error:
        message = f"{name}:{path}: no list of hashes ({error}); its archives are read, their hashes not checked"
        raise UnreadableInput(message) from error


def _member(packed: zipfile.ZipFile, path: str, where: str) -> io.BufferedReader:
    try:
        member = _Stored.of(packed, path) if path.casefold().endswith(".gz") else None
        return io.BufferedReader(_Member(member or cast(zipfile.ZipExtFile, packed.open(path)), where), 1 << 16)
    except _ERRORS as error:
        raise UnreadableInput(f"{where}: can't be unpacked ({error}); make the WACZ anew") from error


class _Stored:
    """A gzip file that lies in a ZIP as it is.

    `zipfile` would give nothing of the last piece where the checksum of the whole is wrong; gzip has its own.
    """

    def __init__(self, file: IO[bytes], begin: int, size: int) -> None:
        self._file, self._at, self._end = file, begin, begin + size

    @classmethod
    def of(cls, packed: zipfile.ZipFile, path: str) -> _Stored | None:
        """The member; None where it's compressed or something is odd, which `zipfile` then says."""
        info, file = packed.getinfo(path), packed.fp
        if file is None or info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
            return None
        file.seek(info.header_offset)
        header = file.read(30)
        if len(header) < 30 or not header.startswith(PACKED):
            return None
        name, extra = struct.unpack_from("<HH", header, 26)
        return cls(file, info.header_offset + 30 + name + extra, info.file_size)

    def read1(self, size: int) -> bytes:
        """Some bytes, none at the end."""
        self._file.seek(self._at)
        piece = self._file.read(min(size, self._end - self._at))
        self._at += len(piece)
        return piece

    def close(self) -> None:
        """Leaves the ZIP open."""


class _Member(io.RawIOBase):
    """A member of a ZIP; what is wrong with it is an `UnreadableInput`."""

    def __init__(self, file: zipfile.ZipExtFile | _Stored, where: str) -> None:
        self._file = file
        self._where = where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._file.read1(len(buffer))
        except _ERRORS as error:
            why = " ".join(str(error).split()) or "the file ends inside it"
            raise UnreadableInput(f"{self._where}: damaged in the ZIP ({why}); fetch the WACZ again") from error
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()
