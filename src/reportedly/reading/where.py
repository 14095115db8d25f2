"""Resolve places: PLACE phrases against the gazetteer and the page's other places. Never finer than the words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from reportedly.languages import Chunk
from reportedly.languages.lexicon import Clitics
from reportedly.model import SITE, STREET, Quote, Where
from reportedly.model.vocabulary import PlacePrecision
from reportedly.reading.countries import COUNTRY, METROPOLIS, TOWN, Countries
from reportedly.reading.place_phrases import ATTACKED, BESIDE, outer_names, police_places, told_places
from reportedly.reading.sentence import Sentence
from reportedly.reading.spot import ADMIN1, LARGE, Spot, coarser
from reportedly.reading.values import Span
from reportedly.scripts import fold
from reportedly.world.places import Gazetteer, Kind, Place

_KINDS_OF_CUE: dict[str, tuple[Kind, ...]] = {
    "admin1": ("admin1", "admin2", "region"),
    "district": ("admin2", "admin1", "town"),
    "town": ("town",),
    "country": ("country",),
}
# What a name that no list has may spell behind a kind of place word, in order; mountains and rivers are no towns.
_SPELLED: dict[str, tuple[tuple[Kind, ...], ...]] = {
    "": (("town",),), "town": (("town",),), "zone": (("admin1",), ("town", "admin2")),
    "district": (("admin2", "town"),), "admin1": (("admin1",),),
}  # fmt: skip
_PRECISION_OF_KIND: dict[str, PlacePrecision] = {
    "country": "country", "admin1": "admin1", "region": "admin1", "admin2": "admin2", "town": "exact",
}  # fmt: skip
_PRECISION_OF_CUE: dict[str, PlacePrecision] = {
    "site": "exact", "quarter": "exact", "street": "exact", "zone": "exact", "town": "exact",
    "district": "admin2", "admin1": "admin1", "country": "country", "area": "near",
}  # fmt: skip
_LOCAL: tuple[Kind, ...] = ("town", "admin2")
_SITES = ("site", "quarter", "street")
_CLEAR = COUNTRY  # weight from which a page tells clearly of a country


class PlaceReader:
    """Resolves the places of one page; the page's other places decide between places of one name."""

    def __init__(
        self, gazetteer: Gazetteer, text: str, clitics: Clitics | None = None, own: Sequence[str] = ()
    ) -> None:
        """`own` are the countries whose press writes in the page's language, alpha-2."""
        self._gazetteer = gazetteer
        self._articles = clitics.absorb if clitics else ()  # those written onto a word, as in Arabic
        self._contracted = tuple(clitics.contracts) if clitics else ()  # a preposition and the article in one
        self._text = text
        self._told = Countries(gazetteer, text, articles=bool(self._articles), own=own)
        self._around_others: set[str] = set()  # names told right behind a place, as what it lies in
        self._surnames: set[str] = set()  # of those whom the page names in full
        self._resolved: dict[tuple[str, str], Place | None] = {}  # by name and kind of place word
        self._last: str | None = None  # the country of the known place that was read last

    def survey(self, sentences: Sequence[Sentence]) -> None:
        """Takes in the countries and the plain places of the whole page, before any is resolved."""
        names = (self._text[slice(*span)].split() for s in sentences for span in s.named_people)
        self._surnames.update(words[-1] for words in names if len(words) > 1)
        self._told.survey(sentences, self._surnames)
        self._around_others.update(name for s in sentences for name in outer_names(s, self._text))

    def country_alone(self) -> Where | None:
        """The country that the page tells of, where it tells of one: a dateline or a nationality is no finer place."""
        return self._told.alone_told()

    def first_place(self, lead: Sequence[Sentence]) -> Where | None:
        """The first place of the page's first sentences; before a mere country the town that they speak of."""
        spots = [spot for s in lead for spot in self.spots(s)]
        told = next((s.where for s in spots if not s.dateline), None)
        if told is None or told.precision == "country":
            told = self.town_of(lead) or told or self.country_alone()
        return told or next((s.where for s in spots), None)

    def place_of_harm(self, lead: Sequence[Sentence]) -> Where | None:
        """Without a headline: the first place told with an attack, else the country that the text tells of most.

        Ministers meet and people travel in its other places.
        """
        telling = [s for s in lead if s.frames or s.has("ATTACK")]
        spots = [spot.where for s in telling for spot in self.spots(s) if not spot.dateline]
        return next(iter(spots), None) or self.country_most_told()

    def country_most_told(self) -> Where | None:
        """The country that the page tells of most, where it was written only if it tells of none."""
        return self._told.most_told()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that the page tells of most, first the most."""
        return self._told.heeded

    def spots(self, sentence: Sentence) -> list[Spot]:
        """The places of a sentence, in order; each lends its country and division to those it contains."""
        found = [spot for chunk, beside in told_places(sentence) if (spot := self._spot(chunk, beside))]
        found = [self._beside(spot, after) for spot, after in zip_longest(found, found[1:])]
        found = [self._spelled(self._completed(spot, found)) for spot in found]
        found = [self._around(spot, before) for before, spot in zip((None, *found), found, strict=False)]
        self._last = next((s.where.country for s in reversed(found) if s.place and s.where.country), self._last)
        found = [self._in_its_town(spot, after) for spot, after in zip_longest(found, found[1:])]
        befores = (None, *found)
        return [replace(s, bearing=self._tells_where(s, b)) for b, s in zip(befores, found, strict=False)]

    def offices(self, sentence: Sentence) -> list[Spot]:
        """The towns whose police a sentence names: where it happened, if nothing says so."""
        spots = [self._spot(chunk, beside=False) for chunk in police_places(sentence)]
        return [spot for spot in spots if spot is not None and spot.where.precision == "exact"]

    def town_of(self, lead: Sequence[Sentence]) -> Where | None:
        """The town that the first sentences speak of: told as a place, by its police, or in a dateline.

        Not a large one's dateline without its state: agencies write from there of places far away.
        """
        spots = [spot for sentence in lead for spot in self.spots(sentence)]
        told = [s for s in spots if not s.dateline]
        told += [s for sentence in lead for s in self.offices(sentence)]
        told += [s for s in spots if s.dateline and (s.local or s.is_small)]
        return next((s.where for s in told if s.is_town), None)

    def _in_its_town(self, spot: Spot, after: Spot | None) -> Spot:
        """ "Rue Durandal à Nice": a street or a quarter is told apart by the town behind it."""
        where = spot.where
        if after is None:
            return spot
        town = after.where
        if where.quote is None or town.quote is None or not where.is_site_in(town):
            return spot
        if spot.place is not None or not 0 < town.quote.start - where.quote.end <= BESIDE:
            return spot
        quote = Quote.of(self._text, where.quote.start, town.quote.end)
        where = where.in_town(town) if after.is_town and where.is_street else where
        return spot.at(replace(where, name=quote.text, quote=quote))

    def _beside(self, spot: Spot, after: Spot | None) -> Spot:
        """ "Tripoli, Lebanon", "Paris, Texas": of places of one name it is the one in what is named right behind it."""
        where = spot.where
        if spot.place is None or after is None or where.quote is None or after.where.fineness > ADMIN1:
            return spot
        country, between = after.where.country, self._text[where.quote.end : after.start + 1]
        division = after.place.name if after.place and after.place.kind == "admin1" else None
        if country is None or (where.country, where.admin1 if division else None) == (country, division):
            return spot
        if len(between) > BESIDE or between.strip()[:1] not in (",", "،", "("):
            return spot
        towns = [p for p in self._gazetteer.candidates(where.name or "") if p.kind == "town" and p.country == country]
        place = max((p for p in towns if division in (None, p.admin1)), key=lambda p: p.population, default=None)
        if place is None:
            return spot
        where = replace(
            where, country=place.country, admin1=place.admin1, latitude=place.latitude, longitude=place.longitude,
            geonames_id=place.id,
        )  # fmt: skip
        return spot.at(where, place)

    def _around(self, spot: Spot, before: Spot | None) -> Spot:
        """ "In Kolvani, Segou": of two places with a comma between, the second is told to say where the first lies."""
        where = before.where if before else None
        if where is None or where.quote is None or spot.where.quote is None or where.fineness < spot.where.fineness - 1:
            return spot
        between = self._text[where.quote.end : spot.where.quote.start]
        return replace(spot, outer=True) if between.strip() in (",", "،") else spot

    def _tells_where(self, spot: Spot, before: Spot | None) -> bool:
        """ "In Diyala province, north of Baghdad": the second place only says where the first one lies."""
        if before is None or not spot.bearing or before.site or before.where.fineness < 1:
            return False
        return self._text[before.end : spot.start].strip() in ("", ",", "،", "(")

    def _spot(self, chunk: Chunk, beside: bool) -> Spot | None:
        name_chunk = chunk.part("name")
        if name_chunk is None or name_chunk.sense("OBJECT"):
            return None  # what was hit ("a military convoy") is no town
        kind = chunk.feature("PLACE", "kind")
        loose = kind == "harmed" and not beside
        cue = chunk.part("cue")
        if kind in ("perhaps", "harmed"):
            kind = "town" if kind == "perhaps" and beside else ""
        kind = (cue.feature("PLACE_CUE", "kind") if cue else "") or kind
        site = kind in _SITES
        names = chunk.parts["name"]
        start, end = names[0].start, names[-1].end
        name = self._text[start:end]
        code = name_chunk.feature("COUNTRY", "country")
        own_name = kind == "street" or (site and self._has_a_name_of_its_own(cue, start))
        place = None if own_name else self._resolve(name_chunk.feature("COUNTRY", "division") or name, kind)
        if place is None and (outer := chunk.part("outer")) is not None:
            name, end, kind = self._text[start : outer.end], outer.end, "town"  # two villages' names make another's
        if site and kind != "quarter" and self._lends_its_name(cue, place):
            place = None
        if self._is_somebody(name, place, cue is None) or (place is None and chunk.rule == ATTACKED and " " in name):
            return None  # "they attacked Paul Durandal"
        if place is None and not kind and beside and name_chunk.sense("GEO") and not self._articles:
            kind = "town"  # a namesake of the gazetteer's, in another land; without capitals it may be any word
        if place is None and not code and (not kind or self._is_described(cue, name_chunk)):
            return None
        if site and kind != "quarter" and cue is not None and place is None:
            start, end = min(start, cue.start), max(end, cue.end)  # "rue Durandal" is its name, not "Durandal"
        where = self._where(chunk, place, (start, end), kind, code)
        near = chunk.parts.get("near", ())
        dateline = bool(chunk.feature("PLACE", "dateline"))
        return Spot(
            where, chunk.start, place, end=chunk.end, site=site, beside=beside, dateline=dateline,
            local=dateline and self._is_division(chunk.part("country")),
            bearing=chunk.part("bearing") is not None or any(c.sense("DIRECTION") for c in near), cue=kind, loose=loose,
        )  # fmt: skip

    def _where(self, chunk: Chunk, place: Place | None, span: Span, kind: str, code: str) -> Where:
        """A place phrase whose name stands at `span`, as it goes out."""
        town = place if place is not None and place.kind == "town" else None
        site = SITE if kind in _SITES and (place is None or not self._articles) else ""
        return Where(
            name=self._text[slice(*span)],
            country=place.country if place else code or None,
            admin1=place.admin1 or (place.name if place.kind == "admin1" else None) if place else None,
            latitude=town.latitude if town else None,
            longitude=town.longitude if town else None,
            geonames_id=place.id if place else None,
            precision="country" if code and place is None else _precision(kind, place, chunk.part("near") is not None),
            quote=Quote.of(self._text, *span),
            rule=chunk.rule + site + (STREET if kind == "street" and not self._articles else ""),
        )

    def _is_somebody(self, name: str, place: Place | None, bare: bool) -> bool:
        """Whether it is a surname: "at Durandal's trial", where the page told of Paul Durandal."""
        return bare and name in self._surnames and (place is None or place.population < LARGE)

    def _is_division(self, chunk: Chunk | None) -> bool:
        """Whether a division of a country is named: "TOLEDO, Ohio -" heads the news of Toledo."""
        if chunk is None:
            return False
        found = self._gazetteer.candidates(self._text[chunk.start : chunk.end])
        return bool(chunk.feature("COUNTRY", "division")) or bool(found and found[0].kind == "admin1")

    def _has_a_name_of_its_own(self, cue: Chunk | None, start: int) -> bool:
        """ "Pont Morand" bears a name that towns have too; "prison de Nice" tells the town.

        Where the article is written onto the word the two look alike.
        """
        if cue is None or self._articles or cue.end > start:
            return False
        return not self._text[cue.end : start].strip()

    def _lends_its_name(self, cue: Chunk | None, place: Place | None) -> bool:
        """Whether a small town's name before a place word with a capital is that of the park: "Durandal Park".

        Towns of that name are many; "Tessaout Hospital" tells the one town that is called so.
        """
        if cue is None or place is None or place.population >= LARGE or not self._text[cue.start : cue.end].istitle():
            return False
        return len(self._gazetteer.candidates(place.name)) > 1

    def _is_described(self, cue: Chunk | None, name: Chunk) -> bool:
        """Whether words behind a place word describe it: "the border village", "a market for cattle" name none.

        They are unknown, or the namesake of a village elsewhere: the road leading to a town, not the road of "Leading".

        Where the article is written onto the word, a name stands behind the bare word only, and none begins with
        a preposition that has swallowed it.
        """
        if cue is None or not any(name.sense(symbol) for symbol in ("W", "GIVEN", "GEO")):
            return False
        place_word, unknown = (fold(self._text[chunk.start : chunk.end]) for chunk in (cue, name))
        return place_word.split()[-1].startswith(self._articles) or unknown.startswith(self._contracted)

    def _resolve(self, name: str, cue: str) -> Place | None:
        """What a name means behind a kind of place word; the same all over the page, once it is surveyed."""
        if (name, cue) not in self._resolved:
            self._resolved[name, cue] = self._resolve_anew(name, cue)
        return self._resolved[name, cue]

    def _resolve_anew(self, name: str, cue: str) -> Place | None:
        if cue == "zone" and (division := self._division(name, "admin1")) is not None:
            return division  # else it is a quarter
        kinds = _KINDS_OF_CUE.get(cue, ())
        if (
            not cue
            and name in self._around_others
            and (division := self._division(name, "admin1", "admin2")) is not None
        ):
            return division
        found = self._gazetteer.resolve(name, countries=self._told.heeded, near=self._told.near[:20], kinds=kinds)
        if found is None and kinds:
            found = self._gazetteer.resolve(name, countries=self._told.heeded, near=self._told.near[:20])
        found = self._well_known(name, self._at_home(name, kinds) or found)
        if found is None or found.population < LARGE:
            found = self._told.of_its_division(name, kinds or _LOCAL, found)
        return None if found is not None and self._is_stray(found) else found

    def _is_stray(self, found: Place) -> bool:
        """Whether it is a village of a country that nothing else speaks of, on a page that clearly tells of another."""
        own = self._told.weights[found.country]
        if found.kind != "town" or found.population >= LARGE or own > TOWN:
            return False
        enough = TOWN if own < TOWN else _CLEAR  # villages alone give way to any town of another country
        return any(weight >= enough for code, weight in self._told.weights.items() if code != found.country)

    def _at_home(self, name: str, kinds: tuple[Kind, ...]) -> Place | None:
        """The place of this name in the country that the page was written in."""
        if self._told.home is None:
            return None
        near = [p for p in self._told.near[:20] if p.country == self._told.home]
        found = self._gazetteer.resolve(name, countries=(self._told.home,), near=near, kinds=kinds)
        return found if found and found.country == self._told.home else None

    def _division(self, name: str, *kinds: Kind) -> Place | None:
        """The division of the page's countries that bears the name, of one of the kinds."""
        found = self._gazetteer.resolve(name, countries=self._told.heeded, near=self._told.near[:20], kinds=kinds)
        return found if found is not None and found.country in self._told.heeded else None

    def _well_known(self, name: str, found: Place | None) -> Place | None:
        """A village of the page's country doesn't take the name of a metropolis: London is that in England.

        Nor does a country of which nothing else speaks: عمان is Oman, and Amman on a page about Jordan.
        """
        if found is None or found.kind not in ("town", "country"):
            return found
        towns = [p for p in self._gazetteer.candidates(name) if p.kind == "town"]
        if found.kind == "country":
            told = (p for p in towns if p.population >= METROPOLIS and p.country in self._told.heeded)
            return found if found.country in self._told.heeded else next(told, found)
        largest = max(towns, key=lambda p: p.population, default=found)
        metropolis = largest.population >= METROPOLIS and largest.population > 50 * max(found.population, 1)
        return largest if metropolis else found

    def _completed(self, spot: Spot, others: Sequence[Spot]) -> Spot:
        """A village that the gazetteer doesn't know lies in the division or country that stands with it."""
        where = spot.where
        if where.country is not None:
            return spot
        around = [o for o in others if o.place is not None and (spot.site or coarser(o.where, where))]
        if not around:
            beside = {o.where.country for o in others if o.where.country}
            sure = spot.site or where.precision == "admin1"
            page = self._told.alone or self._last or (None if sure else self._told.clear)
            where = replace(where, country=beside.pop() if len(beside) == 1 else page)
            return spot.at(where)
        best = max(around, key=lambda o: o.where.fineness)
        # "North-east of Baghdad" is not in Baghdad: a place told as near lends its country only.
        admin1 = best.where.admin1 if best.where.precision != "near" else None
        filled = Where(
            name=where.name, country=best.where.country, admin1=admin1, precision=where.precision,
            quote=where.quote, rule=where.rule,
        )  # fmt: skip
        return spot.at(filled)

    def _spelled(self, spot: Spot) -> Spot:
        """A town of a country that the page names may be spelled as no list has it: غايا is Gaya, in Niger."""
        where = spot.where
        if spot.place is not None or where.country is None or where.name is None:
            return spot
        for kinds in _SPELLED.get(spot.cue, ()):
            found = self._gazetteer.spelled(where.name, where.country, admin1=where.admin1, kinds=kinds)
            if found is not None:
                break
        else:
            return spot
        town = found.kind == "town"
        where = replace(
            where, admin1=found.name if found.kind == "admin1" else found.admin1, geonames_id=found.id,
            latitude=found.latitude if town else None, longitude=found.longitude if town else None,
            precision=where.precision if town else _PRECISION_OF_KIND[found.kind],
        )  # fmt: skip
        return spot.at(where, found)


def _precision(kind: str, place: Place | None, near: bool) -> PlacePrecision | None:
    """How finely a kind of place word, or the place itself, tells where; `near` where the words say no more."""
    precision = _PRECISION_OF_KIND[place.kind] if place else _PRECISION_OF_CUE.get(kind)
    return "near" if precision == "exact" and (near or kind == "area") else precision
