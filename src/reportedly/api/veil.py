"""What readers don't see: names of private people, exact places. Masked here, before an answer leaves.

A mask has as many code points as what it hides, so that offsets hold. Values that are named as such are taken out;
then every text of the answer, quotes, headlines and people's reasons among them, is searched for them, and for what
else is named in the reports that the answer is about: a headline names a place of which another incident is. That is a
veil, not a proof: a name that the program didn't read as one still shows, which is why whole pages and notes aren't
shown to readers at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec
from starlette.requests import Request

from reportedly.api import refusing
from reportedly.api.guard import Asking, NotAllowed, asking
from reportedly.api.searching import search_of
from reportedly.api.sentences import SENTENCES
from reportedly.api.serving import served
from reportedly.model.search import Search, Sources
from reportedly.model.vocabulary import PUBLIC_SPEAKERS
from reportedly.saying import slots
from reportedly.storing import Store

Veil = Callable[[Any], Any]
Named = Callable[[str], Iterable[str]]
"""What a report of this id names that is to be hidden."""

MASK = "█"
WITHHELD = "withheld"
_COUNTRY = re.compile(slots.COUNTRY.pattern)
FINE = frozenset(("exact", "near"))
_LEAST = 3  # code points of a name's part that is searched for by itself
_STAY = frozenset((
    "id", "asked", "version", "report", "reports", "accounts", "account", "tellings", "unseen", "others", "between",
    "incident", "incidents", "of", "kind", "rule", "outcome", "type", "sub_type", "state", "grade", "language",
    "languages", "standing", "undoes", "judgement", "judgements", "raw_sha256", "text_sha256", "next", "country",
    "admin1",
))  # fmt: skip
_OWN = re.compile(r"^(?!sha256:[0-9a-f]{64}$).*[^\W\d_]{3}", re.DOTALL)  # an id with words, of its source's making
_REPORTS = 5_000  # whose names a veil keeps at hand


def unveiled(request: Request, who: Asking) -> bool:
    """Whether this person sees names and exact places."""
    return served(request).serving.unveiled or (who.may("names") and who.may("exact_places"))


def veil(request: Request) -> Veil:
    """A dependency: what answers go through on their way to whoever asks."""
    return (lambda value: value) if unveiled(request, asking(request)) else _veil_over(served(request).store)


def veil_of_files(request: Request) -> Veil:
    """The same for files, which are given away: it takes an editor to have them with names and exact places."""
    if served(request).serving.unveiled or asking(request).may("export_unveiled"):
        return veil(request)
    return _veil_over(served(request).store)


def searched(request: Request, *, besides: Iterable[str] = ()) -> Search:
    """The search that the request's address asks for, as `search_of` has it.

    Raises `NotAllowed` where somebody who sees no names searches by words or speakers: they would lead to names.
    """
    search = search_of(request.query_params, besides=besides)
    if (search.text or search.speaker) and not unveiled(request, asking(request)):
        raise NotAllowed(refusing.NO_SEARCH_BY_NAMES.of())
    return search


def _veil_over(store: Store) -> Veil:
    """The veil that knows what the store's reports name beside what is in the answer."""

    @lru_cache(_REPORTS)
    def named(report: str) -> frozenset[str]:
        return frozenset(secret for reading in store.revisions(report) for secret in _secrets(_plain(reading)))

    def over(value: Any) -> Any:
        speakers = isinstance(value, Sources) and any(row.kind == "speaker" for row in value.rows)
        return veiled(value, named, store.fine_places() if speakers else ())  # "Qasr hospital"

    return over


def veiled(value: Any, named: Named = lambda _report: (), besides: Iterable[str] = ()) -> Any:
    """The answer as readers see it, as the plain values of JSON, without what its reports name and what is besides."""
    plain = _plain(value)
    reports = set(_reports(plain))
    found = {*_secrets(plain), *besides}.union(*(named(report) for report in reports))
    secrets = sorted(found, key=lambda secret: (-len(secret), secret))
    pattern = "|".join(rf"(?<!\w){re.escape(secret)}(?!\w)" for secret in secrets)
    opaque = {report: _opaque(report) for report in reports if _OWN.search(report)}
    return _Mask(re.compile(pattern, re.IGNORECASE) if secrets else None, opaque).of(plain)


def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _reports(value: Any) -> Iterator[str]:
    """The ids of the reports that the answer is about: of its pages, and of its tellings, `<report>#<incident>`."""
    if isinstance(value, list):
        for each in value:
            yield from _reports(each)
    if not isinstance(value, dict):
        return
    if "raw_sha256" in value and isinstance(name := value.get("id"), str):
        yield name
    for name, each in value.items():
        if _stays(name, each):
            yield from (text.rpartition("#")[0] for text in _texts(each) if "#" in text)
        else:
            yield from _reports(each)


def _opaque(report: str) -> str:
    """Stands for a report's id where that is of its source's own making: it may be an address, or a headline."""
    return "report:" + hashlib.sha256(report.encode()).hexdigest()[:24]


def _secrets(value: Any) -> Iterator[str]:
    """The names and places that are to be hidden, with the parts of names that would give them away."""
    if isinstance(value, list):
        for each in value:
            yield from _secrets(each)
    if not isinstance(value, dict):
        return
    if "outcome" in value and value.get("name"):
        yield from _parts(value["name"])
    if "via" in value and value.get("type") not in PUBLIC_SPEAKERS and value.get("name"):
        yield from _parts(value["name"])
    if value.get("precision") in FINE and value.get("name"):
        yield value["name"]
        if (quote := value.get("quote")) and len(quote["text"]) >= _LEAST:
            yield quote["text"]
    if value.get("place_precision") in FINE and value.get("place"):
        yield value["place"]
    if value.get("field") == "where" and isinstance(value.get("value"), str):
        yield value["value"]  # of a judgement
    for each in value.values():
        yield from _secrets(each)


def _parts(name: str) -> Iterator[str]:
    yield name
    yield from (part for part in re.split(r"[\s\-’']+", name) if len(part) >= _LEAST)


class _Mask:
    """What one answer is laid behind: the names and places that are hidden, the ids that others stand for."""

    def __init__(self, hidden: re.Pattern[str] | None, opaque: dict[str, str]) -> None:
        self._hidden = hidden
        self._opaque = opaque
        ids = "|".join(re.escape(report) for report in sorted(opaque, key=len, reverse=True))
        self._ids = re.compile(rf"(?<!\w)(?:{ids})(?=#)|^(?:{ids})$") if ids else None

    def of(self, value: Any, stays: bool = False) -> Any:
        """The value, masked; what `stays` but for the ids in it."""
        if isinstance(value, list):
            return [self.of(each, stays) for each in value]
        if isinstance(value, str):
            text = self._ids.sub(lambda match: self._opaque[match[0]], value) if self._ids else value
            hidden = self._hidden if not stays else None
            return hidden.sub(lambda match: MASK * len(match[0]), text) if hidden else text
        if not isinstance(value, dict):
            return value
        if "between" in value and "agreed" in value:  # a link: what it says was never taken out as a value
            sides = (side for side in ("agreed", "differed") if side in value)
            value = value | {side: [_unnamed(said) for said in value[side]] for side in sides}
        found = {name: self.of(each, _stays(name, each)) for name, each in value.items()}
        _coarsen(found)
        _withhold(found)
        return found


def _withhold(found: dict[str, Any]) -> None:
    """Takes out what is hidden whatever it says."""
    if "outcome" in found and found.get("name"):
        found["name"] = WITHHELD
    if found.get("kind") == "speaker" and found.get("type") not in PUBLIC_SPEAKERS and found.get("name"):
        found["name"] = WITHHELD  # a line of the sources
    if found.get("kind") == "note" and "why" in found:
        found["why"] = WITHHELD  # whom to call, what somebody said
    if found.get("field") == "where" and found.get("value"):
        found["value"] = WITHHELD  # of a judgement
    if "fields" in found and "where" in found["fields"]:
        found["fields"]["where"] = [WITHHELD if place else place for place in found["fields"]["where"]]  # of a change
    if "speaker" in found and isinstance(found["speaker"], list):
        found["speaker"] = []  # of the facets
    if "reads" in found and "beat" in found:
        found |= {"reads": [], "message": None}  # of a run: files are called by what is in them
    if "url" in found:
        found["url"] = None  # addresses spell headlines out


def _unnamed(said: str) -> str:
    """Why two are one, without the people and places that it names; a sentence that nobody knows is masked whole."""
    found = SENTENCES.read(said)
    if found is None:
        return MASK * len(said)
    return found.sentence.filled(
        {name: _mask_of(found.sentence.slots[name], each) for name, each in found.values.items()}
    )


def _mask_of(slot: slots.Slot[Any], value: Any) -> Any:
    if isinstance(slot, slots.Text):
        coarse = isinstance(slot, slots.Place) and (value == slots.NO_PLACE or _COUNTRY.fullmatch(value))
        return value if coarse else MASK * len(value)
    if isinstance(slot, slots.Bracketed) or (isinstance(slot, slots.Listing) and not slot.words):
        return [MASK * len(name) for name in value]
    return value


def _stays(name: str, value: Any) -> bool:
    """Whether it is an id, a code or a list of such: what programs go by."""
    return name in _STAY and all(isinstance(text, str) for text in _texts(value))


def _texts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _coarsen(found: dict[str, Any]) -> None:
    """A place no finer than its province by name, and than a tenth of a degree by its coordinates."""
    for precision, name in (("precision", "name"), ("place_precision", "place")):
        if found.get(precision) in FINE:
            found[name] = found.get("admin1") or found.get("country")
            found[precision] = "near"
            found.pop("geonames_id", None)
    for axis in ("latitude", "longitude"):
        if found.get(axis) is not None:
            found[axis] = round(found[axis], 1)
