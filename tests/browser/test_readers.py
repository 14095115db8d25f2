"""What a reader's browser is sent: no name of a private person, no exact place, no page, whatever address it asks."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote_plus, urljoin, urlsplit

import pytest

from reportedly.storing import open_store
from tests.browser.desks import Watched, come_in, invited, reportedly, served
from tests.browser.views import judge_everywhere, told

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
PEOPLE = ("Yusuf", "Amrani", "Mariam")
PAGE = {
    "id": "https://ledger.example/2026/teacher-yusuf-amrani-shot-in-ayorou",
    "url": "https://ledger.example/2026/teacher-yusuf-amrani-shot-in-ayorou",
    "outlet": "The Harbour Ledger", "title": "Teacher Yusuf Amrani shot dead in Ayorou", "published": "2026-03-10",
    "text": "Gunmen shot dead Yusuf Amrani, a 34-year-old teacher, in Ayorou, Niger, on 9 March 2026, police said.\n\n"
    "\"They came at dawn,\" said Mariam Amrani, his sister, who counted two dead. Two others were injured in Ayorou.",
}  # fmt: skip
REASONS = {
    "note": "Call Safiya Benkirane in Ayorou, 0700 000 000.", "where": "His sister Mariam says that it was in Ayorou.",
}  # fmt: skip
NEVER = re.compile("/static/|/runs/events$|/sign-out")
ALIKE = 5  # addresses of one path that differ in values alone: a dossier has one for every value


class Answer(NamedTuple):
    """What was answered at an address."""

    status: int
    text: str


class _Links(HTMLParser):
    """The addresses that a page leads to, by links, its graphic and its line of progress."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = ("href", "src", "data-outline", "data-live")
        self.found += [value for name, value in attrs if name in named and value and tag != "link"]


@pytest.fixture
def named_store(store: Path) -> Path:
    """The invented pages and one that names a dead man, his sister and the town, on which people have judged."""
    page = store.with_name("page.jsonl")
    page.write_text(json.dumps(PAGE), encoding="utf-8")
    reportedly("add", page, "--store", store)
    rows = [json.loads(line) for line in reportedly("list", "--store", store, "--json").splitlines()]
    incident = next(row["id"] for row in rows if (row["where"] or {}).get("name") == "Ayorou")
    reportedly("judge", "note", incident, "--why", REASONS["note"], "--store", store)
    reportedly("judge", "value", incident, "where", "Ayorou", "--why", REASONS["where"], "--store", store)
    return judge_everywhere(store)


def walk(watched: Watched, *begin: str) -> Iterator[tuple[str, Answer]]:
    """Every address that the pages lead to, and what is answered there."""
    waiting, known, alike = deque(begin), set(begin), Counter[tuple[str, ...]]()
    while waiting:
        at = waiting.popleft()
        response = watched.context.request.get(watched.address + at)
        text = response.text()
        yield at, Answer(response.status, text)
        if "text/html" not in response.headers["content-type"]:
            continue
        for link in _Links(text).found:
            parts = urlsplit(urljoin(watched.address + at, link))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            shape = (parts.path, *sorted(name for name, _ in parse_qsl(parts.query)))
            alike[shape] += path not in known
            if f"{parts.scheme}://{parts.netloc}" != watched.address or alike[shape] > ALIKE or NEVER.search(path):
                continue
            if path not in known:
                known.add(path)
                waiting.append(path)


def leaks(answers: dict[str, Answer], secrets: set[str]) -> list[str]:
    """Where a secret stands, in what was answered or in the address itself."""
    words = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in secrets), re.IGNORECASE)
    return [
        f"{found[0]} at {at}: {text[max(0, found.start() - 80) : found.end() + 40]}"
        for at, answer in answers.items() for text in (unquote_plus(at), answer.text, unquote_plus(answer.text))
        if (found := words.search(text))
    ]  # fmt: skip


def test_no_address_tells_a_reader_a_name_or_an_exact_place(look: Look, named_store: Path) -> None:
    with open_store(named_store) as store:
        places = set(store.fine_places())
    provinces = {"Dosso", "Niamey", "Isiolo", "Sassandra"}  # towns whose name is their province's, or a part of it
    secrets = {*PEOPLE, "Safiya", "Benkirane", *places} - provinces
    assert {"Ayorou", "Gaya", "غايا"} <= secrets
    reader, coder = (invited(named_store, name, name) for name in ("reader", "coder"))
    with served(named_store, "--team") as address:
        watched = look(address)
        come_in(watched, reader)
        rows = told(watched, "/incidents?background=any&limit=50")["rows"]
        files = [f"/api/v1/{name}" for name in ("incidents.csv?background=any", "incidents.jsonl?background=any",
            "judgements.jsonl", "judgements", "outline?background=any", "facets", "changes?since=2026-01-01",
            "sources?kind=speaker", "sources?kind=outlet", "inbox", "counts", "runs", "openapi.json")]  # fmt: skip
        also = [f"/compare?a={rows[0]['id']}&b={row['id']}" for row in rows[1:]]
        also += [f"/api/v1/incidents/{row['id']}{what}" for row in rows for what in ("", "/history", "/near")]
        answers = dict(walk(watched, "/", "/incidents?background=any", "/changes?since=2026-01-01", *files, *also))
        dead_ends = [at for at, answer in answers.items() if answer.status >= 400]
        found = leaks(answers, secrets)
        assert not found, "\n".join([f"{len(found)} in {len(answers)} answers", *found[:20]])
        assert not dead_ends, dead_ends[:10]
        assert len(answers) > 200
        judges = [at for at, answer in answers.items() if "/judge/" in answer.text or "/reports/" in answer.text]
        assert not [at for at in judges if not at.endswith("openapi.json")]
        other = look(address)
        come_in(other, coder)
        seen = "".join(other.context.request.get(address + at).text() for at in [*also, "/log"])
        assert [word for word in (*PEOPLE, "Safiya", "Ayorou", "Gaya") if word not in seen] == []
        for each in (watched, other):
            each.page.close()  # before the server goes, on whose progress it waits


def test_what_a_reader_asks_for_all_the_same(look: Look, named_store: Path) -> None:
    token = invited(named_store, "reader", "reader")
    with open_store(named_store) as store:
        report = next(reading.report.id for reading in store.readings())
        incident = next(iter(store.incidents())).id
    with served(named_store, "--team") as address:
        watched = look(address)
        watched.refusals_expected = True
        page = come_in(watched, token)
        for path in (f"/reports/{report}", f"/judge/note?incident={incident}", "/incidents?text=Yusuf", "/admin"):
            watched.open(path)
            assert page.locator("h1").inner_text() == "That didn't work", path
            assert page.locator("form[action='/judge'], .page-text").count() == 0
