"""Which reports have one origin: golden pairs in three languages, and what holds for all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportedly.linking.origins import origins_of
from reportedly.model import Report
from reportedly.model.linked import Reprint
from tests.linking.pages import AGENCY_TEXT, DAY, OWN_TEXT, later, page, reworded

LANGUAGES = sorted(AGENCY_TEXT)
STATEMENT = (
    '"Last night a criminal band attacked the peaceful people of Telwa. Our forces answered at once and are in pursuit '
    'of the killers. We bow before the fourteen martyrs and we promise their families that justice will come quickly," '
    "the ministry said."
)


def reprint_of(reports: Sequence[Report], identity: str) -> Reprint | None:
    return next((one for one in origins_of(reports).reprints if one.report == identity), None)


# Near copies


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_text_is_one_origin_and_the_earlier_page_stands_for_it(language: str) -> None:
    text = AGENCY_TEXT[language]
    origins = origins_of([page("a", text, language, published=later(1)), page("b", text, language)])
    assert origins.of == {"a": "b", "b": "b"}
    assert origins.reprints == (Reprint(report="a", of="b", share=1.0),)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("share", "most_missed"), [(0.1, 0), (0.2, 0), (0.3, 2)])
def test_a_reworded_text_is_a_copy(language: str, share: float, most_missed: int) -> None:
    text = AGENCY_TEXT[language]
    copies = [page("b", reworded(text, share, seed), language, published=later(1)) for seed in range(10)]
    assert sum(origins_of([page("a", text, language), copy]).count == 2 for copy in copies) <= most_missed


def test_of_texts_with_four_words_in_ten_replaced_most_are_missed() -> None:
    """A limit: an eighth of the 4-grams is what is left of a text then."""
    text = AGENCY_TEXT["en"]
    copies = [page("b", reworded(text, 0.4, seed), published=later(1)) for seed in range(40)]
    assert sum(origins_of([page("a", text), copy]).count == 1 for copy in copies) < 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cut_text_is_a_copy(language: str) -> None:
    words = AGENCY_TEXT[language].split()
    cut = page("b", " ".join(words[: len(words) // 3]), language, published=later(1))
    assert reprint_of([page("a", AGENCY_TEXT[language], language), cut], "b") == Reprint(report="b", of="a", share=1.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_facts_in_other_words_are_two_origins(language: str) -> None:
    pages = [page("a", AGENCY_TEXT[language], language), page("b", OWN_TEXT[language], language)]
    assert origins_of(pages).count == 2
    assert origins_of(pages).reprints == ()


def test_a_translation_is_no_near_copy() -> None:
    assert origins_of([page(code, AGENCY_TEXT[code], code) for code in LANGUAGES]).count == 3


def test_arabic_spelling_and_marks_make_no_difference() -> None:
    text = AGENCY_TEXT["ar"]
    spelt = text.replace("أ", "ا").replace("إ", "ا").replace("ة", "ه").replace("ى", "ي").replace("مقتل", "مَقتَل")
    assert spelt != text
    assert reprint_of([page("a", text, "ar"), page("b", spelt, "ar", published=later(1))], "b") == Reprint(
        report="b", of="a", share=1.0
    )


def test_a_text_that_joins_another_with_as_much_of_its_own_is_an_origin() -> None:
    merged = page("b", f"{OWN_TEXT['en']}\n{AGENCY_TEXT['en']}", published=later(1))
    shorter = page("b", f"{OWN_TEXT['en'][:300]}\n{AGENCY_TEXT['en']}", published=later(1))
    assert origins_of([page("a", AGENCY_TEXT["en"]), merged]).count == 2
    assert origins_of([page("a", AGENCY_TEXT["en"]), shorter]).count == 1


def test_a_text_that_joins_two_others_is_no_third_origin() -> None:
    both = page("c", f"{AGENCY_TEXT['en']}\n{OWN_TEXT['en']}", published=later(1))
    assert origins_of([page("a", AGENCY_TEXT["en"]), page("b", OWN_TEXT["en"]), both]).count == 2


def test_a_statement_quoted_at_length_leaves_two_long_reports_apart_and_two_short_ones_together() -> None:
    long = [page("a", f"{AGENCY_TEXT['en']} {STATEMENT}"), page("b", f"{OWN_TEXT['en']} {STATEMENT}")]
    short = [
        page("a", f"A ministry spoke on Sunday. {STATEMENT}"),
        page("b", f"Fourteen died. {STATEMENT} It is late."),
    ]
    assert origins_of(long).count == 2
    assert origins_of(short).count == 1


def test_short_texts_that_share_a_turn_of_phrase_are_two() -> None:
    pages = [
        page("a", "At least five people were killed in Telwa."),
        page("b", "At least five people were killed, say police."),
    ]
    assert origins_of(pages).count == 2


def test_the_chain_of_copies_is_kept() -> None:
    first = AGENCY_TEXT["en"]
    second = reworded(first, 0.15, 1)
    third = reworded(second, 0.15, 2)
    pages = [page("a", first), page("b", second, published=later(1)), page("c", third, published=later(2))]
    origins = origins_of(pages)
    assert [(one.report, one.of) for one in origins.reprints] == [("b", "a"), ("c", "b")]
    assert set(origins.of.values()) == {"a"}


def test_of_one_day_the_longer_text_is_the_original_and_then_the_smaller_id() -> None:
    text = AGENCY_TEXT["en"]
    assert origins_of([page("a", text[:400]), page("b", text)]).of == {"a": "b", "b": "b"}
    assert origins_of([page("b", text), page("a", text)]).of == {"a": "a", "b": "a"}


def test_a_page_without_a_day_is_the_copy() -> None:
    text = AGENCY_TEXT["en"]
    assert origins_of([page("a", text, published=None), page("b", text)]).of == {"a": "b", "b": "b"}


# Outlets


def test_two_reports_of_one_outlet_are_one_source_but_no_reprints() -> None:
    pages = [page("a", AGENCY_TEXT["en"], outlet="The Telwa Post"), page("b", OWN_TEXT["en"], outlet="THE TELWA POST")]
    origins = origins_of(pages)
    assert (origins.count, origins.reprints) == (1, ())


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("https://post.example/1", "http://www.post.example/2", 1),
        ("https://archive.example/web/2026/http://post.example/1", "https://post.example/2", 1),
        ("https://archive.example/2/http://post.example/1", "https://archive.example/2/http://b.example/1", 2),
        ("no address", "no address", 2),
        ("https://[", "https://[", 1),
    ],
)  # fmt: skip
def test_where_no_outlet_is_known_it_is_the_address_that_says_it(one: str, other: str, count: int) -> None:
    pages = [page("a", AGENCY_TEXT["en"], outlet=None, url=one), page("b", OWN_TEXT["en"], outlet=None, url=other)]
    assert origins_of(pages).count == count


# Agencies


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_that_credit_one_agency_are_one_origin_however_worded(language: str) -> None:
    ours, theirs = {"en": ("NADRA (AFP) - ", "\nReporting by AFP"), "fr": ("NADRA (AFP) - ", "\nAvec AFP"),
                    "ar": ("نادرا (أ ف ب) - ", "\n(فرانس برس)")}[language]  # fmt: skip
    pages = [page("a", ours + AGENCY_TEXT[language], language), page("b", OWN_TEXT[language] + theirs, language)]
    origins = origins_of(pages)
    assert set(origins.of.values()) == {"agency:afp"}
    assert [(one.of, one.share) for one in origins.reprints] == [(None, None)] * 2


def test_across_languages_too() -> None:
    pages = [page("a", AGENCY_TEXT["fr"] + "\nAvec AFP", "fr"), page("b", "أ ف ب- نادرا: " + AGENCY_TEXT["ar"], "ar")]
    assert origins_of(pages).count == 1


def test_the_agencys_own_page_is_the_origin_and_no_reprint() -> None:
    own = page("own", AGENCY_TEXT["en"], outlet="Reuters", published=later(1))
    printed = page("printed", OWN_TEXT["en"] + "\nReuters contributed to this report.", published=later(2))
    origins = origins_of([own, printed])
    assert set(origins.of.values()) == {"agency:reuters"}
    assert origins.reprints == (Reprint(report="printed", of="own", credit="Reuters"),)


def test_a_copy_of_a_credited_text_is_the_agencys_though_it_credits_nobody() -> None:
    silent = page("silent", AGENCY_TEXT["en"], published=later(1))
    other = page("other", OWN_TEXT["en"], byline="Reuters")
    origins = origins_of([page("a", "TELWA (Reuters) - " + AGENCY_TEXT["en"]), silent, other])
    assert set(origins.of.values()) == {"agency:reuters"}


def test_a_page_from_two_agencies_adds_no_third_origin() -> None:
    both = page("both", OWN_TEXT["en"], byline="AFP and Reuters")
    afp, reuters = page("a", AGENCY_TEXT["en"], byline="AFP"), page("b", AGENCY_TEXT["fr"], "fr", byline="Reuters")
    assert origins_of([both, reuters]).count == 1
    assert origins_of([both, afp, reuters]).count == 2


def test_agencies_without_a_name_may_be_any_that_is_named() -> None:
    unnamed = page("a", "صدى- وكالات: " + AGENCY_TEXT["ar"], "ar")
    second = page("b", OWN_TEXT["ar"] + "\n(وكالات)", "ar")
    named = page("c", OWN_TEXT["en"], byline="AFP")
    independent = page("d", AGENCY_TEXT["fr"], "fr")
    assert origins_of([unnamed, second]).of == {"a": "agency:", "b": "agency:"}
    assert set(origins_of([unnamed, second, named]).of.values()) == {"agency:afp"}
    assert origins_of([unnamed, independent]).count == 2


# What holds for all

TEXTS = st.sampled_from([*AGENCY_TEXT.values(), *OWN_TEXT.values(), OWN_TEXT["en"] + AGENCY_TEXT["en"], STATEMENT, ""])
EDITS = st.sampled_from([0.0, 0.1, 0.2, 0.3])
ENDS = st.sampled_from(["", "\n(AFP)", "\nReuters", "\nAFP, Reuters", "\nagencies"])


@st.composite
def incidents(draw: st.DrawFn) -> list[Report]:
    pages = []
    for number in range(draw(st.integers(1, 6))):
        text = reworded(draw(TEXTS), draw(EDITS), draw(st.integers(1, 3))) + draw(ENDS)
        outlet = draw(st.sampled_from(["Post", "Echo", None]))
        pages.append(page(f"p{number}", text, published=later(draw(st.integers(0, 2))), outlet=outlet))
    return pages


@settings(max_examples=60, deadline=None)
@given(incidents(), st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(pages: list[Report], chance: object) -> None:
    mixed = list(pages)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert origins_of(mixed) == origins_of(pages)


@settings(max_examples=60, deadline=None)
@given(incidents(), st.data())
def test_another_copy_of_a_page_never_changes_the_count(pages: list[Report], data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(pages))
    assume(of.text)  # of a page without words nobody knows whose it is
    copy = page("z-copy", of.text, published=of.published, outlet=of.outlet)
    assert origins_of([*pages, copy]).count == origins_of(pages).count


@settings(max_examples=60, deadline=None)
@given(incidents())
def test_every_report_has_an_origin_and_chains_end(pages: list[Report]) -> None:
    origins = origins_of(pages)
    assert set(origins.of) == {one.id for one in pages}
    assert 1 <= origins.count <= len(pages)
    source = {one.report: one.of for one in origins.reprints}
    for at in source:
        seen = set()
        while (nxt := source.get(at)) is not None:
            assert at not in seen
            seen.add(at)
            at = nxt
    for report in pages:
        if origins.of[report.id] == report.id:
            assert report.id not in source


def test_no_report_has_no_origin() -> None:
    assert origins_of([]).count == 0
    assert origins_of([page("a", ""), page("b", "")]).count == 2


def test_huge_pages_and_many_reports_are_bounded() -> None:
    huge = page("huge", "kill " * 200_000, published=DAY)
    many = [page(f"p{n}", reworded(AGENCY_TEXT["en"], 0.1, n), published=later(1)) for n in range(200)]
    assert origins_of([huge, *many]).count == 2


# Passages: what of a page tells of the incident

OTHERS = [
    "In Corbel the price of bread rose by a tenth, and the bakers closed their shops for a day. ",
    "The river Ane is higher than it has been for nine years; two bridges are shut until the weekend at least. ",
    "A film about the founder of the national theatre opened to empty rows, its makers blame the heat. ",
    "The northern league ends its season without a winner, after the last match was called off in the rain. ",
] * 3  # fmt: skip


def round_up(identity: str, passage: str, other: int, days: int = 0) -> Report:
    """A page on which the passage stands among stories of another matter, at least three times as long."""
    around = [f"{story[:-2]}, {identity} hears{story[-2:]}" for story in OTHERS[other:] + OTHERS[:other]]
    text = "".join(around[:6]) + passage + " " + "".join(around[6:])
    return page(identity, text, published=later(days))


def test_a_round_up_with_a_copied_passage_is_no_origin_of_its_own() -> None:
    passage = AGENCY_TEXT["en"][:400]
    alone, among = page("a", AGENCY_TEXT["en"]), round_up("b", passage, 0, days=1)
    assert origins_of([alone, among]).count == 2
    origins = origins_of([alone, among], {"a": AGENCY_TEXT["en"], "b": passage})
    assert origins.count == 1
    assert [one.of for one in origins.reprints] == ["a"]


def test_one_passage_among_other_stories_is_one_origin() -> None:
    passage = AGENCY_TEXT["en"][:400]
    pages = [
        round_up("a", passage, 0),
        page("b", f"{OWN_TEXT['fr'] * 4} {reworded(passage, 0.05)}", published=later(1)),
    ]
    assert origins_of(pages).count == 2
    assert origins_of(pages, {"a": passage, "b": reworded(passage, 0.05)}).count == 1


def test_a_turn_of_phrase_makes_no_passages_one() -> None:
    told = (
        "Four people were shot at the end of a march late on Thursday in Corbel.",
        "Police say four people were shot at the end of a march late on Thursday; a man was arrested.",
    )
    pages = [page("a", f"{told[0]} {OWN_TEXT['fr']}"), page("b", f"{OWN_TEXT['en']} {told[1]}")]
    assert origins_of(pages, dict(zip("ab", told, strict=True))).count == 2


def test_a_passage_with_reporting_of_its_own_is_an_origin() -> None:
    passage = AGENCY_TEXT["en"][:400]
    own = f"{passage} {OWN_TEXT['en']}"
    pages = [round_up("a", passage, 0), page("b", f"{own} {OWN_TEXT['fr'] * 4}", published=later(1))]
    assert origins_of(pages, {"a": passage, "b": own}).count == 2
