"""Every language folder reads its own examples and stories. A new folder is found, and so tested, by itself."""

from __future__ import annotations

import pytest

from reportedly.languages import known_languages
from reportedly.languages.schema import COLLECTING, REDUCING
from reportedly.reading.lexis import language_of
from reportedly.running.checking import check_language
from reportedly.running.story_facts import stories_of


@pytest.mark.parametrize("code", known_languages())
def test_examples_and_stories_hold(code: str) -> None:
    assert list(check_language(code)) == []


@pytest.mark.parametrize("code", known_languages())
def test_every_grammar_file_is_one_that_is_read(code: str) -> None:
    language = language_of(code)
    files = {path.stem for path in (language.folder / "grammar").glob("*.yml")}
    assert files <= {*REDUCING, *COLLECTING}


@pytest.mark.parametrize("code", known_languages())
def test_stories_that_must_be_left_alone_are_among_them(code: str) -> None:
    quiet = [name for name, story in stories_of(language_of(code).folder) if not story.get("expect")]
    assert len(quiet) >= 2


def test_the_three_first_languages_are_there() -> None:
    assert {"ar", "en", "fr"} <= set(known_languages())
