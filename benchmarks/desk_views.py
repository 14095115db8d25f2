"""The views of the desk over HTTP, as a browser asks for them: part of desk.py, which makes the store and prints.

`reportedly desk` runs in a process of its own; each address is asked for over a connection that is kept open, and
its whole answer is read. What is around that in a browser (layout, scripts) is seen once: how long Chromium takes to
paint the inbox for the first time, where it is installed.
"""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx2
import msgspec

from reportedly.model.search import Row, Search
from reportedly.storing import Store

ROUNDS = 20
REASON = "as the list of the hospital has it"


class Asked(NamedTuple):
    """A kind of view, and the calls that ask for it at several addresses."""

    name: str
    calls: Sequence[Callable[[], object]]


class Starting(NamedTuple):
    """Seconds from the command until the address is told, and until the first page is there."""

    told: float
    first: float


@contextmanager
def desk_of(store: Path) -> Iterator[tuple[str, Starting]]:
    """The address of a desk for this store, and how long it took to come up."""
    command = [sys.executable, "-m", "reportedly.cli", "desk", "--store", str(store), "--port", "0"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+(?=/)", process.stdout.readline())
            if found is None:
                raise SystemExit("the desk didn't start")
            told = time.perf_counter() - start
            httpx2.get(found[0] + "/", timeout=60).raise_for_status()
            yield found[0], Starting(told, time.perf_counter() - start)
        finally:
            process.terminate()


def views(address: str, store: Store, searches: Sequence[Search], rows: Sequence[Row]) -> Iterator[Asked]:
    """Every view: the lists over the spread of searches, an incident's own for the incidents of `rows`."""
    http = httpx2.Client(base_url=address, timeout=60)

    def of(name: str, addresses: Sequence[str]) -> Asked:
        return Asked(name, [partial(_fetched, http, at) for at in addresses])

    queries = [_query(search) for search in searches]
    ids = [row.id for row in rows]
    pages = [store.tellings(store.incident(row.id))[0].report.id for row in rows]
    yield of("inbox", ["/"] * ROUNDS)
    yield of("table", [f"/incidents?{query}" for query in queries])
    yield of("map, its page", [f"/map?{query}" for query in queries])
    yield of("map, its data", [f"/api/v1/outline?{query}" for query in queries])
    yield of("map, all of its data", ["/api/v1/outline?background=any"] * 10)
    yield of("incident", [f"/incidents/{one}" for one in ids])
    yield of("its history", [f"/incidents/{one}/history" for one in ids])
    yield of("its page for print", [f"/incidents/{one}/print" for one in ids])
    yield of("compare", [f"/compare?a={a}&b={b}" for a, b in pairwise(ids)])
    yield of("whom to merge it with", [f"/compare?a={one}" for one in ids])
    yield of("report", [f"/reports/{page.replace('sha256:', '')}" for page in pages])
    yield of("sources", [f"/sources?kind={kind}" for kind in ("outlet", "speaker")] * (ROUNDS // 2))
    last = max(row.day_start for row in store.outline(Search()) if row.day_start) - datetime.timedelta(days=7)
    days = [datetime.timedelta(days=n) for n in range(10)]  # each another day: nothing is asked for twice
    yield of("changes of a week", [f"/changes?since={last - n}" for n in days])
    yield of("changes of months", [f"/changes?since={datetime.date(2024, 3, 1) + n}" for n in days])
    yield of("log", ["/log"] * 10)
    for kind in ("state", "value", "split", "note", "not_an_incident"):
        yield of(f"form: {kind.replace('_', ' ')}", [f"/judge/{kind}?incident={one}" for one in ids])


def judgements(address: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Asked]:
    """What a person waits for when they judge: the form sent, the dossier that follows on it read."""
    http = httpx2.Client(base_url=address, timeout=60, follow_redirects=True)
    csrf = http.get("/api/v1/me").json()["csrf"]

    def versions(incidents: Sequence[str]) -> list[str]:
        return [f"{one}={http.get(f'/api/v1/incidents/{one}').json()['version']}" for one in incidents]

    def sending(kind: str, incidents: Sequence[str], value: str = "") -> Callable[[], object]:
        sent = {"incident": incidents, "seen": versions(incidents), "value": value, "why": REASON, "csrf": csrf}
        return partial(_sent, http, f"/judge/{kind}", sent)

    firsts = [one for one, _ in pairs]
    yield Asked("judge: a note", [sending("note", (one,)) for one in firsts])
    yield Asked("judge: a state", [sending("state", (one,), "in_progress") for one in firsts])
    yield Asked("judge: a merge", [sending("merge", two) for two in pairs])
    entries = http.get("/api/v1/judgements?limit=100").json()["entries"]
    merges = [entry["judgement"]["id"] for entry in entries if entry["judgement"]["kind"] == "merge"]
    yield Asked("judge: its undoing", [sending("undo", (), one) for one in merges])


def painted(address: str, times: int = 5) -> list[float] | None:
    """Milliseconds until Chromium has painted the inbox, each time in a fresh profile; None where there is none."""
    found = shutil.which("chromium")
    if found is None:
        return None
    from playwright.sync_api import sync_playwright

    took: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(times):
            page = browser.new_context().new_page()
            page.goto(address + "/", wait_until="load")
            said: Any = page.evaluate("""() => new Promise(done => new PerformanceObserver(seen => {
                const at = seen.getEntries().find(entry => entry.name === 'first-contentful-paint')
                if (at) done(at.startTime)
            }).observe({type: 'paint', buffered: true}))""")
            took.append(float(said))
        browser.close()
    return took


def _fetched(http: httpx2.Client, address: str) -> None:
    answer = http.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.text[:300]}")


def _sent(http: httpx2.Client, address: str, fields: dict[str, Any]) -> None:
    answer = http.post(address, data=fields)
    if answer.status_code != 200 or "/judge/" in str(answer.url):
        raise SystemExit(f"{address}: {answer.status_code} {answer.text[:300]}")


def _query(search: Search) -> str:
    usual = msgspec.structs.asdict(Search())
    pairs: list[tuple[str, str]] = []
    for name, value in msgspec.structs.asdict(search).items():
        if value == usual[name]:
            continue
        each = value if isinstance(value, tuple) else (value,)
        pairs += [(name, {None: "any", True: "yes", False: "no"}.get(one, str(one))) for one in each]
    return urlencode(pairs)
