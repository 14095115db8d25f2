"""The commands of `judge`: what people decide, and the log of it."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import guarded
from reportedly.cli.linking import tell
from reportedly.cli.options import AsJson, StoreFile
from reportedly.cli.showing import console, write_json
from reportedly.model.vocabulary import JudgementField, SignOff, State

if TYPE_CHECKING:
    from reportedly.running.linking import Tally
    from reportedly.storing import Store

judge = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(judge, name="judge")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in this system's list
        return ""


Who = Annotated[
    str, typer.Option("--who", metavar="NAME", help="Who judges.", show_default="you", default_factory=_user)
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason.")]
Incident = Annotated[str, typer.Argument(metavar="ID", help="The incident's id or its beginning.")]


@judge.callback()
def _judge() -> None:
    """Writes what people decide into a log that is only ever added to.

    Each entry has who, when and why, and outlives reading and linking again. docs/how-to/judging.md says how.
    """


@judge.command()
def merge(
    incidents: Annotated[list[str], typer.Argument(metavar="ID", help="Two incidents or more.")],
    store: StoreFile,
    why: Why,
    who: Who,
) -> None:
    """Says that incidents are one."""
    from reportedly.running import judging

    _write(store, lambda opened: judging.merge(opened, incidents, judging.Signed(who, why)))


@judge.command()
def split(
    incident: Incident,
    reports: Annotated[list[str], typer.Argument(metavar="REPORT", help="A report's id, or its beginning.")],
    store: StoreFile,
    why: Why,
    who: Who,
) -> None:
    """Says that what these reports tell is another incident than the rest.

    A report that tells of it twice: name which of them, as REPORT#i2.
    """
    from reportedly.running import judging

    _write(store, lambda opened: judging.split(opened, incident, reports, judging.Signed(who, why)))


@judge.command("not-an-incident")
def not_an_incident(incident: Incident, store: StoreFile, why: Why, who: Who) -> None:
    """Says that this is no incident: a film, an exercise, an accident."""
    from reportedly.running import judging

    _write(store, lambda opened: judging.dismiss(opened, incident, judging.Signed(who, why)))


@judge.command()
def value(
    incident: Incident,
    field: Annotated[JudgementField, typer.Argument(metavar="FIELD", help="killed, injured, when, where or grade.")],
    chosen: Annotated[str, typer.Argument(metavar="VALUE", help="A number, a day, a place, a grade; or unknown.")],
    store: StoreFile,
    why: Why,
    who: Who,
) -> None:
    """Chooses a value; what is reported stays beside it."""
    from reportedly.running import judging

    _write(store, lambda opened: judging.choose(opened, incident, field, chosen, judging.Signed(who, why)))


@judge.command("sign-off")
def sign_off(
    incident: Incident,
    of: Annotated[SignOff, typer.Argument(metavar="WHAT", help="exact_place or sensitive.")],
    store: StoreFile,
    why: Why,
    who: Who,
) -> None:
    """Answers for what everybody may know of an incident: its exact place; that it goes out though it's sensitive.

    A sensitive incident (children, detainees, aid workers, journalists, sexual violence) takes two: one says that
    it's ready, another signs it off.
    """
    from reportedly.running import judging

    _write(store, lambda opened: judging.sign_off(opened, incident, of, judging.Signed(who, why)))


@judge.command()
def state(
    incident: Incident,
    state: Annotated[
        State, typer.Argument(metavar="STATE", help="new, in_progress, second_opinion, ready, sealed, cancelled.")
    ],
    store: StoreFile,
    why: Why,
    who: Who,
) -> None:
    """Says how far you have come with an incident.

    What is sealed takes only notes and approvals, until it has another state.
    """
    from reportedly.running import judging

    _write(store, lambda opened: judging.set_state(opened, incident, state, judging.Signed(who, why)))


@judge.command()
def note(incident: Incident, store: StoreFile, why: Why, who: Who) -> None:
    """Leaves a note with an incident, its words in --why."""
    from reportedly.running import judging

    _write(store, lambda opened: judging.note(opened, incident, judging.Signed(who, why)))


@judge.command()
def undo(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="An entry of the log, as j3.")],
    store: StoreFile,
    why: Why,
    who: Who,
) -> None:
    """Undoes an entry of the log, by another entry; undoing that brings it back."""
    from reportedly.running import judging

    _write(store, lambda opened: judging.undo(opened, entry, judging.Signed(who, why)))


@judge.command()
def log(store: StoreFile, json: AsJson = False) -> None:
    """Shows the log, the oldest entry first."""
    from reportedly.reviewing import undone
    from reportedly.sharing.terminal import show_log
    from reportedly.storing import open_store

    with guarded(), open_store(store, create=False) as opened:
        entries = opened.log()
        if json:
            for entry in entries:
                write_json(entry)
        else:
            show_log(console(), entries, undone(entries))


def _write(store: Path, judged: Callable[[Store], Tally]) -> None:
    from reportedly.storing import open_store

    with guarded(), open_store(store, create=False) as opened:
        tally = judged(opened)
        tell(tally)
        entry = tally.written
        if entry is not None:
            typer.echo(f"{entry.id} is in the log ({entry.kind.replace('_', ' ')}, by {_safe(entry.who)}). {tally}")


def _safe(words: str) -> str:
    from reportedly.sharing.layout import safe

    return safe(words)
