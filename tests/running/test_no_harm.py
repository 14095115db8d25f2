"""What somebody may try to get out of a release for which no rule was let go. Everybody is invented."""

from __future__ import annotations

import csv
import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from reportedly.model import Account, Count, Event, Perpetrator, Quote, Reading, Report, Speaker, Victim, When, Where
from reportedly.model.vocabulary import Outcome, Role
from reportedly.reconciling import page_incidents
from reportedly.running import judging, linking
from reportedly.running.giving import given_by_the_world
from reportedly.running.judging import Signed
from reportedly.running.linking import link_store
from reportedly.running.releasing import release
from reportedly.running.sharing import share
from reportedly.running.verifying import texts_of
from reportedly.sharing.clearing import Policy
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.verifying import problems
from reportedly.storing import Store, open_store
from tests.sharing.reading import text_of
from tests.stories import scored

ANA, BEA = "Ana Codersson", "Bea Editorova"
WHY = "rang Karim at +963 944 123 456, karim@mail.example; not what befell Luc d'Inventé in Wasita; seen 2026-03-09"
TITLE = "Amadou Madeup shot in Qasr; girl, Salma, taken"
BODY = (
    "Amadou\nMadeup and a man were shot in Qasr by Selim Badman, said Karim Nemosson. M. Madeup's mother wept. "
    "A girl, Salma Vesperin, was taken in Wasita. قُتل موسى المخترع وبموسى."
)
SECRETS = (
    "amadou", "madeup", "selim", "badman", "karim", "nemosson", "salma", "vesperin", "inventé", "luc", "موسى",
    "المخترع", "qasr", "wasita", "girl", "35.123", "38.432", "codersson", "editorova", "944 123", "mail.example",
    "home number",
)  # fmt: skip


def account(name: str, text: str, where: tuple[str, float, float], victims: tuple[tuple[str, str | None], ...],
            outcome: Outcome = "killed", roles: tuple[Role, ...] = ()) -> Account:  # fmt: skip
    def quote(words: str) -> Quote:
        return Quote(words, text.index(words), text.index(words) + len(words))

    place, latitude, longitude = where
    day = datetime.date(2026, 3, 7)
    named = "Karim Nemosson" in text and outcome == "killed"
    return Account(
        id=f"a{name}", incident=f"i{name}", act="statement", weapons=(), background=False, confidence=0.9,
        event=Event(type="Violence against civilians", sub_type="Attack", quote=quote(place)),
        when=When(start=day, end=day, precision="day", quote=None),
        where=Where(name=place, country="SY", admin1="Raqqa", latitude=latitude, longitude=longitude,
                    precision="exact", quote=quote(place)),
        speaker=Speaker(name="Karim Nemosson", type="witness", quote=quote("Karim Nemosson")) if named else None,
        victims=tuple(
            Victim(outcome=outcome, count=Count(1, 1), name=called, roles=roles, quote=quote(words))
            for words, called in victims
        ),
        perpetrators=(Perpetrator(name="Selim Badman", actor=None, type="individual", status="accused",
                                  quote=quote("Selim Badman")),) if named else (),
    )  # fmt: skip


def page(name: str, title: str, text: str, *accounts: Account, url: str | None = None) -> Reading:
    report = Report(
        id=name, text=text, title=title, url=url, outlet="The Wire", byline="B. Nemosson", language="en",
        published=datetime.date(2026, 3, 8), text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    return Reading(report=report, accounts=accounts, incidents=page_incidents(accounts))


QASR, WASITA = ("Qasr", 35.1234, 38.4321), ("Wasita", 36.5678, 39.8765)
TEXT = f"{TITLE}\n\n{BODY}"
CLEAN = "Two die\n\nA man, Amadou Madeup, was shot in Qasr, the ministry said."
OTHER = "Luc d'Inventé dies\n\nLuc d'Inventé died in Wasita in May."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(linking, "scored", scored)
    shot = account(
        "1", TEXT, QASR, (("Amadou\nMadeup", "Amadou Madeup"), ("a man", None), ("موسى المخترع", "موسى المخترع"))
    )
    taken = account("2", TEXT, WASITA, (("A girl, Salma Vesperin", "Salma Vesperin"),), "abducted", ("child",))
    with open_store(tmp_path / "store.sqlite") as opened:
        opened.add(
            page("https://wire.example/amadou-qasr", TITLE, TEXT, shot, taken, url="https://wire.example/girl-9")
        )
        opened.add(page("p2", "Two die", CLEAN, account("1", CLEAN, QASR, (("A man, Amadou Madeup", "Amadou Madeup"),)),
                        url="https://wire.example/2"))  # fmt: skip
        old = account("1", OTHER, WASITA, (("Luc d'Inventé", "Luc d'Inventé"),))
        long_ago = When(start=datetime.date(2025, 5, 1), end=datetime.date(2025, 5, 31), precision="month", quote=None)
        opened.add(page("p3", "Luc d'Inventé dies", OTHER, msgspec.structs.replace(old, when=long_ago)))
        link_store(opened)
        yield opened


def shot_in(store: Store, place: str = "Qasr") -> str:
    return next(each.id for each in store.incidents() if each.where and each.where.name == place)


def made(store: Store, folder: Path, last: Path | None = None) -> str:
    """All that anybody can read in a release of what is ready, names of files among it."""
    release(store, folder, given_by_the_world(), Policy(), last)
    assert list(problems(folder, texts_of(store))) == []
    return everything(folder)


def everything(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "codebook"]
    return "\n".join(
        f"{path.relative_to(folder)}\n{text_of(path.name, path.read_bytes())}" for path in files
    ).casefold()


def test_nobody_and_no_exact_place_is_found_in_any_file(store: Store, tmp_path: Path) -> None:
    judging.set_state(store, shot_in(store), "ready", Signed(ANA, WHY))
    judging.note(store, shot_in(store), Signed(BEA, "his home number"))
    told = made(store, tmp_path / "out")
    assert [secret for secret in SECRETS if secret in told] == []
    assert "https://wire.example/2" in told
    assert "seen 2026-03-09" in told


def test_nor_in_a_format_by_itself(store: Store, tmp_path: Path) -> None:
    judging.set_state(store, shot_in(store), "ready", Signed(ANA, WHY))
    (tmp_path / "out").mkdir()
    for name, shape in FORMATS.items():
        share(store, shape, tmp_path / "out" / f"{name}{shape.ending}", given_by_the_world(), Policy())
    told = everything(tmp_path / "out")
    assert [secret for secret in SECRETS if secret in told] == []


def test_what_changed_doesnt_tell_what_may_be_told_no_more(store: Store, tmp_path: Path) -> None:
    judging.set_state(store, shot_in(store), "ready", Signed(ANA, "done"))
    judging.sign_off(store, shot_in(store), "exact_place", Signed(ANA, "a capital"))
    first = tmp_path / "Amadou's release"
    assert "qasr" in made(store, first)
    judging.undo(store, "j2", Signed(ANA, "his mother asks"))
    told = made(store, tmp_path / "second", first)
    assert [secret for secret in SECRETS if secret in told] == []
    with (tmp_path / "second" / "CHANGES.csv").open(encoding="utf-8", newline="") as file:
        told_of = {each["field"]: (each["before"], each["after"]) for each in csv.DictReader(file)}
    assert told_of["place_name"] == ("████", "Raqqa")
    assert told_of["latitude"] == ("withheld", "35.1")


def test_why_something_stays_behind_isnt_told_of_it(store: Store, tmp_path: Path) -> None:
    taken = next(each.id for each in store.incidents() if each.killed.best is None)
    judging.set_state(store, taken, "ready", Signed(ANA, "done"))
    assert taken not in made(store, tmp_path / "a")
    judging.sign_off(store, taken, "sensitive", Signed(BEA, "agreed"))
    assert taken in made(store, tmp_path / "b")
    judging.undo(store, "j2", Signed(BEA, "not agreed"))
    made(store, tmp_path / "c", tmp_path / "b")
    changes = (tmp_path / "c" / "CHANGES.csv").read_text(encoding="utf-8")
    assert f"{taken},withdrawn,,,,,it isn't cleared to go out any more" in changes
    statement = (tmp_path / "c" / "DO-NO-HARM.md").read_text(encoding="utf-8")
    assert "- fewer than 10: of children" in statement


def test_where_something_went_isnt_told_where_that_stays_behind(store: Store, tmp_path: Path) -> None:
    shot, taken = shot_in(store), next(each.id for each in store.incidents() if each.killed.best is None)
    judging.set_state(store, shot, "ready", Signed(ANA, "done"))
    assert shot in made(store, tmp_path / "a")
    judging.merge(store, [shot, taken], Signed(ANA, "one attack"))
    both = store.find(shot).now
    judging.set_state(store, both or "", "ready", Signed(ANA, "done"))
    told = made(store, tmp_path / "b", tmp_path / "a")
    [row] = csv.DictReader((tmp_path / "b" / "CHANGES.csv").read_text(encoding="utf-8").splitlines())
    assert (row["incident_id"], row["change"], row["other_id"]) == (shot, "withdrawn", "")
    assert taken not in told


def test_the_day_of_what_stays_behind_isnt_told(store: Store, tmp_path: Path) -> None:
    later = datetime.date(2026, 3, 20)
    text = "A girl, Salma Vesperin, was taken in Wasita, said Selim Badman."
    taken = account("1", text, WASITA, (("A girl, Salma Vesperin", "Salma Vesperin"),), "abducted", ("child",))
    when = When(start=later, end=later, precision="day", quote=None)
    store.add(page("p5", "Girl taken", text, msgspec.structs.replace(taken, when=when)))
    link_store(store)
    release(store, tmp_path / "out", given_by_the_world(), Policy(unreviewed=True))
    told = everything(tmp_path / "out")
    assert "2026-03-07" in told
    assert later.isoformat() not in told


def test_an_address_that_names_somebody_isnt_told(store: Store, tmp_path: Path) -> None:
    for name, url in (("p6", "https://karim:secret@wire.example/6"), ("p7", "file:///home/karim/7.html")):
        store.add(page(name, "Two die", CLEAN, account("1", CLEAN, QASR, (("A man, Amadou Madeup", None),)), url=url))
    link_store(store)
    judging.set_state(store, shot_in(store), "ready", Signed(ANA, "done"))
    told = made(store, tmp_path / "out")
    assert "https://wire.example/2" in told
    assert [secret for secret in ("karim", "secret@", "/home/") if secret in told] == []


def test_who_signed_off_answers_for_what_they_saw_alone(store: Store, tmp_path: Path) -> None:
    shot = shot_in(store)
    judging.sign_off(store, shot, "exact_place", Signed(BEA, "a capital"))
    later = CLEAN.replace("A man", "A boy")
    boy = account("1", later, QASR, (("A boy, Amadou Madeup", "Amadou Madeup"),), roles=("child",))
    judging.sign_off(store, shot, "sensitive", Signed(BEA, "agreed"))
    store.add(page("p4", "Two die", later, boy))
    link_store(store)
    judging.set_state(store, shot, "ready", Signed(ANA, "done"))
    assert shot not in made(store, tmp_path / "a")
    judging.sign_off(store, shot, "sensitive", Signed(BEA, "agreed again"))
    told = made(store, tmp_path / "b")
    assert shot in told
    assert "qasr" not in told  # nobody has answered anew for the place


def test_what_nobody_saw_of_a_closed_incident_doesnt_go_out(store: Store, tmp_path: Path) -> None:
    luc = next(each.id for each in store.incidents() if each.when and each.when.precision == "month")
    judging.set_state(store, luc, "ready", Signed(ANA, "done"))
    assert luc in made(store, tmp_path / "a")
    gone = Report(id="p3", text="", retrieved="2026-03-20T10:00:00Z", withdrawn=True)
    store.add(Reading(report=gone, accounts=(), incidents=()))
    link_store(store)
    assert luc not in made(store, tmp_path / "b")


CELLS = ("=1+1", " =1+1", "\n=1+1", "\u200b=1+1", "＝1+1", "a;=1+1", "a\n@SUM(1)", "-1+1", "\t1", "+1", "a;\t=1")


def test_no_cell_of_a_table_is_computed(store: Store, tmp_path: Path) -> None:
    shot = shot_in(store)
    judging.set_state(store, shot, "ready", Signed(ANA, "done"))
    made(store, tmp_path / "a")
    for number, cell in enumerate(CELLS):
        judging.set_state(store, shot, "ready" if number % 2 else "sealed", Signed(ANA, cell))
    judging.set_state(store, shot, "in_progress", Signed(ANA, "done"))
    judging.choose(store, shot, "killed", "7", Signed(ANA, "=1;=2"))
    judging.set_state(store, shot, "sealed", Signed(ANA, "done"))
    assert "=1;'=2" in made(store, tmp_path / "b", tmp_path / "a")
    for path in (tmp_path / "b").rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        for delimiter in (",", ";"):
            for row in csv.reader(text.splitlines(), delimiter=delimiter):
                assert [each for each in row if each.strip("\u200b \t\n").startswith(("=", "+", "@", "＝"))] == [], path
