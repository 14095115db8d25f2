"""What became of the pages of a run that a second reader was given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from reportedly.model import SecondReader

_SHOWN = 3  # problems that are said each; where a server is down they are all the same


@dataclass
class SecondTally:
    """Counts over a run; in words by `str`."""

    reader: str = ""
    asked: int = 0
    left: int = 0
    kept: int = 0
    failed: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def take(self, page: str, second: SecondReader) -> list[str]:
        """Counts one page; gives what the person should know of it now."""
        self.reader = second.reader
        self.asked += second.asked
        self.left += not second.asked
        self.kept += second.kept
        self.dropped.update(second.dropped)
        said = []
        if second.unread and second.problem is None:
            said.append(f"{page}: too long, so its last {second.unread:,} code points weren't shown to {second.reader}")
        if second.problem is not None:
            self.failed += 1
            if self.failed <= _SHOWN:
                said.append(f"{page}: read by the grammar instead of {second.reader}: {second.problem}")
        return said

    def __str__(self) -> str:
        ordered = sorted(self.dropped.items(), key=lambda item: (-item[1], item[0]))
        reasons = ", ".join(f"{count} {reason}" for reason, count in ordered)
        dropped = f"{self.dropped.total()} dropped" + (f" ({reasons})" if reasons else "")
        parts = [f"{self.reader}: {_pages(self.asked)} asked of", f"{self.kept} values kept", dropped]
        if self.left:
            parts.append(f"{_pages(self.left)} without a word of harm not sent")
        if self.failed:
            parts.append(f"{_pages(self.failed)} without an answer, read by the grammar")
        return "; ".join(parts)


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"
