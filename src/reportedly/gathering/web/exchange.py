"""What is asked of the web and what comes back: an answer, or why there is none."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from reportedly.gathering.decoding import charset_of

Why = Literal[
    "not_http",  # no address of http or https, or one that can't be read
    "address",  # leads, or spells, to inside this machine or its network
    "robots",  # the site asks programs to stay away
    "robots_unreachable",  # the site couldn't say whether programs may come
    "redirects",  # too many, or in a circle
    "downgrade",  # from https to http
    "no_answer",  # no such name, refused, broke off before an answer
    "certificate",  # https, and whoever answered couldn't show who they are
    "too_slow",
    "too_large",
    "cut_off",  # the answer broke off in the middle
    "encoding",  # compressed in a way that wasn't asked for, or damaged
    "broken",  # no HTTP, or not as it may be
    "busy",  # 429 or 503, after the tries that are decent
    "resting",  # its host is left alone until `until`
]
"""Why something wasn't fetched."""

OK, NO_OTHER, UNCHANGED = range(200, 300), range(400, 500), 304
GONE = frozenset({404, 410})
_LONGEST_MARK = 1_000  # characters of an ETag or a day that are kept and sent back


class Asked(msgspec.Struct, frozen=True):
    """An address to fetch; `etag` and `modified` are those of the version that is known, where one is."""

    url: str
    etag: str | None = None
    modified: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered.

    `url` is the address as it was asked for, `address` the one that answered in the end, `hops` the addresses that led
    there, the first left out. `headers` are as they came, in order. `content` is the body without its transfer and
    content encodings; it is empty unless the status is 200 to 299. `retrieved` is UTC, to the second,
    as in "2026-03-01T10:00:00Z".
    """

    url: str
    address: str
    hops: tuple[str, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    retrieved: str

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        wanted = name.casefold()
        return next((value for key, value in self.headers if key.casefold() == wanted), None)

    @property
    def etag(self) -> str | None:
        """The mark of this version, to be sent back with the next `Asked`."""
        return _mark(self.header("ETag"))

    @property
    def modified(self) -> str | None:
        """When the server says that this version was made, to be sent back with the next `Asked`."""
        return _mark(self.header("Last-Modified"))

    @property
    def charset(self) -> str | None:
        """The encoding that the server says the content has."""
        return charset_of(self.header("Content-Type"))

    @property
    def ok(self) -> bool:
        """Whether there is a page."""
        return self.status in OK

    @property
    def unchanged(self) -> bool:
        """Whether it is the version that `Asked` named."""
        return self.status == UNCHANGED

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page, or no longer."""
        return self.status in GONE


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """What wasn't fetched. `message` names the address and the remedy; before `until` it is no use to ask again."""

    url: str
    code: Why
    message: str
    until: datetime.datetime | None = None


class NotFetched(Exception):
    """Inside this room: why an address isn't fetched."""

    def __init__(self, code: Why, message: str, until: datetime.datetime | None = None) -> None:
        super().__init__(message)
        self.code: Why = code
        self.message = message
        self.until = until


def shown(url: str) -> str:
    """An address as messages show it: one line, printable, not endless."""
    line = "".join(c if c.isprintable() else "\ufffd" for c in url)
    return line if len(line) <= 200 else f"{line[:199]}…"


def _mark(value: str | None) -> str | None:
    usable = value and len(value) <= _LONGEST_MARK and value.isascii() and value.isprintable()
    return value if usable else None
