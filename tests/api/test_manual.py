"""`docs/reference/api.md` says what the API is, and its example is run as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportedly.api import Serving, make_api
from reportedly.api.app import STATUSES
from reportedly.api.manual import manual
from reportedly.api.searching import MEANINGS
from reportedly.model.search import Search
from tests.walkthrough import steps

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "api.md"
DESK = "http://127.0.0.1:8765"


def test_the_page_is_up_to_date() -> None:
    made = "make docs, or: python -m reportedly.api.manual > docs/reference/api.md"
    assert PAGE.read_text(encoding="utf-8") == manual(), made


def test_every_filter_has_a_meaning() -> None:
    assert tuple(MEANINGS) == Search.__struct_fields__


def test_every_code_and_every_room_is_told_of() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = dict(_codes(page))
    assert told == {code: str(status) for code, status in STATUSES.items()}
    openapi = make_api(Serving(store=Path("store.sqlite"))).openapi()
    for path, operations in openapi["paths"].items():
        for method in operations:
            assert f"### `{method.upper()} {path.removeprefix('/api/v1')}`" in page


def _codes(page: str) -> list[tuple[str, str]]:
    return [(code, status) for status, code in re.findall(r"^\| (\d+) \| `(\w+)` \|", page, re.MULTILINE)]


def test_links_within_the_page_lead_to_a_type() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = {heading.lower() for heading in re.findall(r"^#+ (\w+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= headings


def test_lists_are_described_as_lists(alone: TestClient) -> None:
    (row, *_) = alone.get("/api/v1/incidents").json()["rows"]
    looked = 0
    for path, route in _read(alone.get("/api/v1/openapi.json").json()):
        asked = {"since": "2026-03-01"} | ({"a": row["id"], "b": row["id"]} if path.endswith("/compare") else {})
        response = alone.get(path.replace("{incident}", row["id"]), params=asked)
        if "{" not in path.replace("{incident}", "") and response.status_code == 200:
            (described,) = route["responses"]["200"]["content"].values()
            assert isinstance(response.json(), list) == (described["schema"].get("type") == "array"), path
            looked += 1
    assert looked >= 12


def _read(openapi: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The routes that are read as JSON, without those that never end."""
    routes = [(path, operations["get"]) for path, operations in openapi["paths"].items() if "get" in operations]
    return [(path, route) for path, route in routes if "application/json" in route["responses"]["200"]["content"]]


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_example_is_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportedly.cli"]
    store = tmp_path / "demo.sqlite"
    of_gaya = sorted((ROOT / "examples" / "pages").glob("0[123]-*"))
    subprocess.run([*command, "add", *of_gaya, "--store", store, "--jobs", "1"], check=True)
    serving = [*command, "desk", "--store", str(store), "--port", "0"]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as desk:
        try:
            assert desk.stdout is not None
            found = re.search(r"http://[\w.:]+", desk.stdout.readline())
            assert found
            _follow(tmp_path, found[0])
        finally:
            desk.terminate()


def _follow(folder: Path, address: str) -> None:
    """Runs the page's commands in one shell, and compares what each of them prints with what stands behind it."""
    page = list(steps(PAGE))
    said = [step.text.replace(DESK, address) for step in page if step.kind == "run"]
    script = "\n".join(line if "=$(" in line else f"{line}; echo" for line in said)
    done = subprocess.run(
        ["/bin/bash", "-ec", script], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    printed, compared = done.stdout.splitlines(), [step.text for step in page if step.kind == "print"]
    assert len(printed) == len(compared) == 3
    for line, text in zip(printed, compared, strict=True):
        assert re.match(".*?".join(map(re.escape, text.split("…"))), line), (text, line[:600])
