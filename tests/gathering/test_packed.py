"""Pages in WACZ files. All content here is invented."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gathering import Article, articles, packed
from reportedly.model import Failure
from tests.gathering.test_webarchives import numbered, outline

ARCHIVE = b"".join(gzip.compress(each, mtime=0) for each in numbered(3))
PAGES = b'{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://x.example/1", "ts": "2026-02-22T10:00:00Z"}\n'


def wacz(
    archives: dict[str, bytes] | None = None, *, hashes: dict[str, str] | None = None, method: int = zipfile.ZIP_STORED
) -> bytes:
    """A WACZ as crawlers make it; `hashes` replace the right ones."""
    files = {f"archive/{name}": content for name, content in (archives or {"data.warc.gz": ARCHIVE}).items()}
    files |= {"pages/pages.jsonl": PAGES, "indexes/index.cdx.gz": b"\x1f\x8b"}
    given = {path: "sha256:" + hashlib.sha256(content).hexdigest() for path, content in files.items()} | (hashes or {})
    listed = [{"name": path.split("/")[-1], "path": path, "hash": value} for path, value in given.items()]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": listed}).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package).hexdigest()})
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as made:
        for path, content in files.items():
            made.writestr(path, content)
        made.writestr("datapackage.json", package)
        made.writestr("datapackage-digest.json", digest)
    return into.getvalue()


def found(tmp_path: Path, content: bytes, name: str = "a.wacz") -> list[Article | Failure]:
    path = tmp_path / name
    path.write_bytes(content)
    return list(articles([str(path)]))


@pytest.mark.parametrize("name", ["a.wacz", "a", "a.zip", "a.txt"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_pages_of_its_archives_whatever_its_name(tmp_path: Path, name: str, method: int) -> None:
    plain = b"".join(numbered(2))
    outcomes = found(tmp_path, wacz({"b.warc.gz": ARCHIVE, "a.warc": plain}, method=method), name)
    assert outline(outcomes) == ["0", "1", "0", "1", "2"]
    first = outcomes[0]
    assert isinstance(first, Article)
    assert first.name.endswith(f"{name}:archive/a.warc:1")
    assert (first.url, first.retrieved) == ("https://x.example/1", "2026-02-22T10:00:00Z")


def test_a_hash_that_differs_is_told_and_the_pages_read(tmp_path: Path) -> None:
    outcomes = found(tmp_path, wacz(hashes={"archive/data.warc.gz": "sha256:" + "0" * 64}))
    assert outline(outcomes) == ["unreadable", "0", "1", "2"]
    assert isinstance(outcomes[0], Failure)
    for words in ("a.wacz:archive/data.warc.gz", "sha256", "read all the same", "compare with another copy"):
        assert words in outcomes[0].message
    md5 = "md5:" + hashlib.md5(ARCHIVE).hexdigest()  # noqa: S324 - older WACZ have it
    assert outline(found(tmp_path, wacz(hashes={"archive/data.warc.gz": md5}))) == ["0", "1", "2"]
    unknown = wacz(hashes={"archive/data.warc.gz": "crc9:1", "archive/gone.warc.gz": "sha256:1"})
    (gone, *pages) = found(tmp_path, unknown)
    assert isinstance(gone, Failure)
    assert "isn't there" in gone.message
    assert outline(pages) == ["0", "1", "2"]


def test_a_list_of_hashes_that_is_none(tmp_path: Path) -> None:
    for listed in (b"{", b"[1]", b'{"resources": 7}', b"[" * 100_000):
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w") as made:
            made.writestr("archive/data.warc.gz", ARCHIVE)
            made.writestr("datapackage.json", listed)
        outcomes = found(tmp_path, into.getvalue())
        assert outline(outcomes) == ["unreadable", "0", "1", "2"]


def test_names_that_lead_elsewhere_are_no_archives(tmp_path: Path) -> None:
    names = ["../up.warc", "archive/../../up.warc", "/archive/root.warc", "archive/in/deep.warc", "archive\\back.warc"]
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        for name in [*names, "archive/line\nbreak.warc"]:
            made.writestr(name, b"".join(numbered(1)))
        made.writestr("archive/data.warc.gz", ARCHIVE)
    assert outline(found(tmp_path, into.getvalue())) == ["0", "1", "2"]
    assert [each.name for each in tmp_path.iterdir()] == ["a.wacz"]


def test_an_archive_that_is_damaged_leaves_the_others(tmp_path: Path) -> None:
    whole = wacz({"a.warc.gz": ARCHIVE, "b.warc.gz": b"no archive", "c.warc.gz": ARCHIVE})
    at = whole.index(ARCHIVE) + len(ARCHIVE) // 2
    damaged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    outcomes = found(tmp_path, damaged)
    assert outline(outcomes) == ["unreadable", "0", "unreadable", "2", "not_text", "0", "1", "2"]
    assert isinstance(outcomes[0], Failure)
    assert "sha256" in outcomes[0].message


def test_what_is_no_wacz(tmp_path: Path) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        made.writestr("word/document.xml", "<x/>")
    assert outline(found(tmp_path, into.getvalue(), "a.docx")) == ["not_text"]
    assert outline(found(tmp_path, b"PK\x03\x04" + bytes(300))) == ["not_text"]
    assert outline(found(tmp_path, wacz()[:-200])) == ["not_text"]
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as made:
        made.writestr("datapackage.json", "{}")
    (none,) = found(tmp_path, empty.getvalue())
    assert isinstance(none, Failure)
    assert "without a WARC file" in none.message


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = wacz({"a.warc.gz": ARCHIVE, "b.warc.gz": ARCHIVE})
    end = content.rindex(b"PK\x05\x06")
    lying = content[: end + 12] + struct.pack("<L", 2**31) + content[end + 16 :]
    assert outline(found(tmp_path, lying)) == ["not_text"], "the list of members is no 2 GB"
    monkeypatch.setattr(packed, "MAX_MEMBERS", 1)
    assert outline(found(tmp_path, content)) == ["too_large"]
    monkeypatch.setattr(packed, "MAX_MEMBERS", 5)
    monkeypatch.setattr(packed, "MAX_ARCHIVE", 100)
    assert outline(found(tmp_path, content)) == ["too_large"]


def test_a_pipe_says_what_to_do() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (outcome,) = articles(["-"], stdin=Pipe(wacz()))
    assert isinstance(outcome, Failure)
    assert "a file" in outcome.message
    assert outline(list(articles(["-"], stdin=io.BytesIO(wacz())))) == ["0", "1", "2"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(1, 255))
def test_a_byte_that_changed_is_never_silent_or_a_wrong_page(place: int, change: int) -> None:
    content = bytearray(wacz())
    content[place % len(content)] ^= change
    outcomes = list(articles(["-"], stdin=io.BytesIO(bytes(content))))
    pages = [each.content for each in outcomes if isinstance(each, Article)]
    whole = [each.content for each in articles(["-"], stdin=io.BytesIO(wacz())) if isinstance(each, Article)]
    assert set(pages) <= set(whole)
    assert len(pages) == len(whole) or any(isinstance(each, Failure) for each in outcomes)
