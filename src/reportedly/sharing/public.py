"""What of people's names may stand in what is given away, and how long its quotes are.

A dossier that comes to a format was cleared before. This is the second lock: whatever comes, nobody who was harmed is
named, a speaker who doesn't speak for a body is a role word, a perpetrator who is one person stays without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.model import Dossier, Perpetrator, Quote, Speaker, Where
from reportedly.model.vocabulary import PUBLIC_SPEAKERS, PerpetratorType, PlacePrecision, SpeakerType
from reportedly.sharing.veiling import MASK, opaque_id

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

BODIES: frozenset[PerpetratorType] = frozenset({"military", "police", "government", "armed_group", "militia", "mob"})
"""Kinds of perpetrator that are no single person."""

_LEAST = 3  # code points of a part of a name that is hidden by itself
_HASHED = re.compile(r"sha256:[0-9a-f]{64}")


def speaker_called(speaker: Speaker) -> str:
    """The speaker's name where they speak for a body, else a role word."""
    if speaker.type in PUBLIC_SPEAKERS:
        return " ".join((speaker.name or "").split()) or ROLES["unnamed"]
    return ROLES[speaker.type]


def is_named(perpetrator: Perpetrator) -> bool:
    """Whether the perpetrator's name is that of a group or force, and no single person's."""
    return bool(perpetrator.name) and (perpetrator.actor is not None or perpetrator.type in BODIES)


def public_report(report: str) -> str:
    """The report's id; where it is of its source's own making (an address, a headline) a hash that stands for it."""
    if _HASHED.fullmatch(report):
        return report
    return opaque_id(report)


def public_name(name: str) -> str:
    """`<report id>#<account or incident id>`, its report by its public id."""
    report, hash_sign, own = name.rpartition("#")
    return f"{public_report(report)}#{own}" if hash_sign else public_report(name)


def public_address(url: str | None) -> str | None:
    """The page's address where it is one of the web: a file's path tells of a computer."""
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None


class Words:
    """The texts of one dossier without the names that are hidden."""

    def __init__(self, dossier: Dossier) -> None:
        victims, speakers = set(_harmed(dossier)), dict(_private(dossier))
        self._harmed = _pattern({part for name in victims for part in _parts(name)})
        self._speakers = {name.casefold(): role for name, role in speakers.items()}
        self._private = _pattern(self._speakers)
        self._proper = _pattern(name for name in speakers if _is_proper(name))

    def page(self, text: str) -> str:
        """A page's words, as long as they were: offsets hold."""
        for pattern in (self._harmed, self._proper):
            text = pattern.sub(lambda match: MASK * len(match[0]), text) if pattern else text
        return text

    def ours(self, text: str) -> str:
        """A sentence of the program or of a person: speakers who don't speak for a body have a role word there."""
        if self._private:
            text = self._private.sub(lambda match: self._speakers.get(match[0].casefold(), ROLES["unknown"]), text)
        return self.page(text)


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


def _harmed(dossier: Dossier) -> Iterator[str]:
    for _, account in dossier.accounts():
        yield from (victim.name for victim in account.victims if victim.name and victim.name.strip())


def _private(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for _, account in dossier.accounts():
        speaker = account.speaker
        if speaker and speaker.name and speaker.name.strip() and speaker.type not in PUBLIC_SPEAKERS:
            yield speaker.name, ROLES[speaker.type]
        for one in account.perpetrators:
            name = (one.name or "").strip()
            if name and not is_named(one) and (one.type == "individual" or _is_proper(name)):
                yield name, "somebody"


def _parts(name: str) -> Iterator[str]:
    yield name
    yield from (part for part in re.split(r"[\s\-’']+", name) if len(part) >= _LEAST)


def _is_proper(name: str) -> bool:
    """Whether it may be a person's own name: "Moussa D.", "موسى"; not "residents", "a nurse"."""
    first, *others = name.split()
    return any(word[:1] != word[:1].lower() for word in others or [first]) or name.lower() == name.upper()


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    if not found:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in found), re.IGNORECASE)
