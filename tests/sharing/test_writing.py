"""What is shared is there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from reportedly.running.giving import give, given_by_the_world, latin_place
from reportedly.running.writing import NotWritten, whole_file, whole_folder
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.given import File
from reportedly.storing import Store
from tests.sharing.reading import table
from tests.sharing.told import GAYA


@pytest.fixture
def store(two_reports: Store) -> Store:
    return two_reports


def test_a_store_is_given_away_and_what_is_left_out_is_counted(store: Store, tmp_path: Path) -> None:
    given = msgspec.structs.replace(given_by_the_world(), unreviewed=True)
    shared = give(store.dossiers(), FORMATS["acled"], tmp_path / "out.csv", given)
    rows = table((tmp_path / "out.csv").read_bytes())
    assert [(row["location"], row["country"], row["fatalities"]) for row in rows] == [
        ("Qasr", "Syria", "4"), ("Wasita", "Syria", "3"),
    ]  # fmt: skip
    assert (shared.files, shared.left_out) == ({"out.csv": (tmp_path / "out.csv").stat().st_size}, {})
    none = give(store.dossiers(), FORMATS["acled"], tmp_path / "none.csv", given_by_the_world())
    assert none.left_out == {"nobody has reviewed it (its state is neither ready nor sealed)": 2}
    shared = give(store.dossiers(), FORMATS["native-csv"], tmp_path / "tables", given)
    assert {path.name for path in (tmp_path / "tables").iterdir()} == shared.files.keys()
    assert sorted(path.name for path in tmp_path.iterdir() if "sqlite" not in path.name) == [
        "none.csv", "out.csv", "tables",
    ]  # fmt: skip


class Broken(Exception):
    """What goes wrong in the midst of a file."""


def _broken() -> Iterator[bytes]:
    yield b"half"
    raise Broken


def test_what_breaks_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    whole_file(tmp_path / "a.csv", [b"first"])
    with pytest.raises(Broken):
        whole_file(tmp_path / "a.csv", _broken())
    with pytest.raises(Broken):
        whole_folder(tmp_path / "b", [File("1", [b"x"]), File("2", _broken())])
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"first"


def test_what_cant_be_written_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="make its folder first"):
        whole_file(tmp_path / "no" / "a.csv", [b"x"])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").write_text("x")
    with pytest.raises(NotWritten, match="is there already"):
        whole_folder(tmp_path / "full", [File("1", [b"x"])])
    assert (tmp_path / "full" / "kept").exists()
    (tmp_path / "empty").mkdir()
    assert whole_folder(tmp_path / "empty", [File("1", [b"x"])]) == {"1": 1}


def test_a_place_is_told_in_latin_letters() -> None:
    arabic = msgspec.structs.replace(GAYA, name="غايا", geonames_id=2444489)
    assert latin_place(arabic) == "Gaya"
    assert latin_place(GAYA) == "Gaya"
    assert latin_place(msgspec.structs.replace(arabic, geonames_id=None)) == "غايا"
