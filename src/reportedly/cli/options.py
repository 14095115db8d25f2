"""The options that several commands share."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


def a_day(text: str) -> datetime.date:
    """The day that an option gives."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} isn't a day; write it as 2026-02-22") from error


def _language(code: str | None) -> str | None:
    from reportedly.languages import known_languages

    known = known_languages()
    if code is not None and code not in known:
        raise typer.BadParameter(f"there's no language {code!r}; there are: {', '.join(known)}")
    return code


class ReaderKind(StrEnum):
    """Who reads."""

    grammar = "grammar"
    openai = "openai"
    gliner2 = "gliner2"


Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files and folders; - is standard input.")]
SomePaths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders; - is standard input.")]
Published = Annotated[
    datetime.date | None,
    typer.Option(parser=a_day, metavar="DAY", help="The day of pages that don't say it, as 2026-02-22."),
]
Language = Annotated[
    str | None, typer.Option(callback=_language, metavar="XX", help="The language of the pages: fr, en, ar, …")
]
Url = Annotated[str | None, typer.Option(metavar="URL", help="The address of a page that doesn't say it.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet of pages that don't say it.")]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="What the columns of tables are: a file, or media-cloud, zotero, gdelt-mentions, gdelt-events, gdelt-gkg.",
    ),
]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="Read in N processes; the output is the same.")]
Reader = Annotated[
    ReaderKind, typer.Option(metavar="WHO", help="Who reads: grammar, or a reader of yours: openai, gliner2.")
]
ReaderUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="Of openai: the endpoint, as http://127.0.0.1:8080/v1.")
]
ReaderModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="The model's name; of gliner2 the folder with it.")
]
ReaderSeconds = Annotated[float, typer.Option(metavar="N", help="How long your reader may take for a page.")]
StoreFile = Annotated[Path, typer.Option("--store", metavar="FILE", help="The store, one file.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines, for programs.")]
