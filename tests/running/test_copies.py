"""One story under two addresses of a site is one report, seen twice; what says anything else is another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.running.adding import Tally, add_paths
from reportedly.running.archiving import archive
from reportedly.running.fetching import Fetching, Wanted
from reportedly.storing import KeptPages, Store, folder_of, open_store
from tests.gathering.web.server import Server, page, versions
from tests.running.webbed import HOUR, SETTINGS, fetch, fetching, killed

pytestmark = pytest.mark.usefixtures("no_workers")

OTHER = "other.example"


def told(killed: str = "Three", *, above: str = "", below: str = "") -> bytes:
    """An invented page of some length; `above` and `below` are paragraphs more."""
    body = (
        f"{killed} civilians were killed on Thursday when gunmen attacked a market in Ouagadougou, the ministry of "
        "defence said in a statement.",
        "The attackers came on motorcycles in the late morning, when the market was full, traders said. They fired "
        "for some twenty minutes, set fire to several stalls and left along the road to the north before soldiers "
        "arrived.",
        "The ministry said that soldiers were looking for them and that the road would stay closed until the evening. "
        "It asked residents to stay at home and to report anything unusual to the nearest post.",
        "Shops in the town were closed in the afternoon. A bus company said that it would run no buses to the "
        "province for a week, and schools sent their pupils home before noon, as they had done in January.",
    )
    paragraphs = "".join(f"<p>{words}</p>" for words in (above, *body, below) if words)
    return (
        "<!doctype html><html lang='en'><head><title>Attack near Qasr Wasita</title></head><body><article>"
        f"<h1>Attack near Qasr Wasita</h1>{paragraphs}</article></body></html>"
    ).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def seen_under(run: Fetching) -> list[list[str]]:
    """Where each page is seen that has a report."""
    reports = [reading.report.id for reading in run.store.readings()]
    return [[address.rpartition("/")[2] for address in run.store.copies.seen(report)] for report in reports]


@pytest.mark.parametrize("second", [told(), told(below="Updated at 14:05.")], ids=["exact", "near"])
def test_a_story_under_two_addresses_is_one_report_seen_twice(server: Server, path: Path, second: bytes) -> None:
    server.says["/news/attack"], server.says["/africa/77"] = page(told()), page(second)
    with fetching(path) as run:
        assert fetch(run, server.url("/news/attack"), server.url("/africa/77")) == []
        assert killed(run.store) == [3]
        assert (run.tally.added, run.tally.copies) == (1, 1)
        assert seen_under(run) == [["77"]]
        fetch(run, server.url("/africa/77"), server.url("/news/attack"))
        assert killed(run.store) == [3]


@pytest.mark.parametrize(
    "second",
    [told("Five"), told(above="Two policemen were killed in Ouagadougou on Wednesday, the police said.")],
    ids=["another figure", "more told"],
)
def test_what_tells_anything_else_is_another_report(server: Server, path: Path, second: bytes) -> None:
    server.says["/a"], server.says["/b"] = page(told()), page(second)
    with fetching(path) as run:
        fetch(run, server.url("/a"), server.url("/b"))
        assert (run.tally.added, run.tally.copies) == (2, 0)


def test_another_site_and_another_day_are_reports_of_their_own(server: Server, path: Path) -> None:
    for at in ("/a", "/b", f"{OTHER}/a"):
        server.says[at] = page(told())
    with fetching(path) as run:
        fetch(run, server.url("/a"), server.url("/a", OTHER))
        list(run.fetch([Wanted(url=server.url("/b"), published="2026-02-28")]))
        assert (run.tally.added, run.tally.copies) == (3, 0)


def test_the_copy_stands_for_itself_when_the_first_is_withdrawn(server: Server, path: Path) -> None:
    server.says["/a"], server.says["/b"] = page(told()), page(told())
    with fetching(path) as run:
        fetch(run, server.url("/a"), server.url("/b"))
        server.says["/a"] = page(b"", status=410)
        fetch(run, server.url("/a"))
        assert killed(run.store) == []
        fetch(run)
        assert killed(run.store) == [3]


def test_a_copy_that_is_corrected_is_a_report_of_its_own(server: Server, path: Path) -> None:
    server.says["/a"], server.says["/b"] = page(told()), versions(told(), told("Five"))
    with fetching(path) as run:
        fetch(run, server.url("/a"), server.url("/b"))
        assert killed(run.store) == [3]
        run.clock.at = 4 * HOUR  # type: ignore[attr-defined]
        fetch(run, server.url("/b"))
        assert sorted(figure or 0 for figure in killed(run.store)) == [3, 5]


def test_an_archive_with_a_copy_gives_one_report_too(server: Server, path: Path, tmp_path: Path) -> None:
    server.says["/a"], server.says["/b"] = page(told()), page(told(below="Updated at 14:05."))
    with fetching(path) as run:
        fetch(run, server.url("/a"), server.url("/b"))
        archive(run.store, KeptPages(folder_of(path)), tmp_path / "all.warc.gz", pytest.fail)
    with open_store(tmp_path / "other.sqlite") as other:
        list(add_paths([str(tmp_path / "all.warc.gz")], other, SETTINGS, Tally(), lambda _page, _seconds: None))
        assert killed(other) == [3]


def line(path: Path, text: bytes, **fields: str) -> None:
    """Adds a line to a file of JSON Lines."""
    given = {"html": text.decode(), "outlet": "Courier", "language": "en", "published": "2026-02-27"} | fields
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(given) + "\n")


def add(store: Store, *paths: Path) -> Tally:
    tally = Tally()
    list(add_paths(list(map(str, paths)), store, SETTINGS, tally, lambda _page, _seconds: None))
    return tally


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return tmp_path / "pages.jsonl"


HERE = "https://www.courier.example/news/attack"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (told(), "https://courier.example/news/attack?utm_source=feed"),
        (told(), "https://m.courier.example/news/attack/amp"),
        (told(below="Updated at 14:05."), "https://courier.example/africa/77"),
    ],
    ids=["tracking", "mobile", "another section"],
)
def test_a_file_has_a_story_twice(path: Path, pages: Path, text: bytes, url: str) -> None:
    line(pages, told(), id="1", url=HERE)
    line(pages, text, id="2", url=url)
    with open_store(path) as store:
        assert str(add(store, pages)) == (
            "1 page added, 0 known already, 1 seen under another address, 0 not readable."
        )
        assert killed(store) == [3]
        assert store.copies.seen("1") == [url]
        assert add(store, pages) == Tally(known=2)  # and none is read anew
        assert store.failures() == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (told("Five"), {}),
        (told(above="Two policemen were killed in Ouagadougou on Wednesday, the police said."), {}),
        (told(), {"published": "2026-02-28"}),
        (told(), {"url": "https://ledger.example/news/attack"}),
        (told(), {"outlet": "Ledger"}),
    ],
    ids=["another figure", "more told", "another day", "another site", "under another's name"],
)
def test_what_is_like_it_in_a_file_is_another_report(
    path: Path, pages: Path, text: bytes, fields: dict[str, str]
) -> None:
    line(pages, told(), id="1", url=HERE)
    line(pages, text, **{"id": "2", "url": "https://courier.example/africa/77"} | fields)
    with open_store(path) as store:
        assert (add(store, pages).copies, len(list(store.readings()))) == (0, 2)


def test_without_an_address_the_outlet_says_whose_page_it_is(path: Path, pages: Path) -> None:
    line(pages, told())
    line(pages, told(below="Updated at 14:05."))
    line(pages, told(above="Ledger."), outlet="Ledger")
    with open_store(path) as store:
        assert add(store, pages) == Tally(added=2, copies=1)
        assert [reading.report.outlet for reading in store.readings()] == ["Courier", "Ledger"]
        first = next(reading.report.id for reading in store.readings())
        assert [name.startswith("sha256:") for name in store.copies.seen(first)] == [True]


def test_rows_told_apart_by_their_ids_alone_are_reports_each(path: Path, pages: Path) -> None:
    """Of a table of incidents two may be told in the same words."""
    line(pages, told(), id="1")
    line(pages, told(), id="2")
    with open_store(path) as store:
        assert add(store, pages) == Tally(added=2)


def test_a_feed_that_names_the_page_is_no_other_address(server: Server, path: Path) -> None:
    server.says["/a"] = page(told())
    with fetching(path) as run:
        list(run.fetch([Wanted(url=server.url("/a"), source="Courier"), Wanted(url=server.url("/a?utm_source=x"))]))
        [reading] = run.store.readings()
        assert run.store.copies.seen(reading.report.id) == [server.url("/a?utm_source=x")]


def test_on_a_host_where_many_publish_each_is_a_site(path: Path, pages: Path) -> None:
    for name, at in (("1", "one/17"), ("2", "other/9"), ("3", "one/18")):
        line(pages, told(), id=name, url=f"https://t.me/invented_{at}", outlet="")
    with open_store(path) as store:
        add(store, pages)
        assert [reading.report.id for reading in store.readings()] == ["1", "2"]


def test_what_a_file_repeats_of_a_fetched_page_is_no_second_report(
    server: Server, path: Path, pages: Path, tmp_path: Path
) -> None:
    server.says["/a"], server.says["/b"] = page(told()), page(told())
    line(pages, told(), id="1", url=server.url("/b"), published="2026-02-27", outlet="")
    with fetching(path) as run:
        list(run.fetch([Wanted(url=server.url("/a"), published="2026-02-27")]))
        assert add(run.store, pages).copies == 1
    with fetching(tmp_path / "other.sqlite") as run:
        assert add(run.store, pages).added == 1
        list(run.fetch([Wanted(url=server.url("/a"), published="2026-02-27")]))
        assert (run.tally.copies, killed(run.store)) == (1, [3])
        assert run.store.copies.seen("1") == [server.url("/a")]


def test_copies_in_a_file_stand_for_themselves_when_the_first_is_withdrawn(
    server: Server, path: Path, pages: Path
) -> None:
    server.says["/a"] = page(told())
    for name in ("1", "2"):
        line(pages, told(), id=name, url=server.url(f"/{name}"), outlet="")
    with fetching(path) as run:
        list(run.fetch([Wanted(url=server.url("/a"), published="2026-02-27")]))
        assert add(run.store, pages).copies == 2
        server.says["/a"] = page(b"", status=410)
        fetch(run, server.url("/a"))
        assert killed(run.store) == [3]  # of two that tell it still, one repeats the other
        assert add(run.store, pages) == Tally(known=2)
