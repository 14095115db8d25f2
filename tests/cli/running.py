"""The command line in the test's own process."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from reportedly.cli.commands import app


def run(*arguments: object) -> Result:
    """What the command does, whose name and options these are."""
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})
