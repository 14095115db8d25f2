"""The commands of `people`: who may use the desk of a store. Who can read its file needs no password for them."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import guarded
from reportedly.cli.options import AsJson, StoreFile
from reportedly.cli.showing import write_json
from reportedly.model.vocabulary import PersonRole

if TYPE_CHECKING:
    from reportedly.people import Invitation, LogLine, People, Person, User

people = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(people, name="people")

_ROLES = "reader, coder, editor or administrator."
Name = Annotated[str, typer.Argument(metavar="NAME", help="The person's name.")]


@people.callback()
def _people() -> None:
    """Says who may use the desk, in a team.

    For reportedly desk --team. They are in a file beside the store, so that a store can be given away without
    them. docs/how-to/team.md says how.
    """


@people.command()
def add(
    name: Name, store: StoreFile, role: Annotated[PersonRole, typer.Option("--role", metavar="ROLE", help=_ROLES)]
) -> None:
    """Adds a person and prints their invitation.

    With it they set their password, which nobody else sees or sets. The first one should be an administrator,
    who can add the others in the desk. A name is given once and for all: judgements are signed with it.
    """
    with _opened(store) as (opened, me):
        invitation = opened.add_user(name, role, by=me)
        typer.echo(f"{_safe(invitation.name)} is added as {role}. {_told(invitation)}")


@people.command("list")
def list_(store: StoreFile, json: AsJson = False) -> None:
    """Lists the people, those who are closed too."""
    with _opened(store) as (opened, me):
        users = opened.users(by=me)
        for user in users:
            if json:
                write_json(user)
            else:
                typer.echo(_user_line(user))
        if not users and not json:
            typer.echo(f"Nobody yet; add somebody: reportedly people add NAME --role administrator --store {store}")


@people.command()
def close(name: Name, store: StoreFile) -> None:
    """Closes an account.

    Sessions end and tokens are refused; the name stays with the judgements.
    """
    with _opened(store) as (opened, me):
        opened.close_user(name, by=me)
        typer.echo(f"{_safe(name)} is closed (reportedly people reopen opens the account again)")


@people.command()
def reopen(name: Name, store: StoreFile) -> None:
    """Opens a closed account again."""
    with _opened(store) as (opened, me):
        opened.reopen_user(name, by=me)
        typer.echo(f"{_safe(name)} is open again")


@people.command("sign-out")
def sign_out(name: Name, store: StoreFile) -> None:
    """Signs a person out wherever they are.

    For a machine that was lost: every session ends, and the account and its tokens go on.
    """
    with _opened(store) as (opened, me):
        opened.end_sessions(name, by=me)
        typer.echo(f"{_safe(name)} is signed out everywhere")


@people.command()
def role(
    name: Name, role: Annotated[PersonRole, typer.Argument(metavar="ROLE", help=_ROLES)], store: StoreFile
) -> None:
    """Gives a person another role."""
    with _opened(store) as (opened, me):
        opened.set_role(name, role, by=me)
        typer.echo(f"{_safe(name)} is now {role}")


@people.command()
def invite(name: Name, store: StoreFile) -> None:
    """Prints a new invitation.

    For who lost theirs, or forgot the password. The one before no longer counts.
    """
    with _opened(store) as (opened, me):
        typer.echo(_told(opened.invite(name, by=me)))


@people.command("reset-second-factor")
def reset_second_factor(name: Name, store: StoreFile) -> None:
    """Takes away a second factor that was lost.

    The person's sessions end.
    """
    with _opened(store) as (opened, me):
        opened.reset_second_factor(name, by=me)
        typer.echo(f"{_safe(name)} has no second factor now and is signed out")


@people.command()
def settings(
    store: StoreFile,
    second_factor: Annotated[
        bool | None,
        typer.Option("--second-factor/--no-second-factor", help="Whether everybody needs one.", show_default=False),
    ] = None,
    idle_minutes: Annotated[
        int | None, typer.Option(metavar="N", help="A session ends so long after its last use.")
    ] = None,
    absolute_hours: Annotated[
        int | None, typer.Option(metavar="N", help="A session ends so long after it began.")
    ] = None,
) -> None:
    """Shows or changes how people sign in."""
    import msgspec

    given = {"second_factor": second_factor, "idle_minutes": idle_minutes, "absolute_hours": absolute_hours}
    with _opened(store) as (opened, me):
        now = opened.settings()
        new = msgspec.structs.replace(now, **{name: value for name, value in given.items() if value is not None})
        if new != now:
            opened.change_settings(new, by=me)
        needed = "needed by all" if new.second_factor else "everybody's own choice"
        typer.echo(
            f"A session ends after {new.idle_minutes} minutes unused, after {new.absolute_hours} hours at the latest. "
            f"A second factor is {needed}."
        )


@people.command()
def log(
    store: StoreFile,
    last: Annotated[int, typer.Option("--last", min=1, metavar="N", help="So many entries.")] = 1000,
    json: AsJson = False,
) -> None:
    """Shows who signed in and what was changed.

    The oldest entry first.
    """
    with _opened(store) as (opened, me):
        for entry in opened.log(last, by=me):
            if json:
                write_json(entry)
            else:
                typer.echo(_entry_line(entry))


@contextmanager
def _opened(store: Path) -> Iterator[tuple[People, Person]]:
    """The people of a store that is one, and whoever works here."""
    from reportedly.people import open_people
    from reportedly.storing import open_store

    with guarded():
        with open_store(store, create=False):  # a store of that name, or a message that says what to do
            pass
        with open_people(store, team=True) as opened:
            yield opened, opened.local_person()
            sys.stdout.flush()


def _told(invitation: Invitation) -> str:
    return (
        f"This invitation is good once, until {_time(invitation.ends)}; it goes behind the desk's address, to "
        f"{_safe(invitation.name)} and nobody else:\n{invitation.path}"
    )


def _user_line(user: User) -> str:
    said = [_safe(user.name), user.role]
    if not user.active:
        said.append("closed")
    if user.issuer is not None:
        said.append(f"by {_safe(user.issuer)}")
    elif user.invited is not None:
        said.append(f"invited until {_time(user.invited)}")
    elif not user.has_password:
        said.append("no password, no open invitation")
    if user.second_factor:
        said.append("second factor")
    said.append("never signed in" if user.signed_in is None else f"last signed in {_time(user.signed_in)}")
    return " · ".join(said)


def _entry_line(entry: LogLine) -> str:
    said = [_time(entry.at), entry.kind.replace("_", " ")]
    if entry.about is not None:
        said.append(_safe(entry.about))
    if entry.who not in (None, entry.about):
        said.append(f"by {_safe(str(entry.who))}")
    said += [_safe(words) for words in (entry.detail, entry.address) if words]
    return " · ".join(said)


def _time(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"


def _safe(words: str) -> str:
    from reportedly.sharing.layout import safe

    return safe(words)
