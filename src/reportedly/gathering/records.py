"""Articles in JSON Lines and JSON arrays, one at a time; what a record of any table becomes."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Callable, Iterator, Mapping

import msgspec

from reportedly.gathering.article import Article, hash_id
from reportedly.gathering.columns import Columns, folded
from reportedly.gathering.guards import MAX_PAGE_BYTES, check_size
from reportedly.model import Failure
from reportedly.model.errors import EmptyInput, InputError, TooLarge, UnreadableInput

_CHUNK = 1 << 20
_BETWEEN = " \t\r\n,"
_WEB = ("http://", "https://")

Row = Mapping[str, object]
"""A record by the names of its columns, folded."""
Take = Callable[[Row, str], Article]
"""Makes an article of a row, which messages call by the second; raises `InputError` where it's none."""


def own_record(row: Row, where: str) -> Article:
    """The article of a record in our own names."""
    fields = {key: clean(row.get(key)) for key in ("id", "url", "outlet", "title", "published", "language")}
    for key in ("text", "html"):
        if not isinstance(row.get(key), str | None):
            raise UnreadableInput(f"{where}: its {key} isn't a string; write it as one")
    text, html = str(row.get("text") or ""), str(row.get("html") or "")
    if not text.strip() and not html.strip() and not fields["title"]:
        missing = "empty" if "text" in row or "html" in row else "missing"
        raise EmptyInput(f"{where}: its text and html are {missing}; nothing to read in it")
    use_html = not text.strip() and bool(html.strip())
    content = (_whole(html) if use_html else _whole(text)).encode()
    check_size(where, len(content))
    return Article(name=where, content=content, kind="html" if use_html else "text", **fields)


def mapped_record(columns: Columns, row: Row, where: str) -> Article:
    """The article of a record in somebody else's names; one with an address and no text is none yet."""
    record = columns.record(row, where)
    url = clean(record.get("url"))
    if url and not any(str(record.get(key) or "").strip() for key in ("text", "html")):
        raise EmptyInput(f"{where}: an address and no text ({url[:200]}); fetch the page first: reportedly fetch")
    return own_record(record, where)


def listed_record(columns: Columns | None, row: Row, where: str) -> Article:
    """What a record says of the page at its address, its text left out. Raises `EmptyInput` where it has none."""
    record = columns.record(row, where) if columns else row
    fields = {key: clean(record.get(key)) for key in ("id", "url", "outlet", "title", "published", "language")}
    url = fields["url"] or "none"
    if not url.casefold().startswith(_WEB):
        raise EmptyInput(f"{where}: no address of the web ({url[:200]}); there's nothing to fetch")
    return Article(name=where, content=b"", kind="auto", **fields)


def line_articles(stream: io.BufferedReader, name: str, take: Take = own_record) -> Iterator[Article | Failure]:
    """The articles of a file of JSON Lines; a line that is none is a failure in its place."""
    number = 0
    while line := stream.readline(MAX_PAGE_BYTES + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > MAX_PAGE_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            too_large = f"{where}: more than {MAX_PAGE_BYTES // 1_000_000} MB in one line; split it or leave it out"
            yield Failure.of(where, TooLarge(too_large))
            continue
        line = line.removeprefix(codecs.BOM_UTF8).strip()
        if line:
            yield _guarded_article(line, where, take)


def array_articles(stream: io.BufferedReader, name: str, take: Take = own_record) -> Iterator[Article | Failure]:
    """The articles of a JSON array, or of one JSON object, read one at a time.

    Raises `EmptyInput` where it holds none; what breaks off or is no JSON is a `Failure` in its place.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    decoder = json.JSONDecoder(strict=False)
    buffer, number, opened = "", 0, False
    step = _CHUNK
    while True:
        buffer = buffer.lstrip(_BETWEEN)
        if not opened and buffer.startswith("["):
            opened, buffer = True, buffer[1:].lstrip(_BETWEEN)
        if buffer.startswith("{"):
            try:
                value, end = decoder.raw_decode(buffer)
            except RecursionError:
                yield _broken(name, number + 1, "is nested too deep")
                return
            except ValueError:
                pass
            else:
                number += 1
                yield article_or_failure(value, f"{name}:{number}", buffer[:end].encode("utf-8", "replace"), take)
                buffer, step = buffer[end:], _CHUNK
                continue
        elif buffer.startswith("]"):
            if not number:
                raise EmptyInput(f"{name}: a JSON array with no article in it; nothing to read")
            return
        elif buffer:
            yield _broken(name, number + 1, "isn't a JSON object")
            return
        more = text.read(step)
        if not more or len(buffer) > MAX_PAGE_BYTES:
            if buffer or opened:
                yield _broken(name, number + 1, "breaks off" if not more else "is too large")
            return
        buffer += more
        step *= 2  # an object of many pieces must not be decoded anew for each of them


def _guarded_article(line: bytes, where: str, take: Take) -> Article | Failure:
    try:
        value = _decode_line(line)
    except UnicodeDecodeError:
        problem = "isn't UTF-8; write the file again as UTF-8"
    except RecursionError:
        problem = "is nested too deep; give one article a line, with a text or html"
    except ValueError:
        problem = f"isn't whole JSON ({len(line):,} bytes; it may break off); write the line again or take it out"
    else:
        return article_or_failure(value, where, line, take)
    return Failure.of(hash_id(line), UnreadableInput(f"{where}: the line {problem}"))


def _decode_line(line: bytes) -> object:
    """One line of JSON: quickly, or with what the strict reader refuses (lone surrogates, NaN, tabs in strings)."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return json.loads(line.decode("utf-8"), strict=False)


def article_or_failure(value: object, where: str, raw: bytes, take: Take) -> Article | Failure:
    """What a record becomes; `raw` is what its id is of where it has none."""
    try:
        if not isinstance(value, Mapping):
            raise UnreadableInput(f"{where}: not a JSON object; give one article a line, with a text or html")
        return take({folded(str(key)): item for key, item in value.items()}, where)
    except InputError as error:
        own = value.get("id") if isinstance(value, Mapping) else None
        return Failure.of(clean(own) or hash_id(raw), error)


def clean(value: object) -> str | None:
    """A field as text on one line; None where it's empty or no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(_whole(str(value)).split()) or None


def _whole(text: str) -> str:
    """`text` with lone surrogates, which UTF-8 can't hold, replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _broken(name: str, number: int, problem: str) -> Failure:
    message = f"{name}: article {number} of the JSON array {problem}; write the file again, or as JSON Lines"
    return Failure.of(f"{name}:{number}", UnreadableInput(message))
