"""Checks a language folder: every rule against its examples, every story against its expected reading.

    python -m reportedly.running.checking xx

Prints a line for each thing that doesn't hold; exit status 0 where all does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from reportedly.languages import Language
from reportedly.model.errors import ReportedlyError
from reportedly.reading.lexis import language_of
from reportedly.running.rule_examples import check_rules
from reportedly.running.story_facts import check_story, stories_of

FEWEST_STORIES = 10


def check_language(code: str) -> Iterator[str]:
    """One line for each example, counter-example or story fact that doesn't hold. Raises `LanguageError`."""
    language = language_of(code)
    yield from _check_size(language)
    yield from check_rules(language)
    for name, story in stories_of(language.folder):
        yield from check_story(name, story, code)


def _check_size(language: Language) -> Iterator[str]:
    if not any(language.grammar.values()):
        yield f"{language.code}: no rules yet; begin with grammar/people.yml and grammar/frames.yml"
    told = len(list((language.folder / "stories").glob("*.yml")))
    if told < FEWEST_STORIES:
        yield f"{language.code}: {told} stories; a language needs {FEWEST_STORIES}, each with its expected reading"


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
