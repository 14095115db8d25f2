"""Fetching into a store: what changes is a revision, what goes is withdrawn, what is known is not read twice."""

from __future__ import annotations

import datetime
import errno
import os
from pathlib import Path

import pytest

from reportedly.gathering.web import canonical
from reportedly.model.errors import StoreError
from reportedly.running.fetching import Wanted
from reportedly.running.known import changes, known_on
from reportedly.running.linking import link_store
from reportedly.storing import KeptPages, folder_of, open_store, rows
from tests import samples
from tests.gathering.web.clocks import TestClock
from tests.gathering.web.server import Server, page, redirect, versions
from tests.running.webbed import DAY, HOUR, fetch, fetching, killed, story

LINK = '<link rel="canonical" href="http://outlet.example:{port}/news/qasr">'


pytestmark = pytest.mark.usefixtures("no_workers")


def test_a_page_is_fetched_kept_and_read(server: Server, path: Path) -> None:
    server.says["/a"] = page(story())
    with fetching(path) as run:
        assert fetch(run, server.url("/a")) == []
        (reading,) = run.store.readings()
        known = run.store.fetches.page(canonical(server.url("/a")))
        (exchange,) = run.store.fetches.history()
        assert (run.tally.added, killed(run.store)) == (1, [3])
    assert known is not None
    assert reading.report.id == known.report_id
    assert reading.report.id.startswith("web:")
    assert len(reading.report.id) == len("web:") + 32
    assert reading.report.url == server.url("/a")
    assert reading.report.retrieved == "2026-03-01T08:00:00Z"
    assert reading.report.raw_sha256 == exchange.sha256
    assert (exchange.status, dict(exchange.headers)["Content-Type"]) == (200, "text/html")
    assert KeptPages(folder_of(path)).read(exchange.sha256 or "") == story()


def test_an_unchanged_page_is_asked_with_its_marks_and_not_read_again(server: Server, path: Path) -> None:
    server.says["/a"] = versions(story())
    clock = TestClock()
    with fetching(path, clock) as run:
        fetch(run, server.url("/a"))
        clock.at = HOUR
        fetch(run, server.url("/a"))
        known = run.store.fetches.page(canonical(server.url("/a")))
        assert known is not None
        assert known.last_seen - known.first_seen == datetime.timedelta(hours=1)
        assert [one.status for one in run.store.fetches.history(known.address)] == [200, 304]
        assert (run.tally.added, run.tally.unchanged) == (1, 1)
        assert len(run.store.revisions(known.report_id)) == 1


def test_other_advertising_is_no_revision(server: Server, path: Path) -> None:
    server.says["/a"] = page(story())
    with fetching(path) as run:
        fetch(run, server.url("/a"))
        server.says["/a"] = page(story(beside="buy this"))
        fetch(run, server.url("/a"))
        (reading,) = run.store.readings()
        assert len(run.store.revisions(reading.report.id)) == 1
        assert run.tally.unchanged == 1
        assert len(list(run.kept.folder.glob("*/*.gz"))) == 2


def test_a_change_and_the_way_back_are_revisions(server: Server, path: Path) -> None:
    clock = TestClock()
    with fetching(path, clock) as run:
        for hour, figure in enumerate(("Three", "Five", "Three", "Three")):
            clock.at = hour * HOUR
            server.says["/a"] = page(story(figure))
            fetch(run, server.url("/a"))
        (reading,) = run.store.readings()
        told = [one.incidents[0].killed.best for one in run.store.revisions(reading.report.id)]
        assert told == [3, 5, 3]
        assert (run.tally.added, run.tally.changed, run.tally.unchanged) == (1, 2, 1)


def test_not_found_once_is_an_accident_twice_a_day_apart_a_withdrawal(server: Server, path: Path) -> None:
    clock, url = TestClock(), server.url("/a")
    server.says["/a"] = page(story())
    with fetching(path, clock) as run:
        fetch(run, url)
        del server.says["/a"]
        for at in (HOUR, 20 * HOUR):
            clock.at = at
            (said,) = fetch(run, url)
            assert "counts as withdrawn if" in said
            assert killed(run.store) == [3]
        server.says["/a"] = page(b"", status=503)
        clock.at = 21 * HOUR  # an overloaded server says nothing of the page
        fetch(run, url)
        del server.says["/a"]
        clock.at = HOUR + DAY + 600
        (said,) = fetch(run, url)
        assert "withdrawn: what it told is kept" in said
        (reading,) = run.store.readings()
        assert (reading.report.withdrawn, reading.report.text, reading.report.url) == (True, "", url)
        assert killed(run.store) == []


def test_a_page_that_is_there_again_in_between_was_never_gone(server: Server, path: Path) -> None:
    clock, url = TestClock(), server.url("/a")
    with fetching(path, clock) as run:
        for at, there in ((0.0, True), (HOUR, False), (DAY, True), (DAY + 2 * HOUR, False)):
            clock.at = at
            server.says["/a"] = page(story()) if there else page(b"", status=404)
            fetch(run, url)
        assert killed(run.store) == [3]


def test_gone_for_good_is_withdrawn_at_once_and_may_come_back(server: Server, path: Path) -> None:
    clock, url = TestClock(), server.url("/a")
    states = (page(story()), page(b"", status=410), page(b"", status=410), page(story()))
    with fetching(path, clock) as run:
        for day, state in enumerate(states):
            clock.at = day * DAY
            server.says["/a"] = state
            fetch(run, url)
        (reading,) = run.store.readings()
        revisions = run.store.revisions(reading.report.id)
        assert [one.report.withdrawn for one in revisions] == [False, True, False]
        assert revisions[0].accounts == reading.accounts
        assert run.tally.withdrawn == 1


def test_a_front_page_in_place_of_a_page_is_not_read_as_the_page(server: Server, path: Path) -> None:
    server.says["/a"], server.says["/"] = page(story()), page(story("Ninety"))
    with fetching(path) as run:
        fetch(run, server.url("/a"))
        server.says["/a"] = redirect("/")
        (said,) = fetch(run, server.url("/a"))
        assert "front page" in said
        assert killed(run.store) == [3]


def test_a_withdrawn_page_withdraws_the_incident_that_it_alone_told(server: Server, path: Path) -> None:
    clock, url = TestClock(), server.url("/a")
    server.says["/a"] = page(story())
    with fetching(path, clock) as run:
        fetch(run, url)
        link_store(run.store)
        (incident,) = run.store.incidents()
        clock.at = DAY
        server.says["/a"] = page(b"", status=410)
        fetch(run, url)
        link_store(run.store)
        assert list(run.store.incidents()) == []
        today = datetime.datetime.now(datetime.UTC).date()
        assert [(one.id, one.kind) for one in changes(run.store, today)] == [(incident.id, "withdrawn")]
        clock.at = 2 * DAY
        server.says["/a"] = page(story("Five"))
        fetch(run, url)
        link_store(run.store)
        (back,) = run.store.incidents()
        assert back.killed.best == 5
        assert known_on(run.store, back, datetime.date(2026, 3, 3)) is not None


@pytest.mark.parametrize(
    ("host", "way"),
    [("outlet.example", "/news/qasr?utm_source=feed&fbclid=x1"), ("m.outlet.example", "/news/qasr"),
     ("outlet.example", "/news/qasr/amp"), ("outlet.example", "/index.php?story=17")],
)  # fmt: skip
def test_a_page_under_another_address_is_seen_and_not_counted_twice(
    server: Server, path: Path, host: str, way: str
) -> None:
    link = LINK.format(port=server.port)
    server.says["outlet.example/news/qasr"] = page(story(link=link))
    server.says[host + way] = page(story("Thirty", link=link))
    with fetching(path) as run:
        fetch(run, server.url("/news/qasr", "outlet.example"), server.url(way, host))
        fetch(run, server.url(way, host))
        (reading,) = run.store.readings()
        known = run.store.fetches.page(canonical(server.url(way, host)))
        assert known is not None
        assert reading.report.id == known.report_id
        assert [seen.address for seen in run.store.fetches.seen(known)] == [server.url(way, host)]
        assert killed(run.store) == [3]


def test_a_page_cannot_pass_for_one_of_another_site(server: Server, path: Path) -> None:
    server.says["outlet.example/news/qasr"] = page(story())
    server.says["other.example/mine"] = page(story("Ninety", link=LINK.format(port=server.port)))
    with fetching(path) as run:
        fetch(run, server.url("/news/qasr", "outlet.example"), server.url("/mine", "other.example"))
        assert sorted(figure or 0 for figure in killed(run.store)) == [3, 90]
        mine = run.store.fetches.page(canonical(server.url("/mine", "other.example")))
        assert mine is not None
        assert run.store.fetches.seen(mine) == []


def test_one_bad_page_stops_nobody(server: Server, path: Path) -> None:
    server.says["/a"], server.says["/b"] = page(story()), page(b"%PDF-1.7\x00\x01\x02" * 50, kind="application/pdf")
    with fetching(path) as run:
        said = fetch(run, server.url("/none"), server.url("/b"), "ftp://outlet.example/", server.url("/a"))
        assert len(said) == 3
        assert killed(run.store) == [3]
        assert (run.tally.added, run.tally.failed) == (1, 3)


def test_what_was_kept_and_not_read_is_read_by_the_next_run(server: Server, path: Path) -> None:
    server.says["/a"] = page(story())
    with fetching(path) as run:
        for _ in run._articles([Wanted(url=server.url("/a"))]):
            break  # killed between the bytes and the reading
        assert list(run.store.readings()) == []
    with fetching(path) as run:
        fetch(run)
        assert killed(run.store) == [3]
        assert run.store.fetches.unread() == []


def test_bytes_that_were_damaged_are_told_and_fetched_again(server: Server, path: Path) -> None:
    server.says["/a"] = versions(story())
    with fetching(path) as run:
        for _ in run._articles([Wanted(url=server.url("/a"))]):
            break
    (file,) = folder_of(path).glob("*/*.gz")
    file.chmod(0o644)
    file.write_bytes(b"nothing")
    with fetching(path) as run:
        said = fetch(run, server.url("/a"))
        assert any("damaged" in one for one in said)
        fetch(run, server.url("/a"))
        assert killed(run.store) == [3]


def test_a_second_run_on_the_store_is_refused(path: Path) -> None:
    with fetching(path), pytest.raises(StoreError, match="another fetch or watch"), fetching(path):
        pass
    link = path.with_name("link.sqlite")
    link.symlink_to(path)
    with fetching(path), pytest.raises(StoreError, match="another fetch or watch"), fetching(link):
        pass
    with fetching(path):
        pass


def test_a_full_disk_leaves_nothing_half_written(server: Server, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    server.says["/a"] = page(story())
    with fetching(path) as run:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(StoreError, match="the disk is full"):
                fetch(run, server.url("/a"))
        assert list(folder_of(path).glob("*/*")) == []
        assert run.store.fetches.history() == []
        fetch(run, server.url("/a"))
        assert killed(run.store) == [3]


def test_readings_have_the_ids_that_they_had_before_reports_could_be_withdrawn(path: Path) -> None:
    with open_store(path) as store:
        store.add(samples.reading())
        assert store.add(samples.reading(), now=True) is False
    assert rows.reading_id(samples.reading()) == "2e53c3fc82fd214c40fff36696c55f68abbdbcb9f9640db4057611ff3085d06e"


def test_a_page_is_decoded_as_its_server_says(server: Server, path: Path) -> None:
    told = story().replace(b"Attack near", b"<!-- \xc7\xe1 -->\xc7\xe1\xe5\xcc\xe6\xe3 near")
    told = told.replace(b"<head>", b"<head><meta charset='windows-1252'>")
    server.says["/a"] = page(told, kind="text/html; charset=windows-1256")
    with fetching(path) as run:
        for _ in run._articles([Wanted(url=server.url("/a"))]):
            break  # killed: the next run knows it too
    with fetching(path) as run:
        fetch(run)
        (reading,) = run.store.readings()
        assert "\u0627\u0644\u0647\u062c\u0648\u0645 near" in reading.report.text
