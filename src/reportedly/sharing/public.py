"""What of people's names may stand in what is given away, and how long its quotes are.

A dossier that comes to a format was cleared before. This is the second lock: whatever comes, nobody who was harmed is
named, a speaker who doesn't speak for a body is a role word, a perpetrator who is one person stays without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from reportedly.model import Dossier, Perpetrator, Quote, Speaker, Where
from reportedly.model.vocabulary import PUBLIC_SPEAKERS, PlacePrecision, SpeakerType
from reportedly.sharing.hiding import Hider, Secret
from reportedly.sharing.veiling import BODIES, is_private, public_report

LONGEST_QUOTE = 300
"""Code points of a page's words that may be given away in one piece."""

ROLES: dict[SpeakerType, str] = {
    "witness": "a witness",
    "local_source": "a resident",
    "family": "a relative",
    "unnamed": "a source that isn't named",
    "unknown": "a source",
}
"""How speakers are called who don't speak for a body."""


def speaker_called(speaker: Speaker) -> str:
    """The speaker's name where they speak for a body, else a role word."""
    if speaker.type in PUBLIC_SPEAKERS:
        return " ".join((speaker.name or "").split()) or ROLES["unnamed"]
    return ROLES[speaker.type]


def is_named(perpetrator: Perpetrator) -> bool:
    """Whether the perpetrator's name is that of a group or force, and no single person's."""
    return bool(perpetrator.name) and (perpetrator.actor is not None or perpetrator.type in BODIES)


def public_name(name: str) -> str:
    """`<report id>#<account or incident id>`, its report by its public id."""
    report, hash_sign, own = name.rpartition("#")
    return f"{public_report(report)}#{own}" if hash_sign else public_report(name)


def public_address(url: str | None) -> str | None:
    """The page's address where it is one of the web: a file's path tells of a computer, a name before @ of a person."""
    return url if url and re.match(r"https?://[^/@]+(?:[/?#]|$)", url, re.IGNORECASE) else None


class Words:
    """The texts of one dossier without the names that are hidden."""

    def __init__(self, dossier: Dossier) -> None:
        self._hider = Hider(_private(dossier))

    def page(self, text: str) -> str:
        """A page's words, or a sentence about them; as long as they were: offsets hold."""
        return self._hider.mask(text)


def told_precision(where: Where | None) -> PlacePrecision | None:
    """How exactly the place is told: one that is near a division, or a country, was made coarse and is no town."""
    if where is None or where.precision != "near" or where.name is None:
        return where.precision if where else None
    return "admin1" if where.name == where.admin1 else "country" if where.name == where.country else where.precision


def cut(quote: Quote) -> tuple[Quote, bool]:
    """The quote as it may be given away, with its offsets, and whether it was longer."""
    if len(quote.text) <= LONGEST_QUOTE:
        return quote, False
    kept = quote.text[:LONGEST_QUOTE]
    return Quote(kept, quote.start, quote.start + LONGEST_QUOTE), True


def _private(dossier: Dossier) -> Iterator[Secret]:
    for _, account in dossier.accounts():
        for one in (account.speaker, *account.victims, *account.perpetrators):
            if one is not None and one.name and is_private(msgspec.structs.asdict(one)):
                yield Secret(one.name)
