"""A store shared in a format: nothing that isn't cleared is in it, and what stays behind is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.running import judging
from reportedly.running.giving import given_by_the_world
from reportedly.running.judging import Signed
from reportedly.running.sharing import share
from reportedly.sharing.clearing import Policy
from reportedly.sharing.formats import FORMATS
from reportedly.storing import Store
from tests.sharing.reading import table


@pytest.fixture
def store(two_reports: Store) -> Store:
    return two_reports


def test_what_nobody_has_reviewed_stays_behind_or_says_so(store: Store, tmp_path: Path) -> None:
    given, out = given_by_the_world(), tmp_path / "out.csv"
    assert share(store, FORMATS["acled"], out, given, Policy()).left_out == {"nobody has said that it is ready": 2}
    assert table(out.read_bytes()) == []
    assert share(store, FORMATS["acled"], out, given, Policy(unreviewed=True)).left_out == {}
    rows = table(out.read_bytes())
    assert [(row["country"], row["fatalities"], row["tags"]) for row in rows] == [
        ("Syria", "4", "unreviewed"), ("Syria", "3", "unreviewed"),
    ]  # fmt: skip
    judging.set_state(store, next(store.incidents()).id, "ready", Signed("A. Coder", "seen"))
    assert share(store, FORMATS["acled"], out, given, Policy()).left_out == {"nobody has said that it is ready": 1}
    [row] = table(out.read_bytes())
    assert (row["fatalities"], row["tags"]) == ("4", "")


def test_a_town_is_told_by_its_province_until_it_is_signed_off(store: Store, tmp_path: Path) -> None:
    given, out, me = given_by_the_world(), tmp_path / "out.csv", Signed("A. Coder", "seen")
    incident = next(store.incidents()).id
    judging.set_state(store, incident, "ready", me)
    share(store, FORMATS["acled"], out, given, Policy())
    assert b"Qasr" not in out.read_bytes()
    judging.sign_off(store, incident, "exact_place", me)
    share(store, FORMATS["acled"], out, given, Policy())
    [row] = table(out.read_bytes())
    assert row["location"] == "Qasr"
