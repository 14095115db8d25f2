"""What a second reader says -> accounts: each value with the page's own words, or not at all.

The words, the numbers, the day, the place and the actor are read from the page by our own reader; of the second reader
is only where to look, and what can't be read off a few words: who harmed whom, and who says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from reportedly.asking.answer import SaidAccount, SaidPerpetrator, SaidSpeaker, SaidVictims
from reportedly.asking.evidence import Figure, Page
from reportedly.model import Account, Event, Perpetrator, Quote, Speaker, Weapon, When, Where
from reportedly.model.vocabulary import TYPE_OF_SUB_TYPE, Act, PerpetratorType, SpeakerType
from reportedly.reading.assemble import victims_of
from reportedly.reading.harmed import name_words
from reportedly.reading.values import People, Span

CONFIDENCE = 0.5
"""Of every account: nobody has measured how often the user's model is right."""
NOT_ON_PAGE = "words that aren't on the page"
NOT_IN_QUOTE = "numbers that aren't in their quote"
NO_SPEAKER = "accounts whose speaker isn't on the page"
NOTHING_LEFT = "accounts of which nothing is left"
NOT_OF_SCHEMA = "accounts that aren't of the schema"
TOO_MANY = "items beyond the most that are taken"
_MOST_ACCOUNTS = 100  # the grammar finds 9 at most on a page, of 1,200
_MOST_ITEMS = 100  # of one kind in an account; on the same pages 6 at most
_QUOTATION = "\"'«»“”‘’ "


class Checker:
    """Checks what was said of one page; `dropped` counts what the page doesn't bear out, by reason.

    `counts` are the second reader's to claim, and must agree with ours; without them they're read from the quotes.
    """

    def __init__(self, page: Page, rule: str, *, counts: bool) -> None:
        self.dropped: Counter[str] = Counter()
        self._page, self._rule, self._counts = page, rule, counts
        self._near: int | None = None  # where the account in hand is told

    def accounts(self, said: Sequence[SaidAccount], near: Sequence[int] = ()) -> tuple[Account, ...]:
        """The accounts that stand, in their order; `near` says of each where on the page it is told, if known."""
        whole: list[tuple[SaidAccount, int, list[People], Account]] = []
        keys: dict[int, str] = {}
        for at, one in enumerate(self._first(said, _MOST_ACCOUNTS)):
            self._near = near[at] if near else self._page.anchor(_quotes(one))
            speaker = self._speaker(one.speaker) if one.speaker else None
            if one.speaker and speaker is None:
                self.dropped[NO_SPEAKER] += 1  # in the outlet's voice it would be another account
                continue
            people = self._people(one.victims)
            account = self._account(one, speaker)
            if not people and not (account.event or account.perpetrators):
                self.dropped[NOTHING_LEFT] += 1
                continue
            keys.setdefault(one.incident, f"i{len(keys) + 1}")
            whole.append((one, len(whole) + 1, people, account))
        everyone = defaultdict[int, list[People]](list)
        for one, _, people, _ in whole:
            everyone[one.incident] += people
        return tuple(
            msgspec.structs.replace(
                account,
                id=f"a{number}",
                incident=keys[one.incident],
                victims=tuple(victims_of(people, everyone[one.incident], self._page.text)),
            )
            for one, number, people, account in whole
        )

    def _account(self, said: SaidAccount, speaker: Speaker | None) -> Account:
        """All of it but the victims."""
        act: Act = "report" if speaker is None else "statement" if said.act == "report" else said.act
        return Account(
            id="",
            incident="",
            speaker=speaker,
            act=act,
            event=self._event(said),
            when=self._when(said.when) if said.when else None,
            where=self._where(said.where) if said.where else None,
            victims=(),
            perpetrators=self._perpetrators(said.perpetrators),
            weapons=self._weapons(said.weapons),
            background=said.background,
            confidence=CONFIDENCE,
        )

    def _first(self, items: Sequence[SaidAccount], most: int) -> Sequence[SaidAccount]:
        self.dropped[TOO_MANY] += max(len(items) - most, 0)
        return items[:most]

    def _find(self, words: str, near: int | None = None) -> Span | None:
        span = self._page.find(words, self._near if near is None else near)
        if span is None:
            self.dropped[NOT_ON_PAGE] += 1
        return span

    def _quote(self, span: Span) -> Quote:
        return Quote.of(self._page.text, *span)

    def _speaker(self, said: SaidSpeaker) -> Speaker | None:
        span = self._page.find(said.quote, self._near)
        if span is None:
            return None
        kind: SpeakerType = said.type
        if kind == "unknown" and (voice := self._page.voice(span)):
            kind = voice.type
        via = self._find(said.via, span[0]) if said.via else None
        return Speaker(
            name=self._page.text[slice(*span)].strip(_QUOTATION) or None,
            type=kind,
            via=self._page.text[slice(*via)] if via else None,
            quote=self._quote(span),
            rule=self._rule,
        )

    def _event(self, said: SaidAccount) -> Event | None:
        if said.event is None:
            return None
        sub_type = said.event.sub_type
        if sub_type not in TYPE_OF_SUB_TYPE:
            self.dropped[NOT_OF_SCHEMA] += 1
            return None
        span = self._find(said.event.quote)
        if span is None:
            return None
        return Event(type=TYPE_OF_SUB_TYPE[sub_type], sub_type=sub_type, quote=self._quote(span), rule=self._rule)

    def _when(self, words: str) -> When | None:
        span = self._find(words)
        if span is None:
            return None
        found = self._page.when(span) or When(start=None, end=None, precision=None, quote=self._quote(span))
        return msgspec.structs.replace(found, rule=self._rule)

    def _where(self, words: str) -> Where | None:
        span = self._find(words)
        if span is None:
            return None
        found = self._page.where(span) or Where(name=self._page.text[slice(*span)], quote=self._quote(span))
        return msgspec.structs.replace(found, rule=self._rule)

    def _people(self, said: Sequence[SaidVictims]) -> list[People]:
        """Groups of people, those that are part of another within it."""
        self.dropped[TOO_MANY] += max(len(said) - _MOST_ITEMS, 0)
        said = said[:_MOST_ITEMS]
        found = [self._group_of_people(one) for one in said]
        parts: defaultdict[int, list[People]] = defaultdict(list)
        tops: list[int] = []
        for at, people in enumerate(found):
            top = _top(said, at)
            whole = found[top]
            if people is None:
                continue
            if top != at and whole is not None and whole.outcome == people.outcome:
                parts[top].append(people)
            else:
                tops.append(at)
        return [replace(p, parts=tuple(parts[at])) for at in tops if (p := found[at])]

    def _group_of_people(self, said: SaidVictims) -> People | None:
        span = self._find(said.quote)
        if span is None:
            return None
        name = self._find(said.name, span[0]) if said.name else None
        figure = self._figure(said, span, named=name is not None)
        if figure is None:
            self.dropped[NOT_IN_QUOTE] += 1
            return None
        group = self._find(said.group, span[0]) if said.group else None
        start = figure.words[1] if figure.words and figure.words[0] == span[0] else span[0]
        start += len(self._page.text[start : span[1]]) - len(self._page.text[start : span[1]].lstrip())
        people = People(
            span=span,
            low=figure.low,
            high=figure.high,
            words=figure.words,
            description=(start, span[1]) if start < span[1] else None,
            category=said.category,
            roles=tuple(dict.fromkeys(said.roles)),
            outcome=said.outcome,
            group=group,
            name=name,
            generic=said.category == "unknown" and not said.roles and name is None,
            rule=self._rule,
        )
        return replace(people, name_words=name_words(people, self._page.text))

    def _figure(self, said: SaidVictims, span: Span, *, named: bool) -> Figure | None:
        """Our own reading of the number that is claimed; None where the quote has no such number."""
        claimed = {n for n in (said.low, said.high) if n is not None}
        figures = self._page.figures(span)
        if claimed:
            found = next((f for f in figures if claimed <= f.numbers), None)
            return found or (Figure(1, 1, None, frozenset()) if named and claimed == {1} else None)
        first = figures[0] if figures and all(f.numbers <= figures[0].numbers for f in figures) else None
        # A second reader that counts leaves open what the page does; vague words ("dozens") are ours to read.
        if first is not None and (not self._counts or first.low != first.high):
            return first
        return Figure(None, None, None, frozenset())

    def _perpetrators(self, said: Sequence[SaidPerpetrator]) -> tuple[Perpetrator, ...]:
        found: dict[tuple[Span, str], Perpetrator] = {}
        for one in said[:_MOST_ITEMS]:
            span = self._find(one.quote)
            if span is None:
                continue
            group = self._page.group(span)
            kind: PerpetratorType = group.type if group and one.type == "unknown" else one.type
            found[span, one.status] = Perpetrator(
                name=self._page.text[slice(*span)].strip(_QUOTATION) or None,
                actor=group.actor if group else None,
                type=kind,
                status=one.status,
                quote=self._quote(span),
                rule=self._rule,
            )
        self.dropped[TOO_MANY] += max(len(said) - _MOST_ITEMS, 0)
        return tuple(found.values())

    def _weapons(self, said: Sequence[str]) -> tuple[Weapon, ...]:
        spans = dict.fromkeys(span for words in said[:_MOST_ITEMS] if (span := self._find(words)))
        self.dropped[TOO_MANY] += max(len(said) - _MOST_ITEMS, 0)
        quotes = [self._quote(span) for span in spans]
        return tuple(Weapon(name=quote.text, quote=quote, rule=self._rule) for quote in quotes)


def _top(said: Sequence[SaidVictims], at: int) -> int:
    """The group that holds all the groups that this one is part of; itself where they go round in a circle."""
    seen = {at}
    top = at
    while (above := said[top].part_of) is not None and 0 <= above < len(said):
        if above in seen:
            return at
        seen.add(above)
        top = above
    return top


def _quotes(said: SaidAccount) -> Iterable[str]:
    """The quotes of an account, those of the harm first."""
    yield from (one.quote for one in said.victims[:_MOST_ITEMS])
    if said.event:
        yield said.event.quote
    yield from (one.quote for one in said.perpetrators[:_MOST_ITEMS])
    if said.speaker:
        yield said.speaker.quote
