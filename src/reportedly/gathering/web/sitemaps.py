"""Sitemaps, news sitemaps and sitemap indexes: read as they come, an element at a time."""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree

from reportedly.gathering.web.items import Named
from reportedly.model.errors import NoListing

MOST_ADDRESSES = 50_000
"""Of one sitemap, as the protocol has it."""
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]{0,30}:)?(urlset|sitemapindex)[\s>]")
_ENTITY = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{50000}")


def sitemap_root(content: bytes) -> str | None:
    """ "urlset" or "sitemapindex" where the content begins as one."""
    found = _ROOT.search(content[:5_000])
    return found[1].decode() if found else None


def sitemap(content: bytes, name: str) -> tuple[list[Named], str | None]:
    """The pages of a sitemap, or the sitemaps of an index, and what is wrong where it breaks off."""
    if _ENTITY.search(content) or _LONG_TAG.search(content):
        raise NoListing(f"{name}: declares entities of its own or has an endless tag, which no sitemap needs; not read")
    named: list[Named] = []
    steps = etree.iterparse(
        io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        for _, element in steps:
            if _local(element) not in ("url", "sitemap"):
                continue
            named.append(_named(element))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if len(named) >= MOST_ADDRESSES:
                return named, f"more than {MOST_ADDRESSES:,} addresses; the rest is left out"
    except etree.XMLSyntaxError as error:
        if not named:
            raise NoListing(f"{name}: a sitemap that can't be read ({_why(error)}); tell the outlet") from error
        return named, f"breaks off after {len(named):,} addresses ({_why(error)})"
    return named, None


def _named(url: Any) -> Named:
    words: dict[str, str] = {}
    for element in url.iter():
        if isinstance(element.tag, str) and element.text:
            # A picture or a film of the page has an address and a headline of its own.
            if any(kind in element.tag for kind in ("sitemap-image", "sitemap-video")):
                continue
            words.setdefault(_local(element), element.text.strip())
    return Named(
        links=(words["loc"],) if words.get("loc") else (),
        title=words.get("title"),
        published=words.get("publication_date"),
        updated=words.get("lastmod"),
        language=words.get("language"),
    )


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _why(error: Exception) -> str:
    return " ".join(str(error).split())[:100]
