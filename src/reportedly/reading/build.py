"""What a reducing rule's parts mean: a builder for each kind of phrase that carries a value.

A builder takes the chunk that a rule made and returns it with its `value`, or None to refuse the match.
The parts that each understands are listed in docs/languages.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from msgspec.structs import replace

from reportedly.languages import Chunk, Sense, Senses, bare
from reportedly.model.vocabulary import FORCES, STATE, Category, Outcome, PerpetratorType, Role, SpeakerType
from reportedly.reading.lexis import actors
from reportedly.reading.values import Group, People, Span, Voice

Builder = Callable[[Chunk], Chunk | None]
# Fighters and the state's forces are people like others, and rules may ask for them alone.
_ALSO_NOUNS = ("fighter", "state")
_NOUN = bare("V", "noun")
Range = tuple[int | None, int | None]


def _span(chunk: Chunk | None) -> Span | None:
    return (chunk.start, chunk.end) if chunk else None


def _whole_span(chunk: Chunk, part: str) -> Span:
    """From the first to the last chunk of a part: a name may be several words."""
    found = chunk.parts[part]
    return found[0].start, found[-1].end


def count_range(chunk: Chunk | None) -> Range:
    """Low and high of a COUNT chunk; None where it says neither."""
    sense = chunk.sense("COUNT") if chunk else None
    if sense is None:
        return None, None
    low, high = sense.features.get("low"), sense.features.get("high")
    return (int(low) if low else None), (int(high) if high else None)


def approximate(counted: Range, effect: str) -> Range:
    """What "at least", "more than", "up to" make of a number."""
    low, high = counted
    if effect == "at_least":
        return low, None
    if effect == "more_than":
        return (low + 1 if low is not None else None), None
    if effect == "at_most":
        return None, high
    if effect == "less_than":
        return None, (high - 1 if high is not None else None)
    return counted  # "about", "nearly": the figure itself is what is reported


def build_count(chunk: Chunk) -> Chunk | None:
    """Parts: `count` with `approx`, or `low` and `high` ("between 10 and 15")."""
    if chunk.part("low") and chunk.part("high"):
        low, high = count_range(chunk.part("low"))[0], count_range(chunk.part("high"))[1]
        if low is None or high is None or low > high:
            return None
    else:
        approx = chunk.part("approx")
        low, high = approximate(count_range(chunk.part("count")), approx.feature("APPROX", "effect") if approx else "")
    kept = {name: str(value) for name, value in (("low", low), ("high", high)) if value is not None}
    chunk.senses = Senses((Sense("COUNT", "plain", kept),))
    return chunk


def group_of(chunk: Chunk) -> Group | None:
    """The side that a chunk names: an actor of the list, or a kind of force with its country."""
    if isinstance(chunk.value, Group):
        return chunk.value
    sense = chunk.sense("ACTOR")
    if sense:
        actor = actors()[sense.features["actor"]]
        return Group(
            span=(chunk.start, chunk.end),
            type=cast(PerpetratorType, actor.perpetrator_type or "unknown"),
            category=cast(Category, actor.category or "unknown"),
            speaker=cast(SpeakerType, actor.type or "unknown"),
            actor=actor.key,
            country=actor.country or None,
            agency=actor.kind in ("agency", "outlet"),
        )
    force = chunk.sense("FORCE")
    if force:
        return Group(
            span=(chunk.start, chunk.end),
            type=cast(PerpetratorType, force.features.get("perpetrator") or force.features.get("type") or "unknown"),
            category=cast(Category, force.features.get("category") or "unknown"),
            speaker=cast(SpeakerType, force.features.get("speaker") or "unknown"),
            anaphor=bool(force.features.get("anaphor")),
        )
    demonym = chunk.sense("DEMONYM") or chunk.sense("COUNTRY")
    if demonym:
        country = demonym.features.get("country")
        return Group((chunk.start, chunk.end), "military", "unknown", "government", None, country)
    return None


def build_group(chunk: Chunk) -> Chunk | None:
    """Parts: `head` (an actor, a force or a nationality) with `country` or `place`, and `short` for its other name."""
    head = chunk.part("head")
    group = group_of(head) if head else None
    if group is None:
        return None
    where = chunk.part("country")
    country = (where.feature("DEMONYM", "country") or where.feature("COUNTRY", "country")) if where else ""
    form = "armed" if group.type in ("armed_group", "militia") else "state" if group.type in STATE else ""
    suspected = bool(chunk.feature("GROUP", "suspected"))
    # "The Islamic State (IS)" is named once, and "suspected" is no part of a name.
    whole = head if head is not None and (suspected or chunk.part("short")) else chunk
    span = (whole.start, whole.end)
    chunk.value = replace(group, span=span, country=country or group.country, suspected=suspected)
    chunk.senses = bare("GROUP", form)
    return chunk


def build_people(chunk: Chunk) -> Chunk | None:
    """Parts: `count`, `article`, `approx`, `noun`, `group`, `adj`, `adj_b`, `name`, `tie`; or `head` with `part`."""
    head = chunk.part("head")
    if head is not None and isinstance(head.value, People):
        return _with_part(chunk, head.value)
    items = chunk.parts.get("items", ())
    members = tuple(c.value for c in items if isinstance(c.value, People))
    if members:
        # What "and" joins to the first is no other name of it: "a couple and their two children" are four.
        if len(members) < 2 or (not items[1].sense("AND") and _in_apposition(members)):
            return None
        span = (chunk.start, chunk.end)
        chunk.value = People(span, None, None, None, items=_share(members), rule=chunk.rule)
        chunk.senses = bare("V", "list")
        return chunk
    people = _people(chunk)
    form = _form_of(people, chunk.part("noun"))
    chunk.value = people
    chunk.senses = _NOUN.behind(bare("V", form)) if form in _ALSO_NOUNS else bare("V", form)
    return chunk


def _form_of(people: People, noun: Chunk | None) -> str:
    """What rules may ask of a phrase of people."""
    if noun is not None and noun.sense("PEOPLE", "other"):
        return "other"
    if people.outcome:
        return "casualty"
    if people.bare or people.name:
        return "bare" if people.bare else "named"
    fights = people.category == "armed_group" or "attacker" in people.roles
    if fights and people.perpetrator:
        return "fighter"
    return "state" if people.perpetrator in STATE else "noun"


def _in_apposition(members: tuple[People, ...]) -> bool:
    """Whether the first names as many as the rest: "two soldiers, Corporal A and Private B" are two.

    So are "three peacekeepers, two Chadians and a Togolese" three.
    """
    first, rest = members[0], members[1:]
    told = [p.low or 0 for member in rest for p in member.each()]
    each = [p for member in rest for p in member.each()]
    singled = all(p.definite or p.name or (p.group and p.description is None) for p in each)
    return singled and first.low is not None and first.low > 1 and first.low == sum(told)


def _share(members: tuple[People, ...]) -> tuple[People, ...]:
    """In a list, nested lists are opened."""
    return tuple(each for member in members for each in member.each())


def _with_part(chunk: Chunk, head: People) -> Chunk:
    parts = tuple(e for c in chunk.parts.get("part", ()) if isinstance(c.value, People) for e in c.value.each())
    chunk.value = replace(head, parts=(*head.parts, *parts))
    return chunk


def _people(chunk: Chunk) -> People:
    noun, count, group = chunk.part("noun"), chunk.part("count"), chunk.part("group")
    adjectives = [c for name in ("adj", "adj_b") for c in chunk.parts.get(name, ())]
    low, high = count_range(count)
    approx = chunk.part("approx")
    if approx:
        low, high = approximate((low, high), approx.feature("APPROX", "effect"))
    partial = bool(chunk.feature("V", "partial"))
    definite = _is_definite(chunk, noun)
    words = _span(count) if count else _span(chunk.part("article"))
    sense = (noun.sense("PEOPLE") or noun.sense("ACTOR") or noun.sense("FORCE")) if noun else None
    features = sense.features if sense else {}
    name = chunk.part("name")
    age = _age([*adjectives, *chunk.parts.get("age", ())])
    if count is None and (noun is not None or (age is not None and adjectives)):
        low = high = _implied(noun, name, features)
        words = words or (_span(noun or adjectives[0]) if low else None)
    if chunk.feature("V", "uncounted"):
        low, high, words = None, None, None
    side = group_of(group) if group else group_of(noun) if noun and not noun.sense("PEOPLE") else None
    category = _category(features, adjectives, side)
    return People(
        span=(chunk.start, chunk.end),
        low=low,
        high=None if partial and not definite else high,
        words=words,
        partial=partial,
        description=_described(chunk, noun) if noun else None,
        category=category,
        roles=_roles(features, adjectives),
        sex=_sex(features, adjectives),
        age=age,
        outcome=cast("Outcome | None", features.get("outcome") or None),
        group=side.span if side else None,
        actor=side.actor if side else None,
        name=_whole_span(chunk, "name") if name else None,
        perpetrator=_perpetrator(features, side),
        speaker=cast("SpeakerType | None", features.get("speaker") or None),
        generic=_is_generic(noun, sense) and "attacker" not in _roles({}, adjectives),
        definite=definite,
        bare=noun is None and name is None,
        shared=name is not None and features.get("number") == "many",
        suspected=_is_suspected(features, adjectives, side),
        unknown=any(a.sense("ADJ", "unknown") for a in adjectives),
        beside=bool(features.get("beside")) or any(a.feature("ADJ", "beside") for a in adjectives),
        nth=_nth([*adjectives, *chunk.parts.get("nth", ())]),
        rule=chunk.rule,
    )


def _nth(adjectives: list[Chunk]) -> int | None:
    """Five of "a fifth victim"."""
    return next((int(nth) for a in adjectives if (nth := a.feature("ADJ", "nth"))), None)


def _implied(noun: Chunk | None, name: Chunk | None, features: Mapping[str, str]) -> int | None:
    """How many they are without a number: "a soldier's wife", "both sons", "the four-year-old"."""
    if noun is None or name is not None:
        return 1
    return {"one": 1, "two": 2}.get(features.get("number", ""))


def _described(chunk: Chunk, noun: Chunk) -> Span:
    """A phrase from the noun's modifiers on, but for the name behind it: "former mayor Paul Durandal" is one."""
    beside = [c.start for part in ("adj_b", "group") for c in chunk.parts.get(part, ()) if c.end <= noun.start]
    behind = chunk.parts.get("tie") or chunk.parts.get("name")
    return min((noun.start, *beside)), behind[0].start if behind and behind[0].start > noun.start else chunk.end


def _is_generic(noun: Chunk | None, sense: Sense | None) -> bool:
    """Whether the noun may mean anybody: "people", "the dead", "24 Afghans"."""
    if sense is None:
        return noun is not None and noun.sense("DEMONYM") is not None
    return sense.symbol == "PEOPLE" and sense.form in ("generic", "casualty", "other")


def _category(features: Mapping[str, str], adjectives: list[Chunk], side: Group | None) -> Category:
    named = features.get("category", "")
    for adjective in adjectives:
        named = adjective.feature("ADJ", "category") or named
    if side and (named in ("", "unknown") or (named == "security_forces" and side.category in FORCES)):
        return side.category  # "an officer of the police" is the police's
    return cast(Category, named or "unknown")


def _roles(features: Mapping[str, str], adjectives: list[Chunk]) -> tuple[Role, ...]:
    named = features.get("roles", "").split()
    for adjective in adjectives:
        named += adjective.feature("ADJ", "roles").split()
    return tuple(cast(Role, role) for role in dict.fromkeys(named))


def _is_definite(chunk: Chunk, noun: Chunk | None) -> bool:
    """Whether they were told of before: "the man", "she"; "his wife" need not be."""
    article = chunk.part("definite")
    if article is not None and not article.sense("DEF", "own"):
        return True
    return bool(chunk.feature("V", "definite")) or (noun is not None and noun.definite)


def _sex(features: Mapping[str, str], adjectives: list[Chunk]) -> str:
    """Told by the noun ("girl") or an adjective ("female"); roles of women tell it too."""
    told = [features.get("sex", ""), *(a.feature("ADJ", "sex") for a in adjectives)]
    return next(filter(None, told), "f" if "woman" in features.get("roles", "") else "")


def _age(adjectives: list[Chunk]) -> int | None:
    """The years of "a 17-year-old": a measure whose `unit` is one of age."""
    ages = [a.part("amount") for a in adjectives if (unit := a.part("unit")) and unit.feature("UNIT", "kind") == "age"]
    return next((low for amount in ages if (low := count_range(amount)[0]) is not None), None)


def _is_suspected(features: Mapping[str, str], adjectives: list[Chunk], side: Group | None) -> bool:
    """Whether the words leave open that it was they: "suspected rebels", "the suspects"."""
    told = bool(features.get("suspected")) or any(a.sense("ADJ", "suspected") for a in adjectives)
    return told or (side is not None and side.suspected)


def _perpetrator(features: Mapping[str, str], side: Group | None) -> PerpetratorType | None:
    named = features.get("perpetrator", "")
    if named:
        return cast(PerpetratorType, named)
    return side.type if side and side.type != "unknown" else None


def build_voice(chunk: Chunk) -> Chunk | None:
    """Parts: `source`, `adj`, `group`, `title`, `name`, `people`, `head`."""
    source, group = chunk.part("source") or chunk.part("title"), chunk.part("group")
    adjective, people, name = chunk.part("adj"), chunk.part("people"), chunk.part("name")
    side = group_of(group) if group else None
    kind = ""
    if source is not None:
        kind = source.feature("SOURCE", "speaker") or source.feature("TITLE", "speaker")
    if adjective is not None and adjective.feature("ADJ", "type"):
        kind = adjective.feature("ADJ", "type")
    officials = kind == "government" and source is not None and not source.sense("TITLE")
    of_force = officials and side is not None and side.speaker in ("police", "military")
    if side is not None and (of_force or kind in ("", "unknown", "unnamed")):  # "police officials" speak for police
        kind = "media" if side.agency else side.speaker
    if people is not None and isinstance(people.value, People):
        kind = kind or people.value.speaker or ""
    if name is not None and kind in ("", "unknown"):  # "police director Durandal": what the office is of
        body = next((g for c in chunk.parts.get("adj_b", ()) if (g := group_of(c))), None)
        kind = body.speaker if body is not None and not body.agency else kind
    if not kind and name is None:
        return None
    span = (chunk.start, chunk.end)
    is_paper = source is not None and source.sense("SOURCE", "paper") is not None
    called = side.span if side is not None and is_paper else span  # the army's statement is the army's
    chunk.value = Voice(
        span=span,
        name=_whole_span(chunk, "name") if name else called,
        office=_described(chunk, source) if name and source else span,
        type=cast(SpeakerType, kind or "unknown"),
        actor=side.actor if side else None,
        rule=chunk.rule,
        named=name is not None,
        titled=source is not None and source.sense("TITLE") is not None,
    )
    return chunk


BUILDERS: dict[str, Builder] = {"COUNT": build_count, "GROUP": build_group, "V": build_people, "SP": build_voice}
