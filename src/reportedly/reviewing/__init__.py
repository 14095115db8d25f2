"""Judgements: which stand, what they ask of linking, what they change. `docs/why/judgements.md` has the rules."""

from reportedly.reviewing.deciding import decided, dismissal, seen
from reportedly.reviewing.log import Constraints, constraints, contradictions, seals, standing, undone
from reportedly.reviewing.reopening import CLOSED, doubts

__all__ = [
    "CLOSED", "Constraints", "constraints", "contradictions", "decided", "dismissal", "doubts", "seals", "seen",
    "standing", "undone",
]  # fmt: skip
