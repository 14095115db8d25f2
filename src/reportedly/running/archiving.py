"""What was fetched into a store as one WARC file: each page as it came, once, and when it was seen to be the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from reportedly.gathering import archiving
from reportedly.gathering.archiving import Earlier, Exchange, archive_parts
from reportedly.model.errors import NotThere, StoreError
from reportedly.running.settings import SettingsError
from reportedly.running.writing import whole_file
from reportedly.storing import Gathered, KeptPages, Store

_ENDING = ".warc.gz"


class Archived(msgspec.Struct, kw_only=True):
    """What is in an archive and what isn't, counted: `pages` as they came, `again` that were the same as before,
    `withdrawn` by their outlets; `missing` whose bytes are gone or damaged, other `answers` without a page.
    """

    pages: int = 0
    again: int = 0
    missing: int = 0
    answers: int = 0
    withdrawn: int = 0
    size: int = 0


def archive(store: Store, kept: KeptPages, out: Path, heard: Callable[[str], None]) -> Archived:
    """Writes the file, whole or not at all; `heard` is told of each page that can't be in it, and why.

    The same store gives the same bytes. Raises `SettingsError` for a file of another name, `NotThere` where nothing
    was fetched, `NotWritten` where it can't be written.
    """
    if not out.name.endswith(_ENDING):
        raise SettingsError(f"--out: {out.name} isn't called …{_ENDING}, by which other programs know it; call it so")
    much = store.how_much_gathered()
    if much.last is None:
        raise NotThere(f"{store.path}: no page of the web was fetched into it; fetch some first: reportedly fetch")
    archived = Archived()
    exchanges = _exchanges(store, kept, archived, heard)
    parts = archive_parts(exchanges, software=f"reportedly {version('reportedly')}", made=_stamp(much.last))
    archived.size = whole_file(out, parts)
    written = archived.pages + archived.again + archived.withdrawn
    archived.answers = much.answers - written - archived.missing
    return archived


def _exchanges(store: Store, kept: KeptPages, archived: Archived, heard: Callable[[str], None]) -> Iterator[Exchange]:
    """What stands in the file. What a missing page was said to be the same as isn't there either, and told once."""
    missing: set[str] = set()
    for one in store.gathered():
        if one.withdrawn:
            archived.withdrawn += 1
            yield _exchange(one, b"")
            continue
        sha256 = one.first.sha256 if one.first else one.fetch.sha256 or ""
        body = b""
        try:
            if one.first is None and sha256 not in missing:
                body = kept.read(sha256)
        except StoreError as error:
            missing.add(sha256)
            heard(f"{one.fetch.address}: not in the archive; {error}")
        if sha256 in missing:
            archived.missing += 1
            continue
        archived.pages += one.first is None
        archived.again += one.first is not None
        yield _exchange(one, body)


def _exchange(one: Gathered, body: bytes) -> Exchange:
    told = {
        archiving.REPORT: one.report_id, archiving.ASKED: one.asks, archiving.OUTLET: one.outlet,
        archiving.LANGUAGE: one.language, archiving.PUBLISHED: one.published,
    }  # fmt: skip
    if one.copied:
        told = {archiving.COPY: one.copied}
    first, fetch = one.first, one.fetch
    # What was taken away may lead to the front page, which is another's
    address = fetch.asked if one.withdrawn else fetch.address or fetch.asked
    earlier = Earlier(address=first.address, retrieved=_stamp(first.at), sha256=first.sha256) if first else None
    return Exchange(
        url=fetch.asked, address=address, body=body, status=fetch.status, retrieved=_stamp(fetch.at),
        headers=tuple(map(_as_it_came, fetch.headers)), decoded=True, earlier=earlier, withdrawn=one.withdrawn,
        about=tuple((name, value) for name, value in told.items() if value),
    )  # fmt: skip


def _as_it_came(header: tuple[str, str]) -> tuple[str, str]:
    """Headers are kept as Latin-1, a byte a letter; `archive_parts` takes what is no UTF-8 escaped."""
    name, value = (words.encode("latin-1", "replace").decode("utf-8", "surrogateescape") for words in header)
    return name, value


def _stamp(at: datetime.datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
