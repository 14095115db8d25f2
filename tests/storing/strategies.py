"""Readings made by hypothesis: any value the model allows, its quotes cut from the page's own words."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from reportedly.model import (
    Account,
    Count,
    DifferingValue,
    Disagreement,
    Estimate,
    Event,
    Incident,
    IncidentPerpetrator,
    Perpetrator,
    Quote,
    Reading,
    Report,
    Speaker,
    Victim,
    Weapon,
    When,
    Where,
)
from reportedly.model import vocabulary as v

words = st.text(
    st.characters(codec="utf-8") | st.sampled_from("قتل جنديان \u2068\u2069\u202e\x1b[31m'\"%;👨‍👩‍👧é"),
    max_size=40,
)
some_words = words.filter(str.strip)
maybe_words = st.none() | words
figures = st.none() | st.integers(0, 2**70)
days = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
rules = st.none() | st.sampled_from(["fr.passive", "ar.verb-first"])
degrees = st.none() | st.floats(-180, 180)


def quotes(page: str) -> st.SearchStrategy[Quote]:
    """Words of this page."""
    spans = st.tuples(st.integers(0, len(page) - 1), st.integers(1, len(page))).filter(
        lambda span: span[0] < span[1] and page[span[0] : span[1]].strip() != ""
    )
    return spans.map(lambda span: Quote.of(page, *span))


reports = st.builds(
    Report,
    id=some_words,
    text=some_words,
    url=maybe_words,
    outlet=maybe_words,
    title=maybe_words,
    byline=maybe_words,
    language=st.none() | st.sampled_from(["fr", "ar", "en"]),
    published=days,
    retrieved=maybe_words,
    teasers=st.lists(words, max_size=3).map(tuple),
    raw_sha256=st.none() | st.just("ab" * 32),
    text_sha256=st.none() | st.just("cd" * 32),
)
estimates = st.builds(Estimate, figures, figures, figures, maybe_words)
times = st.builds(When, start=days, end=days, precision=st.none() | st.sampled_from(v.TIME_PRECISIONS))
places = st.builds(
    Where,
    name=maybe_words,
    country=st.none() | st.sampled_from(["SY", "FR"]),
    admin1=maybe_words,
    latitude=degrees,
    longitude=degrees,
    geonames_id=st.none() | st.integers(1, 10**7),
    precision=st.none() | st.sampled_from(v.PLACE_PRECISIONS),
)
events = st.sampled_from(list(v.TYPE_OF_SUB_TYPE)).map(lambda sub: Event(type=v.TYPE_OF_SUB_TYPE[sub], sub_type=sub))


@st.composite
def accounts(draw: st.DrawFn, page: str, number: int) -> Account:
    """The account with this number on this page."""
    said = quotes(page)
    counts = st.builds(Count, figures, figures, maybe_words)
    victims = st.builds(
        Victim,
        outcome=st.sampled_from(v.OUTCOMES),
        count=counts,
        name=maybe_words,
        description=maybe_words,
        category=st.sampled_from(v.CATEGORIES),
        roles=st.lists(st.sampled_from(v.ROLES), max_size=2).map(tuple),
        group=maybe_words,
        part_of=st.none() | st.just(0),
        quote=said,
        rule=rules,
    )
    perpetrators = st.builds(
        Perpetrator,
        name=maybe_words,
        actor=maybe_words,
        type=st.sampled_from(v.PERPETRATOR_TYPES),
        status=st.sampled_from(v.STATUSES),
        quote=said,
        rule=rules,
    )
    speakers = st.builds(
        Speaker, name=maybe_words, type=st.sampled_from(v.SPEAKER_TYPES), via=maybe_words, quote=said, rule=rules
    )
    when, event = draw(st.none() | times), draw(st.none() | events)
    return Account(
        id=f"a{number}",
        incident="i1",
        speaker=draw(st.none() | speakers),
        act=draw(st.sampled_from(v.ACTS)),
        event=event and Event(type=event.type, sub_type=event.sub_type, quote=draw(said), rule=draw(rules)),
        when=when and When(start=when.start, end=when.end, precision=when.precision, quote=draw(st.none() | said)),
        where=draw(st.none() | places),
        victims=tuple(draw(st.lists(victims, max_size=3))),
        perpetrators=tuple(draw(st.lists(perpetrators, max_size=2))),
        weapons=tuple(draw(st.lists(st.builds(Weapon, name=words, quote=said, rule=rules), max_size=2))),
        background=draw(st.booleans()),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def incidents(draw: st.DrawFn, account_ids: tuple[str, ...], number: int) -> Incident:
    """An incident of some of these accounts."""
    told_by = tuple(draw(st.lists(st.sampled_from(account_ids), max_size=3))) if account_ids else ()
    values = st.builds(DifferingValue, st.none() | words | st.integers(0, 99), st.just(told_by))
    return Incident(
        id=f"i{number}",
        accounts=told_by,
        event=draw(st.none() | events),
        when=draw(st.none() | times),
        where=draw(st.none() | places),
        background=draw(st.booleans()),
        killed=draw(estimates),
        injured=draw(estimates),
        killed_by_category=draw(st.dictionaries(st.sampled_from([*v.CATEGORIES, "attacker"]), estimates, max_size=3)),
        perpetrators=draw(
            st.lists(
                st.builds(
                    IncidentPerpetrator,
                    name=maybe_words,
                    actor=maybe_words,
                    statuses=st.lists(st.sampled_from(v.STATUSES), max_size=2).map(tuple),
                ),
                max_size=2,
            ).map(tuple)
        ),
        disagreements=draw(
            st.lists(
                st.builds(
                    Disagreement,
                    field=st.just("killed"),
                    kind=st.just("contradiction"),
                    values=st.lists(values, max_size=2).map(tuple),
                    explanation=words,
                ),
                max_size=2,
            ).map(tuple)
        ),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading."""
    report = draw(reports)
    told = tuple(draw(accounts(report.text, n)) for n in range(1, draw(st.integers(0, 3)) + 1))
    ids = tuple(account.id for account in told)
    return Reading(
        report=report,
        accounts=told,
        incidents=tuple(draw(incidents(ids, n)) for n in range(1, draw(st.integers(0, 2)) + 1)),
    )
