"""What the commands that show things share: the console, names of countries, JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def console() -> Console:
    """A console that takes nothing of a page for markup and leaves a closed pipe to `guarded`."""
    from rich.console import Console

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # `guarded` knows what to do; rich would end the program itself

    return _Console(highlight=False, markup=False, emoji=False)


def country_name(code: str) -> str:
    """The country's name in English; the code where there's no gazetteer."""
    from reportedly.model.errors import WorldError
    from reportedly.world.places import country_name

    try:
        return country_name(code, "en")
    except WorldError:  # a store can be looked at without a gazetteer
        return code


def write_json(value: Any) -> None:
    """One line of JSON to standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
