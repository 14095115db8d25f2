"""What can go wrong, as one tree.

    ReportedlyError
    ├── InputError              one page or file can't be read; the run goes on
    │   ├── UnreadableInput     missing, no permission, broken archive or line
    │   ├── EmptyInput          nothing to read in it
    │   ├── NotText             binary, or no encoding fits
    │   ├── TooLarge            beyond a bound on size, depth or number of parts
    │   ├── TooSlow             the worker reached its time limit and was ended
    │   ├── WorkerDied          the worker ended without an answer: memory, a crash
    │   ├── UnknownLanguage     no language folder for this page
    │   └── NoListing           what should be a feed, a sitemap or a list of addresses is none
    ├── ReaderError             a reader that the user brings gave no usable answer; the grammar reads the page
    ├── QuoteNotInText          a quote that isn't what the page says
    ├── LanguageError           a language folder that doesn't hold together
    ├── WorldError              the gazetteer or the actor list is missing or broken
    ├── FetchingError           fetching is asked for what it can't do: no contact, a delay that makes no sense
    ├── SourcesError            a list of sources doesn't hold together
    ├── ColumnsError            a mapping of a table's columns that doesn't hold together
    ├── RulesError              the table of reconciling's rules doesn't hold together
    └── StoreError              the store can't be opened, read or written
        ├── NotThere            an id means nothing that the store holds, or more than one thing
        └── SeenOtherwise       an incident is another by now than the person had before them

Each message is one line that says what is wrong, of which input, and what to do about it.
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """The root of all errors of this package."""

    code = "error"


class InputError(ReportedlyError):
    """One page or file can't be read. Its `code` goes into the reading's `error` object."""

    code = "unreadable"


class UnreadableInput(InputError):
    """The input is missing, forbidden, or broken off."""

    code = "unreadable"


class EmptyInput(InputError):
    """There is nothing to read in the input."""

    code = "empty"


class NotText(InputError):
    """The input is binary, or no encoding fits it."""

    code = "not_text"


class TooLarge(InputError):
    """The input is beyond a bound on size, depth or number of parts."""

    code = "too_large"


class TooSlow(InputError):
    """The worker that read the input reached its time limit and was ended."""

    code = "too_slow"


class WorkerDied(InputError):
    """The worker that read the input ended without an answer (memory limit or crash)."""

    code = "worker_died"


class UnknownLanguage(InputError):
    """There is no language folder for the page's language."""

    code = "unknown_language"


class NoListing(InputError):
    """What should be a feed, a sitemap or a list of addresses is none, or can't be read as one."""

    code = "no_listing"


class ReaderError(ReportedlyError):
    """A reader that the user brings gave no usable answer: the message names it and the remedy."""

    code = "reader"


class QuoteNotInText(ReportedlyError):
    """Words given as a quote aren't what the page says at that place."""

    code = "quote_not_in_text"


class LanguageError(ReportedlyError):
    """A language folder doesn't hold together: the message names the file and the remedy."""

    code = "language"


class WorldError(ReportedlyError):
    """The gazetteer or the actor list is missing or broken."""

    code = "world"


class FetchingError(ReportedlyError):
    """Fetching is asked for what it can't do: the message names the setting and the remedy."""

    code = "fetching"


class SourcesError(ReportedlyError):
    """A list of sources doesn't hold together: the message names the file, the source and the remedy."""

    code = "sources"


class ColumnsError(ReportedlyError):
    """A mapping of columns is missing or doesn't hold together: the message names it and the remedy."""

    code = "settings"


class RulesError(ReportedlyError):
    """The table of reconciling's rules doesn't hold together: the message names the rule and the remedy."""

    code = "rules"


class StoreError(ReportedlyError):
    """The store can't be opened, read or written."""

    code = "store"


class NotThere(StoreError):
    """An id, or the beginning of one, means nothing that the store holds, or several things."""

    code = "not_there"


class SeenOtherwise(StoreError):
    """What is to be judged has changed since the person saw it; `incidents` has the ids of those that did."""

    code = "seen_otherwise"

    def __init__(self, message: str, incidents: tuple[str, ...]) -> None:
        super().__init__(message)
        self.incidents = incidents
