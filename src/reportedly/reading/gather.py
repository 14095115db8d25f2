"""Gather: which mentions of a page speak of one incident; the first that isn't background is the page's own.

Each mention in text order is passed over, or is of an incident told before, or begins one, or waits for one to
begin: the lead may tell of an attack before anything tells of harm.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.reading.cluster import Cluster, Headline
from reportedly.reading.events import QUIET
from reportedly.reading.mentions import Mention
from reportedly.reading.same import counts_anew, is_dated_apart, is_same, places_of
from reportedly.reading.sentence import LEAD, TOP
from reportedly.reading.settle import settled
from reportedly.reading.sums import without_sums
from reportedly.reading.topics import not_real, not_violent

_NO_ATTACK = QUIET - {"looting", "weapons"}  # shops burned and bombs made safe were attacked or to be
_RETROSPECT = frozenset({"trial", "memorial", "film", "history", "exercise"})
_TOLL = 20
_MORE = 5  # dead by which a first figure may rise, besides doubling


def cluster_mentions(mentions: Sequence[Mention], headline: Headline) -> list[Cluster]:
    """Clusters with harm in them, the page's own first, background last."""
    gathering = _Gathering(headline)
    led = max((n for m in mentions if m.in_title or m.sentence < TOP for n in m.killed), default=None)
    for mention in _of_incidents(without_sums(mentions, headed=headline.tells is not None), headline.topics):
        past = _is_background(mention, headline) or _dwarfs(mention, led) or gathering.recalls(mention)
        gathering.take(mention, background=past)
    return settled(gathering.clusters, mentions, headline)


def _of_incidents(mentions: Sequence[Mention], topics: Sequence[str]) -> list[Mention]:
    """The mentions but for running totals and for harm that nobody did."""
    totals = {toll for m in mentions if m.cumulative for toll in _tolls(m)}
    # A page that leads with running totals sums up a war: what it counts without a day is part of that.
    first = next((m for m in mentions if m.people and not m.in_title), None)
    sums_up = bool(first and first.cumulative and sum(m.cumulative and bool(_tolls(m)) for m in mentions) > 1)
    return [
        m
        for m in mentions
        if not (m.cumulative or totals & _tolls(m) or (sums_up and not m.near_day))
        and not not_violent(m, topics)
        and not not_real(m, topics)
    ]


def _is_background(mention: Mention, headline: Headline) -> bool:
    """Whether it is told as something of long ago, or under a headline on a trial or a tribute."""
    if _is_earlier(mention, headline) or "trial" in headline.topics:
        return True
    return bool(_RETROSPECT.intersection(headline.topics)) and not _is_recent(mention)


class _Gathering:
    """The incidents of one page so far, and the one told of last."""

    def __init__(self, headline: Headline) -> None:
        self.clusters: list[Cluster] = []
        self._headline = headline
        self._listed = headline.tells is None  # without a headline it may be a list of attacks
        self._current: Cluster | None = None
        self._waiting: list[Mention] = []
        self._parts: dict[int, Cluster] = {}
        self._counting: Mention | None = None  # what counts the attacks that are told one by one after it

    def recalls(self, mention: Mention) -> bool:
        """Whether it is of what was told as background: no other attack is known, or none of the news on its day."""
        if self._headline.tells is None or not self.clusters:
            return False  # a list of attacks
        if mention.resumes and not mention.near_day and not mention.in_title:
            return all(c.background for c in self.clusters)  # "the attack", where no other was told of
        day = mention.day.start if mention.day and mention.day.precision == "day" else None
        told = {c.background for c in self.clusters if day and c.days and c.days[0] <= day <= c.days[1]}
        return told == {True} and bool(self._headline.tells)

    def take(self, mention: Mention, *, background: bool) -> None:
        """Takes in the next mention."""
        if mention.part:
            self._current = self._of_part(mention, mention.part)
            self._current.add(mention)
            return
        if mention.several and not mention.killed and mention.sentence < TOP and not background:
            self._counting = self._counting if self._counting and self._counting.day else mention
        if self._counting and self._is_of_those_counted(mention):
            mention = _set_as(mention, self._counting, self._current)
        if mention.people or self._opens(mention, background):
            self._current = self._home(mention, background)
            self._current.add(mention)
        elif self._may_wait(mention, background):
            self._waiting.append(mention)
        elif self._goes_on(mention, background) and self._current is not None:
            self._current.add(mention)

    def _opens(self, mention: Mention, background: bool) -> bool:
        """Whether it begins an incident though it tells of nobody harmed."""
        may = self._headline.long or (self._listed and self._current is not None)
        return may and not background and is_another(mention, self.clusters)

    def _may_wait(self, mention: Mention, background: bool) -> bool:
        if self._current is not None or mention.separate:
            return False
        if not background and mention.sentence < TOP:
            return True
        return self._headline.sequel and bool(mention.spots or mention.day)

    def _goes_on(self, mention: Mention, background: bool) -> bool:
        """Whether words without harm are on the incident told of last: not on one elsewhere."""
        current = self._current
        if current is None or mention.separate:
            return False
        if current.background != background:  # what a page on a death in hospital or a trial tells of the attack
            dates = self._headline.sequel and current.days is None and mention.day is not None
            return dates and background and is_same(mention, current)
        return not (self._listed or is_dated_apart(mention, current)) or is_same(mention, current)

    def _home(self, mention: Mention, background: bool) -> Cluster:
        """The cluster that the mention belongs to, the one told of last first; if none, a new one."""
        candidates = [c for c in self.clusters if c.background == background]
        candidates.sort(key=lambda c: c is not self._current)
        if self._is_of_those_counted(mention):
            same = (c for c in candidates if c.tolls.intersection(mention.killed))
            return next(same, None) or self._begin(mention, background)
        return next((c for c in candidates if is_same(mention, c)), None) or self._begin(mention, background)

    def _is_of_those_counted(self, mention: Mention) -> bool:
        """Whether it tells of one of the attacks that were counted before: "in the evening gunmen killed two"."""
        return self._counting is not None and mention.turn and counts_anew(mention)

    def _of_part(self, mention: Mention, number: int) -> Cluster:
        """The cluster of one of several attacks that are told one by one."""
        if number not in self._parts:
            self._parts[number] = self._begin(mention, background=False)
        return self._parts[number]

    def _begin(self, mention: Mention, background: bool) -> Cluster:
        """A new cluster for a mention, with what was told of its attack before."""
        begun = Cluster(background=background, listed=self._listed, long=self._headline.long)
        self.clusters.append(begun)
        late = self._headline.sequel and mention.late  # of a death long after, in whatever came before it
        if not late and (self._headline.sequel or not background):
            for before in self._waiting:
                begun.add(before)
            self._waiting = []
        return begun


def _set_as(mention: Mention, counting: Mention, before: Cluster | None) -> Mention:
    """The mention; what it doesn't say of where and when it was, the words that count the attacks say of each.

    Where they say no day, it is that of the one told `before`.
    """
    days = (m.whens for m in (mention, counting, *(before.mentions if before else ())) if m.day)
    return replace(mention, whens=next(days, mention.whens), spots=mention.spots or counting.spots)


def is_another(mention: Mention, clusters: Sequence[Cluster]) -> bool:
    """Whether it tells of an attack that hurt nobody, with a place or a day that no incident told before has."""
    if not is_asserted(mention) or mention.code is None or mention.code[0] in _NO_ATTACK or mention.earlier:
        return False
    return (bool(places_of(mention)) or mention.near_day) and not any(is_same(mention, c) for c in clusters)


def is_asserted(mention: Mention) -> bool:
    """Whether an event is said to have happened: by a verb, with its author, or with its day and place.

    A noun alone ("the attack", "shelling") may be any, feared or long ago.
    """
    if mention.code is None:
        return False
    code = mention.code[0]
    if code in QUIET or mention.told_by_verb or mention.agents:
        return True
    return bool(mention.spots) and mention.day is not None


def _dwarfs(mention: Mention, led: int | None) -> bool:
    """Whether further down the outlet itself tells of far more dead than it led with: those of another attack."""
    if led is None or mention.speech is not None or mention.in_title or mention.sentence < TOP:
        return False
    return max(mention.killed, default=0) > 2 * led + _MORE


def _tolls(mention: Mention) -> set[tuple[str | None, int]]:
    """Outcomes with numbers large enough to be known again: a war's toll stays one where its years aren't repeated."""
    return {(p.outcome, p.low) for p in mention.people if p.low is not None and p.low >= _TOLL}


def _is_earlier(mention: Mention, headline: Headline) -> bool:
    """Whether it is told as something of long ago, rather than made known late at the top of the page."""
    late_news = mention.announced and mention.sentence < LEAD and bool(headline.tells)
    return mention.earlier and not late_news


def _is_recent(mention: Mention) -> bool:
    """Whether a day stands right beside the harm and isn't long ago."""
    return bool(mention.near_day) and not mention.earlier
