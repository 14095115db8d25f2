"""Reading a page: report -> accounts, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.languages import Language, find
from reportedly.model import Account, Report
from reportedly.model.errors import EmptyInput, TooLarge, UnknownLanguage
from reportedly.reading import lexis
from reportedly.reading.assemble import accounts_of
from reportedly.reading.casing import cased
from reportedly.reading.chunk import reduce_chunks, take_up_names
from reportedly.reading.cluster import Cluster, Headline
from reportedly.reading.confidence import weighed
from reportedly.reading.extracts import Candidate, candidates, choose_event
from reportedly.reading.frame import frame_sentence
from reportedly.reading.gather import cluster_mentions
from reportedly.reading.harmless import harmless_event, spoken_of
from reportedly.reading.mentions import Mention, MentionReader
from reportedly.reading.naming import name_people
from reportedly.reading.news import judge_of, judged
from reportedly.reading.screen import Screen
from reportedly.reading.sentence import LEAD, Sentence
from reportedly.reading.sequels import tells_sequel
from reportedly.reading.sides import name_sides
from reportedly.reading.speakers import know_speakers
from reportedly.reading.tag import Tagger
from reportedly.reading.told import Judge
from reportedly.reading.values import Group, People, Span
from reportedly.reading.voices import Voices
from reportedly.reading.where import PlaceReader
from reportedly.scripts import Token, split_sentences

_COUNTED = ("COUNT",)  # what numbers become, which no rule makes
_TELLING = ("HARM", "ATTACK", "WEAPON")
_MOST_GROUPS = 2_000  # of people harmed: comparing them is quadratic, and 12,000 real pages have 31 lines at most
_EXTRACT = 1_200  # code points; what coders note of one event is a sentence or five
_COMMON = "aeinorst"  # small letters that every language in Latin script has many of
_SHORT = 3  # sentences: those tell of one event and its setting, longer ones of several


@dataclass(slots=True)
class Parsed:
    """Everything that was made of a page on its way; `explain` shows it."""

    report: Report
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    options: list[Candidate] = field(default_factory=list)  # the events that an extract may report


def parse(report: Report) -> Parsed:
    """Reads a report and keeps every stage.

    Raises `UnknownLanguage` where there is no folder for the page's language, `EmptyInput` where the
    page has no text, `TooLarge` where it tells of more people than any story does, `WorldError` where the
    gazetteer hasn't been built.
    """
    if not report.text.strip():
        raise EmptyInput(f"{report.id}: there is no text on the page")
    if not report.language:
        raise UnknownLanguage(f"{report.id}: the page's language can't be told; give it with --language")
    language = lexis.language_of(report.language)
    parsed = Parsed(report)
    parsed.sentences = _sentences(report, language)
    if not parsed.sentences:
        return parsed
    told = sum(len(frame.people) for sentence in parsed.sentences for frame in sentence.frames)
    if told > _MOST_GROUPS:
        raise TooLarge(f"{told:,} groups of people, more than any story tells of; split the page into its stories")
    if report.title and not told:
        return parsed  # what its voices say is of no incident
    clitics = language.lexicon.clitics
    know_speakers(parsed.sentences, report.text, clitics.absorb)
    name_sides(parsed.sentences, report.text)
    name_people(parsed.sentences, report.text)
    places = PlaceReader(lexis.gazetteer(), report.text, clitics, language.countries)
    places.survey(parsed.sentences)
    short = _is_short(parsed)
    focused = bool(report.title) or short
    reader = MentionReader(report.text, report.published, places, extract=is_extract(report), focused=focused)
    parsed.mentions = reader.read(parsed.sentences)
    headline = _headline(parsed, language)
    parsed.clusters = cluster_mentions(parsed.mentions, headline)
    if is_extract(report):
        parsed.clusters = _told_in_extract(parsed, headline.topics, language.code, short)
    elif report.title is None:
        parsed.clusters = _news_of(parsed, headline.topics, language.code)
    setting = reader.setting(parsed.sentences[:LEAD])
    accounts = accounts_of(parsed.clusters, report.text, setting, (*clitics.absorb, *clitics.contracts))
    if short:
        parsed.options = candidates(parsed.sentences, parsed.mentions, accounts)
        accounts = choose_event(parsed.options, accounts, report.text)
    parsed.accounts = weighed(accounts, report)
    return parsed


def _headline(parsed: Parsed, language: Language) -> Headline:
    """What the headline is about; where there is none, what the first sentence is."""
    titled = [s for s in parsed.sentences if s.in_title] or parsed.sentences[:1]
    topics = tuple(t for s in titled for t in s.features("TOPIC", "kind"))
    if parsed.report.title is None:
        return Headline(topics, None, long=not is_extract(parsed.report) and judge_of(language.code) is not None)
    tells = any(s.has(symbol) for s in titled for symbol in _TELLING) or any(s.frames for s in titled)
    return Headline(topics, tells, sequel=tells_sequel(parsed.sentences))


def _told_in_extract(parsed: Parsed, topics: Sequence[str], language: str, short: bool) -> list[Cluster]:
    """The clusters of an extract: what a sentence only touches on is background; news may tell of nobody harmed."""
    judge = Judge(language, parsed.report.text)
    if short:
        return parsed.clusters or spoken_of(parsed.mentions)
    if not judge:
        return _news_of(parsed, topics, language)
    news = judge.news(parsed.sentences, parsed.mentions)
    for cluster in parsed.clusters:
        cluster.background = not any(m.sentence in news for m in cluster.mentions if m.people)
    ordered = sorted(parsed.clusters, key=lambda c: c.background)
    return ordered or harmless_event(parsed.mentions, topics, news)


def _news_of(parsed: Parsed, topics: Sequence[str], language: str) -> list[Cluster]:
    """The clusters of a text without a headline, which may be a list, a speech, an interview; the news first."""
    clusters = parsed.clusters or harmless_event(parsed.mentions, topics)
    return judged(clusters, judge_of(language), len(parsed.sentences), parsed.report.published)


def _sentences(report: Report, language: Language) -> list[Sentence]:
    """The sentences that may matter, chunked and framed; none where nothing on the page tells of harm."""
    text = report.text
    words = language.tokenize.words(text)
    screen = Screen(language, words)
    told = report.title is None and screen.any_attack()
    if not (screen.any_harm() or told or (is_extract(report) and screen.any_event())):
        return []
    tokens = language.tokenize.tokens(text, words)
    spans = split_sentences(text, tokens, language.stops)  # as written: once cased, capitals mark names alone
    tagger, tokens = tagger_of(text, tokens, language)
    sentences, telling = _cut(report, tokens, spans, screen)
    for sentence in telling:
        _tag(sentence, tagger, language, text)
    if len(telling) < len(sentences) and not _may_harm(telling, language):
        sentences = telling  # a page with a headline on which nobody is harmed is no incident, whoever speaks on it
    voices = Voices(language, text)
    group: Group | None = None
    for sentence in sentences:
        if not sentence.chunks:
            _tag(sentence, tagger, language, text)
        group = _frame(sentence, language, text, group)
        voices.add_to(sentence)
    return sentences


def _may_harm(sentences: Sequence[Sentence], language: Language) -> bool:
    """Whether one of the sentences, whose chunks are reduced, may have a frame of people harmed."""
    told = [c.value for s in sentences for c in s.valued if isinstance(c.value, People)]
    if any(p.outcome for people in told for p in people.each()):
        return True
    frames, alphabet = language.grammar["frames"], language.alphabet
    return any(match.rule.makes == "harm" for s in sentences for match in find(frames, s.chunks, alphabet))


def _cut(
    report: Report, tokens: Sequence[Token], spans: Sequence[Span], screen: Screen
) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that may matter, unread: the lead, and what tells of harm, an attack or who speaks.

    Second those of them to read first: where the page has a headline, those that may tell of people harmed.
    """
    sentences: list[Sentence] = []
    telling: list[Sentence] = []
    body_start = report.body_start
    for index, (first, last) in enumerate(spans):
        if index < LEAD or screen.matters(first, last):
            own = tokens[first:last]
            in_title = own[0].start < body_start
            sentences.append(Sentence(index, own[0].start, own[-1].end, own, in_title))
            if report.title is None or screen.may_harm(first, last):
                telling.append(sentences[-1])
    return sentences, telling


def tagger_of(text: str, tokens: list[Token], language: Language) -> tuple[Tagger, list[Token]]:
    """The tagger for a page, and the page's tokens as it wants them: cased, where the page is all in capitals."""
    shouting = is_shouting(text)
    if shouting and language.common:
        return Tagger(language, lexis.gazetteer(), text), cased(tokens, language, lexis.gazetteer())
    return Tagger(language, lexis.gazetteer(), text, shouting=shouting), tokens


def parse_sentence(
    sentence: Sentence, tagger: Tagger, language: Language, text: str, last: Group | None = None
) -> Group | None:
    """Tags, chunks and frames one sentence in place; `last` is the armed group named last before it, and after."""
    _tag(sentence, tagger, language, text)
    return _frame(sentence, language, text, last)


def _tag(sentence: Sentence, tagger: Tagger, language: Language, text: str) -> None:
    tagged = tagger(sentence.tokens)
    sentence.chunks = reduce_chunks(tagged, language, text, sentence.trace)
    sentence.symbols = frozenset(_COUNTED).union(*[c.senses.first for c in (*tagged, *sentence.trace)])


def _frame(sentence: Sentence, language: Language, text: str, last: Group | None) -> Group | None:
    if sentence.may_hold("GROUP"):
        last = take_up_names(sentence.chunks, last)
    frame_sentence(sentence, language, text)
    return last


def is_extract(report: Report) -> bool:
    """Whether the report is a few sentences of a page, as coders note them, without a headline."""
    return report.title is None and len(report.text) <= _EXTRACT


def _is_short(parsed: Parsed) -> bool:
    """Whether it is an extract of so few sentences that it reports one event, and which one is left to choose."""
    return (
        is_extract(parsed.report)
        and parsed.sentences[-1].index < _SHORT
        and not Judge(str(parsed.report.language), parsed.report.text)
    )


def is_shouting(text: str) -> bool:
    """Whether the page is in capitals, as old wire copy is: then capitals mark no names."""
    sample = text[:2000]
    if 5 * sum(map(sample.count, _COMMON)) > len(sample):
        return False  # small letters alone outweigh what else there can be
    letters = [(letter, sample.count(letter)) for letter in set(sample)]  # a page has some sixty different ones
    capital = sum(count for letter, count in letters if letter.isupper())
    small = sum(count for letter, count in letters if letter.islower())
    return capital + small > 40 and capital > 0.8 * (capital + small)
