"""Assemble: the mentions of an incident -> its accounts, one for each speaker and act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import msgspec

from reportedly.languages import Chunk
from reportedly.model import (
    DERIVED,
    SOME,
    Account,
    Count,
    Event,
    Perpetrator,
    Quote,
    Speaker,
    Victim,
    Weapon,
    When,
)
from reportedly.model.vocabulary import FORCES, STATE, Act
from reportedly.reading.around import WEAPON
from reportedly.reading.cluster import Cluster
from reportedly.reading.events import QUIET, event_of, text_code
from reportedly.reading.mentions import Mention
from reportedly.reading.scene import of_page, set_past, set_scene, set_where, where_told
from reportedly.reading.sentence import LEAD
from reportedly.reading.setting import Setting
from reportedly.reading.speakers import words_of
from reportedly.reading.values import Agent, Frame, People, Voice
from reportedly.reading.victims import merge_mentions

_NEIGHBOURS = 1  # sentences between a word of attack and the harm that it did
_THROUGH_DIRECTOR = "monitor"  # a body that is cited through its director as often as by its own name
_QUOTATION = "\"'«»“”‘’ ،,"
Groups = dict[tuple[str, str], list[Mention]]  # by who speaks and in what act
_MANNERS = ("suicide", "sexual")  # how an attack was done: no answer to one, as a strike further down may be
_FROM_THE_AIR = "airstrike"
_ORGANISED = STATE | {"armed_group", "militia", "mob"}


def accounts_of(
    clusters: Sequence[Cluster], text: str, setting: Setting, articles: tuple[str, ...] = ()
) -> list[Account]:
    """The accounts of a page, incident by incident; the outlet's own voice first.

    Where no account of the page's own incident says when or where, the `setting` does. `articles` are those
    that the language writes onto a word.
    """
    accounts: list[Account] = []
    for number, cluster in enumerate(clusters, 1):
        groups = _by_voice(cluster, _Names(text, articles))
        ordered = sorted(groups.items(), key=lambda item: item[0][0] != "")
        for (who, act), mentions in ordered:
            harm = any(m.people for m in cluster.mentions)
            if harm and not who and not any(m.people or m.agents for m in mentions):
                continue  # the outlet's passing words on an attack, with no harm in them, are no account
            account = _account(f"a{len(accounts) + 1}", f"i{number}", act, mentions, cluster, text)
            accounts.append(account)
        _set_event(accounts, f"i{number}", cluster, text)
        _complete(accounts, f"i{number}", cluster)
        if number == 1 and cluster.background:
            set_past(accounts, setting)
        if number == 1 and not cluster.background:
            set_scene(accounts, setting)
        elif cluster.listed and setting.where and setting.where.precision == "country":
            set_where(accounts, f"i{number}", setting.where)
        elif number > 1 and not cluster.listed and (where := of_page(accounts[0], cluster)):
            set_where(accounts, f"i{number}", where)
    return accounts


def _complete(accounts: list[Account], incident: str, cluster: Cluster) -> None:
    """Where no account says when or where, the incident's first has it from its sentences without people."""
    own = [n for n, a in enumerate(accounts) if a.incident == incident]
    if not own:
        return
    first = accounts[own[0]]
    where = where_told(cluster.mentions, cluster)
    if where and where.fineness > 0 and not any(accounts[n].where for n in own):
        first = msgspec.structs.replace(first, where=where)
    if not any((when := accounts[n].when) and when.start for n in own):
        first = msgspec.structs.replace(first, when=_when(cluster.mentions, cluster))
    accounts[own[0]] = first


def _by_voice(cluster: Cluster, names: _Names) -> Groups:
    """The mentions of each voice and act."""
    groups: Groups = {}
    for mention in cluster.mentions:
        groups.setdefault(names.key(mention), []).append(mention)
    return _without_headline_voice(groups)


def _without_headline_voice(groups: Groups) -> Groups:
    """A voice that only the headline has is the one that the lead gives the same toll to: it calls it otherwise."""
    alone = next((key for key, told in groups.items() if key[0] and all(m.in_title for m in told)), None)
    if alone is None:
        return groups
    toll = _killed_by(groups[alone])
    for key, told in groups.items():
        leads = key[0] and key[1] == alone[1] and min(m.sentence for m in told) == 1
        if leads and toll and toll <= _killed_by(told) and _alike(groups[alone][0], told[0]):
            return {k: ([*groups[alone], *m] if k == key else m) for k, m in groups.items() if k != alone}
    return groups


def _alike(a: Mention, b: Mention) -> bool:
    """Whether two voices may be of one kind of speaker."""
    kinds = {m.speech.voice.type for m in (a, b) if m.speech and m.speech.voice}
    return len(kinds) == 1 or bool(kinds & {"unknown", "unnamed"})


def _killed_by(mentions: Sequence[Mention]) -> set[int]:
    return {n for m in mentions for n in m.killed if n}


def _set_event(accounts: list[Account], incident: str, cluster: Cluster, text: str) -> None:
    """Where no account has a word of attack, the incident's first takes that of its sentences without harm.

    Where people were hurt, a vigil, arrests or weapons seized are what happened around it. In a text without a
    headline such a sentence may be of anything: weapons found, a wave of bombings.
    """
    harm = any(m.people for m in cluster.mentions)
    if cluster.listed and harm:
        return
    own = [n for n, a in enumerate(accounts) if a.incident == incident]
    if not own or any(a.event and not a.event.is_derived for a in (accounts[n] for n in own)):
        return
    found = text_code([code for m in cluster.mentions for code in m.codes], harm=True, by_state=False)
    if found and not (harm and found[0] in QUIET):
        code, chunk = found
        event = event_of(code, (chunk.start, chunk.end), text)
        accounts[own[0]] = msgspec.structs.replace(accounts[own[0]], event=event)


class _Names:
    """Who is who among an incident's speakers: "the prefecture" is "the prefecture of X" told before."""

    def __init__(self, text: str, articles: tuple[str, ...]) -> None:
        self._text = text
        self._articles = articles
        self._known: list[tuple[str, frozenset[str], str]] = []  # type, words, key
        self._actors: set[tuple[str, frozenset[str], str]] = set()

    def key(self, mention: Mention) -> tuple[str, str]:
        """Who speaks and in what act; a claim, an accusation or a denial is an account of its own."""
        voice = mention.speech.voice if mention.speech else None
        if voice is None:
            return "", "report"
        words = words_of(self._text[slice(*voice.name)], self._articles)
        if voice.actor:
            entry = (str(voice.type), words, voice.actor)
            if entry not in self._actors:
                self._actors.add(entry)
                self._known.append(entry)
            return voice.actor, mention.act
        if not words:
            return self._text[slice(*voice.name)].casefold(), mention.act
        again = self._is_taken_up(voice, words)
        for kind, known, key in self._known:
            alike = again or kind == voice.type or "unknown" in (kind, voice.type)
            # A page has one monitor: "the Observatory's director" speaks for the Observatory.
            monitor = kind == voice.type == _THROUGH_DIRECTOR and words & known
            if (alike and (words <= known or known <= words)) or monitor:
                return key, mention.act
        key = " ".join(sorted(words))
        self._known.append((voice.type, words, key))
        return key, mention.act

    def _is_taken_up(self, voice: Voice, words: frozenset[str]) -> bool:
        """Whether one word with the article written onto it names a body again: "the committee", of doctors or not."""
        return len(words) == 1 and self._text.startswith(self._articles, voice.name[0]) and bool(self._articles)


def _account(
    account_id: str, incident: str, act: str, mentions: Sequence[Mention], cluster: Cluster, text: str
) -> Account:
    # The headline's words come last: it cuts and simplifies what the body says in full.
    in_full = sorted(mentions, key=lambda m: m.in_title)
    everyone = [p for m in cluster.mentions for p in m.people]
    victims = victims_of([p for m in in_full for p in m.people], everyone, text)
    perpetrators = _perpetrators([a for m in mentions for a in m.agents], text)
    harm = any(m.people for m in cluster.mentions)
    near = _beside_harm(mentions, cluster, _NEIGHBOURS)
    event = _event(_of_the_event(mentions, near, cluster), victims, perpetrators, cluster, text)
    mentions = sorted(mentions, key=lambda m: m.sentence)
    speech = next((m.speech for m in sorted(mentions, key=lambda m: _cuts_name(m, text)) if m.speech), None)
    return Account(
        id=account_id,
        incident=incident,
        speaker=_speaker(speech, mentions, text) if speech else None,
        act=cast(Act, act),
        event=event,
        when=_when([m for m in mentions if not (m.late and cluster.days)], cluster),
        where=where_told(mentions, cluster),
        victims=tuple(victims),
        perpetrators=tuple(perpetrators),
        weapons=tuple(_unique_weapons(w for m in near for w in m.weapons if harm or w.rule == WEAPON)),
        background=cluster.background,
        confidence=0.0,  # `confidence` weighs whole accounts, against one another
    )


def _cuts_name(mention: Mention, text: str) -> tuple[bool, bool]:
    """How late a voice's name comes in the search for its fullest: the headline cuts it, "the ministry" takes it up."""
    voice = mention.speech.voice if mention.speech else None
    return voice is not None and " " not in text[slice(*voice.name)], mention.in_title


def _speaker(speech: Frame, mentions: Sequence[Mention], text: str) -> Speaker | None:
    voice = speech.voice
    if voice is None:
        return None
    relay = next((m.speech.relay for m in mentions if m.speech and m.speech.relay), None)
    said_by = [m.speech.voice.span for m in mentions if m.speech and m.speech.voice]
    start, end = voice.name
    quote = next(((a, b) for a, b in said_by if a <= start and end <= b), voice.name)
    return Speaker(
        name=text[slice(*voice.name)].strip(_QUOTATION) or None,
        type=voice.type,
        via=text[slice(*relay)] if relay else None,
        quote=Quote.of(text, *quote),
        rule=speech.rule,
    )


def victims_of(people: Sequence[People], incident: Sequence[People], text: str) -> list[Victim]:
    """The victims of one account, each told once; `incident` are those whom all of the incident's accounts tell of."""
    lines = merge_mentions(people, incident)
    index = {id(line): n for n, line in enumerate(lines)}
    return [_victim(line.people, index.get(id(line.parent)) if line.parent else None, text) for line in lines]


def _victim(people: People, parent: int | None, text: str) -> Victim:
    return Victim(
        outcome=people.outcome or "killed",
        count=Count(people.low, people.high, text[slice(*people.words)] if people.words else None),
        name=text[slice(*people.name)] if people.name else None,
        description=text[slice(*people.description)].strip(" ,") if people.description else None,
        category=people.category,
        roles=people.roles,
        group=text[slice(*people.group)] if people.group else None,
        part_of=parent,
        quote=Quote.of(text, *people.span),
        rule=f"{people.rule}{SOME}" if people.partial else people.rule,
    )


def _perpetrators(agents: Sequence[Agent], text: str) -> list[Perpetrator]:
    kept: dict[tuple[str, str], Perpetrator] = {}
    for agent in agents:
        key = (agent.actor or (agent.name or "").casefold(), agent.status)
        if key not in kept:
            quote = Quote.of(text, *agent.span)
            kept[key] = Perpetrator(
                name=(agent.name or "").strip(_QUOTATION) or None,
                actor=agent.actor,
                type=agent.type,
                status=agent.status,
                quote=quote,
                rule=agent.rule,
            )
    return list(kept.values())


def _beside_harm(mentions: Sequence[Mention], cluster: Cluster, reach: int) -> Sequence[Mention]:
    """Those within `reach` sentences of people harmed; all, where the voice tells of nobody harmed.

    A page speaks of other bombs too.
    """
    harm = [m.sentence for m in cluster.mentions if m.people]
    if not harm or not any(m.people for m in mentions):
        return mentions
    return [m for m in mentions if m.in_title or any(abs(m.sentence - h) <= reach for h in harm)]


def _of_the_event(mentions: Sequence[Mention], near: Sequence[Mention], cluster: Cluster) -> Sequence[Mention]:
    """The mentions that say what kind of event it was: those with harm first, then those `near` it.

    Where they say no more than "attack", one that tells of a suicide bombing anywhere says it better.
    """
    with_harm = [m for m in _beside_harm(mentions, cluster, 0) if any(code not in QUIET for code, _ in m.codes)]
    chosen = with_harm or near
    if all(code == "attack" or code in QUIET for m in chosen for code, _ in m.codes):
        chosen = [m for m in mentions if m in chosen or any(code == "suicide" for code, _ in m.codes)]
    return chosen


def _event(
    mentions: Sequence[Mention],
    victims: Sequence[Victim],
    perpetrators: Sequence[Perpetrator],
    cluster: Cluster,
    text: str,
) -> Event | None:
    """What the words say; "attack" on fighters is a clash."""
    harm = any(m.people for m in cluster.mentions)
    by_state = any(p.type in ("police", "military") for p in perpetrators)
    found = _code_told(mentions, harm, by_state)
    if found is not None and harm and found[0] in QUIET:
        found = None  # weapons seized, suspects arrested: what happened around it
    organised = any(p.type in _ORGANISED or p.status == "unidentified" for p in perpetrators)
    fighters = [v.category in FORCES or v.category == "armed_group" for v in victims]
    if found is None:
        of_fighters = bool(fighters) and all(fighters)
        return _event_of_harm(mentions, victims, (organised, of_fighters), text)
    code, chunk = _said_exactly(found, cluster)
    if code == "attack" and fighters and all(fighters) and organised:
        code = "clash"
    return event_of(code, (chunk.start, chunk.end), text)


def _code_told(mentions: Sequence[Mention], harm: bool, by_state: bool) -> tuple[str, Chunk] | None:
    """The code of the words nearest to the page's harm: a page speaks of other events further down.

    First those of the headline, then of the lead's sentences with people harmed, of all such, of any. Where they
    leave open how it was done, words further down may say it.
    """
    harmed = [m for m in mentions if m.people]
    vague = None
    for nearest in ([m for m in mentions if m.in_title], [m for m in harmed if m.sentence < LEAD], harmed, mentions):
        found = text_code([code for m in nearest for code in m.codes], harm, by_state)
        if found is None or (harm and found[0] in QUIET):
            continue
        if found[0] != "attack":
            return found
        if vague:
            how = [item for m in mentions for item in m.codes if item[0] in _MANNERS]
            return min(how, key=lambda item: _MANNERS.index(item[0]), default=vague)
        vague = found
    return vague


def _said_exactly(found: tuple[str, Chunk], cluster: Cluster) -> tuple[str, Chunk]:
    """What any voice says of it more exactly beside the harm: of a bombardment that it came from the air."""
    if not found[1].feature("ATTACK", "loose"):
        return found
    near = _beside_harm(cluster.mentions, cluster, _NEIGHBOURS)
    told = [(code, word) for m in near for code, word in m.codes]
    if any(code == found[0] and not word.feature("ATTACK", "loose") for code, word in told):
        return found
    return next((item for item in told if item[0] == _FROM_THE_AIR), found)


def _event_of_harm(
    mentions: Sequence[Mention], victims: Sequence[Victim], sides: tuple[bool, bool], text: str
) -> Event | None:
    """Without a word of attack: the word of harm itself, where it is an abduction or an organised side did it.

    `sides`: whether such a side did it, and whether all victims are fighters.
    """
    organised, of_fighters = sides
    word = next((m.harm_word for m in mentions if m.harm_word), None)
    if word is None:
        return None
    if any(v.outcome == "abducted" for v in victims):
        return event_of("abduction", word, text, DERIVED)
    if not organised or not victims:
        return None
    return event_of("clash" if of_fighters else "attack", word, text, DERIVED)


def _when(mentions: Sequence[Mention], cluster: Cluster) -> When | None:
    """The first resolved day told with harm, else any; for news, a recent one before one of long ago."""
    told = [(m, w) for m in sorted(mentions, key=_standing_of_days) for w in m.whens if _may_date(m, w, cluster)]
    resolved = [(m, w) for m, w in told if w.start is not None]
    recent = [(m, w) for m, w in resolved if cluster.background or w not in m.old]
    days, any_days = ([(m, w) for m, w in some if w.precision == "day"] for some in (recent, resolved))
    return next((w for _, w in (days or recent or any_days or resolved or told)), None)


def _may_date(mention: Mention, when: When, cluster: Cluster) -> bool:
    """Whether a time may be the incident's: none beside other deeds ("on Sunday the army moved in") that is apart."""
    if mention.people or mention.happened or cluster.days is None or when.precision != "day" or when.start is None:
        return True
    return cluster.days[0] <= when.start <= cluster.days[1]


def _standing_of_days(mention: Mention) -> int:
    """How late in the search for the day a sentence's times come: those of harm and of the attack come first."""
    if (mention.people and not mention.late) or mention.happened:
        return 0
    return 1 if mention.told_by_verb else 2 if mention.people else 3


def _unique_weapons(weapons: Iterable[Weapon]) -> Iterable[Weapon]:
    seen: set[str] = set()
    for weapon in weapons:
        if weapon.name.casefold() not in seen:
            seen.add(weapon.name.casefold())
            yield weapon
