"""`docs/languages.md` tells of everything that a language folder may hold."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from reportedly.languages import known_languages, language
from reportedly.languages.schema import COLLECTING, EVENT_CODES, FRAMES, MADE, REDUCING, SYMBOLS, VALUES
from reportedly.model.vocabulary import PERPETRATOR_TYPES, ROLES, SPEAKER_TYPES
from reportedly.reading import build, frame, lexis, when, where
from reportedly.reading.events import SUB_TYPE_OF_CODE

PAGE = (Path(__file__).parents[2] / "docs" / "languages.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
_PART = re.compile(r"(?:\bpart\(|\bparts(?:\.get\(|\[))\"([a-z_]+)\"")


def _row(symbol: str) -> str:
    """The row whose first cell names the symbol; empty where there is none."""
    return next((" | ".join(cells) for cells in ROWS if f"`{symbol}`" in cells[0]), "")


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_has_a_row_with_its_forms_and_features(symbol: str) -> None:
    forms, features = SYMBOLS[symbol]
    row = _row(symbol)
    assert row
    assert [word for word in (*forms, *features) if f"`{word}`" not in row and f"`{word}:" not in row] == []


def test_every_closed_value_of_a_feature_is_named() -> None:
    wanted = {word for name, values in VALUES.items() if name[1] != "event" for word in values}
    assert sorted(word for word in wanted if f"`{word}`" not in PAGE and f": {word}`" not in PAGE) == []


@pytest.mark.parametrize("words", [ROLES, SPEAKER_TYPES, PERPETRATOR_TYPES])
def test_the_vocabularies_are_listed(words: tuple[str, ...]) -> None:
    assert [word for word in words if not re.search(rf"\b{word}\b", PAGE)] == []


def test_every_event_code_stands_with_its_meaning() -> None:
    told = {code for cells in ROWS for code in re.findall(r"`([a-z]+)`", " | ".join(cells))}
    assert EVENT_CODES - told == set()
    assert [code for code, name in SUB_TYPE_OF_CODE.items() if f"| `{code}` | {name} |" not in PAGE] == []


def test_every_symbol_that_the_program_makes_is_named() -> None:
    wanted = [symbol if not forms else f"{symbol}.{form}" for symbol, forms in MADE.items() for form in forms or ("",)]
    own = ("SP.", "COUNT.plain", "COUNT.article", "COUNT.year")  # SP's forms are the rules' own
    assert [word for word in wanted if not word.startswith(own) and f"`{word.rstrip('.')}`" not in PAGE] == []
    assert [word for word in own[1:] if f"`{word}`" not in PAGE] == []


def test_every_part_that_the_reading_asks_for_is_named() -> None:
    asked = {
        name for module in (build, frame, when, where) for name in _PART.findall(inspect.getsource(module))
    }  # fmt: skip
    assert asked >= {"victims", "count", "weekday", "cue"}
    assert sorted(name for name in asked | {"adj_b"} if f"`{name}`" not in PAGE) == []


def test_every_kind_of_time_that_the_folders_set_is_named() -> None:
    grammar = [lexis.language_of(code).grammar["times"] for code in known_languages()]
    kinds = {rule.sets["kind"] for rules in grammar for rule in rules if "kind" in rule.sets}
    assert sorted(kind for kind in kinds if f"`{kind}`" not in PAGE) == []


def test_every_grammar_file_and_frame_is_named() -> None:
    assert [word for word in (*REDUCING, *FRAMES) if f"`{word}`" not in PAGE] == []
    assert [file for file in COLLECTING if f"`{file}.yml`" not in PAGE] == []


def test_every_key_of_language_yml_is_named() -> None:
    read = set(re.findall(r"profile\.get\(\"([a-z_]+)\"", inspect.getsource(language)))
    assert sorted(key for key in read if f"`{key}`" not in PAGE) == []


def test_the_page_stays_short() -> None:
    assert len(PAGE.splitlines()) < 350
