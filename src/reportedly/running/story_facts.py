"""Does a story read as a careful reader would read it? Each thing that its `expect` says is a fact.

`docs/languages.md` describes the fields. Incidents are paired in order: those of the story's own first,
background after them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportedly.languages.folder import check_known, load_yaml
from reportedly.model import Account, Estimate, Incident, Reading, Report
from reportedly.model.errors import LanguageError
from reportedly.running.page import read_report
from reportedly.scripts import fold

_KEYS = ("story", "published", "expect", "not", "misses", "about")
_INCIDENT_KEYS = (
    "killed", "killed_also", "injured", "injured_also", "abducted", "missing", "when", "when_also", "place",
    "place_also", "country", "event", "by_category", "parts", "perpetrators", "perpetrators_also", "accounts", "may",
    "background", "disagreements", "admin1",
)  # fmt: skip
Fact = tuple[str, bool]


def stories_of(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name and content of each story of a language folder. Raises `LanguageError` for an unknown key."""
    for path in sorted((folder / "stories").glob("*.yml")):
        story = load_yaml(path)
        check_known(story, _KEYS, f"{folder.name}/stories/{path.name}")
        for incident in story.get("expect") or []:
            check_known(incident, _INCIDENT_KEYS, f"{folder.name}/stories/{path.name}: expect")
        yield path.name, story


def check_story(name: str, story: Mapping[str, Any], language: str) -> Iterator[str]:
    """One line for each fact that doesn't hold though not listed in `misses`, and each listed one that does."""
    known = set(story.get("misses") or [])
    facts = list(facts_of(story, read_story(story, language)))
    unknown = known - {fact for fact, _ in facts}
    for fact, holds in facts:
        if not holds and fact not in known:
            yield f"{name}: {fact}"
        elif holds and fact in known:
            yield f"{name}: holds now, take it out of `misses`: {fact}"
    for fact in sorted(unknown):
        yield f"{name}: `misses` names a fact that the story doesn't have: {fact}"


def read_story(story: Mapping[str, Any], language: str) -> Reading:
    """The reading of a story's text; raises `LanguageError` where it has no headline above its body."""
    text = story["story"].strip("\n")
    title, separator, _ = text.partition("\n\n")
    published = story.get("published")
    if not separator:
        raise LanguageError(f"a story needs a headline, a blank line and a body: {title[:60]!r}")
    day = datetime.date.fromisoformat(published) if published else None
    return read_report(Report(id="story", text=text, title=title, language=language, published=day))


def facts_of(story: Mapping[str, Any], reading: Reading) -> Iterator[Fact]:
    """What the story says must be read, each with whether it was."""
    expected = story.get("expect") or []
    own = [i for i in reading.incidents if not i.background]
    past = [i for i in reading.incidents if i.background]
    wanted_own = [e for e in expected if e.get("background") != "yes"]
    wanted_past = [e for e in expected if e.get("background") == "yes"]
    yield f"{len(wanted_own)} incidents of its own", len(own) == len(wanted_own)
    for label, wanted, got in (("incident", wanted_own, own), ("background", wanted_past, past)):
        for number, one in enumerate(wanted):
            incident = got[number] if number < len(got) else None
            for fact, holds in _incident_facts(one, incident, reading):
                yield f"{label} {number + 1}: {fact}", holds
    for words in story.get("not") or []:
        yield f"leaves alone: {words}", not _touched(words, reading)


def _incident_facts(wanted: Mapping[str, Any], got: Incident | None, reading: Reading) -> Iterator[Fact]:
    for field in ("killed", "injured"):
        if field in wanted:
            readings = [wanted[field], *(wanted.get(f"{field}_also") or [])]
            holds = got is not None and any(_estimate_agrees(w, getattr(got, field)) for w in readings)
            yield f"{field} {wanted[field]}", holds
    when = got.when.start.isoformat() if got and got.when and got.when.start else None
    if "when" in wanted:
        readings = [wanted["when"], *(wanted.get("when_also") or [])]
        yield f"when {wanted['when']}", any(_starts(w, when) for w in readings)
    where = got.where if got else None
    if "country" in wanted:
        yield f"country {wanted['country']}", where is not None and where.country == wanted["country"]
    if "place" in wanted:
        readings = [wanted["place"], *(wanted.get("place_also") or [])]
        yield f"place {wanted['place']}", any(_same_place(w, where.name if where else None) for w in readings)
    if "event" in wanted:
        sub_type = (got.event.sub_type if got and got.event else None) or "null"
        yield f"event {wanted['event']}", got is not None and sub_type in wanted["event"].split("|")
    for category, figures in (wanted.get("by_category") or {}).items():
        given = got.killed_by_category.get(category) if got else None
        yield f"killed, {category} {figures}", given is not None and _estimate_agrees(figures, given)
    for name, _kind, status in wanted.get("perpetrators") or []:
        statuses = {s for p in (got.perpetrators if got else ()) if _alike(name, p.name) for s in p.statuses}
        yield f"perpetrator {name} {status}", bool(statuses & set(status.split("|")))
    accounts = [a for a in reading.accounts if got and a.id in got.accounts]
    for entry in wanted.get("accounts") or []:
        yield f"account of {entry[0]} {entry[2]} {entry[3]}", any(_account_agrees(entry, a) for a in accounts)
    for field in wanted.get("disagreements") or []:
        yield f"disagreement on {field}", field in {d.field for d in (got.disagreements if got else ())}


def _starts(wanted: str, got: str | None) -> bool:
    return got is None if wanted == "null" else got is not None and got.startswith(wanted)


def _same_place(wanted: str, got: str | None) -> bool:
    return got is None if wanted == "null" else _alike(wanted, got)


def _alike(wanted: str | None, got: str | None) -> bool:
    """Whether one name holds the other, or they share half of the shorter's words."""
    a, b = ({fold(w) for w in (name or "").replace("'", " ").replace("-", " ").split()} for name in (wanted, got))
    if not a or not b:
        return False
    return len(a & b) >= max(1, min(len(a), len(b)) / 2)


def _estimate_agrees(wanted: str, got: Estimate) -> bool:
    words = wanted.split()
    if words[0] == "about":
        number = int(words[1])
        return got.low is not None and 0.75 * number <= got.low <= 1.25 * number
    figures = (
        [got.low, got.best, got.high] if len(words) == 3 else [got.low, got.high] if len(words) == 2 else [got.low]
    )
    return all(
        word == "any" or (figure is None if word == "null" else figure is not None and int(word) == figure)
        for word, figure in zip(words, figures, strict=True)
    )


def _account_agrees(entry: list[str], account: Account) -> bool:
    name, types, acts, killed = entry[0], entry[1], entry[2], entry[3]
    if name == "null":
        if account.speaker is not None:
            return False
    elif (
        account.speaker is None
        or not (_alike(name, account.speaker.name) or _alike(name, account.speaker.quote.text))
        or account.speaker.type not in types.split("|")
    ):
        return False
    return account.act in acts.split("|") and _killed(account) in killed.split("|")


def _killed(account: Account) -> str:
    counted = [
        v.count.low for v in account.victims if v.outcome == "killed" and v.part_of is None and v.count.low is not None
    ]
    return str(sum(counted)) if counted else "null"


def _touched(words: str, reading: Reading) -> bool:
    text = reading.report.text
    start = text.find(words)
    if start < 0:
        raise LanguageError(f"the story doesn't hold the words of `not`: {words!r}")
    quotes = [
        value.quote
        for a in reading.accounts
        for value in (a.event, *a.victims, *a.perpetrators)
        if value is not None and value.quote is not None
    ]
    return any(q.start < start + len(words) and start < q.end for q in quotes)
