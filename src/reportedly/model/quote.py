"""Words of a report with their offsets: the evidence that every value carries."""

from __future__ import annotations

import msgspec

from reportedly.model.errors import QuoteNotInText


class Quote(msgspec.Struct, frozen=True, order=True):
    """Words of a page, verbatim.

    `start` and `end` count code points of `Report.text`, as `len()` does; `end` is exclusive.
    Raises `QuoteNotInText` where the offsets don't fit the words. Make one with `Quote.of`,
    which takes the words from the page itself; `Reading` refuses a quote that its page doesn't hold.
    """

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text) or not self.text.strip():
            raise QuoteNotInText(
                f"{self.text[:60]!r} can't stand at [{self.start}:{self.end}]: quote the page's own words"
            )

    @classmethod
    def of(cls, page: str, start: int, end: int) -> Quote:
        """The words of `page` from `start` to `end`; raises `QuoteNotInText` where there are none."""
        if not 0 <= start < end <= len(page):
            raise QuoteNotInText(f"[{start}:{end}] is empty or outside a text of {len(page)} code points")
        return cls(page[start:end], start, end)

    def check(self, page: str) -> None:
        """Raises `QuoteNotInText` unless `page` says these words at this place."""
        if page[self.start : self.end] != self.text:
            raise QuoteNotInText(f"{self.text[:60]!r} isn't what the page says at [{self.start}:{self.end}]")
