"""Tables of articles whose columns are somebody else's. All content here is invented."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pandas
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from reportedly.gathering import Article, Defaults, articles, tables, to_report, urls_of
from reportedly.gathering.columns import Columns, load_columns, ready_columns
from reportedly.model import Failure
from reportedly.model.errors import ColumnsError

COLUMNS = Columns(
    columns={
        "id": "Nr", "url": ["Link", "Adresse"], "title": "Schlagzeile", "text": "Volltext", "published": "Tag"
    },
    constants={"outlet": "Der Bote", "language": "fr"},
    days=["%d.%m.%Y", "%d.%m.%y"],
    optional=["url"],
)  # fmt: skip
HEADER = ["Nr", "Schlagzeile", "Volltext", "Tag", "Ort"]
ROWS = [
    ["b1", "Deux morts à Qasr", "Deux civils ont été tués samedi.", "22.02.2026", "Qasr"],
    ["b2", "Un blessé", 'Un civil, dit "Le Grand", a été blessé.\nIl vit.', "23.02.26", ""],
]


def found(path: Path, content: bytes, columns: Columns | None = COLUMNS) -> list[Article | Failure]:
    path.write_bytes(content)
    return list(articles([str(path)], columns=columns))


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    into = io.StringIO(newline="")
    csv.writer(into, delimiter=delimiter).writerows(rows)
    return into.getvalue()


def codes(outcomes: list[Article | Failure]) -> list[str | None]:
    return [each.code if isinstance(each, Failure) else each.id for each in outcomes]


def messages(outcomes: list[Article | Failure]) -> str:
    return "\n".join(each.message for each in outcomes if isinstance(each, Failure))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a"])
def test_a_table_by_a_mapping(tmp_path: Path, delimiter: str, encoding: str, name: str) -> None:
    first, second = found(tmp_path / name, table([HEADER, *ROWS], delimiter).encode(encoding))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.outlet, first.title) == ("b1", "Der Bote", "Deux morts à Qasr")
    assert second.content.decode() == ROWS[1][2]
    report = to_report(first, Defaults())
    assert (report.published, report.language) == (datetime.date(2026, 2, 22), "fr")
    assert to_report(second, Defaults()).published == datetime.date(2026, 2, 23)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a"])
def test_json_by_a_mapping(tmp_path: Path, name: str) -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in ROWS] + [
        {"Nr": 3, "Volltext": None, "Link": "https://x.example"}
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for content in (lines, json.dumps(rows), json.dumps(rows, indent=1)):
        outcomes = found(tmp_path / name, content.encode())
        assert codes(outcomes) == ["b1", "b2", "empty"]
        assert isinstance(outcomes[0], Article)
        assert (outcomes[0].published, outcomes[0].outlet) == ("2026-02-22", "Der Bote")


@pytest.mark.parametrize("compression", ["snappy", "gzip", "zstd", "none"])
def test_parquet_as_pandas_writes_it(tmp_path: Path, compression: str) -> None:
    frame = pandas.DataFrame(ROWS * 100, columns=HEADER)
    frame["Tag"] = pandas.to_datetime("2026-02-22")
    frame["Nr"] = range(200)
    frame["Ort"] = frame["Ort"].astype("category")
    frame.to_parquet(tmp_path / "a.parquet", compression=compression, row_group_size=30)
    columns = Columns(columns=COLUMNS.columns, optional=["url"])
    outcomes = list(articles([str(tmp_path / "a.parquet")], columns=columns))
    assert codes(outcomes) == [str(number) for number in range(200)]
    last = outcomes[-1]
    assert isinstance(last, Article)
    assert last.name.endswith("a.parquet:200")
    assert to_report(last, Defaults()).published == datetime.date(2026, 2, 22)


def test_parquet_with_our_names_needs_no_mapping(tmp_path: Path) -> None:
    rows = {
        "Id": ["a", "b"],
        "TEXT": ["Un mort.", None],
        "published": [datetime.date(2026, 2, 22), None],
        "n": [[1], []],
    }
    parquet.write_table(pyarrow.table(rows), tmp_path / "a")
    outcomes = list(articles([str(tmp_path / "a")]))
    assert codes(outcomes) == ["a", "empty"]
    parquet.write_table(pyarrow.table({"x": ["Un mort."]}), tmp_path / "b")
    assert "names no column text or html" in messages(list(articles([str(tmp_path / "b")])))


def test_parquet_that_is_none_or_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    texts = {"id": [f"r{number}" for number in range(400)], "text": [f"{number} morts. " * 40 for number in range(400)]}
    parquet.write_table(pyarrow.table(texts), path, row_group_size=100, compression="none", use_dictionary=False)
    whole = path.read_bytes()
    assert len(found(path, whole, None)) == 400
    assert "breaks off" in messages(found(path, whole[:-5], None))
    assert "no whole Parquet file" in messages(found(path, whole[:4] + whole[-3_000:-8] + b"\x10\0\0\0PAR1", None))
    assert codes(found(path, whole[:4] + b"\xff\xff\xff\x7fPAR1", None)) == ["too_large"]
    assert "can't be read from a pipe or from gzip" in messages(found(path, gzip.compress(whole), None))
    at = whole.index(b"150 morts")
    damaged = whole[: at - 40_000] + bytes(40_000) + whole[at:]
    outcomes = found(path, damaged, None)
    assert codes(outcomes)[-200:] == [f"r{number}" for number in range(200, 400)], "the row groups behind are read"
    assert "row group" in messages(outcomes)
    monkeypatch.setattr(tables, "MAX_GROUP", 1_000)
    assert codes(found(path, whole, None)) == ["too_large"] * 4


def test_a_cell_that_no_page_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_PAGE_BYTES", 500)
    monkeypatch.setattr("reportedly.gathering.guards.MAX_PAGE_BYTES", 500)
    rows = [["id", "text"], ["a", "un mort"], ["b", "x" * 5_000_000], ["c", "deux morts"]]
    outcomes = found(tmp_path / "a.csv", table(rows).encode(), None)
    assert codes(outcomes) == ["a", "too_large", "c"]
    assert "a.csv:3" in messages(outcomes)
    frame = pandas.DataFrame(rows[1:], columns=rows[0])
    frame.to_parquet(tmp_path / "a.parquet")
    assert codes(list(articles([str(tmp_path / "a.parquet")]))) == ["a", "too_large", "c"]


def test_rows_that_are_ragged(tmp_path: Path) -> None:
    long, short = [*ROWS[0], "more"], ROWS[0][:3]
    outcomes = found(tmp_path / "a.csv", table([HEADER, long, ROWS[0], short, ROWS[1]]).encode())
    assert codes(outcomes) == ["unreadable", "b1", "unreadable", "b2"]
    assert "6 columns where the header has 5" in messages(outcomes)
    assert "3 columns where the header has 5" in messages(outcomes)


def test_bytes_of_another_encoding_are_no_letters(tmp_path: Path) -> None:
    good, bad = table([HEADER, ROWS[0]]).encode(), table([ROWS[1]]).encode("cp1252")
    outcomes = found(tmp_path / "a.csv", good * 1 + table([ROWS[0]]).encode() * 3_000 + bad + table([ROWS[0]]).encode())
    assert codes(outcomes)[-2:] == ["unreadable", "b1"]
    assert "don't fit its encoding" in messages(outcomes)
    said = Columns(columns=COLUMNS.columns, optional=["url"], encoding="cp1252")
    assert codes(found(tmp_path / "a.csv", table([HEADER, *ROWS]).encode("cp1252"), said)) == ["b1", "b2"]


def test_a_header_that_lacks_a_column(tmp_path: Path) -> None:
    outcomes = found(tmp_path / "a.csv", table([["Nr", "Schlagzeilen", "Volltext", "Tag"], ROWS[0][:4]]).encode())
    assert codes(outcomes) == ["unreadable"]
    assert "'schlagzeile', which is to be the title (did you mean 'schlagzeilen'?)" in messages(outcomes)
    twice = found(tmp_path / "a.csv", table([[*HEADER, "volltext "], [*ROWS[0], "x"]]).encode())
    assert "two columns are called 'volltext'" in messages(twice)
    frame = pandas.DataFrame([["x"]], columns=["Volltext"])
    frame.to_parquet(tmp_path / "b.parquet")
    assert "which is to be the id" in messages(list(articles([str(tmp_path / "b.parquet")], columns=COLUMNS)))


def test_a_day_that_is_written_otherwise_is_told(tmp_path: Path) -> None:
    wrong = [[*ROWS[0][:3], day, ""] for day in ("02/22/2026", "", "31.02.2026")]
    outcomes = found(tmp_path / "a.csv", table([HEADER, *wrong]).encode())
    assert codes(outcomes) == ["unreadable", "b1", "unreadable"]
    assert "'02/22/2026' isn't as %d.%m.%Y or %d.%m.%y has it" in messages(outcomes)


def test_an_address_without_a_text_is_to_be_fetched(tmp_path: Path) -> None:
    rows = [[*HEADER, "Link"], ["b1", "Titre", "", "", "", "https://x.example/1"], ["b2", "Deux morts", "", "", "", ""]]
    outcomes = found(tmp_path / "a.csv", table(rows).encode())
    assert codes(outcomes) == ["empty", "b2"], "a headline alone is read, as elsewhere"
    assert "https://x.example/1" in messages(outcomes)
    assert "reportedly fetch" in messages(outcomes)


MEDIA_CLOUD = """id,indexed_date,language,media_name,media_url,publish_date,title,url
9a,2026-02-23 04:11:09.1,fr,lebote.example,lebote.example,2026-02-22,Deux morts à Qasr,https://lebote.example/qasr
9b,2026-02-23 04:11:09.1,fr,lebote.example,lebote.example,2026-02-22,Encore,https://lebote.example/qasr
9c,2026-02-23 04:11:09.1,en,north.example,north.example,,"Two killed, one hurt",http://north.example/2
"""
ZOTERO = (
    '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","ISSN","DOI","Url",'
    '"Abstract Note","Date","Date Added","Language"\n'
    '"AB12CD34","newspaperArticle","2026","Rigaud, A.","Deux morts à Qasr","Le Bote","","","","https://lebote.example/q",'
    '"","2026-02-22","2026-03-01 10:00:00","fr-FR"\n'
    '"AB12CD35","book","2019","Rigaud, A.","Un livre","","","","","","","2019","2026-03-01 10:00:00","fr"\n'
)


def listed(content: str, name: str) -> list[Article | Failure]:
    return list(urls_of(["-"], stdin=io.BytesIO(content.encode()), columns=load_columns(name)))


def gdelt(name: str, rows: list[dict[str, str]]) -> str:
    header = load_columns(name).header
    return "".join("\t".join(row.get(column, "0") for column in header) + "\n" for row in rows)


def test_ready_mappings() -> None:
    assert ready_columns() == ["gdelt-events", "gdelt-gkg", "gdelt-mentions", "media-cloud", "zotero"]
    assert [len(load_columns(f"gdelt-{name}").header) for name in ("events", "mentions", "gkg")] == [61, 16, 27]
    first, second = listed(MEDIA_CLOUD, "media-cloud")
    assert isinstance(first, Article)
    assert (first.url, first.outlet, first.published) == ("https://lebote.example/qasr", "lebote.example", "2026-02-22")
    assert isinstance(second, Article)
    assert (second.title, second.published, second.language) == ("Two killed, one hurt", None, "en")
    article, book = listed(ZOTERO, "zotero")
    assert isinstance(article, Article)
    assert (article.id, article.outlet, article.published) == ("AB12CD34", "Le Bote", "2026-02-22")
    assert isinstance(book, Failure)
    assert "no address of the web" in book.message


def test_gdelt_has_no_header_no_quotes_and_no_day() -> None:
    mentions = gdelt(
        "gdelt-mentions",
        [
            {"MentionIdentifier": "https://a.example/1", "MentionSourceName": "a.example", "Extras": ""},
            {"MentionIdentifier": "https://a.example/1", "MentionSourceName": 'a "quoted', "Extras": ""},
            {"MentionIdentifier": "BBC Monitoring, 4 March", "MentionType": "2"},
            {
                "MentionIdentifier": "https://b.example/2",
                "MentionSourceName": '"b',
                "MentionTimeDate": "20260222101500",
            },
        ],
    )
    one, citation, two = listed(mentions, "gdelt-mentions")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.url, two.url, two.outlet, two.published) == ("https://a.example/1", "https://b.example/2", '"b', None)
    assert isinstance(citation, Failure)
    for name, column in (("gdelt-events", "SOURCEURL"), ("gdelt-gkg", "DocumentIdentifier")):
        (page,) = listed(gdelt(name, [{column: "https://a.example/1"}]), name)
        assert isinstance(page, Article)
        assert page.url == "https://a.example/1"


def test_what_is_no_table_lists_no_addresses(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><p>Deux morts.</p></body></html>")
    (outcome,) = urls_of([str(tmp_path)], columns=COLUMNS)
    assert isinstance(outcome, Failure)
    assert "no table of addresses" in outcome.message
    lines = '{"url": "https://x.example/1", "text": "Deux morts."}\n{"text": "none"}\n'
    first, second = urls_of(["-"], stdin=io.BytesIO(lines.encode()))
    assert isinstance(first, Article)
    assert first.content == b""
    assert isinstance(second, Failure)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("columns: {text: a, titel: b}", "'titel' isn't one of title"),
        ("columns: {outlet: a}", "none of them is text, html, url or title"),
        ("columns: {text: a}\nconstants: {text: b}", "constants: 'text' isn't one of"),
        ("columns: {text: a}\ndays: 'D.M.Y'", "isn't a format of days"),
        ("columns: {text: a}\ndays: '%d.%m.'", "isn't a format of days"),
        ("columns: {text: a}\ndelimiter: tabulator", "isn't one sign"),
        ("columns: {text: a}\nencoding: latin-99", "none that is known"),
        ("columns: {text: a}\nheader: [b, c]", "no column 'a'"),
        ("columns: {text: a}\ncolour: red", "colour"),
        ("columns: [text]", "Expected `object`"),
        ("columns: {text: [a", "expected ',' or ']'"),
        ("", "Expected `object`"),
    ],
)
def test_a_mapping_that_does_not_hold_together(tmp_path: Path, written: str, words: str) -> None:
    path = tmp_path / "m.yml"
    path.write_text(written)
    with pytest.raises(ColumnsError) as caught:
        load_columns(str(path))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "m.yml" in str(caught.value)


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ColumnsError, match="did you mean 'media-cloud'"):
        load_columns("mediacloud")
    (tmp_path / "m.yml").write_bytes(b"columns: {text: \xff}")
    with pytest.raises(ColumnsError, match="UTF-8"):
        load_columns(str(tmp_path / "m.yml"))


_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_writer_of_csv_wrote_is_read(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    content = table([["nr", "word", "story"], *[["x" + a, b, "y" + c] for a, b, c in rows]], delimiter)
    columns = Columns(columns={"id": "nr", "title": "word", "text": "story"})
    outcomes: list[Any] = list(articles(["-"], stdin=io.BytesIO(content.encode()), columns=columns))
    assert [each.content.decode() for each in outcomes] == ["y" + c for _, _, c in rows]
    assert [each.id for each in outcomes] == [" ".join(("x" + a).split()) for a, _, _ in rows]
