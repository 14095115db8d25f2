"""robots.txt: whether a site wants programs on a page, and how often."""

from __future__ import annotations

import re

from protego import Protego

from reportedly.gathering.web.politeness import ROBOT

MOST_BYTES = 500_000
"""Of a robots.txt; what goes on behind is cut off at a line's end (RFC 9309 asks for 500 KiB at least)."""
MOST_DELAY = 60.0
"""Seconds of a Crawl-delay that are heeded: at a minute a page, a day's news of one outlet still comes in a day."""
FRESH = 24 * 3_600.0
"""Seconds for which a robots.txt holds (RFC 9309)."""
STALE = 600.0
"""Seconds after which one that couldn't be had is asked for again."""
_AGENT = re.compile(r"[\s\ufeff]*user[-\s]*agent\b[\s:]*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s/;(#]*")


class Rules:
    """What a robots.txt says to us."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse("\n".join(map(_ours_or_other, text.splitlines())))

    @classmethod
    def of(cls, content: bytes) -> Rules:
        """The rules in what was fetched; what can't be read as such holds none."""
        if len(content) >= MOST_BYTES:
            content = content[:MOST_BYTES].rpartition(b"\n")[0]
        return cls(content.decode("utf-8", "replace"))

    def allow(self, url: str) -> bool:
        """Whether we may ask for this page."""
        return bool(self._rules.can_fetch(url, ROBOT))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests, as far as they are heeded."""
        return min(self._rules.crawl_delay(ROBOT) or 0.0, MOST_DELAY)


def _ours_or_other(line: str) -> str:
    """A line, with every other program's name as one.

    Each name in a group would get a list of all its rules: 30,000 names with 19,000 rules, which fit into 500 kB, would
    stand still for hours.
    """
    found = _AGENT.fullmatch(line.partition("#")[0])
    if found is None:
        return line
    token = _TOKEN.match(found[1].strip())
    name = token.group().lower() if token else ""
    bare = name.replace("*", "")
    ours = name == "*" or (bare != "" and ROBOT.startswith(bare))
    return f"User-agent: {name if ours else 'other'}"
