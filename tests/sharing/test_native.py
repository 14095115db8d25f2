"""Our own tables: other programs read them with their types, their keys hold, and no page's text is in them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas
import pytest
from hypothesis import given
from pyarrow import parquet

from reportedly.model import Dossier, Estimate, Quote
from reportedly.running.writing import whole_folder
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.listing import neutral
from reportedly.sharing.native_tables import TABLES, Field, schema
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files
from tests.sharing.test_formats import QUICK
from tests.sharing.told import account, by, dossier, killed


def tables(*dossiers: Dossier) -> dict[str, list[dict[str, Any]]]:
    """The tables as Parquet has them."""
    found = files("native-parquet", dossiers, GIVEN)
    return {name.partition(".")[0]: parquet.read_table(io.BytesIO(data)).to_pylist() for name, data in found.items()}


@QUICK
@given(dossiers=some())
def test_keys_are_unique_and_lead_to_rows(dossiers: list[Dossier]) -> None:
    found = tables(*dossiers)
    first = {table.name: [row[table.fields[0].name] for row in found[table.name]] for table in TABLES}
    for table in TABLES:
        keys = [(row[table.fields[0].name], *(row[name] for name in table.key)) for row in found[table.name]]
        assert len(set(keys)) == len(keys), table.name
        for field in (field for field in table.fields if field.leads_to):
            for row in found[table.name]:
                assert row[field.name] is None or row[field.name] in first[field.leads_to], (table.name, field.name)


@QUICK
@given(dossiers=some())
def test_json_lines_csv_and_parquet_say_the_same(dossiers: list[Dossier]) -> None:
    lines, sheets, typed = (files(f"native-{kind}", dossiers, GIVEN) for kind in ("jsonl", "csv", "parquet"))
    for table in TABLES:
        rows = parquet.read_table(io.BytesIO(typed[f"{table.name}.parquet"])).to_pylist()
        shown = [json.loads(line) for line in lines[f"{table.name}.jsonl"].splitlines()]
        assert [json.loads(msgspec.json.encode(row)) for row in rows] == shown
        text = sheets[f"{table.name}.csv"].decode()
        for row, cells in zip(shown, csv.DictReader(io.StringIO(text, newline="")), strict=True):
            for field in table.fields:
                assert cells[field.name] == _cell(field, row[field.name])


def _cell(field: Field, value: Any) -> str:
    if field.kind == "time" and value:
        return str(value).replace("Z", "+00:00")
    if isinstance(value, bool):
        return str(int(value))
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return neutral(text) if field.kind in ("text", "texts") else text


def test_lines_have_what_the_schema_says() -> None:
    told = files("native-jsonl", [dossier(account(killed(3, None)))], GIVEN)
    described = json.loads(told["tables.schema.json"])
    assert described == json.loads(json.dumps(schema()))
    for table in TABLES:
        for line in told[f"{table.name}.jsonl"].splitlines():
            assert list(json.loads(line)) == described["$defs"][table.name]["required"]


def test_duckdb_and_pandas_read_them(tmp_path: Path) -> None:
    given_away = [dossier(account(killed(8, None, "civilian"), perpetrators=(by("rebels", "claimed"),)))]
    whole_folder(tmp_path / "out", FORMATS["native-parquet"].make(given_away, GIVEN, lambda *_: None))
    frame = pandas.read_parquet(tmp_path / "out" / "incidents.parquet")
    assert (frame["killed_best"].iloc[0], frame["latitude"].iloc[0]) == (11, 11.8844)
    with duckdb.connect() as database:
        described = database.execute(f"DESCRIBE FROM '{tmp_path}/out/incidents.parquet'").fetchall()
        kinds = {name: kind for name, kind, *_ in described}
        assert (kinds["killed_best"], kinds["date_start"], kinds["outlets"]) == ("BIGINT", "DATE", "VARCHAR[]")
        for name in ("values", "quotes"):
            database.from_parquet(str(tmp_path / "out" / f"{name}.parquet")).create_view(f"our_{name}")
        joined = "SELECT text, low FROM our_values JOIN our_quotes USING (quote_id) WHERE field = 'victims'"
        assert database.execute(joined).fetchall() == [("Eleven", 8)]


def test_a_figure_leads_to_its_words() -> None:
    found = tables(dossier(account(killed(8, None, "civilian", "Eleven"), speaker="the ministry")))
    [value] = [row for row in found["values"] if row["field"] == "victims"]
    [quote] = [row for row in found["quotes"] if row["quote_id"] == value["quote_id"]]
    assert (value["low"], value["high"], quote["text"], quote["start"], quote["end"]) == (8, None, "Eleven", 0, 6)
    [report] = found["reports"]
    assert (report["url"], report["text_sha256"]) == ("https://wire.example/1", "ef" * 32)


def test_a_long_quote_is_cut_at_its_end() -> None:
    long = Quote("x" * 301, 5, 306)
    victim = msgspec.structs.replace(killed(1, 1), quote=long)
    [quote] = [row for row in tables(dossier(account(victim)))["quotes"] if row["cut"]]
    assert (quote["text"], quote["start"], quote["end"]) == ("x" * 300, 5, 305)
    fits = msgspec.structs.replace(killed(1, 1), quote=Quote("x" * 300, 5, 305))
    assert [row for row in tables(dossier(account(fits)))["quotes"] if row["cut"]] == []


def test_who_speaks_for_nobody_is_a_role_and_isnt_quoted() -> None:
    found = tables(dossier(account(speaker="Halimatou Vesperin", kind="family")))
    [told] = found["accounts"]
    assert (told["speaker"], told["speaker_type"], told["quote_id"]) == ("a relative", "family", None)


def test_a_figure_that_no_table_holds_is_left_out() -> None:
    [row] = tables(dossier(killed=Estimate(2, 2, 2**70)))["incidents"]
    assert (row["killed_low"], row["killed_high"]) == (2, None)


@pytest.mark.parametrize("name", ["native-parquet", "native-csv", "native-jsonl"])
def test_no_page_goes_out(name: str) -> None:
    told = dossier(account(killed(1, 1)))
    for data in files(name, [told], GIVEN).values():
        assert b"at the market of Gaya" not in data
