"""The commands that look at a store: `list`, `show`, `changes`."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import guarded, say
from reportedly.cli.options import AsJson, StoreFile, a_day
from reportedly.cli.showing import console, country_name, write_json

if TYPE_CHECKING:
    from reportedly.model import LinkedIncident
    from reportedly.storing import Store

_SHOWN_FAILURES = 10
_SHOWN_ID = 12


@app.command("list")
def list_(store: StoreFile, json: AsJson = False) -> None:
    """Lists the incidents of a store.

    Those that a page is about come before those told as background, each by its first day. What a person judged to
    be no incident is left out.
    """
    from reportedly.storing import open_store

    with guarded(), open_store(store, create=False) as opened:
        if json:
            for incident in opened.incidents():
                write_json(incident)
            return
        from reportedly.sharing.layout import safe
        from reportedly.sharing.terminal import show_listing

        show_listing(console(), opened.incidents(), country_name)
        counts = opened.counts()
        if not counts["incidents"] and not counts["unlinked"]:
            typer.echo(f"No incidents: nothing was found in the {counts['reports']} pages that were read.")
        _say_unlinked(opened)
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
    as_of: Annotated[
        datetime.date | None,
        typer.Option("--as-of", parser=a_day, metavar="DAY", help="As the reports up to this day told it."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Shows an incident: its figures, every account with the words of the page, why its reports are one.

    An id stays as reports come. One that an incident had before it was merged or split leads to where its first
    report is now.
    """
    from reportedly.storing import open_store

    if (incident is None) != everything:
        raise typer.BadParameter("name one incident (reportedly list shows their ids), or give --all")
    with guarded(), open_store(store, create=False) as opened:
        _say_unlinked(opened)
        for found in [_found(opened, incident)] if incident is not None else opened.incidents():
            _show(opened, found, as_of, json=json, alone=incident is not None)


@app.command()
def changes(
    store: StoreFile,
    since: Annotated[datetime.date, typer.Option(parser=a_day, metavar="DAY", help="The first day of what is new.")],
    json: AsJson = False,
) -> None:
    """Shows what has changed on DAY or later.

    By reports of these days, by pages that changed, by judgements: each incident as it was known before and as it
    is now, and ids that were given or ended.
    """
    from reportedly.running.known import changes as changes_of
    from reportedly.sharing.terminal import show_changes
    from reportedly.storing import open_store

    with guarded(), open_store(store, create=False) as opened:
        _say_unlinked(opened)
        found = changes_of(opened, since)
        if json:
            for change in found:
                write_json(change)
        else:
            show_changes(console(), found, country_name)


def _found(store: Store, beginning: str) -> LinkedIncident:
    """The incident that the id leads to; says so where it bears another id now."""
    found, incident = store.find(beginning), store.incident(beginning)
    if found.asked != incident.id:
        say(f"incident {found.asked[:_SHOWN_ID]} is now part of {incident.id[:_SHOWN_ID]}, shown here")
    return incident


def _show(store: Store, incident: LinkedIncident, day: datetime.date | None, *, json: bool, alone: bool) -> None:
    from reportedly.running.known import known_on

    then = known_on(store, incident, day) if day is not None else None
    if day is not None and then is None:
        if alone:
            say(f"incident {incident.id[:_SHOWN_ID]}: no report of {day} or earlier tells of it")
        return
    shown = then.incident if then else incident
    if json:
        write_json(shown)
        return
    from reportedly.sharing.terminal import show_incident

    tellings = then.tellings if then else store.tellings(incident)
    show_incident(console(), shown, tellings, store.log(), country_name, day)


def _say_unlinked(store: Store) -> None:
    waiting = store.counts()["unlinked"]
    if waiting:
        sys.stdout.flush()
        pages = "1 page isn't" if waiting == 1 else f"{waiting} pages aren't"
        say(f"{pages} linked yet (run: reportedly link --store {store.path})")
