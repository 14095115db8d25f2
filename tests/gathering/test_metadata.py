"""What pages say of themselves. All pages here are invented."""

from __future__ import annotations

import datetime
import json
import time

import pytest

from reportedly.gathering.metadata import Metadata, read_metadata

TITLE = "Trois soldats tués dans une attaque près de Qasr"
SITE = '<meta property="og:site_name" content="La Gazette">'
DAY = datetime.date(2019, 3, 12)


def page(head: str = "", body: str = "") -> Metadata:
    return read_metadata(f"<html lang='fr'><head>{head}</head><body>{body}</body></html>")


def data(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2019-03-12T08:00:00+03:00",
    "dateModified": "2019-03-20",
    "author": [{"@type": "Person", "name": "Ana Lirel"}, "Sem Dorval"],
    "publisher": {"@type": "Organization", "name": "La Gazette"},
}


@pytest.mark.parametrize("value", [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebSite", "name": "X"}, ARTICLE]}])
def test_json_ld(value: object) -> None:
    found = page(data({"@type": "BreadcrumbList"}, value))
    assert (found.title, found.published, found.outlet) == (TITLE, DAY, "La Gazette")
    assert found.byline == "Ana Lirel, Sem Dorval"


def test_json_ld_of_other_stories_is_left_alone() -> None:
    other = {**ARTICLE, "headline": "Autre chose", "datePublished": "2001-01-01"}
    assert page(data([other, {**other, "headline": "Encore autre chose"}])).published is None
    found = page(data([other, ARTICLE]), f"<h1>{TITLE}</h1>")
    assert (found.title, found.published) == (TITLE, DAY)
    assert (
        page(
            data([other, {**ARTICLE, "url": "https://x.example/1"}])
            + '<link rel="canonical" href="https://x.example/1">'
        ).published
        == DAY
    )


@pytest.mark.parametrize(
    "broken", ["{", "[" * 300_000, '{"@type": 5}', '{"@type": "Article", "headline": {"a": []}}', "null", "<!-- x", ""]
)
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script><meta property="og:title" content="{TITLE}">'
    assert page(head).title == TITLE


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-03-12T23:00:00+01:00"/>',
        "<META CONTENT='2019-03-12' NAME='DC.date.issued'>",
        '<meta itemprop="datePublished" content="12 mars 2019">',
        "<meta name=pubdate content=2019-03-12>",
        '<meta name="date" content="12/03/2019">',
        '<meta content="a > b" name="x"><meta name="date" content="2019-03-12">',
    ],
)
def test_days_in_meta_tags(head: str) -> None:
    assert page(head).published == DAY


def test_the_day_of_change_is_not_the_day_of_publication() -> None:
    assert (
        page(
            '<meta property="article:modified_time" content="2019-03-12">'
            '<meta itemprop="dateModified" content="2019-03-12">'
        ).published
        is None
    )


def test_the_local_day_wins_over_utc() -> None:
    late = data({**ARTICLE, "datePublished": "2019-03-11T23:30:00Z"})
    assert page(late + '<meta property="article:published_time" content="2019-03-12T00:30:00+01:00">').published == DAY
    assert page(late).published == datetime.date(2019, 3, 11)


def test_time_tags() -> None:
    assert page(body='<time itemprop="datePublished" datetime="2019-03-12T10:00">x</time>').published == DAY
    near = '<h1>T</h1><time datetime="2019-03-12">x</time>'
    assert page(body=near).published == DAY
    assert page(body=near + '<time datetime="2019-03-13">y</time>').published is None
    assert page(body='<time datetime="2019-03-12">x</time>').published is None


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            f'<meta property="og:title" content="{TITLE} - La Gazette">{SITE}',
            "",
            TITLE,
        ),
        (f"<title>{TITLE} | Monde | La Gazette</title>", f"<h1> {TITLE}\n</h1>", TITLE),
        (f"<title>{TITLE} | La Gazette</title>{SITE}", "", TITLE),
        ("<title>La Gazette : deux morts</title>", "", "La Gazette : deux morts"),
        ('<meta property="og:title" content="Trois soldats tués dans une attaque…">', f"<h1>{TITLE}</h1>", TITLE),
        ("<title>Qasr &amp; Lirel</title>", "<h1>A</h1><h1>B</h1>", "Qasr & Lirel"),
        ("", "<h1><span>Trois</span> morts</h1>", "Trois morts"),
        ("<title></title>", "", None),
    ],
)
def test_titles(head: str, body: str, title: str | None) -> None:
    assert page(head, body).title == title


def test_addresses_are_no_names_and_scripts_no_addresses() -> None:
    head = '<meta property="article:author" content="https://social.example/x">'
    head += '<link rel="canonical" href="javascript:x()">'
    found = page(head + '<meta property="article:publisher" content="https://social.example/y">')
    assert (found.byline, found.url, found.outlet) == (None, None, None)


def test_a_byline_in_the_text() -> None:
    body = '<p><span itemprop="author" itemscope><span itemprop="name">Agence-Deux</span></span>, publié</p>'
    assert page('<meta name="author" content="Le site">', body).byline == "Agence-Deux"


@pytest.mark.parametrize(
    "source",
    [
        '<meta "' * 90_000,
        "<meta content='" * 90_000,
        "<h1" * 90_000,
        "<h1>" * 90_000,
        "<script ld+json" * 60_000,
        "<html " * 90_000,
        '<time datetime="2019-01-01"' * 60_000,
        'itemprop="author">' * 90_000,
        "<link rel=" * 90_000,
        '<script type="application/ld+json">' * 60_000,
        "<meta " + "a" * 1_000_000,
        "<meta " + "a=" * 500_000,
    ],
)
def test_hostile_pages_take_no_time(source: str) -> None:
    start = time.process_time()
    read_metadata(source)
    assert time.process_time() - start < 3
