"""Every linking story: its pages are read as it needs, its tellings linked as it says, no other, with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from reportedly.model import Reading
from reportedly.running.linking import link_readings
from tests.linking.story import Fact, Story, figure_facts, linking_facts, read, reading_facts, stories

STORIES = stories()


@cache
def readings() -> dict[str, list[Reading]]:
    """Every page, read once."""
    return {story.name: read(story) for story in STORIES}


@cache
def linked() -> list[tuple[str, ...]]:
    """The tellings of each incident, all stories together."""
    return [incident.tellings for incident in link_readings(chain(*readings().values()))]


def all_facts(story: Story) -> Iterator[Fact]:
    """Everything that the story says."""
    told = readings()[story.name]
    yield from reading_facts(story, told)
    yield from linking_facts(story, told, linked())
    yield from figure_facts(story, told)


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_pages_are_read_linked_and_put_together(story: Story) -> None:
    facts = dict(all_facts(story))
    assert story.misses <= facts.keys(), "`misses` names what the story doesn't say"
    assert sorted(fact for fact, holds in facts.items() if not holds and fact not in story.misses) == []
    assert sorted(story.misses & {fact for fact, holds in facts.items() if holds}) == [], "hold now: take them out"


def test_no_story_is_linked_with_another() -> None:
    assert [one for one in linked() if len({telling.split("/")[0] for telling in one}) > 1] == []


def test_there_are_many_and_they_are_mixed() -> None:
    languages = [{page["language"] for page in story.content["pages"]} for story in STORIES]
    assert len(STORIES) >= 44
    assert sum(len(spoken) > 1 for spoken in languages) >= len(STORIES) / 2
    assert set.union(*languages) == {"ar", "en", "fr"}
