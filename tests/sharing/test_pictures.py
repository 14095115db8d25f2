"""What pictures take of incidents, which of them stand at one point, and whose figures are compared. All invented."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Dossier, Estimate, Reprint, Where
from reportedly.sharing.pictures.outlets import ENOUGH, MOST_OUTLETS, Compared, comparison
from reportedly.sharing.pictures.outlines import Frame, Line, Outlines, outlines_of, thinned
from reportedly.sharing.pictures.shown import LONGEST_NAME, OutletToll, Shown, Toll, shortened, shown
from reportedly.sharing.pictures.spots import Spot, spots
from tests.sharing.made import GIVEN, dossiers
from tests.sharing.told import DAY, GAYA, account, dossier


def told(*tolls: tuple[str | None, Estimate, datetime.date | None], **fields: Any) -> Dossier:
    """An incident of which each outlet gives these figures in a report of that day."""
    found = dossier(*(account() for _ in tolls), **fields)
    tellings = tuple(
        msgspec.structs.replace(
            telling,
            report=msgspec.structs.replace(telling.report, outlet=outlet, published=day),
            incident=msgspec.structs.replace(telling.incident, killed=killed),
        )
        for telling, (outlet, killed, day) in zip(found.tellings, tolls, strict=True)
    )
    return msgspec.structs.replace(found, tellings=tellings)


def taken(found: Dossier) -> Shown:
    """What a picture takes of it."""
    one = shown(found, GIVEN)
    assert one is not None
    return one


def test_an_incident_gives_its_days_its_place_and_its_figures() -> None:
    one = taken(dossier())
    assert (one.days, one.killed, one.at) == ((DAY, DAY), Toll(8, 11, 14), (-3.4492, 11.8844))
    assert (one.place, one.country, one.known, one.reviewed) == ("Gaya", "NE", "place", True)
    assert taken(dossier(killed=Estimate(), state="new")) == msgspec.structs.replace(one, killed=None, reviewed=False)
    assert taken(dossier(killed=Estimate(12, 12, None))).killed == Toll(12, 12, 12, open=True)
    assert shown(dossier(background=True, state="new"), GIVEN) is None


def test_how_closely_a_place_is_known_decides_where_it_stands() -> None:
    def known(**fields: Any) -> tuple[str, object]:
        one = taken(dossier(where=msgspec.structs.replace(GAYA, **fields)))
        return one.known, one.at

    point = (-3.4492, 11.8844)
    assert known(precision="admin2") == ("district", point)
    assert known(precision="admin1", name="Dosso") == ("province", point)
    assert known(precision="near", name="Dosso") == ("near", point)  # coarsened: to a tenth of a degree
    assert known(precision="country", latitude=None) == ("country", None)
    assert known(latitude=91.0)[1] is None
    assert taken(dossier(where=None)).known == taken(dossier(where=Where(name="x"))).known == "country"


def test_an_outlets_last_report_counts() -> None:
    early, late = DAY, DAY + datetime.timedelta(2)
    one = taken(told(("Wire", Estimate(9, 9, 9), late), ("Wire", Estimate(4, 4, 4), early), ("Post", Estimate(), early),
                     (None, Estimate(1, 1, 1), None)))  # fmt: skip
    assert [(each.outlet, each.toll) for each in one.outlets] == [("Wire", Toll(9, 9, 9))]
    assert one.unnamed == 1


def test_what_is_masked_in_part_is_no_name() -> None:
    one = taken(
        told(("Le Courrier du ██████", Estimate(4, 4, 4), DAY), where=msgspec.structs.replace(GAYA, name="██ya"))
    )
    assert (one.outlets, one.unnamed, one.place) == ((), 1, None)


def test_reports_of_one_text_have_one_origin() -> None:
    seven = Estimate(7, 7, 7)
    found = told(("A", seven, DAY), ("B", seven, DAY), ("C", seven, DAY), ("D", seven, DAY), reprints=(
        Reprint(report="p2", of="p1"), Reprint(report="p3", of="p2"), Reprint(report="p4", of=None, credit="Delta"),
    ))  # fmt: skip
    assert [each.origin for each in taken(found).outlets] == ["p1", "p1", "p1", "agency Delta"]
    around = msgspec.structs.replace(
        found.incident, reprints=(Reprint(report="p1", of="p2"), Reprint(report="p2", of="p1"))
    )
    assert len(taken(msgspec.structs.replace(found, incident=around)).outlets) == 4


def test_names_are_cut_and_made_harmless() -> None:
    assert shortened("x" * 500) == "x" * (LONGEST_NAME - 1) + "…"
    assert shortened("a\n\u202eb\x1b") == "a \\u202eb\\x1b"
    assert shortened(" ") is shortened(None) is None


@settings(max_examples=25)
@given(dossiers())
def test_any_incident_can_be_taken(found: Dossier) -> None:
    one = shown(found, GIVEN)
    if one is not None and one.killed is not None:
        assert one.killed.low <= one.killed.best <= one.killed.high
    assert one is None or one.at is None or (abs(one.at[0]) <= 180 and abs(one.at[1]) <= 90)


def test_incidents_at_one_point_are_one_spot_unless_they_are_known_otherwise() -> None:
    here = Shown(reviewed=True, at=(2.1, 13.5), known="place", place="Niamey", killed=Toll(3, 4, 5))
    more = msgspec.structs.replace(here, killed=None)
    unseen = msgspec.structs.replace(here, reviewed=False)
    coarse = msgspec.structs.replace(here, known="province", killed=Toll(9, 9, 9))
    lost = msgspec.structs.replace(here, at=None)
    found = spots([here, more, unseen, coarse, lost, here])
    assert found.spots == (
        Spot((2.1, 13.5), "province", True, 1, 9, 0, "Niamey"),
        Spot((2.1, 13.5), "place", True, 3, 8, 1, "Niamey"),
        Spot((2.1, 13.5), "place", False, 1, 4, 0, "Niamey"),
    )
    assert (found.nowhere, found.nowhere_best) == (1, 4)


def given_by(*figures: tuple[str, Toll]) -> Shown:
    """An incident of which these outlets give these figures, each of its own."""
    return Shown(reviewed=True, outlets=tuple(OutletToll(name, toll, f"report of {name}") for name, toll in figures))


def sure(number: int) -> Toll:
    return Toll(number, number, number)


def test_who_gives_more_and_who_only_seems_to() -> None:
    found = comparison([
        given_by(("A", sure(12)), ("B", sure(8))),
        given_by(("A", sure(3)), ("B", sure(4))),
        given_by(("A", Toll(10, 12, 14)), ("B", Toll(13, 13, 20))),  # the ranges meet
        given_by(("A", sure(15)), ("B", Toll(12, 12, 12, open=True))),  # "at least 12" doesn't contradict 15
        given_by(("A", Toll(15, 15, 15, open=True)), ("B", sure(12))),  # "at least 15" contradicts 12
        given_by(("A", sure(100))),
    ])  # fmt: skip
    assert found.pairs["A", "B"] == Compared(shared=5, more=2, fewer=1, ratio=1.25)
    assert found.pairs["A", "B"].alike == 2
    assert found.pairs["B", "A"].ratio == 0.8
    assert (found.outlets, found.incidents, found.one_text, found.others) == (("A", "B"), 5, 0, 0)


def test_a_ratio_takes_enough_incidents_and_no_zeros() -> None:
    few = [given_by(("A", sure(2)), ("B", sure(1)))] * (ENOUGH - 1)
    assert comparison(few).pairs["A", "B"].ratio is None
    zero = given_by(("A", sure(0)), ("B", sure(1)))
    assert comparison([*few, zero]).pairs["A", "B"] == Compared(ENOUGH, ENOUGH - 1, 1, None)


def test_one_text_in_two_outlets_agrees_with_nobody() -> None:
    copied = Shown(reviewed=True, unnamed=2, outlets=(OutletToll("A", sure(7), "p1"), OutletToll("B", sure(7), "p1")))
    found = comparison([copied])
    assert (found.outlets, found.incidents, found.one_text, found.unnamed) == ((), 0, 1, 2)


def test_outlets_beyond_the_most_are_counted() -> None:
    names = [f"outlet {number:02}" for number in range(MOST_OUTLETS + 3)]
    found = comparison(
        [given_by(*((name, sure(1)) for name in names)), given_by((names[-1], sure(1)), (names[0], sure(1)))]
    )
    assert (len(found.outlets), found.others, found.outlets[:2]) == (MOST_OUTLETS, 3, (names[0], names[-1]))
    assert set(found.pairs) == {(a, b) for a in found.outlets for b in found.outlets if a != b}


toll = st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()).map(
    lambda t: Toll(min(t[:2]), min(t[:2]), max(t[:2]), open=t[2])
)
given_tolls = st.dictionaries(st.sampled_from("ABCD"), toll, max_size=4).map(lambda found: given_by(*found.items()))


@given(st.lists(given_tolls, max_size=12))
def test_a_pair_is_the_same_from_either_side(incidents: list[Shown]) -> None:
    found = comparison(incidents)
    for (one, other), pair in found.pairs.items():
        back = found.pairs[other, one]
        assert (pair.shared, pair.more, pair.fewer) == (back.shared, back.fewer, back.more)
        assert pair.shared == sum({one, other} <= {each.outlet for each in i.outlets} for i in incidents)
        assert pair.alike >= 0
        assert (pair.ratio is None) == (back.ratio is None)
        assert pair.ratio is None or abs(pair.ratio * (back.ratio or 0) - 1) < 1e-9


def test_outlines_are_read_from_topojson_and_cut_at_the_frame() -> None:
    topology = {
        "type": "Topology", "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 10], [10, 0], [0, -10], [-10, 0]]],
        "objects": {
            "countries": {"geometries": [{"type": "Polygon", "arcs": [[0, 1]]},
                                         {"type": "MultiPolygon", "arcs": [[[~0, 2]]]},
                                         {"type": "Point", "arcs": []}]},
            "provinces": {"geometries": [{"type": "Polygon", "arcs": [[0, 1]]}]},
        },
    }  # fmt: skip
    found = outlines_of(msgspec.json.encode(topology))
    frame = Frame(2, 2, 12, 8)
    first, second = found.land(frame, 0.1)
    assert set(first) == {(10, 2), (10, 8), (2, 2), (2, 8)}
    assert set(second) == {(10, 2), (10, 8), (12, 2), (12, 8)}
    assert list(found.provinces(frame, 0.1)) == []  # all are borders of countries too
    assert [(10, 0), (10, 10)] in list(found.borders(Frame(-50, -50, 50, 50), 0.1))
    assert list(found.land(Frame(40, 40, 50, 50), 0.1)) == []


points = st.tuples(st.integers(-20, 20), st.integers(-20, 20)).map(lambda p: (float(p[0]), float(p[1])))


@given(st.lists(points, min_size=3, max_size=12), st.floats(0.01, 9))
def test_what_is_cut_lies_in_the_frame_and_thinning_keeps_the_ends(ring: Line, grain: float) -> None:
    frame = Frame(-7, -5, 9, 11)
    world = Outlines([[*ring, ring[0]]], [[0]], frozenset())
    for cut in world.land(frame, grain):
        assert all(Frame(-7.001, -5.001, 9.001, 11.001).has(point) for point in cut)
    thin = thinned(ring, grain)
    assert (thin[0], thin[-1]) == (ring[0], ring[-1])
    assert set(thin) <= set(ring)
