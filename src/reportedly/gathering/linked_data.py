"""JSON-LD of a page: found without a parser, read within bounds."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Sequence

import msgspec

_MAX_BLOCKS, _MAX_BLOCK, _MAX_NODES, _MAX_DEPTH = 30, 1_000_000, 500, 6
_CLOSING = re.compile(r"</script", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|NewsArticle)$")

Node = dict[str, object]


def linked_data(source: str) -> list[Node]:
    """Every object of the page's JSON-LD that has a type, outermost first. Broken blocks are passed over."""
    nodes: list[Node] = []
    for block in itertools.islice(_blocks(source), _MAX_BLOCKS):
        nodes += _walk(_load(block), 0)
    return nodes[:_MAX_NODES]


def article_nodes(nodes: Sequence[Node], *, url: str | None, titles: Sequence[str]) -> list[Node]:
    """The nodes that describe this page's own story, best first; none where several could be it."""
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _types(node))]
    if len(articles) > 1:
        own = [node for node in articles if _is_own(node, url, titles)]
        # Without a match a list of other stories can't be told from the page's own.
        articles = own or ([articles[0]] if len({_key(first_text([a], "headline")) for a in articles}) == 1 else [])
    return articles


def first_text(nodes: Sequence[Node], field: str) -> str | None:
    """The first text of `field`; of an object, its name."""
    return next((text for node in nodes for text in _texts(node.get(field))), None)


def names_of(nodes: Sequence[Node], field: str) -> str | None:
    """All names in `field` of the first node that has some, joined by commas."""
    for node in nodes:
        names = list(dict.fromkeys(_texts(node.get(field))))
        if names:
            return ", ".join(names[:10])
    return None


def _blocks(source: str) -> Iterator[str]:
    position = 0
    for _ in range(10 * _MAX_BLOCKS):
        mark = source.find("ld+json", position)
        start = source.find(">", mark, mark + 500) + 1
        if mark < 0:
            return
        position = mark + 7
        if start and "<script" in source[max(mark - 500, 0) : mark].casefold():
            closing = _CLOSING.search(source, start, start + _MAX_BLOCK)
            if closing is not None:
                yield source[start : closing.start()]
                position = closing.end()


def _load(block: str) -> object:
    block = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", block.strip())
    try:
        return msgspec.json.decode(block)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    try:
        # Line breaks inside strings are common on the web.
        return json.loads(block, strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:_MAX_NODES]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for field in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(value.get(field), depth + 1)


def _types(node: Node) -> list[str]:
    kind = node.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _is_own(node: Node, url: str | None, titles: Sequence[str]) -> bool:
    headline = _key(first_text([node], "headline"))
    if headline and any(_key(title).startswith(headline) or headline.startswith(_key(title)) for title in titles):
        return True
    page = node.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    return url is not None and url in (address, node.get("url"), node.get("@id"))


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for item in value[:20] for text in _texts(item)]
    if isinstance(value, dict):
        value = value.get("name")
    return [html.unescape(value).strip()] if isinstance(value, str) and value.strip() else []


def _key(text: str | None) -> str:
    return "".join(c for c in (text or "").casefold() if c.isalnum())
