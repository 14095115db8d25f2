"""What every page for a terminal is made of: blocks with a label at the left; places, days, ranges, quotes in words.

Pages are hostile input: nothing of theirs reaches the terminal but through `layout.safe`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from reportedly.model import Estimate, Incident, LinkedIncident, Quote, When, Where
from reportedly.sharing.layout import BOLD, DIM, Piece, lines_of, mixed, page, plain

CountryName = Callable[[str], str]

LABEL = 13  # columns of the labels at the left
INDENT = 4  # columns by which an account's own lines stand in
SHOWN_ID = 12  # digits of an incident's id: enough for millions

_PRECISIONS = {"near": "near", "admin2": "district", "admin1": "province", "country": "country only"}
_OPENING, _CLOSING = ("“", "«", '"'), ("”", "»", '"')


class Printer:
    """Prints blocks with a label at the left, wrapped to the console's width."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = max(40, min(console.width, 120))

    def rule(self) -> None:
        """A line across."""
        self._print(Text("─" * self._width, style=DIM))

    def gap(self) -> None:
        """An empty line."""
        self._console.print()

    def line(self, pieces: Sequence[Piece], indent: int = 0) -> None:
        """One wrapped block, set in by `indent` columns."""
        for text in lines_of(pieces, self._width - indent):
            self._print(Text(" " * indent) + text)

    def hanging(self, pieces: Sequence[Piece]) -> None:
        """One wrapped block whose further lines stand in."""
        for number, text in enumerate(lines_of(pieces, self._width - INDENT)):
            self._print(Text(" " * INDENT if number else "") + text)

    def labelled(self, label: str, pieces: Sequence[Piece]) -> None:
        """One wrapped block beside a label."""
        for number, text in enumerate(lines_of(pieces, self._width - LABEL)):
            head = label if number == 0 else ""
            self._print(Text(head.ljust(LABEL), style=DIM) + text)

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)  # it's wrapped already


def headline(incident: Incident | LinkedIncident, country_name: CountryName) -> str:
    """What, where and when, in one line."""
    event = incident.event
    what = (event and (event.sub_type or event.type)) or "Violence"
    parts = [what, place(incident.where, country_name), day(incident.when)]
    return " · ".join(part for part in parts if part)


def place(where: Where | None, country_name: CountryName) -> str:
    """A place with its province and country, and how exactly it's known."""
    if where is None:
        return "place not stated"
    country = country_name(where.country) if where.country else None
    names = list(dict.fromkeys(name for name in (where.name, where.admin1, country) if name))
    how = _PRECISIONS.get(where.precision or "", "")
    return ", ".join(names) + (f" ({how})" if how else "") if names else "place not stated"


def day(when: When | None) -> str:
    """The day or days, as exactly as they're known."""
    if when is None or when.start is None:
        return "not resolved to a day" if when and when.quote else "day not known"
    if when.precision == "year":
        return str(when.start.year)
    if when.precision == "month":
        return when.start.strftime("%B %Y")
    if when.end is None or when.end == when.start:
        return written(when.start)
    return f"{written(when.start)} to {written(when.end)}" + (" (that week)" if when.precision == "week" else "")


def short_id(report_id: str) -> str:
    """A report's id, its hash cut."""
    kind, colon, digits = report_id.partition(":")
    return f"{kind}:{digits[:SHOWN_ID]}" if colon and kind == "sha256" else report_id


def estimated(estimate: Estimate) -> list[Piece]:
    """Best, low to high, and the reason."""
    if estimate.low is None and estimate.best is None and estimate.high is None:
        return [plain("not stated", DIM)]
    pieces = [plain(ranged(estimate.low, estimate.best, estimate.high), BOLD)]
    return [*pieces, plain("  "), *mixed(estimate.reason, DIM)] if estimate.reason else pieces


def ranged(low: int | None, best: int | None, high: int | None) -> str:
    """ "4 (3 to 5)", "at least 12", "2"."""
    most = best if best is not None else low if low is not None else high
    if high is None:
        return f"at least {low}" if low == most or low is None else f"{most} (at least {low})"
    if low == high or low is None:
        return str(most) if low == high else f"up to {high}"
    return f"{most} ({low} to {high})"


def short(estimate: Estimate, outcome: str) -> str:
    """An estimate in a few words, for lists."""
    if estimate.best is None and estimate.low is None:
        return f"{outcome} not stated"
    return f"{ranged(estimate.low, estimate.best, estimate.high)} {outcome}"


def quoted(quote: Quote | None) -> list[Piece]:
    """A page's words in quotation marks, where there are any."""
    if quote is None:
        return []
    bare = quote.text.startswith(_OPENING) and quote.text.endswith(_CLOSING)
    return [plain("  "), page(quote.text if bare else f"“{quote.text}”", DIM)]


def labels(first: str) -> Iterator[str]:
    """The label of the first line of a block, then blanks."""
    yield first
    while True:
        yield ""


def words(name: str) -> str:
    """A word of a vocabulary as people write it."""
    return name.replace("_", " ")


def written(value: datetime.date) -> str:
    """A day in words."""
    return f"{value.day} {value.strftime('%B %Y')}"
