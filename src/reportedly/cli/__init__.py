"""The command line: parse, call, show. No logic."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """The program `reportedly`. Exit status 0: done, 1: something failed, 2: misused, 130: stopped by hand."""
    try:
        from reportedly.cli.commands import app  # here, so that Ctrl-C while it loads is heard too
        from reportedly.cli.guard import FAILED, output_lost, say

        if sys.stderr is None:  # closed by who started us; what we'd say must not go among the results
            sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - it lasts as long as the program
        if sys.stdout is None:
            say("standard output: closed, so there's nowhere to write to (send it to a file or to /dev/null)")
            sys.exit(FAILED)
        try:
            app()
        except OSError as error:
            sys.exit(output_lost(error))
    except KeyboardInterrupt:
        sys.exit(130)
