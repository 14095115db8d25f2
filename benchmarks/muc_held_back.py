"""Parts the texts of `muc` in two: those to learn from, and those that are held back and never looked at.

    python benchmarks/muc_held_back.py OUT_FOLDER [--learn] [--data FOLDER]

A text is held back where the SHA-256 of its id, as a number, leaves a remainder below 4 when divided by 13:
about 400 of the 1,300, chosen by the id alone. Writes `input.jsonl` and `key.txt`, those of the held-back
texts, or with `--learn` those of the others.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
_TEMPLATE = re.compile(r"^ {0,2}0\. +MESSAGE: ID +(\S+)", re.MULTILINE)


def is_held_back(text_id: str) -> bool:
    """Whether the text with this id (in capitals, as the key writes it) is held back."""
    return int(hashlib.sha256(text_id.encode()).hexdigest(), 16) % 13 < 4


def texts(path: Path, held_back: bool) -> Iterator[str]:
    """The lines of the articles on one side, as they came."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if is_held_back(json.loads(line)["id"].upper()) == held_back:
                yield line


def templates(path: Path, held_back: bool) -> Iterator[str]:
    """The templates of the key on one side, each as it came; comments between them fall away."""
    with gzip.open(path, "rt", encoding="latin1") as file:
        whole = file.read()
    starts = [(match.start(), match.group(1).upper()) for match in _TEMPLATE.finditer(whole)]
    ends = [start for start, _ in starts[1:]] + [len(whole)]
    for (start, text_id), end in zip(starts, ends, strict=True):
        if is_held_back(text_id) == held_back:
            yield whole[start:end]


def write(folder: Path, out: Path, held_back: bool = True) -> tuple[Path, Path]:
    """Writes one side of the set in `folder` into `out`; the paths of its input and its key."""
    out.mkdir(parents=True, exist_ok=True)
    pages, key = out / "input.jsonl", out / "key.txt"
    pages.write_text("".join(texts(folder / "dev.input.jsonl.gz", held_back)), "utf-8")
    key.write_text("".join(templates(folder / "key-dev.txt.gz", held_back)), "latin1")
    return pages, key


def main() -> None:
    """Writes one side into the folder that was given."""
    parser = argparse.ArgumentParser(description="Parts the texts of muc into held back and to learn from.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--learn", action="store_true", help="the texts to learn from instead")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    options = parser.parse_args()
    write(options.data / "muc", options.out, held_back=not options.learn)


if __name__ == "__main__":
    main()
