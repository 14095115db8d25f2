"""Passwords: which are good enough (NIST SP 800-63B), how they are kept (argon2id, RFC 9106), whether one fits."""

from __future__ import annotations

import functools
import itertools
import re
import threading
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import msgspec

from reportedly.people import sentences
from reportedly.people.errors import WeakPassword, team_library

SHORTEST, LONGEST = 12, 256  # code points, as `len()` counts, of the normal form
_LONGEST_TYPED = 4_096  # before normalising: what is longer isn't looked at
_LONGEST_UNIT = 4  # "abcabcabcabc" is three characters, written often
_AT_ONCE = 2  # each check takes 64 MiB and every lane a core: more at once would only wait for each other
_LEET = str.maketrans("0134578@$!", "oieastbasi")
_DIGITS = "01234567890123456789"


class Hashing(msgspec.Struct, frozen=True):
    """What a check of a password costs: passes over so many KiB in so many lanes.

    The defaults are RFC 9106's second recommended parameters, and argon2-cffi's own.
    """

    passes: int = 3
    kibibytes: int = 65_536
    lanes: int = 4


class Passwords:
    """Hashes passwords and compares them. Every method raises `MissingExtra` where argon2-cffi isn't installed."""

    def __init__(self, hashing: Hashing) -> None:
        self._hashing = hashing
        self._gate = threading.BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        with self._gate:
            return str(self._hasher.hash(_normal(password)))

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the password of which this is kept; where nothing is, no, and it takes as long."""
        decoy = self._decoy  # made before anything is compared, so that no answer is slower for it
        with self._gate:
            try:
                self._hasher.verify(decoy if kept is None else kept, _normal(password))
            except team_library("argon2.exceptions").VerifyMismatchError:
                return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether it was made with other parameters than today's."""
        return bool(self._hasher.check_needs_rehash(kept))

    @functools.cached_property
    def _hasher(self) -> Any:
        cost = self._hashing
        make: Callable[..., Any] = team_library("argon2").PasswordHasher
        return make(cost.passes, cost.kibibytes, cost.lanes, hash_len=32, salt_len=16)  # argon2id is its default

    @functools.cached_property
    def _decoy(self) -> str:
        return str(self._hasher.hash("nobody's"))


def check(password: str, name: str) -> None:
    """Raises `WeakPassword` where the rules refuse a password for the person of this name."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        raise WeakPassword(sentences.TOO_SHORT.of(n=SHORTEST))
    if len(normal) > LONGEST or len(password) > _LONGEST_TYPED:
        raise WeakPassword(sentences.TOO_LONG.of(n=LONGEST))
    if _is_of(normal, name):
        raise WeakPassword(sentences.OWN_NAME.of())
    if _is_common(normal):
        raise WeakPassword(sentences.TRIED_FIRST.of())


def _normal(password: str) -> str:
    """One form for what looks the same however it was typed (NIST SP 800-63B, 3.1.1.2)."""
    typed = password[:_LONGEST_TYPED].encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", typed)


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalpha())


def _is_of(password: str, name: str) -> bool:
    """Whether all its letters are the name, once or repeated."""
    letters, own = _letters(password), _letters(name)
    return bool(own) and len(letters) % len(own) == 0 and letters == own * (len(letters) // len(own)) and letters != ""


def _is_common(password: str) -> bool:
    folded = password.casefold()
    if any(folded == (folded[:unit] * len(folded))[: len(folded)] for unit in range(1, _LONGEST_UNIT + 1)):
        return True
    words, rows = _common()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    if any(len(text) > _LONGEST_UNIT and text in row for text in (folded, bare) for row in rows):
        return True
    return any(_made_of(_letters(text), words) for text in (folded, bare, bare.translate(_LEET)))


def _made_of(letters: str, words: frozenset[str]) -> bool:
    """Whether the letters are words of the list in a row; the ends that can be reached, from the left."""
    reached = {0}
    longest = max(map(len, words))
    for end in range(1, len(letters) + 1):
        if any(start in reached and letters[start:end] in words for start in range(max(0, end - longest), end)):
            reached.add(end)
    return bool(letters) and len(letters) in reached


@functools.cache
def _common() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that passwords are often made of, and the rows of keys, there and back."""
    text = (files("reportedly.people") / "data" / "common_passwords.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = [_DIGITS, *(line[1:].casefold() * 2 for line in lines if line.startswith("~"))]
    words = frozenset(_letters(line) for line in lines if not line.startswith("~"))
    return words, tuple(itertools.chain(rows, (row[::-1] for row in rows)))
