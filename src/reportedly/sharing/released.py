"""What a release has beside its data: what it is, what is in it, what was left out, what became of the last one.

Pure: the same dossiers under the same policy give the same bytes, so that anybody can make a release anew and compare.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.clearing import WORDS, Policy, Reason
from reportedly.sharing.codebook import pages
from reportedly.sharing.columns import line
from reportedly.sharing.given import File
from reportedly.sharing.native_tables import TABLES, Kind

SUMS = "SHA256SUMS"
"""Of every other file its hash, as `sha256sum` writes them."""
PACKAGE, CRATE, CHANGES = "datapackage.json", "ro-crate-metadata.json", "CHANGES.csv"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ROUGHLY = 10
_KINDS: dict[Kind, str] = {
    "text": "string", "texts": "string", "whole": "integer", "number": "number", "yes_no": "boolean", "day": "date",
    "time": "datetime",
}  # fmt: skip
_MEDIA = {
    "csv": "text/csv", "jsonl": "application/jsonl", "json": "application/json", "geojson": "application/geo+json",
    "jsonld": "application/ld+json", "parquet": "application/vnd.apache.parquet", "md": "text/markdown",
    "ndjson": "application/x-ndjson",
}  # fmt: skip


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an incident since the last release; of a field that is another now what it was and is.

    `kind` is new, revised, merged, split or withdrawn; `other` the incident that it went into, or came from.
    """

    incident: str
    kind: str
    other: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a release is told of itself. `day` is that of the last judgement; `withheld` counts by reason."""

    name: str
    day: datetime.date
    policy: Policy
    incidents: int
    withheld: Mapping[Reason, int]
    last: str | None = None


class Written(msgspec.Struct, frozen=True):
    """A file that was written: its length in bytes and its hash."""

    size: int
    sha256: str


def name_of(dossiers: Iterable[Dossier]) -> str:
    """What a release of these dossiers is called: another where any of them is."""
    found = hashlib.sha256()
    for dossier in dossiers:
        found.update(msgspec.json.encode(dossier) + b"\n")
    return f"release-{found.hexdigest()[:12]}"


class Hashing:
    """Puts down the length and the hash of files as they are written."""

    def __init__(self) -> None:
        self._digests: dict[str, Any] = {}
        self._sizes: Counter[str] = Counter()

    def of(self, file: File) -> File:
        """The file, put down as it's read."""
        return File(file.name, self._read(file))

    def _read(self, file: File) -> Iterator[bytes]:
        digest = self._digests.setdefault(file.name, hashlib.sha256())
        for part in file.parts:
            digest.update(part)
            self._sizes[file.name] += len(part)
            yield part

    @property
    def written(self) -> dict[str, Written]:
        """What was put down until now."""
        return {name: Written(self._sizes[name], digest.hexdigest()) for name, digest in self._digests.items()}


def changes_file(changes: Iterable[Change]) -> File:
    """`CHANGES.csv`: a line for each change."""
    head = ("incident_id", "change", "other_id", "field", "before", "after", "reason")
    lines = (
        line((each.incident, each.kind, each.other, each.field, each.before, each.after, each.reason))
        for each in changes
    )
    return File(CHANGES, (part for part in (line(head), *lines)))


def documents(contents: Contents) -> Iterator[File]:
    """What people read: what this is, the codebook, the statement on doing no harm."""
    yield File("README.md", [_readme(contents).encode()])
    yield File("DO-NO-HARM.md", [_statement(contents).encode()])
    for name, page in pages().items():
        yield File(f"codebook/{name}.md", [page.encode()])


def package(contents: Contents, written: Mapping[str, Written]) -> File:
    """`datapackage.json`: each data file with its hash; of our own tables every column and key."""
    fields = {f"native-csv/{table.name}.csv": table for table in TABLES}
    resources: list[dict[str, Any]] = []
    for path, file in sorted(written.items()):
        ending = path.rpartition(".")[2]
        resource = {
            "name": path.rpartition(".")[0].replace("/", "-").lower(), "path": path, "bytes": file.size,
            "hash": f"sha256:{file.sha256}", "mediatype": _MEDIA.get(ending, "application/octet-stream"),
        }  # fmt: skip
        if path in fields:
            table = fields[path]
            columns = [
                {"name": field.name, "type": _KINDS[field.kind], "description": field.rule} for field in table.fields
            ]
            foreign = [
                {
                    "fields": field.name,
                    "reference": {"resource": f"native-csv-{field.leads_to}", "fields": _first(field.leads_to)},
                }
                for field in table.fields
                if field.leads_to
            ]
            resource["schema"] = {"fields": columns, "foreignKeys": foreign}
        resources.append(resource)
    return _json(PACKAGE, {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": contents.name,
        "title": "Reported incidents of violence, with the words that report them", "created": contents.day.isoformat(),
        "description": "Figures are what is reported, not the bounds of an error.",
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}], "resources": resources,
    })  # fmt: skip


def crate(contents: Contents, written: Mapping[str, Written]) -> File:
    """`ro-crate-metadata.json`, RO-Crate 1.1."""
    files = [
        {"@id": path, "@type": "File", "contentSize": str(file.size), "sha256": file.sha256,
         "encodingFormat": _MEDIA.get(path.rpartition(".")[2], "application/octet-stream")}
        for path, file in sorted(written.items())
    ]  # fmt: skip
    root = {
        "@id": "./", "@type": "Dataset", "name": contents.name, "datePublished": contents.day.isoformat(),
        "description": "Reported incidents of violence, with the words that report them.",
        "license": {"@id": LICENCE}, "hasPart": [{"@id": file["@id"]} for file in files],
    }  # fmt: skip
    about = {
        "@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }  # fmt: skip
    return _json(CRATE, {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [about, root, *files]})


def sums(written: Mapping[str, Written]) -> File:
    """`SHA256SUMS`."""
    return File(SUMS, [f"{file.sha256}  {path}\n".encode() for path, file in sorted(written.items())])


def _first(table: str) -> str:
    return next(each for each in TABLES if each.name == table).fields[0].name


def _json(name: str, value: Any) -> File:
    return File(name, [msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"])


def _readme(contents: Contents) -> str:
    last = f"What became of {contents.last} is in `{CHANGES}`." if contents.last else "It is the first of its kind."
    return f"""\
# {contents.name}

{contents.incidents} incidents of violence, as news pages report them: who says what, each value with the words that
state it. {last}

- `native-csv/`, `native-jsonl/`, `native-parquet/`: our own tables, with every account, value and quote.
- The other files are the same incidents in the layouts of other standards. They are none of those standards' data.
- `codebook/`: every column of every file, and the rule that fills it.
- `{PACKAGE}`, `{CRATE}`: what programs read of this folder. `{SUMS}`: of every file its hash.
- `DO-NO-HARM.md`: what was left out, and what to think of before this is passed on.

`reportedly verify .` checks, without a network, that no file was changed, that every figure leads to a quote, and that
each quote fits its place; with the store, or with whoever holds the pages, also that each quote is where it says.

Low, best and high are figures that were reported, no error bar. An empty cell is “nobody says”, never zero.
"""


def _roughly(reason: Reason, count: int) -> str:
    """How many stayed behind; of sensitive ones only roughly, since one more or less tells of one."""
    if reason != "sensitive":
        return str(count)
    return f"fewer than {_ROUGHLY}" if count < _ROUGHLY else f"{count // _ROUGHLY * _ROUGHLY} or more"


def _statement(contents: Contents) -> str:
    left = [f"- {_roughly(reason, count)}: {WORDS[reason]}" for reason, count in sorted(contents.withheld.items())]
    unsafe = [f"- {words}" for words in contents.policy.unsafe] or ["- nothing"]
    unreviewed = "are in it, and say so" if contents.policy.unreviewed else "are not in it"
    return "\n".join([
        "# Doing no harm", "",
        "This release names nobody who was harmed, no witness, no relative and no single suspect. Names in quotes are",
        "masked (█). A name that no rule recognised may have stayed: if you find one, tell whoever published this.", "",
        "Places are told no finer than a province and a tenth of a degree unless somebody signed off that they may be",
        f"exact. Incidents that nobody has reviewed {unreviewed}.", "",
        "## Left out", "", *(left or ["- nothing"]), "",
        "## Rules that were let go, by a judgement in the log", "", *unsafe, "",
        "## Before you pass it on", "",
        "1. Could anybody be found by what is here together with what else is known?",
        "2. Is a place named that is hospital, school, shelter, place of detention or home?",
        "3. Does a row read as if somebody were guilty? It says only who accuses whom.",
        "4. Could a source be at risk because their words are here?",
        "5. Who corrects an error, and how do those who have this learn of it?", "",
    ])  # fmt: skip
