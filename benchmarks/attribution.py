"""Who says what, in any news: `reportedly.reading.citing` alone, over every sentence of annotated English texts.

    python benchmarks/attribution.py [--data FOLDER]

The texts (`attribution/attributions.jsonl` beside the checkout, in `../shared/data`) are no part of the
project; where they aren't there, this says so and ends well. An annotated source counts as found where the
source of one of our attributions overlaps it and that attribution's cue or content overlaps the same
annotation's cue or content; cue and content are counted in the same way, with one of the other two parts.
One of ours answers one of theirs at most; those whose part is empty on either side are left out. Half of
the texts, by a hash of their ids, were read for errors and fitted the model (`training/citing.py`); the
figures of the last line are those of the other half.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.reading.citing import citations

DATA = Path(__file__).parents[2] / "shared" / "data"
ROLES = ("source", "cue", "content")
Spans = tuple[tuple[int, int], ...]
Attribution = dict[str, Spans]  # by role


@dataclass(frozen=True)
class Text:
    """An annotated text; `held_back`: neither read for errors nor fitted on."""

    text: str
    attributions: tuple[Attribution, ...]
    held_back: bool


def texts(data: Path = DATA) -> Iterator[Text]:
    """The annotated texts; raises `FileNotFoundError` where they aren't there."""
    with (data / "attribution" / "attributions.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            told = tuple({role: _spans(each[role]) for role in ROLES} for each in entry["attributions"])
            held = int(hashlib.sha256(entry["id"].encode()).hexdigest(), 16) % 2 == 1
            yield Text(entry["text"], told, held)


def _spans(parts: Iterable[dict[str, int]]) -> Spans:
    return tuple((part["start"], part["end"]) for part in parts)


def ours(text: str) -> list[Attribution]:
    """What the program finds, in the annotation's shape."""
    return [{"source": (c.source,), "cue": (c.cue,), "content": c.content} for c in citations(text, "en")]


def touch(some: Spans, others: Spans) -> bool:
    """Whether two rows of spans share a code point."""
    return any(a < d and c < b for a, b in some for c, d in others)


def found(role: str, told: Sequence[Attribution], read: Sequence[Attribution]) -> int:
    """How many of `told` one of `read` answers, one to one and as many as can be (augmenting paths)."""
    rest = [r for r in ROLES if r != role] if role != "source" else ["cue", "content"]
    fits = [
        [n for n, t in enumerate(told) if touch(r[role], t[role]) and any(touch(r[k], t[k]) for k in rest)]
        for r in read
    ]
    taken: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for n in fits[at]:
            if n not in tried:
                tried.add(n)
                if n not in taken or place(taken[n], tried):
                    taken[n] = at
                    return True
        return False

    return sum(place(at, set()) for at in range(len(read)))


def figures(chosen: Sequence[Text]) -> dict[str, dict[str, float]]:
    """Precision, recall and F of each role over these texts."""
    counts = {role: [0, 0, 0] for role in ROLES}
    for each in chosen:
        read = ours(each.text)
        for role in ROLES:
            told = [t for t in each.attributions if t[role]]
            mine = [r for r in read if r[role]]
            for at, more in enumerate((found(role, told, mine), len(mine), len(told))):
                counts[role][at] += more
    return {role: _rates(*counted) for role, counted in counts.items()}


def _rates(right: int, read: int, told: int) -> dict[str, float]:
    precision, recall = right / max(read, 1), right / max(told, 1)
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def main() -> int:
    """Prints a table for each half and, last, the figures of the half held back as a line of JSON."""
    parser = argparse.ArgumentParser(description="Scores who says what.")
    parser.add_argument("--data", type=Path, default=DATA)
    try:
        all_texts = list(texts(parser.parse_args().data))
    except FileNotFoundError as missing:
        print(f"attribution: skipped, there is no {missing.filename}", file=sys.stderr)
        return 0
    measured: dict[str, dict[str, float]] = {}
    for name, held in (("fitted on", False), ("held back", True)):
        chosen = [each for each in all_texts if each.held_back == held]
        measured = figures(chosen)
        print(f"{name}: {len(chosen)} texts")
        for role, rates in measured.items():
            print(f"  {role:<8} " + "  ".join(f"{rate} {value:.3f}" for rate, value in rates.items()))
    print(json.dumps(measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
