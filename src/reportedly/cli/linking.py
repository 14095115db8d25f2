"""The command `link`, and how a run of linking is told of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.showing import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Reading
    from reportedly.running.linking import Tally

_SHOWN_REMARKS = 10


@app.command()
def link(
    readings: Annotated[
        list[str] | None,
        typer.Argument(metavar="READINGS", help="Files that `reportedly read` wrote; - is standard input."),
    ] = None,
    store: Annotated[
        Path | None, typer.Option("--store", metavar="FILE", help="Links what a store holds, in place of files.")
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Of a store: links all of it, not only what is new.")] = False,
) -> None:
    """Links what is told of one incident, across pages, outlets and languages; prints one JSON object each.

    READINGS are JSON Lines, in gzip too; with none and no store, standard input. The order of pages doesn't matter.
    A line that can't be used is told, and the exit status is then 1. With --store what was added or judged since the
    last run is linked and kept, in one transaction.
    """
    if store is not None and readings:
        raise typer.BadParameter("give files with readings, or --store, not both")
    if anew and store is None:
        raise typer.BadParameter("--anew is of a store; name it with --store")
    failed = False
    with guarded():
        failed = _link_files(readings or []) if store is None else _link_store(store, anew=anew)
    raise typer.Exit(FAILED if failed else DONE)


def tell(tally: Tally) -> None:
    """What a run of linking has to say of single pages, on standard error."""
    for remark in tally.remarks[:_SHOWN_REMARKS]:
        say(remark)
    if len(tally.remarks) > _SHOWN_REMARKS:
        say(f"and {len(tally.remarks) - _SHOWN_REMARKS} more such pages")


def _link_files(paths: list[str]) -> bool:
    """Whether any line couldn't be used."""
    import datetime

    from reportedly.cli.progress import counted
    from reportedly.model import Failure, tellings_of
    from reportedly.running.linking import link_readings
    from reportedly.running.readings import readings_of
    from reportedly.running.soundness import told_of

    failed = False
    today = datetime.datetime.now(datetime.UTC).date()

    def usable() -> Iterator[Reading]:
        nonlocal failed
        for found in counted(readings_of(paths, say)):
            if isinstance(found, Failure):
                failed = True
                say(found.message)
                continue
            for remark in dict.fromkeys(r for telling in tellings_of(found) for r in told_of(telling, today)):
                say(remark)
            yield found

    for incident in link_readings(usable()):
        write_json(incident)
    return failed


def _link_store(path: Path, *, anew: bool) -> bool:
    from reportedly.running.linking import link_store
    from reportedly.storing import open_store

    with open_store(path, create=False) as opened:
        with opened.run("link"):
            tally = link_store(opened, anew=anew)
        tell(tally)
        say(str(tally))
        for incident in opened.incidents():
            write_json(incident)
    sys.stdout.buffer.flush()
    return False
