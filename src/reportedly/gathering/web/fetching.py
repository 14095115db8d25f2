"""Pages of the web, politely: each host in its own time, hosts side by side, answers as they come."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import datetime
import queue
import threading
from collections.abc import Coroutine, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

import aiohttp
import msgspec
from yarl import URL

from reportedly.gathering.web.addresses import destination, following
from reportedly.gathering.web.clock import Clock
from reportedly.gathering.web.connecting import Lookup, system_lookup
from reportedly.gathering.web.exchange import OK, UNCHANGED, Answer, Asked, NotFetched, Refused, shown
from reportedly.gathering.web.hosts import Host
from reportedly.gathering.web.politeness import Politeness
from reportedly.gathering.web.requesting import Reply, request, session
from reportedly.gathering.web.robots import FRESH, MOST_BYTES, STALE, Rules

MOST_HOPS = 5
"""Redirects that are followed."""
TRIES = 3
"""Requests for one page while its host is busy or doesn't answer; one that was too slow isn't worth another."""
MOST_WAITING = 5_000
"""Addresses that are taken from the caller ahead of their answers, so that many hosts have their turn."""
MOST_UNTAKEN = 32_000_000
"""Bytes of answers that may wait for the caller; beyond, nothing more is asked for."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_TROUBLE = frozenset({"no_answer", "too_slow"})
_NOWHERE = frozenset({"redirects", "downgrade", "address", "not_http", "broken"})  # where a redirect can end
_CLOSING = 10.0  # seconds
T = TypeVar("T")


class Fetcher:
    """Fetches pages for a run: keeps what each host asked for (robots.txt, rests) until it is closed.

    Use it in a `with`. The network is in a thread of its own; the caller's iterables and its code stay in the caller's.
    """

    def __init__(self, politeness: Politeness, *, clock: Clock | None = None, lookup: Lookup | None = None) -> None:
        self.politeness = politeness
        self._pool = concurrent.futures.ThreadPoolExecutor(politeness.at_once, thread_name_prefix="lookup")
        self._loop = asyncio.new_event_loop()
        self._work = _Work(politeness, clock or Clock(), lookup or system_lookup(self._pool))
        self._thread = threading.Thread(target=self._loop.run_forever, name="fetching", daemon=True)
        self._thread.start()

    def fetched(self, asked: Iterable[Asked]) -> Iterator[Answer | Refused]:
        """One answer or refusal for each address, in the order in which they come; nothing is raised for the web.

        Addresses are taken in as they are needed. Leaving the iterator early ends what is under way. While one iterator
        is gone through, others may be begun.
        """
        done: queue.SimpleQueue[concurrent.futures.Future[Answer | Refused]] = queue.SimpleQueue()
        under_way: set[concurrent.futures.Future[Answer | Refused]] = set()
        source = iter(asked)
        more = True
        untaken = _Untaken()
        try:
            while True:
                while more and len(under_way) < MOST_WAITING and done.empty():
                    try:
                        future = self._started(self._work.one(next(source), untaken))
                    except StopIteration:
                        more = False
                        break
                    under_way.add(future)
                    future.add_done_callback(done.put)
                if not under_way:
                    return
                future = done.get()
                under_way.discard(future)
                result = future.result()
                self._loop.call_soon_threadsafe(untaken.taken, result)
                yield result
        finally:
            for future in under_way:
                future.cancel()

    def behave(self, politeness: Politeness) -> None:
        """Behaves so from now on; what hosts asked for is still heeded. Not while an iterator is gone through."""
        if politeness != self.politeness:
            self._started(self._work.behave(politeness)).result(_CLOSING)
            self.politeness = politeness

    def close(self) -> None:
        """Ends what is under way and closes every connection."""
        if self._loop.is_closed():
            return
        with contextlib.suppress(TimeoutError, concurrent.futures.TimeoutError):
            self._started(self._work.close()).result(_CLOSING)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSING)
        self._pool.shutdown(wait=False, cancel_futures=True)
        if not self._thread.is_alive():
            self._loop.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _started(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def fetched(
    asked: Iterable[Asked], politeness: Politeness, *, clock: Clock | None = None, lookup: Lookup | None = None
) -> Iterator[Answer | Refused]:
    """One answer or refusal for each address, by a fetcher of its own; see `Fetcher.fetched`."""
    with Fetcher(politeness, clock=clock, lookup=lookup) as fetcher:
        yield from fetcher.fetched(asked)


class _Known(msgspec.Struct, frozen=True):
    """What is known of a site's robots.txt: its rules, or why there are none; until when, by the clock's seconds."""

    rules: Rules | None
    why: NotFetched | None
    until: float


class _Untaken:
    """The answers of one iterator that its caller hasn't taken. While they are too much, nothing is asked for.

    Whoever waits for `room` holds nothing meanwhile, no host's turn and no place among those asked at once: the caller
    may be waiting for another iterator's answer from the same host.
    """

    def __init__(self) -> None:
        self._bytes = 0
        self.room = asyncio.Event()
        self.room.set()

    def came(self, answer: Answer) -> None:
        self._bytes += len(answer.content)
        if self._bytes > MOST_UNTAKEN:
            self.room.clear()

    def taken(self, result: Answer | Refused) -> None:
        if isinstance(result, Answer):
            self._bytes -= len(result.content)
            if self._bytes <= MOST_UNTAKEN:
                self.room.set()


class _Work:
    """What happens in the thread of the network."""

    def __init__(self, politeness: Politeness, clock: Clock, lookup: Lookup) -> None:
        self._politeness = politeness
        self._clock = clock
        self._lookup = lookup
        self._client: aiohttp.ClientSession | None = None
        self._hosts: dict[str, Host] = {}
        self._robots: dict[str, _Known] = {}
        self._asking_robots: dict[str, asyncio.Lock] = {}
        self._at_once = asyncio.Semaphore(politeness.at_once)

    async def one(self, asked: Asked, untaken: _Untaken) -> Answer | Refused:
        try:
            answer = await self._followed(asked, untaken)
        except NotFetched as why:
            message = why.message if why.code != "resting" else f"{shown(asked.url)}: not asked; {why.message}"
            return Refused(url=asked.url, code=why.code, message=message, until=why.until)
        except Exception as error:  # one bad page never stops a run
            what = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
            message = f"{shown(asked.url)}: couldn't be fetched ({what}); leave it out and tell us"
            return Refused(url=asked.url, code="broken", message=message)
        untaken.came(answer)
        return answer

    async def behave(self, politeness: Politeness) -> None:
        self._politeness = politeness
        client, self._client = self._client, None  # its connections were made under other settings
        if client is not None:
            await client.close()

    async def close(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._client is not None:
            await self._client.close()
        await asyncio.sleep(0)

    async def _followed(self, asked: Asked, untaken: _Untaken) -> Answer:
        """The answer at the end of the redirects; every address on the way is checked and its robots.txt heeded."""
        url = destination(asked.url, self._politeness)
        been = [url]
        extra = _conditions(asked)
        while True:
            await self._heed_robots(url)
            reply = await self._patient(url, extra, untaken)
            there = self._next_hop(url, reply, been)
            if there is None:
                break
            url = there
        if reply.status == UNCHANGED and not extra:
            message = f"{shown(str(url))}: says that nothing has changed, though no version was named; tell the outlet"
            raise NotFetched("broken", message)
        return Answer(
            url=asked.url, address=str(url), hops=tuple(map(str, been[1:])), status=reply.status,
            headers=reply.headers, content=reply.content, retrieved=f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}",
        )  # fmt: skip

    def _next_hop(self, url: URL, reply: Reply, been: list[URL]) -> URL | None:
        """Where a reply leads on to, None where it's the end. Raises `NotFetched`."""
        location = reply.header("Location")
        if reply.status not in _REDIRECTS or location is None:
            return None
        there = following(url, _as_written(location), self._politeness)
        if there in been:
            message = f"{shown(str(been[0]))}: redirects in a circle (by {shown(str(there))}); open it in a browser"
            raise NotFetched("redirects", message)
        if len(been) > MOST_HOPS:
            message = f"{shown(str(been[0]))}: redirects more than {MOST_HOPS} times; give the address it ends at"
            raise NotFetched("redirects", message)
        been.append(there)
        return there

    async def _patient(self, url: URL, extra: dict[str, str], untaken: _Untaken) -> Reply:
        """A reply, by several tries where the host is busy and doesn't ask for more than our patience."""
        host = self._host(url)
        tries = 0
        while True:
            tries += 1
            try:
                reply = await self._request(url, extra, untaken)
                if reply.status not in _BUSY:
                    host.went_well()
                    return reply
                host.failed(reply.header("Retry-After"))
                until = f"not before {host.until:%Y-%m-%d %H:%M} UTC"
                busy = f"{shown(str(url))}: answers {reply.status}, too many requests or overloaded; again {until}"
                why = NotFetched("busy", busy, host.until)
            except NotFetched as trouble:
                if trouble.code not in _TROUBLE:
                    raise
                host.failed()
                why = NotFetched(trouble.code, trouble.message, host.until)
            if why.code == "too_slow" or tries == TRIES or host.wait > self._politeness.patience:
                raise why

    async def _request(self, url: URL, extra: dict[str, str], untaken: _Untaken | None) -> Reply:
        """One request, in its host's turn. Without `untaken` it is for robots.txt, which is small and never waits."""
        host = self._host(url)
        bounds = self._politeness.bounds
        if untaken is None:
            bounds = msgspec.structs.replace(bounds, wire=MOST_BYTES, inflated=MOST_BYTES)
        while True:
            if untaken is not None:
                await untaken.room.wait()
            async with host.turn(self._politeness.patience), self._at_once:
                if untaken is not None and not untaken.room.is_set():
                    continue
                if self._client is None:
                    self._client = session(self._politeness, self._lookup)
                try:
                    return await request(self._client, url, bounds, extra=extra, cut=untaken is None)
                finally:
                    host.asked()

    def _host(self, url: URL) -> Host:
        # http and https of one name are one machine; another port is another program.
        name = url.raw_host or "" if url.is_default_port() else f"{url.raw_host}:{url.port}"
        if name not in self._hosts:
            delay = self._politeness.delay_of(url.raw_host or "", url.port)
            self._hosts[name] = Host(name, delay, self._clock)
        return self._hosts[name]

    async def _heed_robots(self, url: URL) -> None:
        """Raises `NotFetched` where the site doesn't want us on this page, or can't say."""
        site = str(url.origin())
        async with self._asking_robots.setdefault(site, asyncio.Lock()):
            known = self._robots.get(site)
            if known is None or known.until <= self._clock.seconds():
                known = self._robots[site] = await self._robots_of(url)
        host = self._host(url)
        if known.rules is None:
            message = f"{shown(str(url))}: not asked, since whether programs may come isn't known; {known.why}"
            until = self._clock.now() + datetime.timedelta(seconds=known.until - self._clock.seconds())
            raise NotFetched(known.why.code if known.why else "robots_unreachable", message, max(until, host.until))
        host.delay = max(self._politeness.delay_of(url.raw_host or "", url.port), known.rules.delay)
        if not known.rules.allow(str(url)):
            message = f"{shown(str(url))}: its robots.txt asks programs to stay away; ask the outlet for leave"
            raise NotFetched("robots", f"{message}, or save the page by hand")

    async def _robots_of(self, url: URL) -> _Known:
        """What the site's robots.txt says: none at 4xx, not now at 5xx or when it can't be reached (RFC 9309)."""
        here = url.origin() / "robots.txt"
        been = [here]
        now = self._clock.seconds
        while True:
            try:
                reply = await self._patient_robots(here)
            except NotFetched as why:
                if why.code in _NOWHERE and len(been) > 1:
                    return _Known(Rules(""), None, now() + FRESH)
                return _Known(None, why, now() + STALE)
            try:
                there = self._next_hop(here, reply, been)
            except NotFetched:
                # Redirects that lead nowhere are as no robots.txt (RFC 9309, 2.3.1.2).
                return _Known(Rules(""), None, now() + FRESH)
            if there is None:
                break
            here = there
        if reply.status in OK:
            return _Known(Rules.of(reply.content), None, now() + FRESH)
        if reply.status in _BUSY or reply.status >= 500:
            message = f"{shown(str(here))} answers {reply.status}; again in some minutes"
            return _Known(None, NotFetched("robots_unreachable", message), now() + STALE)
        return _Known(Rules(""), None, now() + FRESH)

    async def _patient_robots(self, url: URL) -> Reply:
        host = self._host(url)
        try:
            reply = await self._request(url, {}, None)
        except NotFetched as why:
            if why.code in _TROUBLE:
                host.failed()
            raise
        if reply.status in _BUSY:
            host.failed(reply.header("Retry-After"))
        return reply


def _as_written(location: str) -> str:
    """Many servers write letters into a Location that belong there in percents only, nearly all in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _conditions(asked: Asked) -> dict[str, str]:
    """The headers that ask for a page only if it isn't the version that is known."""
    named = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
    return {name: value for name, value in named.items() if value and value.isprintable()}
