"""What is installed is all there: every data file is of a kind that `pyproject.toml` packs."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "reportedly"


def test_every_data_file_is_packed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = [pattern.removeprefix("**/") for pattern in project["tool"]["setuptools"]["package-data"]["reportedly"]]
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    data = [path for path in files if path.suffix != ".py"]
    left_out = [str(path) for path in data if not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)]
    assert not left_out
    assert len(data) > 100
    code = {path.parent for path in files if path.suffix == ".py"}
    assert not [str(folder) for folder in code if not (folder / "__init__.py").is_file()]
