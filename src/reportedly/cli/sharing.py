"""The commands that give away what a store holds: `share`, `release`, `verify`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import DONE, FAILED, guarded, say
from reportedly.cli.judging import Who
from reportedly.cli.options import StoreFile
from reportedly.model.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.sharing.clearing import Policy
    from reportedly.storing import Store

_SHOWN = 100  # problems of a release that are told one by one

Unreviewed = Annotated[
    bool, typer.Option("--include-unreviewed", help="Also what nobody said is ready; each row says so.")
]
Sensitive = Annotated[
    bool,
    typer.Option("--include-sensitive", help="Also what no second person agreed to. Takes --override."),
]
ExactPlaces = Annotated[bool, typer.Option("--exact-places", help="Places as fine as they are told. Takes --override.")]
Override = Annotated[
    str | None,
    typer.Option("--override", metavar="WHY", help="Why rules of safety are let go; goes into the log of judgements."),
]
Numeric = Annotated[bool, typer.Option("--numeric-inter", help="ACLED's kinds of actor as numbers.")]


class Unsafe(ReportedlyError):
    """What was asked for may harm somebody."""

    code = "unsafe"


@app.command()
def share(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="acled, ged, native-csv, …: docs/reference/.")],
    store: StoreFile,
    who: Who,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file, or the folder, to write.")],
    include_unreviewed: Unreviewed = False,
    include_sensitive: Sensitive = False,
    exact_places: ExactPlaces = False,
    override: Override = None,
    numeric_inter: Numeric = False,
    hxl: Annotated[bool, typer.Option("--hxl", help="A second head line, with HXL's tags.")] = False,
) -> None:
    """Gives away what a store holds, in a format of the field.

    Only incidents that somebody said are ready; nobody who was harmed is named, places are coarse, what is sensitive
    takes a second person. docs/why/sharing.md has the rules, docs/reference/ the columns.
    """
    import msgspec

    from reportedly.running.giving import given_by_the_world
    from reportedly.running.settings import SettingsError
    from reportedly.running.sharing import share as written
    from reportedly.sharing.clearing import Policy
    from reportedly.sharing.formats import FORMATS
    from reportedly.storing import open_store

    with guarded():
        if format_ not in FORMATS:
            raise SettingsError(f"{format_}: no such format; there are: {', '.join(FORMATS)}")
        if hxl and not FORMATS[format_].has_hxl:
            raise SettingsError(f"--hxl: {format_} has no line of tags (leave it out)")
        given = msgspec.structs.replace(given_by_the_world(), numeric_inter=numeric_inter, hxl=hxl)
        policy = Policy(unreviewed=include_unreviewed, sensitive=include_sensitive, exact_places=exact_places)
        with open_store(store, create=False) as opened:
            let_go(opened, policy, override, who, f"{format_} to {out.name}")
            shared = written(opened, FORMATS[format_], out, given, policy)
        typer.echo(f"{out}: {sum(shared.files.values()):,} bytes written.")
        tell(shared.left_out)


@app.command()
def release(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; it isn't there yet.")],
    store: StoreFile,
    who: Who,
    last: Annotated[
        Path | None,
        typer.Option("--last", metavar="DIR", help="The release before it: CHANGES.csv tells what changed."),
    ] = None,
    include_unreviewed: Unreviewed = False,
    include_sensitive: Sensitive = False,
    exact_places: ExactPlaces = False,
    override: Override = None,
    numeric_inter: Numeric = False,
) -> None:
    """Makes a release: a folder with every format, its codebook, what changed, hashes.

    The same store gives the same bytes. Anybody can check it: reportedly verify DIR.
    """
    import msgspec

    from reportedly.running.giving import given_by_the_world
    from reportedly.running.releasing import release as written
    from reportedly.sharing.clearing import WORDS, Policy
    from reportedly.storing import open_store

    with guarded():
        given = msgspec.structs.replace(given_by_the_world(), numeric_inter=numeric_inter)
        policy = Policy(unreviewed=include_unreviewed, sensitive=include_sensitive, exact_places=exact_places)
        with open_store(store, create=False) as opened:
            let_go(opened, policy, override, who, f"the release {folder.name}")
            done = written(opened, folder, given, policy, last)
        typer.echo(f"{folder}: {done.name}, {done.incidents} incident{'' if done.incidents == 1 else 's'}.")
        if last:
            changes = ", ".join(f"{count} {kind}" for kind, count in done.changes.items())
            typer.echo(f"Since {last.name}: {changes or 'nothing changed'}.")
        tell({WORDS[reason]: count for reason, count in done.withheld.items()})


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A release's folder.")],
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="FILE", help="A store with the pages: quotes are looked for in them."),
    ] = None,
) -> None:
    """Checks a release, offline: that no file was changed, that every figure leads to a quote, each quote to its place.

    Without --store the places are checked as far as that goes without the pages' texts. What is wrong is told line by
    line; the exit status is then 1.
    """
    from reportedly.running.verifying import texts_of
    from reportedly.sharing.verifying import problems
    from reportedly.storing import open_store

    wrong = 0
    with guarded():
        if store is None:
            found = problems(folder)
        else:
            with open_store(store, create=False) as opened:
                found = problems(folder, texts_of(opened))
        for problem in found:
            wrong += 1
            if wrong <= _SHOWN:
                say(problem)
        if wrong > _SHOWN:
            say(f"and {wrong - _SHOWN} more")
        elif not wrong:
            typer.echo(f"{folder}: nothing wrong with it.")
    raise typer.Exit(FAILED if wrong else DONE)


def let_go(store: Store, policy: Policy, why: str | None, who: str, what: str) -> None:
    """Puts an override into the log, before anything goes out; raises `Unsafe` where it takes one and there's none."""
    from reportedly.running.judging import Signed, override

    if policy.unsafe and why is None:
        raise Unsafe(
            f"refused, since it would let out {' and '.join(policy.unsafe)}; "
            "leave these options away, or say why with --override WHY"
        )
    if policy.unsafe and why is not None:
        override(store, f"{what}: {'; '.join(policy.unsafe)}", Signed(who, why))


def tell(left_out: Mapping[str, int]) -> None:
    """Says how many incidents stayed behind, by reason."""
    for reason, count in left_out.items():
        say(f"{count} incident{'' if count == 1 else 's'} left out: {reason}")
