"""Estimates, disagreements and perpetrators of one page's incident, from accounts by hand."""

from __future__ import annotations

from typing import Any

from reportedly.model import Account, Count, Event, Perpetrator, Quote, Speaker, Victim
from reportedly.model.vocabulary import Act, Category, SpeakerType, Status
from reportedly.reconciling import page_incidents

QUOTE = Quote("mot", 0, 3)


def victim(low: int | None, high: int | None = -1, category: Category = "unknown", **more: Any) -> Victim:
    count = Count(low, low if high == -1 else high)
    return Victim(outcome=more.pop("outcome", "killed"), count=count, category=category, quote=QUOTE, **more)


def further(start: int, low: int, high: int | None = -1) -> Victim:
    """People told of `start` code points from the top."""
    count = Count(low, low if high == -1 else high)
    return Victim(outcome="killed", count=count, category="unknown", quote=Quote("mot", start, start + 3))


def account(
    number: int, *victims: Victim, speaker: SpeakerType | None = None, act: Act = "statement", **more: Any
) -> Account:
    voice = Speaker(name=f"the {speaker}", type=speaker, quote=QUOTE) if speaker else None
    fields: dict[str, Any] = {"event": None, "when": None, "where": None, "perpetrators": (), "weapons": ()}
    return Account(
        id=f"a{number}", incident=more.pop("incident", "i1"), speaker=voice, act=act if voice else "report",
        victims=victims, background=more.pop("background", False), confidence=0.5, **{**fields, **more},
    )  # fmt: skip


def who(name: str, status: Status, actor: str | None = None) -> Perpetrator:
    return Perpetrator(name=name, actor=actor, type="armed_group", status=status, quote=QUOTE)


def killed(*accounts: Account) -> tuple[int | None, int | None, int | None]:
    found = page_incidents(accounts)[0].killed
    return found.low, found.best, found.high


def test_nobody_says_is_null_and_not_zero() -> None:
    assert killed(account(1)) == (None, None, None)


def test_reported_zero_is_zero() -> None:
    assert killed(account(1, victim(0))) == (0, 0, 0)


def test_at_least_leaves_the_top_open() -> None:
    assert killed(account(1, victim(12, None))) == (12, 12, None)


def test_range_of_reported_figures_and_the_most_reliable_as_best() -> None:
    told = (account(1, victim(14), speaker="armed_group"), account(2, victim(11), speaker="medical"))
    assert killed(*told) == (11, 11, 14)
    assert killed(*reversed(told)) == (11, 11, 14)


def test_the_outlet_s_own_figure_is_best() -> None:
    assert killed(account(1, victim(9)), account(2, victim(12), speaker="witness")) == (9, 9, 12)


def test_fewer_told_further_down_are_some_of_those_told_first() -> None:
    told = account(1, further(60, 4)), account(2, further(0, 7), speaker="government")
    assert killed(*told) == (4, 7, 7)


def test_a_party_s_first_figure_is_corrected_by_those_who_count_bodies() -> None:
    told = account(1, further(0, 14), speaker="military"), account(2, further(60, 11), speaker="medical")
    assert killed(*told) == (11, 11, 14)


def test_a_number_says_more_than_dozens() -> None:
    told = account(1, further(0, 24, 99), speaker="government"), account(2, further(60, 36), speaker="witness")
    assert killed(*told) == (24, 36, 99)


def test_what_two_say_of_one_side_and_a_third_of_the_other_is_added() -> None:
    soldiers = victim(4, category="military")
    told = account(1, soldiers), account(2, soldiers, speaker="government")
    assert killed(*told, account(3, victim(3, category="armed_group"), speaker="military")) == (7, 7, 7)


def test_parts_are_not_added_to_their_total() -> None:
    assert killed(account(1, victim(12), victim(3, part_of=0))) == (12, 12, 12)


def test_some_of_the_wounded_are_no_figure() -> None:
    told = (account(1, victim(3)), account(2, victim(1, None, rule="en.people.some-of+some"), speaker="medical"))
    assert killed(*told) == (3, 3, 3)


def test_a_denial_gives_no_figure() -> None:
    assert (
        killed(account(1, victim(5), speaker="witness"), account(2, victim(9), speaker="military", act="denial"))[2]
        == 5
    )


def test_categories_with_attackers_in_one_of_their_own() -> None:
    told = account(1, victim(2, category="military"), victim(1, category="unknown", roles=("attacker",)))
    found = page_incidents([told])[0].killed_by_category
    assert {name: figures.best for name, figures in found.items()} == {"military": 2, "attacker": 1}


def fields(*accounts: Account) -> dict[str, str]:
    return {d.field: d.kind for d in page_incidents(accounts)[0].disagreements}


def test_accounts_that_agree_disagree_on_nothing() -> None:
    assert fields(account(1, victim(3)), account(2, victim(3), speaker="police")) == {}


def test_at_least_ten_and_twelve_agree() -> None:
    assert fields(account(1, victim(10, None)), account(2, victim(12), speaker="police")) == {}


def test_different_figures_are_a_difference_between_speakers() -> None:
    assert fields(account(1, victim(3)), account(2, victim(5), speaker="police")) == {"killed": "different_speaker"}


def test_figures_with_and_without_the_attackers_differ_in_scope() -> None:
    with_them = account(1, victim(3, category="civilian"), victim(2, roles=("attacker",)))
    without = account(2, victim(3, category="civilian"), speaker="police")
    assert fields(with_them, without)["killed"] == "different_scope"


def test_who_the_dead_were() -> None:
    soldiers = account(1, victim(2, category="military"))
    mixed = account(2, victim(1, category="military"), victim(1, category="civilian"), speaker="government")
    forces = account(3, victim(2, category="security_forces"), speaker="armed_group")
    assert fields(soldiers, mixed)["victims.category"] == "contradiction"
    assert fields(soldiers, forces) == {}


def test_each_side_tells_of_its_own_dead() -> None:
    army = account(1, victim(40, category="armed_group"), speaker="military")
    outlet = account(2, victim(2, category="military"))
    assert killed(army, outlet) == (42, 42, 42)
    assert fields(army, outlet) == {}


def test_terrorists_to_one_and_civilians_to_another_are_the_same_dead() -> None:
    army = account(1, victim(12, category="armed_group"), speaker="military")
    villagers = account(2, victim(15, category="civilian"), speaker="witness")
    assert killed(army, villagers) == (12, 15, 15)
    assert fields(army, villagers)["victims.category"] == "contradiction"


def test_soldiers_and_members_of_security_forces_are_one_side() -> None:
    told = (
        account(1, victim(2, category="military")),
        account(2, victim(2, category="security_forces"), speaker="police"),
    )
    assert killed(*told) == (2, 2, 2)


def test_a_told_event_comes_before_one_that_follows_from_who_did_it() -> None:
    told = Event(type="Battles", sub_type="Armed clash", quote=QUOTE, rule="events.clash")
    derived = Event(type="Violence against civilians", sub_type="Attack", quote=QUOTE, rule="derived.attack")
    event = page_incidents([account(1, event=derived), account(2, event=told, speaker="police")])[0].event
    assert event is not None
    assert event.sub_type == "Armed clash"


def test_who_did_it() -> None:
    claim = account(1, perpetrators=(who("EI", "claimed", "islamic-state"),), speaker="armed_group")
    unknown = account(2, perpetrators=(who("inconnus", "unidentified"),), speaker="government")
    denial = account(3, perpetrators=(who("EI", "denied", "islamic-state"),), speaker="government", act="denial")
    assert fields(claim, unknown) == {"perpetrators": "different_speaker"}
    assert fields(claim, denial) == {"perpetrators": "contradiction"}
    incident = page_incidents([claim, denial])[0]
    assert [(p.actor, p.statuses) for p in incident.perpetrators] == [("islamic-state", ("claimed", "denied"))]


def test_explanations_name_who_says_what() -> None:
    incident = page_incidents([account(1, victim(3)), account(2, victim(5), speaker="police")])[0]
    assert "the outlet: 3" in incident.disagreements[0].explanation
    assert "the police: 5" in incident.disagreements[0].explanation


def test_background_comes_last() -> None:
    past = account(1, victim(9), background=True)
    own = account(2, victim(3), incident="i2")
    assert [i.id for i in page_incidents([past, own])] == ["i2", "i1"]
