"""A small reading by hand, for tests that need one."""

from __future__ import annotations

import datetime
import hashlib

from reportedly.model import (
    Account,
    Count,
    DifferingValue,
    Disagreement,
    Estimate,
    Event,
    Incident,
    IncidentPerpetrator,
    Perpetrator,
    Quote,
    Reading,
    Report,
    Speaker,
    Victim,
    When,
    Where,
)

TITLE = "Attaque près du marché de Qasr"
BODY = (
    "Trois soldats et un civil ont été tués samedi à Qasr, a annoncé le ministère de la Défense. "
    'Le groupe "Étoile" a revendiqué, dans un message relayé par Agence-Deux, la mort de cinq soldats.'
)


def reading(report_id: str = "page-1", title: str = TITLE) -> Reading:
    """A ministry and a group that claims the attack disagree on who was killed."""
    text = f"{title}\n\n{BODY}"
    raw = hashlib.sha256(text.encode()).hexdigest()
    report = Report(
        id=report_id, text=text, outlet="La Gazette", title=title, language="fr", url="https://gazette.example/1",
        published=datetime.date(2026, 3, 8), teasers=("Autre chose",), raw_sha256=raw, text_sha256=raw,
    )  # fmt: skip
    return Reading(report=report, accounts=(ministry(text), group(text)), incidents=(incident(),))


def quote(text: str, words: str) -> Quote:
    """The first place where the page says these words."""
    start = text.index(words)
    return Quote.of(text, start, start + len(words))


def ministry(text: str) -> Account:
    """Three soldiers and a civilian."""
    name = "ministère de la Défense"
    return Account(
        id="a1",
        incident="i1",
        speaker=Speaker(name=name, type="government", quote=quote(text, name)),
        act="statement",
        event=Event(type="Violence against civilians", sub_type="Attack", quote=quote(text, "tués"), rule="fr.killed"),
        when=_saturday(quote(text, "samedi")),
        where=Where(name="Qasr", country="SY", precision="near", quote=quote(text, "Qasr")),
        victims=(
            Victim(
                outcome="killed", count=Count(3, 3, "Trois"), description="soldats", category="military",
                quote=quote(text, "Trois soldats"), rule="fr.passive",
            ),
            Victim(
                outcome="killed", count=Count(1, 1, "un"), description="civil", category="civilian",
                quote=quote(text, "un civil"), rule="fr.passive",
            ),
        ),
        perpetrators=(), weapons=(), background=False, confidence=0.9,
    )  # fmt: skip


def group(text: str) -> Account:
    """Five soldiers, it claims."""
    name = 'groupe "Étoile"'
    return Account(
        id="a2",
        incident="i1",
        speaker=Speaker(name=name, type="armed_group", via="Agence-Deux", quote=quote(text, name)),
        act="claim_of_responsibility",
        event=None,
        when=None,
        where=None,
        victims=(
            Victim(
                outcome="killed", count=Count(5, 5, "cinq"), description="soldats", category="military",
                quote=quote(text, "cinq soldats"), rule="fr.death-of",
            ),
        ),
        perpetrators=(
            Perpetrator(name=name, actor="etoile", type="armed_group", status="claimed", quote=quote(text, name)),
        ),
        weapons=(), background=False, confidence=0.8,
    )  # fmt: skip


def incident() -> Incident:
    """Four or five dead."""
    return Incident(
        id="i1",
        accounts=("a1", "a2"),
        event=Event(type="Violence against civilians", sub_type="Attack"),
        when=_saturday(None),
        where=Where(name="Qasr", country="SY", precision="near"),
        background=False,
        killed=Estimate(4, 4, 5, "the ministry's figure; the group's own claim is not taken for it"),
        injured=Estimate(),
        killed_by_category={"military": Estimate(3, 3, 5), "civilian": Estimate(1, 1, 1)},
        perpetrators=(IncidentPerpetrator(name='groupe "Étoile"', actor="etoile", statuses=("claimed",)),),
        disagreements=(
            Disagreement(
                field="killed",
                kind="different_speaker",
                values=(DifferingValue(4, ("a1",)), DifferingValue(5, ("a2",))),
                explanation="the ministry says 4, the group that claims it says 5",
            ),
        ),
    )


def _saturday(words: Quote | None) -> When:
    day = datetime.date(2026, 3, 7)
    return When(start=day, end=day, precision="day", quote=words)
