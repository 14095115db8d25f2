"""What is served, to whom: one frozen object that the doors are made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from starlette.requests import HTTPConnection

from reportedly.people import People
from reportedly.storing import Store


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """A store to serve, and how.

    `team`: people sign in; else whoever is at this computer has every right. `hosts` are the names by which browsers
    may call the server, with their port where it isn't the usual one. `secure`: it is reached over https, so cookies
    are marked for it. `unveiled`: readers see names of private people and exact places too.
    """

    store: Path
    team: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    secure: bool = False
    unveiled: bool = False
    oidc: Path | None = None


class Served(msgspec.Struct, frozen=True):
    """What requests are answered from; it is open as long as the application is."""

    serving: Serving
    store: Store
    people: People


def served(connection: HTTPConnection) -> Served:
    """What the application behind this request serves."""
    found: Served = connection.app.state.served
    return found


def origin(connection: HTTPConnection) -> str:
    """The desk's own address, as this browser has reached it; the shell has refused hosts that aren't ours."""
    scheme = "https" if served(connection).serving.secure else "http"
    return f"{scheme}://{connection.headers['host']}"


@contextmanager
def open_served(serving: Serving) -> Iterator[Served]:
    """Opens the store and the people beside it.

    Raises a `ReportedlyError` where one of them can't be, or where a library is missing that a team needs.
    """
    from reportedly.people import open_people
    from reportedly.storing import open_store

    with open_store(serving.store, create=False) as store, open_people(serving.store, team=serving.team) as people:
        if serving.team:
            people.require_extra()
        yield Served(serving, store, people)
