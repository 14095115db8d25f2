"""A search among linked incidents, and what lists of them give: the lines of a table, of the inbox, of a map.

A `Search` with nothing set is every incident that pages are about, latest first. Its fields narrow it down, all of
them together; of a field with several values any is enough.
"""

from __future__ import annotations

import datetime
from typing import Literal, get_args

import msgspec

from reportedly.model.incident import Estimate
from reportedly.model.vocabulary import (
    DisagreementKind,
    Grade,
    PlacePrecision,
    SpeakerType,
    State,
    TimePrecision,
)  # fmt: skip

Sort = Literal["day", "killed", "injured", "reports", "origins", "changed", "stirred"]
SourceKind = Literal["outlet", "speaker"]
SourceSort = Literal["name", "reports", "accounts", "incidents", "copies", "alone", "compared", "last"]
RunKind = Literal["add", "link", "fetch", "watch"]
RunStage = Literal["reading", "linking", "ended"]
RunEnd = Literal["done", "failed", "stopped", "broken_off"]

SORTS: tuple[Sort, ...] = get_args(Sort)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
SOURCE_SORTS: tuple[SourceSort, ...] = get_args(SourceSort)


class Search(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The filters of a view.

    `text` is words, all of which must be there: in what is known of the incident or on one of its pages, whatever
    the language; the last may be the beginning of one. `since` and `until` are days, both included: an incident of
    several days is found where one of them lies between; one without a day only where neither is set. `country` is
    ISO 3166 alpha-2, `event` ACLED's event or sub-event types. `killed_from` and `killed_to`, both included, are of
    `killed.best`. `differs` asks whether accounts disagree on anything; `background` None is with and without.
    `stirred` sorts by the size of the change. What isn't known comes last, whichever way it is sorted.
    """

    text: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    country: tuple[str, ...] = ()
    grade: tuple[Grade, ...] = ()
    state: tuple[State, ...] = ()
    event: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    outlet: str | None = None
    speaker: str | None = None
    killed_from: int | None = None
    killed_to: int | None = None
    differs: bool | None = None
    background: bool | None = False
    dismissed: bool = False
    sort: Sort = "day"
    descending: bool = True


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One incident in a list.

    `killed` and `injured` are without their reason. `reports` and `outlets` say how many, `unseen` how many tellings
    came since the state was last set, `judged` how many judgements stand about it. `latitude` and `longitude` are WGS
    84 degrees, `geonames_id` says which place it is. `changed` is when it was last written with another content, UTC;
    `version` is a hash of that content.
    """

    id: str
    event_type: str | None
    event_sub_type: str | None
    day_start: datetime.date | None
    day_end: datetime.date | None
    day_precision: TimePrecision | None
    country: str | None
    admin1: str | None
    place: str | None
    place_precision: PlacePrecision | None
    latitude: float | None
    longitude: float | None
    killed: Estimate
    injured: Estimate
    grade: Grade
    state: State
    background: bool
    reports: int
    origins: int
    languages: tuple[str, ...]
    outlets: int
    disagreements: tuple[DisagreementKind, ...]
    unseen: int
    stirred: int | None
    reopened: bool
    judged: int
    changed: datetime.datetime
    version: str
    geonames_id: int | None = None


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of a list in its order; `total` counts all, `next` asks for those behind them (None: no more)."""

    total: int
    rows: tuple[Row, ...]
    next: str | None = None


Counts = tuple[tuple[str, int], ...]
"""Values, each with how many incidents have it, the most frequent first."""


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What a search could be narrowed down to: of each field its values, and how many incidents are found with each.

    A value's count is what the search finds with that value alone in its field, so the field's own filter is left
    out. `event` has types and sub-types; of `outlet` and `speaker` the hundred most frequent are given.
    `differs` and `background` have "yes" and "no".
    """

    country: Counts = ()
    grade: Counts = ()
    state: Counts = ()
    event: Counts = ()
    language: Counts = ()
    outlet: Counts = ()
    speaker: Counts = ()
    differs: Counts = ()
    background: Counts = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet or a speaker, and what it told of the linked incidents that nobody dismissed.

    `name` is None for the outlet of pages that don't say it. Of its `reports`, `copies` repeat others and `own` don't;
    `alone` counts incidents that no other outlet (no other speaker) tells of. Where others do, its latest counted
    figure of the killed is held against the incident's best: `compared` is how often, `below`, `equal` and `above`
    what came of it; the best lies within a figure told as a range. `first` and `last` are the days of its reports.
    """

    kind: SourceKind
    name: str | None
    type: SpeakerType | None = None
    reports: int = 0
    accounts: int = 0
    incidents: int = 0
    own: int = 0
    copies: int = 0
    alone: int = 0
    compared: int = 0
    below: int = 0
    equal: int = 0
    above: int = 0
    languages: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """Some sources of a list in its order; `total` counts all, `next` asks for those behind them (None: no more)."""

    total: int
    rows: tuple[Source, ...]
    next: str | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run of `reportedly add`, `link` or `fetch`, or a pass of `watch`: how far it is, or how it ended.

    Times are UTC. `beat` is when it was last heard of; `reads` what it was told to read, as given. `end` is None while
    it runs; `stopped` is by a person, `broken_off` without a word. `message` says what went wrong, of one that failed.
    `done` counts pages: those `added` (changed and withdrawn ones too), `known` already and `failed`. While a
    run links it isn't heard of.
    """

    number: int
    kind: RunKind
    began: datetime.datetime
    process: int
    reads: tuple[str, ...]
    stage: RunStage
    done: int
    added: int
    known: int
    failed: int
    beat: datetime.datetime
    ended: datetime.datetime | None = None
    end: RunEnd | None = None
    message: str | None = None
