"""How incidents look: what a recorder needs is there, lines fit, and no page reaches the terminal unescaped."""

from __future__ import annotations

import datetime
import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reportedly.model import (
    Change,
    DifferingValue,
    Estimate,
    Figure,
    Incident,
    Judgement,
    Link,
    LinkedIncident,
    Reading,
    Reprint,
    Telling,
    When,
    Where,
)
from reportedly.sharing.layout import lines_of, mixed, page, plain, safe
from reportedly.sharing.printing import day, headline, place
from reportedly.sharing.terminal import show_changes, show_incident, show_listing, show_log
from tests import samples
from tests.storing.strategies import readings


def names(code: str) -> str:
    return {"SY": "Syria"}.get(code, code)


def shown(reading: Reading, incident: Incident, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    behind = tuple(account for account in reading.accounts if account.id in incident.accounts)
    telling = Telling(report=reading.report, incident=incident, accounts=behind)
    linked = linked_from(telling)
    show_incident(console, linked, [telling], [JUDGEMENT], names)
    show_listing(console, [linked], names)
    show_changes(console, [Change(id=linked.id, kind="changed", fields={"killed": (None, "4")}, now=linked)], names)
    show_log(console, [JUDGEMENT], {})
    return out.getvalue()


JUDGEMENT = Judgement(
    id="j1", kind="value", who="A.\x1b[31m Coder", at=datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC),
    why="the\u202elist", field="where", value="Qasr\x07",
)  # fmt: skip


def linked_from(telling: Telling) -> LinkedIncident:
    """The incident of one page as a linked one, with a word of the page wherever there may be one."""
    incident, report = telling.incident, telling.report
    words = report.text[:20]
    return LinkedIncident(
        id="ab12" * 16, accounts=tuple(map(telling.account_id, telling.accounts)), tellings=(telling.id,),
        event=incident.event, when=incident.when, where=incident.where, background=incident.background,
        killed=incident.killed, injured=incident.injured, killed_by_category=incident.killed_by_category,
        perpetrators=tuple(
            msgspec.structs.replace(p, said_by=dict.fromkeys(p.statuses, (f"{report.id}#a2",)))
            for p in incident.perpetrators
        ),
        reports=(report.id,), languages=(), outlets=(), origins=1, grade="weak",
        grade_reason=words, judgements=("j1",), reopened=(words,),
        disagreements=tuple(
            msgspec.structs.replace(
                d,
                values=tuple(
                    DifferingValue(v.value, tuple(f"{report.id}#{name}" for name in v.accounts)) for v in d.values
                ),
            )
            for d in incident.disagreements
        ),
        reprints=(Reprint(report=report.id, of=words, credit=words, share=0.5),),
        figures=(Figure(account="x#a1", outcome="killed", low=1, high=1, day=None, standing="copied", rule=words),),
        nearest=Link(between=("other#i1", telling.id), probability=0.4, agreed=(words,), differed=(words,)),
    )  # fmt: skip


def test_all_that_a_recorder_needs() -> None:
    reading = samples.reading()
    text = " ".join(shown(reading, reading.incidents[0]).split())
    for part in (
        "Attack · Qasr, Syria (near) · 7 March 2026",
        "Killed 4 (4 to 5) the ministry's figure",
        "civilian: 1",
        "military: 3 (3 to 5)",
        "Injured not stated",
        'groupe "Étoile" [etoile]: claimed by [2]',
        "Grade weak",
        "1 report, 1 origin",
        "no origin of its own: repeats",
        "Not linked other#i1 – La Gazette 0.40 · for it:",
        "Not counted 1 killed: copied",
        "Judged j1 value where Qasr",
        "[1] ministère de la Défense (government) states, in La Gazette, 8 March 2026",
        "3 military killed “Trois soldats”",
        "claims responsibility, relayed by Agence-Deux",
        "killed, different speakers: the ministry says 4",
        "https://gazette.example/1",
    ):
        assert part in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit(width: int) -> None:
    reading = samples.reading(title="عنوان طويل جدا " * 12 + "https://" + "x" * 150)
    lines = shown(reading, reading.incidents[0], width).splitlines()
    assert max(map(cell_len, lines)) <= width


@given(readings())
@settings(max_examples=40, deadline=None)
def test_nothing_of_a_page_is_obeyed(reading: Reading) -> None:
    for incident in reading.incidents:
        text = shown(reading, incident)
        obeyed = {char for char in text if not char.isprintable()} - set("\n\u2068\u2069\u200c\u200d\u3000\xa0")
        assert all(char.isspace() for char in obeyed), obeyed
        assert all(line.count("\u2068") == line.count("\u2069") for line in text.splitlines())


def test_markup_is_text() -> None:
    reading = samples.reading(title="[bold]Titre[/bold] :skull: [link=file:///etc]x[/link]")
    assert "[bold]Titre[/bold] :skull: [link=file:///etc]x[/link]" in " ".join(
        shown(reading, reading.incidents[0], 120).split()
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("one\ntwo\tthree", "one two three"),
        ("\x9b2J", "\\x9b2J"),
        ("👩‍👩‍👧 می‌شود", "👩‍👩‍👧 می‌شود"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_safe(given: str, expected: str) -> None:
    assert safe(given) == expected


def test_arabic_is_isolated_on_each_line() -> None:
    lines = [line.plain for line in lines_of([plain("killed 2 "), page("مقتل جنديين اثنين في هجوم مسلح")], 20)]
    assert len(lines) > 1
    assert lines[0].startswith("killed 2 \u2068")
    assert all(line.count("\u2068") == 1 and line.endswith("\u2069") for line in lines)
    assert lines_of([page("Deux soldats")], 20)[0].plain == "Deux soldats"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "figures differ (the outlet and مسؤول محلي: 10; حاكم إقليم: 8).",
            "figures differ (the outlet and \u2068مسؤول محلي\u2069: 10; \u2068حاكم إقليم\u2069: 8).",
        ),
        ("Attack · غايا · 6 March 2026", "Attack · \u2068غايا\u2069 · 6 March 2026"),
        ("the only figure is that of كتيبة 17 مشاة", "the only figure is that of \u2068كتيبة 17 مشاة\u2069"),
        ("Deux morts", "Deux morts"),
    ],
)
def test_a_figure_stays_beside_its_speaker(text: str, expected: str) -> None:
    assert [line.plain for line in lines_of(mixed(text), 100)] == [expected]


def test_the_source_of_an_arabic_page_keeps_its_order() -> None:
    reading = samples.reading()
    report = msgspec.structs.replace(reading.report, outlet="مرافئ الصباح")
    text = shown(msgspec.structs.replace(reading, report=report), reading.incidents[0], 120)
    assert "Page         \u2068مرافئ الصباح\u2069 · 8 March 2026 · fr · " in text


@given(st.lists(st.text(st.sampled_from("ab قت é漢 "), max_size=30), max_size=5), st.integers(5, 30))
def test_wrapping_loses_no_word(texts: list[str], width: int) -> None:
    lines = [line.plain for line in lines_of([page(text) for text in texts], width)]
    kept = "".join(lines).replace("\u2068", "").replace("\u2069", "")
    assert "".join(kept.split()) == "".join("".join(texts).split())
    assert all(cell_len(line.rstrip()) <= width for line in lines)


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2026-02-21", "2026-02-21", "day", "21 February 2026"),
        ("2026-02-16", "2026-02-22", "week", "16 February 2026 to 22 February 2026 (that week)"),
        ("2026-02-01", "2026-02-28", "month", "February 2026"),
        ("2026-01-01", "2026-12-31", "year", "2026"),
        (None, None, None, "day not known"),
    ],
)
def test_days_are_no_finer_than_known(start: str | None, end: str | None, precision: str | None, expected: str) -> None:
    assert day(msgspec.convert({"start": start, "end": end, "precision": precision}, When)) == expected


def test_places_are_no_finer_than_known() -> None:
    assert (
        place(Where(name="Raqqa", country="SY", admin1="Raqqa", precision="admin1"), names) == "Raqqa, Syria (province)"
    )
    assert place(Where(name=None, country="SY", precision="country"), names) == "Syria (country only)"
    assert place(None, names) == "place not stated"


def test_an_incident_of_which_little_is_known() -> None:
    bare = msgspec.structs.replace(
        samples.incident(), event=None, when=None, where=None, killed=Estimate(12, 12, None), perpetrators=(),
        disagreements=(), killed_by_category={}, accounts=(),
    )  # fmt: skip
    assert headline(bare, names) == "Violence · place not stated · day not known"
    assert "at least 12" in shown(Reading(report=samples.reading().report), bare)
