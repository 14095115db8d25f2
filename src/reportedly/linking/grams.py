"""The wording of a text: its word 4-grams, by which copies are found. See docs/why/origins.md."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import msgspec

from reportedly.scripts import Tokenizer

MOST_WORDS = 8_000  # of a page; what comes behind them isn't compared
LONG = 1_000  # words: of longer texts a sample is enough
REACH = 12  # words: what stands farther from everything copied is a text's own
_SAMPLE = 8  # of a longer text's grams, one in so many is kept
_SAMPLED_REACH = 60  # words, where only a sample of the copied grams is seen
_LETTERS = 40  # no language's news has words so long on average: a page of a megabyte is cut before its words are

Gram = tuple[str, str, str, str]
_IN_GRAM = 4  # words

_cut = Tokenizer()


class Wording(msgspec.Struct, frozen=True):
    """A text's grams in their order, with the word each begins at.

    `words` is the number of words compared. Where `is_sample`, only some grams are kept, the same ones of every text
    that holds them: what two texts share is shared by their samples.
    """

    words: int
    grams: tuple[Gram, ...]
    starts: Sequence[int]
    is_sample: bool
    different: frozenset[Gram]

    def own_words(self, copied: Container[Gram]) -> int:
        """How many words stand farther than the reach from each gram that is among `copied`."""
        reach = _SAMPLED_REACH if self.is_sample else REACH
        near = [start for gram, start in zip(self.grams, self.starts, strict=True) if gram in copied]
        if not near:
            return self.words
        between = (other - one - _IN_GRAM - 2 * reach for one, other in pairwise(near))
        edges = (near[0] - reach, self.words - near[-1] - _IN_GRAM - reach)
        return sum(gap for gap in (*edges, *between) if gap > 0)

    def size(self, sampled: bool) -> int:
        """How many different grams there are; of a sample where `sampled`."""
        if self.is_sample or not sampled:
            return len(self.different)
        return sum(map(_is_sampled, self.different))


def share(one: Wording, other: Wording, common: int) -> float:
    """How much of the shorter text is in the other, from 0 to 1, where they have `common` grams in common."""
    sampled = one.is_sample or other.is_sample
    return common / max(min(one.size(sampled), other.size(sampled)), 1)


@lru_cache(maxsize=512)  # an incident's texts: they are compared again for each day of its history
def wording_of(text: str) -> Wording:
    """The wording of a text: of its first `MOST_WORDS` words, folded, so that spelling and case don't matter."""
    norms = _cut.norms(_cut.words(text[: MOST_WORDS * _LETTERS]))
    words = [norm for norm in norms if norm[:1].isalnum()][:MOST_WORDS]
    grams = tuple(zip(words, words[1:], words[2:], words[3:], strict=False))
    starts: Sequence[int] = range(len(grams))
    is_sample = len(words) > LONG
    if is_sample:
        starts = [start for start, gram in enumerate(grams) if _is_sampled(gram)]
        grams = tuple(grams[start] for start in starts)
    return Wording(len(words), grams, starts, is_sample, frozenset(grams))


def _is_sampled(gram: Gram) -> bool:
    """Whether a sample holds it; not by `hash()`, which differs from run to run."""
    return crc32(" ".join(gram).encode(errors="surrogatepass")) % _SAMPLE == 0
