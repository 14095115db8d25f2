"""Languages as data: a folder each, and the loader that checks and compiles it."""

from reportedly.languages.folder import known_languages
from reportedly.languages.grammar import Chunk, Match, Rule, find, leftmost_longest
from reportedly.languages.language import Language, load_language
from reportedly.languages.lexicon import Sense

__all__ = [
    "Chunk",
    "Language",
    "Match",
    "Rule",
    "Sense",
    "find",
    "known_languages",
    "leftmost_longest",
    "load_language",
]
