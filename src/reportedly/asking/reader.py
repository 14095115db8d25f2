"""One page by the user's reader: screened, asked, checked. One that fails again and again is left alone a while."""

from __future__ import annotations

import time
from functools import lru_cache

from reportedly.asking.answer import SaidAccount, parse_answer
from reportedly.asking.checking import NOT_OF_SCHEMA, Checker
from reportedly.asking.choice import Choice
from reportedly.asking.endpoint import complete
from reportedly.asking.evidence import Page
from reportedly.asking.gliner import gliner_accounts
from reportedly.asking.prompt import beginning, prompt_for
from reportedly.languages import Language
from reportedly.model import Account, Report, SecondReader
from reportedly.model.errors import EmptyInput, ReaderError, UnknownLanguage
from reportedly.model.reading import quotes_of
from reportedly.reading import lexis
from reportedly.reading.screen import Screen

_PATIENCE = 3  # pages in a row on which a reader may fail
_REST = 60.0  # seconds that it is left alone then


def ask(report: Report, choice: Choice) -> tuple[tuple[Account, ...] | None, SecondReader]:
    """What the user's reader makes of a report, and what became of it; no accounts (None) where it gave no answer.

    A page on which no word of harm stands isn't sent anywhere and has no accounts; one in a language that has no
    folder is sent, and only its digits can be checked. Raises `EmptyInput` where the report has no text, `WorldError`
    where the gazetteer hasn't been built.
    """
    if not report.text.strip():
        raise EmptyInput(f"{report.id}: there is no text on the page")
    language = _language(report)
    if language is not None and not _may_tell(report, language):
        return (), SecondReader(reader=choice.name, asked=False)
    unread = len(report.text) - len(beginning(report.text))
    try:
        said, near, odd = _asked(report, choice)
    except ReaderError as error:
        return None, SecondReader(reader=choice.name, unread=unread, problem=str(error))
    checker = Checker(Page(report, language), choice.rule, counts=choice.kind == "openai")
    accounts = checker.accounts(said, near)
    checker.dropped[NOT_OF_SCHEMA] += odd
    dropped = {reason: count for reason, count in sorted(checker.dropped.items()) if count}
    kept = sum(1 for _ in quotes_of(accounts))
    return accounts, SecondReader(reader=choice.name, kept=kept, dropped=dropped, unread=unread)


def _language(report: Report) -> Language | None:
    try:
        return lexis.language_of(report.language or "")
    except UnknownLanguage:
        return None


def _may_tell(report: Report, language: Language) -> bool:
    screen = Screen(language, language.tokenize.words(report.text))
    return screen.any_harm() or screen.any_attack()


def _asked(report: Report, choice: Choice) -> tuple[list[SaidAccount], list[int], int]:
    """What was said, near which code points, and how much of it wasn't of the schema. Raises `ReaderError`."""
    fuse = _fuse(choice)
    fuse.check()
    try:
        if choice.kind == "gliner2":
            said, near = gliner_accounts(report.text, choice)
            odd = 0
        else:
            said, odd = _parse(complete(prompt_for(report.text), choice), choice)
            near = []
    except ReaderError as error:
        fuse.failed(error)
        raise
    fuse.worked()
    return said, near, odd


def _parse(content: str, choice: Choice) -> tuple[list[SaidAccount], int]:
    try:
        return parse_answer(content)
    except ReaderError as error:
        raise ReaderError(f"{choice.url}: {error}; use a server that keeps to response_format json_schema") from error


class _Fuse:
    """Spares a run of many pages the wait for a reader that isn't there."""

    def __init__(self) -> None:
        self._failures = 0
        self._until = 0.0
        self._last = ""

    def check(self) -> None:
        """Raises `ReaderError` while the reader is left alone."""
        if time.monotonic() < self._until:
            raise ReaderError(f"not asked for {_REST:g} s after {_PATIENCE} failures in a row, the last: {self._last}")

    def failed(self, error: ReaderError) -> None:
        self._failures += 1
        self._last = str(error)
        if self._failures >= _PATIENCE:
            self._until = time.monotonic() + _REST

    def worked(self) -> None:
        self._failures = 0


@lru_cache(maxsize=8)
def _fuse(_choice: Choice) -> _Fuse:
    """One for each reader in each process."""
    return _Fuse()
