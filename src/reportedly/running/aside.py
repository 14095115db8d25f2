"""Dossiers laid aside in a file, for what goes over them more than once: they needn't all be in memory."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.clearing import Reason, Withheld, untitled
from reportedly.sharing.given import File

_AT_HAND = 64  # dossiers that are kept as they were read last
_STEP = 16  # dossiers after which the next one's turn comes


class Aside:
    """Dossiers in `file`, in the order in which they were laid there; those that stay behind are put down.

    Of pages that also tell of something sensitive that stays behind, headlines and addresses aren't given away.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.behind: dict[str, tuple[Reason, ...]] = {}
        self._untitled: set[str] = set()
        self._file = file
        self._starts = array("Q", [0])
        self._at_hand: OrderedDict[int, Dossier] = OrderedDict()
        self._decode = msgspec.msgpack.Decoder(Dossier).decode

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Dossier]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Dossier:
        found = self._at_hand.get(number)
        if found is None:
            start, end = self._starts[number : number + 2]
            self._file.seek(start)
            found = untitled(self._decode(self._file.read(end - start)), self._untitled)
            self._at_hand[number] = found
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        return found

    def laying(self, cleared: Iterable[Dossier | Withheld]) -> Iterator[Dossier]:
        """The dossiers that may go out, each laid aside as it passes."""
        for found in cleared:
            if isinstance(found, Withheld):
                self.behind[found.incident] = found.reasons
                if "sensitive" in found.reasons:
                    self._untitled.update(found.reports)
            else:
                self._starts.append(self._starts[-1] + self._file.write(msgspec.msgpack.encode(found)))
                yield found


Over = Callable[[Iterable[Dossier]], Iterator[File]]
"""Makes files of dossiers, over which it goes once."""


def side_by_side(dossiers: Aside, makers: Iterable[Over]) -> Iterator[File]:
    """What they all make, a part at a time: each goes on until it's as far as the others, so that a dossier is read
    once for all of them. A file comes as often as it has parts."""
    going = [_Going(dossiers, make) for make in makers]
    for end in range(_STEP, len(dossiers) + 2 * _STEP, _STEP):
        for one in going:
            yield from one.until(end)


class _Going:
    """One that makes files, with how far it is."""

    def __init__(self, dossiers: Aside, make: Over) -> None:
        self._at = 0
        self._parts = self._each(make(self._counted(dossiers)))

    def until(self, end: int) -> Iterator[File]:
        """What it makes until it has asked for so many dossiers; to its end where there are fewer."""
        for part in self._parts:
            yield part
            if self._at >= end:
                return

    def _counted(self, dossiers: Aside) -> Iterator[Dossier]:
        for number in range(len(dossiers)):
            self._at = number + 1
            yield dossiers[number]

    @staticmethod
    def _each(files: Iterator[File]) -> Iterator[File]:
        for name, parts in files:
            yield File(name, ())
            for part in parts:
                yield File(name, (part,))
