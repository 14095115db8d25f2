"""Pictures of a store: of what may go out and nothing else, and what stays behind is counted in the foot."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from reportedly.running import judging
from reportedly.running.judging import Signed
from reportedly.running.plotting import Scope, drawn, kind_of, to_be_drawn
from reportedly.running.settings import SettingsError
from reportedly.sharing.clearing import WORDS, Policy
from reportedly.storing import Store


@pytest.fixture
def store(two_reports: Store) -> Store:
    return two_reports


def test_what_nobody_has_reviewed_is_counted_and_not_drawn(store: Store) -> None:
    found = to_be_drawn(store, Policy())
    assert (found.incidents, found.withheld, found.reasons) == ((), 2, {WORDS["unreviewed"]: 2})
    assert b"Withheld for safety, whatever its day and place: 2 incidents" in drawn("map", found, "svg").content
    found = to_be_drawn(store, Policy(unreviewed=True))
    assert [(each.reviewed, each.killed and each.killed.best) for each in found.incidents] == [(False, 5), (False, 3)]
    assert found.withheld == 0


def test_places_are_coarse_until_they_are_signed_off(store: Store) -> None:
    incident, me = next(store.incidents()).id, Signed("A. Coder", "seen")
    judging.set_state(store, incident, "ready", me)
    [one] = to_be_drawn(store, Policy()).incidents
    assert (one.place, one.known) == ("Raqqa", "near")
    judging.sign_off(store, incident, "exact_place", me)
    [one] = to_be_drawn(store, Policy()).incidents
    assert (one.place, one.known) == ("Qasr", "place")


def test_days_and_country_choose_what_is_drawn_but_not_what_is_withheld(store: Store) -> None:
    def asked(**scope: object) -> list[int]:
        found = to_be_drawn(store, Policy(unreviewed=True), Scope(**scope))  # type: ignore[arg-type]
        return [each.killed.best for each in found.incidents if each.killed]

    eighth = datetime.date(2026, 3, 8)
    assert asked(first=eighth) == [3]
    assert asked(last=datetime.date(2026, 3, 7)) == [5]
    assert asked(country="SY", first=datetime.date(2026, 3, 7), last=eighth) == [5, 3]
    assert asked(country="NE") == []
    found = to_be_drawn(store, Policy(), Scope(country="NE", last=eighth))
    assert (found.withheld, found.scope) == (2, "Niger until 8 March 2026")


def test_figures_of_outlets_are_those_of_their_pages(store: Store) -> None:
    found = to_be_drawn(store, Policy(unreviewed=True))
    told = [[(each.outlet, each.toll.best) for each in one.outlets] for one in found.incidents]
    assert told == [[("Outlet one", 4), ("Outlet two", 5)], [("Outlet one", 3)]]
    made = drawn("sources", found, "svg").content.decode()
    assert "incidents · 8 killed by the best figures (7 to 8) · 1 of them" in made
    assert "Outlet two" in made


def test_what_is_no_picture_is_refused(store: Store) -> None:
    with pytest.raises(SettingsError, match="there are: timeline, map, sources"):
        drawn("pie", to_be_drawn(store, Policy()))
    with pytest.raises(SettingsError, match=r"\.svg or \.png"):
        kind_of(Path("x.jpeg"))
    assert (kind_of(Path("a.SVG")), kind_of(Path("a.b.png"))) == ("svg", "png")
