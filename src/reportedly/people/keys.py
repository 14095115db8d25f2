"""Random tokens, and what is kept of them: a hash only. A token has 256 bits, so a plain SHA-256 can't be undone."""

from __future__ import annotations

import hashlib
import hmac
import secrets

API_PREFIX = "rpt_"
"""How every API token begins, so that programs that look for leaked secrets know one."""


def fresh(prefix: str = "") -> str:
    """A new token: 256 random bits in 43 characters of URL-safe base64, behind the prefix."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(token: str) -> str:
    """The CSRF token of the session with this token: it follows from it, and nothing leads back."""
    return hmac.new(token.encode("utf-8", "surrogatepass"), b"reportedly csrf", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that doesn't tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
