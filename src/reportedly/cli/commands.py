"""The commands. Rooms are imported inside them, so that `--help` answers at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.options import (
    AsJson,
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

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.model import SecondReader
    from reportedly.storing import StoredIncident

_SHOWN_FAILURES = 10

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"reportedly {version('reportedly')}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Shows the version and exits.")
    ] = False,
) -> None:
    """What happened, according to whom: reads news pages and keeps who says what of each violent incident."""


@app.command()
def read(
    paths: Paths = None,
    published: Published = None,
    language: Language = None,
    url: Url = None,
    outlet: Outlet = None,
    jobs: Jobs = 1,
    reader: Reader = ReaderKind.grammar,
    reader_url: ReaderUrl = None,
    reader_model: ReaderModel = None,
    reader_seconds: ReaderSeconds = 120,
) -> None:
    """Reads pages; prints one JSON object each.

    In the order of the input. Pages are plain text, HTML, JSON Lines or CSV of articles, any of these in
    gzip. With no PATH, standard input. A page that can't be read gives an object with "error"; the exit
    status is then 1. With --reader the pages go to a reader of yours (docs/how-to/second-reader.md); where it
    gives no answer the grammar reads the page, and the exit status is 1 too.
    """
    from reportedly.cli.progress import counted
    from reportedly.model import Failure, to_json
    from reportedly.running.pipeline import read_paths
    from reportedly.running.settings import Settings

    failed = False
    second = _Second()
    with guarded():
        settings = Settings.of(
            published=published, language=language, url=url, outlet=outlet, jobs=jobs, reader=reader.value,
            reader_url=reader_url, reader_model=reader_model, reader_seconds=reader_seconds,
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
    jobs: Jobs = 1,
    reader: Reader = ReaderKind.grammar,
    reader_url: ReaderUrl = None,
    reader_model: ReaderModel = None,
    reader_seconds: ReaderSeconds = 120,
) -> None:
    """Reads pages into a store.

    The store is made where it's missing. What it has already isn't read again: a run that was stopped
    goes on where it was. A page that changed is kept as another revision.
    """
    from reportedly.cli.progress import counted
    from reportedly.running.adding import Tally, add_paths
    from reportedly.running.settings import Settings
    from reportedly.storing import open_store

    tally, second = Tally(), _Second()
    with guarded():
        settings = Settings.of(
            published=published, language=language, url=url, outlet=outlet, jobs=jobs, reader=reader.value,
            reader_url=reader_url, reader_model=reader_model, reader_seconds=reader_seconds,
        )  # fmt: skip
        with open_store(store) as opened:
            for failure in counted(add_paths(paths, opened, settings, tally, second.heard)):
                if failure is not None:
                    say(failure.message)
            incidents = opened.counts()["incidents"]
        hold = f"{incidents} incident{'' if incidents == 1 else 's'}"
        second.close()
        typer.echo(f"{tally} {store} holds {hold}; see them with: reportedly list --store {store}")
    raise typer.Exit(FAILED if tally.failed or second.failed else DONE)


@app.command("list")
def list_(store: StoreFile, json: AsJson = False) -> None:
    """Lists the incidents of a store.

    Those that a page is about come before those told as background.
    """
    from reportedly.storing import open_store

    with guarded(), open_store(store, create=False) as opened:
        if json:
            for stored in opened.incidents():
                _write_json(stored)
            return
        from reportedly.sharing.layout import safe
        from reportedly.sharing.terminal import show_listing

        rows = ((stored.id, stored.incident, stored.report) for stored in opened.incidents())
        show_listing(_console(), rows, _country_name)
        counts = opened.counts()
        if not counts["incidents"]:
            typer.echo(f"No incidents: nothing was found in the {counts['reports']} pages that were read.")
        failures = opened.failures()
        for failure in failures[:_SHOWN_FAILURES]:
            typer.echo(f"not read: {safe(failure.message)}")
        if len(failures) > _SHOWN_FAILURES:
            typer.echo(f"not read: {len(failures) - _SHOWN_FAILURES} more; they are in the store's table `failures`")


@app.command()
def show(
    store: StoreFile,
    incident: Annotated[str | None, typer.Argument(metavar="ID", help="The incident's id or its beginning.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every incident of the store.")] = False,
    json: AsJson = False,
) -> None:
    """Shows an incident with its accounts.

    Every figure stands beside the words of the page that state it.
    """
    from reportedly.storing import open_store

    if (incident is None) != everything:
        raise typer.BadParameter("name one incident (reportedly list shows their ids), or give --all")
    with guarded(), open_store(store, create=False) as opened:
        for stored in [opened.incident(incident)] if incident is not None else opened.incidents():
            if json:
                _write_json(stored)
                continue
            from reportedly.sharing.terminal import show_incident

            show_incident(_console(), stored.id, stored.incident, stored.report, stored.accounts, _country_name)


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

            show_places(_console(), found)
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


def _write_json(stored: StoredIncident) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(stored) + b"\n")


def _console() -> Console:
    from rich.console import Console

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # `guarded` knows what to do; rich would end the program itself

    return _Console(highlight=False, markup=False, emoji=False)


def _country_name(code: str) -> str:
    from reportedly.model.errors import WorldError
    from reportedly.world.places import country_name

    try:
        return country_name(code, "en")
    except WorldError:  # a store can be looked at without a gazetteer
        return code
