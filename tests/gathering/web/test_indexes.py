"""Which sitemaps of an index are asked for: nothing that changed is missed, and what didn't isn't asked each time."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gathering.web.exchange import Answer, Asked
from reportedly.gathering.web.indexes import LONGEST, Behind, Sitemap
from reportedly.gathering.web.items import Item, Listing
from reportedly.gathering.web.stated import Stated
from tests.gathering.web.clocks import BEGIN

INDEX, NEWS = "https://courier.example/index.xml", "https://courier.example/news.xml"
HOUR = datetime.timedelta(hours=1)


def answer(url: str, at: datetime.datetime, status: int = 200) -> Answer:
    return Answer(
        url=url, address=url, hops=(), status=status, headers=(), content=b"", retrieved=f"{at:%Y-%m-%dT%H:%M:%SZ}"
    )


def index(stated: datetime.datetime | None, *, whole_day: bool = False) -> Listing:
    said = Stated(stated.date(), None if whole_day else stated, "") if stated else None
    return Listing(kind="index", further=(Item(url=NEWS, updated=said),))


def passed(known: list[Sitemap], listing: Listing, at: datetime.datetime) -> tuple[list[Sitemap], bool]:
    """What is known after a pass over the index, and whether its sitemap was asked."""
    behind = Behind(known)
    now: list[Sitemap] = []
    asked = False
    for each in behind.leads_on(answer(INDEX, at), listing):
        asked = asked or isinstance(each, Asked)
        now += [each] if isinstance(each, Sitemap) else behind.read(answer(each.url, at), good=True)
    return now, asked


HOURS = st.lists(st.integers(0, 360_000).map(lambda second: BEGIN + datetime.timedelta(seconds=second)), min_size=1)


@settings(deadline=None)
@given(HOURS, HOURS, st.booleans(), st.booleans())
def test_what_changed_is_read_in_the_next_pass_and_of_a_liar_after_three_hours(
    changes: list[datetime.datetime], passes: list[datetime.datetime], whole_day: bool, honest: bool
) -> None:
    known: list[Sitemap] = []
    read = BEGIN - HOUR
    for at in sorted(passes):
        so_far = [change for change in changes if change < at]
        said = max(so_far, default=BEGIN - 100 * HOUR) if honest else BEGIN - 100 * HOUR
        known, asked = passed(known, index(said, whole_day=whole_day), at)
        read = at if asked else read
        missed = [change for change in so_far if change > read]
        assert [change for change in missed if honest or at - read >= LONGEST] == []


def test_what_rests_is_not_asked_and_what_says_nothing_is() -> None:
    known, asked = passed([], index(BEGIN - 2 * HOUR), BEGIN)
    assert asked
    known, asked = passed(known, index(BEGIN - 2 * HOUR), BEGIN + HOUR)
    assert not asked
    assert passed(known, index(None), BEGIN + HOUR)[1]
    assert passed(known, index(BEGIN), BEGIN + HOUR)[1]
    assert passed(known, index(BEGIN - 2 * HOUR), BEGIN + LONGEST)[1]
    unsettled, _ = passed([], index(BEGIN - HOUR / 2), BEGIN)
    assert passed(unsettled, index(BEGIN - HOUR / 2), BEGIN + HOUR / 2)[1], "a cache may have given the one before"


def test_an_index_that_is_unchanged_leads_where_it_led() -> None:
    old = [
        Sitemap(address=NEWS, named_by=INDEX, etag='"1"', asked=BEGIN),
        Sitemap(address="https://courier.example/leaf.xml", named_by=NEWS, etag='"2"', asked=BEGIN),
    ]
    behind = Behind(old)
    assert list(behind.leads_on(answer(INDEX, BEGIN + HOUR, 304), None)) == [Asked(NEWS, '"1"')]
    assert list(behind.leads_on(answer(NEWS, BEGIN + HOUR, 304), None)) == [Asked(old[1].address, '"2"')]
    (now,) = behind.read(answer(NEWS, BEGIN + HOUR, 304), good=True)
    assert (now.etag, now.asked) == ('"1"', BEGIN + HOUR), "the mark that it named still holds"
    assert behind.read(answer(old[1].address, BEGIN + HOUR, 404), good=False) == (old[1],)


def test_what_lies_behind_an_index_that_rests_is_remembered_and_a_circle_ends() -> None:
    long_ago = BEGIN - 10 * HOUR
    old = [
        Sitemap(address=NEWS, named_by=INDEX, changed=long_ago, asked=BEGIN),
        Sitemap(address="https://courier.example/leaf.xml", named_by=NEWS, asked=BEGIN),
        Sitemap(address="https://courier.example/circle.xml", named_by="https://courier.example/leaf.xml", asked=BEGIN),
    ]
    assert list(Behind(old).leads_on(answer(INDEX, BEGIN + HOUR), index(long_ago))) == old
    circle = [Sitemap(address=NEWS, named_by=NEWS, changed=long_ago, asked=BEGIN)]
    assert list(Behind(circle).leads_on(answer(INDEX, BEGIN + HOUR), index(long_ago))) == circle
