"""What holds of every format, whatever the dossiers."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportedly.model import Dossier
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.listing import neutral
from tests.sharing.made import GIVEN, NASTY, SECRETS, some
from tests.sharing.reading import files, text_of

QUICK = settings(
    max_examples=7, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
"""Dossiers are large: to shrink one takes minutes."""

HIDDEN = (*SECRETS, "Hidden Street", "A. Coder", "/home/me")


@QUICK
@given(dossiers=some())
def test_nobody_is_named_and_no_cell_begins_a_formula(dossiers: list[Dossier]) -> None:
    for name in FORMATS:
        for file, parts in files(name, dossiers, GIVEN).items():
            text = text_of(file, parts)
            assert [secret for secret in HIDDEN if secret in text] == []
            if file.endswith(".csv"):
                _check_cells(text)


def _check_cells(text: str) -> None:
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(line) for line in lines}) == 1
    for cell in (cell for line in lines for cell in line):
        assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
        assert not cell.startswith("-") or float(cell) <= 0  # a number


@QUICK
@given(dossiers=some())
def test_what_nobody_reviewed_stays_out_and_the_same_gives_the_same(dossiers: list[Dossier]) -> None:
    shy = msgspec.structs.replace(GIVEN, unreviewed=False)
    reviewed = [one for one in dossiers if one.incident.state in ("ready", "sealed")]
    other = [one for one in dossiers if one.incident.state != "cancelled"]
    for name in FORMATS:
        assert files(name, dossiers, shy) == files(name, reviewed, shy)
        assert files(name, dossiers, GIVEN) == files(name, other, GIVEN)


@pytest.mark.parametrize("text", NASTY)
def test_a_formula_is_text(text: str) -> None:
    assert neutral(text).removeprefix("'") == text.removeprefix("'")
    assert neutral(text)[0] not in "=+-@\t\r"


def test_a_negative_number_is_a_number() -> None:
    assert (neutral(-9), neutral(-6.02)) == ("-9", "-6.02")
