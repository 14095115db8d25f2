"""Do the rules of a language find what their examples mark, and leave their counter-examples alone?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.languages import Language, Rule
from reportedly.languages.schema import COLLECTING
from reportedly.reading.page import parse_sentence, tagger_of
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame

_MARKED = re.compile(r"\[([^\[\]]*)\]")


def check_rules(language: Language) -> Iterator[str]:
    """One line for each example that a rule doesn't find, and for each counter-example that it does."""
    for rules in language.grammar.values():
        for rule in rules:
            for example in rule.examples:
                yield from _check_example(language, rule, example)
            for counter in rule.counter_examples:
                found = _found(rule, _parsed(language, counter), counter)
                if found:
                    yield f"{rule.name}: must leave {counter!r} alone, but reads {sorted(found)}"


def _check_example(language: Language, rule: Rule, example: str) -> Iterator[str]:
    plain, wanted = unmark(example)
    if not wanted:
        yield f"{rule.name}: the example {example!r} marks nothing; put [brackets] around the words to be found"
        return
    sentence = _parsed(language, plain)
    found = _found(rule, sentence, plain)
    missed = wanted - found
    if missed:
        got = f"reads {sorted(found)}" if found else f"doesn't match: {_row(sentence, plain)}"
        yield f"{rule.name}: must find {sorted(missed)} in {plain!r}, but {got}"


def unmark(example: str) -> tuple[str, set[str]]:
    """An example without its brackets, and the words that stood in them."""
    return _MARKED.sub(r"\1", example), set(_MARKED.findall(example))


def _parsed(language: Language, text: str) -> Sentence:
    tagger, tokens = tagger_of(text, language.tokenize(text), language)
    sentence = Sentence(0, tokens[0].start, tokens[-1].end, tokens, in_title=False)
    parse_sentence(sentence, tagger, language, text)
    return sentence


def _row(sentence: Sentence, text: str) -> str:
    """What the sentence came to, a symbol for each phrase: where a rule's author sees what stood in its way."""
    return " ".join(f"{c.senses[0].key}({text[c.start : c.end]})" for c in sentence.chunks)


def _found(rule: Rule, sentence: Sentence, text: str) -> set[str]:
    if rule.file not in COLLECTING:
        return {text[c.start : c.end] for c in sentence.trace if c.rule == rule.name}
    frames = (*sentence.frames, *sentence.speeches)
    found = {text[slice(*span)] for f in frames if f.rule == rule.name for span in _evidence(f)}
    return found | {text[word.start : word.end] for word in sentence.events if word.rule == rule.name}


def _evidence(frame: Frame) -> Iterator[tuple[int, int]]:
    for people in frame.people:
        yield people.span
        for part in people.parts:
            yield part.span
    for agent in frame.agents:
        yield agent.span
    if frame.kind == "speech" and frame.anchor:
        yield frame.anchor
    if frame.voice:
        yield frame.voice.span
        yield frame.voice.name
