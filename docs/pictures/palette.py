"""PNG files with a palette of 256 colours: a third of what the browser writes, and nothing is seen of it on a page."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

MOST = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COARSE = 4  # colours nearer than this to each other, of 256 steps in each part, count as one where there are too many


def png(pixels: bytes, width: int, height: int) -> bytes:
    """The picture of these pixels (RGBA, row by row, none of them transparent) as a PNG."""
    parts = np.frombuffer(pixels, np.uint8).reshape(-1, 4).astype(np.uint32)
    palette, indices = _palette(parts[:, 0] << 16 | parts[:, 1] << 8 | parts[:, 2])
    rows = np.zeros((height, width + 1), np.uint8)  # the first byte of a row names its filter: none
    rows[:, 1:] = indices.reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    data = zlib.compress(rows.tobytes(), 9)
    chunks = ((b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _palette(colours: NDArray[np.integer]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The colours that are kept, red, green and blue, and which of them comes nearest to each pixel."""
    distinct, which, counts = np.unique(colours, return_inverse=True, return_counts=True)
    parts = np.stack([distinct >> 16, distinct >> 8 & 255, distinct & 255], axis=1).astype(np.int32)
    kept = parts[_kept(parts, counts)]
    nearest = np.empty(len(parts), np.uint8)
    for at in range(0, len(parts), 1000):
        distance = ((parts[at : at + 1000, None] - kept[None]) ** 2).sum(axis=2)
        nearest[at : at + 1000] = distance.argmin(axis=1)
    return kept.astype(np.uint8), nearest[which.ravel()]


def _kept(parts: NDArray[np.int32], counts: NDArray[np.intp]) -> list[int]:
    """Which colours the palette has: the most frequent, of those that are nearly alike one."""
    near: set[tuple[int, ...]] = set()
    kept: list[int] = []
    for at in np.argsort(-counts, kind="stable"):
        cell = tuple(parts[at] // _COARSE) if len(parts) > MOST else (int(at),)
        if cell not in near:
            near.add(cell)
            kept.append(int(at))
        if len(kept) == MOST:
            break
    return kept


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
