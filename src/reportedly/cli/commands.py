"""The commands. Rooms are imported inside them, so that `--help` answers at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import archiving, desk, fetching, judging, linking, looking, people, plotting, sharing, sources
from reportedly.cli.app import app
from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.options import (
    AsJson,
    Columns,
    Jobs,
    Language,
    Outlet,
    Paths,
    Published,
    Reader,
    ReaderKind,
    ReaderModel,
    ReaderSeconds,
    ReaderUrl,
    SomePaths,
    StoreFile,
    Url,
)
from reportedly.cli.showing import console

if TYPE_CHECKING:
    from reportedly.model import SecondReader
    from reportedly.model.search import RunStage

__all__ = [
    "app",
    "archiving",
    "desk",
    "fetching",
    "judging",
    "linking",
    "looking",
    "people",
    "plotting",
    "sharing",
    "sources",
]  # the others register their commands as they're imported


@app.command()
def read(
    paths: Paths = None,
    published: Published = None,
    language: Language = None,
    url: Url = None,
    outlet: Outlet = None,
    columns: Columns = None,
    jobs: Jobs = 1,
    reader: Reader = ReaderKind.grammar,
    reader_url: ReaderUrl = None,
    reader_model: ReaderModel = None,
    reader_seconds: ReaderSeconds = 120,
) -> None:
    """Reads pages; prints one JSON object each.

    In the order of the input. Pages are plain text, HTML, JSON Lines or CSV of articles, WARC, any of these in
    gzip, Parquet or WACZ. With no PATH, standard input. A page that can't be read gives an object with "error";
    the exit status is then 1. With --columns tables are read whose columns have other names than ours
    (docs/how-to/tables-and-archives.md). With --reader the pages go to a reader of yours
    (docs/how-to/second-reader.md); where it gives no answer the grammar reads the page, and the exit status is 1 too.
    """
    from reportedly.cli.progress import counted
    from reportedly.model import Failure, to_json
    from reportedly.running.pipeline import read_paths
    from reportedly.running.settings import Settings

    failed = False
    second = _Second()
    with guarded():
        settings = Settings.of(
            published=published, language=language, url=url, outlet=outlet, columns=columns, jobs=jobs,
            reader=reader.value, reader_url=reader_url, reader_model=reader_model, reader_seconds=reader_seconds,
        )  # fmt: skip
        for outcome in counted(read_paths(paths or [], settings, second.heard), quiet=sys.stdout.isatty()):
            if isinstance(outcome, Failure):
                failed = True
                say(outcome.message)
            sys.stdout.buffer.write(to_json(outcome) + b"\n")
            sys.stdout.buffer.flush()
        second.close()
    raise typer.Exit(FAILED if failed or second.failed else DONE)


@app.command()
def add(
    paths: SomePaths,
    store: StoreFile,
    published: Published = None,
    language: Language = None,
    url: Url = None,
    outlet: Outlet = None,
    columns: Columns = None,
    jobs: Jobs = 1,
    reader: Reader = ReaderKind.grammar,
    reader_url: ReaderUrl = None,
    reader_model: ReaderModel = None,
    reader_seconds: ReaderSeconds = 120,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Whether to link the pages at the end.")] = True,
) -> None:
    """Reads pages into a store and links them.

    The store is made where it's missing. What it has already isn't read again: a run that was stopped
    goes on where it was. A page that changed is kept as another revision.
    """
    from reportedly.cli.progress import counted
    from reportedly.running.adding import Tally, add_paths
    from reportedly.running.linking import link_store
    from reportedly.running.settings import Settings
    from reportedly.storing import open_store

    tally, second = Tally(), _Second()
    with guarded():
        settings = Settings.of(
            published=published, language=language, url=url, outlet=outlet, columns=columns, jobs=jobs,
            reader=reader.value, reader_url=reader_url, reader_model=reader_model, reader_seconds=reader_seconds,
        )  # fmt: skip
        with open_store(store) as opened, opened.run("add", paths) as run:
            for failure in counted(add_paths(paths, opened, settings, tally, second.heard, run)):
                if failure is not None:
                    say(failure.message)
            stage: RunStage = "linking" if link else "reading"
            run.enter(stage, added=tally.added, known=tally.known, failed=tally.failed)
            if link:
                linking.tell(link_store(opened))
            incidents = opened.counts()["incidents"]
        hold = f"{incidents} incident{'' if incidents == 1 else 's'}"
        second.close()
        typer.echo(f"{tally} {store} holds {hold}; see them with: reportedly list --store {store}")
    raise typer.Exit(FAILED if tally.failed or second.failed else DONE)


@app.command()
def explain(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="One file; - is standard input.")],
    published: Published = None,
    language: Language = None,
) -> None:
    """Shows how a page is read, rule by rule."""
    from reportedly.running.pipeline import explain_page
    from reportedly.running.settings import Settings
    from reportedly.sharing.layout import safe

    with guarded():
        for line in explain_page(page, Settings.of(published=published, language=language)):
            typer.echo(safe(line))


@app.command()
def places(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place as a page may name it.")], json: AsJson = False
) -> None:
    """Shows which places a name may mean.

    The exit status is 1 where there are none.
    """
    from reportedly.world.places import describe_candidates

    with guarded():
        found = describe_candidates(name)
        if json:
            import msgspec

            for row in found:
                sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        else:
            from reportedly.sharing.terminal import show_places

            show_places(console(), found)
        if not found:
            say(f"{name}: no place of this name is known (try another spelling)")
    raise typer.Exit(DONE if found else FAILED)


class _Second:
    """Tells the person what became of the pages with a reader of theirs; says nothing where there is none."""

    def __init__(self) -> None:
        from reportedly.running.tally import SecondTally

        self._tally = SecondTally()

    @property
    def failed(self) -> bool:
        return self._tally.failed > 0

    def heard(self, page: str, second: SecondReader) -> None:
        for message in self._tally.take(page, second):
            say(message)

    def close(self) -> None:
        if self._tally.reader:
            say(str(self._tally))
