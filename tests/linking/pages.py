"""Invented pages that tell of one incident, in three languages, and ways to edit them as other outlets do."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import yaml

from reportedly.model import Report

_TEXTS = yaml.safe_load((Path(__file__).parent / "texts.yml").read_text(encoding="utf-8"))
AGENCY_TEXT: dict[str, str] = _TEXTS["agency"]
OWN_TEXT: dict[str, str] = _TEXTS["own"]
DAY = datetime.date(2026, 2, 7)


def page(identity: str, text: str, language: str | None = "en", **fields: object) -> Report:
    """A page of an outlet of its own (`outlet-<identity>`), published on `DAY` unless told otherwise."""
    given = {"outlet": f"outlet-{identity}", "published": DAY, **fields}
    return Report(id=identity, text=text, language=language, **given)  # type: ignore[arg-type]


def reworded(text: str, share: float, seed: int = 1) -> str:
    """The text with this share of its words replaced by words that it doesn't have."""
    words, chance = text.split(), random.Random(seed)  # noqa: S311
    for at in chance.sample(range(len(words)), round(share * len(words))):
        words[at] = f"{words[at][::-1]}ن" if words[at][0] > "\u0600" else f"{words[at][::-1]}x"
    return " ".join(words)


def later(days: int) -> datetime.date:
    """So many days after `DAY`."""
    return DAY + datetime.timedelta(days=days)
