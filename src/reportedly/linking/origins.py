"""Which reports of an incident are independent: near copies and agencies' texts have one origin.

    origins = origins_of(reports)
    origins.count           # how many independent sources stand behind the reports
    origins.of["page-3"]    # "page-1", or "agency:afp"

docs/why/origins.md says how each threshold was found, and which errors were preferred.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

import msgspec

from reportedly.linking.clustering import leader_of
from reportedly.linking.credits import UNNAMED, Credit, credit_of
from reportedly.linking.grams import Gram, Wording, share, wording_of
from reportedly.model import Report
from reportedly.model.linked import Reprint
from reportedly.scripts import fold

SHARED = 0.25
"""The share of the shorter text's grams from which two texts are copies: found over 409 pages and ten kinds of
edits, .25 finds all that are cut to a third, merged or have a fifth of their words changed."""

SHARED_THROUGHOUT = 0.15
"""The same where what is shared is spread through all of the shorter text, so that hardly anything in it is its own:
one with three words in ten replaced. Found over pairs of real pages (docs/why/origins.md)."""

PASSAGE_SHARED = 0.4
"""The share of the shorter passage's grams from which two passages on one incident are one text, where hardly anything
in the shorter one is its own. Found over pairs of one incident, by hand (docs/why/origins.md)."""

_SPREAD_WORDS = 80  # the shortest text in which that shows
_LEFT = 0.1  # of its words may be its own
_LEFT_IN_PASSAGES = 0.2
_FEWEST = 8  # grams shared, eleven words in a row: less is a turn of phrase
_FEWEST_SAMPLED = 3
_FEWEST_IN_PASSAGES = 12  # fifteen words in a row: a passage is short, and two reporters put an address alike
_OWN_SHARE, _OWN_WORDS = 0.4, 100  # from both, what isn't copied is reporting of its own
_FIRST_HOLDERS = 50  # of a gram that all reports have, the first are enough to find the text that they copy
_AGENCY = "agency:"
_HOST = re.compile(r"https?://(?:www\.)?([^/?#:\s]+)", re.IGNORECASE)


Alike = Callable[[Wording, Wording, int], bool]


class Origins(msgspec.Struct, frozen=True):
    """The independent sources behind reports of one incident.

    `of` maps each report's id to the id of the report that stands for its origin, or to "agency:" and the
    agency's key in the actor list ("agency:" alone: agencies that no page names). `reprints` are the reports
    that are no origin of their own, by day, each with the report that it repeats.
    """

    of: dict[str, str]
    reprints: tuple[Reprint, ...] = ()

    @property
    def count(self) -> int:
        """How many different origins there are."""
        return len(set(self.of.values()))


class _Copy(msgspec.Struct, frozen=True):
    of: str
    share: float


def origins_of(reports: Sequence[Report], passages: Mapping[str, str] | None = None) -> Origins:
    """The origins of the reports of one incident. The order of the reports doesn't matter.

    `passages` are the words that tell of the incident, by the report's id: of a text that tells of others too, these
    are compared besides the whole.
    """
    ordered = sorted({report.id: report for report in reports}.values(), key=_order)
    copies = _copies([(report.id, report.text) for report in ordered], _is_copy)
    printed: dict[str, _Copy] = {}
    if passages and len(copies) < len(ordered) - 1:
        told = [(report.id, passages[report.id]) for report in ordered if passages.get(report.id)]
        printed = _copies(told, _is_passage)
    credits_by_id = {report.id: credit for report in ordered if (credit := credit_of(report))}
    texts = _texts(ordered, (copies, printed))
    agencies = _agencies([found for members in texts.values() if (found := _credited(members, credits_by_id))])
    of: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for first, members in texts.items():
        credited = _credited(members, credits_by_id)
        if credited:
            origin = _AGENCY + next(agency for agency in agencies if agency in credited or UNNAMED in credited)
        else:
            origin = outlets.setdefault(_outlet(members[0]) or first, first)
        of |= {member.id: origin for member in members}
    return Origins(of, tuple(_reprints(ordered, printed | copies, credits_by_id, of)))


def _order(report: Report) -> tuple[datetime.date, int, str]:
    """The earliest first; of one day, the longest: a shorter text is cut more often than a longer one is padded."""
    return report.published or datetime.date.max, -len(report.text), report.id


def _outlet(report: Report) -> str | None:
    """Who published it, as one string: two reports of one outlet are not two sources."""
    if report.outlet:
        return fold(report.outlet)
    hosts = _HOST.findall(report.url or "")
    return hosts[-1].lower() if hosts else None  # the last: an archive's address ends in the page's own


# Near copies


def _copies(texts: Sequence[tuple[str, str]], alike: Alike) -> dict[str, _Copy]:
    """The report that each repeats, of those before it. Every gram leads to the texts that hold it."""
    copies: dict[str, _Copy] = {}
    names = [name for name, _ in texts]
    wordings = [wording_of(text) for _, text in texts] if len(texts) > 1 else []
    holders: dict[Gram, tuple[int, ...]] = {}
    for at, wording in enumerate(wordings):
        shared = wording.different & holders.keys()
        common = Counter(itertools.chain.from_iterable(map(holders.__getitem__, shared)))
        closest = _closest(wordings, at, common, alike)
        if closest and not _has_own(wording, holders):
            copies[names[at]] = _Copy(names[closest[0]], round(closest[1], 3))
        holders.update(dict.fromkeys(wording.different.difference(shared), (at,)))
        holders.update((gram, (*held, at)) for gram in shared if len(held := holders[gram]) < _FIRST_HOLDERS)
    return copies


def _closest(wordings: Sequence[Wording], at: int, common: Mapping[int, int], alike: Alike) -> tuple[int, float] | None:
    """Of the earlier texts that this one is a copy of the closest, of equals the first, with the share in common."""
    copied = [
        (other, share(wordings[at], wordings[other], count))
        for other, count in common.items()
        if alike(wordings[at], wordings[other], count)
    ]
    return max(copied, key=lambda one: (one[1], -one[0]), default=None)


def _is_copy(one: Wording, other: Wording, common: int) -> bool:
    """Whether texts with so many grams in common are one text, or much of it."""
    if common < (_FEWEST_SAMPLED if one.is_sample or other.is_sample else _FEWEST):
        return False
    shared = share(one, other, common)
    shorter, longer = sorted((one, other), key=lambda text: text.words)
    spread = shared >= SHARED_THROUGHOUT and shorter.words >= _SPREAD_WORDS
    return shared >= SHARED or (spread and shorter.own_words(longer.different) <= _LEFT * shorter.words)


def _is_passage(one: Wording, other: Wording, common: int) -> bool:
    """Whether passages with so many grams in common are one passage, printed among other stories."""
    if common < _FEWEST_IN_PASSAGES or share(one, other, common) < PASSAGE_SHARED:
        return False
    shorter, longer = sorted((one, other), key=lambda text: text.words)
    return shorter.own_words(longer.different) <= _LEFT_IN_PASSAGES * shorter.words


def _has_own(wording: Wording, earlier: Container[Gram]) -> bool:
    """Whether a text that holds another one has enough besides: then it *contains* it, and isn't a copy."""
    own = wording.own_words(earlier)
    return own >= _OWN_WORDS and own >= _OWN_SHARE * wording.words


def _texts(ordered: Sequence[Report], found: Iterable[Mapping[str, _Copy]]) -> dict[str, list[Report]]:
    """The reports that have one text, by the id of the first; what a copy copies comes before it."""
    place = {report.id: at for at, report in enumerate(ordered)}
    first = {report.id: report.id for report in ordered}
    for name, copy in ((name, copy) for copies in found for name, copy in copies.items()):
        one, other = sorted((leader_of(first, name), leader_of(first, copy.of)), key=place.__getitem__)
        first[other] = one
    texts: dict[str, list[Report]] = {}
    for report in ordered:
        texts.setdefault(leader_of(first, report.id), []).append(report)
    return texts


# Agencies


def _credited(members: Iterable[Report], credits_by_id: Mapping[str, Credit]) -> frozenset[str]:
    """The agencies that a text is from: as the first report of it says that credits any."""
    return next((credits_by_id[one.id].agencies for one in members if one.id in credits_by_id), frozenset())


def _agencies(credited: Iterable[frozenset[str]]) -> list[str]:
    """The agencies credited, those first whose text the most texts hold; those without a name last.

    A text from two agencies is independent of neither: it goes to the first of this list, and so to one that
    other texts go to. One from "agencies" may be from any of those that are named.
    """
    texts = Counter(agency for agencies in set(credited) for agency in agencies)
    return sorted(texts, key=lambda agency: (agency == UNNAMED, -texts[agency], agency))


def _reprints(
    ordered: Sequence[Report], copies: Mapping[str, _Copy], credits_by_id: Mapping[str, Credit], of: Mapping[str, str]
) -> Iterable[Reprint]:
    own = {of[one.id]: one.id for one in reversed(ordered) if (mine := credits_by_id.get(one.id)) and mine.is_own}
    for report in ordered:
        copy, credit = copies.get(report.id), credits_by_id.get(report.id)
        if copy:
            words = credit.words if credit and not credit.is_own else None
            yield Reprint(report=report.id, of=copy.of, credit=words, share=copy.share)
        elif credit and not credit.is_own:
            yield Reprint(report=report.id, of=own.get(of[report.id]), credit=credit.words)
