"""The command line: parse, call, show. No logic."""

from __future__ import annotations

import sys


def main() -> None:
    """The program `reportedly`. Exit status 0: done, 1: something failed, 2: misused, 130: stopped by hand."""
    try:
        from reportedly.cli.commands import app  # here, so that Ctrl-C while it loads is heard too

        app()
    except KeyboardInterrupt:
        sys.exit(130)
