"""Languages as data: a folder each, and the loader that checks and compiles it."""

from reportedly.languages.folder import known_languages
from reportedly.languages.grammar import Chunk, Match, Row, Rule, find, find_in, leftmost_longest
from reportedly.languages.language import Language, load_language
from reportedly.languages.lexicon import Sense, Senses, bare

__all__ = [
    "Chunk",
    "Language",
    "Match",
    "Row",
    "Rule",
    "Sense",
    "Senses",
    "bare",
    "find",
    "find_in",
    "known_languages",
    "leftmost_longest",
    "load_language",
]
