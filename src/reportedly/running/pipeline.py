"""The whole pipeline on one screen: articles -> reports -> readings, in the order of the input."""

from __future__ import annotations

import contextlib
import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import cast

import msgspec

from reportedly import gathering
from reportedly.asking import Choice
from reportedly.gathering import Article, Defaults
from reportedly.model import Failure, Reading, SecondReader
from reportedly.model.errors import InputError, LanguageError, ReportedlyError
from reportedly.reading.lexis import language_of
from reportedly.running.explaining import explain
from reportedly.running.page import read_report
from reportedly.running.settings import Settings
from reportedly.running.workers import run_ordered
from reportedly.world.places import open_gazetteer

Outcome = Reading | Failure
Heard = Callable[[str, SecondReader], None]
"""Is told, in the order of the pages, each one's name and what became of it with the user's reader."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker is handed."""

    article: Article
    defaults: Defaults
    reader: Choice | None = None

    @property
    def name(self) -> str:
        """How messages call the article."""
        return self.article.name


def _unheard(_page: str, _second: SecondReader) -> None:
    """Nobody listens."""


def read_paths(paths: Iterable[str], settings: Settings, heard: Heard = _unheard) -> Iterator[Outcome]:
    """Every page of these files and folders, read; what can't be read is a `Failure` in its place."""
    found = gathering.articles(list(paths), columns=settings.mapping)
    for _article, outcome in read_articles(found, settings, heard=heard):
        yield outcome


def read_articles(
    found: Iterable[Article | Failure],
    settings: Settings,
    *,
    skip: Callable[[Article], bool] = lambda _article: False,
    heard: Heard = _unheard,
) -> Iterator[tuple[Article | None, Outcome]]:
    """Each article with its outcome, in order; a failure to gather has no article. Skipped ones are left out."""
    waiting: deque[Article | Failure] = deque()  # what went in and hasn't come out yet

    def to_workers() -> Iterator[Task]:
        for item in found:
            if isinstance(item, Failure):
                waiting.append(item)
            elif not skip(item):
                waiting.append(item)
                yield Task(article=item, defaults=settings.defaults, reader=settings.second_reader)

    open_gazetteer()  # without one no page can be read: say so once, here, and not of each page
    results = run_ordered(read_task, to_workers(), jobs=settings.jobs, limits=settings.limits)
    # Closing ends the workers, also where the caller stops half-way
    with contextlib.closing(cast(Generator[Reading | InputError, None, None], results)):
        for result in results:
            yield from _failures(waiting)
            article = waiting.popleft()
            assert isinstance(article, Article)  # noqa: S101 - a result has its article
            if isinstance(result, Reading) and isinstance(result.second_reader, SecondReader):
                heard(article.name, result.second_reader)
            yield article, _failure(article, result) if isinstance(result, InputError) else result
    yield from _failures(waiting)


def _failure(article: Article, error: InputError) -> Failure:
    """Its message names the input, also where the room that raised the error knew only the page."""
    message = str(error).removeprefix(f"{article.report_id}: ")
    if article.name not in message:
        message = f"{article.name}: {message}"
    return Failure(id=article.report_id, code=error.code, message=message)


def _failures(waiting: deque[Article | Failure]) -> Iterator[tuple[None, Failure]]:
    while waiting and isinstance(waiting[0], Failure):
        yield None, waiting.popleft()  # type: ignore[misc]


def read_task(task: Task) -> Reading:
    """One article, read. Runs in a worker.

    Raises `InputError` where it can't be, `LanguageError` or `WorldError` where no page could be.
    """
    report = gathering.to_report(task.article, task.defaults)
    if report.withdrawn:
        return Reading(report=report)
    try:
        return read_report(report, task.reader)
    except ReportedlyError:
        raise
    except Exception:
        _refuse_broken_folder(report.language)
        raise


def _refuse_broken_folder(code: str | None) -> None:
    """Raises `LanguageError` where it's the language's folder that fails, in a way its loader doesn't foresee."""
    try:
        language_of(code or "")
    except ReportedlyError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise LanguageError(f"{code}: its language folder can't be loaded ({why}); undo its last change") from error


def explain_page(path: str, settings: Settings) -> Iterator[str]:
    """The lines that say how the first page of `path` is read; raises `InputError` where it can't be."""
    for item in gathering.articles([path]):
        if isinstance(item, Failure):
            raise InputError(item.message)
        yield from explain(gathering.to_report(item, settings.defaults))
        return


def input_id(article: Article, settings: Settings, version: str, reader: str | None = None) -> str:
    """What the reader is given, in one hash: the page as it came, the settings that bear on it, the program's version.

    `reader` names the second reader that read it, if one did. A store that has this need not read the page again.
    """
    given = (article.report_id, hashlib.sha256(article.content).digest(), *_beside(article), settings.defaults, version)
    return hashlib.sha256(msgspec.json.encode((*given, reader) if reader else given)).hexdigest()


def _beside(article: Article) -> tuple[str | None, ...]:
    told = (article.kind, article.url, article.outlet, article.title, article.published, article.language)
    charset = (f"in {article.charset}",) if article.charset else ()
    # A page with an id of its own may have said the same before and something else in between
    state = (f"at {article.retrieved}",) if article.id and article.retrieved else ()
    return (*told, *charset, *state)
