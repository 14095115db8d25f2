"""An article: one page as it was found, not yet parsed."""

from __future__ import annotations

import datetime
import hashlib
from typing import Literal

import msgspec

HASHED = "sha256:"
"""Begins the id of a page that has none of its own."""

Kind = Literal["auto", "text", "html", "withdrawn"]


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One page as found.

    `name` is how messages name it: a path, "path:17" for a line, "standard input". `content` is the
    undecoded page, or the UTF-8 of a text field. `kind` is "auto" where only the bytes can say; a text
    of kind "auto" has its headline in its first line, one of kind "text" in `title` alone. `charset` is
    what came with the bytes says of their encoding. One of kind "withdrawn" was taken away by its outlet
    at the time `retrieved`, and has no content. The other fields are what the input says beside the
    page; they win over what the page says.
    """

    name: str
    id: str | None = None
    content: bytes = b""
    kind: Kind = "auto"
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    retrieved: str | None = None
    charset: str | None = None

    @property
    def report_id(self) -> str:
        """The article's own id where it has one, else "sha256:" and the hash of its bytes."""
        return self.id or hash_id(self.content or (self.title or "").encode())


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of every page; an article's own values win."""

    published: datetime.date | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None


def hash_id(content: bytes) -> str:
    """The id of a page that has none of its own."""
    return HASHED + hashlib.sha256(content).hexdigest()
