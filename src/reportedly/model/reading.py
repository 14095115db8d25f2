"""A reading: a report with the accounts and incidents that were read from it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reportedly.model.account import Account
from reportedly.model.errors import InputError
from reportedly.model.incident import Incident
from reportedly.model.quote import Quote
from reportedly.model.report import Report


class SecondReader(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a page that a reader of the user's was given.

    `kept` counts the values that the page bears out, `dropped` those that it doesn't, by reason. `unread` are
    the code points at the page's end that it wasn't shown. `asked` is false where no word of the page tells of
    harm. `problem` says why it gave no answer: then it was the grammar that read the page.
    """

    reader: str
    asked: bool = True
    kept: int = 0
    dropped: dict[str, int] = {}
    unread: int = 0
    problem: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One page, read. Raises `QuoteNotInText` where a value quotes what the page doesn't say.

    `second_reader` is there where the user brought one.
    """

    report: Report
    accounts: tuple[Account, ...] = ()
    incidents: tuple[Incident, ...] = ()
    second_reader: SecondReader | msgspec.UnsetType = msgspec.UNSET

    def __post_init__(self) -> None:
        for quote in quotes_of(self.accounts):
            quote.check(self.report.text)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A page that couldn't be read: what the contract calls an object with `error`."""

    id: str
    code: str
    message: str

    @classmethod
    def of(cls, report_id: str, error: InputError) -> Failure:
        """The failure that `error` is for the page with this id."""
        return cls(id=report_id, code=error.code, message=str(error))


def quotes_of(accounts: tuple[Account, ...]) -> Iterator[Quote]:
    """Every quote of these accounts."""
    for account in accounts:
        values = (account.speaker, account.event, account.when, account.where)
        for value in (*values, *account.victims, *account.perpetrators, *account.weapons):
            if value is not None and value.quote is not None:
                yield value.quote


def to_json(outcome: Reading | Failure) -> bytes:
    """One line of the contract, UTF-8, without the newline."""
    if isinstance(outcome, Failure):
        failure = {"report": {"id": outcome.id}, "error": {"code": outcome.code, "message": outcome.message}}
        return msgspec.json.encode(failure)
    return msgspec.json.encode(outcome)
