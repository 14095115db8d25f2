"""What is left unread for speed's sake must have held nothing."""

from __future__ import annotations

import pytest

from reportedly.languages import Chunk, Rule, find, known_languages
from reportedly.languages.schema import COLLECTING, REDUCING
from reportedly.reading import lexis
from reportedly.reading.chunk import reduce_chunks
from reportedly.reading.screen import Screen
from reportedly.reading.tag import Tagger


def examples(code: str) -> list[str]:
    """The examples and counter-examples of every rule, without the marks of their evidence."""
    grammar = lexis.language_of(code).grammar
    rules = [rule for file in (*REDUCING, *COLLECTING) for rule in grammar[file]]
    return [e.replace("[", "").replace("]", "") for rule in rules for e in (*rule.examples, *rule.counter_examples)]


@pytest.mark.parametrize("code", known_languages())
def test_a_text_with_harm_has_a_word_that_may_tell_of_it(code: str) -> None:
    language = lexis.language_of(code)
    screen = Screen.of(language)
    for text in examples(code):
        tokens = language.tokenize(text)
        assert language.tokenize.words(text) == {token.text for token in tokens}
        if screen.any_harm(tokens):
            assert screen.may_tell(text, untitled=False)
        if screen.any_attack(tokens) or screen.any_event(tokens):
            assert screen.may_tell(text, untitled=True)


@pytest.mark.parametrize("code", known_languages())
def test_no_rule_matches_where_its_needs_are_not_met(code: str) -> None:
    language = lexis.language_of(code)
    files = (*REDUCING, *COLLECTING)
    unneedy = {file: [rule._replace(needs=0) for rule in language.grammar[file]] for file in files}
    assert any(rule.needs for file in files for rule in language.grammar[file])
    for text in examples(code):
        chunks = Tagger(language, lexis.gazetteer(), text)(language.tokenize(text))
        for stage in (chunks, reduce_chunks(chunks, language, text, [])):
            for file in files:
                assert spans(language.grammar[file], stage, code) == spans(unneedy[file], stage, code)


def spans(rules: list[Rule] | tuple[Rule, ...], chunks: list[Chunk], code: str) -> list[tuple[str, int, int]]:
    """The rules that match, and where."""
    found = find(rules, chunks, lexis.language_of(code).alphabet)
    return [(match.rule.name, match.first, match.last) for match in found]
