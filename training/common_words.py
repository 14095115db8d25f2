"""Makes the tables of common words: `reportedly.linking.wording` says what they are for.

    python training/common_words.py READINGS.jsonl ...

READINGS are `reportedly read`'s of real pages, a file for each kind of news. A word is listed where more than one page
in 1000 of a kind has it, three at least; its weight is tenths of ln(pages / pages with it), and the least of any kind:
what is said all the time of wars isn't rare because a town's own papers never say it. Whatever the pages, little weighs

- what the lexicon has: it is of violence that all reports tell that are linked;
- what countries, their people, their divisions, armed groups and states' forces are called: it is for the questions of
  place and of who did it, and the pages at hand are of few countries;
- less, but still, the name of a large city: something happens there often.
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from reportedly.languages.folder import lexicon_entries
from reportedly.linking.wording import RAREST, parts_of
from reportedly.world.actors import names_in
from reportedly.world.places import KINDS, default_path

LANGUAGES = Path(__file__).parents[1] / "src" / "reportedly" / "languages"
TABLES = Path(__file__).parents[1] / "src" / "reportedly" / "linking" / "common"
FEWEST_PAGES = 1000  # of a language and a kind, to be counted
OF_VIOLENCE = 22  # what a word of the lexicon, of countries and of armed groups weighs at most
OF_CITIES = 45  # what Chicago and Baghdad weigh in the news of their own countries, and no more than half as much again
LARGE = 500_000  # inhabitants
COUNTRY, DIVISION, TOWN = (KINDS.index(kind) for kind in ("country", "admin1", "town"))
IN_ARABIC = ("ar",)


def main() -> None:
    """Writes a table for each language that has pages enough."""
    weights: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name in sys.argv[1:]:
        for language, counted in counted_weights(Path(name)).items():
            lower(weights[language], counted)
    for language, of in sorted(weights.items()):
        lower(of, dict.fromkeys(words_of_violence(language) | words_of_lands(language), OF_VIOLENCE))
        lower(of, dict.fromkeys(words_of_cities(language), OF_CITIES))
        kept = sorted(f"{word}\t{weight}\n" for word, weight in of.items() if weight < RAREST)
        (TABLES / f"{language}.tsv").write_text("".join(kept), encoding="utf-8")
        print(f"{language}: {len(kept)} common words")


def counted_weights(readings: Path) -> dict[str, dict[str, int]]:
    """The weights of words by the pages of one file, by language."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pages: Counter[str] = Counter()
    with readings.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)["report"]
            if "text" in report and report["language"]:
                pages[report["language"]] += 1
                seen[report["language"]].update(parts_of(report["text"]))
    return {
        language: {word: round(10 * math.log(number / of)) for word, of in seen[language].items() if of > 2}
        for language, number in pages.items()
        if number >= FEWEST_PAGES
    }


def lower(weights: dict[str, int], other: dict[str, int]) -> None:
    """Gives each word the lesser of its two weights."""
    for word, weight in other.items():
        weights[word] = min(weights.get(word, RAREST), weight)


def words_of_violence(language: str) -> set[str]:
    """The folded words of the language's lexicon; people's first names aren't among them."""
    phrases = [phrase for phrase, symbol, _, _ in lexicon_entries(LANGUAGES / language) if symbol != "GIVEN"]
    return {word for phrase in phrases for word in parts_of(phrase)}


def words_of_lands(language: str) -> set[str]:
    """Those of the names of countries and their divisions, of armed groups and of forces."""
    groups = {word for name, _, _ in names_in(language) for word in parts_of(name)}
    return groups | set(_place_words(language, f"kind in ({COUNTRY}, {DIVISION})"))


def words_of_cities(language: str) -> set[str]:
    """Those of the names of large cities."""
    return set(_place_words(language, f"kind = {TOWN} and population >= {LARGE}"))


def _place_words(language: str, which: str) -> Iterator[str]:
    """The words of the names that such places have in the language's letters."""
    connection = sqlite3.connect(f"file:{default_path()}?mode=ro", uri=True)
    query = f"select folded from name join place on id = place_id where arabic = ? and {which}"  # noqa: S608 - ours
    for (name,) in connection.execute(query, (language in IN_ARABIC,)):
        yield from parts_of(name)
    connection.close()


if __name__ == "__main__":
    main()
