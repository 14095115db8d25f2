"""Passages: of a page that tells of more than one incident, the sentences that tell of this one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from reportedly.model import Report, Telling
from reportedly.model.reading import quotes_of

# A rough cut: a sentence that an abbreviation cuts short is still one that the other page has too.
_END = re.compile(r"[.!?؟…][\"'”’»)]*\s|\n")


def passages_of(tellings: Iterable[Telling]) -> Mapping[str, str]:
    """What the tellings of one incident quote, by the report's id: whole sentences, but for the headline."""
    reports: dict[str, Report] = {}
    starts: defaultdict[str, set[int]] = defaultdict(set)
    for telling in tellings:
        reports[telling.report.id] = telling.report
        starts[telling.report.id] |= {quote.start for quote in quotes_of(telling.accounts)}
    return {name: _quoted(report, starts[name]) for name, report in reports.items()}


def _quoted(report: Report, starts: Iterable[int]) -> str:
    """The sentences in which something is quoted; quotes by where they start, in code points."""
    body = len(report.title) + 1 if report.title else 0
    cuts = [0, *(end.end() for end in _END.finditer(report.text)), len(report.text)]
    told = sorted({bisect_right(cuts, start) - 1 for start in starts if start >= body})
    return " ".join(report.text[cuts[at] : cuts[at + 1]] for at in told)
