"""The documentation holds together: links lead somewhere, pictures are there, are looked at, and are small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES, MOST_BYTES_IN_ALL = 150_000, 2_500_000
_LINK = re.compile(r"\[([^]]*)\]\(([^)\s]+)\)")


def links(page: Path) -> list[tuple[str, str]]:
    """What a page links to, with the words of the link."""
    text = re.sub(r"```.*?```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [(words, target) for words, target in _LINK.findall(text) if "://" not in target]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for words, target in links(page):
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        assert found.exists(), f"{words}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [re.sub(r"[^\w\- ]", "", each).lower().replace(" ", "-") for each in headings], target


def test_pictures_are_small_made_and_looked_at() -> None:
    files = sorted(PICTURES.glob("*.png"))
    shown = {(page.parent / target).resolve() for page in DOCS for _, target in links(page) if target.endswith(".png")}
    assert shown == set(files)
    made = re.findall(r'Shot\(\s*"([a-z-]+)"', (PICTURES / "make.py").read_text(encoding="utf-8"))
    assert sorted(made) == sorted(file.stem for file in files)
    assert not [file.name for file in files if file.stat().st_size > MOST_BYTES]
    assert sum(file.stat().st_size for file in files) < MOST_BYTES_IN_ALL


def test_pictures_are_told_to_who_does_not_see_them() -> None:
    told = [words for page in DOCS for words, target in links(page) if target.endswith(".png")]
    assert not [words for words in told if len(words.split()) < 3]
