"""FollowTheMoney entities: events, the articles that prove them, the bodies that are said to have done it.

FollowTheMoney has no property for the dead and hurt: figures stand in an event's summary, and in our own tables. That
somebody is said to have done it is a link with its words ("accused"), never the event's own property: a claim is no
proof.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from reportedly.model import Dossier, Report
from reportedly.sharing.case import MOST_NAMED, Case
from reportedly.sharing.days import span
from reportedly.sharing.given import File, Given, LeftOut, chosen
from reportedly.sharing.parties import Side
from reportedly.sharing.public import LONGEST_QUOTE, public_address
from reportedly.sharing.veiling import public_report

_LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra"}  # FollowTheMoney has ISO 639-3


def ftm(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """The entities as JSON Lines, each once."""
    yield File("entities.ftm.json", _lines(dossiers, given, left_out))


def _lines(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[bytes]:
    seen: set[str] = set()
    for dossier in chosen(dossiers, given, left_out):
        for entity in entities(Case(dossier, given)):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield msgspec.json.encode(entity) + b"\n"


def entities(case: Case) -> Iterator[dict[str, Any]]:
    """The event, its articles, and who is said to have done it."""
    event = f"incident-{case.incident.id}"
    articles = [_article(case, report) for report in case.dossier.reports]
    yield from articles
    yield _event(case, event, [article["id"] for article in articles])
    for side in case.sides.named[:MOST_NAMED]:
        body = _body(side)
        yield body
        link = _id("link", event, body["id"])
        roles = [f"{status} to have done it" for status in side.statuses]
        yield _entity(link, "UnknownLink", {
            "subject": [body["id"]], "object": [event], "role": roles, "date": _dates(case)[:1],
        })  # fmt: skip


def _event(case: Case, name: str, proof: list[str]) -> dict[str, Any]:
    what = case.sub_type or case.event_type or "Violence"
    title = ", ".join(part for part in (what, case.place, case.country, case.days_told) if part)
    days = _dates(case)
    place = case.place.replace(";", ",") if case.place else None  # which would part it in two
    country = case.country_code.lower() if case.country_code else None
    return _entity(name, "Event", {
        "name": [title], "startDate": days[:1], "endDate": days[-1:], "country": [country], "location": [place],
        "summary": [case.account_of()], "keywords": [case.event_type, case.sub_type], "proof": proof,
        "recordId": [case.incident.id], "notes": ["Not reviewed by a person."] if case.unreviewed else [],
    })  # fmt: skip


def _article(case: Case, report: Report) -> dict[str, Any]:
    title = case.words.page(report.title[:LONGEST_QUOTE]) if report.title else None
    title = title or f"A page of {_clean(report.outlet) or 'an outlet that is not told'}"
    return _entity(_id("article", public_report(report.id)), "Article", {
        "title": [title], "publisher": [report.outlet], "sourceUrl": [public_address(report.url)],
        "publishedAt": [str(report.published) if report.published else None],
        "language": [_LANGUAGES.get(report.language or "")],
        "notes": [f"SHA-256 of its text: {report.text_sha256}"] if report.text_sha256 else [],
    })  # fmt: skip


def _body(side: Side) -> dict[str, Any]:
    schema = "PublicBody" if side.kind in ("state", "external") else "Organization"
    return _entity(_id("body", schema, side.name or ""), schema, {"name": [side.name]})


def _dates(case: Case) -> list[str]:
    days = span(case.when)
    return [str(day) for day in days] if days else []


def _entity(name: str, schema: str, properties: Mapping[str, Sequence[str | None]]) -> dict[str, Any]:
    told = {key: list(dict.fromkeys(filter(None, map(_clean, values)))) for key, values in properties.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in told.items() if values}}


def _clean(value: str | None) -> str:
    """The value as FollowTheMoney keeps it: without signs that nobody can see, on one line."""
    text = value or ""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") else char for char in text)
    return " ".join(text.split())


def _id(kind: str, *parts: str) -> str:
    return f"{kind}-{hashlib.sha256('|'.join(parts).encode('utf-8', 'replace')).hexdigest()[:40]}"
