"""Places by name: folding, noise, variants, choice, and the builder on an invented GeoNames dump."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.errors import WorldError
from reportedly.world import building, place_sources
from reportedly.world.place_exonyms import read_exonyms
from reportedly.world.place_filter import NameFilter, filter_bits
from reportedly.world.place_fold import fold_fully, fold_place, split_cue
from reportedly.world.places import (
    Gazetteer,
    Place,
    country_name,
    country_of,
    default_path,
    describe_candidates,
    open_gazetteer,
)

RAQQA = 172955


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def _resolved(gazetteer: Gazetteer, name: str, **context: list[str]) -> tuple[str, str] | None:
    place = gazetteer.resolve(name, countries=context.get("countries", []))
    return (place.country, place.kind) if place else None


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold_place(fold_place(name)) == fold_place(name)


@given(st.text(alphabet="ابتةىأإآؤئءكيهلرـ abEL'-3é"))
def test_the_short_ways_fold_as_the_long_one(name: str) -> None:
    assert fold_place(name) == fold_fully(name)


@given(st.sets(st.text(alphabet="abcلاين ", min_size=1), max_size=300))
def test_the_filter_lets_every_listed_name_through(names: set[str]) -> None:
    sieve = NameFilter(filter_bits(names))
    assert all(sieve.may_list(name) and sieve.may_begin(name.partition(" ")[0]) for name in names)
    assert NameFilter().may_list("anything")


def test_the_filter_hides_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [
        "Alep",
        "حلب",
        "الحلب",
        "Deir ez-Zor",
        "دير الزور",
        "San Juan",
        "Nice",
        "cheese",
        "كلام",
        "Al-Raqqa",
        "رقة",
    ]
    fresh = Gazetteer(default_path())
    known = [(fresh.candidates(word), fresh.may_begin(word.split()[0])) for word in words]
    assert all(begins for places, begins in known if places)
    monkeypatch.setattr(Gazetteer, "_filter", NameFilter())
    unsieved = Gazetteer(default_path())
    assert [places for places, _ in known] == [unsieved.candidates(word) for word in words]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèïôüāḩş' -", min_size=1))
def test_case_makes_no_difference(name: str) -> None:
    assert fold_place(name.upper()) == fold_place(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Raqqa", "ar-Raqqa"), ("Ash-Shaykh", "El-Shaykh"), ("Sana'a", "Sanaa"), ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Deir ez-Zor", "Deir al Zor"), ("الرّقّة", "الرقه"), ("أربيل", "اربيل"), ("İstanbul", "Istanbul"),
        ("Şanlıurfa", "Sanliurfa"), ("حلـــب", "حلب"), ("کابل", "كابل"),
    ],
)  # fmt: skip
def test_spellings_that_meet(one: str, other: str) -> None:
    assert fold_place(one) == fold_place(other)


def test_an_article_is_taken_off_only_where_it_is_one() -> None:
    assert fold_place("Es Castell") == "es castell"
    assert fold_place("Alep") == "alep"
    assert fold_place("Al") == "al"


@pytest.mark.parametrize(
    "name", ["Raqqa", "Rakka", "الرقة", "Raqqah", "ar-Raqqa", "Al-Raqqa", "RAQQA", "ville de Raqqa"]
)
def test_spellings_of_one_town(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.id, place.country, place.admin1, place.kind) == (RAQQA, "SY", "Ar-Raqqah", "town")


@pytest.mark.parametrize("name", ["province de Raqqa", "محافظة الرقة", "Raqqa Governorate", "the province of Raqqa"])
def test_a_cue_says_that_the_division_is_meant(gazetteer: Gazetteer, name: str) -> None:
    place = gazetteer.resolve(name)
    assert place is not None
    assert (place.name, place.kind) == ("Ar-Raqqah", "admin1")


@pytest.mark.parametrize(
    "word", ["The", "We", "IS", "UN", "SDF", "إلى", "أن", "الجمعة", "الأحد", "Nord", "police", "mer Rouge", ""]
)
def test_common_words_are_no_places(gazetteer: Gazetteer, word: str) -> None:
    assert not gazetteer.knows(word)
    assert gazetteer.candidates(word) == ()
    assert gazetteer.resolve(word) is None


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Gao", "ML", "town"), ("كويتا", "PK", "town"), ("Souweïda", "SY", "town"), ("El-Facher", "SD", "town"),
        ("Boutcha", "UA", "town"), ("خاركيف", "UA", "town"), ("Barsalogho", "BF", "town"), ("Ogossagou", "ML", "town"),
        ("Al-Mawasi", "PS", "town"), ("Kherbet al-Joz", "SY", "town"), ("Al-Wasita", "SY", "town"),
        ("Niger", "NE", "country"), ("RD Congo", "CD", "country"), ("Gaza", "PS", "admin1"),
        ("Gaza City", "PS", "town"),
        ("Darfour", "SD", "region"), ("ريف دمشق", "SY", "admin1"), ("Kidal", "ML", "town"), ("Paris", "FR", "town"),
        ("Nord-Kivu", "CD", "admin1"), ("Washington", "US", "town"),
    ],
)  # fmt: skip
def test_names_that_need_no_context(gazetteer: Gazetteer, name: str, country: str, kind: str) -> None:
    assert _resolved(gazetteer, name) == (country, kind)


@pytest.mark.parametrize(
    ("name", "page", "expected"),
    [
        ("Solhan", "BF", ("BF", "town")), ("Nord", "BF", ("BF", "admin1")), ("Tripoli", "LB", ("LB", "town")),
        ("Niger", "NG", ("NG", "admin1")), ("Mali", "GN", ("ML", "country")), ("Rafah", "EG", ("EG", "town")),
        ("Moura", "ML", ("ML", "town")), ("Paris", "SY", ("FR", "town")), ("Barsalogho", "SY", None),
    ],
)  # fmt: skip
def test_the_page_decides(gazetteer: Gazetteer, name: str, page: str, expected: tuple[str, str] | None) -> None:
    assert _resolved(gazetteer, name, countries=[page]) == expected


def test_the_place_beside_decides(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Moura") is None
    mopti = gazetteer.resolve("Mopti")
    assert mopti is not None
    moura = gazetteer.resolve("Moura", near=[mopti])
    assert moura is not None
    assert (moura.country, moura.admin1) == ("ML", "Mopti")


def test_a_place_without_known_coordinates_has_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Al-Wasita") == Place(None, "Al-Wasita", "SY", "Ar-Raqqah", None, None, 0, "town")


def test_candidates_are_ranked_by_kind_then_population(gazetteer: Gazetteer) -> None:
    assert [place.kind for place in gazetteer.candidates("Raqqa")][:2] == ["admin1", "town"]
    towns = [place.population for place in gazetteer.candidates("Tripoli") if place.kind == "town"]
    assert towns == sorted(towns, reverse=True)


def test_countries_in_four_languages() -> None:
    assert [country_of(name) for name in ("Yémen", "Yemen", "اليمن", "RDC", "Estados Unidos")] == [
        "YE",
        "YE",
        "YE",
        "CD",
        "US",
    ]
    assert country_of("Raqqa") is None
    assert (country_name("SY", "fr"), country_name("SY", "ar"), country_name("ZZ", "fr")) == ("Syrie", "سوريا", "ZZ")


def test_rows_for_the_command_line() -> None:
    rows = describe_candidates("Raqqa")
    assert [row["geonames_id"] for row in rows if row["resolves"] == "yes"] == [RAQQA]
    assert rows[0]["country_name"] == "Syria"


def test_a_cue_is_taken_off() -> None:
    assert split_cue("gouvernorat d'Idlib") == ("Idlib", "admin")
    assert split_cue("بلدة الباب") == ("الباب", "town")
    assert split_cue("Bamako") == ("Bamako", None)


def test_look_ups_are_fast(gazetteer: Gazetteer) -> None:
    names = ["Raqqa", "الرقة", "Nobody's Town", "Alep"] * 5_000
    started = time.perf_counter()
    for name in names:
        gazetteer.candidates(name)
    assert len(names) / (time.perf_counter() - started) > 100_000


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="make gazetteer"):
        open_gazetteer(tmp_path / "gazetteer.sqlite")


def test_a_broken_file_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "gazetteer.sqlite"
    broken.write_bytes(b"not a database" * 100)
    with pytest.raises(WorldError, match="make gazetteer"):
        open_gazetteer(broken)


def test_the_file_stays_small() -> None:
    assert default_path().stat().st_size < 30_000_000


def test_every_exonym_has_a_country_and_a_name() -> None:
    entries = list(read_exonyms())
    assert len(entries) > 600
    assert all(len(entry.country) == 2 and all(fold_place(name) for name in entry.names) for entry in entries)


def _line(number: int, name: str, others: str, code: str, population: int = 0) -> str:
    feature = "A" if code.startswith("ADM") else "P"
    fields = [number, name, name, others, "13.50", "2.10", feature, code, "NE", "", "09", "", "", "", population]
    return "\t".join(map(str, [*fields, "", "", "Africa/Niamey", "2026-01-01"])) + "\n"


DUMP = (
    _line(900001, "Testland", "", "ADM1")
    + _line(900002, "Petit Village", "Kauye,THE,alqryt,قرية صغيرة,Деревня", "PPL", 1200)
    + _line(900003, "Rivière", "", "PPL")
)


def test_a_gazetteer_of_a_geonames_dump(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "NE.zip", "w") as archive:
        archive.writestr("readme.txt", "short")
        archive.writestr("NE.txt", DUMP)
    alternates = tmp_path / "alternates.txt"
    alternates.write_text("1\t900002\tar\tالقرية الأولى\n2\t900002\tlink\thttp://example.org\n", encoding="utf-8")
    target = tmp_path / "out" / "gazetteer.sqlite"
    building.build(target, dump=tmp_path / "NE.zip", alternates=alternates, base=False)
    made = open_gazetteer(target)
    village = made.resolve("Petit-Village")
    assert village == Place(900002, "Petit Village", "NE", "Testland", 13.5, 2.1, 1200, "town")
    assert made.resolve("القرية الأولى") == made.resolve("Kauye") == village
    assert not any(made.knows(noise) for noise in ("THE", "alqryt", "Деревня", "Rivière"))
    assert made.may_begin("Petit")
    assert not made.may_begin("Kolvani")
    assert [path.name for path in target.parent.iterdir()] == ["gazetteer.sqlite"]


def test_a_dump_too_large_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_sources, "INFLATED_BYTES", 100)
    (tmp_path / "NE.txt").write_text(DUMP, encoding="utf-8")
    target = tmp_path / "gazetteer.sqlite"
    with pytest.raises(WorldError, match="larger"):
        building.build(target, dump=tmp_path / "NE.txt", base=False)
    assert not target.exists()


@pytest.mark.parametrize("content", ["only\tthree\tcolumns\n", DUMP.replace("13.50", "north")])
def test_a_file_that_is_no_dump(tmp_path: Path, content: str) -> None:
    (tmp_path / "NE.txt").write_text(content, encoding="utf-8")
    with pytest.raises(WorldError, match="GeoNames"):
        building.build(tmp_path / "gazetteer.sqlite", dump=tmp_path / "NE.txt", base=False)


def test_the_command_reports_a_missing_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("countries", "subdivisions", "towns"):
        monkeypatch.setattr(place_sources, source, lambda: iter(()))
    missing = tmp_path / "none.zip"
    assert building.main(["--geonames", str(missing), "--output", str(tmp_path / "gazetteer.sqlite")]) == 1
