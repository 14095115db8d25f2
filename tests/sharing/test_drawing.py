"""The pictures as files: the same bytes each time, their words in them, no name that breaks them or is read as math."""

from __future__ import annotations

import datetime
import re
import sys

import pytest
from lxml import etree

from reportedly.sharing.pictures import captions
from reportedly.sharing.pictures.drawing import NoPictures, Picture, picture
from reportedly.sharing.pictures.drawn_map import frame_of
from reportedly.sharing.pictures.gallery import PICTURES, Told
from reportedly.sharing.pictures.outlines import Outlines
from reportedly.sharing.pictures.shown import Known, OutletToll, Shown, Toll
from reportedly.sharing.pictures.spots import spots

NASTY = ("$x^2$", "$\\frac{", "a--b-->", "<b>&amp;", "تيلابيري", "日本", "\\u202eabc", "x" * 200)
SQUARE = Outlines([[(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (0.0, 0.0)]], [[0]], frozenset({0}))
KNOWN: tuple[Known, ...] = ("place", "near", "district", "province", "country")


def incidents() -> list[Shown]:
    """One for each nasty name and kind of place, with figures of two outlets."""
    found = []
    for number, name in enumerate(NASTY):
        day = datetime.date(2026, 3, 2) + datetime.timedelta(3 * number)
        toll = Toll(number, number + 2, number + 5, open=number == 3)
        told = tuple(
            OutletToll(outlet, Toll(at, at, at), outlet) for outlet, at in ((name, number), (NASTY[0] + "!", 3))
        )
        found.append(Shown(reviewed=number % 2 == 0, days=(day, day), killed=toll if number != 4 else None, place=name,
                           at=(2.0 + 9 * number, 5.0), known=KNOWN[number % 5], outlets=told))  # fmt: skip
    return found


def words(made: Picture) -> list[str]:
    """The texts of a picture: each stands as a comment beside the letters' shapes."""
    return re.findall(r"<!-- (.*?) -->", made.content.decode(), re.DOTALL)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_same_each_time_and_takes_any_name(name: str) -> None:
    told = Told(outlines=SQUARE, absent=("Withheld for safety: 3 incidents.",))
    made = picture(PICTURES[name](incidents(), told), "svg")
    assert made == picture(PICTURES[name](incidents(), told), "svg")
    root = etree.fromstring(made.content, etree.XMLParser(resolve_entities=False))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not root.xpath("//*[local-name()='b' or local-name()='script' or local-name()='date']")
    assert "Withheld for safety: 3 incidents." in words(made)
    if name != "timeline":
        assert any("$x^2$" in text for text in words(made))  # as it stands, not as x²


def test_a_png_is_the_same_each_time_and_says_no_day() -> None:
    made = picture(PICTURES["timeline"](incidents(), Told()), "png")
    assert made == picture(PICTURES["timeline"](incidents(), Told()), "png")
    assert made.content.startswith(b"\x89PNG")
    assert b"tEXtSoftware\x00reportedly" in made.content
    assert b"matplotlib" not in made.content.lower()
    assert (made._repr_png_(), made._repr_svg_()) == (made.content, None)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_nothing_says_so(name: str) -> None:
    assert "Nothing to draw" in words(picture(PICTURES[name]([], Told()), "svg"))


def test_settings_of_the_computer_change_nothing() -> None:
    import matplotlib

    before = picture(PICTURES["timeline"](incidents(), Told()), "svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "text.parse_math": True}):
        assert picture(PICTURES["timeline"](incidents(), Told()), "svg") == before
        assert matplotlib.rcParams["font.size"] == 30


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = PICTURES["timeline"](incidents(), Told())
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(NoPictures, match=r"pip install 'reportedly\[plot\]'"):
        picture(sheet, "svg")


def test_a_figure_that_nobody_can_believe_is_drawn_all_the_same() -> None:
    day = datetime.date(2026, 3, 2)
    huge = Shown(reviewed=True, days=(day, day), killed=Toll(0, 3, 2**70), at=(2.0, 13.0), known="place")
    for name in PICTURES:
        assert picture(PICTURES[name]([huge], Told()), "svg").content


def test_a_map_holds_all_its_points_and_stays_on_the_earth() -> None:
    for places in ([(2.1, 13.5)], [(-179.0, 70.0), (179.0, -40.0)], [(0.0, 83.9), (0.1, 83.8)]):
        found = spots([Shown(reviewed=True, at=at, killed=Toll(1, 1, 1)) for at in places])
        frame = frame_of(found, 1.5)
        assert all(frame.has(at) for at in places)
        assert -180 <= frame.west < frame.east <= 180
        assert -60 <= frame.south < frame.north <= 84


def test_what_is_drawn_is_told_in_a_line_and_what_is_not_in_the_foot() -> None:
    assert captions.summary(incidents()[1:4]) == (
        "5 March 2026 to 11 March 2026 · 3 incidents · 12 killed by the best figures (6 to 21 or more)"
    )
    assert captions.summary([]) == "0 incidents"
    day = datetime.date(2026, 3, 5)
    sure = Shown(reviewed=True, days=(day, day), killed=Toll(3, 3, 3))
    assert captions.summary([sure]) == "5 March 2026 · 1 incident · 3 killed by the best figures"
    assert list(captions.absent(0, {}, 0)) == []
    assert list(captions.absent(2, {"nobody has said that it is ready": 2}, 1)) == [
        "Withheld for safety, whatever its day and place: 2 incidents (2: nobody has said that it is ready).",
        "Not drawn: 1 incident that pages only recall and nobody has reviewed.",
    ]
