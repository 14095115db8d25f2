"""Every sentence that the program makes is one of its templates'; else the desk would show it in English."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from reportedly.model import Incident
from reportedly.reconciling import Reconciled
from reportedly.reconciling.rules import Rule, table
from tests.reconciling.telling import put_together, told
from tests.reconciling.test_across import reports, together
from tests.saying.filled import sentences_of, unknown


def of_reconciled(found: Reconciled) -> list[str]:
    page = msgspec.convert(msgspec.structs.asdict(found) | {"id": "i1", "accounts": ()}, Incident, from_attributes=True)
    return unknown(iter((*sentences_of(page), found.grade_reason)))


@pytest.mark.parametrize("rule", table().values(), ids=lambda rule: rule.rule)
def test_of_the_rules_examples(rule: Rule) -> None:
    assert of_reconciled(put_together(rule.example["told"])) == []


@settings(max_examples=150, deadline=None)
@given(reports())
def test_of_any_reports(found: list[dict[str, Any]]) -> None:
    tellings = [told(one) for one in found]
    assert of_reconciled(together(tellings)) == []
    assert [words for telling in tellings for words in unknown(sentences_of(telling.incident))] == []
