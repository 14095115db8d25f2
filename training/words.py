"""Makes a language's `words.txt`: words that are no names, for pages that are set all in capitals.

    python training/words.py DICTIONARY [--texts FILE ...] > src/reportedly/languages/en/words.txt

DICTIONARY has a word a line, names with a capital; SCOWL's small American list is one (Debian's
`wamerican-small`; its terms stand at the top of the file that this writes). `--texts` are articles as JSON
Lines, gzipped or not: what they write in small letters five times or more joins the list. A word whose
stem is in the list is left out (`reportedly.scripts.truecase`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.scripts.truecase import CommonWords

_OFTEN = 5
# English; another language's list comes from another script or by hand.
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ing", ""), ("ing", "e"), ("es", ""), ("ed", ""), ("s", ""), ("d", ""),
    ("ly", ""), ("er", ""), ("ers", ""), ("r", ""), ("rs", ""), ("ness", ""),
)  # fmt: skip
# Small words of Spanish and other names that the texts leave in small letters.
_OF_NAMES = frozenset("al da de del di don du el en la las le les los san santa van von".split())  # noqa: SIM905
_TERMS = """\
# English words that are no names, so that a page all in capitals shows its names. Made by training/words.py
# from SCOWL (Spell Checker Oriented Word Lists), which comes with these terms:
# Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists,
# the associated scripts, the output created from the scripts, and its documentation for any purpose is hereby
# granted without fee, provided that the above copyright notice appears in all copies and that both that
# copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no
# representations about the suitability of this array for any purpose. It is provided "as is" without express
# or implied warranty."""


def written_small(paths: Iterable[Path]) -> Iterator[str]:
    """Words that the texts write in small letters often."""
    counted: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            for line in lines:
                counted.update(re.findall(r"\b[a-z]+\b", json.loads(line)["text"] or ""))
    return (word for word, times in counted.items() if times >= _OFTEN)


def main() -> None:
    """Writes the list to standard output."""
    parser = argparse.ArgumentParser(description="Makes a language's list of words that are no names.")
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    listed = {w for w in options.dictionary.read_text("utf-8").split() if w.isascii() and w.isalpha() and w.islower()}
    wanted = {w for w in listed | set(written_small(options.texts)) if len(w) > 1} - _OF_NAMES
    kept: set[str] = set()
    common = CommonWords(kept, _ENDINGS)
    for word in sorted(wanted, key=lambda w: (len(w), w)):
        if word not in common:
            kept.add(word)
    endings = (f"-{ending} {instead}".rstrip() for ending, instead in _ENDINGS)
    sys.stdout.write("\n".join((_TERMS, *endings, *sorted(kept))) + "\n")


if __name__ == "__main__":
    main()
