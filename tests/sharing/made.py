"""Dossiers made by hypothesis: hostile texts, figures of every kind, people whose names must never be given away.

All of it is invented.
"""

from __future__ import annotations

import datetime
import hashlib
from typing import get_args

from hypothesis import strategies as st

from reportedly.model import (
    Account,
    Count,
    DifferingValue,
    Disagreement,
    Dossier,
    Estimate,
    Event,
    Figure,
    Incident,
    IncidentPerpetrator,
    Judgement,
    Link,
    LinkedIncident,
    Perpetrator,
    Quote,
    Report,
    Reprint,
    Speaker,
    Telling,
    Victim,
    Weapon,
    When,
    Where,
)
from reportedly.model.vocabulary import (
    ACTS,
    CATEGORIES,
    GRADES,
    OUTCOMES,
    PERPETRATOR_TYPES,
    PLACE_PRECISIONS,
    ROLES,
    SPEAKER_TYPES,
    STATES,
    STATUSES,
    SUB_TYPES,
    TIME_PRECISIONS,
    TollCategory,
)
from reportedly.sharing.given import Given, KnownActor

HARMED, WITNESS, ALONE = "Idrissa Qarmadu", "Halimatou Vesperin", "Tomaso Grellin"
SECRETS = (HARMED, *HARMED.split(), WITNESS, ALONE)
NASTY = ("=1+1", "+49", "-5", "@SUM(A1)", "\tx", "a;b", 'say "no"', "two\r\nlines", "نيامي", "😀 | x", "#adm1", "'")
ACTORS = {"fama": KnownActor("Malian Armed Forces", "force", "ML"), "jnim": KnownActor("JNIM", "armed_group", "")}
GIVEN = Given(
    country_name=lambda code: f"Country {code}",
    actor=ACTORS.get,
    place_name=lambda where: where.name,
    unreviewed=True,
)
BODIES = tuple(kind for kind in PERPETRATOR_TYPES if kind not in ("individual", "unknown"))

texts = st.sampled_from(NASTY) | st.text(max_size=12).filter(lambda text: bool(text.strip()))
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
figures = st.integers(0, 40) | st.sampled_from((0, 1, 2**70))


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    """Low, best and high in their order, some of them missing as they may be."""
    low, best, high = sorted((draw(figures), draw(figures), draw(figures)))
    reason = f"only {WITNESS} gives a figure, of {HARMED}"
    return draw(
        st.sampled_from((
            Estimate(),
            Estimate(low=low, best=best, high=high, reason=reason),
            Estimate(low=low, best=best, reason=reason),
            Estimate(best=best),
        ))
    )  # fmt: skip


@st.composite
def whens(draw: st.DrawFn) -> When | None:
    """A day, some days, a month, a year, or nothing."""
    start = draw(days)
    length = draw(st.sampled_from((0, 0, 0, 1, 2, 6, 30, 364, 800)))
    precision = draw(st.sampled_from(TIME_PRECISIONS))
    return draw(
        st.sampled_from((
            None,
            When(start=None, end=None, precision=None),
            When(start=start, end=start + datetime.timedelta(length), precision=precision),
        ))
    )  # fmt: skip


@st.composite
def wheres(draw: st.DrawFn) -> Where | None:
    """A place with or without its coordinates."""
    at = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    return draw(
        st.sampled_from((
            None,
            Where(
                name=draw(texts),
                country=draw(st.sampled_from((None, "NE", "ML", "EG", "XK"))),
                admin1=draw(st.none() | texts),
                latitude=at and at[0],
                longitude=at and at[1],
                precision=draw(st.sampled_from((None, *PLACE_PRECISIONS))),
            ),
        ))
    )  # fmt: skip


events = st.none() | st.sampled_from(
    [Event(type=kind, sub_type=sub) for kind, subs in SUB_TYPES.items() for sub in (*subs, None)]
    + [Event(type=None, sub_type=None)]
)


@st.composite
def accounts(draw: st.DrawFn, name: str, text: str) -> Account:
    """An account; its quotes are the page's first words, the speaker's and a long one."""
    quote = Quote(text[:20], 0, 20)
    whole = Quote(text, 0, len(text))
    first = name == "a0"  # names everybody who mustn't be named: what nobody reads as a name nobody can hide
    kind = "witness" if first else draw(st.sampled_from(SPEAKER_TYPES))
    public = draw(st.sampled_from(("the ministry", "وزارة الصحة", "=police")))
    private = kind in ("witness", "local_source", "family", "unnamed", "unknown")
    speaker = Speaker(name=WITNESS if private else public, type=kind, via=draw(st.none() | texts), quote=quote)
    low = draw(figures)
    victims = [
        Victim(
            outcome=draw(st.sampled_from(OUTCOMES)),
            count=Count(low, draw(st.sampled_from((low, None))), str(low)),
            name=HARMED if first else draw(st.sampled_from((None, HARMED))),
            description=f"{draw(texts)} {HARMED}",
            category=draw(st.sampled_from(CATEGORIES)),
            roles=tuple(draw(st.lists(st.sampled_from(ROLES), max_size=2, unique=True))),
            part_of=draw(st.sampled_from((None, 0))) if number else None,
            quote=whole,
        )
        for number in range(draw(st.integers(int(first), 2)))
    ]
    group = draw(st.sampled_from(BODIES))
    perpetrators = (
        Perpetrator(name=ALONE, actor=None, type="individual", status=draw(st.sampled_from(STATUSES)), quote=quote),
        Perpetrator(name="=rebels", actor=None, type=group, status=draw(st.sampled_from(STATUSES)), quote=quote),
        Perpetrator(name="army", actor="fama", type="military", status="stated", quote=quote),
    )
    return Account(
        id=name, incident="i1", act=draw(st.sampled_from(ACTS)),
        speaker=speaker if first or draw(st.booleans()) else None,
        event=draw(events), when=draw(whens()), where=draw(wheres()), victims=tuple(victims),
        perpetrators=perpetrators[: draw(st.integers(1, 3))] if first else perpetrators[draw(st.integers(0, 3)) :],
        weapons=(Weapon(name=f"{draw(texts)} {HARMED}", quote=quote),), background=False,
        confidence=draw(st.floats(0, 1)),
    )  # fmt: skip


@st.composite
def tellings(draw: st.DrawFn, number: int) -> Telling:
    """What one page tells."""
    text = f"Reported on {HARMED} by {WITNESS}, of {ALONE}. {draw(texts)} " + "word " * draw(st.sampled_from((9, 90)))
    report = Report(
        id=draw(st.sampled_from((f"https://a.example/{HARMED}-{number}", "sha256:" + f"{number:064x}"))),
        text=text, url=draw(st.sampled_from((None, "file:///home/me/x", f"https://a.example/{number}"))),
        outlet=draw(st.none() | texts), title=draw(st.sampled_from((None, f"= {HARMED} and {WITNESS}"))),
        language="fr", published=draw(st.none() | days),
        retrieved=draw(st.sampled_from((None, "never", "2026-03-04T1"))),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    told = tuple(draw(accounts(f"a{place}", text)) for place in range(draw(st.integers(1, 2))))
    incident = Incident(
        id="i1", accounts=tuple(account.id for account in told), event=None, when=None, where=None, background=False,
        killed=Estimate(), injured=Estimate(), killed_by_category={}, perpetrators=(), disagreements=(),
    )  # fmt: skip
    return Telling(report=report, incident=incident, accounts=told)


@st.composite
def dossiers(draw: st.DrawFn, number: int = 0) -> Dossier:
    """One dossier; those of other numbers are of other incidents."""
    told = tuple(draw(tellings(10 * number + place)) for place in range(draw(st.integers(1, 2))))
    names = [telling.account_id(account) for telling in told for account in telling.accounts]
    perpetrators = [one for telling in told for account in telling.accounts for one in account.perpetrators]
    value = DifferingValue(f"{HARMED} {draw(texts)}", tuple(names[:2]))
    categories = st.dictionaries(st.sampled_from(get_args(TollCategory)), estimates(), max_size=3)
    killed = draw(estimates())
    incident = LinkedIncident(
        id=hashlib.sha256(str(number).encode()).hexdigest(), accounts=tuple(names),
        tellings=tuple(telling.id for telling in told), event=draw(events), when=draw(whens()), where=draw(wheres()),
        background=draw(st.booleans()), killed=killed, injured=draw(estimates()), killed_by_category=draw(categories),
        perpetrators=tuple(
            IncidentPerpetrator(name=one.name, actor=one.actor, statuses=(one.status,)) for one in perpetrators
        ),
        disagreements=(
            Disagreement(field="perpetrators", kind="contradiction", values=(value,), explanation=WITNESS),
            Disagreement(field="killed", kind="later_update", values=(DifferingValue(3, ()),), explanation=HARMED),
        ),
        reports=tuple(telling.report.id for telling in told), languages=("fr",), outlets=tuple(draw(st.lists(texts))),
        origins=1, reprints=(Reprint(report=told[-1].report.id, of=told[0].report.id),),
        grade=draw(st.sampled_from(GRADES)), grade_reason=f"{ALONE} is named by {WITNESS}",
        figures=(
            Figure(account=names[0], outcome="killed", low=killed.low, high=draw(st.sampled_from((99, 999))),
                   day=None, standing="counted", rule="counted"),
        ),
        why=(Link(between=(told[0].id, told[-1].id), probability=0.5, agreed=(f"both name {HARMED}",)),),
        state=draw(st.sampled_from(STATES)),
    )  # fmt: skip
    at = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    note = Judgement(id="j1", kind="note", who="A. Coder", at=at, why=f"call {HARMED}", incident=incident.id)
    place = Judgement(id="j2", kind="value", who="A. Coder", at=at, why=HARMED, field="where", value="5 Hidden Street")
    return Dossier(incident=incident, tellings=told, judgements=(note, place))


@st.composite
def some(draw: st.DrawFn) -> list[Dossier]:
    """A few dossiers."""
    return [draw(dossiers(number)) for number in range(draw(st.integers(0, 3)))]
