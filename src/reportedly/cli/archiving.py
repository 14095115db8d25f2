"""The command `archive`: what was fetched as WARC."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.options import StoreFile


@app.command()
def archive(
    store: StoreFile,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write: NAME.warc.gz.")],
) -> None:
    """Writes the pages that were fetched into a store as WARC, each as it came.

    Every version of a page is in it, with its headers, address and time; so is when a page was seen to be the same,
    and that it was withdrawn. Other answers without a page aren't. The same store gives the same bytes. A page whose
    bytes are gone or damaged is told, and the rest is written; the exit status is then 1. See
    docs/how-to/from-my-feeds.md.
    """
    from reportedly.running.archiving import archive as written
    from reportedly.storing import KeptPages, folder_of, open_store

    with guarded():
        with open_store(store, create=False) as opened:
            done = written(opened, KeptPages(folder_of(store)), out, say)
        pages = "page as it came" if done.pages == 1 else "pages as they came"
        typer.echo(f"{out}: {done.pages:,} {pages}, {done.again:,} times seen to be the same; {done.size:,} bytes.")
        if done.answers:
            typer.echo(f"Answers without a page, as 404, left out: {done.answers:,}.")
        if done.withdrawn:
            typer.echo(f"Withdrawn by their outlets, which is told in it: {done.withdrawn:,}.")
    raise typer.Exit(FAILED if done.missing else DONE)
