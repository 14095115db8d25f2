"""Files, folders and streams to articles. All content here is invented."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.gathering import Article, Defaults, articles, inflating, to_report
from reportedly.model import Failure

ROWS = [
    {"id": "a1", "title": "Deux morts à Qasr", "text": "Deux civils ont été tués samedi.", "published": "2026-02-22"},
    {"id": "a2", "html": "<html><body><h1>Trois</h1><p>Trois civils.</p></body></html>", "outlet": "Le Phare"},
    {"id": 3, "text": "Un mort.", "language": None, "unknown": {"x": [1]}},
]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def found(*paths: Path | str) -> list[Article | Failure]:
    return list(articles([str(path) for path in paths]))


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def ids(outcomes: list[Article | Failure]) -> list[str | None]:
    return [outcome.id for outcome in outcomes]


def failure(outcome: Article | Failure, code: str, *words: str) -> None:
    assert isinstance(outcome, Failure)
    assert outcome.code == code
    assert "\n" not in outcome.message
    for word in words:
        assert word in outcome.message


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a", "a.json"])
def test_json_lines_whatever_the_name(tmp_path: Path, name: str) -> None:
    outcomes = found(written(tmp_path / name, LINES))
    assert ids(outcomes) == ["a1", "a2", "3"]
    assert [o.kind for o in outcomes if isinstance(o, Article)] == ["text", "html", "text"]
    assert isinstance(outcomes[1], Article)
    assert outcomes[1].name.endswith(f"{name}:2")
    assert outcomes[1].outlet == "Le Phare"


@pytest.mark.parametrize("content", [json.dumps(ROWS), json.dumps(ROWS, indent=1), "\ufeff " + json.dumps(ROWS)])
def test_a_json_array(tmp_path: Path, content: str) -> None:
    assert ids(found(written(tmp_path / "a.json", content.encode()))) == ["a1", "a2", "3"]


def test_one_json_object_over_several_lines(tmp_path: Path) -> None:
    assert ids(found(written(tmp_path / "a.json", json.dumps(ROWS[0], indent=2).encode()))) == ["a1"]


def test_a_json_array_is_read_a_piece_at_a_time(tmp_path: Path) -> None:
    rows = [{"id": f"r{i}", "text": "x" * 50_000} for i in range(60)]
    assert len(found(written(tmp_path / "a.json", json.dumps(rows).encode()))) == 60


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = delimiter.join(("ID", "Text", "Title")) + "\r\n"
    table += delimiter.join(("c1", '"Deux civils\nont été tués."', "Deux morts à Qasr")) + "\r\n\r\n"
    table += delimiter.join(("c2", "", "")) + "\r\n"
    first, second = found(written(tmp_path / "a.csv", table.encode(encoding)))
    assert isinstance(first, Article)
    assert (first.id, first.title) == ("c1", "Deux morts à Qasr")
    assert first.content.decode() == "Deux civils\nont été tués."
    failure(second, "empty", "a.csv:5")
    assert second.id == "c2"


def test_a_csv_with_a_quotation_mark_left_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.gathering.tables.MAX_PAGE_BYTES", 1_000)
    content = 'id,text\nc1,un\nc2,"' + "x\n" * 2_000
    first, second = found(written(tmp_path / "a.csv", content.encode()))
    assert first.id == "c1"
    failure(second, "unreadable", "quotation mark left open")


def test_a_quotation_mark_left_open_to_the_end_swallows_no_rows(tmp_path: Path) -> None:
    content = 'id,text\nc1,un\nc2,"deux\nc3,trois\n'
    first, second = found(written(tmp_path / "a.csv", content.encode()))
    assert first.id == "c1"
    failure(second, "unreadable", "a.csv:3", "quotation mark left open")
    assert ids(found(written(tmp_path / "b.csv", b'id,text\nc1,"un\nmort"'))) == ["c1"]


def test_a_row_with_too_many_columns_is_not_cut(tmp_path: Path) -> None:
    content = b"id,text\nc1,Deux soldats, dont un officier\nc2,un mort,,\nc3\n"
    cut, fine, short = found(written(tmp_path / "a.csv", content))
    failure(cut, "unreadable", "a.csv:2", "3 columns where the header has 2", "quotation marks")
    assert fine.id == "c2"
    failure(short, "unreadable", "a.csv:4", "1 columns where the header has 2")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_table_without_our_columns_is_no_page(tmp_path: Path, name: str) -> None:
    (outcome,) = found(written(tmp_path / name, b"id;titre;texte\n1;Titre;Deux soldats\n"))
    failure(outcome, "unreadable", name, "names no column text or html", "add a header line")
    (page,) = found(written(tmp_path / ("b" + name), b"<html><p>Deux soldats</p></html>"))
    assert isinstance(page, Article)


@pytest.mark.parametrize(
    ("name", "content"), [("a.json", b"[]"), ("a.json", b" [ ] "), ("a.csv", b"id,text\n"), ("a.jsonl", b"\n\n")]
)
def test_a_file_of_no_articles_says_so(tmp_path: Path, name: str, content: bytes) -> None:
    (outcome,) = found(written(tmp_path / name, content))
    failure(outcome, "empty", name)


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (b"[", 0),
        (b'[{"text": "un"}', 1),
        (b'[{"text": "un"},', 1),
        (b'[{"text": "un"}, {"te', 1),
        (b'[{"text": "un"} 7', 1),
    ],
)
def test_an_array_that_breaks_off(tmp_path: Path, content: bytes, whole: int) -> None:
    outcomes = found(written(tmp_path / "a.json", content))
    assert [type(o).__name__ for o in outcomes] == ["Article"] * whole + ["Failure"]
    failure(outcomes[-1], "unreadable", f"article {whole + 1} of the JSON array")


@pytest.mark.parametrize("content", [b"[" * 100_000, b'[{"a": ' + b"[" * 100_000])
def test_an_array_nested_too_deep(tmp_path: Path, content: bytes) -> None:
    (outcome,) = found(written(tmp_path / "a.json", content))
    failure(outcome, "unreadable", "article 1 of the JSON array")


def test_gzip_of_all_of_these(tmp_path: Path) -> None:
    assert ids(found(written(tmp_path / "a.jsonl.gz", gzip.compress(LINES)))) == ["a1", "a2", "3"]
    assert ids(found(written(tmp_path / "b", gzip.compress(json.dumps(ROWS).encode())))) == ["a1", "a2", "3"]
    (page,) = found(written(tmp_path / "c.gz", gzip.compress("Deux morts\nÀ Qasr.".encode())))
    assert isinstance(page, Article)
    assert page.content == "Deux morts\nÀ Qasr.".encode()
    two = gzip.compress(LINES) + gzip.compress(LINES)
    assert len(found(written(tmp_path / "d.gz", two))) == 6


def test_a_gzip_file_that_breaks_off(tmp_path: Path) -> None:
    noise = [json.dumps({"id": f"r{i}", "text": os.urandom(40).hex()}).encode() for i in range(3_000)]
    whole = gzip.compress(b"\n".join(noise))
    outcomes = found(written(tmp_path / "a.gz", whole[: len(whole) // 2]))
    assert len(outcomes) > 1_000
    failure(outcomes[-1], "unreadable", "a.gz", "break off")


def test_a_gzip_file_damaged_or_with_something_behind_it(tmp_path: Path) -> None:
    whole = gzip.compress(b"Deux morts")
    for content in (whole[:6], whole[:-9] + b"\xff" * 9, whole + b"more"):
        failure(found(written(tmp_path / "a.gz", content))[-1], "unreadable", "a.gz", "break off or are damaged")
    failure(found(written(tmp_path / "a.gz", gzip.compress(whole)))[-1], "not_text", "gzip inside gzip")


def test_a_gzip_bomb_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = found(written(tmp_path / "page.gz", gzip.compress(b"a" * 60_000_000)))
    failure(page, "too_large", "50 MB")
    monkeypatch.setattr(inflating, "MAX_INFLATED", 100_000)
    outcomes = found(written(tmp_path / "lines.gz", gzip.compress(LINES * 1_000)))
    failure(outcomes[-1], "too_large", "inflates")


def test_lines_are_read_one_at_a_time() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece = (LINES * (1 + len(buffer) // len(LINES)))[: len(buffer) // len(LINES) * len(LINES)]
            buffer[: len(piece)] = piece
            return len(piece)

    stream: Iterator[Article | Failure] = articles(["-"], stdin=io.BufferedReader(Endless(), 1 << 16))
    assert [next(stream).id for _ in range(6)] == ["a1", "a2", "3"] * 2


def test_standard_input() -> None:
    (page,) = articles([], stdin=io.BytesIO(b"Deux morts\nDeux civils."))
    assert isinstance(page, Article)
    assert (page.name, page.kind) == ("standard input", "auto")
    failure(next(articles(["-"], stdin=io.BytesIO())), "empty", "standard input")


def test_a_pipe_that_gives_a_byte_at_a_time() -> None:
    class Slow(io.RawIOBase):
        rest = LINES

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece, self.rest = self.rest[:1], self.rest[1:]
            buffer[: len(piece)] = piece
            return len(piece)

    assert ids(list(articles(["-"], stdin=io.BufferedReader(Slow())))) == ["a1", "a2", "3"]


def test_a_line_that_breaks_off(tmp_path: Path) -> None:
    lines = LINES.splitlines(keepends=True)
    content = (
        lines[0] + lines[1][:30] + b"\n\n" + b"[1, 2]\n" + b'{"id": "e"}\n' + b'{"id": "n", "text": 7}\n' + lines[2]
    )
    outcomes = found(written(tmp_path / "a.jsonl", content))
    assert [type(o).__name__ for o in outcomes] == ["Article", "Failure", "Failure", "Failure", "Failure", "Article"]
    failure(outcomes[1], "unreadable", "a.jsonl:2", "may break off", "write the line again")
    assert outcomes[1].id is not None
    assert outcomes[1].id.startswith("sha256:")
    failure(outcomes[2], "unreadable", "a.jsonl:4", "not a JSON object")
    failure(outcomes[3], "empty", "a.jsonl:5")
    assert outcomes[3].id == "e"
    failure(outcomes[4], "unreadable", "its text isn't a string")


def test_a_first_line_that_breaks_off(tmp_path: Path) -> None:
    outcomes = found(written(tmp_path / "a.jsonl", b'{"id": "a", "te\n' + LINES))
    failure(outcomes[0], "unreadable", "a.jsonl:1")
    assert ids(outcomes[1:]) == ["a1", "a2", "3"]


def test_odd_lines(tmp_path: Path) -> None:
    lines = [
        b'{"text": "lone \\ud83d surrogate"}',
        b'{"text": "tab\there"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "a", "n": NaN}',
    ]
    outcomes = found(written(tmp_path / "a.jsonl", b"\n".join(lines) + b"\n" + b"[" * 100_000))
    assert [type(o).__name__ for o in outcomes] == ["Article", "Article", "Failure", "Article", "Failure"]
    failure(outcomes[2], "unreadable", "UTF-8")
    failure(outcomes[4], "unreadable", "a.jsonl:5", "nested too deep")
    assert isinstance(outcomes[0], Article)
    assert outcomes[0].content.decode() == "lone \ufffd surrogate"


def test_a_line_beyond_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.gathering.records.MAX_PAGE_BYTES", 500)
    long = b'{"id": "l", "text": "' + b"x" * 2_000_000 + b'"}\n'
    outcomes = found(written(tmp_path / "a.jsonl", LINES + long + LINES))
    assert len(outcomes) == 7
    failure(outcomes[3], "too_large", "a.jsonl:4")


def test_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt", ".hidden", ".git/x.txt"):
        written(tmp_path / "top" / name, name.encode())
    (tmp_path / "top" / "c" / "loop").symlink_to(tmp_path / "top")
    (tmp_path / "top" / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "top" / "self").symlink_to(tmp_path / "top" / "self")
    os.mkfifo(tmp_path / "top" / "fifo")
    outcomes = found(tmp_path / "top")
    assert [o.content for o in outcomes if isinstance(o, Article)] == [b"a.txt", b"b.txt", b"c/d.txt"]
    failure(outcomes[-2], "unreadable", "gone")
    failure(outcomes[-1], "unreadable", "self", "symbolic links")
    assert len(outcomes) == 5


def test_what_cannot_be_read(tmp_path: Path) -> None:
    written(tmp_path / "empty.txt", b"")
    written(tmp_path / "spaces.txt", b" \n" * 100_000)
    written(tmp_path / "a.pdf", b"%PDF-1.7 ...")
    (tmp_path / "folder").mkdir()
    names = ["missing.txt", "empty.txt", "spaces.txt", "a.pdf", "folder", "new\nline", "nul\0name"]
    outcomes = found(*(str(tmp_path / name) for name in names))
    codes = ["unreadable", "empty", "empty", "not_text", "empty", "unreadable", "unreadable"]
    for outcome, code in zip(outcomes, codes, strict=True):
        failure(outcome, code)
    failure(outcomes[0], "unreadable", "no such file")


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since a test may run as root, whom permissions don't stop."""
    folder = written(tmp_path / "top" / "closed" / "a.txt", b"x").parent
    file = written(tmp_path / "top" / "b.txt", b"x")
    real_list, real_open = Path.iterdir, Path.open

    def iterdir(self: Path) -> Iterator[Path]:
        if self == folder:
            raise PermissionError(13, "Permission denied")
        return real_list(self)

    def open_(self: Path, mode: str = "r") -> object:
        if self == file:
            raise PermissionError(13, "Permission denied")
        return real_open(self, mode)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "open", open_)
    outcomes = found(tmp_path / "top")
    assert len(outcomes) == 2
    for outcome in outcomes:
        failure(outcome, "unreadable", "no permission", "change its permissions")


def test_a_page_of_fifty_megabytes_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    path.write_bytes(b"<html>" + b"<p>a</p>\n" * 6_000_000)
    (outcome,) = found(path)
    failure(outcome, "too_large", "big.html", "50 MB")


def test_every_shape_becomes_a_report(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", LINES)
    reports = [to_report(a, Defaults()) for a in found(path) if isinstance(a, Article)]
    assert [r.text for r in reports] == [
        "Deux morts à Qasr\n\nDeux civils ont été tués samedi.",
        "Trois\n\nTrois civils.",
        "Un mort.",
    ]
    assert [r.id for r in reports] == ["a1", "a2", "3"]
