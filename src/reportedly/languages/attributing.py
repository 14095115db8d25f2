"""The words by which a language says who says what: `attribution.yml` of its folder, beside lexicon and grammar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from reportedly.languages import folder as files
from reportedly.model.errors import LanguageError
from reportedly.scripts import fold

_NOTHING: frozenset[str] = frozenset()


class Verb(NamedTuple):
    """A form of a verb of speech or thought: its base form, and what kind of saying it is."""

    base: str
    kind: str


class AttributionWords(NamedTuple):
    """Words, folded, with the classes that they may belong to; and the verbs' forms."""

    classes: Mapping[str, frozenset[str]]
    verbs: Mapping[str, Verb]

    def of(self, norm: str) -> frozenset[str]:
        """The classes of a folded word."""
        return self.classes.get(norm, _NOTHING)


@lru_cache(maxsize=8)
def attribution_words(code: str) -> AttributionWords | None:
    """A language's words of attribution; None where its folder has no `attribution.yml`.

    Raises `LanguageError` for a file that doesn't hold together.
    """
    path = files.ROOT / code / "attribution.yml"
    if not path.is_file():
        return None
    read = files.load_yaml(path)
    files.check_known(read, ("classes", "verbs"), f"{code}/attribution.yml")
    keep = files.profile(files.ROOT / code).get("accents") == "keep"
    classes: dict[str, set[str]] = {}
    for name, words in read["classes"].items():
        for word in files.words_of(words):
            classes.setdefault(fold(word, keep), set()).add(name)
    verbs: dict[str, Verb] = {}
    for kind, entries in read["verbs"].items():
        for entry in entries:
            forms = [fold(word, keep) for word in files.words_of(entry)]
            if not forms:
                raise LanguageError(f"{code}/attribution.yml: verbs, {kind}: an entry without words")
            for form in forms:
                verbs.setdefault(form, Verb(forms[0], kind))
    return AttributionWords({word: frozenset(names) for word, names in classes.items()}, verbs)
