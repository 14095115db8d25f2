"""A report: one page of one outlet, as it came."""

from __future__ import annotations

import datetime

import msgspec

_LONGEST = 60  # code points of what names a page
_SHOWN = 12  # hexadecimal digits: enough for millions of pages


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One page of one outlet.

    `text` is what is read: the headline, a blank line, the body (the body alone where `title` is
    None); all offsets count its code points. `published` is the page's own day, None where it does
    not say. `teasers` are headlines of other stories that stood on the page: never part of `text`.
    A page that its outlet took away is `withdrawn`: a state of it without text.
    `raw_sha256` is of the bytes as they came, `text_sha256` of `text` in UTF-8; both hexadecimal.
    """

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: datetime.date | None = None
    retrieved: str | None = None
    teasers: tuple[str, ...] = ()
    raw_sha256: str | None = None
    text_sha256: str | None = None
    withdrawn: bool = False

    @property
    def body_start(self) -> int:
        """The code point at which the body begins: behind the headline and the blank line."""
        return len(self.title) + 2 if self.title and self.text.startswith(self.title + "\n\n") else 0

    @property
    def called(self) -> str:
        """How a sentence names the page: its outlet, else its headline in quotation marks, else its id; each cut."""
        if outlet := _cut(self.outlet):
            return outlet
        if title := _cut(self.title):
            return f"“{title}”"
        kind, colon, digits = self.id.partition(":")
        return f"{kind}:{digits[:_SHOWN]}" if colon and kind == "sha256" else _cut(self.id)

    @property
    def day(self) -> datetime.date | None:
        """The day of publishing; where it isn't known that of retrieving; None where neither is."""
        if self.published is not None or not self.retrieved:
            return self.published
        try:
            return datetime.date.fromisoformat(self.retrieved[:10])
        except ValueError:
            return None


def _cut(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
