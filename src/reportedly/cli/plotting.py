"""The command `plot`: pictures of what a store holds."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.app import app
from reportedly.cli.guard import guarded, say
from reportedly.cli.judging import Who
from reportedly.cli.options import StoreFile, a_day
from reportedly.cli.sharing import ExactPlaces, Override, Sensitive, Unreviewed, let_go, tell

if TYPE_CHECKING:
    from reportedly.sharing.pictures.outlines import Outlines


class Bars(StrEnum):
    """What a bar of the timeline holds."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


@app.command()
def plot(
    picture: Annotated[str, typer.Argument(metavar="PICTURE", help="timeline, map or sources.")],
    store: StoreFile,
    who: Who,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The picture to write, .svg or .png.")],
    by: Annotated[Bars | None, typer.Option("--by", help="What a bar of the timeline holds.")] = None,
    first: Annotated[
        datetime.date | None, typer.Option("--from", parser=a_day, metavar="DAY", help="Incidents from this day on.")
    ] = None,
    last: Annotated[
        datetime.date | None, typer.Option("--until", parser=a_day, metavar="DAY", help="Incidents up to this day.")
    ] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="XX", help="Incidents of one country.")] = None,
    include_unreviewed: Unreviewed = False,
    include_sensitive: Sensitive = False,
    exact_places: ExactPlaces = False,
    override: Override = None,
) -> None:
    """Draws what a store holds: killed over time, on a map, or sources beside sources.

    The same incidents as `share` gives away, by the same rules; the picture's foot says how many stay behind. The
    same store gives the same bytes. docs/how-to/pictures.md says what is counted.
    """
    from reportedly.running.plotting import Scope, drawn, kind_of, save, to_be_drawn
    from reportedly.running.settings import SettingsError
    from reportedly.sharing.clearing import Policy
    from reportedly.sharing.pictures.drawing import check_that_pictures_can_be_drawn
    from reportedly.sharing.pictures.gallery import PICTURES
    from reportedly.storing import open_store

    with guarded():
        if picture not in PICTURES:
            raise SettingsError(f"{picture}: no such picture; there are: {', '.join(PICTURES)}")
        if by and picture != "timeline":
            raise SettingsError(f"--by: {picture} has no bars (leave it out)")
        check_that_pictures_can_be_drawn()  # before an override is written, or a large store gone over
        kind, scope = kind_of(out), Scope.of(first, last, country)
        policy = Policy(unreviewed=include_unreviewed, sensitive=include_sensitive, exact_places=exact_places)
        with open_store(store, create=False) as opened:
            let_go(opened, policy, override, who, f"the picture {out.name}")
            found = to_be_drawn(opened, policy, scope)
        made = drawn(picture, found, kind, by.value if by else None, _world() if picture == "map" else None)
        size = save(made, out)
        drawn_now = len(found.incidents)
        typer.echo(f"{out}: {drawn_now:,} incident{'' if drawn_now == 1 else 's'}, {size:,} bytes written.")
        tell(found.reasons)


def _world() -> Outlines | None:
    """The outlines behind the map; told where they aren't there, which the map is drawn without."""
    from reportedly.desk.assets import world
    from reportedly.sharing.pictures.outlines import outlines_of

    found = world()
    if found is None:
        say("the map has no outlines of countries, which come with the desk (run: make assets)")
    return outlines_of(found) if found is not None else None
