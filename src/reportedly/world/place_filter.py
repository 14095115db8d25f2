"""Whether a name may be listed at all, without asking the file: most that pages ask for aren't.

A row of bits, of which every listed name sets the two that its checksum points at. Where one of the two isn't set, the
name isn't listed for sure; of names that aren't listed one in eighty finds both set by others. The building block
writes the row beside the names, the look-up reads it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

_BITS_A_KEY = 16


class NameFilter:
    """The row of bits; one that is empty lets every name through."""

    def __init__(self, bits: bytes = b"") -> None:
        self._bits = bits or b"\xff"
        self._mask = 8 * len(self._bits) - 1

    def may_list(self, folded: str) -> bool:
        """Whether a name of this folded form may be listed."""
        bits, sum_ = self._bits, zlib.crc32(folded.encode())
        one, other = sum_ & self._mask, sum_ >> 8 & self._mask
        return bool(bits[one >> 3] >> (one & 7) & bits[other >> 3] >> (other & 7) & 1)

    def may_begin(self, word: str) -> bool:
        """Whether a name of which this folded word is the first may be listed."""
        return self.may_list(f"{word} ")


def filter_bits(names: Iterable[str]) -> bytes:
    """The row of these folded names and their first words, sixteen bits or more for each."""
    keys = {key for name in names for key in (name, name.partition(" ")[0] + " ")}
    mask = (1 << max(_BITS_A_KEY * len(keys) - 1, 8).bit_length()) - 1
    bits = bytearray((mask + 1) // 8)
    for key in keys:
        sum_ = zlib.crc32(key.encode())
        for at in (sum_ & mask, sum_ >> 8 & mask):
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)
