"""The first page and our own tellings of it, through the command, judged by the shared checker and scorer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TELLINGS = ROOT / "tests" / "data" / "tellings"
STORIES = {
    "the page itself": (SHARED / "seed" / "sadanews-fr.txt", SHARED / "seed" / "sadanews-fr.expected.json"),
    "in English": (TELLINGS / "seed-en.txt", TELLINGS / "seed-en.expected.json"),
    "in Arabic": (TELLINGS / "seed-ar.txt", TELLINGS / "seed-ar.expected.json"),
}


@pytest.mark.skipif(not (SHARED / "tools").is_dir(), reason="the shared scorers aren't here")
@pytest.mark.parametrize("story", STORIES)
def test_a_careful_reader_finds_every_fact(story: str, tmp_path: Path) -> None:
    page, expected = STORIES[story]
    command = [sys.executable, "-m", "reportedly.cli", "read", str(page), "--published", "2026-02-22"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    readings = tmp_path / "seed.jsonl"
    readings.write_bytes(done.stdout)
    for judge in (["check_reading.py", str(readings)], ["score_seed.py", str(expected), str(readings)]):
        judged = subprocess.run(
            [sys.executable, str(SHARED / "tools" / judge[0]), *judge[1:]], capture_output=True, text=True, check=False
        )
        failed = [line for line in judged.stdout.splitlines() if not line.startswith("holds")]
        assert judged.returncode == 0, "\n".join(failed)
