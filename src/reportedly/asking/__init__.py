"""Asking: report -> accounts, by a reader that the user brings. It counts only where the page bears it out."""

from reportedly.asking.choice import Choice
from reportedly.asking.reader import ask

__all__ = ["Choice", "ask"]
