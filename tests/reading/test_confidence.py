"""What speaks for and against a value, and that nothing else of it changes."""

from __future__ import annotations

import msgspec

from reportedly.model import Account
from reportedly.reading.confidence import LEAST, named_surely, signs_of_killed, signs_of_perpetrator, weighed
from tests.samples import reading

PAGE = reading()
MINISTRY, GROUP = PAGE.accounts


def signs(account: Account) -> set[str]:
    return set(signs_of_killed(account, PAGE.accounts, PAGE.report))


def test_a_figure_is_set_against_the_others_of_its_incident() -> None:
    assert {"how many: 4-9", "figure: exact", "lines: 2", "others: differ", "rule: fr fr.passive"} <= signs(MINISTRY)


def test_giving_no_figure_has_signs_of_its_own() -> None:
    silent = msgspec.structs.replace(GROUP, victims=())
    assert {"others count the dead", "no dead: none"} <= signs(silent)
    assert not any(sign.startswith("how many") for sign in signs(silent))


def test_a_perpetrator_is_judged_by_status_and_kind() -> None:
    (who,) = GROUP.perpetrators
    told = set(signs_of_perpetrator(who, GROUP, PAGE.accounts, PAGE.report))
    assert {"status and type: claimed armed_group", "known actor: True", "told again: 0"} <= told


def test_weighing_changes_nothing_but_confidence() -> None:
    for before, after in zip(PAGE.accounts, weighed(PAGE.accounts, PAGE.report), strict=True):
        assert 0 <= after.confidence <= 1
        assert all(who.confidence is not None and 0 <= who.confidence <= 1 for who in after.perpetrators)
        bare = tuple(msgspec.structs.replace(who, confidence=None) for who in after.perpetrators)
        assert msgspec.structs.replace(after, confidence=before.confidence, perpetrators=bare) == before


def test_weighing_again_gives_the_same() -> None:
    once = weighed(PAGE.accounts, PAGE.report)
    assert weighed(once, PAGE.report) == once


def test_nobody_is_named_on_a_low_chance() -> None:
    (who,) = GROUP.perpetrators
    doubtful = msgspec.structs.replace(who, confidence=LEAST - 0.01)
    likely = msgspec.structs.replace(who, confidence=LEAST)
    unweighed = msgspec.structs.replace(who, confidence=None)
    (account,) = named_surely([msgspec.structs.replace(GROUP, perpetrators=(doubtful, likely, unweighed))])
    assert account == msgspec.structs.replace(GROUP, perpetrators=(likely, unweighed))
