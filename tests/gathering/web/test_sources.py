"""Sources as users write them down, lists of feeds of other programs, and silence. All invented."""

from __future__ import annotations

import datetime
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gathering.web.opml import as_yaml, read_opml
from reportedly.gathering.web.silence import Seen, patience, silence
from reportedly.gathering.web.sources import Source, parse_sources, politeness_of, read_sources
from reportedly.model.errors import SourcesError
from tests.gathering.web.fetching import POLITE

WHOLE = """
- name: Northland Courier
  language: en
  country: NO
  time_zone: Asia/Beirut
  feeds: https://courier.example/rss
  sitemaps:
    - https://courier.example/news.xml
  lists: [http://127.0.0.1:8080/list.txt]
  outlet: newspaper
  licence: quotes only, see https://courier.example/terms
  expected_a_day: 12.5
  delay: 5
  allowed: [127.0.0.1]
- name: Radio Sole
  feeds: [https://sole.example/feed]
"""


def test_a_source_as_it_is_written() -> None:
    courier, radio = parse_sources(WHOLE, "SOURCES.yml")
    assert courier == Source(
        name="Northland Courier", language="en", country="NO", time_zone="Asia/Beirut",
        feeds=("https://courier.example/rss",), sitemaps=("https://courier.example/news.xml",),
        lists=("http://127.0.0.1:8080/list.txt",), outlet="newspaper",
        licence="quotes only, see https://courier.example/terms", expected_a_day=12.5, delay=5.0,
        allowed=("127.0.0.1",),
    )  # fmt: skip
    assert courier.zone is not None
    assert len(courier.addresses) == 3
    assert radio == Source(name="Radio Sole", feeds=("https://sole.example/feed",))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("  language: en", "  langauge: en"), "did you mean 'language'"),
        (("  language: en", "  language: English please"), "a code such as fr"),
        (("country: NO", "country: Norway"), "two capitals"),
        (("Asia/Beirut", "Asia/Beyrut"), "did you mean Asia/Beirut"),
        (("outlet: newspaper", "outlet: paper"), "known: newspaper"),
        (("12.5", "many"), "isn't a number"),
        (("12.5", "-1"), "isn't a number"),
        (("12.5", "nan"), "isn't a number"),
        (("delay: 5", "delay: 99999"), "3,600"),
        (("https://courier.example/rss", "courier.example/rss"), "only http:// and https://"),
        (("https://courier.example/rss", "https://a:b@courier.example/rss"), "user name"),
        (("https://courier.example/rss", "https://courier.example/news.xml"), "there twice"),
        (("  allowed: [127.0.0.1]\n", ""), "leads inside"),
        (("127.0.0.1]\n-", "some host/x]\n-"), "is no host"),
        (("- name: Northland Courier\n ", "-"), "has no name"),
        (("  feeds: [https://sole.example/feed]", ""), "has no address"),
        (("  feeds: [https://sole.example/feed]", "  feeds: {a: b}"), "isn't a list"),
        (("Radio Sole", "[Radio, Sole]"), "isn't one line"),
        (("- name: Radio Sole", "- name: Radio Sole\n  name: Radio"), "is there twice"),
        (("- name: Radio Sole\n  feeds", "- words\n- name"), "not a source"),
    ],
)  # fmt: skip
def test_errors_name_the_file_the_source_and_the_remedy(change: tuple[str, str], said: str) -> None:
    assert change[0] in WHOLE
    with pytest.raises(SourcesError, match=r"SOURCES\.yml") as error:
        parse_sources(WHOLE.replace(*change, 1), "SOURCES.yml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["", "words", "- [", "[" * 5_000, "a: &x [1]\nb: *x", "- 7", "!!python/object/apply:os.system ['true']", "\x00"],
)
def test_what_is_no_list_of_sources(text: str) -> None:
    with pytest.raises(SourcesError, match=r"f\.yml"):
        parse_sources(text, "f.yml")


def test_a_folder_of_files_and_names_that_come_twice(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"no \.yml"):
        read_sources(tmp_path)
    (tmp_path / "b.yml").write_text("name: B\nfeeds: https://b.example/rss")
    (tmp_path / "a.yaml").write_text("- name: A\n  feeds: https://a.example/rss")
    (tmp_path / "notes.txt").write_text("nothing")
    assert [source.name for source in read_sources(tmp_path)] == ["A", "B"]
    (tmp_path / "c.yml").write_text("name: ' a '\nfeeds: https://c.example/rss")
    with pytest.raises(SourcesError, match=r"c\.yml.*a\.yaml"):
        read_sources(tmp_path)
    with pytest.raises(SourcesError, match="can't be read"):
        read_sources(tmp_path / "none.yml")


def test_what_sources_say_of_their_hosts_is_heeded() -> None:
    polite = politeness_of(POLITE, tuple(parse_sources(WHOLE, "f")))
    assert polite.delays == {"courier.example": 5.0, "127.0.0.1": 5.0}
    assert polite.delay_of("courier.example", 443) == 5.0
    assert polite.delay_of("sole.example", 443) == 0.1, "never less, whatever is set"
    assert polite.allows("127.0.0.1", 8080)


OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="North">
<outline type="rss" text="Northland Courier" xmlUrl="https://courier.example/rss" language="en-US"/>
<outline text="Northland Courier" xmlUrl="https://courier.example/sport"/></outline>
<outline title="Again" xmlurl="https://courier.example/rss"/><outline text="No feed"/>
<outline text="Inside" xmlUrl="http://192.168.0.1/rss"/><outline xmlUrl="https://sole.example/feed"/></body></opml>"""


def test_opml_to_sources_and_to_yaml() -> None:
    found = read_opml(OPML, "mine.opml")
    assert [(source.name, source.language) for source in found.sources] == [
        ("Northland Courier", "en-us"), ("Northland Courier (2)", None), ("sole.example", None),
    ]  # fmt: skip
    assert len(found.left_out) == 1
    assert "192.168.0.1" in found.left_out[0]
    assert tuple(parse_sources(as_yaml(found.sources), "f")) == found.sources


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html></html>", b"words", b"<opml><body/></opml>", b"\x89PNG\r\n", b"x" * 6_000_000,
        OPML.replace(b"<opml", b"<!DOCTYPE o [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml"),
        OPML.replace(b"<opml", b"<!DOCTYPE o SYSTEM 'file:///etc/passwd' [<!ENTITY a SYSTEM 'file:///x'>]><opml"),
        OPML.replace(b'<outline text="North">', b"<outline>" * 300).replace(b"</body>", b"</outline>" * 300),
        OPML.replace(b"No feed", b"x" * 60_000),
        OPML + b" " * 2_000_000,
    ],
)  # fmt: skip
def test_what_is_no_opml(content: bytes) -> None:
    with pytest.raises(SourcesError, match=r"mine\.opml"):
        read_opml(content, "mine.opml")


def test_an_opml_that_breaks_off_is_told() -> None:
    found = read_opml(OPML[: OPML.index(b"Again")], "mine.opml")
    assert len(found.sources) == 2
    assert found.left_out == ("mine.opml: breaks off; what stands before is taken, export the list again",)


def test_ten_thousand_feeds_of_one_name_take_no_time() -> None:
    feeds = (f"<outline text='A' xmlUrl='https://a{number}.example/'/>" for number in range(10_000))
    strange = "".join(f"<outline xmlUrl='ftp://a{number}.example/'/>" for number in range(100))
    begin = time.process_time()
    found = read_opml(f"<opml><body>{strange}{''.join(feeds)}</body></opml>".encode(), "mine.opml")
    assert time.process_time() - begin < 2
    assert len({source.name for source in found.sources}) == 10_000
    assert found.left_out[-1] == "mine.opml: and 81 others"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(["A", "a (2)"])))
def test_whatever_feeds_are_called_the_sources_can_be_followed(titles: list[str]) -> None:
    outlines = "".join(
        f"<outline title={quoteattr(title)} xmlUrl='https://a{number}.example/'/>"
        for number, title in enumerate([*titles, "A", "A"])
    )
    found = read_opml(f"<opml>{outlines}</opml>".encode(), "mine.opml")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sources.yml"
        file.write_text(as_yaml(found.sources), encoding="utf-8")
        assert read_sources(file) == found.sources
    assert len(found.sources) == len(titles) + 2


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@settings(deadline=None)
@given(WORDS, st.none() | st.sampled_from(["fr", "no", "pt-br"]), st.none() | st.floats(0, 1_000), WORDS)
def test_sources_written_are_read_as_the_same(name: str, language: str | None, day: float | None, licence: str) -> None:
    source = Source(
        name=name, language=language, country="NO", feeds=("https://courier.example/rss",), expected_a_day=day,
        licence=licence,
    )  # fmt: skip
    assert parse_sources(as_yaml([source]), "f") == [source]


NOW = datetime.datetime(2026, 3, 20, 12, 0, tzinfo=datetime.UTC)


def seen(days: float | None, expected: float | None = None, failures: int = 0, why: str | None = None) -> Seen:
    newest = None if days is None else NOW - datetime.timedelta(days=days)
    followed = NOW - datetime.timedelta(days=30)
    return Seen(
        name="Radio Sole", newest=newest, expected_a_day=expected, failures=failures, why=why, followed=followed
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (seen(0.5, 10), None),
        (seen(0.9, 1_000), None),
        (seen(2, 10), "silent for 2 days"),
        (seen(1.5, 10), "silent for 36 hours"),
        (seen(5, 1), None),
        (seen(8, 1), "about 1 a day are usual"),
        (seen(6), None),
        (seen(8), "silent for 8 days"),
        (seen(30, 0), None),
        (seen(None, 10), "has named no page since it is followed (30 days)"),
        (seen(0.1, 10, failures=2), None),
        (seen(0.1, 10, failures=3, why="answers 404"), "3 times in a row (answers 404)"),
    ],
)
def test_silence_is_told_when_it_is_unlikely(source: Seen, said: str | None) -> None:
    sentence = silence(source, NOW)
    if said is None:
        assert sentence is None
    else:
        assert sentence is not None
        assert sentence.startswith("Radio Sole: ")
        assert said in sentence


@settings(deadline=None)
@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_who_publishes_more_is_missed_sooner(one: float, other: float) -> None:
    assert (patience(one) <= patience(other)) or one < other
