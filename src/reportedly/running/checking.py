"""Checks a language folder: every rule against its examples, every story against its expected reading.

    python -m reportedly.running.checking xx

Prints a line for each thing that doesn't hold; exit status 0 where all does.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from reportedly.languages import Language
from reportedly.languages.folder import ROOT, grammar_rules, lexicon_entries
from reportedly.languages.schema import COLLECTING, REDUCING
from reportedly.model.errors import ReportedlyError
from reportedly.model.vocabulary import CATEGORIES, PERPETRATOR_TYPES, ROLES, SPEAKER_TYPES
from reportedly.reading.lexis import actors, language_of
from reportedly.running.rule_examples import check_rules
from reportedly.running.story_facts import check_story, stories_of

FEWEST_STORIES = 10
TEMPLATE = ROOT / "_new"
_FILES = (*REDUCING, *COLLECTING)
# Features whose values are the contract's; a word that isn't among them would be read as nothing.
_WORDS_OF: Mapping[tuple[str, str], tuple[str, ...]] = {
    **{(symbol, "speaker"): SPEAKER_TYPES for symbol in ("PEOPLE", "FORCE", "TITLE", "SOURCE")},
    **{(symbol, "perpetrator"): PERPETRATOR_TYPES for symbol in ("PEOPLE", "FORCE")},
    **{(symbol, "category"): CATEGORIES for symbol in ("FORCE", "ADJ")},
    **{(symbol, "roles"): ROLES for symbol in ("PEOPLE", "ADJ")},
    ("FORCE", "type"): PERPETRATOR_TYPES,
    ("ADJ", "type"): SPEAKER_TYPES,
}


def check_language(code: str) -> Iterator[str]:
    """One line for each example, counter-example or story fact that doesn't hold. Raises `LanguageError`."""
    language = language_of(code)
    yield from _check_size(language)
    yield from _check_left_over(language)
    yield from _check_features(language)
    yield from check_rules(language)
    for name, story in stories_of(language.folder):
        if _is_template(story):
            yield f"{name}: is still the template's; write a story of your own"
        else:
            yield from check_story(name, story, code)


def _check_size(language: Language) -> Iterator[str]:
    if not any(language.grammar.values()):
        yield f"{language.code}: no rules yet; begin with grammar/people.yml and grammar/frames.yml"
    told = len(list((language.folder / "stories").glob("*.yml")))
    if told < FEWEST_STORIES:
        yield f"{language.code}: stories/ has {told}; a language needs {FEWEST_STORIES}, each with its expected reading"


def _check_left_over(language: Language) -> Iterator[str]:
    """What a new folder still holds of the template: its words in capitals, its examples, its story."""
    template = {(phrase, symbol) for phrase, symbol, _, _ in lexicon_entries(TEMPLATE) if phrase.isupper()}
    words = [phrase for phrase, symbol, _, _ in lexicon_entries(language.folder) if (phrase, symbol) in template]
    if words:
        yield f"{language.code}: lexicon/ still has the template's words: {', '.join(words)}"
    examples = {e for file in _FILES for rule in grammar_rules(TEMPLATE, file) for e in rule["examples"]}
    left = [rule.name for file in _FILES for rule in language.grammar[file] if examples.intersection(rule.examples)]
    if left:
        yield f"{language.code}: grammar/ still has the template's examples: {', '.join(left)}"


def _is_template(story: Mapping[str, Any]) -> bool:
    return bool(story.get("story", "").startswith("HEADLINE"))


def _check_features(language: Language) -> Iterator[str]:
    """Features with a word that means nothing to the reading."""
    for phrase, symbol, _, features in lexicon_entries(language.folder):
        for feature, value in features.items():
            known = tuple(actors()) if (symbol, feature) == ("ACTOR", "actor") else _WORDS_OF.get((symbol, feature))
            for word in value.split() if known else ():
                if word not in (known or ()):
                    near = difflib.get_close_matches(word, known or (), 1)
                    hint = f"; did you mean {near[0]!r}?" if near else ""
                    yield f"{language.code}: lexicon: {symbol} {phrase!r}: {feature} {word!r} isn't known{hint}"


def main(arguments: list[str]) -> int:
    """Checks the languages named, prints what doesn't hold."""
    if not arguments:
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    wrong = 0
    for code in arguments:
        try:
            for line in check_language(code):
                wrong += 1
                print(line)  # noqa: T201
        except ReportedlyError as problem:
            wrong += 1
            print(problem)  # noqa: T201
    print(f"{', '.join(arguments)}: {wrong or 'nothing'} to mend")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
