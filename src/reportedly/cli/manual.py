"""The page of commands, from their own `--help`: `make docs` writes it, a test holds it to the program."""

from __future__ import annotations

from collections.abc import Iterator

from typer.main import get_command
from typer.testing import CliRunner

from reportedly.cli.commands import app

_HEAD = """\
# Commands

Written by `make docs` from the program's own `--help`; change the help, not this page.

The exit status is 0 where all was done, 1 where something failed (a page that can't be read too), 2 where
the command was misused, 130 after Ctrl-C. Standard output has the results; messages, one a line, and the
progress go to standard error.
"""


def manual() -> str:
    """`docs/commands.md`."""
    return "\n".join([_HEAD, *map(_section, _commands(get_command(app), []))])


def _commands(command: object, path: list[str]) -> Iterator[list[str]]:
    """The command's path, and those of the commands in it."""
    yield path
    inside: dict[str, object] = getattr(command, "commands", {})  # typer's own kind of command has no type
    for name in sorted(inside):
        yield from _commands(inside[name], [*path, name])


def _section(arguments: list[str]) -> str:
    result = CliRunner().invoke(app, [*arguments, "--help"], prog_name="reportedly", terminal_width=80)
    lines = "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())
    return f"## `{' '.join(['reportedly', *arguments])}`\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    print(manual(), end="")  # noqa: T201 - that's what it is for
