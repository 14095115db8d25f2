"""Following sources: what a listing names is fetched once, read again as it ages, told of when the source is silent."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from pathlib import Path

import pytest

from reportedly.gathering.web import Source, canonical
from reportedly.running.fetching import Fetching
from reportedly.running.watching import Followed, Watching, standing
from reportedly.storing import progress
from tests.gathering.web.clocks import BEGIN, TestClock
from tests.gathering.web.fetching import polite
from tests.gathering.web.server import Came, Saying, Server, Wire, page, versions
from tests.running.webbed import DAY, HOSTS, HOUR, fetching, killed, story

pytestmark = pytest.mark.usefixtures("no_workers")


def feed(server: Server, *paths: str, day: int = 1) -> bytes:
    items = "".join(
        f"<item><title>{at}</title><link>{server.url(at)}</link>"
        f"<pubDate>Sun, {day:02} Mar 2026 07:00:00 +0000</pubDate></item>"
        for at in paths
    )
    return f"<rss version='2.0'><channel><title>Invented Courier</title>{items}</channel></rss>".encode()


def source(server: Server, name: str = "Invented Courier", at: str = "/feed", expected: float | None = None) -> Source:
    return Source(name=name, language="en", feeds=(server.url(at),), expected_a_day=expected)


def passes(run: Fetching, *sources: Source, at: float = 0.0) -> list[str]:
    """What goes wrong in a pass at this time."""
    assert isinstance(run.clock, TestClock)
    run.clock.at = at
    return [said for said in Watching(sources, run).once() if said is not None]


def test_what_a_feed_names_is_fetched_once_with_what_the_source_says(server: Server, path: Path) -> None:
    server.says["/feed"] = versions(feed(server, "/a", "/b"))
    server.says["/a"], server.says["/b"] = page(story()), page(story("Five"))
    with fetching(path) as run:
        assert passes(run, source(server)) == []
        assert passes(run, source(server), at=HOUR) == []
        assert sorted(server.paths()) == ["/a", "/b", "/feed", "/feed"]
        reports = [reading.report for reading in run.store.readings()]
        assert {(one.outlet, one.language, str(one.published)) for one in reports} == {
            ("Invented Courier", "en", "2026-03-01")
        }
        assert run.store.following.wanted(run.now()) == []


def test_a_page_is_read_again_more_and_more_seldom_and_at_last_no_more(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = versions(feed(server, "/a")), versions(story())
    with fetching(path) as run:
        for hour in range(0, 45 * 24, 3):
            passes(run, source(server), at=hour * HOUR)
        known = run.store.fetches.page(canonical(server.url("/a")))
        assert known is not None
        times = [one.at for one in run.store.fetches.history(known.address)]
        began = BEGIN.replace(tzinfo=None)
        assert [round((time - began).total_seconds() / HOUR) for time in times] == [0, 3, 12, 24, 72, 168, 720]
        assert known.due is None


def test_a_correction_and_a_withdrawal_are_seen_without_the_feed(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = versions(feed(server, "/a")), page(story())
    with fetching(path) as run:
        passes(run, source(server))
        server.says["/a"] = page(story("Five"))
        passes(run, source(server), at=4 * HOUR)
        assert killed(run.store) == [5]
        del server.says["/a"]
        said = [text for hour in range(8, 60, 4) for text in passes(run, source(server), at=hour * HOUR)]
        assert killed(run.store) == []
        assert ["withdrawn:" in one for one in said].count(True) == 1


def test_a_feed_that_says_updated_has_its_page_read_at_once(server: Server, path: Path) -> None:
    def atom(hour: int) -> bytes:
        moment = f"2026-03-01T{hour:02}:00:00Z"
        return (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Invented Courier</title><entry><id>a</id>"
            f"<title>A</title><link href='{server.url('/a')}'/><updated>{moment}</updated></entry></feed>"
        ).encode()

    server.says["/feed"], server.says["/a"] = page(atom(7)), page(story())
    with fetching(path) as run:
        passes(run, source(server))
        passes(run, source(server), at=HOUR)
        assert server.paths().count("/a") == 1
        server.says["/feed"] = page(atom(9))
        passes(run, source(server), at=1.5 * HOUR)
        assert server.paths().count("/a") == 2


def test_two_sources_that_name_one_page(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/other"] = page(feed(server, "/a")), page(feed(server, "/a?utm_source=rss"))
    server.says["/a"] = server.says["/a?utm_source=rss"] = page(story())
    with fetching(path) as run:
        both = (source(server), source(server, "Other Invented", "/other"))
        passes(run, *both)
        passes(run, *both, at=HOUR)
        assert killed(run.store) == [3]
        known = run.store.fetches.page(canonical(server.url("/a")))
        assert known is not None
        assert {seen.source for seen in run.store.fetches.seen(known)} == {"Invented Courier", "Other Invented"}


def test_a_page_that_fails_is_asked_again_later_and_not_lost(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = versions(feed(server, "/a")), page(b"", status=500)
    with fetching(path) as run:
        assert len(passes(run, source(server))) == 1
        assert passes(run, source(server), at=HOUR / 2) == []
        server.says["/a"] = page(story())
        passes(run, source(server), at=2 * HOUR)
        assert killed(run.store) == [3]


def test_a_run_killed_behind_the_listing_does_not_lose_what_it_named(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = versions(feed(server, "/a")), page(story())
    with fetching(path) as run:
        watching = Watching([source(server)], run)
        following = run.store.following
        following.follow([("Invented Courier", None, source(server).addresses)], run.now())
        list(watching._listings(following.listings(run.now())))  # killed here
        assert server.paths() == ["/feed"]
    with fetching(path) as run:
        passes(run, source(server))
        assert killed(run.store) == [3]


def test_a_source_that_breaks_is_told_once_and_shown_until_it_is_well(server: Server, path: Path) -> None:
    server.says["/feed"] = page(b"<html><body>no feed</body></html>")
    with fetching(path) as run:
        said = [text for day in range(10) for text in passes(run, source(server), at=day * DAY)]
        assert sum("times in a row" in one for one in said) == 1
        ((_, wrong),) = standing(run.store, run.now())
        assert wrong is not None
        assert "Invented Courier: couldn't be read" in wrong
        server.says["/feed"] = page(feed(server, day=11))
        passes(run, source(server), at=20 * DAY)
        ((state, _),) = standing(run.store, run.now())
        assert state.failures == 0


def test_a_source_that_falls_silent_is_told(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = versions(feed(server, "/a")), versions(story())
    with fetching(path) as run:
        said = [passes(run, source(server, expected=10), at=day * DAY) for day in range(4)]
        assert [len(one) for one in said] == [0, 1, 0, 0]
        assert "silent for" in said[1][0]


def test_a_source_that_is_followed_no_more_is_not_asked(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/other"] = page(feed(server)), page(feed(server))
    with fetching(path) as run:
        passes(run, source(server), source(server, "Other Invented", "/other"))
        passes(run, source(server), at=HOUR)
        assert sorted(server.paths()) == ["/feed", "/feed", "/other"]
        assert [state.name for state, _ in standing(run.store, run.now())] == ["Invented Courier"]


def test_an_address_with_no_page_is_not_asked_for_ever(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = page(feed(server, "/a")), page(b"", status=410)
    with fetching(path) as run:
        for day in range(5):
            passes(run, source(server), at=day * DAY)
        assert server.paths().count("/a") == 1
        assert run.store.following.wanted(run.now() + datetime.timedelta(days=365)) == []


def sitemap(server: Server, *paths: str) -> bytes:
    inner = "".join(f"<url><loc>{server.url(at)}</loc></url>" for at in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</urlset>'.encode()


def index(server: Server, **changed: str) -> bytes:
    """Of sitemaps, each with when it changed."""
    inner = "".join(
        f"<sitemap><loc>{server.url(f'/{name}.xml')}</loc><lastmod>{moment}</lastmod></sitemap>"
        for name, moment in changed.items()
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'.encode()


def test_sitemaps_of_an_index_are_asked_by_what_changed(server: Server, path: Path) -> None:
    def asked(*also: Source, at: float) -> list[str]:
        """Of listings, in a run of its own, as by cron."""
        before = len(server.requests)
        with fetching(path) as run:
            assert passes(run, source(server, at="/index"), *also, at=at) == []
        return sorted(came.path for came in server.requests[before:] if came.path in ("/index", "/old.xml", "/new.xml"))

    server.says["/index"] = versions(index(server, old="2026-02-01T10:00:00Z", new="2026-03-01T07:50:00Z"))
    server.says["/old.xml"], server.says["/new.xml"] = page(sitemap(server, "/a")), versions(sitemap(server, "/b"))
    server.says["/a"], server.says["/b"], server.says["/c"] = page(story()), page(story("Five")), page(story("Nine"))
    assert asked(at=0.0) == ["/index", "/new.xml", "/old.xml"]
    assert asked(at=HOUR / 2) == ["/index", "/new.xml"]
    assert all("if-none-match" in came.names for came in server.requests[-2:])
    server.says["/index"] = versions(index(server, old="2026-02-01T10:00:00Z", new="2026-03-01T08:40:00Z"), b"")
    server.says["/new.xml"] = page(sitemap(server, "/b", "/c"))
    assert asked(at=HOUR) == ["/index", "/new.xml"]
    assert server.paths().count("/c") == 1
    server.says["/index"] = page(index(server, old="2026-02-01T10:00:00Z", new="2026-03-01T08:40:00Z"))
    assert asked(source(server, "Other Invented", "/index"), at=1.5 * HOUR) == ["/index", "/new.xml", "/old.xml"]
    assert asked(at=2 * HOUR) == ["/index", "/new.xml"], "read before it had settled"
    assert asked(at=2.5 * HOUR) == ["/index"]


def test_a_sitemap_that_fails_is_asked_again_and_the_others_are_not_forgotten(server: Server, path: Path) -> None:
    server.says["/index"] = page(index(server, old="2026-02-01T10:00:00Z", new="2026-02-01T10:00:00Z"))
    server.says["/old.xml"], server.says["/new.xml"] = page(sitemap(server, "/a")), page(b"", status=500)
    server.says["/a"] = server.says["/b"] = page(story())
    with fetching(path) as run:
        assert len(passes(run, source(server, at="/index"))) == 1
        server.says["/new.xml"] = page(sitemap(server, "/b"))
        assert passes(run, source(server, at="/index"), at=2 * HOUR) == []
        assert [server.paths().count(f"/{name}") for name in ("index", "old.xml", "new.xml", "b")] == [2, 1, 2, 1]


def test_others_may_write_while_the_web_is_waited_for(server: Server, path: Path) -> None:
    free: list[str] = []

    def asked_while_nobody_holds_the_store(body: bytes) -> Saying:
        def say(wire: Wire, came: Came) -> None:
            with contextlib.closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")  # waits for a page that is just being written, and no longer
                free.append(came.path)
                other.execute("ROLLBACK")
            page(body)(wire, came)

        return say

    pages = [f"/{number}" for number in range(5)]
    server.says["/feed"] = asked_while_nobody_holds_the_store(feed(server, *pages))
    for number, at in enumerate(pages, 2):
        server.says[at] = asked_while_nobody_holds_the_store(story(str(number)))
    with fetching(path) as run:
        passes(run, source(server))
        assert sorted(free) == sorted([*pages, "/feed"])
        assert len(killed(run.store)) == 5


def test_a_run_is_told_how_far_it_is(server: Server, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "BEAT_SECONDS", 0)
    server.says["/feed"] = versions(feed(server, "/a", "/b", "/none"))
    server.says["/a"], server.says["/b"] = page(story()), page(story("Five"))
    with fetching(path) as run, run.store.run("watch", ["sources.yml"]) as run.run:
        passes(run, source(server))
        (told,) = run.store.runs()
        assert (told.kind, told.stage, told.reads) == ("watch", "reading", ("sources.yml",))
        assert (told.added, told.known, told.failed) == (2, 0, 1)


def test_sources_that_change_are_followed_as_they_are_now(path: Path) -> None:
    file = path.with_name("sources.yml")
    file.write_text("- name: One\n  feeds: https://one.example/rss\n", encoding="utf-8")
    followed = Followed(file)
    for broken in ("", "- name: One\n  feeds: [https://", "- name: One\n"):
        file.write_text(broken, encoding="utf-8")
        said = followed.read_again()
        assert said is not None
        assert "sources.yml" in said
        assert "followed as they were" in said
        assert [one.name for one in followed.sources] == ["One"]
    file.unlink()
    assert followed.read_again() is not None
    file.write_text("- name: Two\n  feeds: https://two.example/rss\n", encoding="utf-8")
    assert followed.read_again() is None
    assert [one.name for one in followed.sources] == ["Two"]


def test_a_fetcher_that_is_to_behave_otherwise_does(server: Server, path: Path) -> None:
    server.says["/feed"], server.says["/a"] = versions(feed(server, "/a")), page(story())
    with fetching(path) as run:
        strict = polite(allowed=frozenset())
        run.fetcher.behave(strict)
        assert any("127.0.0.1" in one for one in passes(run, source(server)))
        assert server.requests == []
        run.fetcher.behave(polite(allowed=HOSTS))
        assert passes(run, source(server), at=2 * HOUR) == []
        run.fetcher.behave(strict)
        assert any("127.0.0.1" in one for one in passes(run, source(server), at=30 * HOUR))
        assert server.paths() == ["/feed", "/a"]
