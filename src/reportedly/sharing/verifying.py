"""Whether a release holds what it says: checked by a stranger, offline, from its folder alone.

That no file was changed, left out or added; that the tables lead into each other; that every figure leads to words, and
that words fit the place where they say they stand. Whoever has the pages' texts can check that place too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from reportedly.sharing.hiding import MASK
from reportedly.sharing.native_tables import TABLES
from reportedly.sharing.public import LONGEST_QUOTE
from reportedly.sharing.released import PACKAGE, SUMS
from reportedly.sharing.tables import LONGEST_LINE, NotARelease, Row, table_of

TextOf = Callable[[Row], str | None]
"""Gives the text of a row of `reports` to whoever has it; None where they haven't."""

_MOST_FILES = 1_000
_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f]{1,400})\n")
_SAFE = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\]+")
_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def problems(folder: Path, text_of: TextOf | None = None) -> Iterator[str]:
    """What is wrong with the release in this folder, a line each; nothing where all is as it says.

    With `text_of` quotes are looked for in the texts too. Raises `NotARelease` where the folder is none.
    """
    changed = list(_changed(folder))
    yield from changed
    if changed:
        return  # what is in files that were changed says nothing
    tables = {table.name: table_of(folder, table.name) for table in TABLES}
    yield from _loose(tables)
    yield from _unquoted(tables)
    yield from _quotes(tables["quotes"])
    yield from _sums(folder)
    if text_of is not None:
        yield from _elsewhere(tables, text_of)


def _changed(folder: Path) -> Iterator[str]:
    """Files that aren't those of which the sums tell."""
    said = _said(folder)
    there = {path.relative_to(folder).as_posix() for path in _files(folder)} - {SUMS}
    for name in sorted(said.keys() - there):
        yield f"{name}: is missing, or no plain file"
    for name in sorted(there - said.keys()):
        yield f"{name}: isn't of this release: {SUMS} doesn't name it"
    for name in sorted(said.keys() & there):
        if _hash(folder / name) != said[name]:
            yield f"{name}: was changed since the release: its hash is another"
    if PACKAGE in there and PACKAGE in said:
        yield from _unlisted(folder, said)


def _said(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        with (folder / SUMS).open("rb") as file:
            text = file.read(LONGEST_LINE).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise NotARelease(f"{folder / SUMS}: can't be read; is {folder} the folder of a release?") from error
    for number, each in enumerate(text.splitlines(keepends=True), 1):
        match = _LINE.fullmatch(each)
        if match is None or not _SAFE.fullmatch(match[2]) or len(found) >= _MOST_FILES:
            raise NotARelease(f"{folder / SUMS}:{number}: not a line of a release's sums")
        found[match[2]] = match[1]
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The plain files below the folder; links are followed nowhere."""
    waiting, seen = [folder], 0
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            seen += 1
            if seen > 10 * _MOST_FILES:
                raise NotARelease(f"{folder}: holds too many files for a release")
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif path.is_file() and not path.is_symlink():
                yield path


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unlisted(folder: Path, said: Mapping[str, str]) -> Iterator[str]:
    """What the data package says of files otherwise than the sums."""
    try:
        package = msgspec.json.decode((folder / PACKAGE).read_bytes())
        listed = {each["path"]: each["hash"] for each in package["resources"]}
    except (msgspec.DecodeError, RecursionError, KeyError, TypeError):
        yield f"{PACKAGE}: isn't that of a release"
        return
    for name, digest in sorted(listed.items()):
        if digest != f"sha256:{said.get(name)}":
            yield f"{PACKAGE}: {name} has another hash there than in {SUMS}"


def _loose(tables: Mapping[str, list[Row]]) -> Iterator[str]:
    """Keys that come twice, and ids that lead nowhere."""
    first = {table.name: table.fields[0].name for table in TABLES}
    names = {name: {row[first[name]] for row in rows} for name, rows in tables.items()}
    for table in TABLES:
        keys = (first[table.name], *table.key)
        seen: set[tuple[object, ...]] = set()
        for row in tables[table.name]:
            key = tuple(row[name] for name in keys)
            if key in seen:
                yield f"{table.name}: {' '.join(map(str, key))} is there twice"
            seen.add(key)
            for field in table.fields:
                if field.leads_to and row[field.name] is not None and row[field.name] not in names[field.leads_to]:
                    yield f"{table.name}: {field.name} {row[field.name]} leads to nothing in {field.leads_to}"


def _unquoted(tables: Mapping[str, list[Row]]) -> Iterator[str]:
    """Values without words, and figures of incidents that no account gives in words."""
    quoted: set[tuple[str, str]] = set()
    for value in tables["values"]:
        if value["quote_id"] is None and value["field"] in ("victims", "perpetrators", "weapons"):
            yield f"values: {value['value_id']} has no quote"
        elif value["field"] == "victims":
            quoted.add((value["account_id"], value["outcome"]))
    figures: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for figure in tables["figures"]:
        figures[figure["incident_id"], figure["outcome"]].append(figure)
        if (figure["account_id"], figure["outcome"]) not in quoted:
            yield f"figures: {figure['account_id']} gives {figure['outcome']}, and no value of it has a quote"
    chosen = {(each["incident_id"], each["field"]) for each in tables["judgements"] if each["kind"] == "value"}
    for incident in tables["incidents"]:
        name = incident["incident_id"]
        for outcome in ("killed", "injured"):
            if (name, outcome) in chosen:
                continue  # a person's number: their reason is in the judgements
            given = {each[bound] for each in figures[name, outcome] for bound in ("low", "high")}
            for bound in ("low", "best", "high"):
                figure = incident[f"{outcome}_{bound}"]
                if figure is not None and figure not in given:
                    yield f"incidents: {name[:12]} has {bound} {figure} {outcome}; no account says so"


def _quotes(quotes: Iterable[Row]) -> Iterator[str]:
    for quote in quotes:
        text, start, end = quote["text"] or "", quote["start"], quote["end"]
        if start is None or end is None or not 0 <= start < end or end - start != len(text):
            yield f"quotes: {quote['quote_id']} doesn't fit its place"
        if len(text) > LONGEST_QUOTE:
            yield f"quotes: {quote['quote_id']} is longer than {LONGEST_QUOTE} code points"
        if quote["masked"] != (MASK in text):
            yield f"quotes: {quote['quote_id']} doesn't say whether something in it is masked"


def _sums(folder: Path) -> Iterator[str]:
    """Rows of the GED-compatible table whose deaths don't add up."""
    path = folder / "ged.csv"
    if not path.exists():
        return
    csv.field_size_limit(LONGEST_LINE)
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    for row in rows:
        if (row.get("id") or "").startswith("#"):
            continue  # the tags of HXL
        try:
            deaths, best = sum(int(row[name] or 0) for name in _DEATHS), int(row["best"] or 0)
        except (KeyError, ValueError):
            yield f"ged.csv:{rows.line_num}: its deaths aren't numbers"
            continue
        if deaths != best:
            yield f"ged.csv:{rows.line_num}: best is {best}, and its deaths are {deaths}"


def _elsewhere(tables: Mapping[str, list[Row]], text_of: TextOf) -> Iterator[str]:
    """Quotes that don't stand where they say, and texts that aren't those that were read."""
    texts: dict[str, str] = {}
    for report in tables["reports"]:
        text = text_of(report)
        if text is None:
            yield f"reports: {report['report_id']} isn't among the texts given: its quotes weren't looked for"
        elif hashlib.sha256(text.encode()).hexdigest() != report["text_sha256"]:
            yield f"reports: {report['report_id']} has another text than the one that was read"
        else:
            texts[report["report_id"]] = text
    for quote in tables["quotes"]:
        if quote["report_id"] in texts and not _stands(quote, texts[quote["report_id"]]):
            yield f"quotes: {quote['quote_id']} isn't what the page says there"


def _stands(quote: Row, text: str) -> bool:
    """Whether the words stand there; a masked letter may be any."""
    words, there = quote["text"], text[quote["start"] : quote["end"]]
    return len(words) == len(there) and all(one in (MASK, other) for one, other in zip(words, there, strict=True))
