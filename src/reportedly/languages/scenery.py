"""The words that tell two incidents of one day apart: the hour, and what was hit. `scenes.yml` of the folder."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from reportedly.languages import folder as files
from reportedly.scripts import fold

HOURS = ("early", "morning", "afternoon", "evening")
"""The quarters of a day, from midnight on; a word that reaches over two stands under both ("dawn", "night")."""

STRUCK = (
    "air", "bank", "base", "bike", "bus", "car", "checkpoint", "clinic", "convoy", "displaced", "drinking", "feast",
    "field", "flats", "fuel", "home", "hotel", "market", "mine", "office", "park", "parking", "police post", "prison",
    "rail", "school", "shop", "water", "worship",
)  # fmt: skip
"""Kinds of what is hit."""

NUMBER = "#"
"""Stands in a phrase for any number."""

_WORDS = re.compile(rf"\w+|{NUMBER}")


class Meant(NamedTuple):
    """What a phrase means, under its first word: the words behind that one, and a member of `HOURS` or `STRUCK`."""

    rest: tuple[str, ...]
    kind: str


SceneWords = dict[str, tuple[Meant, ...]]


@lru_cache(maxsize=32)
def scene_words(code: str, root: Path = files.ROOT) -> SceneWords | None:
    """A language's phrases by their first words, as `words_in` gives them; None without a `scenes.yml`.

    Raises `LanguageError` for a file that isn't YAML or has a key that isn't known.
    """
    path = root / code / "scenes.yml"
    if not path.is_file():
        return None
    read = files.load_yaml(path) or {}
    files.check_known(read, ("hours", "struck"), f"{code}/scenes.yml")
    profile = files.profile(root / code)
    articles = ["", *files.words_of(profile.get("clitics_absorb"))]
    before = [clitic + article for clitic in ("", *profile.get("clitics_split", ())) for article in articles]
    before += profile.get("clitics_contracts", ())  # "لل" is "ل" with the article
    found: dict[str, set[Meant]] = defaultdict(set)
    for part, known in (("hours", HOURS), ("struck", STRUCK)):
        files.check_known(read.get(part) or {}, known, f"{code}/scenes.yml: {part}")
        for kind, phrases in (read.get(part) or {}).items():
            for first, *rest in filter(None, map(words_in, files.words_of(phrases))):
                behind = list(product(*([article + word for article in articles] for word in rest)))
                for begin in before:
                    found[begin + first] |= {Meant(words, kind) for words in behind}
    return {first: tuple(sorted(meant)) for first, meant in found.items()}


def words_in(text: str) -> list[str]:
    """The folded words of a text, without accents, each number as `NUMBER`."""
    return [NUMBER if word.isdecimal() else fold(word) for word in _WORDS.findall(text)]
