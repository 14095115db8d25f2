"""Who says what in any text: a source, a cue, what is said; sentences are invented."""

from __future__ import annotations

import pytest

from reportedly.languages.attributing import attribution_words
from reportedly.model.errors import UnknownLanguage
from reportedly.reading.citing import Citation, citations
from reportedly.reading.cues import candidates


def told(text: str) -> list[tuple[str, str, list[str]]]:
    def words(span: tuple[int, int]) -> str:
        return text[slice(*span)]

    return [(words(c.source), words(c.cue), [words(part) for part in c.content]) for c in citations(text, "en")]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Mayor Ada Quist said the bridge would open in May.", "Ada Quist", "said", "the bridge would open in May"),
        ("“The bridge is safe,” said Ada Quist, the mayor.", "Ada Quist", "said", "The bridge is safe"),
        ("The bridge is safe, according to the council.", "the council", "according to", "The bridge is safe"),
        ("She has also argued that tolls are too high.", "She", "has also argued", "tolls are too high"),
        (
            "Ada Quist, who runs the port, told reporters that tolls would rise.",
            "Ada Quist",
            "told",
            "tolls would rise",
        ),
        ("On Monday, the council announced that tolls would rise.", "the council", "announced", "tolls would rise"),
        ("He believes the tolls are too high.", "He", "believes", "the tolls are too high"),
    ],
)
def test_a_source_with_its_cue_and_words(text: str, source: str, cue: str, content: str) -> None:
    assert any(
        source in found[0] and found[1] == cue and any(content in part for part in found[2]) for found in told(text)
    ), told(text)


def test_the_speech_goes_on_in_the_next_sentence() -> None:
    text = "“The bridge is safe,” Quist said. “It opens in May.”"
    assert told(text) == [("Quist", "said", ["“The bridge is safe,”", "“It opens in May.”"])]


def test_two_verbs_have_one_source() -> None:
    text = "The council met.\n\nAda Quist said the bridge is safe and warned that tolls could rise."
    assert [(source, cue) for source, cue, _ in told(text)] == [("Ada Quist", "said"), ("Ada Quist", "warned")]


@pytest.mark.parametrize("text", ["The bridge was built of oak.", "It rained on Monday.", "", "\n\n", "”“\"''"])
def test_nobody_is_cited(text: str) -> None:
    assert citations(text, "en") == []


def test_spans_lie_within_the_text() -> None:
    text = "Quist's claim: \"it is safe\" -- the council (no. 5) said... 'she said' said said of of by, said"
    for found in citations(text * 3, "en"):
        assert isinstance(found, Citation)
        for start, end in (found.source, found.cue, *found.content):
            assert 0 <= start < end <= len(text) * 3


def test_a_language_without_words_of_attribution_is_unknown() -> None:
    with pytest.raises(UnknownLanguage, match="ar"):
        citations("قال المجلس إن الجسر آمن", "ar")
    assert attribution_words("ar") is None


def test_long_text_costs_in_proportion() -> None:
    from reportedly.reading.citing import rows_of

    row = next(rows_of("said " * 400, "en"))
    assert sum(1 for _ in candidates(row)) < 20 * len(row)
