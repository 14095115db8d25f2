"""Numbers: digits and number words -> COUNT chunks with their value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reportedly.languages import Chunk, Sense, Senses
from reportedly.scripts import fold

_SEPARATED = re.compile(r"^\d{1,3}(?:[., \u00a0\u202f\u2009]\d{3})+$")
_LARGEST = 10**9  # beyond it a figure is money or a hostile page


def digits_value(text: str) -> float | None:
    """The value of a number in digits, thousands marked by stop, comma or space; None where it is no number."""
    plain = fold(text)
    if _SEPARATED.match(plain):
        return float(re.sub(r"[^\d]", "", plain))
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def count_chunks(chunks: Sequence[Chunk], text: str) -> list[Chunk]:
    """Runs of digits and number words become COUNT chunks (features `low`, `high`); other chunks stay."""
    out: list[Chunk] = []
    at = 0
    for begin in [n for n, c in enumerate(chunks) if c.senses.are_of_number]:
        if begin < at:
            continue  # inside a number
        out += chunks[at:begin]
        at = begin
        chunk = chunks[at]
        if chunk.sense("DIGITS"):
            value = digits_value(text[chunk.start : chunk.end])
            end = at + 1
            if value is not None and end < len(chunks) and chunks[end].feature("NUMBER", "multiplies"):
                value *= int(chunks[end].feature("NUMBER", "value"))
                end += 1
            out.append(_count(chunks[at:end], value) if value is not None and value == int(value) else chunk)
            at = end if value is not None and value == int(value) else at + 1
        elif chunk.sense("NUMBER"):
            value, end = _words_value(chunks, at)
            out.append(_count(chunks[at:end], value))
            at = end
        else:
            sense = chunk.sense("VAGUE")
            features = dict(sense.features) if sense else {}
            out.append(
                Chunk(chunk.start, chunk.end, Senses((Sense("COUNT", "plain", features),)), rule="lexicon.VAGUE")
            )
            at += 1
    return [*out, *chunks[at:]]


def _count(parts: Sequence[Chunk], value: float) -> Chunk:
    article = len(parts) == 1 and parts[0].sense("NUMBER", "article") is not None
    number = str(int(value)) if value < _LARGEST else ""
    form = "article" if article else "year" if _is_year(parts, value) else "plain"
    senses = _senses(form, number)
    if article:  # a numeral too ("un", "a"): it keeps its other senses, so that rules can tell them apart
        senses = Senses((*senses, *(s for s in parts[0].senses if s.symbol.startswith("="))))
    return Chunk(parts[0].start, parts[-1].end, senses, rule="numbers")


@lru_cache(maxsize=1_000)
def _senses(form: str, number: str) -> Senses:
    return Senses((Sense("COUNT", form, {"low": number, "high": number} if number else {}),))


def _is_year(parts: Sequence[Chunk], value: float) -> bool:
    return len(parts) == 1 and parts[0].end - parts[0].start == 4 and 1900 <= value < 2100


def _words_value(chunks: Sequence[Chunk], at: int) -> tuple[int, int]:
    """The value of the number words from `at` on, and the chunk behind them."""
    total = current = 0
    end = at
    while end < len(chunks):
        step = _number_at(chunks, end, first=end == at)
        if step is None:
            break
        value, multiplies, joined, after = step
        if multiplies and value >= 1000:
            if end > at and not current and total:
                break
            total, current = total + max(current, 1) * value, 0
        elif multiplies:
            current = max(current, 1) * value
        elif end > at and (not _adds(current or total, value, joined) or (current and _is_another(chunks, end, after))):
            break
        else:
            current += value
        end = after
    return total + current, max(end, at + 1)


def _is_another(chunks: Sequence[Chunk], at: int, after: int) -> bool:
    """Whether "and three hundred" begins a number of its own: "between twenty and three hundred"."""
    following = _number_at(chunks, after, first=True)
    return chunks[at].sense("AND") is not None and following is not None and following[1] and following[0] < 1000


def _number_at(chunks: Sequence[Chunk], at: int, first: bool) -> tuple[int, bool, bool, int] | None:
    """Value, whether it multiplies, whether a joining word led to it, and the chunk behind it."""
    joined = False
    while not first and at < len(chunks) and (chunks[at].sense("AND") or chunks[at].sense("DASH")):
        if joined:
            return None
        joined, at = True, at + 1
    if at >= len(chunks):
        return None
    sense = chunks[at].sense("NUMBER")
    if sense is None:
        return None
    return int(sense.features["value"]), bool(sense.features.get("multiplies")), joined, at + 1


def _adds(sofar: int, value: int, joined: bool) -> bool:
    """Whether `value` can join a number: smaller than its last zeros, or tens after units ("خمسة وعشرون")."""
    if sofar == 0:
        return False
    if value < 10 <= sofar and sofar % 10 == 0:
        return True
    if value < 20 and sofar % 20 == 0 and sofar % 100 in (60, 80):  # "soixante-dix", "quatre-vingt-onze"
        return True
    if value < 100 and sofar % 100 == 0:
        return True
    if value < 1000 and sofar % 1000 == 0:
        return True
    return joined and 0 < sofar % 100 < 10 and value % 10 == 0 and 20 <= value < 100
