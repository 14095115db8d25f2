"""Pages of the web into the store: bytes first, then how things stand with the page, then its reading.

Stopped anywhere in between, the next run goes on: bytes that are kept and not read are read first. A page that changed
is another revision of its report; one that was taken away is a revision without text, so that nobody counts it
any more, and what stood there stays.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from yarl import URL

from reportedly.gathering import Article
from reportedly.gathering.decoding import charset_of, decode
from reportedly.gathering.web import Answer, Asked, Clock, Fetcher, Refused, canonical, page_key
from reportedly.model import Failure, Reading
from reportedly.model.errors import InputError, StoreError
from reportedly.running import due
from reportedly.running.copies import copied, let_stand, whose
from reportedly.running.pipeline import read_articles
from reportedly.running.settings import Settings
from reportedly.running.states import withdrawal
from reportedly.storing import Fetch, KeptPages, Running, Seen, Store, WebPage

_HEAD = 300_000  # bytes of a page in which it says what its own address is


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """An address that is to be fetched, with what its source says of the page; `source` is empty for the user's own."""

    url: str
    source: str = ""
    outlet: str | None = None
    language: str | None = None
    published: str | None = None


@dataclass
class Tally:
    """What a run of fetching did, in words by `str`. Counts pages."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    copies: int = 0
    withdrawn: int = 0
    failed: int = 0

    @property
    def told(self) -> dict[str, int]:
        """These in the words in which any run tells how far it is."""
        new = self.added + self.changed + self.withdrawn
        return {"added": new, "known": self.unchanged + self.copies, "failed": self.failed}

    def __str__(self) -> str:
        pages = "page" if self.added == 1 else "pages"
        return (
            f"{self.added} {pages} added, {self.changed} changed, {self.unchanged} unchanged, "
            f"{self.copies} seen under another address, {self.withdrawn} withdrawn, {self.failed} not fetched or read."
        )


@dataclass
class Fetching:
    """A run of fetching into one store; `fetch` may be called again and again. `run` is told how far it is."""

    store: Store
    kept: KeptPages
    fetcher: Fetcher
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    tally: Tally = field(default_factory=Tally)
    run: Running | None = None
    _waiting: deque[WebPage] = field(default_factory=deque)  # what is being read, in the order of the results
    _said: deque[str] = field(default_factory=deque)

    def fetch(self, wanted: Iterable[Wanted]) -> Iterator[str | None]:
        """Fetches and reads these pages; gives of each what went wrong with it, or None.

        Each is stored whole before the next. Raises `StoreError` where the store or the folder beside it can't be
        written.
        """
        self._waiting.clear()
        let_stand(self.store)
        for _article, outcome in read_articles(self._articles(wanted), self.settings):
            yield from self._heard()
            self._read(self._waiting.popleft(), outcome)
            self._beat()
            yield outcome.message if isinstance(outcome, Failure) else None
        self._beat()
        yield from self._heard()

    def _beat(self) -> None:
        if self.run is not None:
            self.run.beat(**self.tally.told)

    def _heard(self) -> Iterator[str]:
        while self._said:
            yield self._said.popleft()

    def _articles(self, wanted: Iterable[Wanted]) -> Iterator[Article]:
        """What is to be read: what an earlier run left, then what comes."""
        for page in self.store.fetches.unread():
            if (article := self._article(page)) is not None:
                yield article
        asked: dict[str, Wanted] = {}
        again: list[Wanted] = []
        for came in self.fetcher.fetched(self._asked(wanted, asked, again)):
            self._beat()
            if isinstance(came, Refused):
                self._refused(came)
                continue
            fresh = self._answered(came, asked[came.url])
            if fresh is not None and (article := self._article(fresh)) is not None:
                yield article
        for one in again:
            if (there := self.store.fetches.page(canonical(one.url))) is not None:
                self.store.fetches.saw(there, _seen(one), self.now())

    def _asked(self, wanted: Iterable[Wanted], asked: dict[str, Wanted], again: list[Wanted]) -> Iterator[Asked]:
        """Each page once, by the address under which it answered before, with the marks of what is known of it.

        Fills `asked`, by address, and `again` with those that mean a page that was asked for already.
        """
        names: set[str] = set()
        for one in wanted:
            page = self.store.fetches.page(canonical(one.url))
            url = page.asks if page is not None else one.url
            if page is not None and (one.url != page.asks or one.source):
                self.store.fetches.saw(page, _seen(one), self.now())
            name = page.address if page is not None else canonical(url)
            if name in names:
                again.append(one)
                continue
            names.add(name)
            asked[url] = one
            if page is None or page.withdrawn or page.unread:
                yield Asked(url)
            else:
                yield Asked(url, page.etag, page.modified)

    def _refused(self, refused: Refused) -> None:
        page = self.store.fetches.page(canonical(refused.url))
        now = self.now()
        if page is not None:
            failures = page.failures + 1
            again = due.after_failure(failures, now)
            until = refused.until.astimezone(datetime.UTC).replace(tzinfo=None) if refused.until else None
            again = max(again, until) if again and until else again
            page = msgspec.structs.replace(page, failures=failures, due=again)
        fetch = Fetch(at=now, asked=refused.url, refused=refused.code, message=refused.message)
        self.store.fetches.note(fetch, page)
        if page is None:
            self.store.fetches.missed(refused.url, lambda failures: due.after_failure(failures, now))
        self._fail(refused.message)

    def _answered(self, answer: Answer, wanted: Wanted) -> WebPage | None:
        """The page where its bytes are to be read."""
        known = self.store.fetches.page(canonical(answer.url))
        # Pages that were taken away often lead to the front page, whose stories aren't theirs
        led_away = _is_front(answer.address) and not _is_front(answer.url)
        if answer.unchanged and known is not None:
            self.tally.unchanged += 1
            self._note(answer, self._good(known, answer))
        elif answer.gone or led_away:
            self._gone(answer, known)
        elif answer.ok and answer.content:
            return self._came(answer, wanted, known)
        else:
            what = f"answers {answer.status}" if not answer.ok else "answers with an empty page"
            self._failed(answer, known, f"{answer.url}: {what}; open it in a browser, or try again later")
        return None

    def _came(self, answer: Answer, wanted: Wanted, known: WebPage | None) -> WebPage | None:
        sha256 = self.kept.keep(answer.content)
        own = _own_address(answer)
        page = known or self.store.fetches.page(own) or self.store.fetches.page(canonical(answer.address))
        if page is not None and known is None:
            # Not the address by which we know the page: a copy, perhaps in other dress; the page has its own turn
            self.tally.copies += 1
            self._note(answer, page, sha256, _seen(wanted))
            return None
        elsewhere = wanted.source or canonical(answer.url) != (page.address if page is not None else own)
        came = _moment(answer)
        if page is None:
            page = WebPage(
                address=own, report_id=_report_id(own), asks=answer.url, outlet=wanted.outlet, language=wanted.language,
                published=wanted.published, first_seen=came, last_seen=came, changed=came,
            )  # fmt: skip
        same = page.sha256 == sha256 and not page.withdrawn
        marks = {"etag": answer.etag, "modified": answer.modified, "sha256": sha256}
        page = self._good(msgspec.structs.replace(page, **marks, unread=page.unread or not same), answer)
        self._note(answer, page, sha256, _seen(wanted) if elsewhere else None)
        self.tally.unchanged += same and not page.unread
        return page if page.unread else None

    def _good(self, page: WebPage, answer: Answer) -> WebPage:
        """The page's state after an answer that says how it is now."""
        again = due.after_good(page.changed, self.now())
        return msgspec.structs.replace(page, last_seen=_moment(answer), due=again, failures=0, gone_since=None)

    def _gone(self, answer: Answer, page: WebPage | None) -> None:
        now = self.now()
        what = "leads to the front page" if answer.ok else f"answers {answer.status}"
        if page is None or page.withdrawn:
            remedy = "check the address" if page is None else "it is withdrawn already"
            self._failed(answer, page, f"{answer.url}: {what}; {remedy}", now if page else None)
            return
        since = page.gone_since or now
        if page.unread or not due.is_withdrawn(answer.status, since, now):
            message = f"{answer.url}: {what}; the page counts as withdrawn if it does so a day from now"
            self._failed(answer, page, message, since)
            return
        self._withdraw(page, answer)
        again = due.after_good(now, now)
        gone = {"withdrawn": True, "unread": False, "gone_since": since, "changed": now, "due": again, "failures": 0}
        self._note(answer, msgspec.structs.replace(page, **gone, etag=None, modified=None))
        self.tally.withdrawn += 1
        self._said.append(f"{answer.url}: {what}; withdrawn: what it told is kept, and counts no more")

    def _withdraw(self, page: WebPage, answer: Answer) -> None:
        """A further revision that has no text."""
        taken_away = withdrawal(self.store, page.report_id, answer.retrieved)
        if taken_away is not None:
            self.store.add(taken_away, now=True)
            let_stand(self.store)

    def _failed(
        self, answer: Answer, page: WebPage | None, message: str, gone_since: datetime.datetime | None = None
    ) -> None:
        now = self.now()
        if page is not None:
            failures = page.failures + 1
            again = due.after_failure(failures, now)
            if gone_since is not None and not page.withdrawn:
                again = max(gone_since + due.GONE_AFTER, now + datetime.timedelta(hours=1))
            page = msgspec.structs.replace(page, failures=failures, due=again, gone_since=gone_since or page.gone_since)
        self._note(answer, page)
        if page is None:
            gone = answer.status == due.GONE_FOR_GOOD
            self.store.fetches.missed(answer.url, lambda failures: None if gone else due.after_failure(failures, now))
        self._fail(message)

    def _fail(self, message: str) -> None:
        self.tally.failed += 1
        self._said.append(message)

    def _note(self, answer: Answer, page: WebPage | None, sha256: str | None = None, seen: Seen | None = None) -> None:
        fetch = Fetch(
            at=_moment(answer), asked=answer.url, address=answer.address, hops=answer.hops, status=answer.status,
            headers=answer.headers, sha256=sha256,
        )  # fmt: skip
        self.store.fetches.note(fetch, page, seen)

    def _article(self, page: WebPage) -> Article | None:
        """The page's last bytes as an article; None where they are damaged, and are to be fetched anew."""
        try:
            content = self.kept.read(page.sha256 or "")
        except StoreError as error:
            self._fail(str(error))
            self.store.fetches.put(msgspec.structs.replace(page, unread=False, sha256=None, etag=None, modified=None))
            return None
        self._waiting.append(page)
        came = self.store.fetches.came(page)
        return Article(
            name=page.asks, id=page.report_id, content=content, url=page.asks, outlet=page.outlet,
            language=page.language, published=page.published, retrieved=f"{page.last_seen:%Y-%m-%dT%H:%M:%SZ}",
            charset=charset_of(came.content_type) if came else None,
        )  # fmt: skip

    def _read(self, read: WebPage, outcome: Reading | Failure) -> None:
        """Keeps what was read, and that it was."""
        page = self.store.fetches.page(read.address)
        assert page is not None  # noqa: S101 - no page is ever taken out
        own = whose(outcome.report) if isinstance(outcome, Reading) else None
        first = copied(self.store, outcome) if isinstance(outcome, Reading) else None
        added = first is None and self.store.add(outcome, now=True, site=own)
        page = msgspec.structs.replace(page, copy_of=first)
        if first is not None:
            self.tally.copies += 1
            page = msgspec.structs.replace(page, withdrawn=False)
        elif isinstance(outcome, Failure):
            self.tally.failed += 1
        elif added:
            self.tally.added += page.changed == page.last_seen
            self.tally.changed += page.changed != page.last_seen
            page = msgspec.structs.replace(page, changed=page.last_seen, withdrawn=False)
        else:
            self.tally.unchanged += 1
        if page.sha256 == read.sha256:
            page = msgspec.structs.replace(page, unread=False, due=due.after_good(page.changed, self.now()))
        if first is not None:
            self.store.copies.fetched(page, first, self.now())
        else:
            self.store.fetches.put(page)

    def now(self) -> datetime.datetime:
        """The time as the store keeps it: UTC, to the second, without a zone."""
        return self.clock.now().astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)


def _moment(answer: Answer) -> datetime.datetime:
    """When it came, as the store keeps times."""
    return datetime.datetime.fromisoformat(answer.retrieved).astimezone(datetime.UTC).replace(tzinfo=None)


def _own_address(answer: Answer) -> str:
    """The canonical address of the page, which it may name itself."""
    try:
        return page_key(answer.address, decode(answer.address, answer.content[:_HEAD], answer.charset))
    except InputError:  # no text: its reading will say so
        return canonical(answer.address)


def _is_front(url: str) -> bool:
    """Whether this is a site's front page."""
    parsed = URL(canonical(url))
    return parsed.raw_path == "/" and not parsed.raw_query_string


def _report_id(canonical_address: str) -> str:
    return "web:" + hashlib.sha256(canonical_address.encode()).hexdigest()[:32]


def _seen(wanted: Wanted) -> Seen:
    return Seen(wanted.url, canonical(wanted.url), wanted.source)
