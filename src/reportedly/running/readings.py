"""Readings out of files, as `reportedly read` writes them: JSON Lines, in gzip too."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from reportedly.gathering.inflating import opened
from reportedly.gathering.sources import STANDARD_INPUT, shown
from reportedly.model import Failure, Reading, to_json
from reportedly.model.errors import InputError, QuoteNotInText, TooLarge, UnreadableInput

MOST_BYTES = 200_000_000
"""Of one line: a page has at most 50 MB, and what is read from it is seldom as long as the page."""

Heard = Callable[[str], None]


class _Refused(msgspec.Struct, frozen=True):
    """A line for a page that couldn't be read."""

    error: dict[str, str]


def readings_of(paths: Sequence[str], heard: Heard) -> Iterator[Reading | Failure]:
    """Every reading in these files; "-" or nothing is standard input. What can't be used is a `Failure`.

    A page that is there before, word for word, is left out; `heard` is told of it, of one that is there in two
    states, and of pages that couldn't be read in the first place.
    """
    seen: dict[str, bytes] = {}
    unread = 0
    for path in paths or ["-"]:
        for found in _of_file(path):
            if isinstance(found, _Refused):
                unread += 1
            elif isinstance(found, Failure) or _is_new(found, seen, heard):
                yield found
    if unread:
        heard(f"{unread} pages in it couldn't be read when it was made; they are left out")


def _is_new(reading: Reading, seen: dict[str, bytes], heard: Heard) -> bool:
    name, digest = reading.report.id, hashlib.sha256(to_json(reading)).digest()
    if name not in seen:
        seen[name] = digest
        return True
    if seen[name] == digest:
        heard(f"{name}: there twice; used once")
        return False
    heard(f"{name}: there in two states; the one retrieved last is used")
    return True


def _of_file(path: str) -> Iterator[Reading | Failure | _Refused]:
    name = STANDARD_INPUT if path == "-" else shown(path)
    try:
        with _open(path) as file, contextlib.closing(opened(file, name)) as stream:
            number = 0
            while line := stream.readline(MOST_BYTES + 1):
                number += 1
                if len(line) > MOST_BYTES:
                    raise TooLarge(f"{name}: line {number}: longer than {MOST_BYTES // 1_000_000} MB; leave it out")
                if line.strip():
                    yield _read(line, f"{name}: line {number}")
    except InputError as error:
        yield Failure.of(name, error)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        yield Failure.of(name, UnreadableInput(f"{name}: can't be read ({why}); check the path"))


def _open(path: str) -> contextlib.AbstractContextManager[BinaryIO]:
    if path != "-":
        return Path(path).open("rb")
    if sys.stdin is None:
        raise UnreadableInput(f"{STANDARD_INPUT}: it's closed; name files, or send it something")
    return contextlib.nullcontext(sys.stdin.buffer)


def _read(line: bytes, name: str) -> Reading | Failure | _Refused:
    """The line's reading; newer fields may be missing, and fields that we don't know are left aside."""
    try:
        return _sound(msgspec.json.decode(line, type=Reading), name)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, QuoteNotInText, InputError) as error:
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return msgspec.json.decode(line, type=_Refused)
        why = " ".join(str(error).removeprefix(f"{name}: ").split())
        remedy = "read its page again with this version"
        return Failure.of(name, UnreadableInput(f"{name}: no reading that can be used: {why} ({remedy})"))


def _sound(reading: Reading, name: str) -> Reading:
    """Raises `InputError` where its parts don't fit together."""
    accounts = {account.id for account in reading.accounts}
    incidents = {incident.id for incident in reading.incidents}
    if len(accounts) < len(reading.accounts) or len(incidents) < len(reading.incidents):
        raise UnreadableInput(f"{name}: two of its accounts or incidents share an id")
    for incident in reading.incidents:
        if not incident.accounts or not accounts.issuperset(incident.accounts):
            raise UnreadableInput(f"{name}: incident {incident.id} has no accounts, or some that aren't there")
    for account in reading.accounts:
        parts = [victim.part_of for victim in account.victims if victim.part_of is not None]
        if any(not 0 <= part < len(account.victims) for part in parts):
            raise UnreadableInput(f"{name}: a victim of account {account.id} is part of one that isn't there")
    return reading
