"""Every sentence that the program makes is one of its templates'; else the desk would show it in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
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


PACKAGE = Path(__file__).parents[2] / "src" / "reportedly"
MAKING = [
    path
    for place in ("reconciling/*.py", "reviewing/*.py", "running/judging.py", "linking/told.py")
    for path in sorted(PACKAGE.glob(place))
    if path.name != "sentences.py"
]
WORDS = 3


def sentences_in(tree: ast.AST) -> Iterator[str]:
    """Texts of several words, but for docstrings and what errors of other kinds say."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        error = isinstance(node, ast.Raise) and "JudgementError" not in ast.unparse(node)
        if docstring or error:
            silent |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in silent:
            text = ast.unparse(node)
            words = [word for word in text.split() if re.search("[A-Za-z]", word)]
            if len(words) >= WORDS and (isinstance(node, ast.JoinedStr) or isinstance(node.value, str)):
                yield text


@pytest.mark.parametrize("path", MAKING, ids=lambda path: path.parent.name + "/" + path.name)
def test_no_sentence_is_made_but_of_a_template(path: Path) -> None:
    assert list(sentences_in(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_such_a_sentence_would_be_seen() -> None:
    made = 'def f():\n    """It says so."""\n    raise ValueError("this is no telling")\n'
    assert list(sentences_in(ast.parse(made))) == []
    made += 'raise JudgementError(f"{name} is no day")\nreason = "it is so"\n'
    assert len(list(sentences_in(ast.parse(made)))) >= 2


REFUSING = [
    path
    for place in ("api/*.py", "people/*.py", "running/judging.py", "storing/*.py")
    for path in sorted(PACKAGE.glob(place))
    if path.name not in ("sentences.py", "oidc_settings.py", "database.py")
]
REFUSALS = {
    "NotAllowed",
    "OidcError",
    "BadRequest",
    "NotThere",
    "SeenOtherwise",
    "Forged",
    "NotSignedIn",
    "PeopleError",
    "WeakPassword",
}


@pytest.mark.parametrize("path", REFUSING, ids=lambda path: path.parent.name + "/" + path.name)
def test_what_is_refused_at_the_desk_is_refused_by_a_template(path: Path) -> None:
    """What only whoever runs the desk is told, of files and of settings, stays English."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    said = [call.args[0] for call in calls if ast.unparse(call.func) in REFUSALS]
    assert [ast.unparse(words) for words in said if not isinstance(words, ast.Call)] == []
