"""`docs/commands.md` says what the program's own help says."""

from __future__ import annotations

from pathlib import Path

from reportedly.cli.manual import manual


def test_the_page_of_commands_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "commands.md"
    assert page.read_text(encoding="utf-8") == manual(), "run: make docs"
