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
def test_a_sentence_in_which_a_rule_of_harm_matches_is_one_that_may_tell_of_it(code: str) -> None:
    language = lexis.language_of(code)
    harm = [rule for rule in language.grammar["frames"] if rule.makes == "harm"]
    for text in examples(code):
        words = language.tokenize.words(text)
        chunks = Tagger(language, lexis.gazetteer(), text)(language.tokenize(text))
        if find(harm, reduce_chunks(chunks, language, text, []), language.alphabet):
            screen = Screen(language, words)
            assert screen.may_harm(0, len(words)), text
            assert not screen.may_harm(0, 0)


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
