"""What pages say beside what the desk says: texts that would turn round, cover or lead astray are made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk.rendering import environment, web_address
from reportedly.desk.short import short_id
from reportedly.desk.taming import MOST_MARKS, tame

SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(("said", "shown"), [
    ("\u202e21\u202c killed", "\ufffd21 killed"),
    ("\u202b12 قتيلا\u202c", "\u202b12 قتيلا\u202c"),
    ("\u202b12 قتيلا", "\u202b12 قتيلا\u202c"),
    ("Qasr\u2069\u202c", "Qasr"),
    ("\u2067\u202aQasr\u2069 x", "\u2067\u202aQasr\u202c\u2069 x"),
    ("\u2067\u202eQasr\u2069\u202c", "\u2067\ufffdQasr\u2069"),
    ("one\u2029two\x85three\x00", "one two three\ufffd"),
    ("Z" + "\u0335" * 60, "Z" + "\u0335" * MOST_MARKS),
    ("اللَّهُ Đồng ကချင်ပြည်နယ်\n\t", "اللَّهُ Đồng ကချင်ပြည်နယ်\n\t"),
])  # fmt: skip
def test_a_text_keeps_to_itself(said: str, shown: str) -> None:
    assert tame(said) == shown


@given(st.text(alphabet=st.sampled_from(SIGNS + "a1ق ") | st.characters(), max_size=30))
def test_every_direction_ends_where_the_text_does(said: str) -> None:
    shown, open_ones = tame(said), ""
    for sign in shown:
        assert sign not in "\u202d\u202e"
        if sign in "\u202a\u202b\u2066\u2067\u2068":
            open_ones += "\u202c" if sign in "\u202a\u202b" else "\u2069"
        elif sign in "\u202c\u2069":
            assert open_ones.endswith(sign)
            open_ones = open_ones[:-1]
    assert not open_ones
    assert tame(shown) == shown


def test_templates_tame_what_they_show_and_keep_what_is_sent_back() -> None:
    shown = environment().from_string('<input value="{{ said|exact }}"><bdi>{{ said }}</bdi>').render(said='\u202e"x')
    assert shown == '<input value="\u202e&#34;x"><bdi>\ufffd&#34;x</bdi>'


@pytest.mark.parametrize(("address", "is_one"), [
    ("https://outlet.example/a?b=c#d", True), ("http://outlet.example:8080/قتلى", True), ("HTTPS://O.EXAMPLE", True),
    ("javascript:alert(1)", False), ("data:text/html,x", False), ("//outlet.example/", False), ("https:outlet", False),
    ("https://outlet.example@elsewhere.example/", False), ("https://[outlet/", False), ("https://o:99999", False),
    ("https://outlet.example/\u202egpj", False), ("https://outlet.example/a b", False), ("\tjavascript:x", False),
    (None, False), ("", False),
])  # fmt: skip
def test_links_out_are_addresses_of_the_web(address: str | None, is_one: bool) -> None:
    assert web_address(address) == (address if is_one else None)


def test_ids_are_cut() -> None:
    assert short_id("a" * 64) == "a" * 12
    assert short_id("sha256:" + "b" * 64) == "sha256:" + "b" * 12
    assert short_id("page " * 100).endswith("…")
    assert len(short_id("page " * 100)) <= 60
