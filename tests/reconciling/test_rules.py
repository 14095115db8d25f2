"""The table of rules: each rule's example comes out as it says, and holds only because of its rule."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from reportedly.model.errors import RulesError
from reportedly.model.vocabulary import DisagreementKind, Grade, Standing
from reportedly.reconciling import differing, rules
from reportedly.reconciling.rules import Rule, parsed, table
from tests.reconciling.telling import came_out, put_together

GIVES = {"standing": get_args(Standing), "disagreement": get_args(DisagreementKind), "grade": get_args(Grade)}
RULE = """
- rule: {name}
  decides: grade
  says: so
  reason: because
  source: a codebook
  numbers: {numbers}
  example: {{}}
"""


@pytest.mark.parametrize("rule", table().values(), ids=lambda rule: rule.rule)
def test_example(rule: Rule) -> None:
    asked: dict[str, Any] = rule.example["gives"]
    assert came_out(put_together(rule.example["told"]), asked) == asked


@pytest.mark.parametrize("rule", table().values(), ids=lambda rule: rule.rule)
def test_entry_is_whole(rule: Rule) -> None:
    assert all((rule.says, rule.reason, rule.source, rule.example["told"], rule.example["gives"]))
    assert rule.gives in GIVES.get(rule.decides, (None,))


def test_order_of_an_example_s_accounts_does_not_matter() -> None:
    for rule in table().values():
        asked = rule.example["gives"]
        assert came_out(put_together(rule.example["told"][::-1]), asked) == asked, rule.rule


def test_every_figure_names_a_rule() -> None:
    for rule in table().values():
        assert {figure.rule for figure in put_together(rule.example["told"]).figures} <= table().keys()


def test_broken_tables_are_named_with_the_remedy() -> None:
    with pytest.raises(RulesError, match="two rules are called 'one'"):
        parsed(RULE.format(name="one", numbers="{}") * 2)
    with pytest.raises(RulesError, match="one: give `numbers` a 'days' in digits"):
        parsed(RULE.format(name="one", numbers="{days: several}"))
    with pytest.raises(RulesError, match=r"one: .*weight"):
        parsed(RULE.format(name="one", numbers="{}").replace("says", "weight"))
    with pytest.raises(RulesError, match=r"rules\.yml"):
        parsed("- [")


def test_a_rule_that_the_program_does_not_know_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = parsed(RULE.format(name="guess", numbers="{}"))
    monkeypatch.setattr(rules, "table", lambda: odd)
    with pytest.raises(RulesError, match="guess"):
        rules.deciding("grade", ("one-origin",))


def test_what_does_not_count_is_explained() -> None:
    """Each rule by which a figure stops counting leads to a difference that says so, but copies and plain parts."""
    silent = {"denial", "some-of-them", "copied", "part-of-its-report", "counted"}
    rules_ = {rule.rule for rule in table().values() if rule.decides == "standing"}
    assert {name for names, _, _ in differing._EXPLAINED for name in names} == rules_ - silent
