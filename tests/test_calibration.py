"""What the reliability tables count."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from reportedly.model import to_json
from tests.samples import reading

ROOT = Path(__file__).parents[1]


@pytest.fixture
def calibration(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "calibration", raising=False)
    import calibration

    return calibration


def test_confidence_that_is_right_has_no_error(calibration: Any) -> None:
    rows, error = calibration.table([(0.75, True)] * 3 + [(0.75, False)])
    assert rows == [(0.7, 4, 0.75, 0.75)]
    assert error == 0


def test_the_error_weighs_each_tenth_by_what_is_in_it(calibration: Any) -> None:
    _, error = calibration.table([(1.0, False), (0.5, True), (0.5, False), (0.5, True)])
    assert error == pytest.approx((1 * 1.0 + 3 * (2 / 3 - 0.5)) / 4)


def judged(calibration: Any, tmp_path: Path, gold: dict[str, Any]) -> list[tuple[str, str | None, bool]]:
    page = reading("gva-7-a")
    (tmp_path / "data" / "gva").mkdir(parents=True)
    (tmp_path / "data" / "gva" / "gold.jsonl").write_text(json.dumps({"id": "gva-7-a", **gold}) + "\n")
    (tmp_path / "out.jsonl").write_bytes(to_json(page) + b"\n" + b'{"report":{"id":"x"},"error":{"code":"empty"}}\n')
    values = calibration.judged("gva", calibration.readings_in(tmp_path / "out.jsonl"), tmp_path / "data")
    return [(v.account.id, v.who.name if v.who else None, v.right) for v in values]


def test_a_toll_is_right_where_it_is_the_coders(calibration: Any, tmp_path: Path) -> None:
    assert judged(calibration, tmp_path, {"killed": 5}) == [("a1", None, False), ("a2", None, True)]


def test_a_perpetrator_is_right_where_the_coder_names_them(calibration: Any, tmp_path: Path) -> None:
    values = judged(calibration, tmp_path, {"killed": 4, "perpetrators": ["Étoile"]})
    assert values[-1] == ("a2", 'groupe "Étoile"', True)


def test_disputed_tolls_judge_nobody(calibration: Any, tmp_path: Path) -> None:
    assert judged(calibration, tmp_path, {"killed": 4, "contested": True}) == []
