"""What ends a command: each way is one line on standard error and an exit status."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import typer

from reportedly.model.errors import ReportedlyError

DONE, FAILED, MISUSED, STOPPED, PIPE_CLOSED = 0, 1, 2, 130, 141
"""130 and 141 are what a shell reports of a program ended by SIGINT and SIGPIPE."""


def say(message: str) -> None:
    """One line to the person, on standard error, with nothing in it that a terminal obeys."""
    line = "".join(char if char.isprintable() else " " for char in f"reportedly: {message}")
    with suppress(OSError):
        print(line, file=sys.stderr)  # noqa: T201 - this is the door


@contextmanager
def guarded() -> Iterator[None]:
    """Turns the errors of a command into its exit status."""
    try:
        yield
        sys.stdout.flush()
    except ReportedlyError as error:
        say(str(error))
        raise typer.Exit(MISUSED if error.code == "settings" else FAILED) from error
    except OSError as error:
        raise typer.Exit(output_lost(error)) from error
    except KeyboardInterrupt as error:
        say("stopped; what was written or stored until now is whole")
        raise typer.Exit(STOPPED) from error


def output_lost(error: OSError) -> int:
    """The exit status where standard output can't be written, said if need be; raises every other error again."""
    if isinstance(error, BrokenPipeError):  # whoever read our output has seen enough
        _abandon_output()
        return PIPE_CLOSED
    if error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG):
        raise error
    _abandon_output()
    say(f"standard output: can't be written, {os.strerror(error.errno).lower()} (make room and run it again)")
    return FAILED


def _abandon_output() -> None:
    """Lets what is still buffered go nowhere, so that Python's own flush at the end doesn't fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
