"""How probable it is that two tellings are of one incident: a Fellegi–Sunter model, by Splink on DuckDB.

Fellegi and Sunter (1969) weigh each answer by how much oftener it is given of a pair that belongs together than of one
that doesn't. Three models, since other questions can be asked: of two reports in one language, the same where its
script has no capitals, and across languages. Their weights depend on each other, since the answers do (who shares
names shares words): they are fitted together, and `m` and `u` carry no more than their ratio.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reportedly.linking.comparing import QUESTIONS, Question, to_run
from reportedly.linking.evidence import Evidence

if TYPE_CHECKING:
    from reportedly.linking.table import Table

LEAST = 0.1
"""Pairs that are less probable than this are forgotten: they decide nothing."""

_AT_ONCE = 100_000  # pairs
_COPIES = re.compile(r"__splink__df_pruned_predict_input_[lr]_\w+")  # of the tellings in a block, as Splink names them

WEIGHTS = Path(__file__).parent / "weights.json"
UNASKED = -1

_NUMBERS = {question.name: n for n, question in enumerate(QUESTIONS)}
_STANDING = _NUMBERS["standing"]

WHICH = {
    "one language": "L.language = R.language and L.capitals and R.capitals",
    "no capitals": "L.language = R.language and not (L.capitals and R.capitals)",
    "across languages": "L.language is null or R.language is null or L.language <> R.language",
}
"""Which pairs each model is for, in SQL."""


class Model(msgspec.Struct, frozen=True):
    """The prior log-odds of a candidate pair, and what each answer to each question adds; natural logarithms."""

    prior: float
    weights: dict[str, dict[str, float]]


class Pair(NamedTuple):
    """Two tellings, by id, the lesser first; how probable it is that they are one; the number of the answer to each
    question of `comparing.QUESTIONS`, -1 where it can't be asked."""

    a: str
    b: str
    probability: float
    answers: tuple[int, ...]

    @property
    def asides(self) -> int:
        """How many of the two a report tells beside its own story."""
        return self.answers[_STANDING] + 1

    @property
    def same_toll(self) -> bool:
        """Whether both count as many dead, three or more: seldom by chance."""
        return self._given("killed") in ("same many", "same some")

    @property
    def other_toll(self) -> bool:
        """Whether they count different numbers of dead, which no range of theirs brings together."""
        given = self._given("killed")
        return given is not None and not given.startswith(("same", "ranges"))

    @property
    def same_day_and_figure(self) -> bool:
        """Whether words date both to one day, and they agree on the killed, the injured or the abducted."""
        figures = map(self._given, ("killed", "injured", "taken"))
        return self._given("day") == "same" and any(given and given.startswith("same") for given in figures)

    @property
    def other_day_and_toll(self) -> bool:
        """Whether they are of different days, and count different numbers of dead or one of them none."""
        apart = self._given("day") not in (None, "same", "may be")
        return apart and (self.other_toll or self._given("dead") is not None)

    def _given(self, question: str) -> str | None:
        """The name of the answer to a question."""
        number = _NUMBERS[question]
        return None if self.answers[number] == UNASKED else QUESTIONS[number].answers[self.answers[number]].name


@cache
def models() -> Mapping[str, Model]:
    """The shipped models by name."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=dict[str, Model])


def scored(new: Sequence[Evidence], old: Sequence[Evidence] = (), *, between: bool = False) -> list[Pair]:
    """Every pair of `new` with `new` and of `new` with `old` that is at all probable, sorted by the ids.

    Where `between`, those of `new` with `old` alone. A pair's score depends on these two alone.
    """
    if not new:
        return []
    from reportedly.linking.table import opened  # imported here: DuckDB and Arrow are 45 MB, which reading doesn't need

    everything = [*new, *old]
    table = opened(new, old, between=between)
    try:
        found = [pair for name in WHICH for pair in _scored_by(name, table, everything)]
    finally:
        table.connection.close()
    return sorted(found)


def _scored_by(name: str, table: Table, everything: Sequence[Evidence]) -> list[Pair]:
    connection = table.connection
    connection.execute(
        "create or replace table chosen as select l, r from candidates"  # noqa: S608
        f" join tellings L on L.n = l join tellings R on R.n = r where {WHICH[name]} order by l, r"
    )
    found: list[Pair] = []
    for start in range(0, connection.execute("select count(*) from chosen").fetchall()[0][0], _AT_ONCE):
        table.block("chosen", start, _AT_ONCE)
        for left, right, probability, *answers in connection.execute(_query(name)).fetchall():
            one, other = everything[left].id, everything[right].id
            found.append(Pair(min(one, other), max(one, other), round(probability, 4), tuple(answers)))
    return found


@cache
def _query(name: str) -> str:
    """Asks a model for the pairs in `blocked` that are at all probable: two numbers, the probability, the answers."""
    answers = ", ".join(map(_answer, QUESTIONS))
    return f"select n_l, n_r, match_probability, {answers} from ({_written_by_splink(models()[name])})"  # noqa: S608


def _answer(question: Question) -> str:
    """The number of the answer, in SQL: Splink counts levels from the last, 0, upwards."""
    gamma = f"gamma_{question.name}"
    return f"if({gamma} = {UNASKED}, {UNASKED}, {len(question.answers) - 1} - {gamma})"


def _written_by_splink(model: Model) -> str:
    """The statement by which Splink scores the pairs in `blocked`.

    It writes and runs it, here for no pairs. Run by ourselves for each block it needn't be written again, which takes
    a third of a second, and what isn't asked of its result, a copy of all that was compared, isn't made.
    """
    from splink import DuckDBAPI, Linker  # imported here: it takes most of a second

    from reportedly.linking.table import opened

    connection = opened([], []).connection
    try:
        api = DuckDBAPI(connection)
        linker = Linker(api.register("tellings"), _settings(model), log_level=None)
        linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
        written = linker.inference.predict(LEAST, warning_mode="never").sql_used_to_create
    finally:
        connection.close()
    return to_run(_COPIES.sub("tellings", written))


def _settings(model: Model) -> dict[str, Any]:
    """Splink's settings of a model."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "n",
        "probability_two_random_records_match": 1 / (1 + math.exp(-model.prior)),
        "retain_matching_columns": True,  # or it would not say which answers were given
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": [],
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(question, model.weights.get(question.name, {})) for question in QUESTIONS],
    }


def _comparison(question: Question, weights: Mapping[str, float]) -> dict[str, Any]:
    unasked = {"sql_condition": question.unasked, "label_for_charts": "can't be asked", "is_null_level": True}
    levels: list[dict[str, Any]] = [unasked]
    for answer in question.answers:
        weight = weights.get(answer.name, 0.0)
        m, u = (0.9, 0.9 * math.exp(-weight)) if weight > 0 else (0.9 * math.exp(weight), 0.9)
        last = answer is question.answers[-1]
        condition = "ELSE" if last else answer.holds
        levels.append(
            {"sql_condition": condition, "label_for_charts": answer.name, "m_probability": m, "u_probability": u}
        )
    return {"output_column_name": question.name, "comparison_levels": levels}
