"""Events: the word that says most, what two words amount to, and what follows from who harmed whom."""

from __future__ import annotations

import pytest

from reportedly.languages import Chunk, Sense, Senses
from reportedly.languages.schema import EVENT_CODES
from reportedly.model import DERIVED
from reportedly.model.vocabulary import TYPE_OF_SUB_TYPE
from reportedly.reading.events import (
    QUIET,
    SUB_TYPE_OF_CODE,
    UNCLEAR,
    best_code,
    codes_of,
    event_of,
    text_code,
)
from tests.reading.tagging import parsed


def words(*codes: str) -> list[tuple[str, Chunk]]:
    """Words of attack with these codes, one behind the other."""
    return codes_of(
        [Chunk(n, n + 1, Senses((Sense("ATTACK", "noun", {"event": code}),))) for n, code in enumerate(codes)]
    )


def best(*codes: str, harm: bool = True) -> str | None:
    found = best_code(words(*codes), harm)
    return found[0] if found else None


def text(*codes: str, harm: bool = True, by_state: bool = False) -> str | None:
    found = text_code(words(*codes), harm, by_state)
    return found[0] if found else None


def test_every_code_is_an_event_of_acleds_and_every_event_has_a_code() -> None:
    assert set(SUB_TYPE_OF_CODE) == EVENT_CODES - {"violence", UNCLEAR}
    assert set(SUB_TYPE_OF_CODE.values()) == set(TYPE_OF_SUB_TYPE)


def test_words_that_name_no_event_of_acleds_give_none() -> None:
    assert words("violence", UNCLEAR) == []
    assert best() is text() is None


def test_the_word_that_says_most_wins_and_of_equals_the_first() -> None:
    assert best("attack", "suicide") == "suicide"
    assert best("clash", "attack") == "clash"
    first = best_code(words("attack", "attack"))
    assert first is not None
    assert first[1].start == 0


def test_without_harm_a_quiet_event_outweighs_a_mere_attack_but_no_bomb() -> None:
    assert "arrest" in QUIET
    assert best("attack", "arrest", harm=False) == "arrest"
    assert best("attack", "arrest", harm=True) == "attack"
    assert best("bomb", "arrest", harm=False) == "bomb"


@pytest.mark.parametrize(
    ("codes", "harm", "by_state", "code"),
    [
        (("protest", "clash"), False, False, "riot"),
        (("protest", "looting"), True, False, "riot"),
        (("protest", "arrest"), False, False, "intervention"),
        (("protest",), True, True, "force"),
        (("protest",), True, False, "protest"),
        (("clash", "regains"), False, False, "regains"),
        (("clash", "regains"), True, False, "clash"),
        (("bomb", "weapons"), False, False, "weapons"),
    ],
)
def test_what_two_words_amount_to(codes: tuple[str, ...], harm: bool, by_state: bool, code: str) -> None:
    assert text(*codes, harm=harm, by_state=by_state) == code


def test_an_event_quotes_its_word_and_says_whether_the_word_told_it() -> None:
    told = event_of("suicide", (4, 8), "the bomb")
    assert (told.type, told.sub_type) == ("Explosions/Remote violence", "Suicide bomb")
    assert told.quote is not None
    assert told.quote.text == "bomb"
    assert not told.is_derived
    assert event_of("attack", (4, 8), "the bomb", DERIVED).is_derived


@pytest.mark.parametrize(
    ("language", "page", "sub_type"),
    [
        ("fr", "Titre\n\nTrois civils ont été tués dans une attaque-suicide à Bamako.", "Suicide bomb"),
        ("fr", "Titre\n\nTrois civils ont été tués par des hommes armés à Bamako.", "Attack"),
        ("fr", "Titre\n\nTrois civils ont été tués par un homme à Bamako.", None),
        ("en", "News\n\nPolice shot dead three people at a protest in Baghdad.", "Excessive force against protesters"),
        ("en", "News\n\nGunmen abducted five students in Kaduna.", "Abduction/forced disappearance"),
        ("ar", "خبر\n\nقتل ثلاثة مدنيين في غارة جوية على حلب.", "Air/drone strike"),
    ],
)
def test_events_of_pages(language: str, page: str, sub_type: str | None) -> None:
    assert [a.event.sub_type if a.event else None for a in parsed(page, language).accounts] == [sub_type]
