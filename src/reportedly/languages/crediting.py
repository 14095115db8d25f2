"""The words by which a page of a language says that its text is an agency's: `credits.yml` of the folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reportedly.languages import folder as files
from reportedly.scripts import Tokenizer

_KEYS = ("agencies", "beside", "opens", "closes", "pictures")

Phrase = tuple[str, ...]


class CreditWords(NamedTuple):
    """Phrases as folded tokens, without accents.

    `agencies` mean some agency without naming one ("agencies", "وكالات"). `beside` stand with an agency's name
    in a line that is nothing but a credit ("with", "copyright"), `opens` begin a line of credit whatever else
    is in it ("Source:"), `closes` follow the name in one ("contributed"), and with one of `pictures` it is
    the picture that is credited.
    """

    agencies: frozenset[Phrase]
    beside: frozenset[str]
    opens: frozenset[str]
    closes: frozenset[str]
    pictures: frozenset[str]


@lru_cache(maxsize=32)
def credit_words(code: str, root: Path = files.ROOT) -> CreditWords | None:
    """A language's words of credit; None where its folder has no `credits.yml`.

    Raises `LanguageError` for a file that isn't YAML or has a key that isn't known.
    """
    path = root / code / "credits.yml"
    if not path.is_file():
        return None
    read = files.load_yaml(path) or {}
    files.check_known(read, _KEYS, f"{code}/credits.yml")
    phrases = {key: [tokens_of(phrase) for phrase in files.words_of(read.get(key))] for key in _KEYS}
    words = {key: frozenset(word for phrase in phrases[key] for word in phrase) for key in _KEYS[1:]}
    return CreditWords(agencies=frozenset(phrases["agencies"]), **words)


_cut = Tokenizer()


def tokens_of(phrase: str) -> Phrase:
    """A phrase as credits are compared: folded tokens, without accents and with no elision taken off."""
    return tuple(token.norm for token in _cut(phrase))
