"""Articles in JSON Lines, JSON arrays and CSV, one at a time."""

from __future__ import annotations

import codecs
import csv
import enum
import io
import json
from collections.abc import Iterator, Mapping

import msgspec
from resiliparse.parse.encoding import detect_encoding

from reportedly.gathering.article import Article, hash_id
from reportedly.gathering.decoding import bom_of
from reportedly.gathering.guards import MAX_PAGE_BYTES
from reportedly.model import Failure
from reportedly.model.errors import EmptyInput, InputError, TooLarge, UnreadableInput

COLUMNS = frozenset({"id", "url", "outlet", "title", "text", "html", "published", "language"})
_CHUNK = 1 << 20
_BETWEEN = " \t\r\n,"


class Shape(enum.Enum):
    """What a file of articles looks like."""

    LINES = enum.auto()
    ARRAY = enum.auto()
    CSV = enum.auto()
    ARCHIVE = enum.auto()
    PAGE = enum.auto()


def shape_of(head: bytes, name: str) -> Shape:
    """What a file is, by its first bytes; by its name only where these leave it open."""
    text = head.decode(bom_of(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("WARC/"):
        return Shape.ARCHIVE
    bare = name.casefold().removesuffix(".gz")
    if text.startswith("["):
        inner = text[1:].lstrip()
        if inner.startswith("{") or bare.endswith(".json"):
            return Shape.ARRAY
    if text.startswith("{") and (text[1:].lstrip()[:1] in ('"', "}") or bare.endswith((".json", ".jsonl", ".ndjson"))):
        # An object over several lines is an array of one to the reader below.
        first = text.split("\n", 1)[0].strip()
        return Shape.ARRAY if first in ("{", '{"') and not bare.endswith((".jsonl", ".ndjson")) else Shape.LINES
    if bare.endswith((".jsonl", ".ndjson")):
        return Shape.LINES
    named_csv = bare.endswith((".csv", ".tsv"))
    # A table without our columns must not be read as one page of running text.
    table = _delimiter(text.split("\n", 1)[0], named_csv) or (named_csv and text[:1] not in ("", "<"))
    return Shape.CSV if table else Shape.PAGE


def line_articles(stream: io.BufferedReader, name: str) -> Iterator[Article | Failure]:
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
            yield _guarded_article(line, where)


def array_articles(stream: io.BufferedReader, name: str) -> Iterator[Article | Failure]:
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
                yield _article_or_failure(value, f"{name}:{number}", buffer[:end].encode("utf-8", "replace"))
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


def csv_articles(stream: io.BufferedReader, name: str) -> Iterator[Article | Failure]:
    """The articles of a CSV file with a header line; rows are counted by the line that they end on.

    Raises `UnreadableInput` where the header names no column text or html, `EmptyInput` where no row follows.
    """
    head = stream.peek(_CHUNK)
    text = io.TextIOWrapper(stream, encoding=_encoding_of(head), errors="replace", newline="")
    first = text.readline()
    delimiter = _delimiter(first, named_csv=True)
    if delimiter is None:
        raise UnreadableInput(f"{name}: its first line names no column text or html; add a header line")
    header = [column.strip().casefold() for column in next(csv.reader([first.lstrip("\ufeff")], delimiter=delimiter))]
    csv.field_size_limit(MAX_PAGE_BYTES)
    lines = _Lines(text)
    rows = csv.reader(lines, delimiter=delimiter)
    found = False
    while True:
        begin = f"{name}:{rows.line_num + 2}"
        try:
            row = next(rows)
            if lines.ended:  # it asks for a line after the last one only inside a field
                raise csv.Error("the file ends inside a field")
        except StopIteration:
            break
        except csv.Error as error:
            broken = f"{begin}: not CSV from here on ({error}); look for a quotation mark left open"
            yield Failure.of(begin, UnreadableInput(broken))
            return
        if any(row):
            found = True
            yield _row(header, row, f"{name}:{rows.line_num + 1}")
    if not found:
        raise EmptyInput(f"{name}: a header line and no article below it; nothing to read")


class _Lines:
    """The lines of a text, and whether somebody has asked for more of them than there are."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline()
        if not line:
            self.ended = True
            raise StopIteration
        return line


def _row(header: list[str], row: list[str], where: str) -> Article | Failure:
    record = dict(zip(header, row, strict=False))
    content = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    if any(field.strip() for field in row[len(header) :]):
        # A comma outside quotation marks has cut a field in two: its rest must not be lost in silence.
        problem = f"{len(row)} columns where the header has {len(header)}; put quotation marks around its text"
        return Failure.of(hash_id(content), UnreadableInput(f"{where}: {problem}"))
    return _article_or_failure(record, where, content)


def _guarded_article(line: bytes, where: str) -> Article | Failure:
    try:
        value = _decode_line(line)
    except UnicodeDecodeError:
        problem = "isn't UTF-8; write the file again as UTF-8"
    except RecursionError:
        problem = "is nested too deep; give one article a line, with a text or html"
    except ValueError:
        problem = f"isn't whole JSON ({len(line):,} bytes; it may break off); write the line again or take it out"
    else:
        return _article_or_failure(value, where, line)
    return Failure.of(hash_id(line), UnreadableInput(f"{where}: the line {problem}"))


def _decode_line(line: bytes) -> object:
    """One line of JSON: quickly, or with what the strict reader refuses (lone surrogates, NaN, tabs in strings)."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return json.loads(line.decode("utf-8"), strict=False)


def _article_or_failure(value: object, where: str, raw: bytes) -> Article | Failure:
    try:
        return _article(value, where)
    except InputError as error:
        own = value.get("id") if isinstance(value, Mapping) else None
        return Failure.of(_clean(own) or hash_id(raw), error)


def _article(value: object, where: str) -> Article:
    if not isinstance(value, Mapping):
        raise UnreadableInput(f"{where}: not a JSON object; give one article a line, with a text or html")
    fields = {str(key).casefold(): item for key, item in value.items()}
    own = {key: _clean(fields.get(key)) for key in ("id", "url", "outlet", "title", "published", "language")}
    for key in ("text", "html"):
        if not isinstance(fields.get(key), str | None):
            raise UnreadableInput(f"{where}: its {key} isn't a string; write it as one")
    text, html = fields.get("text") or "", fields.get("html") or ""
    if not text.strip() and not html.strip() and not own["title"]:
        missing = "empty" if "text" in fields or "html" in fields else "missing"
        raise EmptyInput(f"{where}: its text and html are {missing}; nothing to read in it")
    use_html = not text.strip() and bool(html.strip())
    content = (_whole(html) if use_html else _whole(text)).encode()
    return Article(name=where, content=content, kind="html" if use_html else "text", **own)


def _clean(value: object) -> str | None:
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


def _delimiter(first: str, named_csv: bool) -> str | None:
    """What parts the columns of a header line; None where the line is no header of articles."""
    for delimiter in (",", ";", "\t"):
        names = [name.strip(' "\ufeff\r\n').casefold() for name in first[:2_000].split(delimiter)]
        known = COLUMNS.intersection(names)
        if known & {"text", "html"} and (named_csv or (len(known) >= 2 and len(known) >= len(names) / 2)):
            return delimiter
    return None


def _encoding_of(head: bytes) -> str:
    marked = bom_of(head)
    if marked:
        return marked
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 8:
            return detect_encoding(head) or "cp1252"
    return "utf-8"


def _broken(name: str, number: int, problem: str) -> Failure:
    message = f"{name}: article {number} of the JSON array {problem}; write the file again, or as JSON Lines"
    return Failure.of(f"{name}:{number}", UnreadableInput(message))
