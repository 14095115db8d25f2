"""Feeds, sitemaps and lists of addresses, good and bad. Every outlet is invented."""

from __future__ import annotations

import datetime
import gzip
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gathering.web.exchange import Answer, Asked
from reportedly.gathering.web.fetching import Fetcher
from reportedly.gathering.web.items import Listing
from reportedly.gathering.web.listings import announced, listed, read_listing
from reportedly.gathering.web.stated import Today, stated
from reportedly.model.errors import InputError, NoListing, TooLarge
from tests.gathering.web.clocks import TestClock
from tests.gathering.web.fetching import POLITE, lookup
from tests.gathering.web.server import Server, page

NOW = datetime.datetime(2026, 3, 3, 12, 0, tzinfo=datetime.UTC)
TODAY = Today(NOW)
AT = "https://courier.example/rss"


def read(text: str | bytes, today: Today = TODAY, most: int = 100) -> Listing:
    return read_listing(text.encode() if isinstance(text, str) else text, AT, today, most)


def rss(*items: str, head: str = "<title>Northland Courier</title><language>en</language>") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{inner}</channel></rss>'


RSS = rss(
    "<title>Two hurt in &lt;b&gt;Nadra&lt;/b&gt; &amp;amp; Sole</title><link>/news/1#top</link>"
    "<guid isPermaLink='false'>n-1</guid><pubDate>Sun, 01 Mar 2026 23:30:00 +0200</pubDate>"
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Courrier</title>
<entry><title type="html">Deux bless&amp;eacute;s</title><link rel="self" href="https://courier.example/x.atom"/>
<link href="news/1"/><id>urn:1</id><published>2026-03-01T23:30:00+02:00</published>
<updated>2026-03-02T01:00:00.1234567Z</updated></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "language": "en-GB",
"items": [
{"id": "1", "url": "https://courier.example/news/1", "title": "Two hurt",
"date_published": "2026-03-01T23:30:00+02:00"},
{"id": 2, "title": "nowhere"}, 7]}"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title><dc:language>ar</dc:language></channel>
<item><title>خبر</title><link>https://courier.example/news/1</link><dc:date>2026-03-01T23:30:00+02:00</dc:date></item>
</rdf:RDF>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://courier.example/news/1</loc>
<news:news><news:publication><news:name>C</news:name><news:language>fr</news:language></news:publication>
<news:publication_date>2026-03-01T23:30:00+02:00</news:publication_date><news:title>Deux</news:title></news:news>
</url></urlset>"""


@pytest.mark.parametrize(
    ("text", "kind", "language", "title"),
    [
        (RSS, "rss", "en", "Two hurt in Nadra & Sole"), (ATOM, "atom", "fr", "Deux blessés"),
        (JSON, "json", "en-gb", "Two hurt"), (RDF, "rss", "ar", "خبر"), (NEWS, "sitemap", "fr", "Deux"),
    ],
)  # fmt: skip
def test_every_kind_gives_the_page_its_words_and_the_outlets_own_day(
    text: str, kind: str, language: str, title: str
) -> None:
    found = read(text)
    (item,) = found.items
    assert (found.kind, item.url, item.title, item.language) == (
        kind,
        "https://courier.example/news/1",
        title,
        language,
    )
    assert item.published is not None
    assert item.published.day == datetime.date(2026, 3, 1)
    assert item.published.instant == datetime.datetime(2026, 3, 1, 21, 30, tzinfo=datetime.UTC)


def test_what_is_not_stated_is_not_guessed() -> None:
    (item,) = read(rss("<link>https://courier.example/1</link><guid>2026-03-01</guid>")).items
    assert (item.published, item.updated, item.title) == (None, None, None)
    (entry,) = read(ATOM.replace("published>", "other>")).items
    assert entry.published is None
    assert entry.updated is not None


@pytest.mark.parametrize(
    ("words", "day", "moment"),
    [
        ("Sun, 01 Mar 2026 23:30:00 +0200", "2026-03-01", "2026-03-01T21:30:00+00:00"),
        ("01 Mar 26 23:30 GMT", "2026-03-01", "2026-03-01T23:30:00+00:00"),
        ("2026-03-01T23:30:00Z", "2026-03-01", "2026-03-01T23:30:00+00:00"),
        ("2026-03-01 23:30:00.123456789 UTC", "2026-03-01", "2026-03-01T23:30:00.123456+00:00"),
        ("2026-03-01T23:30", "2026-03-01", None),
        ("2026-03-01", "2026-03-01", None),
        ("1 mars 2026", "2026-03-01", None),
    ],
)
def test_days_as_they_are_written(words: str, day: str, moment: str | None) -> None:
    found, wrong = stated(words, TODAY)
    assert found is not None
    assert (str(found.day), found.words, wrong) == (day, words, None)
    assert found.instant == (datetime.datetime.fromisoformat(moment) if moment else None)


def test_gmt_is_the_sources_day_where_its_zone_is_known() -> None:
    beirut = Today(NOW, ZoneInfo("Asia/Beirut"))
    late = "Sun, 01 Mar 2026 23:30:00 GMT"
    found = [stated(late, today)[0] for today in (TODAY, beirut)]
    assert [str(one.day) for one in found if one] == ["2026-03-01", "2026-03-02"]
    own, _ = stated("Sun, 01 Mar 2026 23:30:00 +0100", beirut)
    assert own is not None
    assert str(own.day) == "2026-03-01", "an offset that is stated is the outlet's own"
    naive, _ = stated("2026-03-01T23:30:00", beirut)
    assert naive is not None
    assert naive.instant == datetime.datetime(2026, 3, 1, 21, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", "before 1995"), ("2031-01-01", "in the future"),
        ("2026-03-05T00:00:00Z", "in the future"), ("yesterday", "no date"), ("03/04/2026", "no date"),
        ("Sun, 31 Feb 2026 10:00:00 GMT", "no date"), ("9999-12-31T23:59:59-12:00", "in the future"),
    ],
)  # fmt: skip
def test_wrong_days_are_none_with_a_remark(words: str, remark: str) -> None:
    found, wrong = stated(words, TODAY)
    assert found is None
    assert wrong is not None
    assert remark in wrong
    said = read(rss(f"<link>https://courier.example/1</link><pubDate>{words}</pubDate>"))
    assert said.items[0].published is None
    assert any(remark in one for one in said.remarks)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_words_for_a_day_break_it(words: str) -> None:
    found, wrong = stated(words, TODAY)
    assert found is None or wrong is None
    assert found is None or datetime.date(1995, 1, 1) <= found.day <= datetime.date(2026, 3, 5)


def test_duplicates_are_folded_and_one_id_for_all_loses_nothing() -> None:
    one, two = "<link>https://courier.example/1</link>", "<link>https://courier.example/2</link>"
    twice = read(rss(one + "<title>A</title>", one + "<title>A, corrected</title><pubDate>2026-03-02</pubDate>"))
    assert [(item.url[-1], item.title) for item in twice.items] == [("1", "A, corrected")]
    same = read(rss(one + "<guid>g</guid><title>A</title>", two + "<guid>g</guid><title>A</title>"))
    assert [item.url[-1] for item in same.items] == ["1"]
    constant = read(rss(one + "<guid>g</guid><title>A</title>", two + "<guid>g</guid><title>B</title>"))
    assert [item.url[-1] for item in constant.items] == ["1", "2"]
    assert any("one id" in remark for remark in constant.remarks)


def test_the_newest_are_taken_where_there_are_too_many() -> None:
    items = [
        f"<link>https://courier.example/{day}</link><pubDate>2026-02-{day:02} 10:00</pubDate>" for day in range(1, 21)
    ]
    found = read(rss(*items), most=5)
    assert [item.url.rpartition("/")[2] for item in found.items] == ["20", "19", "18", "17", "16"]
    assert any("20 items" in remark for remark in found.remarks)


def test_links_that_are_no_pages_are_left_out() -> None:
    bad = ("javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "http://", "")
    found = read(
        rss(*(f"<title>x</title><link>{link}</link>" for link in bad), "<link>https://courier.example/1</link>")
    )
    assert [item.url for item in found.items] == ["https://courier.example/1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "no-such-thing"])
def test_wrong_encodings_are_seen_through(encoding: str, declared: str) -> None:
    text = rss("<title>Deux blessés à Nadra</title><link>https://courier.example/1</link>" * 1)
    text = text.replace('version="1.0"?', f'version="1.0" encoding="{declared}"?')
    assert read(text.encode(encoding)).items[0].title == "Deux blessés à Nadra"


def test_the_encoding_that_the_server_says_is_heeded() -> None:
    text = rss("<title>قتل خمسة في قصر</title><link>https://courier.example/1</link>")
    listing = read_listing(text.encode("cp1256"), AT, TODAY, 100, "windows-1256")
    assert listing.items[0].title == "قتل خمسة في قصر"


@pytest.mark.parametrize(
    "text",
    [
        RSS.replace("&amp;amp;", "&nbsp;&"),
        RSS.replace("</channel></rss>", ""),
        RSS.replace("<title>Two", "<title>\x00\x0bTwo"),
        "\n\n  " + RSS,
        RSS.replace("</title><link>", "</titel><link>"),
        RSS.replace("<?xml", "<!-- a comment --><?xml"),
    ],
)
def test_broken_feeds_are_read_as_far_as_they_go(text: str) -> None:
    assert [item.url for item in read(text).items] == ["https://courier.example/news/1"]


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
PAGE = "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head></html>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PAGE, "https://courier.example/feed.xml: give that"),
        ("<html><p>Nothing</p></html>", "announces none"),
        ("<?xml version='1.0'?><note><to>you</to></note>", "neither a feed"),
        ('{"error": "no"}', "no JSON Feed"),
        ("[1, 2", "no JSON"),
        ("just some words\nand others", "neither a feed, a sitemap nor a list"),
        ("", "empty"),
        (RSS.replace("<rss", BOMB + "<rss"), "entities of its own"),
        (NEWS.replace("<urlset", BOMB + "<urlset"), "entities of its own"),
        ("<rss><channel " + "a='1' " * 20_000 + "/></rss>", "has a tag"),
        ("<urlset><url><loc>", "can't be read"),
    ],
)
def test_what_is_no_listing_is_refused_with_the_remedy(text: str, said: str) -> None:
    with pytest.raises(InputError, match=r"https://courier\.example/rss: ") as error:
        read(text)
    assert said in str(error.value)


def test_an_external_entity_is_not_opened(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    with open(secret, "w") as file:  # noqa: PTH123
        file.write("secret words")
    text = RSS.replace("<rss", f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]><rss").replace("Two", "&x;")
    with pytest.raises(NoListing):
        read(text)
    outside = RSS.replace("<rss", f"<!DOCTYPE rss SYSTEM 'file://{secret}'><rss").replace("Two", "&x;")
    assert "secret" not in str(read(outside).items[0].title)


def test_a_files_name_is_no_feed(tmp_path: object) -> None:
    with pytest.raises(InputError):
        read(f"{tmp_path}/feed.xml")


def test_five_megabytes_of_items_are_read_in_time() -> None:
    item = "<title>Two hurt</title><link>https://courier.example/{0}</link><description>{1}</description>"
    text = rss(*(item.format(number, "words " * 40) for number in range(15_000)))
    assert len(text) > 5_000_000
    began = time.monotonic()
    assert len(read(text).items) == 100
    assert time.monotonic() - began < 5


def test_a_plain_list() -> None:
    found = read("# my pages\nhttps://courier.example/1  # of March\n\nhttps://courier.example/2\nnonsense here\n")
    assert found.kind == "list"
    assert [item.url for item in found.items] == ["https://courier.example/1", "https://courier.example/2"]


def test_a_sitemap_that_breaks_off_gives_what_came() -> None:
    found = read(NEWS.replace("</url></urlset>", "</url><url><loc>https"))
    assert len(found.items) == 1
    assert any("breaks off" in remark for remark in found.remarks)


def test_compressed_sitemaps_and_bombs() -> None:
    assert len(read(gzip.compress(NEWS.encode())).items) == 1
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.flush()
    with pytest.raises(TooLarge):
        read(bomb)


class Canned:
    """Answers every address with one feed."""

    politeness = POLITE

    def __init__(self, feed: str) -> None:
        self.feed = feed.encode()

    def fetched(self, asked: Iterable[Asked]) -> Iterator[Answer]:
        for one in asked:
            yield Answer(
                url=one.url, address=one.url, hops=(), status=200, headers=(), content=self.feed,
                retrieved="2026-03-03T12:00:00Z",
            )  # fmt: skip


def test_a_feed_outside_leads_to_no_host_that_is_allowed() -> None:
    feed = rss("<link>http://127.0.0.1:9/secret</link>", "<link>https://courier.example/1</link>")
    outside, inside = (
        next(listed(cast(Fetcher, Canned(feed)), [Asked(url)])).listing
        for url in ("https://sole.example/feed", "http://127.0.0.1:8/feed")
    )
    assert outside is not None
    assert inside is not None
    assert [item.url for item in outside.items] == ["https://courier.example/1"]
    assert any("only you may lead to" in remark for remark in outside.remarks)
    assert len(inside.items) == 2


def test_announced_feeds() -> None:
    page_ = (
        PAGE + "<link rel=alternate type=text/html href=/fr><LINK REL='alternate' TYPE='application/atom+xml' HREF=a>"
    )
    assert announced(page_, AT) == ("https://courier.example/feed.xml", "https://courier.example/a")


def index(*urls: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'.encode()


def test_indexes_are_followed_once_each_and_not_deeper_than_three() -> None:
    with Server() as server:
        names = [f"/{depth}.xml" for depth in range(6)]
        for depth, name in enumerate(names[:-1]):
            server.says[name] = page(index(server.url(names[depth + 1]), server.url("/0.xml"), server.url("/leaf.xml")))
        server.says["/leaf.xml"] = page(NEWS.encode())
        with Fetcher(POLITE, clock=TestClock(), lookup=lookup) as fetcher:
            found = list(listed(fetcher, [Asked(server.url("/0.xml")), Asked(server.url("/none.xml"))]))
        asked, first, none = server.paths(), server.url("/0.xml"), server.url("/none.xml")
    assert sorted(asked) == ["/0.xml", "/1.xml", "/2.xml", "/3.xml", "/leaf.xml", "/none.xml"]
    assert {one.asked for one in found} == {first, none}
    assert sum(len(one.listing.items) for one in found if one.listing) == 1
    assert [one.error is not None for one in found if one.asked.endswith("none.xml")] == [True]
