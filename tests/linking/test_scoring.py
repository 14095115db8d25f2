"""Evidence, candidates and scores, on invented tellings."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from itertools import combinations

import msgspec
import pytest

from reportedly.linking import Evidence, keys_of, link_of, scored
from reportedly.linking import meaning as meanings
from reportedly.linking.comparing import QUESTIONS
from reportedly.linking.keys import UNDATED
from reportedly.linking.scoring import WHICH, models
from reportedly.linking.wording import common_words, is_name, number_of, rare_names, rare_words, weight_of, words_in

DAY = datetime.date(2026, 3, 7).toordinal()
TOWN: Mapping[str, object] = {
    "country": "BF",
    "admin1": "sahel",
    "place": "123",
    "place_name": "Wahrane",
    "latitude": 14.0,
    "longitude": 0.1,
}


def evidence(page: str, **values: object) -> Evidence:
    told = {"report": page, "id": f"{page}#i1", "language": "fr", "published": DAY + 1, "first": DAY, "last": DAY}
    return msgspec.convert({**told, "dated": True, "killed": (12, 12, 12), **TOWN, **values}, Evidence)


def probability(a: Evidence, b: Evidence) -> float:
    return next((pair.probability for pair in scored([a, b])), 0.0)


def test_the_same_day_town_and_toll_are_one_across_languages() -> None:
    assert probability(evidence("page-1"), evidence("page-2", language="ar")) > 0.5


@pytest.mark.parametrize(
    "other",
    [
        {"first": DAY - 40, "last": DAY - 40, "published": DAY - 39},
        {"country": "ML", "admin1": "mopti", "place": "9", "place_name": "Douna", "latitude": 14.5, "longitude": -4.1},
        {"killed": (2, 2, 2), "place": None, "latitude": None, "longitude": None, "admin1": "est"},
    ],
    ids=["weeks before", "another country", "another division and toll"],
)  # fmt: skip
def test_another_day_place_or_toll_is_less_probable(other: Mapping[str, object]) -> None:
    same, else_ = (probability(evidence("page-1"), evidence("page-2", language="ar", **more)) for more in ({}, other))
    assert else_ < min(same, 0.3)


@pytest.mark.parametrize(
    "other",
    [
        {"hours": ("evening",)},
        {"struck": ("worship",)},
        {"sides": ("forces",)},
        {"roles": ("official",)},
        {"killed": (None, None, None), "injured": (3, 3, 3)},
        {"published": DAY - 1},
    ],
    ids=["another hour", "another thing hit", "another side", "others harmed", "nobody killed", "told before it"],
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_tells_two_attacks_of_a_day_apart(language: str, other: Mapping[str, object]) -> None:
    told = {"hours": ("morning",), "struck": ("market",), "sides": ("civilian",), "roles": ("child",)}
    one, like = evidence("page-1", **told), evidence("page-2", language=language, **told)
    unlike = evidence("page-3", language=language, **{**told, **other})
    assert probability(one, unlike) < probability(one, like)


def test_a_page_without_a_day_is_a_candidate_by_town_and_toll() -> None:
    undated = evidence("page-2", published=None, first=None, last=None, dated=False)
    assert probability(evidence("page-1"), undated) > 0.5
    weeks_ago = {"published": DAY - 30, "first": DAY - 31, "last": DAY - 31}
    assert probability(evidence("page-1"), evidence("page-2", **weeks_ago)) == 0.0


def test_abducted_are_found_dead() -> None:
    taken = evidence("page-1", killed=(None, None, None), taken=6)
    found, others = (evidence("page-2", language="ar", killed=(n, n, n)) for n in (6, 5))
    assert probability(taken, found) > probability(taken, others)


def test_new_questions_are_told_in_words() -> None:
    told = {"hours": ("early", "morning"), "struck": ("police post",), "sides": ("armed_group",)}
    a = evidence("page-1", language="ar", **told)
    b = evidence("page-2", language="ar", **{**told, "sides": ("civilian",), "struck": ("bus", "police post")})
    link = link_of(a, b, scored([a, b])[0])
    assert "the same was hit (police post)" in link.agreed
    assert "the same time of day (early, morning)" in link.agreed
    assert "another side was harmed (armed group; civilian)" in link.differed


def test_a_score_depends_on_the_pair_alone() -> None:
    told = [evidence(f"page-{n}", first=DAY - n, last=DAY - n, language="fr" if n % 2 else "ar") for n in range(4)]
    together = {(p.a, p.b): p for p in scored(told)}
    for a, b in combinations(told, 2):
        assert [together[key] for key in [(a.id, b.id)] if key in together] == scored([b, a]) == scored([a], [b])


def test_two_tellings_of_one_report_are_no_candidates() -> None:
    assert scored([evidence("page-1"), evidence("page-1", id="page-1#i2")]) == []


def test_old_ones_are_not_compared_with_each_other() -> None:
    told = [evidence("page-1"), evidence("page-2")]
    assert scored([], told) == []
    assert len(scored(told[:1], told[1:])) == 1


def test_a_hostile_toll_is_no_toll() -> None:
    assert probability(evidence("page-1", killed=(10**30, 10**30, 10**30)), evidence("page-2")) > 0


@pytest.mark.parametrize("languages", [(None, None), (None, "fr"), ("fr", "fr"), ("ar", "fr"), ("ar", "ar")])
def test_every_candidate_is_scored_and_told_by_one_model(languages: tuple[str | None, str | None]) -> None:
    a, b = (
        evidence(f"page-{n}", language=language, names=("tarik belhouane",)) for n, language in enumerate(languages)
    )
    (pair,) = scored([a, b])
    assert "both name Wahrane" in link_of(a, b, pair).agreed


def test_links_say_what_agreed_and_what_did_not() -> None:
    a, b = evidence("page-1"), evidence("page-2", language="ar", killed=(40, 40, 40))
    link = link_of(a, b, scored([a, b])[0])
    assert "both name Wahrane" in link.agreed
    assert "both tell of 2026-03-07" in link.agreed
    assert "figures far apart (12 and 40 killed)" in link.differed


def test_keys_meet_where_days_and_towns_do() -> None:
    near, far = (
        evidence("page-2", first=DAY + 1, last=DAY + 1),
        evidence("page-3", first=DAY + 9, last=DAY + 9, published=DAY + 40),
    )
    own = set(keys_of(evidence("page-1")))
    assert own & set(keys_of(near))
    assert not [key for key in own & set(keys_of(far)) if not key.startswith(UNDATED)]


def test_every_weight_is_of_a_question_and_finite() -> None:
    answers = {question.name: {answer.name for answer in question.answers} for question in QUESTIONS}
    assert models().keys() == WHICH.keys()
    for model in models().values():
        for name, weights in model.weights.items():
            assert weights.keys() <= answers[name]
            assert all(math.isfinite(weight) for weight in weights.values())


def test_agreement_never_speaks_against_a_link_nor_difference_for_one() -> None:
    for model in models().values():
        for weights in model.weights.values():
            agreed = [weight for answer, weight in weights.items() if answer in ("same", "same some", "shared", "both")]
            differed = [weight for answer, weight in weights.items() if answer in ("others", "other", "neither", "far")]
            assert min(agreed, default=0) >= 0 >= max(differed, default=0)


def test_rare_words_are_weighed_by_the_language() -> None:
    told = {word >> 7: weight_of(word) for word in rare_words(words_in("The mayor of Qasr Zubayd said nothing"), "en")}
    assert told[number_of("zubayd")] > told[number_of("mayor")]
    assert number_of("the") not in told
    assert rare_words(["Dhageysi"], "so") == ()  # a language without a table
    assert common_words("../../x") is None


def test_names_are_two_rare_words_with_capitals() -> None:
    assert rare_names("Police in Zubayd said Tarik Belhouane was shot. Zubayd. Police said", "en") == (
        "tarik belhouane",
    )
    assert is_name(["tarik", "belhouane"], "en")
    assert not is_name(["the", "gunman"], "en")


@pytest.mark.skipif(not meanings.can_tell_meaning(), reason="the encoder isn't installed")
def test_meaning_crosses_languages() -> None:
    texts = ["Twelve dead in a market bombing", "Douze morts dans un attentat au marché", "The choir won a prize"]
    one, *others = meanings.meanings(texts)
    like = [meanings.cosines(one[None], other[None])[0] for other in others]
    assert like[0] > 0.5 > like[1]
