"""The words of `pages.yml`, compiled: months, words of publication, link lines and furniture.

All languages are tried on every page: a page's frame is often in another language than its story.
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files

import msgspec
import yaml


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """`pages.yml` of one language, as written."""

    months: tuple[str, ...]
    published: tuple[str, ...]
    links: tuple[str, ...]
    furniture: tuple[str, ...]
    keeps: tuple[str, ...]


@functools.cache
def wordings() -> dict[str, Wording]:
    """Every language of `pages.yml`. Raises `msgspec.ValidationError` where the file doesn't hold together."""
    text = files("reportedly.gathering").joinpath("pages.yml").read_text("utf-8")
    # BaseLoader: strings only, so that "no" and "12:30" stay what they are.
    return msgspec.convert(yaml.load(text, yaml.BaseLoader), dict[str, Wording])  # noqa: S506


@functools.cache
def months() -> dict[str, int]:
    """Names of months, in small letters, to their number."""
    found: dict[str, int] = {}
    for wording in wordings().values():
        for number, names in enumerate(wording.months, 1):
            found.update(dict.fromkeys(names.casefold().split("|"), number))
    return found


@functools.cache
def published_pattern() -> re.Pattern[str]:
    """The words that stand before the day of publication."""
    return _compile(rf"(?<!\w)(?:{_any('published')})(?!\w)")


@functools.cache
def link_pattern() -> re.Pattern[str]:
    """The beginning of a line that names another story; what stands behind it is group "story"."""
    return _compile(rf"^[\W_]*(?:{_any('links')})(?:\s*$|\s*[:\-–—>»|/]+\s*(?P<story>.*)$)")


@functools.cache
def furniture_pattern() -> re.Pattern[str]:
    """A line that is no part of any story; to be matched in full."""
    return _compile(rf"[\W_]*(?:{_any('furniture')})[\W_]*")


def _any(field: str) -> str:
    return "|".join(pattern for wording in wordings().values() for pattern in getattr(wording, field))


def _compile(pattern: str) -> re.Pattern[str]:
    # In the file a space is any white space and ' any apostrophe.
    return re.compile(pattern.replace(" ", r"\s").replace("'", "['’]"), re.IGNORECASE)
