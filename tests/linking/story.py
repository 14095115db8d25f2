"""A linking story: a few pages, and which of their tellings are of one incident.

`title` says what is hard. `pages` have id, outlet, language, published and text (headline, blank line, body).
`expect` lists the incidents: `pages` that tell of each, and what is known of it (`when`, `country`, `killed`,
`injured`, `origins`, `grade`, `disagreements`, `perpetrators`). Where a page tells several, its entry says which:
`{page: p4, killed: 1}`; each such word is also a fact of its reading. What isn't expected together is apart;
`apart` names pairs of pages of which one tells no incident that could be listed. `misses` lists the facts that
don't hold yet, by what is to be mended: `reading`, `linking`, `figures`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from reportedly.languages.folder import check_known, load_yaml
from reportedly.linking.origins import origins_of
from reportedly.model import Estimate, Incident, Reading, Report, Telling, When, tellings_of
from reportedly.reconciling import Reconciled, reconcile
from reportedly.running.page import read_report

FOLDER = Path(__file__).parent / "stories"
CLASSES = ("reading", "linking", "figures")
_KEYS = ("title", "pages", "expect", "apart", "misses")
_PAGE_KEYS = ("id", "outlet", "language", "published", "text")
_INCIDENT_KEYS = (
    "pages", "when", "country", "killed", "injured", "origins", "grade", "disagreements", "perpetrators",
)  # fmt: skip
_MEMBER_KEYS = ("page", "killed", "injured", "abducted", "when", "background")
Fact = tuple[str, bool]


class Member(NamedTuple):
    """An entry of an incident's `pages`: the page, and which of its tellings is meant."""

    page: str
    words: tuple[tuple[str, str], ...]
    label: str


class Story(NamedTuple):
    """A story as it stands in its file."""

    name: str
    content: Mapping[str, Any]

    @property
    def misses(self) -> set[str]:
        """The facts that don't hold yet, of all classes."""
        listed = self.content.get("misses") or {}
        return {fact for kind in CLASSES for fact in listed.get(kind) or ()}

    def report_id(self, page: str) -> str:
        """The id of a page's report, unique over all stories."""
        return f"{self.name}/{page}"

    def reports(self) -> Iterator[Report]:
        """The story's pages."""
        for page in self.content["pages"]:
            text = page["text"].strip("\n")
            title, blank, _ = text.partition("\n\n")
            assert blank, f"{self.name}/{page['id']}: needs a headline, a blank line and a body"
            yield Report(
                id=self.report_id(page["id"]),
                text=text,
                title=title,
                outlet=page["outlet"],
                language=page["language"],
                published=datetime.date.fromisoformat(page["published"]),
            )

    def incidents(self) -> list[tuple[Mapping[str, Any], list[Member]]]:
        """Each expected incident with its members, named so that no two are alike."""
        listed = [entry for incident in self.content["expect"] for entry in incident["pages"]]
        pages = [entry if isinstance(entry, str) else entry["page"] for entry in listed]
        several = {page for page in pages if pages.count(page) > 1}
        return [(i, [_member(entry, several) for entry in i["pages"]]) for i in self.content["expect"]]


def _member(entry: str | Mapping[str, str], several: set[str]) -> Member:
    if isinstance(entry, str):
        return Member(entry, (), entry)
    words = tuple((key, value) for key, value in entry.items() if key != "page")
    told = " ".join(f"{key} {value}" for key, value in words)
    return Member(entry["page"], words, f"{entry['page']} ({told})" if entry["page"] in several else entry["page"])


def stories() -> list[Story]:
    """Every story of the folder, in order. Raises `LanguageError` for a key that isn't known."""
    found = [Story(path.stem, load_yaml(path)) for path in sorted(FOLDER.glob("*.yml"))]
    for name, content in found:
        check_known(content, _KEYS, name)
        check_known(content.get("misses") or {}, CLASSES, f"{name}: misses")
        for page in content["pages"]:
            check_known(page, _PAGE_KEYS, f"{name}: pages")
        for incident in content["expect"]:
            check_known(incident, _INCIDENT_KEYS, f"{name}: expect")
            for entry in incident["pages"]:
                check_known({} if isinstance(entry, str) else entry, _MEMBER_KEYS, f"{name}: expect: pages")
    return found


def read(story: Story) -> list[Reading]:
    """The readings of its pages."""
    return [read_report(report) for report in story.reports()]


class Chosen(NamedTuple):
    """The telling of each member, where the page has one, and the tellings that no member means."""

    of: Mapping[Member, Telling]
    others: Mapping[str, tuple[Telling, ...]]


def chosen(story: Story, readings: Sequence[Reading]) -> Chosen:
    """For each member the telling of its page that agrees with most of what it says; the page's first of equals."""
    left = {reading.report.id: list(tellings_of(reading)) for reading in readings}
    of: dict[Member, Telling] = {}
    waiting = [(incident, member) for incident, members in story.incidents() for member in members]
    while waiting:
        agreed = {
            (turn, place): sum(holds for _, holds in _told(incident, member, telling.incident))
            for turn, (incident, member) in enumerate(waiting)
            for place, telling in enumerate(left[story.report_id(member.page)])
        }
        if not agreed:
            break
        turn, place = max(agreed, key=lambda key: (agreed[key], -key[1], -key[0]))
        _, member = waiting.pop(turn)
        of[member] = left[story.report_id(member.page)].pop(place)
    return Chosen(of, {page: tuple(rest) for page, rest in left.items()})


def reading_facts(story: Story, readings: Sequence[Reading]) -> Iterator[Fact]:
    """What each page must be read as, and that it tells nothing else of its own."""
    picked = chosen(story, readings)
    for incident, members in story.incidents():
        for member in members:
            telling = picked.of.get(member)
            yield f"{member.label}: is read", telling is not None
            for fact, holds in _told(incident, member, telling.incident if telling else None):
                yield f"{member.label}: {fact}", holds
    for page in story.content["pages"]:
        rest = picked.others[story.report_id(page["id"])]
        yield f"{page['id']}: nothing else of its own", all(telling.incident.background for telling in rest)


def _told(wanted: Mapping[str, Any], member: Member, got: Incident | None) -> Iterator[Fact]:
    words = dict(member.words)
    for outcome in ("killed", "injured"):
        if outcome in words:
            estimate = getattr(got, outcome) if got else Estimate()
            figures = (estimate.low, estimate.best, estimate.high)
            yield f"{outcome} {words[outcome]}", int(words[outcome]) in figures
    when = words.get("when", wanted.get("when"))
    if when:
        yield f"when {when}", got is not None and _covers(got.when, when)
    if "country" in wanted:
        where = got.where if got else None
        yield f"country {wanted['country']}", where is not None and where.country == wanted["country"]
    if words.get("background") == "yes":
        yield "background", got is not None and got.background


def _covers(when: When | None, day: str) -> bool:
    """Whether the days read have this one (or some of this month) among them."""
    if when is None or when.start is None or when.end is None:
        return False
    start, end = when.start.isoformat(), when.end.isoformat()
    return start.startswith(day) if len(day) < len(start) else start <= day <= end


def linking_facts(story: Story, readings: Sequence[Reading], found: Sequence[tuple[str, ...]]) -> Iterator[Fact]:
    """Which tellings must be together in the clusters `found`; all others are apart."""
    picked = chosen(story, readings)
    cluster_of = {telling: cluster for cluster in found for telling in cluster}
    members = [(turn, member) for turn, (_, listed) in enumerate(story.incidents()) for member in listed]
    for (here, a), (there, b) in combinations(members, 2):
        together = a in picked.of and b in picked.of and picked.of[b].id in cluster_of[picked.of[a].id]
        yield (f"{a.label} = {b.label}", together) if here == there else (f"{a.label} ≠ {b.label}", not together)
    for page in story.content["pages"]:
        rest = picked.others[story.report_id(page["id"])]
        yield f"{page['id']}: nothing else is linked", all(len(cluster_of[telling.id]) == 1 for telling in rest)


def figure_facts(story: Story, readings: Sequence[Reading]) -> Iterator[Fact]:
    """What is expected of the incidents, where what belongs together is put together."""
    picked = chosen(story, readings)
    for number, (wanted, members) in enumerate(story.incidents(), 1):
        tellings = [picked.of[member] for member in members if member in picked.of]
        origins = origins_of([telling.report for telling in tellings])
        got = reconcile(tellings, origins) if tellings else None
        for fact, holds in _figures(wanted, got, origins.count):
            yield f"incident {number}: {fact}", holds


def _figures(wanted: Mapping[str, Any], got: Reconciled | None, origins: int) -> Iterator[Fact]:
    for outcome in ("killed", "injured"):
        if outcome in wanted:
            yield f"{outcome} {wanted[outcome]}", got is not None and _agrees(wanted[outcome], getattr(got, outcome))
    if "origins" in wanted:
        yield f"origins {wanted['origins']}", origins == int(wanted["origins"])
    if "grade" in wanted:
        yield f"grade {wanted['grade']}", got is not None and got.grade == wanted["grade"]
    differences = {f"{d.field} {d.kind}" for d in (got.disagreements if got else ())}
    for entry in wanted.get("disagreements") or ():
        yield f"disagreement {entry}", entry in differences
    statuses = {f"{p.actor} {status}" for p in (got.perpetrators if got else ()) for status in p.statuses}
    for entry in wanted.get("perpetrators") or ():
        yield f"perpetrator {entry}", entry in statuses


def _agrees(wanted: str, got: Estimate) -> bool:
    """Low, best and high, each a number, `any` or `null`."""
    figures = zip(wanted.split(), (got.low, got.best, got.high), strict=True)
    return all(word == "any" or (figure is None if word == "null" else word == str(figure)) for word, figure in figures)
