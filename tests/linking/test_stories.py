"""Every linking story: its pages are read as it needs, and its tellings linked as it says, no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from reportedly.model import Reading
from tests.linking.story import Fact, Story, read, reading_facts, stories

STORIES = stories()
_named = pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])


@cache
def readings() -> dict[str, list[Reading]]:
    """Every page, read once."""
    return {story.name: read(story) for story in STORIES}


def wrong(facts: Iterable[Fact], story: Story) -> Iterator[str]:
    """One line for each fact that doesn't hold though not listed, and each listed one that does."""
    for fact, holds in facts:
        if not holds and fact not in story.misses:
            yield fact
        elif holds and fact in story.misses:
            yield f"holds now, take it out of `misses`: {fact}"


@_named
def test_pages_are_read(story: Story) -> None:
    assert list(wrong(reading_facts(story, readings()[story.name]), story)) == []


@_named
def test_misses_are_facts_of_the_story(story: Story) -> None:
    facts = {fact for fact, _ in reading_facts(story, readings()[story.name])}
    assert story.misses <= facts


def test_there_are_many_and_they_are_mixed() -> None:
    languages = [{page["language"] for page in story.content["pages"]} for story in STORIES]
    assert len(STORIES) >= 44
    assert sum(len(spoken) > 1 for spoken in languages) >= len(STORIES) / 2
    assert set.union(*languages) == {"ar", "en", "fr"}
