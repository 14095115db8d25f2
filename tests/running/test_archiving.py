"""A store's pages as WARC: read again they are the very same, and so are the reports of a store that takes them in."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator as Warcio

from reportedly.gathering import Article, articles
from reportedly.model.errors import NotThere
from reportedly.running.adding import Tally, add_paths
from reportedly.running.archiving import Archived, archive
from reportedly.running.fetching import Wanted
from reportedly.running.settings import SettingsError
from reportedly.storing import KeptPages, Store, folder_of, open_store
from tests.gathering.web.clocks import TestClock
from tests.gathering.web.server import Server, page, redirect, versions
from tests.running.webbed import DAY, HOUR, SETTINGS, fetch, fetching, killed, story

ODD = story("Neuf", beside="\x00 caf\xe9")


pytestmark = pytest.mark.usefixtures("no_workers")
ARABIC = story("Six").replace(b"<head>", b"<head><meta charset=windows-1252>")
ARABIC = ARABIC.replace(b"Attack near", "الهجوم near".encode("cp1256"))


@pytest.fixture
def path(server: Server, tmp_path: Path) -> Path:
    """A store with a page that changed and stayed, one of a source behind a redirect, an odd one, one that's gone."""
    store, clock = tmp_path / "store.sqlite", TestClock()
    server.says["/a"] = versions(story(), story("Five"))
    server.says["/short"], server.says["/long"] = redirect("/long"), page(story("Seven"))
    server.says["/odd"] = page(ODD, kind="application/x-unheard-of", headers=[("X-Odd", "caf\xe9")])
    server.says["/arabic"] = page(ARABIC, kind="text/html; charset=windows-1256")
    server.says["/gone"], server.says["/b"] = page(story("Ninety")), versions(story("Two"))
    with fetching(store, clock) as run:
        fetch(run, server.url("/a"), server.url("/odd"), server.url("/gone"), server.url("/b"), server.url("/arabic"))
        said = Wanted(
            url=server.url("/short"), source="L'\xc9cho", outlet="L'\xc9cho", language="en", published="2026-02-26"
        )
        assert list(run.fetch([said])) == [None]
        for hour in (1, 2, 3):
            clock.at = hour * HOUR
            fetch(
                run, server.url("/b"), server.url("/a")
            )  # another version, then 304, then the same bytes without an ETag
            server.says["/a"] = page(story("Five")) if hour == 2 else server.says["/a"]
        del server.says["/gone"]
        for day in (1, 3):
            clock.at = day * DAY
            fetch(run, server.url("/gone"))
    return store


def archived(store: Path, out: Path) -> tuple[Archived, list[str]]:
    said: list[str] = []
    with open_store(store, create=False) as opened:
        return archive(opened, KeptPages(folder_of(store)), out, said.append), said


def add(out: Path, store: Store) -> None:
    with store.run("add") as run:
        said = list(add_paths([str(out)], store, SETTINGS, Tally(), lambda _page, _second: None, run))
    assert [one for one in said if one is not None] == []


def records(out: Path) -> list[tuple[str, str, str | None]]:
    """Type, address and profile of each record, whose digests `warcio` has checked."""
    found = []
    with out.open("rb") as file:
        for record in Warcio(file, check_digests="raise"):
            record.raw_stream.read()
            named = record.rec_headers.get_header
            if record.rec_type in ("response", "revisit"):
                found.append((record.rec_type, named("WARC-Target-URI"), (named("WARC-Profile") or "").split("/")[-1]))
    return found


def test_pages_come_back_the_very_same(path: Path, tmp_path: Path) -> None:
    done, said = archived(path, tmp_path / "out.warc.gz")
    assert (done.pages, done.again, done.missing, done.answers, done.withdrawn, said) == (7, 5, 0, 1, 1, [])
    kept = KeptPages(folder_of(path))
    with open_store(path) as store:
        brought = [one for one in store.fetches.history() if one.sha256][:7]
    found = list(articles([str(tmp_path / "out.warc.gz")]))
    assert all(isinstance(one, Article) for one in found)
    pages = [one for one in found if isinstance(one, Article) and one.kind != "withdrawn"]
    assert len(found) == len(pages) + 1
    assert [one.content for one in pages] == [kept.read(one.sha256 or "") for one in brought]
    assert [one.url for one in pages] == [one.asked for one in brought]
    assert [one.retrieved for one in pages] == [f"{one.at:%Y-%m-%dT%H:%M:%SZ}" for one in brought]
    assert ODD in [one.content for one in pages], "whatever kind the server says it is"
    assert [(one.outlet, one.language, one.published) for one in pages if one.outlet] == [
        ("L'\xc9cho", "en", "2026-02-26")
    ]


def test_other_programs_read_it(server: Server, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.warc.gz"
    archived(path, out)
    assert sorted(records(out)) == sorted([
        ("response", server.url("/a"), ""), ("response", server.url("/a"), ""),
        ("response", server.url("/odd"), ""), ("response", server.url("/gone"), ""),
        ("response", server.url("/long"), ""), ("response", server.url("/b"), ""),
        ("response", server.url("/arabic"), ""),
        *[("revisit", server.url("/b"), "server-not-modified")] * 3,
        ("revisit", server.url("/a"), "server-not-modified"), ("revisit", server.url("/a"), "identical-payload-digest"),
    ])  # fmt: skip
    there: dict[tuple[str, str], str] = {}
    led: list[tuple[str, str]] = []
    for record in Warcio(io.BytesIO(out.read_bytes())):
        named = record.rec_headers.get_header
        if record.rec_type == "response":
            there[named("WARC-Target-URI"), named("WARC-Date")] = named("WARC-Payload-Digest")
        elif record.rec_type == "revisit":
            led.append((named("WARC-Refers-To-Target-URI"), named("WARC-Refers-To-Date")))
            assert led[-1][0] == named("WARC-Target-URI")
            assert there[led[-1]] == named("WARC-Payload-Digest"), "a revisit leads to the page that it was"
    assert len(led) == 5
    content = gzip.decompress(out.read_bytes())
    assert b"via: " + server.url("/short").encode() in content
    assert b"X-Odd: caf\xe9\r\n" in content, "headers are the bytes that came"


def test_a_fresh_store_has_the_same_reports(path: Path, tmp_path: Path) -> None:
    archived(path, tmp_path / "out.warc.gz")
    with open_store(path) as store, open_store(tmp_path / "fresh.sqlite") as fresh:
        add(tmp_path / "out.warc.gz", fresh)
        ids = {reading.report.id for reading in store.readings()}
        assert {reading.report.id for reading in fresh.readings()} == ids
        assert len(ids) == 6
        for one in ids:
            assert fresh.revisions(one) == store.revisions(one)
        before = list(store.readings())
        add(tmp_path / "out.warc.gz", store)
        assert list(store.readings()) == before, "its own archive is nothing new to a store"


def test_pages_that_go_back_and_forth_come_out_as_they_are_now(server: Server, tmp_path: Path) -> None:
    """Corrected and corrected back, taken away and back, taken away behind a redirect, and seen in another dress."""
    path, clock = tmp_path / "there.sqlite", TestClock()
    changing = ("/corrected", "/returns", "/leads")
    with fetching(path, clock) as run:
        for day, figures in enumerate([("Three", "Four", "Five"), ("Six", None, None), ("Three", "Four", None)]):
            clock.at = day * DAY
            for at, figure in zip(changing, figures, strict=True):
                server.says[at] = page(story(figure)) if figure else page(b"", status=410)
            if day:
                server.says["/leads"] = redirect("/")
            fetch(run, *map(server.url, changing))
        server.says["/"] = page(b"<p>The front page")
        clock.at += 2 * DAY
        fetch(run, *map(server.url, changing))
        clock.at += 2 * DAY
        fetch(run, *map(server.url, changing))
        link = f"<link rel='canonical' href='{server.url('/corrected')}'>"
        server.says["/dress"] = page(story("Ninety", link=link))
        fetch(run, server.url("/dress"))
        assert run.tally.copies == 1
    out = tmp_path / "out.warc.gz"
    done, _ = archived(path, out)
    assert done.withdrawn == 2
    with open_store(path) as store, open_store(tmp_path / "fresh.sqlite") as fresh:
        before = [store.revisions(reading.report.id) for reading in store.readings()]
        assert [len(states) for states in before] == [3, 3, 2]
        for _ in range(2):
            add(out, fresh)
            add(out, store)
            assert [fresh.revisions(states[0].report.id) for states in before] == before
            assert [store.revisions(states[0].report.id) for states in before] == before
            assert fresh.counts()["reports"] == store.counts()["reports"] == len(changing)
        assert killed(fresh) == killed(store) == [3, 4]


def test_a_store_goes_by_its_own_fetches_of_a_page(server: Server, path: Path, tmp_path: Path) -> None:
    archived(path, tmp_path / "out.warc.gz")
    server.says["/gone"] = page(story("Ninety"))
    with fetching(tmp_path / "other.sqlite") as run:
        fetch(run, server.url("/gone"))
    with open_store(tmp_path / "other.sqlite") as other:
        add(tmp_path / "out.warc.gz", other)
        assert other.counts()["reports"] == 6
        assert 90 in killed(other), "that it was withdrawn once, elsewhere, says nothing of now"


def test_the_same_store_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.warc.gz", tmp_path / "other.warc.gz"
    archived(path, one)
    archived(path, other)
    assert one.read_bytes() == other.read_bytes()
    archived(path, one)
    assert one.read_bytes() == other.read_bytes(), "also over another"


def test_what_is_missing_or_damaged_is_named_and_the_rest_written(server: Server, path: Path, tmp_path: Path) -> None:
    kept = KeptPages(folder_of(path))
    with open_store(path) as store:
        came = {one.address: one.sha256 for one in store.fetches.history() if one.sha256}
    for at in ("/odd", "/a"):
        file = kept.path_of(came[server.url(at)] or "")
        file.chmod(0o644)
        if at == "/a":
            file.unlink()
        else:
            file.write_bytes(gzip.compress(ODD.replace(b"Neuf", b"Neuq")))
    done, said = archived(path, tmp_path / "out.warc.gz")
    assert (done.pages, done.again, done.missing) == (5, 3, 4), "what was the same as a missing page is missing too"
    assert sorted(one.split(": ")[0] for one in said) == sorted([server.url("/odd"), server.url("/a")])
    assert any("other bytes than its name" in one for one in said)
    assert any("isn't there any more" in one for one in said)
    assert len(records(tmp_path / "out.warc.gz")) == 8


def test_nothing_is_written_for_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.sqlite"):
        pass
    with pytest.raises(NotThere, match="fetch some first"):
        archived(tmp_path / "empty.sqlite", tmp_path / "out.warc.gz")
    with pytest.raises(SettingsError, match=r"isn't called ….warc.gz"):
        archived(tmp_path / "empty.sqlite", tmp_path / "empty.sqlite")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["empty.sqlite"]


def test_a_run_that_breaks_off_leaves_what_was_there(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.warc.gz"
    archived(path, out)
    before = out.read_bytes()
    killed = tmp_path / ".out.warc.gz.999999999.part"
    killed.write_bytes(b"half")

    def breaks(_self: KeptPages, _sha256: str) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(KeptPages, "read", breaks)
    with pytest.raises(KeyboardInterrupt):
        archived(path, out)
    assert out.read_bytes() == before
    assert [file.name for file in tmp_path.glob(".out*")] == [], "nor what a killed run left"
