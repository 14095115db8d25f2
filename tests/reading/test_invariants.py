"""What must hold of any reading, whatever the page: on the stories of every language and on pages made of them."""

from __future__ import annotations

import random
import unicodedata

import pytest

from reportedly.languages import known_languages
from reportedly.model import Reading, Report
from reportedly.model.errors import TooLarge
from reportedly.model.reading import quotes_of
from reportedly.reading.lexis import language_of
from reportedly.running.page import read_report
from reportedly.running.story_facts import stories_of

STORIES = [
    (code, name, str(story["story"]).strip("\n"))
    for code in known_languages()
    for name, story in stories_of(language_of(code).folder)
]


def read(text: str, language: str) -> Reading:
    title, separator, _ = text.partition("\n\n")
    return read_report(Report(id="p", text=text, title=title if separator else None, language=language))


def check(reading: Reading) -> None:
    text = reading.report.text
    for quote in quotes_of(reading.accounts):
        assert text[quote.start : quote.end] == quote.text
    known = {incident.id: incident for incident in reading.incidents}
    for account in reading.accounts:
        assert account.id in known[account.incident].accounts
        assert 0 <= account.confidence <= 1
        for number, victim in enumerate(account.victims):
            low, high = victim.count.low, victim.count.high
            assert low is None or high is None or low <= high
            assert victim.part_of is None or 0 <= victim.part_of < len(account.victims)
            assert victim.part_of != number
            assert victim.rule
    backgrounds = [incident.background for incident in reading.incidents]
    assert backgrounds == sorted(backgrounds)


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, _, t in STORIES], ids=[f"{c}-{n}" for c, n, _ in STORIES])
def test_stories_and_what_the_web_makes_of_them(code: str, text: str) -> None:
    once = read(text, code)
    check(once)
    assert read(text, code) == once, "reading twice changes nothing"
    for other in (unicodedata.normalize("NFD", text), text.replace("'", "’"), text.upper(), text.replace("\n", "\r\n")):
        check(read(other, code))
    spaced = read(text.replace("\n\n", "\n\n\U0001f600 ", 1), code)
    check(spaced)


@pytest.mark.parametrize("code", known_languages())
def test_pages_of_shuffled_sentences_and_torn_text(code: str) -> None:
    chance = random.Random(code)  # noqa: S311 - a fixed seed, for the same pages each time
    lines = [line for c, _, text in STORIES if c == code for line in text.split("\n") if line] or ["…"]
    for _ in range(25):
        chance.shuffle(lines)
        page = "\n\n".join(lines[:8])
        check(read(page, code))
        cut = chance.randrange(len(page))
        check(read(page[:cut] + page[cut + chance.randrange(20) :] or "x", code))


def test_a_page_that_tells_of_thousands_is_refused_before_they_are_compared() -> None:
    page = "Attaques\n\n" + "\n".join(f"{n} soldats ont été tués à Bamako." for n in range(2, 2300))
    with pytest.raises(TooLarge, match="split the page"):
        read(page, "fr")


def test_a_quote_in_another_script_counts_code_points() -> None:
    reading = read("👩‍🚒 Attaque\n\n👩‍🚒 Deux soldats ont été tués à Bamako.", "fr")
    assert [v.quote.text for a in reading.accounts for v in a.victims] == ["Deux soldats"]
