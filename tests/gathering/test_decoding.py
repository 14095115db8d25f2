"""Decoding: text that was read in the wrong encoding on its way is mended, and honest text left alone."""

from __future__ import annotations

import time

import pytest

from reportedly.gathering.decoding import charset_of, decode, tidy


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("â€œtwo guardsâ€\x9d were hurt", "“two guards” were hurt"),
        ("the mayorâ€™s office", "the mayor’s office"),
        ("â€¢ one dead", "• one dead"),
        ("l'Ã©tÃ© dernier", "l'été dernier"),
        ("at the marketÂ on Monday", "at the market on Monday"),
        ("one dead in clashÂ", "one dead in clash"),
    ],
)
def test_utf_8_read_as_windows_1252_is_mended(came: str, meant: str) -> None:
    assert tidy(came) == meant


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("the groupÕs fighters", "the group’s fighters"),
        ("killed on MondayÉ officials said", "killed on Monday… officials said"),
        ("ten civilians Ñ all men Ñ died", "ten civilians — all men — died"),
    ],
)
def test_macintosh_punctuation_is_mended(came: str, meant: str) -> None:
    assert tidy(came) == meant


@pytest.mark.parametrize(
    "honest",
    [
        "l'État, É. Durandal",
        "JOÃO E TODOS ÕES",
        "la letra Ñandú",
        "Âge de pierre",
        "SÃO PAULO",
        "À PÂQUES",
        "10 € – 20 €",
    ],
)
def test_honest_letters_stay(honest: str) -> None:
    assert tidy(honest) == honest


ARABIC = "<p>قتل خمسة مدنيين في قصر"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (ARABIC.encode("cp1256"), "windows-1256"),
        (b"<meta charset=windows-1252>" + ARABIC.encode("cp1256"), "x-cp1256"),
        (b"<meta charset=windows-1256>" + ARABIC.encode("cp1256"), None),
        (b"<meta charset=windows-1256>" + ARABIC.encode("cp1256"), "no-such-thing"),
        (b"<meta charset=windows-1256>" + ARABIC.encode("cp1256"), "utf-16"),
        (b"<meta charset=utf-16>" + ARABIC.encode("cp1256"), "cp1256"),
        (ARABIC.encode("utf-8-sig"), "windows-1256"),
        (ARABIC.encode("utf-16"), "windows-1256"),
        (ARABIC.encode(), "iso-8859-1"),
        (ARABIC.encode(), "punycode"),
    ],
)
def test_what_http_says_comes_before_what_the_page_says(content: bytes, charset: str | None) -> None:
    assert decode("page", content, charset).endswith(ARABIC)


def test_encodings_that_the_web_does_not_have_are_not_tried() -> None:
    content = b"<meta charset=punycode>\xe9" + b"a" * 500_000 + b"-" + b"9" * 500_000
    begin = time.process_time()
    assert decode("page", content, "punycode").startswith("<meta charset=punycode>")
    for name in ("unicode_escape", "utf-7", "rot13", "idna", "hex", "undefined"):
        assert decode("page", b"<p>caf\xe9 \\u0041 +AEE-", name) == "<p>caf\xe9 \\u0041 +AEE-"
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html;CHARSET="windows-1256"; x=y', "windows-1256"),
        ("text/html; charset = 'koi8-r'", "koi8-r"),
        ("text/html", None),
        ("charset=", None),
        ("", None),
        (None, None),
    ],
)
def test_the_charset_of_a_content_type(said: str | None, charset: str | None) -> None:
    assert charset_of(said) == charset
