"""Who is said to have done it, and how surely."""

from __future__ import annotations

import pytest

from tests.reading.tagging import parsed


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two farmers were killed by Boko Haram", ("Boko Haram", "stated")),
        ("Two farmers were killed by suspected Boko Haram", ("Boko Haram", "suspected")),
        ("Suspected Boko Haram gunmen killed two farmers", ("Boko Haram", "suspected")),
        ("Two farmers were apparently killed by Boko Haram", ("Boko Haram", "suspected")),
        ("Two farmers were killed in an attack attributed to Boko Haram", ("Boko Haram", "accused")),
        ("Two farmers were killed in an attack claimed by Boko Haram", ("Boko Haram", "claimed")),
        ("Two farmers were killed by men in uniform", ("men", "unidentified")),
        ("Paul Durandal is charged with the murder of two farmers", ("Paul Durandal", "accused")),
    ],
)
def test_the_words_beside_the_deed_say_how_surely(sentence: str, expected: tuple[str, str]) -> None:
    accounts = parsed(f"Attack in Wexbury\n\n{sentence} on Monday in Wexbury.", "en").accounts
    assert expected in [(p.name, p.status) for account in accounts for p in account.perpetrators]


def test_each_of_a_list_did_it() -> None:
    text = "Attack in Wexbury\n\nTwo farmers were killed by three soldiers and a policeman on Monday in Wexbury."
    names = [p.name for account in parsed(text, "en").accounts for p in account.perpetrators]
    assert names == ["three soldiers", "a policeman"]
