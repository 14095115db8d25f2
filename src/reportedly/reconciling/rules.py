"""The table of rules by which accounts of many reports are put together: `rules.yml`, read and checked on load.

Every figure's standing, every estimate, disagreement and grade names or follows from a rule here. The order of
the standing and of the grade rules is the order in which they are tried; their numbers are what they count with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from reportedly.model.errors import RulesError

Decides = Literal["standing", "estimate", "category", "when", "where", "perpetrators", "disagreement", "grade"]
PATH = Path(__file__).with_name("rules.yml")


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: what it says, why, after whom, and an example that the tests run.

    `gives` is the standing, the grade or the kind of disagreement that it leads to. `numbers` are its
    parameters, each a number in digits.
    """

    rule: str
    decides: Decides
    gives: str | None = None
    says: str
    reason: str
    source: str
    numbers: dict[str, str] = {}
    example: dict[str, Any]

    def number(self, name: str) -> float:
        """A parameter; raises `RulesError` where the table doesn't give it."""
        try:
            return float(self.numbers[name])
        except (KeyError, ValueError):
            raise RulesError(f"{PATH.name}: {self.rule}: give `numbers` a {name!r} in digits") from None


@cache
def table() -> Mapping[str, Rule]:
    """The rules by name, in the table's order. Raises `RulesError`."""
    return parsed(PATH.read_text(encoding="utf-8"))


def parsed(text: str) -> Mapping[str, Rule]:
    """The rules that a table's text holds; raises `RulesError` for what isn't one, with the rule's name."""
    try:
        # BaseLoader makes strings only, and builds no objects.
        read = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    except yaml.YAMLError as problem:
        raise RulesError(f"{PATH.name}: {' '.join(str(problem).split())}") from problem
    rules: dict[str, Rule] = {}
    for entry in read if isinstance(read, list) else [read]:
        rule = _rule(entry)
        if rule.rule in rules:
            raise RulesError(f"{PATH.name}: two rules are called {rule.rule!r}: rename one")
        rules[rule.rule] = rule
    return rules


def _rule(entry: object) -> Rule:
    try:
        rule = msgspec.convert(entry, Rule)
    except msgspec.ValidationError as problem:
        name = entry.get("rule") if isinstance(entry, dict) else entry
        raise RulesError(f"{PATH.name}: {name}: {problem}") from problem
    for name in rule.numbers:
        rule.number(name)
    return rule


def deciding(what: Decides, known: Sequence[str]) -> list[Rule]:
    """The rules that decide `what`, in the table's order; raises `RulesError` unless they are the `known` ones."""
    rules = [rule for rule in table().values() if rule.decides == what]
    if odd := sorted({rule.rule for rule in rules} ^ set(known)):
        raise RulesError(f"{PATH.name}: {what}: the table and the program don't both know {', '.join(odd)}")
    return rules
