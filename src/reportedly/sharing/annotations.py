"""W3C Web Annotations: each value at the words that state it, by their offsets in the page's text (JSON-LD)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.given import File, Given, LeftOut, chosen
from reportedly.sharing.native import quoted_values

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def webannotations(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A page of annotations, one for each value that is quoted."""
    yield File("annotations.jsonld", _page(dossiers, given, left_out))


def _page(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[bytes]:
    yield f'{{"@context":"{CONTEXT}","type":"AnnotationPage","items":['.encode()
    between, names = b"\n", hashlib.sha256()
    for dossier in chosen(dossiers, given, left_out):
        for value, quote, report in quoted_values(dossier):
            names.update(value["value_id"].encode("utf-8", "replace") + b"|")
            yield between + msgspec.json.encode(_annotation(value["value_id"], value, quote, report))
            between = b",\n"
    yield f'\n],"id":"urn:reportedly:page:{names.hexdigest()[:32]}"}}\n'.encode()


def _annotation(name: str, value: dict[str, Any], quote: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": quote["start"], "end": quote["end"]},
    ]
    if not quote["masked"]:  # a name that is withheld can't be searched for
        selectors.insert(0, {"type": "TextQuoteSelector", "exact": quote["text"]})
    target: dict[str, Any] = {"source": report["url"] or _urn("report", report["report_id"]), "selector": selectors}
    if report["text_sha256"]:
        target["dcterms:identifier"] = f"sha256:{report['text_sha256']}"
    if report["published"]:
        target["state"] = {"type": "TimeState", "sourceDate": f"{report['published']}T00:00:00Z"}
    incident = f"urn:reportedly:incident:{value['incident_id']}"
    return {
        "id": _urn("value", name),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "value": said(value), "format": "text/plain", "purpose": "identifying"},
            {"type": "SpecificResource", "source": incident, "purpose": "linking"},
        ],
        "target": target,
    }


def said(value: dict[str, Any]) -> str:
    """The value in a few signs: `killed=12`, `killed=12..`, `when=2026-03-05`."""
    match value["field"]:
        case "victims":
            low, high = value["low"], value["high"]
            number = f"{low}" if low == high and low is not None else f"{low if low is not None else ''}..{high or ''}"
            return f"{value['outcome']}={'' if number == '..' else number}"
        case "when":
            start, end = value.get("date_start"), value.get("date_end")
            return f"when={start or ''}" + (f"..{end}" if end and end != start else "")
        case "perpetrators":
            return f"perpetrator={value.get('value') or ''} ({value['status']})"
        case "weapons":
            return f"weapon={value.get('value') or ''}"
        case field:
            return f"{field}={value.get('value') or value.get('type') or value.get('country') or ''}"


def _urn(kind: str, *parts: str) -> str:
    return f"urn:reportedly:{kind}:{hashlib.sha256('|'.join(parts).encode('utf-8', 'replace')).hexdigest()[:32]}"
