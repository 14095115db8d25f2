"""Readings into a store: what is there already isn't read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from reportedly import gathering
from reportedly.gathering import Article
from reportedly.model import Failure, Reading, SecondReader
from reportedly.running.copies import copied, let_stand, whose
from reportedly.running.pipeline import Heard, input_id, read_articles
from reportedly.running.settings import Settings
from reportedly.running.states import is_later, withdrawal
from reportedly.storing import Running, Store


@dataclass
class Tally:
    """What a run did, in words by `str`."""

    added: int = 0
    known: int = 0
    copies: int = 0
    failed: int = 0

    @property
    def told(self) -> dict[str, int]:
        """These in the words in which any run tells how far it is."""
        return {"added": self.added, "known": self.known + self.copies, "failed": self.failed}

    def __str__(self) -> str:
        pages = "page" if self.added == 1 else "pages"
        copies = f"{self.copies} seen under another address, " if self.copies else ""
        return f"{self.added} {pages} added, {self.known} known already, {copies}{self.failed} not readable."


def add_paths(
    paths: Sequence[str], store: Store, settings: Settings, tally: Tally, heard: Heard, run: Running | None = None
) -> Iterator[Failure | None]:
    """Reads these files and folders into the store, counting in `tally`; gives each page's failure, or None.

    Each page is stored whole before the next, and `run` told how far this is. One that the user's reader gave no
    answer on is stored as the grammar reads it, and asked about again by the next run. Raises `StoreError` where the
    store can't be written.
    """

    ours = version("reportedly")
    chosen = settings.second_reader.name if settings.second_reader else None

    def told() -> None:
        if run is not None:
            run.beat(**tally.told)

    def known(article: Article) -> bool:
        # Of a page that this store fetches itself, an archive by another knows less than its own next fetch
        itself = article.id is not None and store.fetches.fetched(article.id)
        there = itself or store.has(input_id(article, settings, ours, chosen))
        tally.known += there
        told()
        return there

    let_stand(store)
    found = gathering.articles(paths, columns=settings.mapping)
    for article, outcome in read_articles(found, settings, skip=known, heard=heard):
        reader = None if _unanswered(outcome) else chosen
        given = input_id(article, settings, ours, reader) if article else None
        if isinstance(outcome, Failure):
            store.add(outcome)
            tally.failed += 1
        else:
            _keep(store, _state(store, outcome, article), article, given, tally)
        told()
        yield outcome if isinstance(outcome, Failure) else None


def _keep(store: Store, state: Reading | None, article: Article | None, given: str | None, tally: Tally) -> None:
    """Stores a state of a page, as a report or as the copy of one; None is one that the store never had."""
    first = copied(store, state) if state is not None and given is not None else None
    if state is None:
        tally.known += 1
    elif first is not None and given is not None:
        store.copies.keep(given, first, state)
        tally.copies += 1
    elif store.add(state, given=given, now=_is_present(store, state, article), site=whose(state.report)):
        tally.added += 1
        if state.report.withdrawn:
            let_stand(store)
    else:
        tally.known += 1


def _state(store: Store, reading: Reading, article: Article | None) -> Reading | None:
    """What is to be stored; of a page that was withdrawn, its last state in the store without the text."""
    if article is None or article.kind != "withdrawn":
        return reading
    return withdrawal(store, reading.report.id, reading.report.retrieved)


def _is_present(store: Store, state: Reading, article: Article | None) -> bool:
    """Whether it is what its page says at present, though it may have said so before and otherwise since."""
    own = article is not None and article.id is not None and article.retrieved is not None
    return own and is_later(store, state.report)


def _unanswered(outcome: Reading | Failure) -> bool:
    """Whether the user's reader gave no answer, and the grammar read the page."""
    second = outcome.second_reader if isinstance(outcome, Reading) else None
    return isinstance(second, SecondReader) and second.problem is not None
