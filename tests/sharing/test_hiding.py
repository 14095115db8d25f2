"""Names in texts, found however they are written; words that are nobody's stay. Every name is invented."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportedly.sharing.hiding import MASK, Hider, Secret, is_proper, particles

AMADOU, LUC, MOUSSA, SALMA = "Amadou Madeup", "Jean-Luc d'Inventé", "موسى المخترع", "Salma bint Vesperin"


def masked(text: str, *names: str, places: tuple[str, ...] = ()) -> str:
    return Hider([*map(Secret, names), *(Secret(place, False) for place in places)]).mask(text)


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        (AMADOU, "Amadou Madeup was shot", "was shot"),
        (AMADOU, "Mr Madeup, 9, was shot", "Mr , 9, was shot"),  # a family name alone
        (AMADOU, "police named him: AMADOU.", "police named him: ."),
        (AMADOU, "Madeup's mother, one of the Madeups", "'s mother, one of the"),
        (AMADOU, "Amadou\nMadeup died", "died"),  # over a line break
        (AMADOU, "Ama\u00addou Made\u200bup died", "died"),  # signs that nobody sees
        (AMADOU, "A. Madeup died, and A.M. was 9", "died, and . was 9"),  # initials
        (AMADOU, "amadou_madeup.jpg", ".jpg"),
        (AMADOU, "Amadou1 and Madeup2", "and"),  # notes
        ("amadou madeup", "a boy, Amadou, died", "a boy, , died"),
        (LUC, "M. JEAN-LUC D’INVENTE a été tué", "M. a été tué"),
        (LUC, "la famille Inventé; l'oncle de Luc", "la famille ; l'oncle de"),
        (SALMA, "Salma bint Vesperin; Vesperin, bint of nobody", "; , bint of nobody"),
        (MOUSSA, "قُتل موسى المخترع أمس", "قُتل أمس"),
        (MOUSSA, "وموسى بموسى لموسى كموسى فموسى", ""),
        (MOUSSA, "عائلة المخترع، وللمخترع أخ، مخترع", "عائلة ، أخ،"),
        (MOUSSA, "مُوسَى ومـوسى وموسي", ""),  # vowel marks, a stretched word, another ya
        ("محمد الوهمي", "قتلوا محمداً", "قتلوا"),
        ("李明", "李明在市场被杀", "在市场被杀"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(name: str, text: str, left: str) -> None:
    found = masked(text, name)
    assert len(found) == len(text)
    assert " ".join(found.replace(MASK, " ").split()) == left.replace("  ", " ").strip()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (AMADOU, "Amadouka, madeuplike: two other words"),
        (AMADOU, "a. b. m. stay, as do A B M"),
        (SALMA, "bint and bin are nobody's"),
        ("Selim the Butcher", "the market"),
        ("Marie de la Vega", "la place de la mairie"),
        (LUC, "d'une ville à l'autre"),
        (MOUSSA, "الموسيقى في المدينة"),
        ("علي", "عليها وعليهم"),
        ("أبو عمر", "أبو كمال"),
        ("Dr Karim", "Dr Someone"),
        ("", "nothing is hidden by no name"),
        ("\u0640\u064b", "نص"),
    ],
)
def test_words_that_are_somebody_elses_stay(name: str, text: str) -> None:
    assert masked(text, name) == text


def test_a_place_is_hidden_where_all_its_words_stand() -> None:
    text = "In Tell\nAmir (TELL-AMIR), not Tell nor Amir; في تل عمير وبتل عمير"
    found = masked(text, places=("Tell Amir", "تل عمير"))
    assert found.replace(MASK, "") == "In  (), not Tell nor Amir; في "


def test_two_people_stay_two() -> None:
    assert masked("Amadou, Madeup and Amadou Madeup", AMADOU) == f"{MASK * 6}, {MASK * 6} and {MASK * 13}"


@pytest.mark.parametrize(
    "name", ["Moussa D.", "Karim, a neighbour", "موسى", "d'Inventé Luc", "Selim the butcher", "李明"]
)
def test_a_proper_name(name: str) -> None:
    assert is_proper(name)


@pytest.mark.parametrize(
    "name",
    ["a nurse", "Hospital source", "Une source humanitaire", "Residents", "شهود عيان", "مصدر طبي", "un témoin", ""],
)
def test_a_word_for_somebody_is_no_name(name: str) -> None:
    assert not is_proper(name)


def test_an_address_may_spell_a_name_run_together() -> None:
    hider = Hider([Secret(AMADOU), Secret("Qasr", False)])
    spelt = ("x.example/amadou-madeup", "x.example/AmadouMadeup.html", "x.example/2026/qasr", "x.example/madeup")
    assert all(map(hider.spells, spelt))
    assert not hider.spells("x.example/2026/two-shot-at-market")


UNHURRIED = settings(max_examples=60, deadline=None)
LETTERS = {
    "Latin": st.text("abcdefghijklmnoprstuvéèçöñ", min_size=4, max_size=9).map(str.capitalize),
    "Arabic": st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=4, max_size=8),
}
ONTO = {"Latin": [""], "Arabic": ["", "و", "ف", "ب", "ل", "ك", "وب", "فل"]}
AFTER = {"Latin": ["", "'s", "’s", ","], "Arabic": ["", "،", "."]}
BETWEEN = [" ", "\n", "-", " \u200f", "\u00a0", ". "]


@pytest.mark.parametrize("script", LETTERS)
@UNHURRIED
@given(data=st.data())
def test_no_word_of_a_name_shows_whatever_stands_around_it(script: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(LETTERS[script], min_size=1, max_size=3, unique=True))
    assume(not particles().intersection(map(str.casefold, words)))
    kept = data.draw(st.lists(st.sampled_from(words), min_size=1))
    onto = data.draw(st.sampled_from(ONTO[script]))
    after = data.draw(st.sampled_from(AFTER[script]))
    case = data.draw(st.sampled_from([str.title, str.upper, str.lower]))
    text = f"123 {onto}{data.draw(st.sampled_from(BETWEEN)).join(map(case, kept))}{after} 456"
    found = masked(text, " ".join(words))
    assert len(found) == len(text)
    for word in words:
        assert word.casefold() not in found.casefold(), (words, text)
    assert (found[:4], found[-4:]) == ("123 ", " 456")
    assert masked(found, " ".join(words)) == found


@UNHURRIED
@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=4), st.booleans())
def test_whatever_the_text_a_mask_is_as_long_as_what_it_hides(text: str, names: list[str], person: bool) -> None:
    found = Hider([Secret(name, person) for name in names]).mask(text)
    assert len(found) == len(text)
    assert all(one in (MASK, other) for one, other in zip(found, text, strict=True))
