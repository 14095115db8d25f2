"""Clusters: what is near enough on average, whatever the order, under what people judged."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.linking import Pair, clusters, components
from reportedly.linking.clustering import LINKED
from reportedly.linking.comparing import QUESTIONS

UNASKED = (-1,) * len(QUESTIONS)
IDS = [f"page-{n}#i1" for n in range(8)]


def pair(a: str, b: str, probability: float, asides: int = 0, **told: str) -> Pair:
    given = {"standing": asides - 1}
    for question in QUESTIONS:
        if question.name in told:
            given[question.name] = [answer.name for answer in question.answers].index(told[question.name])
    answers = tuple(given.get(question.name, -1) for question in QUESTIONS)
    return Pair(min(a, b), max(a, b), probability, answers)


chances = st.lists(st.sampled_from([0.05, 0.3, 0.45, 0.6, 0.8, 0.95]), min_size=28, max_size=28)
couples = st.lists(st.sampled_from(list(combinations(IDS, 2))), max_size=3)


def test_likely_pairs_are_one() -> None:
    a, b, c = IDS[:3]
    assert clusters([a, b, c], [pair(a, b, 0.9), pair(b, c, 0.1)]) == [(a, b), (c,)]


def test_a_chain_is_no_cluster() -> None:
    """Each is like the next, the first nothing like the last."""
    a, b, c, d = IDS[:4]
    chain = [pair(a, b, 0.9), pair(b, c, 0.45), pair(c, d, 0.9), pair(a, c, 0.03), pair(b, d, 0.03)]
    assert clusters([a, b, c, d], chain) == [(a, b), (c, d)]


def test_two_tellings_of_a_report_are_two() -> None:
    first, second, other = "page-1#i1", "page-1#i2", "page-2#i1"
    told = [pair(first, other, 0.7), pair(second, other, 0.9)]
    assert clusters([first, second, other], told) == [(first,), (second, other)]


def test_what_reports_are_about_comes_before_what_they_recall() -> None:
    first, second, other = "page-1#i1", "page-1#i2", "page-2#i1"
    told = [pair(first, other, 0.7), pair(second, other, 0.9, asides=1)]
    assert clusters([first, second, other], told) == [(first, other), (second,)]


def test_of_two_told_on_a_page_it_is_the_one_with_as_many_dead() -> None:
    first, second, other = "page-1#i1", "page-1#i2", "page-2#i1"
    unlike, alike = pair(first, other, 0.8, killed="one more"), pair(second, other, 0.7, asides=1, killed="same some")
    assert clusters([first, second, other], [unlike, alike]) == [(first,), (second, other)]
    assert clusters([first, second, other], [unlike]) == [(first, other), (second,)]
    few = pair(second, other, 0.7, asides=1, killed="same few")  # one or two dead are told of many
    assert clusters([first, second, other], [unlike, few]) == [(first, other), (second,)]


def test_of_two_told_on_a_page_it_is_the_one_of_its_day_and_figure() -> None:
    first, second, other = "page-1#i1", "page-1#i2", "page-2#i1"
    unlike = pair(first, other, 0.8, killed="some apart", day="next")
    alike = pair(second, other, 0.7, asides=1, injured="same few", day="same")
    assert clusters([first, second, other], [unlike, alike]) == [(first,), (second, other)]
    undated = pair(second, other, 0.7, asides=1, injured="same few", day="may be")
    assert clusters([first, second, other], [unlike, undated]) == [(first, other), (second,)]
    risen = pair(first, other, 0.8, killed="some apart", day="same")  # tolls rise within the day
    assert clusters([first, second, other], [risen, alike]) == [(first, other), (second,)]


def test_judgements_decide() -> None:
    a, b, c = IDS[:3]
    told = [pair(a, b, 0.95)]
    assert clusters([a, b, c], told, apart=[(b, a)]) == [(a,), (b,), (c,)]
    assert clusters([a, b, c], [], together=[(c, a)]) == [(a, c), (b,)]


@given(chances, couples, couples, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(
    given_chances: list[float], together: list[tuple[str, str]], apart: list[tuple[str, str]], random: object
) -> None:
    pairs = [pair(a, b, chance) for (a, b), chance in zip(combinations(IDS, 2), given_chances, strict=True)]
    apart = [couple for couple in apart if couple not in together]
    expected = clusters(IDS, pairs, together, apart)
    ids = list(IDS)
    for shuffled in (ids, pairs, together, apart):
        random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(ids, pairs, together, apart) == expected
    assert sorted(each for cluster in expected for each in cluster) == IDS
    of = {each: cluster for cluster in expected for each in cluster}
    assert all(of[a] == of[b] for a, b in together)


@given(chances)
def test_components_are_clustered_alone(given_chances: list[float]) -> None:
    pairs = [
        pair(a, b, chance if (IDS.index(a) < 4) == (IDS.index(b) < 4) else chance * LINKED * 0.99)
        for (a, b), chance in zip(combinations(IDS, 2), given_chances, strict=True)
        if chance > 0.3
    ]
    parts = components(IDS, [each for each in pairs if each.probability >= LINKED])
    alone = [cluster for part in parts for cluster in clusters(part, pairs)]
    assert sorted(alone) == clusters(IDS, pairs)
    assert len(parts) >= 2
