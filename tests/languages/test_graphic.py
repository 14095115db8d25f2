"""Graphic words: what is cut out of a quote to stand behind a click, and what isn't."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.languages.graphic import graphic_pieces
from reportedly.model.errors import LanguageError


@pytest.mark.parametrize(
    ("code", "text", "graphic"),
    [
        ("en", "Two charred bodies; one man was beheaded.", ["charred", "beheaded"]),
        ("en", "three people were killed in Grapefield", []),
        ("fr", "Deux corps calcinés, une femme violée, des violences", ["calcinés", "violée"]),
        ("fr", "une violation du cessez-le-feu", []),
        ("ar", "عثر على جثث متفحمة وأشلاء", ["جثث", "متفحمة", "وأشلاء"]),
        ("ar", "مقتل ثلاثة جنود", []),
        ("xx", "charred", []),
        (None, "charred", []),
    ],
)
def test_what_is_graphic(code: str | None, text: str, graphic: list[str]) -> None:
    assert [piece for piece, hidden in graphic_pieces(text, code) if hidden] == graphic


@given(st.text() | st.text("charred خجثث éviol* \n"), st.sampled_from(["en", "fr", "ar", None]))
def test_the_pieces_are_the_text(text: str, code: str | None) -> None:
    assert "".join(piece for piece, _ in graphic_pieces(text, code)) == text


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "language.yml").write_text("name: English\ncode: en\n")
    (tmp_path / "en" / "graphic.yml").write_text("word:\n  - charred\n")
    with pytest.raises(LanguageError, match=r"en/graphic\.yml: 'word' isn't known; did you mean 'words'"):
        graphic_pieces("charred", "en", tmp_path)
