"""GLiNER2 in a folder of the user's: a paragraph at a time, one structure for each group of people harmed.

Written to the documented interface of gliner2 2.1 and tested against a stand-in of it; untested on real weights.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast, get_args

import msgspec

from reportedly.asking.answer import SaidAccount, SaidPerpetrator, SaidSpeaker, SaidVictims
from reportedly.asking.choice import Choice
from reportedly.asking.prompt import beginning
from reportedly.model.errors import ReaderError
from reportedly.model.vocabulary import OUTCOMES, Outcome

WINDOW = 1_500
"""Code points that it is shown at once: its encoders take 512 tokens or somewhat more, the schema's own included."""
_STRUCTURE = "casualties"
_FIELDS = (
    "people::str::the people harmed, with their number, as written",
    f"outcome::[{'|'.join(get_args(Outcome))}]::str::what befell them",
    "speaker::str::who states it, if someone is cited",
    "perpetrator::str::who did it",
    "place::str::where it happened",
    "day::str::when it happened",
    "weapon::str::the weapon used",
)


class _Line(msgspec.Struct, frozen=True):
    """One group of people, as it answers."""

    people: str = ""
    outcome: str = ""
    speaker: str = ""
    perpetrator: str = ""
    place: str = ""
    day: str = ""
    weapon: str = ""


def gliner_accounts(text: str, choice: Choice) -> tuple[list[SaidAccount], list[int]]:
    """What it finds on a page, and near which code point each account is told. Raises `ReaderError`."""
    model = _load(choice.model)
    lines: list[tuple[int, _Line]] = []
    for start, window in windows(beginning(text)):
        try:
            answer = model.extract_json(window, {_STRUCTURE: list(_FIELDS)})
        except Exception as error:  # whatever a model's own code raises
            raise ReaderError(f"{choice.model}: GLiNER2 failed ({type(error).__name__}: {_short(error)})") from error
        lines += [(start, line) for line in _lines(answer)]
    voices = dict.fromkeys(line.speaker.casefold() for _, line in lines)
    told = [[(start, line) for start, line in lines if line.speaker.casefold() == voice] for voice in voices]
    return [_account([line for _, line in own]) for own in told], [own[0][0] for own in told]


def windows(text: str) -> Iterator[tuple[int, str]]:
    """The text in stretches of at most `WINDOW` code points, each with its start; cut at line ends, else at spaces."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > WINDOW:
            cuts = (text.rfind(mark, start + WINDOW // 2, start + WINDOW) for mark in ("\n", " "))
            end = next((cut for cut in cuts if cut > 0), start + WINDOW)
        if text[start:end].strip():
            yield start, text[start:end]
        start = end


def _lines(answer: object) -> list[_Line]:
    """What it says of each group of people; fields that it leaves empty are None or missing."""
    found = answer.get(_STRUCTURE) if isinstance(answer, dict) else None
    given = [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []
    plain = [{k: v for k, v in line.items() if isinstance(v, str)} for line in given]
    lines = [msgspec.convert(line, _Line) for line in plain]
    return [line for line in lines if line.people and line.outcome in OUTCOMES]


def _account(lines: list[_Line]) -> SaidAccount:
    """What one speaker says; a page is taken for one incident, since nothing says which groups belong together."""
    speaker = lines[0].speaker
    doers, weapons = (dict.fromkeys(getattr(line, field) for line in lines) for field in ("perpetrator", "weapon"))
    return SaidAccount(
        incident=1,
        speaker=SaidSpeaker(type="unknown", via=None, quote=speaker) if speaker else None,
        act="statement" if speaker else "report",
        event=None,
        when=next((line.day for line in lines if line.day), None),
        where=next((line.place for line in lines if line.place), None),
        victims=[
            SaidVictims(
                outcome=cast(Outcome, line.outcome), low=None, high=None, name=None, category="unknown", roles=[],
                group=None, part_of=None, quote=line.people,
            )
            for line in lines
        ],
        perpetrators=[SaidPerpetrator(type="unknown", status="stated", quote=doer) for doer in doers if doer],
        weapons=[weapon for weapon in weapons if weapon],
        background=False,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _load(folder: str) -> Any:
    """The model, once a process; from the folder and never from a hub."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from gliner2 import AutoExtractor
    except ImportError as error:
        raise ReaderError("needs the package gliner2: pip install 'reportedly[gliner2]'") from error
    try:
        return AutoExtractor.from_pretrained(folder)
    except Exception as error:
        raise ReaderError(f"{folder}: GLiNER2 can't load it ({type(error).__name__}: {_short(error)})") from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
