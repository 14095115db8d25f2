"""The built scripts, styles and fonts: their names, by the manifest that building them writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from reportedly.model.errors import ReportedlyError

STATIC = Path(__file__).parent / "static"


class AssetsError(ReportedlyError):
    """The scripts and styles of the desk aren't built."""

    code = "assets"


@cache
def manifest() -> dict[str, str]:
    """The built files' names by their plain ones ("desk.js"); raises `AssetsError` where they aren't built."""
    try:
        return msgspec.json.decode((STATIC / "manifest.json").read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError) as error:
        raise AssetsError(f"{STATIC}: the desk's scripts and styles aren't built (run: make assets)") from error


def world() -> bytes | None:
    """The outlines of the world's provinces and countries, as TopoJSON; None where they aren't built."""
    found = sorted(STATIC.glob("places.world-*.json"))
    return found[0].read_bytes() if found else None
