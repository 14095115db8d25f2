"""Workers that can be ended: order, limits, crashes, and what is left behind. Invented items."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator

import msgspec
import pytest

from reportedly.model.errors import InputError, LanguageError, NotText, TooSlow, WorkerDied
from reportedly.running.workers import AHEAD, Limits, run_ordered


class Good(msgspec.Struct, frozen=True):
    value: int
    pid: int


class Bad(msgspec.Struct, frozen=True):
    why: str


def work(item: str) -> Good | Bad:
    """What the item says: a number, or a way to go wrong."""
    what, _, value = item.partition(" ")
    if what == "sleep":
        time.sleep(float(value))
    elif what == "spin":
        while True:
            pass
    elif what == "fatal":
        raise LanguageError(f"{value}.yml: no rule")
    elif what == "grow":
        bytearray(int(value) * 1_000_000)
    elif what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "refuse":
        raise NotText(f"{item}: not text")
    elif what == "break":
        raise KeyError("a defect\nof two lines")
    elif what == "bad":
        return Bad(value)
    return Good(int(float(value)) if value else 0, os.getpid())


def cannot_start() -> None:
    raise RuntimeError("no lexicon")


def run(*items: str, jobs: int = 1, seconds: float = 20, megabytes: int = 1_500) -> list[Good | Bad | InputError]:
    return list(run_ordered(work, items, jobs=jobs, limits=Limits(seconds, megabytes)))


def test_results_come_in_the_order_of_the_items() -> None:
    found = run("sleep 0.3", *(f"n {i}" for i in range(40)), "bad luck", jobs=2)
    assert [r.value for r in found[:-1] if isinstance(r, Good)] == [0, *range(40)]
    assert found[-1] == Bad("luck")


def test_an_item_past_its_time_is_ended_and_the_rest_goes_on() -> None:
    start = time.monotonic()
    found = run("n 1", "sleep 60", "spin", "n 2", seconds=0.2)
    assert time.monotonic() - start < 20
    assert [type(r) for r in found] == [Good, TooSlow, TooSlow, Good]
    assert str(found[1]) == "sleep 60: took more than 0.2 s and was ended; split it or leave it out"


def test_waiting_costs_nothing() -> None:
    """A busy machine makes a page wait for the processor: that is no fault of the page."""
    (found,) = run("sleep 0.4", seconds=0.2)
    assert isinstance(found, Good)


def test_an_error_of_our_own_data_ends_the_run_in_its_turn() -> None:
    results = run_ordered(work, ["sleep 0.3", "fatal en", "n 1"], jobs=2)
    assert isinstance(next(results), Good)
    with pytest.raises(LanguageError, match=r"^en\.yml: no rule$"):
        next(results)
    assert not multiprocessing.active_children()


def test_memory_is_bounded() -> None:
    found = run("grow 3000", "n 1", megabytes=1_000)
    assert isinstance(found[0], WorkerDied)
    assert "1000 MB" in str(found[0])
    assert isinstance(found[1], Good)


def test_a_crash_costs_its_own_item_alone() -> None:
    found = run("n 1", "die", "n 2", "die", "n 3", jobs=2)
    assert [type(r) for r in found] == [Good, WorkerDied, Good, WorkerDied, Good]
    assert "signal 9" in str(found[1])


def test_input_errors_are_values_of_their_class_and_others_name_theirs() -> None:
    refused, broken, fine = run("refuse", "break", "n 1")
    assert isinstance(refused, NotText)
    assert str(refused) == "refuse: not text"
    assert isinstance(broken, WorkerDied)
    assert "KeyError" in str(broken)
    assert "\n" not in str(broken)
    assert isinstance(fine, Good)


def test_items_are_read_only_a_little_ahead() -> None:
    read = 0

    def items() -> Iterator[str]:
        nonlocal read
        for i in range(1_000):
            read += 1
            yield f"n {i}"

    results = run_ordered(work, items(), jobs=1, limits=Limits(20))
    for given in range(5):
        next(results)
        assert read <= given + AHEAD + 2
    results.close()  # type: ignore[attr-defined]


def test_closing_ends_all_workers() -> None:
    results = run_ordered(work, (f"n {i}" for i in range(100)), jobs=2, limits=Limits(20))
    first = next(results)
    assert isinstance(first, Good)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()
    with pytest.raises(ProcessLookupError):
        os.kill(first.pid, 0)


def test_an_error_of_the_source_ends_all_workers() -> None:
    def items() -> Iterator[str]:
        yield "n 1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run_ordered(work, items(), jobs=2, limits=Limits(20)))
    assert not multiprocessing.active_children()


def test_workers_are_replaced_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.running.workers.RECYCLE", 10)
    found = run(*(f"n {i}" for i in range(25)))
    assert len({r.pid for r in found if isinstance(r, Good)}) == 3


def test_a_worker_that_cannot_start_is_an_error_not_a_hang() -> None:
    with pytest.raises(WorkerDied, match="could not start: RuntimeError: no lexicon"):
        list(run_ordered(work, ["n 1"], jobs=1, limits=Limits(5), warm=cannot_start))


def test_nothing_to_do() -> None:
    assert run() == []
