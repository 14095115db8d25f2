"""What a second reader says stands only where the page bears it out."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from reportedly.asking.answer import parse_answer
from reportedly.asking.checking import (
    NO_SPEAKER,
    NOT_IN_QUOTE,
    NOT_ON_PAGE,
    NOTHING_LEFT,
    TOO_MANY,
    Checker,
)
from reportedly.asking.evidence import Page
from reportedly.model import Account, Reading, Report
from reportedly.model.errors import ReaderError
from reportedly.reading.lexis import language_of
from reportedly.reconciling import page_incidents
from tests.asking import said


def check(
    *told: dict[str, Any], page: Report | None = None, counts: bool = True
) -> tuple[list[Account], dict[str, int]]:
    page = page or said.report()
    lines, odd = parse_answer(json.dumps({"accounts": told}))
    assert not odd
    checker = Checker(Page(page, language_of("fr") if page.language == "fr" else None), "reader:test", counts=counts)
    accounts = checker.accounts(lines)
    Reading(report=page, accounts=accounts, incidents=page_incidents(accounts))  # every quote is the page's
    return list(accounts), {reason: count for reason, count in checker.dropped.items() if count}


def test_what_the_page_says_is_kept() -> None:
    (first, second), dropped = check(said.ministry(), said.group())
    assert dropped == {}
    assert first.speaker is not None
    assert (first.speaker.name, first.speaker.type, first.act) == ("ministère de la Défense", "government", "statement")
    people, children = first.victims
    assert (people.count.low, people.count.high) == (12, None)  # our own reading of "au moins 12"
    assert (children.count.low, children.part_of, children.roles) == (3, 0, ("child",))
    assert first.when is not None
    assert first.when.start == datetime.date(2026, 3, 7)
    assert first.where is not None
    assert (first.where.country, first.where.name) == ("NE", "Gaya")
    assert first.event is not None
    assert first.event.type == "Explosions/Remote violence"
    assert {first.when.rule, first.where.rule, first.event.rule, first.speaker.rule} == {"reader:test"}
    assert {v.rule for v in first.victims} == {"reader:test"}
    assert second.speaker is not None
    assert second.speaker.via == "Agence-Deux"
    assert second.perpetrators[0].status == "claimed"
    assert (first.incident, second.incident) == ("i1", "i1")


def test_the_same_people_told_twice_count_once() -> None:
    twice = said.account(
        said.victims("Deux soldats", 2, 2, outcome="injured", category="military"),
        said.victims("Deux soldats", 2, 2, outcome="injured", category="military"),
    )
    (account,), _ = check(twice)
    assert len(account.victims) == 1


@pytest.mark.parametrize(
    ("victim", "reason"),
    [
        (said.victims("500 morts", 500, 500), NOT_ON_PAGE),
        (said.victims("Au moins 12 personnes", 500, 500), NOT_IN_QUOTE),
        (said.victims("vingt soldats", 12, 12), NOT_IN_QUOTE),
        (said.victims("soldats", 20, 20), NOT_IN_QUOTE),
        (said.victims("ingt soldats", 20, 20), NOT_ON_PAGE),
        (said.victims("2 personnes", 2, 2), NOT_ON_PAGE),  # it says 12
        (said.victims("", 1, 1), NOT_ON_PAGE),
        (
            said.victims("Défense. Deux soldats ont été blessés par l'explosion d'une grenade. Le groupe", 2, 2),
            NOT_ON_PAGE,
        ),
        (said.victims("Deux soldats", -2, -2), NOT_IN_QUOTE),
    ],
)
def test_what_it_does_not_say_is_dropped(victim: dict[str, Any], reason: str) -> None:
    accounts, dropped = check(said.account(victim))
    assert accounts == []
    assert dropped == {reason: 1, NOTHING_LEFT: 1}


def test_without_its_speaker_an_account_would_be_the_outlets_own() -> None:
    lie = said.ministry() | {"speaker": {"type": "police", "via": None, "quote": "le préfet"}}
    assert check(lie) == ([], {NO_SPEAKER: 1})


def test_values_that_are_not_there_leave_the_rest() -> None:
    mixed = said.ministry() | {"where": "Niamey", "when": "dimanche", "weapons": ["missile", "grenade"]}
    (account,), dropped = check(mixed)
    assert (account.where, account.when) == (None, None)
    assert [w.name for w in account.weapons] == ["grenade"]
    assert dropped == {NOT_ON_PAGE: 3}


def test_letters_that_models_write_otherwise_are_the_pages_own() -> None:
    page = said.report("Mardi, 1\u202f200 personnes ont fui et «\u00a0trois agents\u00a0» de l’usine ont été tués.")
    (account,), dropped = check(said.account(said.victims('" trois agents " de l\'usine', 3, 3)), page=page)
    assert dropped == {}
    assert account.victims[0].quote.text == "«\u00a0trois agents\u00a0» de l’usine"


def test_of_several_places_the_one_beside_the_rest_is_quoted() -> None:
    body = "Trois soldats ont été blessés à Agadez.\n\nÀ Gaya, trois soldats ont été tués et un civil enlevé."
    told = said.account(
        said.victims("trois soldats", 3, 3), said.victims("un civil", 1, 1, outcome="abducted"), where="Gaya"
    )
    (account,), _ = check(told, page=said.report(body))
    assert account.victims[0].quote.start > body.index("Gaya")


def test_numbers_are_read_from_the_quote_where_the_reader_cannot_count() -> None:
    told = said.account(said.victims("Au moins 12 personnes", None, None))
    (account,), _ = check(told, counts=False)
    assert (account.victims[0].count.low, account.victims[0].count.high) == (12, None)
    (silent,), _ = check(said.account(said.victims("vingt soldats", None, None)))
    assert silent.victims[0].count.low is None


def test_a_named_person_is_one() -> None:
    page = said.report("Awa Tibiri, 34 ans, a été tuée samedi à Gaya.")
    (account,), dropped = check(said.account(said.victims("Awa Tibiri", 1, 1, name="Awa Tibiri")), page=page)
    assert (account.victims[0].name, account.victims[0].count.low, dropped) == ("Awa Tibiri", 1, {})
    assert check(said.account(said.victims("Awa Tibiri", 34, 34, name="Awa Tibiri")), page=page)[0] == []


def test_in_a_language_without_a_folder_digits_must_agree() -> None:
    page = said.report("Bei einem Anschlag wurden am Samstag 14 Menschen getötet.", language="de")
    (account,), _ = check(said.account(said.victims("14 Menschen", 14, 14), when="Samstag"), page=page)
    assert account.victims[0].count.low == 14
    assert account.when is not None
    assert (account.when.start, account.when.quote and account.when.quote.text) == (None, "Samstag")
    assert check(said.account(said.victims("14 Menschen", 40, 40)), page=page)[0] == []


def test_parts_that_go_round_in_a_circle_are_groups_of_their_own() -> None:
    told = said.account(
        said.victims("vingt soldats", 20, 20, part_of=1), said.victims("trois enfants", 3, 3, part_of=0),
        said.victims("Deux soldats", 2, 2, outcome="injured", part_of=77),
    )  # fmt: skip
    (account,), _ = check(told)
    assert [v.part_of for v in account.victims if v.outcome == "injured"] == [None]


def test_too_much_is_cut() -> None:
    many = [said.account(said.victims("vingt soldats", 20, 20)) for _ in range(130)]
    accounts, dropped = check(*many)
    assert (len(accounts), dropped) == (100, {TOO_MANY: 30})
    told = said.account(*[said.victims("vingt soldats", 20, 20) for _ in range(130)])
    assert check(told)[1] == {TOO_MANY: 30}


def test_an_event_of_another_list_is_dropped() -> None:
    told = said.account(said.victims("vingt soldats", 20, 20), event={"sub_type": "Massacre", "quote": "attaque"})
    (account,), dropped = check(told)
    assert account.event is None
    assert sum(dropped.values()) == 1


@pytest.mark.parametrize("content", ["", "no", '{"accounts": 3}', "[]", "[" * 100_000, '{"accounts": [' + "[" * 9_000])
def test_an_answer_that_is_none(content: str) -> None:
    with pytest.raises(ReaderError, match="isn't of the schema"):
        parse_answer(content)


def test_accounts_of_another_schema_are_counted() -> None:
    wrong = said.account(said.victims("vingt soldats", 20, 20, outcome="vanished"))
    assert parse_answer(json.dumps({"accounts": [wrong, said.group(), 7]}))[1] == 2
