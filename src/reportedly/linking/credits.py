"""Which agencies a page says that its text is from: in its byline, its dateline, its last lines.

Words of an agency inside the text ("told Reuters", "selon l'AFP") are a relay of what somebody said, not a
credit: they are never looked at, because only the page's edges are, and there only what is nothing but a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from reportedly.languages import known_languages
from reportedly.languages.crediting import CreditWords, Phrase, credit_words, tokens_of
from reportedly.model import Report
from reportedly.scripts import Token, Tokenizer
from reportedly.world.actors import load_actors

UNNAMED = ""
"""Stands for an agency that the page doesn't name ("agencies")."""

_HEAD_LINES, _FOOT_LINES = 3, 6
_EDGE = 800  # code points looked at on either edge
_MOST_TOKENS = 25  # of a line or sentence that is a credit
_DATELINE = 16  # tokens within which a dateline ends
_SHORT = 12  # tokens of a line that a word of credit opens
_SENTENCE_END = re.compile(r"(?<=[.!?؟…])\s+|\n+")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")

_cut = Tokenizer()


class Credit(msgspec.Struct, frozen=True):
    """The agencies credited, by their keys in the actor list (`UNNAMED` for one without a name), and the words.

    `is_own`: the page is the agency's own, not one that prints it.
    """

    agencies: frozenset[str]
    words: str
    is_own: bool = False


class _Names(msgspec.Struct, frozen=True):
    """A language's names of agencies by their first token, longest first, and its words of credit."""

    by_first: dict[str, list[tuple[Phrase, str, str]]]
    words: CreditWords


class _Span(msgspec.Struct, frozen=True):
    """An agency's name among tokens, from `start` to `end`."""

    start: int
    end: int
    agency: str


@lru_cache(maxsize=512)  # an incident's reports: their origins are found again for each day of its history
def credit_of(report: Report) -> Credit | None:
    """The agencies that the page credits with its text; None where it credits none."""
    names = _names(report.language)
    outlet = _cut(report.outlet or "")
    if (spans := _spans(outlet, names)) and _is_nothing_but(outlet, spans, names.words):
        return _credit(report.outlet or "", outlet, spans, is_own=True)
    for edge, find in ((report.byline or "", _in_byline), (_head(report), _in_head), (_foot(report), _in_foot)):
        if _may_name(edge, names) and (credit := find(edge, names)):
            return credit
    return None


def _may_name(edge: str, names: _Names) -> bool:
    """Whether all words of some agency's name are in it: few pages go on from here."""
    norms = set(_cut.norms(_cut.words(edge)))
    return any(
        norms.issuperset(phrase) for first in norms & names.by_first.keys() for phrase, *_ in names.by_first[first]
    )


def _head(report: Report) -> str:
    return report.text[report.body_start : report.body_start + _EDGE]


def _foot(report: Report) -> str:
    return report.text[max(report.body_start, len(report.text) - _EDGE) :]


def _in_byline(byline: str, names: _Names) -> Credit | None:
    tokens = _cut(byline[:_EDGE])
    spans = _spans(tokens, names)
    return _credit(byline, tokens, spans) if spans and not _is_of_picture(tokens, names.words) else None


def _in_head(head: str, names: _Names) -> Credit | None:
    lines = [line for line in head.split("\n") if line.strip()][:_HEAD_LINES]
    for line in lines:
        tokens = _cut(line)
        credit = _whole(line, tokens, names) or _dateline(line, tokens[:_DATELINE], names)
        if credit:
            return credit
    return None


def _in_foot(foot: str, names: _Names) -> Credit | None:
    sentences = [line for line in _SENTENCE_END.split(foot) if line and line.strip()]
    for sentence in reversed(sentences[-_FOOT_LINES:]):
        if credit := _whole(sentence, _cut(sentence), names):
            return credit
    return None


def _whole(line: str, tokens: Sequence[Token], names: _Names) -> Credit | None:
    """The credit that a line or sentence is as a whole."""
    if len(tokens) > _MOST_TOKENS or _is_of_picture(tokens, names.words):
        return None
    spans = _spans(tokens, names)
    if not spans:
        return None
    first = next(token.norm for token in tokens if token.kind == "word")
    opened = first in names.words.opens and len(tokens) <= _SHORT
    closed = any(token.norm in names.words.closes for span in spans for token in tokens[span.end : span.end + 2])
    if opened or closed or _is_nothing_but(tokens, spans, names.words):
        return _credit(line, tokens, spans)
    return None


def _dateline(line: str, tokens: Sequence[Token], names: _Names) -> Credit | None:
    """The credit with which the text begins: "BAMAKO (AFP) - …", "رويترز- القاهرة: …"."""
    if _is_of_picture(tokens, names.words):
        return None
    spans = _spans(tokens, names)
    held = [span for span in spans if _in_bracket(tokens, span, names) or _before_dash(line, tokens, span)]
    return _credit(line, tokens, held) if held else None


def _in_bracket(tokens: Sequence[Token], span: _Span, names: _Names) -> bool:
    """Whether the name stands in a bracket that a dash or colon follows, or alone in one that begins the line."""
    opens = next((at for at in range(span.start - 1, -1, -1) if tokens[at].norm in _OPEN), None)
    closes = next((at for at in range(span.end, len(tokens)) if tokens[at].norm in _CLOSE), None)
    if opens is None or closes is None or closes - opens > 8:
        return False
    follows = tokens[closes + 1].norm if closes + 1 < len(tokens) else "-"
    inside = tokens[opens + 1 : closes]
    alone = opens == 0 and _is_nothing_but(inside, _spans(inside, names), names.words)
    return alone or set(follows) <= {"-", ":"}


def _before_dash(line: str, tokens: Sequence[Token], span: _Span) -> bool:
    """Whether the name begins the line, or follows a dash, and a dash or colon follows it ("Reuters-led" has none)."""
    if span.end >= len(tokens):
        return False
    mark = tokens[span.end]
    apart = line[mark.start - 1].isspace() or line[mark.end : mark.end + 1].isspace()
    begins = span.start == 0 or tokens[span.start - 1].norm in ("-", "/")
    return begins and apart and set(mark.norm) <= {"-", ":"}


def _is_nothing_but(tokens: Sequence[Token], spans: Sequence[_Span], words: CreditWords) -> bool:
    named = {at for span in spans for at in range(span.start, span.end)}
    rest = [token for at, token in enumerate(tokens) if at not in named]
    return all(token.kind in ("mark", "number") or token.norm in words.beside for token in rest)


def _is_of_picture(tokens: Sequence[Token], words: CreditWords) -> bool:
    return any(token.norm in words.pictures for token in tokens)


def _credit(text: str, tokens: Sequence[Token], spans: Sequence[_Span], is_own: bool = False) -> Credit:
    words = text[tokens[spans[0].start].start : tokens[spans[-1].end - 1].end]
    return Credit(frozenset(span.agency for span in spans), words, is_own)


def _spans(tokens: Sequence[Token], names: _Names) -> list[_Span]:
    """The names of agencies among the tokens, from left to right, the longest at each place."""
    found, at = [], 0
    norms = [token.norm for token in tokens]
    while at < len(norms):
        for phrase, agency, written in names.by_first.get(norms[at], ()):
            end = at + len(phrase)
            if tuple(norms[at:end]) == phrase and _is_written_so(tokens[at], written):
                found.append(_Span(at, end, agency))
                at = end - 1
                break
        at += 1
    return found


def _is_written_so(token: Token, written: str) -> bool:
    """Capitals of a name are needed: "MAP" is an agency, "map" isn't."""
    return token.text == written if written.isupper() else token.capital or not written[:1].isupper()


@lru_cache(maxsize=32)
def _names(language: str | None) -> _Names:
    """The names in a page's language; where it is unknown or has no words of credit, those of every language."""
    words = credit_words(language) if language in known_languages() else None
    codes = (language,) if language and words else known_languages()
    spoken = [found for code in codes if (found := credit_words(code))]
    names = {(tokens_of(name), agency, name.split()[0]) for code in codes for name, agency in _listed(code)}
    names |= {(phrase, UNNAMED, "") for found in spoken for phrase in found.agencies}
    by_first: dict[str, list[tuple[Phrase, str, str]]] = {}
    for entry in sorted(names, key=lambda entry: (-len(entry[0]), entry)):
        by_first.setdefault(entry[0][0], []).append(entry)
    fields = {key: frozenset().union(*(getattr(found, key) for found in spoken)) for key in CreditWords._fields}
    return _Names(by_first, CreditWords(**fields))


def _listed(code: str) -> Iterator[tuple[str, str]]:
    for actor in load_actors().values():
        if actor.kind == "agency":
            yield from ((name, actor.key) for name, is_member in actor.words(code) if not is_member)
