"""Pages in WARC files (ISO 28500), one at a time.

Only what came back as a page counts: responses with status 200 and resources, of HTML or plain text.
Robots files, pictures and redirects are passed over without a word, since every crawl is full of them.

`fastwarc` reads the records. It stops at the first that is broken and is silent about one that is cut off;
here such a record becomes a failure, and what comes behind it is read (docs/why/gathering.md).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from reportedly.gathering.archiving import ASKED, COPY, LANGUAGE, OUTLET, PUBLISHED, REPORT
from reportedly.gathering.article import Article
from reportedly.gathering.decoding import charset_of
from reportedly.gathering.guards import MAX_PAGE_BYTES, check_size
from reportedly.gathering.inflating import Inflated
from reportedly.gathering.records import clean
from reportedly.gathering.responses import PAGE_TYPES, page_headers, page_of
from reportedly.model import Failure
from reportedly.model.errors import InputError, TooLarge, UnreadableInput

MARKER = b"WARC/"
MAX_ARCHIVE = 64 * 1024**3
"""Bytes of all records of one archive: a crawler begins another file at one, inflated some five."""
MOST_BROKEN = 1_000
_WINDOW = 1 << 20
_HEAD = 1 << 16
_OWN = re.compile(r"web:[0-9a-f]{32}")  # the id of a report that was fetched
_BEGIN = re.compile(rb"(?:^|(?<=\n))WARC/1\.\d\r?\n(?=[A-Za-z-]{1,40}:)")


T = TypeVar("T")


def archive_articles(stream: io.BufferedReader, name: str, first: bytes) -> Iterator[Article | Failure]:
    """The pages of a WARC file that begins with `first`.

    A record that is broken, cut off or too large is a failure in its place, and what comes behind is read.
    Raises `TooLarge` beyond `MOST_BROKEN` of these.
    """
    raw = stream.raw
    if isinstance(raw, Inflated):
        raw.each_member = True
    # Old tools ended lines in a bare line feed, which only the lenient mode reads; it passes over rubbish in silence.
    lenient = first.partition(b"\n")[0][-1:] not in (b"", b"\r")
    yield from _Archive(_Feed(stream), name, lenient=lenient).outcomes()


class _Broken(Exception):
    """The archive can't be read on from here; `told` where a failure has said so already."""

    def __init__(self, error: InputError, *, told: bool = False) -> None:
        super().__init__(str(error))
        self.error = error
        self.told = told


class _Feed:
    """What `fastwarc` reads from: an end where the data are damaged, and a way back for some bytes."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._window = bytearray()
        self._begin = 0  # of the window, in the archive
        self._again = b""  # what is to be read once more
        self.damage: InputError | None = None
        self._damaged = range(0)  # what came of the member that is damaged

    def tell(self) -> int:
        """Bytes read."""
        return self._begin + len(self._window)

    def read(self, size: int = _HEAD) -> bytes:
        """Some bytes, none at the end or where the data are damaged (`damage` says why)."""
        piece, self._again = self._again[:size], self._again[size:]
        if not piece and self.damage is None:
            try:
                piece = self._stream.read1(size)
            except InputError as error:
                self.damage = error
                if isinstance(self._stream.raw, Inflated):
                    self._damaged = range(self._stream.raw.member, self.tell())
        if self.tell() > MAX_ARCHIVE:
            self.damage = TooLarge(f"its records have more than {MAX_ARCHIVE // 1024**3} GiB; split the file")
            return b""
        self._window += piece
        if len(self._window) > 2 * _WINDOW:
            self._begin += len(self._window) - _WINDOW
            del self._window[:-_WINDOW]
        return piece

    def lost(self, record: int) -> bool:
        """Whether the record that begins at `record` lies in the compressed member that was found damaged."""
        return record in self._damaged

    def find_record(self, position: int) -> int | None:
        """Goes to the next place, from `position` on, where a record may begin; None where none does.

        Behind damage a record begins with the next compressed member.
        """
        if self.damage is not None:
            return self._behind_damage()
        start = max(position - self._begin, 0)
        while self.damage is None:
            found = _BEGIN.search(self._window, start)
            # A few more bytes than the match: what decides may still come.
            if found:
                self._again = bytes(self._window[found.start() :]) + self._again
                del self._window[found.start() :]
                return self.tell()
            start = max(self.tell() - 64, position, self._begin)
            if not self.read():
                break
            start = max(start - self._begin, 0)
        return self._behind_damage() if self.damage is not None else None

    def _behind_damage(self) -> int | None:
        raw, too_much = self._stream.raw, self.tell() > MAX_ARCHIVE
        if too_much or not isinstance(raw, Inflated) or not raw.resume(MARKER):
            return None
        self.damage, self._again = None, b""
        return self.tell()


class _Archive:
    """One archive, from record to record."""

    def __init__(self, feed: _Feed, name: str, *, lenient: bool) -> None:
        self._feed, self._name, self._lenient = feed, name, lenient
        self._number = self._broken = 0
        self._begin = -1  # of the last record, in the archive; its end is there or a little later
        self._end = self._floor = 0
        self._held: Article | Failure | None = None
        self._resumed = False  # and no record read since

    def outcomes(self) -> Iterator[Article | Failure]:
        """Every page and every failure."""
        while True:
            try:
                yield from self._records()
            except _Broken as broken:
                again = self._feed.find_record(self._floor)
                yield from self._lost(broken, again)
                if again is None:
                    return
                self._floor, self._resumed = again + len(MARKER), True
            else:
                return

    def _records(self) -> Iterator[Article | Failure]:
        """The records up to the end; raises `_Broken` where it goes on no further.

        One outcome is held back until what follows its record is seen to be whole.
        """
        records = ArchiveIterator(
            self._feed,  # type: ignore[arg-type]  # without `seek`: it would be called, and a pipe can't
            parse_http=False, stream_detect=False, quirks_mode=self._lenient, max_header_len=_HEAD,
            record_types=WarcRecordType.any_type,
        )  # fmt: skip
        while (record := self._next(records)) is not None:
            if self._held is not None:
                yield self._held
            self._held, self._resumed = None, False
            self._number += 1
            self._begin = record.stream_pos
            self._end = self._floor = self._begin + len(MARKER)
            self._held = self._outcome(record)
        damage = self._feed.damage
        if damage is not None and self._feed.lost(self._begin):
            self._held = None
        elif damage is not None:
            self._number += 1
        elif self._held is not None:
            yield self._held
        if damage is not None:
            raise _Broken(damage)

    def _next(self, records: ArchiveIterator) -> WarcRecord | None:
        record: WarcRecord | None
        try:
            record = _tried(next, records, None)
        except OSError as error:
            self._number += not self._resumed
            why = " ".join(str(error).split()).lower().rstrip(".")
            message = f"{self._name}:{self._number}: no WARC record begins here ({why}); fetch the file again"
            raise _Broken(UnreadableInput(message), told=self._resumed) from error
        return record

    def _lost(self, broken: _Broken, again: int | None) -> Iterator[Article | Failure]:
        """What was held back, if it's whole, and the failure for what is broken; reading goes on at `again`."""
        if self._held is not None:
            where = self._held.name if isinstance(self._held, Article) else self._held.id
            wrong = None
            if self._feed.lost(self._begin):
                wrong = "its compressed data are damaged; fetch or compress the file again"
            elif again is not None and again < self._end:
                wrong = "the WARC record says a wrong length: another begins inside it; fetch the file again"
            yield Failure.of(where, UnreadableInput(f"{where}: {wrong}")) if wrong else self._held
        self._held = None
        where, message = f"{self._name}:{self._number}", str(broken)
        if not broken.told:
            message = message if message.startswith(self._name) else f"{where}: {message}"
            yield Failure.of(where, type(broken.error)(message))
        self._broken += 1
        if self._broken == MOST_BROKEN:
            many = f"{MOST_BROKEN:,} broken WARC records, the rest isn't read; fetch the file again"
            raise TooLarge(f"{self._name}: {many}")

    def _outcome(self, record: WarcRecord) -> Article | Failure | None:
        where = f"{self._name}:{self._number}"
        headers = record.headers
        said = headers.get("Content-Length") or ""
        length = int(said) if said.isdecimal() and len(said) < 20 else -1
        if record.content_length != length:
            unsaid = UnreadableInput(f"{where}: the WARC record doesn't say its length; fetch the file again")
            raise _Broken(self._feed.damage or unsaid)
        self._end += sum(len(name) + len(value) for name, value in headers) + length
        cut = UnreadableInput(f"{where}: the WARC record breaks off; fetch the file again")
        outcome: Article | Failure | None = None
        block = _Block(record, length)
        try:
            outcome = self._page(record, block, where)
            whole = block.consumed()
        except InputError as error:
            outcome = Failure.of(headers.get("WARC-Record-ID") or where, error)
            whole = block.consumed()
        except OSError as error:
            raise _Broken(cut) from error
        if not whole:
            raise _Broken(self._feed.damage or cut)
        return outcome

    def _page(self, record: WarcRecord, block: _Block, where: str) -> Article | None:
        """The page in a record; None where it's none."""
        kind = (record.headers.get("Content-Type") or "").casefold()
        if _OWN.fullmatch(record.headers.get(COPY) or ""):
            return None  # its page has its own turn
        if record.record_type == WarcRecordType.metadata and _is_own(record):
            return msgspec.structs.replace(_article(record, where, b"", None), kind="withdrawn")
        if record.record_type == WarcRecordType.resource and kind.startswith(PAGE_TYPES):
            return _article(record, where, block.rest(b"", where), kind)
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        is_http = kind.startswith("application/http") and url.startswith("http")
        if record.record_type != WarcRecordType.response or not is_http:
            return None
        head = io.BytesIO(block.read(_HEAD))
        headers = page_headers(head, whatever=_is_own(record))
        if headers is None:
            return None
        body = page_of(headers, block.rest(head.read(), where), where)
        check_size(where, len(body))
        return _article(record, where, body, headers.get("content-type"))


def _article(record: WarcRecord, where: str, content: bytes, kind: str | None) -> Article:
    """The page of a record; of an archive that we wrote with what was known of it."""
    url, retrieved = (record.headers.get("WARC-Target-URI") or "").strip("<>"), record.headers.get("WARC-Date")
    charset = charset_of(kind)
    if not _is_own(record):
        return Article(name=where, content=content, url=url or None, retrieved=retrieved, charset=charset)
    report, asked, outlet, language, published = (
        clean(record.headers.get(field)) for field in (REPORT, ASKED, OUTLET, LANGUAGE, PUBLISHED)
    )
    return Article(
        name=where, id=report, content=content, url=asked or url, outlet=outlet, language=language,
        published=published, retrieved=retrieved, charset=charset,
    )  # fmt: skip


def _is_own(record: WarcRecord) -> bool:
    return _OWN.fullmatch(record.headers.get(REPORT) or "") is not None


def _tried(step: Callable[..., T], *arguments: object) -> T:
    """What a step of `fastwarc` gives; its panics, which are no `Exception`, are raised as `OSError`."""
    try:
        return step(*arguments)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise OSError("the reader of WARC gave up") from error


class _Block:
    """The bytes of a record, counted."""

    def __init__(self, record: WarcRecord, length: int) -> None:
        self._reader, self._left = record.reader, length

    def read(self, size: int) -> bytes:
        """At most `size` bytes; fewer only where the block ends."""
        pieces: list[bytes] = []
        while size and (piece := _tried(self._reader.read, min(size, self._left))):
            pieces.append(piece)
            size -= len(piece)
            self._left -= len(piece)
        return b"".join(pieces)

    def rest(self, begin: bytes, where: str) -> bytes:
        """`begin` and all that follows. Raises `TooLarge` before it's read."""
        check_size(where, len(begin) + self._left)
        return begin + self.read(MAX_PAGE_BYTES + 1)

    def consumed(self) -> bool:
        """Passes over what is left; False where the block breaks off."""
        if self._left:
            self._left -= _tried(self._reader.consume, self._left)
        return self._left == 0
