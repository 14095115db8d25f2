"""One key for one page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from reportedly.gathering.web.canonical import canonical, page_key, site, site_of

KEY = "https://courier.example/news/1"


@pytest.mark.parametrize(
    "url",
    [
        KEY, f"{KEY}/", f"{KEY}#comments", f"{KEY}?utm_source=rss&utm_medium=feed", f"{KEY}?fbclid=x&gclid=y",
        "http://www.Courier.EXAMPLE:80/news/1", "https://courier.example:443/news/1", "https://courier.example./news/1",
        "https://m.courier.example/news/1", "https://mobile.courier.example/news/1", "https://amp.courier.example/news/1",
        f"{KEY}/amp", f"{KEY}/amp/", f"{KEY}?amp", f"{KEY}?amp=1", f"{KEY}?output=amp", f"{KEY}?UTM_Source=x",
        f"{KEY}.amp", f"  {KEY} ", "https://courier.example/a/../news/1", f"{KEY}?at_medium=RSS&at_campaign=K",
    ],
)  # fmt: skip
def test_dresses_of_one_page(url: str) -> None:
    assert canonical(url) == KEY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://courier.example/?id=1", "https://courier.example/?id=2"),
        ("https://courier.example/?q=amp", "https://courier.example/"),
        ("https://courier.example/?p=7&utm_source=x", "https://courier.example/?p=8"),
        ("https://courier.example/#!/1", "https://courier.example/#!/2"),
        ("https://courier.example/amp", "https://courier.example/"),
        ("https://courier.example/camp", "https://courier.example/c"),
        ("https://courier.example/lamp", "https://courier.example/l"),
        ("https://fr.courier.example/1", "https://courier.example/1"),
        ("https://courier.example:8443/1", "https://courier.example/1"),
        ("https://courier.example/News", "https://courier.example/news"),
        ("https://courier.example/?output=pdf", "https://courier.example/"),
        ("https://m.co.uk/1", "https://co.uk/1"),
        ("https://m.example/1", "https://example/1"),
        ("https://courier.example/?a=1&a=2", "https://courier.example/?a=2&a=1"),
        ("https://courier.example/a%2Fb", "https://courier.example/a/b"),
    ],
)
def test_other_pages_stay_others(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_parameters_come_in_one_order() -> None:
    assert canonical("https://courier.example/?b=2&a=1") == canonical("https://courier.example/?a=1&&b=2")


@pytest.mark.parametrize("url", ["", "nothing", "mailto:a@b.example", "http://", "http://[", "javascript:alert(1)"])
def test_what_is_no_address_stays_as_it_is(url: str) -> None:
    assert canonical(url) == url


LABELS = st.sampled_from(["m", "www", "amp", "mobile", "courier", "example", "co", "uk", "com", "news", "127", "é"])
HOSTS = st.lists(LABELS, min_size=1, max_size=5).map(".".join)
PIECES = st.sampled_from(
    ["amp", "/", "news", "1.amp", ".amp.html", "..", ".", "é", "%e9", "%2F", "%", "+", " ", "AMP", ";x", "x" * 5]
)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["utm_source", "id", "q", "amp", "output", "é", "a+b", "%26", ""]),
        st.sampled_from(["", "=", "=amp", "=1", "=%20", "=a+b", "=é", "=&", "=%3D", "=a=b"]),
    ).map("".join),
    max_size=4,
).map("&".join)
URLS = st.builds(
    lambda scheme, host, port, path, query, fragment: f"{scheme}://{host}{port}/{'/'.join(path)}?{query}#{fragment}",
    st.sampled_from(["http", "https", "HTTP"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    st.lists(PIECES, max_size=4),
    QUERIES,
    st.sampled_from(["", "x", "!x", "!/é"]),
)


@settings(deadline=None)
@given(st.one_of(URLS, st.text(max_size=80), st.text(max_size=40).map("https://courier.example/".__add__)))
def test_the_key_of_a_key_is_itself(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once


@settings(deadline=None)
@given(URLS)
def test_it_never_changes_which_site_it_is(url: str) -> None:
    try:
        before, after = URL(url), URL(canonical(url))
    except ValueError:
        return
    old, new = before.raw_host or "", after.raw_host or ""
    assert old.rstrip(".") == new or old.rstrip(".").endswith(f".{new}")
    dropped = old.rstrip(".").removesuffix(new).strip(".")
    assert set(dropped.split(".")) <= {"www", "m", "amp", "mobile", ""}
    assert site(new) == new


@settings(deadline=None)
@given(URLS, st.sampled_from(["id", "q", "p", "story", "page"]), st.text("abc123", min_size=1, max_size=5))
def test_a_parameter_that_tells_pages_apart_stays(url: str, name: str, value: str) -> None:
    base = url.partition("#")[0]
    mark = "" if base.endswith(("?", "&")) else "&"
    found = canonical(f"{base}{mark}{name}={value}x7")
    assert f"{name}={value}x7" in found.partition("?")[2].split("#")[0].split("&")


def page(*lines: str) -> str:
    return f"<html><head>{''.join(lines)}</head><body></body></html>"


def link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


def test_what_a_page_says_of_itself_counts_on_its_own_site_only() -> None:
    amp = "https://amp.courier.example/stories/x9?amp"
    assert page_key(amp, page(link(KEY))) == KEY
    assert page_key(amp, page(f'<meta property="og:url" content="{KEY}">')) == KEY
    own = "https://courier.example/stories/x9"
    assert page_key(amp, page(link("https://elsewhere.example/news/1"))) == own
    assert page_key(amp, page(link("https://courier.example/"))) == own, "the front page is the address of no story"
    assert page_key(amp, page()) == own
    assert page_key(amp, page(link("javascript:alert(1)"))) == own


def test_a_declared_address_without_the_number_of_the_story_is_not_believed() -> None:
    story = "https://courier.example/article?id=7"
    assert page_key(story, page(link("https://courier.example/article"))) == story
    assert (
        page_key(story, page(link("https://courier.example/news/two-hurt"))) == "https://courier.example/news/two-hurt"
    )


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("https://www.courier.example/news/1", "courier.example"),
        ("http://m.courier.example:8080/africa/77", "courier.example"),
        ("https://t.me/invented_channel/17", "t.me/invented_channel"),
        ("https://www.facebook.com/invented/posts/9/", "facebook.com/invented/posts"),
        ("https://www.youtube.com/watch?v=invented", None),  # nothing says whose
        ("page 7", None),
        ("http://[", None),
    ],
)
def test_whose_page_it_is(url: str, whose: str | None) -> None:
    assert site_of(url) == whose
