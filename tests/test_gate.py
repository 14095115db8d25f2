"""The quality floor only goes up, unless somebody lowers it on purpose."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[1]
CHECKER = "print('1 pages, 0 violations')"
SCORER = (
    "import json; print('a table'); print(json.dumps({'killed': {'exact': 0.5, 'of': 8}, 'injured': {'exact': 0.25}}))"
)

LINKS_SCORER = "import json; print(json.dumps({'pairwise': {'f1': 0.8}, 'fused': {'killed_exact': 0.7}}))"


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, on a made-up set whose every reading scores a half and a quarter."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))  # it imports its neighbours
    spec = importlib.util.spec_from_file_location("gate", ROOT / "benchmarks" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gate", module)  # dataclasses look their module up
    spec.loader.exec_module(module)
    tools, data = tmp_path / "tools", tmp_path / "data"
    tools.mkdir()
    (data / "gva").mkdir(parents=True)
    (tools / "check_reading.py").write_text(CHECKER)
    (tools / "score_counts.py").write_text(SCORER)
    (tools / "score_links.py").write_text(LINKS_SCORER)
    (data / "gva" / "input.jsonl.gz").write_bytes(b"")
    (data / "gva" / "gold.jsonl").write_text("{}")
    monkeypatch.setattr(module, "FLOOR", tmp_path / "floor.json")
    monkeypatch.setattr(module, "WORK", tmp_path / "work")
    return module


def run(gate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["gate.py", "--data", str(tmp_path / "data"), *options])
    status: int = gate.main()
    return status


def floor(tmp_path: Path, name: str = "gva") -> dict[str, float]:
    figures: dict[str, float] = json.loads((tmp_path / "floor.json").read_text())[name]["figures"]
    return figures


def test_the_floor_only_goes_up(
    gate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(gate, tmp_path, monkeypatch, "--pin") == 0
    assert "muc: skipped, there is no" in capsys.readouterr().out
    assert floor(tmp_path) == {"killed.exact": 0.5, "injured.exact": 0.25}
    assert floor(tmp_path, "gva-links") == {"pairwise.f1": 0.8, "fused.killed_exact": 0.7}
    (tmp_path / "tools" / "score_counts.py").write_text(SCORER.replace("0.5", "0.4").replace("0.25", "0.3"))
    assert run(gate, tmp_path, monkeypatch, "--only", "gva") == 1
    assert "BELOW" in capsys.readouterr().out
    assert run(gate, tmp_path, monkeypatch, "--only", "gva", "--pin") == 1
    assert floor(tmp_path) == {"killed.exact": 0.5, "injured.exact": 0.3}
    assert run(gate, tmp_path, monkeypatch, "--only", "gva", "--lower") == 0
    assert floor(tmp_path) == {"killed.exact": 0.4, "injured.exact": 0.3}


def test_figures_of_other_files_are_not_compared(
    gate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(gate, tmp_path, monkeypatch, "--pin")
    (tmp_path / "data" / "gva" / "gold.jsonl").write_text("{ }")
    (tmp_path / "tools" / "score_counts.py").write_text(SCORER.replace("0.5", "0.4"))
    assert run(gate, tmp_path, monkeypatch, "--only", "gva") == 0
    assert "the floor is of other files" in capsys.readouterr().out


def test_a_violation_of_the_contract_fails(gate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tools" / "check_reading.py").write_text("raise SystemExit(1)")
    assert run(gate, tmp_path, monkeypatch, "--only", "gva") == 1
