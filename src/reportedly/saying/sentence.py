"""Templates of sentences: each makes sentences of values, and finds the values in a sentence again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from reportedly.saying.slots import Slot, Unread

MOST = 20_000
"""Code points of a sentence that is read again; the longest that people's own words make are shorter."""

_SLOT = re.compile(r"\{(\w+)\}")


class Said(NamedTuple):
    """A sentence as its template and what fills its slots."""

    sentence: Sentence
    values: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The sentence in the program's English."""
        return self.sentence.filled(self.values)


class Sentence:
    """A template with named slots: "the only figure is that of {who}".

    `by` names the slot by whose number the sentence's words go, in any language; `one` is the template for one, where
    English has another for it; `before` are templates that stores of before were written with.
    """

    def __init__(
        self,
        text: str,
        *,
        one: str | None = None,
        by: str | None = None,
        before: tuple[str, ...] = (),
        **slots: Slot[Any],
    ) -> None:
        self.text = text
        self.one = one
        self.by = by
        self.before = before
        self.slots = slots

    def __repr__(self) -> str:
        return f"Sentence({self.text!r})"

    @property
    def id(self) -> str | tuple[str, str]:
        """Its id in catalogues of messages: the template; where it goes by a number those for one and for many."""
        return self.text if self.by is None else (self.one or self.text, self.text)

    def of(self, **values: Any) -> str:
        """The sentence with these values; those without a slot are left out."""
        return self.filled(values)

    def filled(self, values: Mapping[str, Any]) -> str:
        """The same with its values at hand; quicker where there are many."""
        form = self._form(values)
        if not self.slots:
            return form
        return form.format_map({name: slot.written(values[name]) for name, slot in self.slots.items()})

    def said(self, **values: Any) -> Said:
        """The sentence as its template and these values."""
        return Said(self, values)

    def number(self, values: Mapping[str, Any]) -> int | None:
        """The number that the sentence goes by; None where it goes by none."""
        return None if self.by is None else self.slots[self.by].count(values[self.by])

    def read(self, text: str) -> Said | None:
        """The sentence that this text is; None where it is none of this template."""
        for form, pattern in self._patterns:
            found = pattern.fullmatch(text) if _may_be(text, form) else None
            if found is None:
                continue
            try:
                values = {name: slot.read(found[name]) for name, slot in self.slots.items()}
            except Unread:
                continue
            if form in self.before or form == self._form(values):
                return Said(self, values)
        return None

    @cached_property
    def pattern(self) -> str:
        """A regular expression without groups for every sentence of this template."""
        return "|".join(_regex(form, self.slots, grouped=False) for form in self._forms)

    @property
    def _forms(self) -> tuple[str, ...]:
        return (*((self.one,) if self.one is not None else ()), self.text, *self.before)

    def _form(self, values: Mapping[str, Any]) -> str:
        return self.one if self.one is not None and self.number(values) == 1 else self.text

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple(
            (form, re.compile(_regex(form, self.slots, grouped=True), re.DOTALL | re.ASCII)) for form in self._forms
        )


class Part(Slot[Any]):
    """A slot that holds a sentence of one of these templates, or several of them with `joint` between."""

    def __init__(self, *sentences: Sentence, joint: str | None = None) -> None:
        self.sentences = sentences
        self.joint = joint

    @cached_property
    def pattern(self) -> str:  # type: ignore[override]  # others are known beforehand
        one = f"(?:{'|'.join(sentence.pattern for sentence in self.sentences)})"
        return one if self.joint is None else f"{one}(?:{re.escape(self.joint)}{one})*"

    def written(self, value: Any) -> str:
        if self.joint is not None and not isinstance(value, str):
            return self.joint.join(map(_text, value))
        return _text(value)

    def read(self, text: str) -> Any:
        if self.joint is None:
            return self._one(text)
        parts, waiting = [], ""
        for piece in text.split(self.joint):  # what people wrote may have it too
            waiting = f"{waiting}{self.joint}{piece}" if waiting else piece
            if (found := self._read(waiting)) is not None:
                parts.append(found)
                waiting = ""
        if waiting:
            raise Unread(text)
        return tuple(parts)

    def _one(self, text: str) -> Said:
        if (found := self._read(text)) is None:
            raise Unread(text)
        return found

    def _read(self, text: str) -> Said | None:
        return next((found for each in self.sentences if (found := each.read(text)) is not None), None)


class Sentences:
    """Templates that are told apart by their own words."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        # A name may hold what another sentence says: first those that hold sentences, and that say most themselves
        self.whole = tuple(sorted(sentences, key=_precedence))

    def __iter__(self) -> Iterator[Sentence]:
        """All of them, with those that others hold, each once."""
        waiting = list(self.whole)
        seen: dict[int, Sentence] = {}
        while waiting:
            sentence = waiting.pop(0)
            if id(sentence) not in seen:
                seen[id(sentence)] = sentence
                held = (slot.sentences for slot in sentence.slots.values() if isinstance(slot, Part))
                waiting += chain.from_iterable(held)
        return iter(seen.values())

    def read(self, text: str) -> Said | None:
        """The template of which this is a sentence, with what fills it; None where it is of none."""
        return self._read(text) if len(text) <= MOST else None

    @cached_property
    def _read(self) -> Any:
        def read(text: str) -> Said | None:
            return next((found for sentence in self.whole if (found := sentence.read(text)) is not None), None)

        return lru_cache(maxsize=4096)(read)


def _precedence(sentence: Sentence) -> tuple[bool, int]:
    holds = any(isinstance(slot, Part) for slot in sentence.slots.values())
    return not holds, -len(_SLOT.sub("", sentence.text))


def _text(value: Said | str) -> str:
    return value.text if isinstance(value, Said) else value


def _may_be(text: str, form: str) -> bool:
    """Whether the form's own words stand in the text in their order: quick to see, and mostly they don't."""
    at = 0
    for words in _SLOT.split(form)[::2]:
        at = text.find(words, at)
        if at < 0:
            return False
        at += len(words)
    return True


def _regex(form: str, slots: Mapping[str, Slot[Any]], *, grouped: bool) -> str:
    parts = _SLOT.split(form)
    named, again = [], set[str]()
    for name in parts[1::2]:
        first = f"(?P<{name}>{slots[name].pattern})" if grouped else slots[name].pattern
        named.append(f"(?P={name})" if grouped and name in again else first)
        again.add(name)
    return "".join(re.escape(words) + slot for words, slot in zip(parts[::2], (*named, ""), strict=True))
