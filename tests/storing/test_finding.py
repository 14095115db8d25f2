"""Lists: a page by cursor gives each row once and in order, any text an answer, counts are what there is."""

from __future__ import annotations

import datetime
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from reportedly.model.errors import NotThere
from reportedly.model.linked import version_of
from reportedly.model.search import SORTS, Listing, Row, Search
from reportedly.running import linking
from reportedly.running.judging import Signed, dismiss, note, set_state
from reportedly.storing import Store, open_store
from tests import stories
from tests.storing import made

ME = Signed("A. Coder", "it is in the list")
some_of_them = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "empty.sqlite"
    open_store(path).close()
    return path


@pytest.fixture(scope="module")
def shared(empty: Path) -> Iterator[Store]:
    """Six pages of three incidents: Qasr by two outlets, Wasita by three, Tell Amir by one; not to be written to."""
    path = shutil.copy(empty, empty.with_name("shared.sqlite"))
    with mock.patch.object(linking, "scored", stories.scored), open_store(path) as opened:
        for outlet, place, killed, speaker in (
            ("Le Fil", "Qasr", 4, "un médecin"), ("The Wire", "Qasr", 6, None), ("Le Fil", "Wasita", 3, None),
            ("The Wire", "Wasita", 3, "la police"), ("البرق", "Wasita", 2, "la police"),
            ("Le Fil", "Tell Amir", 9, None),
        ):  # fmt: skip
            name = f"{place} {outlet}"
            opened.add(stories.page(name, 8, stories.Told(place, 7, killed, speaker), outlet=outlet))
        linking.link_store(opened)
        yield opened


@pytest.fixture
def store(shared: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy, to be written to."""
    monkeypatch.setattr(linking, "scored", stories.scored)
    with sqlite3.connect(shared.path) as one, sqlite3.connect(tmp_path / "store.sqlite") as other:
        one.backup(other)
    one.close()
    other.close()
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def all_pages(store: Store, search: Search, limit: int) -> list[Row]:
    found: list[Row] = []
    after, total = None, None
    while True:
        page = store.listing(search, after=after, limit=limit)
        assert total in (None, page.total)
        found, total, after = [*found, *page.rows], page.total, page.next
        if after is None:
            assert len(found) == total
            return found
        assert len(page.rows) == limit


@pytest.mark.thorough
@given(data=st.data())
@some_of_them
def test_a_made_store(empty: Path, data: st.DataObject) -> None:
    with made.store_of(data.draw, empty) as store:
        known = made.everything(store)
        of = {each.incident.id: each.incident for each in known}
        _is_the_inbox(store, known, data.draw(st.integers(1, 4)))
        for search in data.draw(st.lists(made.searches, min_size=6, max_size=6)):
            expected = [each for each in known if made.is_found(each, search)]
            rows = all_pages(store, search, data.draw(st.integers(1, 5)))
            assert sorted(row.id for row in rows) == sorted(each.incident.id for each in expected)
            assert search.sort == "changed" or [row.id for row in rows] == made.in_order(expected, search)
            assert list(store.outline(search)) == rows
            assert all(
                row.version == version_of(of[row.id]) and row.killed.best == of[row.id].killed.best for row in rows
            )
        _facets_are_what_filtering_gives(store, search)


def _is_the_inbox(store: Store, known: list[made.Known], limit: int) -> None:
    waiting = [
        each.incident for each in known
        if not each.dismissed and (each.incident.state == "new" or each.incident.unseen or each.incident.reopened)
    ]  # fmt: skip

    def urgency(incident: Any) -> tuple[Any, ...]:
        stirred = -1 if incident.stirred is None else abs(incident.stirred)
        return (
            not incident.background,
            stirred,
            incident.when.start if incident.when else datetime.date.min,
            incident.id,
        )

    ids: list[str] = []
    page = Listing(total=0, rows=(), next=None)
    while page.next is not None or not ids:
        page = store.inbox(after=page.next, limit=limit)
        assert page.total == len(waiting)
        _is_the_strongest(store, known, page)
        ids += [row.id for row in page.rows]
        if not page.rows:
            break
    assert ids == [incident.id for incident in sorted(waiting, key=urgency, reverse=True)]


def _is_the_strongest(store: Store, known: list[made.Known], page: Listing) -> None:
    why = {each.incident.id: each.incident.why for each in known}
    found = store.strongest([row.id for row in page.rows])
    assert found.keys() == {row.id for row in page.rows if why[row.id]}
    for name, link in found.items():
        assert link in why[name]
        assert link.probability == max(each.probability for each in why[name])


def _facets_are_what_filtering_gives(store: Store, search: Search) -> None:
    facets = store.facets(search)
    for name in ("country", "grade", "state", "event", "language"):
        for value, count in getattr(facets, name):
            assert store.listing(msgspec.structs.replace(search, **{name: (value,)})).total == count > 0, (name, value)
    for name in ("outlet", "speaker"):
        for value, count in getattr(facets, name):
            assert store.listing(msgspec.structs.replace(search, **{name: value})).total == count > 0, (name, value)
    for name in ("differs", "background"):
        counted = dict(getattr(facets, name))
        for value, word in ((True, "yes"), (False, "no")):
            assert store.listing(msgspec.structs.replace(search, **{name: value})).total == counted.get(word, 0)
    every = msgspec.structs.replace(search, country=())
    countries = [row.country for row in store.outline(every) if row.country]
    assert dict(facets.country) == {country: countries.count(country) for country in countries}


@given(text=st.text(), name=st.text())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_an_answer(shared: Store, text: str, name: str) -> None:
    search = Search(text=text, country=(name,), outlet=name, event=(text,), language=(text,))
    assert shared.listing(search).total == 0
    assert shared.listing(Search(text=text)).total <= 3
    shared.facets(search)


@pytest.mark.parametrize("text", [
    '"', '""""', "'", "*", "qasr*", "^qasr", "qasr AND", "OR", "NOT qasr", "NEAR(qasr wasita, 2)", "words:qasr",
    "{words}: x", "qasr) OR (wasita", "-qasr", "+", "\x00", "qa\x00sr", "\u202eqasr\u2066",
    "'; DROP TABLE reports; --", "%", "_",
    "\ud800", "x" * 10_000, "qasr " * 2_000, " ".join(f"mot{n}" for n in range(3_000)), "👨‍👩‍👧", "é" * 5_000, "؟،؛",
])  # fmt: skip
def test_hostile_words(shared: Store, text: str) -> None:
    assert shared.listing(Search(text=text)).total in (0, 1, 2, 3)
    shared.facets(Search(text=text, outlet=text, speaker=text, country=(text,)))


@pytest.mark.parametrize(("text", "places"), [
    ("qasr", {"Qasr"}),
    ("QASR tuées", {"Qasr"}),
    ("qas", {"Qasr"}),  # the last may be a beginning
    ("qas tuées", set()),  # the others not
    ("Syria", {"Qasr", "Wasita", "Tell Amir"}),  # the country, in any language
    ("Syrie", {"Qasr", "Wasita", "Tell Amir"}),
    ("سوريا", {"Qasr", "Wasita", "Tell Amir"}),
    ("وبسوريا", {"Qasr", "Wasita", "Tell Amir"}),
    ("médecin", {"Qasr"}),
    ("medecin Syria", {"Qasr"}),  # a page's word, and one of what is known of it
    ("police wasita", {"Wasita"}),
    ("qasr wasita", set()),
    ("Raqqa attack", {"Qasr", "Wasita", "Tell Amir"}),
    ("***", {"Qasr", "Wasita", "Tell Amir"}),  # no words: nothing is asked
])  # fmt: skip
def test_words_find_it_whatever_their_language(shared: Store, text: str, places: set[str]) -> None:
    assert {row.place for row in shared.listing(Search(text=text)).rows} == places


def test_only_what_a_page_says_now_is_found(store: Store) -> None:
    changed = stories.page("Qasr Le Fil", 8, stories.Told("Qasr", 7, 4, "une infirmière"), outlet="Le Fil")
    store.add(changed)
    linking.link_store(store)
    assert store.listing(Search(text="médecin")).total == 0
    assert store.listing(Search(text="infirmière")).total == 1


@pytest.mark.parametrize("after", ["", "x", "é", "bm90IGpzb24", "WyJhIl0", "=" * 500, "\x00"])
def test_a_cursor_that_is_none(shared: Store, after: str) -> None:
    for ask in (
        lambda: shared.listing(Search(), after=after),
        lambda: shared.inbox(after=after),
        lambda: shared.sources("outlet", after=after),
    ):
        with pytest.raises(NotThere, match="no place in this list"):
            ask()


def test_a_cursor_of_another_list(shared: Store) -> None:
    page = shared.listing(Search(), limit=1)
    with pytest.raises(NotThere):
        shared.listing(Search(sort="killed"), after=page.next)
    with pytest.raises(NotThere):
        shared.listing(Search(descending=False), after=page.next)


def test_judging_shows_in_the_lists(store: Store) -> None:
    first, second, third = store.listing(Search()).rows
    assert store.inbox().total == 3
    before = store.version()
    set_state(store, first.id, "sealed", ME)
    note(store, second.id, ME)
    dismiss(store, third.id, ME)
    assert store.version() != before
    rows = {row.id: row for row in store.listing(Search()).rows}
    assert (rows[first.id].state, rows[first.id].unseen, rows[second.id].judged) == ("sealed", 0, 1)
    assert third.id not in rows
    assert store.listing(Search(dismissed=True)).total == 3
    assert [row.id for row in store.inbox().rows] == [second.id]
    assert dict(store.facets(Search()).state) == {"sealed": 1, "new": 1}
    assert rows[second.id].version == version_of(store.incident(second.id))


def test_what_is_linked_anew_as_it_was_has_not_changed(store: Store) -> None:
    with store._writing() as connection:
        connection.exec_driver_sql("UPDATE listed_incidents SET changed = '2026-01-01 00:00:00.000000'")
    before = store.listing(Search()).rows
    linking.link_store(store, anew=True)
    assert {row.changed.year for row in store.listing(Search()).rows} == {2026}
    assert [row.version for row in store.listing(Search()).rows] == [row.version for row in before]
    assert {row.changed.date() for row in store.listing(Search()).rows} == {datetime.date(2026, 1, 1)}


def test_sources(shared: Store) -> None:
    outlets = {source.name: source for source in shared.sources("outlet").rows}
    fil, wire = outlets["Le Fil"], outlets["The Wire"]
    assert (fil.reports, fil.accounts, fil.incidents, fil.alone, fil.own + fil.copies) == (3, 3, 3, 1, 3)
    assert (fil.first, fil.last, wire.alone) == (datetime.date(2026, 3, 8), datetime.date(2026, 3, 8), 0)
    told = {figure.account: (figure.low, figure.standing) for each in shared.incidents() for figure in each.figures}
    assert told["Qasr Le Fil#a1"] == (4, "counted")  # below the best, 6
    assert told["Wasita Le Fil#a1"][1] == "copied"  # so it's compared with nothing
    assert (fil.compared, fil.below, fil.equal, fil.above, fil.copies) == (1, 1, 0, 0, 1)
    speakers = {source.name: source for source in shared.sources("speaker").rows}
    assert set(speakers) == {"un médecin", "la police"}
    police = speakers["la police"]
    assert (police.type, police.reports, police.incidents, police.alone, police.compared) == ("medical", 2, 1, 1, 0)


def test_sources_by_pages(shared: Store) -> None:
    for sort in ("name", "reports", "last"):
        names: list[str | None] = []
        after = None
        while after is not None or not names:
            page = shared.sources("outlet", sort=sort, after=after, limit=1)
            names += [source.name for source in page.rows]
            after = page.next
            if after is None:
                break
        assert sorted(names, key=str) == ["Le Fil", "The Wire", "البرق"]
        assert page.total == 3
    assert shared.sources("outlet", sort="incidents").rows[0].name == "Le Fil"


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_has_an_index(shared: Store, sort: Any, descending: bool) -> None:
    queries: list[tuple[str, Any]] = []
    event.listen(shared._engine, "before_cursor_execute", lambda *given: queries.append((given[2], given[3])))
    page = shared.listing(Search(sort=sort, descending=descending), limit=1)
    shared.listing(Search(sort=sort, descending=descending), limit=1, after=page.next)
    shared.inbox()
    ordered = [(sql, given) for sql, given in queries if "ORDER BY" in sql]
    assert len(ordered) >= 3
    with shared._reading() as connection:
        for sql, given in ordered:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()
            steps = [row[3] for row in plan]
            assert not [step for step in steps if "TEMP B-TREE" in step], (sql, steps)
            assert [step for step in steps if re.search("USING INDEX ix_listed_incidents", step)], (sql, steps)
