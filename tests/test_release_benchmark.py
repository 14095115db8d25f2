"""What the benchmark of releases says of a small store."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from reportedly.running import linking
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.stories import Told, page, scored

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def test_it_reads_makes_and_checks_every_incident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "scored", scored)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    benchmark: Any = importlib.import_module("release")
    with open_store(tmp_path / "store.sqlite") as store:
        store.add(page("one", 9, Told("Qasr", 7, 4), Told("Wasita", 8, 3)))
        link_store(store)
    done = [work(tmp_path / "store.sqlite") for work in benchmark.WORKS.values()]
    assert [one.incidents for one in done] == [2, 2, 2]
    assert done[1].written > 0
    assert all(one.megabytes > 1 for one in done)


def test_what_is_wanted_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    benchmark: Any = importlib.import_module("release")
    taken = {"read": (10, 1.0, 50.0), "make": (10, 5.0, 90.0), "check": (10, 1.0, 60.0)}
    more = {"read": (40, 4.0, 50.0), "make": (40, 20.0, 180.0), "check": (40, 4.0, 60.0)}

    def apart(work: str, file: Path) -> Any:
        return benchmark.Done(*(taken if file.name == "less" else more)[work])

    monkeypatch.setattr(benchmark, "_apart", apart)
    assert not benchmark.measure([Path("less"), Path("more")], rounds=1)
    told = capsys.readouterr().out
    assert "each incident more: 5.0 x the time of reading it, wanted at most 12.0: yes" in told
    assert "4.0 x the incidents in 2.00 x the memory, wanted at most 1.25: NO" in told
