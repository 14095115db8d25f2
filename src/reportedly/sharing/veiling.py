"""What is hidden of answers and releases: names of private people, exact places.

A mask has as many code points as what it hides, so that offsets hold. Values that are named as such are taken out;
then every text, quotes, headlines and people's reasons among them, is searched for them, and for what else is named in
the reports that it is about: a headline names a place of which another incident is. That is a veil, not a proof: a
name that the program didn't read as one still shows, which is why whole pages and notes aren't shown at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import unquote

import msgspec

from reportedly.model.vocabulary import PUBLIC_SPEAKERS, PerpetratorType
from reportedly.saying import Sentences, slots
from reportedly.sharing.hiding import MASK, Hider, Secret, is_proper

Named = Callable[[Collection[str]], Iterable[Secret]]
"""What reports of these ids name that is to be hidden."""

WITHHELD = "withheld"
BODIES: frozenset[PerpetratorType] = frozenset({"military", "police", "government", "armed_group", "militia", "mob"})
"""Kinds of perpetrator that are no single person."""
_COUNTRY = re.compile(slots.COUNTRY.pattern)
FINE = frozenset(("exact", "near"))
_LEAST = 3  # code points of a name's part that is searched for by itself
_STAY = frozenset((
    "id", "asked", "version", "report", "reports", "accounts", "account", "tellings", "unseen", "others", "between",
    "incident", "incidents", "of", "kind", "rule", "outcome", "type", "sub_type", "state", "grade", "language",
    "languages", "standing", "undoes", "judgement", "judgements", "raw_sha256", "text_sha256", "next", "country",
    "admin1", "revised", "gone",
))  # fmt: skip
_ENCODED = 3  # times that an address may be encoded over and over
_QUOTE = {"text", "start", "end"}
_NAMING = frozenset(("name", "place", "field"))  # one of these has whatever names a person or a place
_NAME_REPORTS = frozenset(("reports", "revised", "gone"))  # of an incident, of a change
_HASH = re.compile(r"sha256:[0-9a-f]{64}|report:[0-9a-f]{24}")


class Known(msgspec.Struct, frozen=True):
    """What the veil goes by besides the value itself.

    `sentences` are those of the program's own in which what they name is found; any other of a link is masked whole.
    `named` is asked what reports of these ids name, `besides` is hidden too; places in `shown` aren't. With `exact`,
    places stay as fine as they are; with `addresses`, those of pages stay that spell nothing hidden.
    """

    sentences: Sentences
    named: Named = lambda _reports: ()
    besides: Collection[Secret] = ()
    shown: Collection[str] = ()
    exact: bool = False
    addresses: bool = False


def veiled(value: Any, known: Known) -> Any:
    """The value as readers see it, as the plain values of JSON, without what it and its reports name."""
    whole = plain(value)
    objects = [each for each in _objects(whole) if each.keys() != _QUOTE]
    reports = set(_reports(objects))
    found = {*_secrets(objects), *known.besides, *known.named(reports)}
    hider = Hider(found.difference(Secret(place, False) for place in known.shown))
    return _Mask(hider, {report: public_report(report) for report in reports}, known).of(whole)


def plain(value: Any) -> Any:
    """The value as the plain values of JSON."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _reports(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The ids of the reports that the answer is about: of its pages, and of its tellings, `<report>#<incident>`."""
    names: set[str] = set()
    for each in objects:
        if "raw_sha256" in each and isinstance(name := each.get("id"), str):
            yield name
        for field in _STAY.intersection(each):
            ids = each[field]
            if type(ids) is str:
                names.add(ids)
            elif _stays(field, ids):
                names.update(ids)
                yield from ids if field in _NAME_REPORTS else ()
    yield from (name.rpartition("#")[0] for name in names if "#" in name)


def public_report(report: str) -> str:
    """The report's id; a hash that stands for one of its source's own making: it may be an address, or a headline."""
    if _HASH.fullmatch(report):
        return report
    return "report:" + hashlib.sha256(report.encode("utf-8", "replace")).hexdigest()[:24]


def secrets_of(value: Any) -> Iterator[Secret]:
    """The people and places that are to be hidden."""
    return _secrets(_objects(value))


def places_of(value: Any) -> Iterator[str]:
    """The places that are finer than a province, as they are called and as they are quoted."""
    for each in _objects(value):
        yield from _places(each)


def _secrets(objects: Iterable[dict[str, Any]]) -> Iterator[Secret]:
    for each in objects:
        if not _NAMING.isdisjoint(each):
            if is_private(each):
                yield Secret(each["name"])
            yield from (Secret(place, False) for place in _places(each))


def is_private(value: Mapping[str, Any]) -> bool:
    """Whether it's one who was harmed, a speaker who speaks for no body, or a single person who is said to have done
    it, with a name of their own: "a gunman" is nobody's name."""
    name = value.get("name")
    if not isinstance(name, str) or not name.strip():
        return False
    if "outcome" in value:
        return True
    if "via" in value:
        return value.get("type") not in PUBLIC_SPEAKERS and is_proper(name)
    return "status" in value and value.get("actor") is None and value.get("type") not in BODIES and is_proper(name)


def _places(value: Mapping[str, Any]) -> Iterator[str]:
    if value.get("precision") in FINE and value.get("name"):
        yield value["name"]
        if (quote := value.get("quote")) and len(quote["text"]) >= _LEAST:
            yield quote["text"]
    if value.get("place_precision") in FINE and value.get("place"):
        yield value["place"]
    if value.get("field") == "where" and isinstance(value.get("value"), str):
        yield value["value"]  # of a judgement


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the value, itself among them."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if type(each) is dict:
            yield each
            each = each.values()
        elif type(each) is not list:
            continue
        waiting += [inner for inner in each if type(inner) is dict or type(inner) is list]


class _Mask:
    """What one answer is laid behind: the names and places that are hidden, the ids that others stand for."""

    def __init__(self, hider: Hider, public: Mapping[str, str], known: Known) -> None:
        self._hider, self._sentences, self._exact = hider, known.sentences, known.exact
        self._addresses = known.addresses
        self._public = {report: other for report, other in public.items() if report != other}
        self._masked: dict[str, str] = {}  # an answer says most of its words many times
        self._named: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        """The value, masked; what stays but for the ids in it."""
        kind = type(value)
        if kind is dict:
            return self._object(value)
        if kind is list:
            return [self.of(each) for each in value]
        return self._text(value, False) if kind is str else value

    def _object(self, value: dict[str, Any]) -> dict[str, Any]:
        if "between" in value and "agreed" in value:  # a link: what it says was never taken out as a value
            sides = (side for side in ("agreed", "differed") if side in value)
            value = value | {side: [_unnamed(said, self._sentences) for said in value[side]] for side in sides}
        found: dict[str, Any] = {}
        for name, each in value.items():  # thousands of objects in one answer: asked in the order of what is there most
            kind = type(each)
            if kind is str:
                found[name] = self._text(each, name in _STAY)
            elif kind is dict:
                found[name] = self._object(each)
            elif kind is list:
                stays = name in _STAY and _stays(name, each)
                found[name] = [self._text(text, True) for text in each] if stays else [self.of(part) for part in each]
            else:
                found[name] = each
        if value.keys() != _QUOTE:
            if not self._exact:
                _coarsen(found)
            _withhold(found)
            if "url" in found:
                found["url"] = self._address(value["url"])
        return found

    def _address(self, address: Any) -> str | None:
        """The address, where they may be known: most spell headlines out."""
        if not self._addresses or not isinstance(address, str):
            return None
        spelt = address
        for _ in range(_ENCODED):
            spelt = unquote(spelt)
        return None if self._hider.spells(spelt) else address

    def _of_ids(self, text: str) -> str:
        """The text with other ids where a report is named in it: by itself, or with one of its parts."""
        report, hash_sign, own = text.rpartition("#")
        if not hash_sign:
            return self._public.get(text, text)
        if report in self._public:
            return f"{self._public[report]}#{own}"
        return self._ids.sub(lambda match: self._public[match[0]], text)

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        ids = "|".join(re.escape(report) for report in sorted(self._public, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{ids})(?=#)")

    def _text(self, text: str, stays: bool) -> str:
        known = self._named if stays else self._masked
        if (found := known.get(text)) is None:
            found = self._of_ids(text) if self._public else text
            known[text] = found = found if stays else self._hider.mask(found)
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


@lru_cache(maxsize=10_000)
def _unnamed(said: str, sentences: Sentences) -> str:
    """Why two are one, without the people and places that it names; a sentence that nobody knows is masked whole."""
    found = sentences.read(said)
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
    return name in _STAY and all(isinstance(text, str) for text in (value if isinstance(value, list) else [value]))


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
