"""Writing systems: folding, tokens and sentence ends; offsets always count the page's own code points."""

from reportedly.scripts.folding import fold, strip_marks
from reportedly.scripts.remembered import Remembered
from reportedly.scripts.sentences import Stops, split_sentences
from reportedly.scripts.tokens import Token, Tokenizer

__all__ = ["Remembered", "Stops", "Token", "Tokenizer", "fold", "split_sentences", "strip_marks"]
