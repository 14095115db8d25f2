"""The commands on sources: how those stand that a store follows, and lists of feeds made into sources."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.options import AsJson

sources = typer.Typer(rich_markup_mode=None)
app.add_typer(sources, name="sources")


@sources.callback(invoke_without_command=True)
def standing(
    context: typer.Context,
    store: Annotated[Path | None, typer.Option("--store", metavar="FILE", help="The store, one file.")] = None,
    json: AsJson = False,
) -> None:
    """Shows the sources that a store follows, and which of them are silent or broken.

    The exit status is 1 where one is. Without a store, import makes sources of a list of feeds.
    """
    if context.invoked_subcommand is not None:
        return
    if store is None:
        context.fail("Missing option '--store'.")
    with guarded():
        wrong = _shown(store, json=json)
    raise typer.Exit(FAILED if wrong else DONE)


@sources.command(name="import")
def from_opml(
    opml: Annotated[Path, typer.Argument(metavar="FILE.opml", help="The list of feeds, as a feed reader exports it.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.yml", help="The file to write; it isn't there yet.")
    ] = None,
) -> None:
    """Makes sources of a list of feeds (OPML): a SOURCES.yml, on standard output or in a file.

    A feed that can't be followed is told and left out; the exit status is then 1. What OPML doesn't say (country, time
    zone, how much is usual) is for you to add: see docs/reference/sources.md.
    """
    from reportedly.gathering.web import as_yaml, import_opml
    from reportedly.running.writing import new_file

    with guarded():
        found = import_opml(opml)
        text = as_yaml(found.sources)
        if out is None:
            typer.echo(text, nl=False)
        else:
            new_file(out, [text.encode()])
            typer.echo(f"{out}: {len(found.sources):,} source{'' if len(found.sources) == 1 else 's'}.")
        for remark in found.left_out:
            say(remark)
    raise typer.Exit(FAILED if found.left_out else DONE)


def _shown(store: Path, *, json: bool) -> bool:
    """Shows every source; whether anything is wrong with one."""
    import msgspec

    from reportedly.running.watching import standing as told
    from reportedly.sharing.layout import safe
    from reportedly.storing import open_store

    wrong = False
    with open_store(store, create=False) as opened:
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
        for state, problem in told(opened, now):
            wrong = wrong or problem is not None
            if json:
                row = msgspec.structs.asdict(state) | {"problem": problem}
                del row["told"]
                typer.echo(msgspec.json.encode(row).decode())
                continue
            newest = f"newest page {state.newest:%Y-%m-%d %H:%M}" if state.newest else "no page yet"
            waiting = f", {state.waiting} waiting" if state.waiting else ""
            typer.echo(safe(f"{state.name}: {newest}{waiting}" if problem is None else problem))
    return wrong
