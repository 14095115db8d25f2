"""Templates into pages: what every template has at hand.

Everything is escaped and tamed (`taming`); nothing here marks text as safe.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from reportedly.desk.assets import manifest
from reportedly.desk.facts import fact_name, fact_parts
from reportedly.desk.map_words import map_words
from reportedly.desk.returning import marked
from reportedly.desk.saying import said
from reportedly.desk.short import clip, short_id
from reportedly.desk.strips import strip_of
from reportedly.desk.taming import Exact, shown
from reportedly.desk.words import LANGUAGES
from reportedly.languages.graphic import Pieces, graphic_pieces
from reportedly.model.vocabulary import GRADES, STATES

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # Hebrew, Arabic and what is written like them
_RTL = re.compile(f"[{_LETTERS}]")
_RTL_RUN = re.compile(f"([{_LETTERS}](?:[^a-zA-Z0-9:;,()\u201c\u201d]*[{_LETTERS}])?)")


@cache
def environment() -> Environment:
    """The templates' environment."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    found.filters |= {"short": short_id, "address": path_part, "web": web_address, "clip": clip, "exact": Exact}
    found.globals |= {"asset": asset, "query": query, "LANGUAGES": LANGUAGES, "STATES": STATES, "GRADES": GRADES}
    found.globals |= {"graphic_pieces": _graphic, "strip_of": strip_of, "pieces": pieces}
    found.globals |= {"said": said, "marked": marked}
    found.globals |= {"fact_name": fact_name, "fact_parts": fact_parts, "map_words": map_words}
    return found


def render(template: str, **context: Any) -> str:
    """The template's page."""
    return environment().get_template(template).render(**context)


def _graphic(text: str, language: str | None, asked: bool) -> Pieces:
    """The text in pieces, each with whether it stands behind a click; all in the open where nobody asked."""
    return graphic_pieces(text, language) if asked else ((text, False),)


def pieces(text: str | None) -> list[tuple[str, bool]]:
    """A sentence of the program's that names people of two scripts, in pieces, each with whether it is isolated.

    A run of right-to-left words stands alone, so that the numbers beside it stay where they were written.
    """
    return [(piece, bool(_RTL.match(piece))) for piece in _RTL_RUN.split(text or "") if piece]


def asset(name: str) -> str:
    """The address of a built file."""
    return f"/static/{manifest()[name]}"


def query(pairs: dict[str, Any] | list[tuple[str, str]], **changes: Any) -> str:
    """An address's query with some of its values changed; those that are None or empty are left out."""
    given = list(pairs.items()) if isinstance(pairs, dict) else list(pairs)
    kept = [(name, value) for name, value in given if name not in changes]
    kept += list(changes.items())
    flat = [
        (name, str(each)) for name, value in kept
        for each in (value if isinstance(value, (list, tuple)) else [value]) if each not in (None, "")
    ]  # fmt: skip
    return "?" + urlencode(flat) if flat else ""


def path_part(name: str) -> str:
    """An id as a part of an address."""
    return quote(name, safe="")


def web_address(url: str | None) -> str | None:
    """A page's address where it may be a link; else None.

    It is http or https, and what stands before its path is a host alone: "https://outlet.example@elsewhere.example"
    leads elsewhere.
    """
    try:
        parts = urlsplit(url or "")
        host = parts.hostname if parts.port != 0 and "@" not in parts.netloc else None
    except ValueError:
        return None
    plain = url is not None and url.isprintable() and " " not in url
    return url if plain and host and parts.scheme in ("http", "https") else None
