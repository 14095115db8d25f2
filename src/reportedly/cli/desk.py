"""The command `desk`: serves the desk and its API from this computer."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import FAILED, guarded, say
from reportedly.cli.options import StoreFile

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from reportedly.api import Serving


@app.command()
def desk(
    store: StoreFile,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes a free one.")] = 8765,
    team: Annotated[bool, typer.Option("--team", help="People sign in, each with a role.")] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A host name by which browsers reach it, besides."),
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="A proxy of yours serves it over https.")] = False,
    unveiled: Annotated[
        bool, typer.Option("--unveiled", help="Readers see names of private people and exact places too.")
    ] = False,
    oidc: Annotated[
        Path | None, typer.Option("--oidc", metavar="FILE", help="Sign in by an OpenID Connect issuer, as FILE says.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Opens it in the browser.")] = False,
) -> None:
    """Serves the desk: where people look at incidents, judge and decide.

    It listens at this computer alone and sends nothing anywhere. Stop it with Ctrl C. docs/tutorial/ shows the way.
    """
    from reportedly.api import Serving
    from reportedly.desk import make_desk

    with guarded():
        if not team and host not in ("127.0.0.1", "localhost", "::1"):
            say(f"{host}: others could reach it, and nobody would have to sign in; give --team, or leave --host out")
            raise typer.Exit(FAILED)
        hosts = ("127.0.0.1", "localhost", "[::1]", *(name or ()))
        serving = Serving(store=store, team=team, hosts=hosts, secure=https, unveiled=unveiled, oidc=oidc)
        _check(serving)
        application = make_desk(serving)
        with _listening(host, port) as listener:
            address = f"http://{host}:{listener.getsockname()[1]}/"
            typer.echo(f"The desk is at {address} (stop it with Ctrl C)")
            if open_browser:
                typer.launch(address)
            _serve(application, listener)


def _check(serving: Serving) -> None:
    """Opens the store once before anything listens: what is wrong with it is one line, not a trace."""
    from reportedly.api.serving import open_served

    with open_served(serving) as opened:
        if serving.team and not opened.people.has_users():
            say(f"nobody can sign in yet: reportedly people add NAME --role administrator --store {serving.store}")


def _listening(host: str, port: int) -> socket.socket:
    from reportedly.model.errors import ReportedlyError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By its name: asyncio sends small answers at once (TCP_NODELAY) only on sockets that say that they are TCP
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # at once: whoever is told the address may call before the application is ready
    except OSError as error:
        listener.close()
        raise ReportedlyError(f"{host}:{port}: can't listen there, {error.strerror} (give another --port)") from error
    return listener


def _serve(application: ASGIApp, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False, date_header=True, proxy_headers=False,
        timeout_graceful_shutdown=3, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
