"""Mentions: what one voice says of harm in one sentence, before mentions become accounts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from reportedly.languages import Chunk
from reportedly.model import Quote, Weapon, When
from reportedly.reading.agents import agents_of_speech
from reportedly.reading.around import attackers_of, crowd_of, weapons_of
from reportedly.reading.asides import Aside, parted
from reportedly.reading.attribute import Attribution, speech_of
from reportedly.reading.events import QUIET, UNCLEAR, best_code, codes_of
from reportedly.reading.frame import unreal
from reportedly.reading.marks import (
    NO_SERIES,
    Series,
    adds_up,
    breaks_off,
    by_the_harm,
    counts_attacks,
    is_undisputed,
    of_one_time,
    past_kinds,
    resumes,
    series_of,
    speaks_of_known_place,
    takes_turn,
)
from reportedly.reading.sentence import Sentence, phrases_of
from reportedly.reading.sequels import counted_back, first_of, places_of, tells_sequel, times_of
from reportedly.reading.setting import Setting
from reportedly.reading.spot import Spot
from reportedly.reading.values import Agent, Frame, People, Span
from reportedly.reading.victims import of_one_kind, with_noun_before
from reportedly.reading.when import but_of_late_deaths, is_of_late_deaths, of_now, of_saying, whens_of
from reportedly.reading.where import PlaceReader
from reportedly.scripts import fold

_NO_ATTACK = QUIET | {UNCLEAR}
_NEAR = 30  # code points between a word of harm and the day that it is told of
_A_WARS_TOLL = 1_000  # dead without a day beside them: a war's or a year's, not an incident's
_A_WARS_INJURED = 5_000
_ANNOUNCED_DAYS = 45  # "the ministry announced that he was killed on the 8th": news, though not of this week
_A_DAYS_TOLL = 50  # more dead beside "since January" are those since January, also where a day is told with them
_SHORT_WORD = 3  # letters: "de", "bin", "al"
_RECENT_DAYS = 10  # a harm dated further back than this from the page's day is told as background


class Mention(Struct):
    """What one voice (None: the outlet) says in one sentence."""

    sentence: int
    in_title: bool
    speech: Frame | None
    people: list[People] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    codes: list[tuple[str, Chunk]] = field(default_factory=list)
    harm_word: Span | None = None
    attack_word: Chunk | None = None  # the first word of attack, also one that is no type of event ("opened fire on")
    whens: list[When] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    offices: list[Spot] = field(default_factory=list)  # in who speaks ("the mayor of X") or looks into it ("X police")
    weapons: list[Weapon] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    attack: bool = False
    happened: bool = False  # "the attack took place": tells where and when, whoever was harmed
    told_by_verb: bool = False  # a finite verb of attack: it is said to have happened
    touches: bool = False  # any word of attack, also one that may tell of no violence
    violent: bool = False
    separate: bool = False
    several: bool = False  # it counts attacks: "in two attacks"
    series: Series = NO_SERIES  # what its small words say of attacks told one by one
    part: int = 0  # of several attacks that are told one by one, which one it tells of
    scattered: bool = False  # it adds up a city's or a weekend's attacks: "in shootings across the city"
    turn: bool = False  # it begins with a part of the day or hours gone by: "in the evening"
    named: frozenset[str] = frozenset()  # the longer words of the names of those harmed
    resumes: bool = False  # "the attack", "the deadly attack": one told of before
    earlier: bool = False
    announced: bool = False  # what is earlier is told with a speaker and a day of the last weeks
    cumulative: bool = False
    anaphoric: bool = False
    crowd: Agent | None = None  # the protesters that the sentence speaks of
    attackers: list[Agent] = field(default_factory=list)  # people told of as attackers, whatever they are said to do
    there: bool = False  # it speaks of a place as known: "the base"
    near_day: bool = False  # a recent day stands close to the word of harm
    presumed: bool = False  # its harm is told by nouns alone: "after the death of X"
    late: bool = False  # harm days after the attack: of its day another sentence tells, if any does
    old: list[When] = field(default_factory=list)  # those of `whens` that are long ago

    @property
    def code(self) -> tuple[str, Chunk] | None:
        """Of the event codes the one that says most."""
        return best_code(self.codes, harm=bool(self.people))

    @property
    def act(self) -> str:
        """The act of the speech, "report" in the outlet's own voice."""
        return self.speech.act if self.speech else "report"

    @property
    def killed(self) -> list[int]:
        """The numbers of the killed that it gives."""
        return [p.low for p in self.people if p.outcome == "killed" and p.low is not None]

    @property
    def day(self) -> When | None:
        """The first resolved time."""
        return next((w for w in self.whens if w.start is not None), None)


class MentionReader:
    """Turns framed sentences into mentions, in text order."""

    def __init__(
        self, text: str, published: datetime.date | None, places: PlaceReader, extract: bool, focused: bool
    ) -> None:
        self._text = text
        self._published = published
        self._places = places
        self._extract = extract  # a few sentences without a headline
        self._focused = focused  # a headline or its shortness says what the page is about
        self._attribution = Attribution(text, ())
        # The last sentence dated long ago, none yet: "seven people had been killed" goes on from it
        self._old_index = -2
        self._there_index = -2  # the last sentence that spoke of a place as known
        self._toll: list[People] = []  # those of whom the last sentence with harm told
        self._day: datetime.date | None = None  # the last day of harm that isn't long ago

    def read(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The mentions of a page's sentences."""
        self._attribution = Attribution(self._text, sentences)
        return [mention for sentence in sentences for mention in self._mentions(sentence)]

    def _mentions(self, sentence: Sentence) -> list[Mention]:
        """The mentions of a sentence, those of an earlier attack that it tells besides last."""
        speeches = self._attribution.speeches(sentence)
        main, aside = parted(sentence)
        news = self._voiced(main, speeches)
        if self._focused:  # in a bulletin, what is told next may be of any day
            self._day = next((day for m in news if m.people and (day := _day_of(m))), self._sequel(main) or self._day)
        return news + (self._recalled(aside) if aside else [])

    def _recalled(self, aside: Aside) -> list[Mention]:
        """What the outlet tells of an earlier attack beside the news, on the day that it gives or its words count."""
        found = [m for m in self._voiced(aside.sentence, ()) if m.people]
        counted = aside.when(self._day, self._text)
        for mention in found:
            mention.earlier = True
            mention.whens = mention.whens or ([counted] if counted else [])
        return found

    def _voiced(self, sentence: Sentence, speeches: Sequence[Frame]) -> list[Mention]:
        """The mentions of a sentence, one for each voice in it that says something of harm."""
        if not self._may_say_something(sentence, speeches):
            return []
        plain = self._mention(sentence)
        if not (sentence.frames or speeches or self._says_something(plain)):
            return []  # as of one sentence in five: the rest needn't be asked
        self._read_marks(plain, sentence)
        by_speech: dict[int, Mention] = {}
        mixed = plain.near_day and plain.old
        frames = of_now(sentence, self._told(sentence), self._is_old, _NEAR) if mixed else of_one_time(sentence)
        for frame in frames:
            speech = speech_of(frame, speeches)
            speech = None if speech and is_undisputed(sentence, speech, frame) else speech
            mention = by_speech.setdefault(id(speech), _in_voice_of(plain, speech))
            mention.people += [p for p in frame.people if p not in mention.people]
            mention.agents += [a for a in self._told_agents(frame, sentence) if a not in mention.agents]
        for mention in by_speech.values():
            mention.people = with_noun_before(of_one_kind(mention.people))
            mention.named = self._words_of_names(mention.people)
        for speech in speeches:
            mention = by_speech.setdefault(id(speech), _in_voice_of(plain, speech))
            tells = bool(mention.people or mention.attack)
            mention.agents = agents_of_speech(mention.agents, speech, self._text, tells=tells)
        for speech in speeches:
            if speech.confirms:
                by_speech[id(speech)].people += self._toll
        self._toll = next(([*m.people] for m in by_speech.values() if m.people), self._toll)
        for speech in speeches:
            for companion in speech.companions:
                by_speech[id(companion)] = _in_voice_of(by_speech[id(speech)], companion)
        return [m for m in by_speech.values() or [plain] if self._says_something(m)]

    def _words_of_names(self, people: Sequence[People]) -> frozenset[str]:
        names = [self._text[slice(*p.name)] for p in people if p.name]
        return frozenset(fold(word) for name in names for word in name.split() if len(word) > _SHORT_WORD)

    def _told_agents(self, frame: Frame, sentence: Sentence) -> list[Agent]:
        """A frame's agents; where the harm nearest to it befell attackers only, they stopped these."""
        harms = sentence.harms
        if not frame.agents or not harms:
            return list(frame.agents)
        near = min(harms, key=lambda f: max(f.span[0] - frame.span[1], frame.span[0] - f.span[1]))
        stopping = all("attacker" in p.roles for p in near.people)
        return [replace(a, stopping=stopping and not a.identity) for a in frame.agents]

    def setting(self, lead: Sequence[Sentence]) -> Setting:
        """The first recent day and the first place of the page's first sentences."""
        if not self._focused:  # the day on which a bulletin's many voices spoke is none of its incidents'
            return Setting(lambda: None, lambda: self._places.place_of_harm(lead), lambda: None)
        return Setting(
            lambda: self._first_day(lead), lambda: self._places.first_place(lead), lambda: self._places.town_of(lead),
            lambda: next((day for s in lead if (day := self._counted(s, ()))), None),
        )  # fmt: skip

    def _first_day(self, lead: Sequence[Sentence]) -> When | None:
        whens = [w for s in lead if not is_of_late_deaths(s) for w in self._told(s)]
        if not tells_sequel(lead, apart=True):  # what is said at a burial, is said days after
            whens += [w for s in lead for w in self._timed(s, times_of(s), None)]
        return next((w for w in whens if w.precision == "day" and not self._is_old(w)), None)

    def _may_say_something(self, sentence: Sentence, speeches: Sequence[Frame]) -> bool:
        """Whether some mention of the sentence may: most sentences beside those of harm end here."""
        if sentence.frames or sentence.may_hold("ATTACK") or any(s.agents or s.confirms for s in speeches):
            return True
        return sentence.is_anaphoric or (self._extract and (bool(sentence.events) or sentence.may_hold("WEAPON")))

    def _says_something(self, mention: Mention) -> bool:
        if mention.people or mention.agents:
            return True
        if self._extract and mention.codes:
            return True
        if mention.attack or (mention.happened and (mention.spots or mention.whens)):
            return True
        return mention.speech is not None and (mention.anaphoric or mention.touches)

    def _mention(self, sentence: Sentence) -> Mention:
        """What the sentence says, whoever says it."""
        mention = Mention(sentence.index, sentence.in_title, None)
        self._read_violence(mention, sentence)
        self._read_times(mention, sentence)
        mention.spots, mention.offices = self._places.spots(sentence), self._places.offices(sentence)
        after = places_of(sentence)
        mention.offices += [s for s in mention.spots if (s.start, s.end) in after]
        mention.spots = [s for s in mention.spots if (s.start, s.end) not in after or s.where.precision == "country"]
        if mention.happened:
            mention.spots = [spot.as_scene() for spot in mention.spots]
        known = speaks_of_known_place(sentence)
        mention.there = known or sentence.index == self._there_index + 1
        self._there_index = sentence.index if known else self._there_index
        return mention

    def _read_marks(self, mention: Mention, sentence: Sentence) -> None:
        """What else the sentence says of its harm; nothing of it matters to the sentences behind."""
        mention.weapons = weapons_of(sentence, self._text)
        mention.attackers = attackers_of(sentence, self._text)
        mention.crowd = crowd_of(sentence, self._text)
        mention.topics = tuple(sentence.features("TOPIC", "kind"))
        mention.separate = breaks_off(sentence)
        mention.several = counts_attacks(sentence)
        mention.scattered = adds_up(sentence)
        mention.series = series_of(sentence)
        mention.turn = takes_turn(sentence)
        mention.resumes = resumes(sentence)
        mention.anaphoric = sentence.is_anaphoric

    def _read_violence(self, mention: Mention, sentence: Sentence) -> None:
        """What the sentence's words of attack and harm say, but for those that are taken back ("could", "not")."""
        chunks = sentence.chunks
        told = codes_of(sentence.nested) if sentence.may_hold("ATTACK", "WEAPON") else []
        codes = [(code, chunk) for code, chunk in told if not unreal(chunks, chunk)]
        if self._focused or any(w.feature("ATTACK", "event") == "looting" for w in sentence.events):
            codes += [(word.feature("ATTACK", "event"), word) for word in sentence.events]
        mention.codes = sorted(codes, key=lambda item: item[1].start)
        mention.harm_word = next(iter(sentence.anchors), None)
        words = [c for c in chunks if "ATTACK" in c.senses.first] if sentence.may_hold("ATTACK") else []
        attacks = [(c, sense) for c in words if (sense := c.sense("ATTACK")) and not unreal(chunks, c)]
        mention.attack_word = next((c for c, sense in attacks if sense.features.get("event") not in _NO_ATTACK), None)
        mention.attack = mention.attack_word is not None
        mention.touches = bool(attacks)
        mention.told_by_verb = any(sense.form in ("verb", "participle") for _, sense in attacks)
        known = any(c.definite and c.sense("ATTACK", "noun") for c in words)  # "the strikes hit X"
        mention.happened = mention.touches and (sentence.has("HAPPEN") or (known and mention.told_by_verb))
        harms = chunks if sentence.may_hold("HARM") else ()
        harm = any("HARM" in c.senses.first and c.feature("HARM", "violent") != "no" for c in harms)
        armed = sentence.has("WEAPON") or any(f.agents for f in sentence.frames)
        mention.violent = mention.attack or harm or armed

    def _read_times(self, mention: Mention, sentence: Sentence) -> None:
        """When, and whether that makes it an earlier incident or a running total."""
        kinds = past_kinds(sentence)
        dating = by_the_harm(sentence) if sentence.may_hold("TIME") else ()
        spans = [c.feature("TIME", "kind") for c in dating if "TIME" in c.senses.first]
        mention.whens = self._whens(sentence)
        mention.old = [w for w in mention.whens if self._is_old(w)]
        mention.near_day = self._has_near_day(sentence, mention.whens)
        mention.whens = mention.whens or self._same_day(sentence)
        harms = sentence.harms
        mention.late = is_of_late_deaths(sentence)
        mention.presumed = bool(harms) and all(f.presumed for f in harms)
        dated = [w for w in mention.whens if w.end is not None]
        all_old = bool(dated) and len(mention.old) == len(dated)
        then = "then" in kinds and not dated and sentence.index == self._old_index + 1
        mention.earlier = all_old or then or bool({"earlier", "anniversary"}.intersection(kinds))
        self._old_index = sentence.index if all_old or then else self._old_index
        mention.announced = all_old and not kinds and bool(sentence.speeches) and self._is_of_late(dated)
        years_only = bool(dated) and dated[0].precision == "year" and not mention.attack and not mention.near_day
        dead = [p.low for f in sentence.frames for p in f.people if p.outcome == "killed" and p.low]
        hurt = [p.low for f in sentence.frames for p in f.people if p.outcome == "injured" and p.low]
        a_wars = max(dead, default=0) >= _A_WARS_TOLL or max(hurt, default=0) >= _A_WARS_INJURED
        running = "cumulative" in kinds or bool({"since", "during"}.intersection(spans))
        # "Killed on Saturday, the tenth since January" tells of Saturday.
        one_days = mention.near_day and max(dead, default=0) <= _A_DAYS_TOLL
        mention.cumulative = (running and not one_days) or years_only or (a_wars and not mention.near_day)

    def _told(self, sentence: Sentence) -> list[When]:
        """The times of a sentence but for those at which something was said or came after the harm."""
        if not sentence.may_hold("TIME"):
            return []
        said = {span for speech in sentence.speeches for span in speech.said} | of_saying(sentence)
        return self._timed(sentence, said | times_of(sentence), self._day)

    def _sequel(self, sentence: Sentence) -> datetime.date | None:
        """The day of a verdict, of a burial: "the verdict came a day after a shooting" counts from it."""
        spans = times_of(sentence)
        return first_of(spans, self._timed(sentence, frozenset(), None)) if spans else None

    def _counted(self, sentence: Sentence, told: Sequence[When]) -> When | None:
        """The day that it counts back to from that of a burial, of a death or of the page."""
        if not sentence.may_hold("PAST"):
            return None
        return counted_back(sentence, self._text, told, self._sequel(sentence), self._published)

    def _timed(self, sentence: Sentence, but: Set[Span], day: datetime.date | None) -> list[When]:
        """The times of a sentence but for these; `day` is that of the news told before it."""
        if not sentence.may_hold("TIME"):
            return []
        whens = whens_of(phrases_of("TIME", sentence.chunks), self._text, self._published, day)
        return [w for w in whens if w.quote is None or (w.quote.start, w.quote.end) not in but]

    def _whens(self, sentence: Sentence) -> list[When]:
        """The times of a sentence, the one nearest to its words of harm, else to "carried out", first."""
        found = but_of_late_deaths(self._told(sentence), sentence)
        if counted := self._counted(sentence, found):
            found = [counted]
        if not found:
            return found
        blaming = sentence.chunks if sentence.may_hold("BLAME") else ()
        anchors = sentence.anchors or [(c.start, c.end) for c in blaming if c.sense("BLAME", "by")]
        if not anchors:
            return found

        def distance(when: When) -> int:
            quote = when.quote
            assert quote is not None  # noqa: S101 - `when_of` always quotes
            return min(max(quote.start - end, start - quote.end, 0) for start, end in anchors)

        return sorted(found, key=distance)

    def _same_day(self, sentence: Sentence) -> list[When]:
        """The day told last, for another incident "earlier in the day"."""
        breaks = sentence.chunks if self._day and sentence.may_hold("BREAK") else ()
        words = next((c for c in breaks if c.feature("BREAK", "day")), None)
        if words is None:
            return []
        quote = Quote.of(self._text, words.start, words.end)
        return [When(start=self._day, end=self._day, precision="day", quote=quote, rule="lexicon.BREAK")]

    def _is_old(self, when: When) -> bool:
        if self._published is None or when.end is None:
            return False
        return (self._published - when.end).days > _RECENT_DAYS

    def _is_of_late(self, dated: Sequence[When]) -> bool:
        days = [w for w in dated if w.precision in ("day", "month") and w.end is not None]
        return any(self._published and w.end and (self._published - w.end).days <= _ANNOUNCED_DAYS for w in days)

    def _has_near_day(self, sentence: Sentence, whens: Sequence[When]) -> bool:
        """Whether a recent day stands within a few words of the harm: "killed on Saturday", not "said on Saturday"."""
        told = [*sentence.anchors, *(f.span for f in sentence.harms)]
        days = [w for w in whens if w.precision == "day" and not self._is_old(w)]
        quotes = [w.quote for w in days if w.quote]
        return any(max(q.start - end, start - q.end) < _NEAR for q in quotes for start, end in told)


def _day_of(mention: Mention) -> datetime.date | None:
    """The day on which its harm was, where it isn't long ago."""
    day = mention.day
    return day.start if day and day.precision == "day" and day not in mention.old else None


def _in_voice_of(mention: Mention, speech: Frame | None) -> Mention:
    """The same as one voice says it, with lists of its own; "the mayor of X" doesn't place it in X."""
    voice = speech.voice.span if speech and speech.voice else (0, 0)
    return replace(
        mention,
        speech=speech,
        people=list(mention.people),
        agents=list(mention.agents),
        spots=[s for s in mention.spots if not voice[0] <= s.start < voice[1]],
        offices=mention.offices + [s for s in mention.spots if voice[0] <= s.start < voice[1]],
    )
