"""How often a host is asked, what it asks for, and what its robots.txt says."""

from __future__ import annotations

import asyncio
import datetime
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from reportedly.gathering.web import Answer, Asked, Fetcher, Refused
from reportedly.gathering.web.hosts import FIRST_REST, LONGEST_ASKED, LONGEST_REST, Host, asked_rest
from reportedly.gathering.web.robots import MOST_BYTES, Rules
from reportedly.model.errors import FetchingError
from tests.gathering.web.clocks import BEGIN, TestClock
from tests.gathering.web.fetching import POLITE, answer, get, lookup, polite, refused
from tests.gathering.web.server import Server, busy, hangs, page, raw, redirect, robots

STORY = b"<p>Two people were hurt."


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.says["/a"] = page(STORY)
        yield running


def test_two_requests_to_a_host_lie_its_delay_apart(server: Server) -> None:
    clock = TestClock()
    settings = polite(delay=1.0, delays={"outlet.example": 7.0})
    get(*[server.url("/a")] * 1, server.url("/a?2"), politeness=settings, clock=clock)
    assert clock.slept == [1.0, 1.0], "before the first page (robots.txt was just asked for) and before the second"
    clock.slept.clear()
    get(server.url("/a", "outlet.example"), politeness=settings, clock=clock)
    assert clock.slept == [7.0]


@pytest.mark.parametrize(("wanted", "heeded"), [("3", 3.0), ("0.5", 1.0), ("86400", 60.0), ("soon", 1.0), ("-5", 1.0)])
def test_crawl_delay_is_heeded_up_to_a_minute(server: Server, wanted: str, heeded: float) -> None:
    clock = TestClock()
    server.says["/robots.txt"] = robots(f"User-agent: *\nCrawl-delay: {wanted}\n")
    get(server.url("/a"), server.url("/a?2"), politeness=polite(delay=1.0), clock=clock)
    assert clock.slept[-1] == heeded


@pytest.mark.parametrize(("name", "delay"), [("delay", -1.0), ("delay", float("nan")), ("delay", 1e9), ("at_once", 0)])
def test_settings_that_make_no_sense(name: str, delay: float) -> None:
    with pytest.raises(FetchingError, match=name):
        polite(**{name: delay})


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120), ("0", 0), ("99999999999999", LONGEST_ASKED), ("-5", 0), ("soon", 0), ("", 0), (None, 0),
        ("Sun, 01 Mar 2026 08:05:00 GMT", 300), ("Sun, 01 Mar 2026 10:05:00 +0200", 300), ("١٢", 0), ("1e9", 0),
        ("Sun, 01 Mar 2026 07:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_ASKED), ("1.5", 0),
        ("Sun, 99 Mar 2026 08:05:00 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after_in_both_forms(text: str | None, seconds: float) -> None:
    assert asked_rest(text, BEGIN) == seconds


def test_rests_double_up_to_a_bound_and_end_with_success() -> None:
    async def rests() -> list[float]:
        clock = TestClock()
        host = Host("outlet.example", 1.0, clock)
        found = []
        for _ in range(12):
            host.failed()
            found.append(host.wait)
            clock.at += host.wait
        host.went_well()
        host.failed("25")
        return [*found, host.wait]

    found = asyncio.run(rests())
    assert found[:4] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST, 8 * FIRST_REST]
    assert found[-2:] == [LONGEST_REST, 25.0]


def test_busy_is_refused_with_the_time_after_some_tries(server: Server) -> None:
    clock = TestClock()
    server.says["/a"] = busy(429, None, 99, page(STORY))
    came = refused(server.url("/a"), clock=clock)
    assert came.code == "busy"
    assert server.paths() == ["/a"] * 3
    assert clock.slept == [10.0, 20.0]
    assert came.until == BEGIN + datetime.timedelta(seconds=70)


def test_a_long_rest_is_not_waited_for_and_spares_the_whole_host(server: Server) -> None:
    clock = TestClock()
    server.says["/a"] = busy(503, "Sun, 01 Mar 2026 10:00:00 GMT", 1, page(STORY))
    server.says["/b"] = page(STORY)
    ten = datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.UTC)
    with Fetcher(POLITE, clock=clock, lookup=lookup) as fetcher:
        came = list(fetcher.fetched([Asked(server.url(path)) for path in ("/a", "/b", "/c")]))
        assert [(one.code, one.until) for one in came if isinstance(one, Refused)] == [
            ("busy", ten), ("resting", ten), ("resting", ten),
        ]  # fmt: skip
        assert all(server.url("") in one.message for one in came if isinstance(one, Refused))
        assert server.paths() == ["/a"]
        other = next(fetcher.fetched([Asked(server.url("/b", "outlet.example"))]))
        assert isinstance(other, Answer), "another host isn't spared"
        clock.at = 2 * 3_600.0
        assert isinstance(next(fetcher.fetched([Asked(server.url("/b"))])), Answer)


def test_a_host_that_breaks_off_is_tried_again(server: Server) -> None:
    # Each try is two requests: aiohttp asks once more at once, since a kept connection may have ended meanwhile.
    times = iter([raw(b"")] * 4 + [page(STORY)])
    server.says["/a"] = lambda wire, came: next(times)(wire, came)
    clock = TestClock()
    assert answer(server.url("/a"), clock=clock).content == STORY
    assert clock.slept == [10.0, 20.0]


ALL = "User-agent: *\nDisallow: /"
LONG = "User-agent: *\n" + "Disallow: /x\n" * 50_000 + "Disallow: /\n"


@pytest.mark.parametrize(
    ("saying", "code"),
    [
        (robots(ALL), "robots"),
        (robots("User-agent: *\nDisallow: /private"), None),
        (robots("User-agent: reportedly\nDisallow: /\nUser-agent: *\nAllow: /"), "robots"),
        (robots("User-agent: reportedly\nAllow: /\n\nUser-agent: *\nDisallow: /"), None),
        (robots("User-agent: Reportedly/1.0\nDisallow: /"), "robots"),
        (robots("User-agent: GPTBot\nUser-agent: other\nDisallow: /"), None),
        (robots("User-agent: GPTBot\nUser-agent: *\nDisallow: /"), "robots"),
        (robots("User-agent: *\nDisallow: /\nAllow: /a"), None),
        (robots("User-agent: *\nDisallow: /*?x=\nDisallow: /a$"), "robots"),
        (robots("\ufeffUser-agent: *\nDisallow: /"), "robots"),
        (robots(LONG), None),
        (robots("", 404), None),
        (robots(ALL, 401), None),
        (robots(ALL, 403), None),
        (robots("", 500), "robots_unreachable"),
        (robots("", 503), "robots_unreachable"),
        (robots("", 429), "robots_unreachable"),
        (robots("<html><body>Disallow: /</body></html>"), None),
        (page(b"\x00\xff\xfe" * 50), None),
        (redirect("/robots.txt"), None),
        (redirect("http://inside.example/"), None),
        (redirect("/other.txt"), "robots"),
        (hangs(), "too_slow"),
        (raw(b""), "no_answer"),
        (raw(b"nonsense\r\n\r\n"), "broken"),
    ],
)
def test_robots_of_all_kinds(server: Server, saying: object, code: str | None) -> None:
    server.says["/robots.txt"] = saying  # type: ignore[assignment]
    server.says["/other.txt"] = robots(ALL)
    settings = polite(bounds=type(POLITE.bounds)(first=1.0, between=1.0, whole=2.0))
    (came,) = get(server.url("/a"), politeness=settings)
    assert (came.code if isinstance(came, Refused) else None) == code, came
    assert server.paths() == ([] if code else ["/a"]) or "/other.txt" in server.paths()


def test_robots_are_asked_for_once_a_site_and_heeded_at_every_hop(server: Server) -> None:
    server.says["outlet.example/robots.txt"] = robots(ALL)
    server.says["/b"] = redirect(server.url("/a", "outlet.example"))
    came = get(server.url("/a"), server.url("/a?2"), server.url("/b"))
    assert [one.code for one in came if isinstance(one, Refused)] == ["robots"]
    assert [one.path for one in server.requests].count("/robots.txt") == 2
    assert server.paths("outlet.example") == []


@pytest.mark.parametrize(("name", "end"), [("User-agent", "\n"), ("user  agent", "\r"), ("\u3000useragent", "\x0b")])
def test_robots_made_to_hang_are_read_in_time(name: str, end: str) -> None:
    evil = "".join(f"{name}: x{number}{end}" for number in range(15_000)) + "Disallow: /*a*b*c*d*e$\n" * 14_000
    assert len(evil) > MOST_BYTES
    began = time.monotonic()
    rules = Rules.of(evil.encode())
    assert rules.allow("https://outlet.example/" + "abcd" * 500)
    assert time.monotonic() - began < 5


def test_answers_wait_for_the_caller_and_no_more_is_asked_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.gathering.web.fetching.MOST_UNTAKEN", 250_000)
    server.says["/a"] = page(b"x" * 100_000)
    hosts = [f"h{number}.example" for number in range(20)]
    for host in hosts:
        server.says[f"{host}/a"] = page(b"x" * 100_000)
    settings = polite(allowed=frozenset(hosts), at_once=2)
    with Fetcher(settings, clock=TestClock(), lookup=lookup) as fetcher:
        coming = fetcher.fetched([Asked(server.url("/a", host)) for host in hosts])
        next(coming)
        time.sleep(0.3)
        assert len(server.paths()) <= 6, "one taken, three untaken, and two that were under way when it was full"
        assert len(list(coming)) == 19


def test_another_iterator_goes_on_while_answers_of_one_wait(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.gathering.web.fetching.MOST_UNTAKEN", 250_000)
    server.says["/b"] = page(b"x" * 100_000)
    with Fetcher(polite(at_once=2), clock=TestClock(), lookup=lookup) as fetcher:
        outer = fetcher.fetched([Asked(server.url(f"/b?{number}")) for number in range(20)])
        server.says.update({f"/b?{number}": server.says["/b"] for number in range(20)})
        next(outer)
        time.sleep(0.2)
        asked = len(server.paths())
        assert asked < 10
        for number in range(5):
            assert isinstance(next(fetcher.fetched([Asked(server.url(f"/a?{number}"))])), Answer)
        assert len(list(outer)) == 19
        left = fetcher.fetched([Asked(server.url(f"/b?{number}")) for number in range(20)])
        next(left)
        left.close()  # type: ignore[attr-defined]
        assert len(list(fetcher.fetched([Asked(server.url("/b?1")) for _ in range(9)]))) == 9


def test_a_look_up_that_hangs_is_given_up() -> None:
    async def hanging(host: str, port: int) -> list[str]:
        assert host
        assert port
        await asyncio.sleep(60)
        return []

    settings = polite(bounds=type(POLITE.bounds)(first=0.3), patience=0.0)
    with Fetcher(settings, clock=TestClock(), lookup=hanging) as fetcher:
        came = next(fetcher.fetched([Asked("http://outlet.example/")]))
    assert isinstance(came, Refused)
    assert came.code == "too_slow"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_control_c_ends_a_run_that_waits(server: Server) -> None:
    server.says["/a"] = hangs()
    program = (
        # Whoever runs the tests in the background has handed down that interrupts are passed over.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from reportedly.gathering.web import *\n"
        "s = Politeness(contact='a@b.example', allowed=frozenset({'127.0.0.1'}), delay=0)\n"
        "print('begun', flush=True)\n"
        f"list(fetched([Asked({server.url('/a')!r})], s))\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    )
    try:
        for _ in range(200):
            if server.paths():
                break
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=10)
    finally:
        child.kill()
    assert b"KeyboardInterrupt" in said
    assert b"never awaited" not in said
    assert b"was destroyed" not in said
