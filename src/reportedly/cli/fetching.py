"""The commands `fetch` and `watch`: pages of the web into a store."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import linking
from reportedly.cli.app import app
from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.options import Jobs, Language, Outlet, Published, StoreFile
from reportedly.model.errors import StoreError

if TYPE_CHECKING:
    from reportedly.running.fetching import Fetching
    from reportedly.running.watching import Followed

Contact = Annotated[
    str,
    typer.Option(
        envvar="REPORTEDLY_CONTACT",
        metavar="MAIL_OR_URL",
        help="How outlets reach you: an e-mail address or a page. It's sent with every request.",
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="A host that may be inside your network, as intranet.example."),
]
Link = Annotated[bool, typer.Option("--link/--no-link", help="Whether to link the pages at the end.")]


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Addresses of pages.")],
    store: StoreFile,
    contact: Contact,
    allow_host: AllowHost = None,
    published: Published = None,
    language: Language = None,
    outlet: Outlet = None,
    jobs: Jobs = 1,
    link: Link = True,
) -> None:
    """Fetches pages of the web into a store and links them.

    What robots.txt forbids isn't fetched. The pages are kept as they came in a folder beside the store, FILE.pages. A
    page that is known is asked for its changes: what changed is another revision, what was taken away is withdrawn. A
    run that was stopped goes on where it was. See docs/how-to/from-my-feeds.md.
    """
    from reportedly.cli.progress import counted
    from reportedly.gathering.web import Fetcher, Politeness
    from reportedly.running.fetching import Fetching, Wanted
    from reportedly.running.linking import link_store
    from reportedly.running.settings import Settings
    from reportedly.storing import KeptPages, folder_of, open_store

    with guarded(), _ended_by_sigterm():
        settings = Settings.of(published=published, language=language, outlet=outlet, jobs=jobs)
        politeness = Politeness(contact=contact, allowed=frozenset(allow_host or ()))
        kept = KeptPages(folder_of(store))
        with (
            open_store(store) as opened, kept.alone(), Fetcher(politeness) as fetcher, opened.run("fetch", urls) as run
        ):  # fmt: skip
            fetching = Fetching(opened, kept, fetcher, settings, run=run)
            for problem in counted(fetching.fetch(Wanted(url=url) for url in urls)):
                if problem is not None:
                    say(problem)
            run.enter("linking" if link else "reading", **fetching.tally.told)
            if link:
                linking.tell(link_store(opened))
        typer.echo(str(fetching.tally))
    raise typer.Exit(FAILED if fetching.tally.failed else DONE)


@app.command()
def watch(
    sources: Annotated[Path, typer.Argument(metavar="SOURCES.yml", help="Your sources: a file, or a folder of such.")],
    store: StoreFile,
    contact: Contact,
    once: Annotated[bool, typer.Option("--once", help="Does what is due and ends, as for cron.")] = False,
    every: Annotated[float, typer.Option(min=1, metavar="MINUTES", help="How long to rest between two passes.")] = 30,
    allow_host: AllowHost = None,
    jobs: Jobs = 1,
    link: Link = True,
) -> None:
    """Follows sources: fetches what their feeds, sitemaps and lists name into a store, and links it.

    Recent pages are asked for again, at growing intervals, so that corrections and withdrawals are seen. It goes on
    until Ctrl-C or SIGTERM; a run that was stopped, or killed, goes on where it was. What you change in SOURCES.yml
    holds from the next pass on. A source that is silent or broken is told once; `reportedly sources` shows how all of
    them stand. See docs/how-to/from-my-feeds.md.
    """
    from reportedly.gathering.web import Fetcher, Politeness, politeness_of
    from reportedly.running.fetching import Fetching, Tally
    from reportedly.running.settings import Settings
    from reportedly.running.watching import Followed
    from reportedly.storing import KeptPages, folder_of, open_store

    failed = False
    with guarded(), _ended_by_sigterm():
        followed = Followed(sources)
        polite = Politeness(contact=contact, allowed=frozenset(allow_host or ()))
        kept = KeptPages(folder_of(store))
        with open_store(store) as opened, kept.alone(), Fetcher(politeness_of(polite, followed.sources)) as fetcher:
            fetching = Fetching(opened, kept, fetcher, Settings.of(jobs=jobs))
            while True:
                failed = _pass(followed, fetching, link=link, last=once)
                typer.echo(str(fetching.tally))
                if once:
                    break
                fetching.tally = Tally()
                _rest(every)
                if (problem := followed.read_again()) is not None:
                    say(problem)
                fetcher.behave(politeness_of(polite, followed.sources))
    raise typer.Exit(FAILED if failed else DONE)


def _pass(followed: Followed, fetching: Fetching, *, link: bool, last: bool) -> bool:
    """Does what is due; whether anything went wrong.

    Unless it's the last pass, a store that can't be written now (others may link anew for minutes) doesn't end it all.
    """
    from reportedly.cli.progress import counted
    from reportedly.running.linking import link_store
    from reportedly.running.watching import Watching

    failed = False
    store = fetching.store
    try:
        with store.run("watch", [str(followed.path)]) as fetching.run:
            for problem in counted(Watching(followed.sources, fetching).once()):
                if problem is not None:
                    failed = True
                    say(problem)
            fetching.run.enter("linking" if link else "reading", **fetching.tally.told)
            if link and store.counts()["unlinked"]:
                linking.tell(link_store(store))
    except StoreError as error:
        if last:
            raise
        failed = True
        say(f"{error}. The next pass goes on from here")
    return failed


def _rest(minutes: float) -> None:
    time.sleep(minutes * 60)


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """SIGTERM, as a service is stopped, ends the run as Ctrl-C does."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
