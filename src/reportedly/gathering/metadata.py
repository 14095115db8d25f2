"""What a page says of itself: headline, day, outlet, byline, language, address.

Read from JSON-LD, meta tags, microdata and a few lines near the headline, with bounded searches over
the source and no parser. Where the sources don't agree or nothing is sure, a field is None.
"""

from __future__ import annotations

import datetime
import functools
import html
import itertools
import re
from collections.abc import Iterable, Sequence

import msgspec

from reportedly.gathering.days import parse_day
from reportedly.gathering.decoding import one_line
from reportedly.gathering.linked_data import article_nodes, first_text, linked_data, names_of

_MAX_TAGS, _MAX_TAG, _MAX_CONTENT = 600, 30_000, 2_000
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.\-]{0,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "date.published", "article.published", "published_time", "publication_date", "publication-date", "publishdate",
    "publish-date", "publish_date", "published-date", "pubdate", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date", "article_date_original", "date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "cre", "article:publisher", "publisher")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_ADDRESSES = ("og:url", "parsely-link", "twitter:url")
_ASKED = frozenset((*_PUBLISHED, *_TITLES, *_OUTLETS, *_AUTHORS, *_ADDRESSES))
# The rest of a tag whose quotation marks match, up to its end
_WHOLE_TAG = re.compile(r"""(?:[^"'=>]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=(?!\s*+["']))*+>""")
_SEPARATORS = re.compile(r"\s+[|\-–—•·:»]{1,2}\s+|\s*\|\s*")
_OFFSET = re.compile(r"[+-](?!00:?00)\d\d:?\d\d$")
_TAGS = re.compile(r"<[^>]{0,3000}>")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself; each field None where it doesn't, or isn't clear."""

    title: str | None = None
    published: datetime.date | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    url: str | None = None


def read_metadata(source: str) -> Metadata:
    """What the page `source` says of itself. Never raises for what a page may hold."""
    metas = _metas(source)
    nodes = linked_data(source)
    url = _canonical(source) or _first(metas, _ADDRESSES)
    heading = _heading(source)
    shown = _first(metas, _TITLES)
    articles = article_nodes(nodes, url=url, titles=[t for t in (heading, shown) if t])
    outlet = _first(metas, _OUTLETS[:1]) or first_text(articles, "publisher") or _first(metas, _OUTLETS)
    outlet = None if outlet and re.match(r"https?:", outlet) else outlet
    language = _language(source)
    return Metadata(
        title=_title(source, outlet, [first_text(articles, "headline"), heading, shown]),
        published=_published(source, metas, articles, language),
        outlet=outlet,
        byline=_byline(source, metas, names_of(articles, "author")),
        language=language,
        url=url if url and re.match(r"https?://", url) else None,
    )


def _metas(source: str) -> dict[str, str]:
    """Name, property or itemprop, in small letters, to the first content that isn't empty; of those asked for."""
    found: dict[str, str] = {}
    for attributes in _tags(source, "meta"):
        names = (attributes.get(kind, "") for kind in ("property", "name", "itemprop"))
        keys = [key for name in names if (key := html.unescape(name).casefold()) in _ASKED]
        content = one_line(html.unescape(attributes.get("content", ""))[:_MAX_CONTENT]) if keys else None
        if content:
            for key in keys:
                found.setdefault(key, content)
    return found


def _tags(source: str, name: str) -> Iterable[dict[str, str]]:
    """The attributes of the first tags of this name, as written. Bounded in tags and in characters."""
    opening = _opening(name)
    position = 0
    for _ in range(_MAX_TAGS):
        start = opening.search(source, position)
        if start is None:
            return
        first = start.end()
        whole = _WHOLE_TAG.match(source, first, first + _MAX_TAG)
        position = whole.end() - 1 if whole else first + _end_of_tag(source[first : first + _MAX_TAG])
        yield {m[1].casefold(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(source, first, position)}


@functools.cache
def _opening(name: str) -> re.Pattern[str]:
    # Not by IGNORECASE, which looks at every character for the "<"
    return re.compile("<" + "".join(f"[{c}{c.upper()}]" for c in name) + r"\s")


def _end_of_tag(piece: str) -> int:
    """Where a tag closes whose quotation marks don't match: the first ">" outside of them."""
    quote, position = "", 0
    for match in re.finditer(r"""["'>]""", piece):
        mark, position = match.group(), match.start()
        if quote:
            quote = "" if mark == quote else quote
        elif mark == ">":
            return position
        elif piece[:position].rstrip().endswith("="):
            quote = mark
    return position


def _first(metas: dict[str, str], keys: Sequence[str]) -> str | None:
    return next((metas[key] for key in keys if key in metas), None)


def _canonical(source: str) -> str | None:
    for attributes in _tags(source, "link"):
        if "canonical" in html.unescape(attributes.get("rel", "")).casefold().split():
            return html.unescape(attributes.get("href", "")).strip() or None
    return None


def _language(source: str) -> str | None:
    for attributes in _tags(source[:20_000], "html"):
        return html.unescape(attributes.get("lang") or attributes.get("xml:lang") or "") or None
    return None


def _heading(source: str) -> str | None:
    """The text of the page's one first-rank heading; None where there are several that differ."""
    found = {one_line(_text_of(m[1])) for m in _matches(source, "<[hH]1\\b", r"[^>]{0,2000}>(.{1,2000}?)</h1")}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _matches(source: str, start: str, rest: str) -> list[re.Match[str]]:
    """Where `rest` follows the first twenty of `start`: a search that a hostile page can't make slow."""
    pattern = re.compile(rest, re.IGNORECASE | re.DOTALL)
    starts = itertools.islice(re.finditer(start, source), 20)  # without IGNORECASE: 20 times as fast
    return [m for m in (pattern.match(source, s.end(), s.end() + 5_000) for s in starts) if m]


def _text_of(markup: str) -> str:
    return html.unescape(_TAGS.sub(" ", markup))


def _title(source: str, outlet: str | None, candidates: list[str | None]) -> str | None:
    """The first candidate, but the longer one where it is cut; the title tag where there is none."""
    given = [title for title in (one_line(c) for c in candidates) if title]
    if not given:
        tags = _matches(source, "<(?:title|TITLE|Title)\\b", r"[^>]{0,500}>(.{1,2000}?)</title")
        given = [t for t in [one_line(_text_of(m[1])) for m in tags[:1]] if t]
    if not given:
        return None
    title = given[0]
    stem = re.sub(r"\s*(?:…|\.\.\.)$", "", title)
    if stem != title:
        title = next((other for other in given[1:] if other.startswith(stem[:-1]) and len(other) > len(stem)), title)
    return _without_site(title, outlet, given[1:])


def _without_site(title: str, outlet: str | None, others: Sequence[str]) -> str:
    """The title without " | Site": where the end is the outlet's name, or another candidate lacks it."""
    parts = list(_SEPARATORS.finditer(title))
    if not parts:
        return title
    for edge, rest in ((title[parts[-1].end() :], title[: parts[-1].start()]),
                       (title[: parts[0].start()], title[parts[0].end() :])):  # fmt: skip
        if outlet and _key(edge) and (_key(edge) == _key(outlet) or (_key(edge) in _key(outlet) and len(edge) > 3)):
            return rest.strip() or title
    return next((other for other in others if title.startswith(other) and len(other) > 15), title)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _published(
    source: str, metas: dict[str, str], articles: Sequence[dict[str, object]], language: str | None
) -> datetime.date | None:
    """The page's day: JSON-LD, then meta tags and microdata, then a time tag by the headline.

    Of two stamps for one moment, the one with an offset from UTC, or with no time at all, gives the local day.
    """
    stamps = [s for s in (first_text(articles, "datePublished"), first_text(articles, "dateCreated")) if s][:1]
    stamps += [metas[key] for key in _PUBLISHED if key in metas]
    tongue = language[:2].casefold() if language else None
    dated = [(stamp.strip(), day) for stamp in stamps if (day := parse_day(stamp, tongue))]
    if not dated:
        return _time_tag(source)
    first = dated[0][1]
    for stamp, day in dated:
        if abs((day - first).days) <= 1 and (_OFFSET.search(stamp) or len(stamp) <= 10):
            return day
    return first


def _time_tag(source: str) -> datetime.date | None:
    """A `<time datetime>` marked as published, or the only day that time tags by the headline give."""
    near = re.search(r"(?i)<h1\b", source)
    start = max(near.start() - 2_000, 0) if near else 0
    days = set()
    for attributes in _tags(source, "time"):
        day = parse_day(html.unescape(attributes.get("datetime", "")))
        marks = html.unescape(f"{attributes.get('itemprop', '')} {attributes.get('class', '')}").casefold()
        if day and ("datepublished" in marks or "pubdate" in attributes or "published" in marks):
            return day
    if near is not None:
        days = {
            parse_day(html.unescape(a.get("datetime", ""))) for a in _tags(source[start : near.end() + 6_000], "time")
        }
        days.discard(None)
    return days.pop() if len(days) == 1 else None


def _byline(source: str, metas: dict[str, str], named: str | None) -> str | None:
    """Who signs the page: JSON-LD, then the author shown as microdata, then meta tags. Addresses aren't names."""
    shown = _matches(source, 'itemprop="author"', r"[^>]{0,300}>(?:\s*<[^>]{0,300}>){0,3}([^<]{2,120})<")
    candidates = [named, *(html.unescape(m[1]) for m in shown[:1]), *(metas.get(key) for key in _AUTHORS)]
    names = (one_line(c) for c in candidates if c and not re.match(r"\s*(?:https?:|//|@)", c))
    return next((name for name in names if name and len(name) <= 200), None)
