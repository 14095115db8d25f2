"""Which event a short extract reports, among those that it speaks of."""

from __future__ import annotations

import pytest

from reportedly.model import Report
from reportedly.reading.page import parse

REPORTED = {
    "Rebel fighters captured the village of Kolvani on Monday after heavy clashes with the army.": (
        "Non-state actor overtakes territory"
    ),
    "Soldiers found two rifles and forty grenades in a farm near Wexbury, police said on Monday.": (
        "Disrupted weapons use"
    ),
    "Riot police fired tear gas to disperse a student rally in Wexbury on Monday.": "Protest with intervention",
    "The army set up a new military base near Kolvani as part of a ceasefire deal.": "Headquarters or base established",
    "Warplanes carried out air strikes on Kolvani on Monday.": "Air/drone strike",
}


@pytest.mark.parametrize("text", REPORTED)
def test_the_event_that_is_reported(text: str) -> None:
    accounts = parse(Report(id="e", text=text, language="en")).accounts
    assert [account.event.sub_type for account in accounts if account.event][:1] == [REPORTED[text]]


def test_what_is_no_event_of_acleds_is_none() -> None:
    text = "Police arrested two men and recovered counterfeit notes from a flat in Wexbury after a drug tip-off."
    assert all(account.event is None for account in parse(Report(id="e", text=text, language="en")).accounts)
