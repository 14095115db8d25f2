"""Countries that a page tells of, by name, by a nationality, by places: they decide between places of one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from reportedly.languages import Chunk
from reportedly.model import Quote, Where
from reportedly.model.vocabulary import STATE
from reportedly.reading.place_phrases import of_countries
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Group
from reportedly.world.place_choice import kilometres
from reportedly.world.places import Gazetteer, Kind, Place, fold_place

METROPOLIS = 500_000  # people; a town of that size is meant by its name wherever the page is set
VILLAGE, TOWN, COUNTRY = 1, 3, 6  # how much a name says of the country: a village of it may be any word's namesake
_LARGE = 50_000  # people; a larger town is no village
_LOCAL = ("town", "admin2")  # kinds of places that namesakes have in other divisions of their country
_LOCAL_KM = 200.0
_ABROAD = COUNTRY + TOWN  # what the dateline and the country in its brackets weigh


class Countries:
    """The countries of one page; `heeded` are those told of most, `home` is the dateline's."""

    def __init__(self, gazetteer: Gazetteer, text: str, *, articles: bool, own: Sequence[str] = ()) -> None:
        self._gazetteer = gazetteer
        self._text = text
        self._own = own  # the countries whose press writes in the page's language
        self._articles = articles  # whether they are written onto a word, as in Arabic
        self.heeded: tuple[str, ...] = ()
        self.clear: str | None = None  # the one that the page tells of clearly
        self.alone: str | None = None  # the one that it tells of twice as often as any other
        self.home: str | None = None
        self.near: list[Place] = []  # the places whose names are those of one country only
        self.weights: Counter[str] = Counter()  # how often the page tells of each country
        self._shared: list[Chunk] = []  # names of places of several countries
        self._at_war: Counter[str] = Counter()  # countries of armed groups: heeded where no other is told of
        self._first_told: dict[str, Chunk] = {}
        self._is_written_abroad = False  # the dateline names the country of its town
        self._dateline: Where | None = None  # the country of `home`
        self._by_people: Counter[str] = Counter()  # what of the weights comes of nationalities and forces alone
        self._in_lands: set[str] = set()  # the countries in which the places told with a preposition may lie

    def survey(self, sentences: Sequence[Sentence], surnames: Set[str] = frozenset()) -> None:
        """Takes in all sentences of the page; `surnames`, which villages bear too, tell of no country."""
        counted: Counter[str] = Counter()
        seen: set[str] = set(surnames)
        for sentence in sentences:
            told_till = 0  # the end of the phrase of place before
            for chunk in of_countries(sentence):
                if "PLACE" in chunk.senses.first and not chunk.feature("PLACE", "dateline"):
                    told_till = max(told_till, chunk.end)
                elif chunk.end <= told_till and chunk.sense("GEO"):
                    self._in_lands.update(self._lands(chunk))
                for code, weight in self._each(chunk, seen):
                    counted[code] += weight
                    self._first_told.setdefault(code, chunk)
                self._is_written_abroad |= bool(chunk.feature("PLACE", "dateline") and chunk.part("country"))
        self._forget_visitors(counted)
        clear = tuple(code for code, weight in counted.most_common(2) if weight > TOWN)
        for chunk, place in self._meant(clear):
            counted[place.country] += _weight(place)
            self._first_told.setdefault(place.country, chunk)
        self.weights = counted
        # Every country would vouch for any name: only the most told of are heeded.
        told = (counted or self._at_war).most_common(2)
        if self.home:  # a name found in one country only doesn't vouch for itself
            told = [(code, weight) for code, weight in told if weight > TOWN or code == self.home]
            self.near = [place for place in self.near if place.country in dict(told)]
        self.heeded = tuple(code for code, _ in told)
        self.alone = told[0][0] if told and (len(told) == 1 or told[0][1] >= 2 * told[1][1]) else None
        most = told[0][0] if told and (len(told) == 1 or told[0][1] > told[1][1]) else None
        self.clear = most if told and told[0][1] >= COUNTRY else None

    def _forget_visitors(self, counted: Counter[str]) -> None:
        """Leaves out who only came: "Russian troops shelled Kherson" is of no place that may lie in Russia.

        A country stays that is called by its name, or in which one of the places told may lie.
        """
        for code, weight in self._by_people.items():
            if self._in_lands and code not in self._in_lands and counted[code] == weight and code != self.home:
                del counted[code]

    def _lands(self, chunk: Chunk) -> Iterator[str]:
        return (place.country for place in self._gazetteer.candidates(self._text[chunk.start : chunk.end]))

    def _each(self, chunk: Chunk, seen: set[str]) -> Iterator[tuple[str, int]]:
        """The country that a chunk tells of, with its weight; a place's name counts once a page."""
        if chunk.feature("PLACE", "dateline") and (town := self._town_of_dateline(chunk)):
            self.home = town.country
            self._dateline = self._where(chunk.parts["name"][0], town.country)
            yield town.country, COUNTRY
        code = chunk.feature("DEMONYM", "country") or chunk.feature("COUNTRY", "country")
        if isinstance(chunk.value, Group) and chunk.value.type in STATE:
            code = chunk.value.country or ""
        if code:
            self._take_division(chunk.feature("COUNTRY", "division"), code)
            if not chunk.feature("COUNTRY", "country"):
                self._by_people[code] += TOWN
            yield code, TOWN
        elif isinstance(chunk.value, Group) and chunk.value.country:
            self._at_war[chunk.value.country] += TOWN
            self._first_told.setdefault(chunk.value.country, chunk)
        if code or not chunk.sense("GEO"):
            return
        name = self._text[chunk.start : chunk.end]
        if name in seen:
            return
        seen.add(name)
        found = self._gazetteer.candidates(name)
        if found and found[0].kind == "country":
            shared = any(p.population >= METROPOLIS and p.country != found[0].country for p in found[1:])
            if not (shared and self._articles):  # Oman and Amman are one word in Arabic
                yield found[0].country, COUNTRY
        elif len({p.country for p in found}) == 1:
            self.near.append(found[0])
            yield found[0].country, _weight(found[0])
        elif found:
            self._shared.append(chunk)

    def _meant(self, told: Sequence[str]) -> Iterator[tuple[Chunk, Place]]:
        """The places whose names several countries have: San Salvador, of which there are many, and one is meant.

        That is in a country that the page tells of. If it tells of none, its readers know which is meant: one of
        their own. A metropolis is meant by its own name everywhere, but not by one that others have for it: Valencia
        in Spain isn't the town of Valence.
        """
        told = told or self._own
        for chunk in self._shared:
            name = self._text[chunk.start : chunk.end]
            place = self._gazetteer.resolve(name)
            if place is None or place.population < METROPOLIS or fold_place(place.name) != fold_place(name):
                near = self._gazetteer.resolve(name, countries=told) if told else None
                place = near if near and near.country in told else place
            if place is not None:
                yield chunk, place

    def _take_division(self, name: str, country: str) -> None:
        """Keeps the division that an abbreviation means: "Fla." tells that Florida's towns are near."""
        place = self._gazetteer.resolve(name, countries=(country,), kinds=("admin1",)) if name else None
        if place is not None and place not in self.near:
            self.near.append(place)

    def _town_of_dateline(self, chunk: Chunk) -> Place | None:
        """The largest town of the name, in the country told with it: those who write for agencies sit in capitals."""
        names = chunk.parts["name"]
        towns = [p for p in self._gazetteer.candidates(self._text[names[0].start : names[-1].end]) if p.kind == "town"]
        beside = chunk.part("country")
        country = self._named(beside) if beside else None
        towns = [p for p in towns if p.country == country] or towns
        return max(towns, key=lambda p: p.population, default=None)

    def most_told(self) -> Where | None:
        """The country that the page tells of most, by name, by places and by armed groups; None of two alike.

        A country that is written beside the dateline's town says only where the writer sat.
        """
        told = self.weights + self._at_war
        if self._is_written_abroad and self.home:
            told[self.home] -= _ABROAD
        ranked = told.most_common(2)
        if not ranked or ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        most = ranked[0][0]
        return self._dateline if most == self.home else self._where(self._first_told[most], most)

    def of_its_division(self, name: str, kinds: Sequence[Kind], found: Place | None) -> Place | None:
        """The village or district of this name in a division that the page tells of; of several in one land it is that.

        Where none lies there, nor near to any place that the page names, it is none of those known: another town's
        "Franklin County", a street called after a town far away.
        """
        if found is not None and found.kind not in _LOCAL:
            return found
        lands = {found.country} if found else {p.country for p in self.near if p.kind == "admin1"}
        listed = [p for p in self._gazetteer.candidates(name) if p.kind in _LOCAL and p.country in lands]
        if len(listed) < 2 or len(lands) != 1:
            return found
        near = [p for p in self.near if p.country in lands and p.name != name]
        divisions = {p.name for p in near if p.kind == "admin1"}
        there = [p for p in listed if p.kind in kinds and p.admin1 in divisions]
        if len(there) == 1 or (found is not None and found in there):
            return there[0] if len(there) == 1 else found
        return found if found is not None and (not near or any(_beside(found, p) for p in near)) else None

    def _named(self, chunk: Chunk) -> str | None:
        """The country that a word names, itself or as a nationality."""
        if code := chunk.feature("COUNTRY", "country") or chunk.feature("DEMONYM", "country"):
            return code
        if not chunk.sense("GEO"):
            return None
        found = self._gazetteer.candidates(self._text[chunk.start : chunk.end])
        return found[0].country if found and found[0].kind == "country" else None

    def alone_told(self) -> Where | None:
        """The country that the page tells of, where it tells of one: a dateline or a nationality is no finer place."""
        return self._where(self._first_told[self.alone], self.alone) if self.alone else None

    def _where(self, chunk: Chunk, code: str) -> Where:
        quote = Quote.of(self._text, chunk.start, chunk.end)
        return Where(name=None, country=code, precision="country", quote=quote, rule="where.country-alone")


def _beside(place: Place, other: Place) -> bool:
    """Whether a place lies in the other's division, or no further from it than local news reaches."""
    apart = kilometres(place, other)
    return place.admin1 == other.admin1 or (apart is not None and apart <= _LOCAL_KM)


def _weight(place: Place) -> int:
    return VILLAGE if place.kind == "town" and place.population < _LARGE else TOWN
