"""What of a dossier goes out, and what stays behind. Every name is invented."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

import msgspec
import pytest

from reportedly.model import (
    Account,
    Count,
    Dossier,
    Event,
    Judgement,
    Perpetrator,
    Quote,
    Report,
    Speaker,
    Telling,
    Victim,
    Where,
)
from reportedly.model.vocabulary import JudgementKind, Outcome, Role, State
from reportedly.reconciling import page_incidents
from reportedly.running.joining import Group, incident_of
from reportedly.running.spoken import SENTENCES
from reportedly.sharing.clearing import Policy, Withheld, cleared, has_second_word, is_sensitive
from reportedly.sharing.hiding import MASK, Secret
from reportedly.sharing.veiling import Known, veiled

TITLE = "Two shot in Qasr, Amadou Invented among them"
BODY = (
    "Amadou Invented and another man were shot in Qasr by Selim Madeup, said his aunt Mariam Invented. "
    "Selim Madeup was held, police of Raqqa said."
)
TEXT = f"{TITLE}\n\n{BODY}"
SAFEST, OPEN = Policy(), Policy(unreviewed=True, sensitive=True)


def quote(words: str) -> Quote:
    at = TEXT.index(words)
    return Quote(words, at, at + len(words))


def dossier(
    state: State = "sealed", judgements: tuple[Judgement, ...] = (), outcome: Outcome = "killed",
    roles: tuple[Role, ...] = (), event: str = "Attack", url: str | None = "https://herald.example/two-shot",
) -> Dossier:  # fmt: skip
    account = Account(
        id="a1", incident="i1", act="statement", when=None, weapons=(), background=False, confidence=0.9,
        event=Event(type="Violence against civilians", sub_type=event, quote=quote("shot")),
        speaker=Speaker(name="Mariam Invented", type="family", quote=quote("his aunt Mariam Invented")),
        where=Where(name="Qasr", country="SY", admin1="Raqqa", latitude=35.1234, longitude=38.4321, geonames_id=7,
                    precision="exact", quote=quote("Qasr")),
        victims=(
            Victim(outcome=outcome, count=Count(2, 2), roles=roles, quote=quote("Amadou Invented and another man")),
            Victim(outcome=outcome, count=Count(1, 1), name="Amadou Invented", part_of=0,
                   quote=quote("Amadou Invented")),
        ),
        perpetrators=(Perpetrator(name="Selim Madeup", actor=None, type="individual", status="accused",
                                  quote=quote("Selim Madeup")),),
    )  # fmt: skip
    report = Report(id="p1", text=TEXT, title=TITLE, url=url, outlet="The Invented Herald", language="en",
                    byline="A. Reporter", teasers=("Another story",), published=datetime.date(2026, 3, 8))  # fmt: skip
    [incident] = page_incidents((account,))
    telling = Telling(report=report, incident=incident, accounts=(account,))
    found = incident_of("f" * 64, [telling], Group((telling.id,)))
    found = msgspec.structs.replace(found, state=state, judgements=tuple(entry.id for entry in judgements))
    return Dossier(incident=found, tellings=(telling,), judgements=judgements)


def judged(number: int, kind: JudgementKind, who: str, value: str | None = None) -> Judgement:
    at = datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)
    why = f"{who} rang his aunt Mariam"
    return Judgement(id=f"j{number}", kind=kind, who=who, at=at, why=why, value=value, tellings=("p1#i1",))


READY = judged(1, "state", "Coder One", "ready")


def veiling(value: Dossier, shown: Collection[str], exact: bool) -> Any:
    coders = (Secret("Coder One"), Secret("Coder Two"))
    return veiled(value, Known(SENTENCES, lambda _: (), coders, shown, exact, addresses=True))


def clear(value: Dossier, policy: Policy = OPEN) -> Dossier:
    found = cleared(value, policy, veiling, {"Coder One": "person 1", "Coder Two": "person 2"})
    assert isinstance(found, Dossier)
    return found


def withheld(value: Dossier, policy: Policy = SAFEST) -> tuple[str, ...]:
    found = cleared(value, policy, veiling, {})
    return found.reasons if isinstance(found, Withheld) else ()


def written(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def only(value: Dossier) -> Account:
    [(_, account)] = value.accounts()
    return account


def test_no_private_person_is_named_nor_their_page_s_text_given() -> None:
    found = written(clear(dossier(judgements=(READY,))))
    for secret in ("Amadou", "Mariam", "Selim", "Madeup", "A. Reporter", "Another story", "Coder One", BODY[-20:]):
        assert secret not in found, secret


def test_what_is_masked_is_as_long_and_a_name_of_masks_is_none() -> None:
    account = only(clear(dossier()))
    assert [victim.quote.text for victim in account.victims] == [f"{MASK * 15} and another man", MASK * 15]
    assert account.speaker is not None
    assert (account.speaker.name, account.speaker.type) == (None, "family")
    assert [victim.name for victim in account.victims] == [None, None]
    assert [who.name for who in account.perpetrators] == [None]


def test_of_a_page_goes_out_where_it_is_and_no_text() -> None:
    [report] = clear(dossier()).reports
    assert (report.text, report.url) == ("", "https://herald.example/two-shot")


def test_an_address_that_spells_a_name_or_an_exact_place_stays_behind() -> None:
    for address in (
        "https://herald.example/amadou-invented-shot", "https://herald.example/?q=Mariam%20Invented",
        "https://herald.example/amadouinvented", "https://herald.example/%2541madou", "https://herald.example/qasr/2",
    ):  # fmt: skip
        [report] = clear(dossier(url=address)).reports
        assert report.url is None


def test_places_are_coarse_until_somebody_signs_them_off() -> None:
    where = only(clear(dossier())).where
    assert where is not None
    assert (where.name, where.precision, where.latitude, where.longitude) == ("Raqqa", "near", 35.1, 38.4)
    assert where.geonames_id is None
    assert "Qasr" not in written(clear(dossier()))
    for exact in (
        clear(dossier(judgements=(READY, judged(2, "sign_off", "Coder One", "exact_place")))),
        clear(dossier(), msgspec.structs.replace(OPEN, exact_places=True)),
    ):
        where = only(exact).where
        assert where is not None
        assert (where.name, where.latitude) == ("Qasr", 35.1234)
        assert "Amadou" not in written(exact)


@pytest.mark.parametrize(
    ("state", "reasons"),
    [("new", ("unreviewed",)), ("in_progress", ("unreviewed",)), ("second_opinion", ("unreviewed",)),
     ("ready", ()), ("sealed", ()), ("cancelled", ("cancelled",))],
)  # fmt: skip
def test_what_nobody_said_is_ready_stays_behind(state: State, reasons: tuple[str, ...]) -> None:
    assert withheld(dossier(state)) == reasons
    assert withheld(dossier(state), OPEN) == tuple(reason for reason in reasons if reason == "cancelled")


@pytest.mark.parametrize(
    "sensitive",
    [{"roles": ("child",)}, {"roles": ("journalist",)}, {"roles": ("aid_worker",)}, {"outcome": "detained"},
     {"outcome": "abducted"}, {"event": "Sexual violence"}],
)  # fmt: skip
def test_what_is_sensitive_takes_a_second_person(sensitive: Any) -> None:
    assert is_sensitive(dossier(**sensitive))
    assert withheld(dossier(**sensitive)) == ("sensitive",)
    own = judged(2, "sign_off", "Coder One", "sensitive")
    place = judged(3, "sign_off", "Coder Two", "exact_place")
    assert withheld(dossier(judgements=(READY, own, place), **sensitive)) == ("sensitive",)
    other = judged(4, "sign_off", "Coder Two", "sensitive")
    assert withheld(dossier(judgements=(READY, own, other), **sensitive)) == ()
    assert not has_second_word(dossier(judgements=(other,), **sensitive))


def test_what_is_not_sensitive_takes_one() -> None:
    assert not is_sensitive(dossier(roles=("woman", "student")))
    assert withheld(dossier(roles=("woman", "student"))) == ()


def test_notes_stay_behind_and_people_are_numbers() -> None:
    note = judged(2, "note", "Coder Two")
    found = clear(dossier(judgements=(READY, note)))
    assert [(entry.id, entry.who) for entry in found.judgements] == [("j1", "person 1")]
    assert found.incident.judgements == ("j1",)
    assert "rang" in found.judgements[0].why
    assert "Mariam" not in found.judgements[0].why


def test_what_is_let_go_is_named() -> None:
    assert Policy(unreviewed=True).unsafe == ()
    assert len(Policy(sensitive=True, exact_places=True).unsafe) == 2
