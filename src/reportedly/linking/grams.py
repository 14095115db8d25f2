"""The wording of a text: its word 4-grams as numbers, by which copies are found. See docs/why/origins.md."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

from reportedly.scripts import Tokenizer

GRAM = 4
MOST_WORDS = 8_000  # of a page; what comes behind them isn't compared
LONG = 1_000  # words: of longer texts a sample is enough
SAMPLE = 8  # of a longer text's grams, one in so many is kept
REACH = 12  # words: what stands farther from everything copied is a text's own
_SAMPLED_REACH = 60  # the same where only a sample of the copied grams is seen
_FACTOR = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing
_MASK = (1 << 64) - 1

_words = Tokenizer()


class Wording(msgspec.Struct, frozen=True):
    """A text's grams in their order: 64-bit numbers, the same on every machine, with the word each begins at.

    `words` is the number of words compared. Where `is_sample`, only the grams whose number is a multiple
    of `SAMPLE` are kept: two texts are sampled alike, so what they share is shared by their samples.
    `different` counts the different grams, `in_sample` those of them that a sample holds.
    """

    words: int
    grams: tuple[int, ...]
    starts: tuple[int, ...]
    is_sample: bool
    different: int
    in_sample: int

    def own_words(self, copied: Container[int]) -> int:
        """How many words stand farther than the reach from each gram that is among `copied`."""
        reach = _SAMPLED_REACH if self.is_sample else REACH
        covered, end = 0, 0
        for gram, start in zip(self.grams, self.starts, strict=True):
            if gram in copied:
                upto = min(start + GRAM + reach, self.words)
                covered += max(0, upto - max(end, start - reach, 0))
                end = max(end, upto)
        return self.words - covered


def share(one: Wording, other: Wording, common: int) -> float:
    """How much of the shorter text is in the other, from 0 to 1, where they have `common` grams in common."""
    sampled = one.is_sample or other.is_sample
    return common / min((one.in_sample, other.in_sample) if sampled else (one.different, other.different))


def wording_of(text: str) -> Wording:
    """The wording of a text: of its first `MOST_WORDS` words, folded, so that spelling and case don't matter."""
    # A page of a megabyte is cut before its words are: no word of news has forty letters on average
    words = [norm for norm in _words.norms(_words.words(text[: MOST_WORDS * 40])) if norm[:1].isalnum()][:MOST_WORDS]
    grams = _grams([_number(word) for word in words])
    kept: Sequence[tuple[int, int]] = list(enumerate(grams))
    is_sample = len(words) > LONG
    if is_sample:
        kept = [(start, gram) for start, gram in kept if gram % SAMPLE == 0]
    different = {gram for _, gram in kept}
    return Wording(
        words=len(words),
        grams=tuple(gram for _, gram in kept),
        starts=tuple(start for start, _ in kept),
        is_sample=is_sample,
        different=len(different),
        in_sample=len(different) if is_sample else sum(gram % SAMPLE == 0 for gram in different),
    )


def _grams(numbers: Sequence[int]) -> list[int]:
    fours = zip(numbers, numbers[1:], numbers[2:], numbers[3:], strict=False)
    mixed = ((((a * _FACTOR + b) * _FACTOR + c) * _FACTOR + d) & _MASK for a, b, c, d in fours)
    return [(number ^ number >> 29) * _FACTOR >> 32 & _MASK for number in mixed]


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    """Not `hash()`, which differs from run to run."""
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest(), "big")
