"""The command line with a small reader in place of the real one: `python -m tests.cli.faked read PAGE`.

`install` puts the fakes in; run as a program it does so and calls `main`, for tests that need a process. With
FAKED_HOLD_UP in the environment linking never ends; with FAKED_IMPATIENT it doesn't wait for another's writing.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from reportedly.cli import main
from reportedly.model import Reading, Report
from reportedly.model.errors import EmptyInput, InputError, LanguageError
from reportedly.running import joining, linking, pipeline
from reportedly.storing import database
from tests import samples, stories

PAGE = f"{samples.TITLE}\n{samples.BODY}\n"


def read_report(report: Report, _reader: object = None) -> Reading:
    """Knows the sample page; other pages have no accounts, "hang" takes for ever, "defect" can't be read, and
    "broken" finds that the language's folder is."""
    if "hang" in report.text:
        time.sleep(60)
    if "defect" in report.text:
        raise EmptyInput(f"{report.id}: nothing in it\x1b[31m")
    if "broken" in report.text:
        raise LanguageError("fr/grammar/people.yml: nobody: a rule needs `makes`")
    if samples.BODY not in report.text:
        return Reading(report=report)
    accounts = (samples.ministry(report.text), samples.group(report.text))
    return msgspec.structs.replace(samples.reading(), report=report, accounts=accounts)


def explain(report: Report) -> Iterator[str]:
    """Two lines."""
    yield "one step\x1b[2J"
    yield report.text


def run_ordered(function: Callable[[Any], Any], items: Iterable[Any], **_limits: Any) -> Iterator[Any]:
    """In this process, one after the other."""
    for item in items:
        try:
            yield function(item)
        except InputError as error:
            yield error


def install(put: Callable[..., None]) -> None:
    """Puts the fakes in with `put`, which is `setattr` or pytest's."""
    put(pipeline, "read_report", read_report)
    put(pipeline, "explain", explain)
    put(pipeline, "run_ordered", run_ordered)
    put(pipeline, "open_gazetteer", lambda: None)
    put(linking, "scored", stories.scored)


def page_file(folder: Path, name: str = "page.txt", text: str = PAGE) -> str:
    """A page in a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def hold_up() -> None:
    """Makes a run of linking stop for ever while its second incident is being written, and say so."""
    calls = itertools.count()
    real = vars(joining)["reconcile"]

    def slow(*given: Any) -> Any:
        if next(calls) == 1:
            print("in the midst of it", flush=True)  # noqa: T201
            time.sleep(60)
        return real(*given)

    setattr(joining, "reconcile", slow)  # noqa: B010 - mypy: a function of a module


if __name__ == "__main__":
    install(setattr)
    if "FAKED_HOLD_UP" in os.environ:
        hold_up()
    if "FAKED_IMPATIENT" in os.environ:
        database.WAIT_SECONDS = 0
    sys.argv[0] = "reportedly"
    main()
