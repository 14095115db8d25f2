"""Counts which words the news of a language has all the time: the tables of `reportedly.linking.wording`.

    python training/common_words.py READINGS.jsonl ...

READINGS are `reportedly read`'s of real pages, thousands of a language, of all that its outlets write. A word is listed
where more than one page in 1000 has it, three at least; its weight is tenths of ln(pages / pages with it). The words
of the language's lexicon weigh little: it is of violence that all reports tell that are linked.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from reportedly.languages.folder import lexicon_entries
from reportedly.linking.wording import RAREST, words_of

LANGUAGES = Path(__file__).parents[1] / "src" / "reportedly" / "languages"
TABLES = Path(__file__).parents[1] / "src" / "reportedly" / "linking" / "common"
FEWEST_PAGES = 1000  # of a language, for a table to be made
OF_VIOLENCE = 22  # what a word of the lexicon weighs at most


def main() -> None:
    """Writes a table for each language that has pages enough."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pages: Counter[str] = Counter()
    for name in sys.argv[1:]:
        with Path(name).open(encoding="utf-8") as lines:
            for line in lines:
                report = json.loads(line)["report"]
                if "text" in report and report["language"]:
                    pages[report["language"]] += 1
                    seen[report["language"]].update(words_of(report["text"]))
    TABLES.mkdir(exist_ok=True)
    for language, number in sorted(pages.items()):
        if number < FEWEST_PAGES:
            continue
        weights = {word: round(10 * math.log(number / of)) for word, of in seen[language].items() if of > 2}
        for word in words_of_violence(language):
            weights[word] = min(weights.get(word, RAREST), OF_VIOLENCE)
        kept = sorted(f"{word}\t{weight}\n" for word, weight in weights.items() if weight < RAREST)
        (TABLES / f"{language}.tsv").write_text("".join(kept), encoding="utf-8")
        print(f"{language}: {number} pages, {len(kept)} common words")


def words_of_violence(language: str) -> set[str]:
    """The folded words of the language's lexicon; people's first names aren't among them."""
    phrases = [phrase for phrase, symbol, _, _ in lexicon_entries(LANGUAGES / language) if symbol != "GIVEN"]
    return {word for phrase in phrases for word in words_of(phrase)}


if __name__ == "__main__":
    main()
