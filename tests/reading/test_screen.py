"""What is left unread for speed's sake must have held nothing."""

from __future__ import annotations

import datetime

import pytest

from reportedly.languages import Chunk, Rule, find, known_languages
from reportedly.languages.schema import COLLECTING, REDUCING
from reportedly.model import Account, Report
from reportedly.reading import lexis, parse
from reportedly.reading.chunk import reduce_chunks
from reportedly.reading.mentions import MentionReader
from reportedly.reading.screen import Screen
from reportedly.reading.sentence import Sentence
from reportedly.reading.tag import Tagger


@pytest.mark.parametrize("code", known_languages())
def test_a_small_word_by_itself_is_what_it_is_among_others(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    language = lexis.language_of(code)
    texts = examples(code)

    def tagged() -> list[str]:
        return [repr(Tagger(language, lexis.gazetteer(), text)(language.tokenize(text))) for text in texts]

    quick = tagged()
    monkeypatch.setattr(Tagger, "_small", lambda *_: None)
    assert tagged() == quick


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


@pytest.mark.parametrize("code", known_languages())
def test_what_a_sentence_is_not_asked_for_is_not_in_it(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = examples(code)
    pages = [" ".join(texts[at : at + 20]) for at in range(0, len(texts), 20)]
    quick = [accounts_of(page, code) for page in pages]
    assert any(quick)
    monkeypatch.setattr(MentionReader, "_may_say_something", lambda *_: True)
    monkeypatch.setattr(Sentence, "may_hold", lambda *_: True)
    assert [accounts_of(page, code) for page in pages] == quick


def accounts_of(text: str, code: str) -> list[Account]:
    """What is read of a text without a headline, in which every sentence counts."""
    return parse(Report(id="p", text=text, title=None, language=code, published=datetime.date(2026, 5, 4))).accounts


def spans(rules: list[Rule] | tuple[Rule, ...], chunks: list[Chunk], code: str) -> list[tuple[str, int, int]]:
    """The rules that match, and where."""
    found = find(rules, chunks, lexis.language_of(code).alphabet)
    return [(match.rule.name, match.first, match.last) for match in found]
