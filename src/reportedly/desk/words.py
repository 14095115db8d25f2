"""The interface's words in a language, and how it writes days, numbers and places: gettext and CLDR, by Babel."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import cache
from gettext import c2py
from pathlib import Path

from babel import Locale, numbers
from babel.messages.pofile import read_po
from starlette.requests import Request

from reportedly.desk.places import in_latin
from reportedly.model import Estimate, When, Where

MESSAGES = Path(__file__).parent / "messages"
LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""The interface's languages by their own names; English is what the messages are written in."""


class Words:
    """How one language writes what the desk says."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES.get(language, language))
        self.direction = "rtl" if self.locale.text_direction == "rtl" else "ltr"
        self._messages, self._plurals, self._form = _read(language)

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, with its values put in; the message itself where it isn't translated."""
        found = self._messages.get(message) or message
        return found % values if values else found

    def plural(self, one: str, many: str, number: int) -> str:
        """The form that fits the number, which `%(n)s` stands for."""
        return self._fitting(one, many, number) % {"n": self.number(number)}

    def template(self, name: str | tuple[str, str], number: int | None = None) -> str:
        """The form of a message that fits the number, with its slots as they are."""
        if isinstance(name, str):
            return self._messages.get(name) or name
        return self._fitting(*name, number or 0)

    @property
    def labels_first(self) -> bool:
        """Whether what is counted stands before its figure: behind it, it would have to agree with the number."""
        return self.language != "en"

    def forms(self, one: str, many: str) -> dict[str, str]:
        """All forms of a message with a number, by CLDR's plural categories: for scripts, which fill it in."""
        return {self.locale.plural_form(number): self._fitting(one, many, number) for number in reversed(_SAMPLES)}

    def form_of(self, number: int) -> int:
        """Which of a message's forms a number takes, by the rule of the language's catalogue."""
        return self._form(number)

    def _fitting(self, one: str, many: str, number: int) -> str:
        forms = self._plurals.get((one, many))
        return forms[self.form_of(number)] if forms else one if number == 1 else many

    def number(self, number: int) -> str:
        """A whole number, in the digits that are used everywhere."""
        return str(numbers.format_decimal(number, locale=self.locale, numbering_system="latn"))

    def decimal(self, number: float) -> str:
        """A number with two places."""
        return str(numbers.format_decimal(number, "0.00", locale=self.locale, numbering_system="latn"))

    def percent(self, share: float) -> str:
        """A share, from 0 to 1, in whole hundredths."""
        return str(numbers.format_percent(share, locale=self.locale, numbering_system="latn"))

    def change(self, number: int) -> str:
        """By how much a number is another than before, with its sign: "+3", "−2"."""
        return ("+" if number > 0 else "−" if number < 0 else "") + self.number(abs(number))

    def day(self, day: datetime.date | None) -> str:
        """ "7 March 2026"; empty for None."""
        if day is None:
            return ""
        first = "er" if self.language == "fr" and day.day == 1 else ""
        return f"{day.day}{first} {self._month(day)} {day.year}"

    def iso_day(self, day: str) -> str:
        """The same of a day in ISO 8601; what is none stays as it is."""
        try:
            return self.day(datetime.date.fromisoformat(day))
        except ValueError:
            return day

    def moment(self, moment: datetime.datetime) -> str:
        """A day and a time, UTC."""
        time = moment.strftime("%H:%M") + " UTC"
        # The time and its zone are one thing, read from left to right in any text
        return self.listed([self.day(moment.date()), f"\u2066{time}\u2069" if self.direction == "rtl" else time])

    def _month(self, day: datetime.date) -> str:
        """The month's name; in Arabic both, the one of Syria and Iraq and the one of Egypt: "شباط/فبراير"."""
        names = [Locale.parse(name).months["format"]["wide"][day.month] for name in _MONTHS.get(self.language, ())]
        return "/".join(names) or str(self.locale.months["format"]["wide"][day.month])

    def when(self, when: When | None) -> str:
        """The days of an incident or of an account, by their precision."""
        if when is None:
            return ""
        return self.days(when.start, when.end, when.precision)

    def days(self, start: datetime.date | None, end: datetime.date | None, precision: str | None) -> str:
        """From one day to another, as coarsely as the precision says."""
        if start is None:
            return ""
        if precision == "year":
            return str(start.year)
        if precision == "month":
            return f"{self._month(start)} {start.year}"
        if end is None or end == start:
            return self.day(start)
        return f"{self.day(start)} – {self.day(end)}"

    def country(self, code: str | None) -> str:
        """A country's name."""
        return _COUNTRIES.get(self.language, {}).get(code or "") or str(
            self.locale.territories.get(code or "", code or "")
        )

    def tongue(self, code: str | None) -> str:
        """A language's name, by its code."""
        return str(self.locale.languages.get(code or "", code or ""))

    def tongues(self, codes: Iterable[str]) -> str:
        """The names of some languages."""
        return self.listed(map(self.tongue, codes))

    def place(self, where: Where | None) -> str:
        """A place with its province and country, each once."""
        if where is None:
            return ""
        return self.located(where.name, where.admin1, where.country, where.geonames_id)

    def located(self, name: str | None, admin1: str | None, country: str | None, geonames_id: int | None = None) -> str:
        """The same in one text."""
        return self.listed(self.parts(name, admin1, country, geonames_id))

    def parts(
        self, name: str | None, admin1: str | None, country: str | None, geonames_id: int | None = None
    ) -> list[str]:
        """The parts of a place that are known, from the finest on, each once."""
        latin = self._in_latin(name, geonames_id)
        coarser = (part for part in (admin1, self.country(country)) if part not in (name, latin))
        return [part for part in dict.fromkeys((self.named(name, geonames_id), *coarser)) if part]

    def named(self, name: str | None, geonames_id: int | None) -> str | None:
        """A place's name; whoever reads Latin letters gets one in Arabic letters behind the same in theirs."""
        latin = self._in_latin(name, geonames_id)
        return f"{latin} ({name})" if latin else name

    def _in_latin(self, name: str | None, geonames_id: int | None) -> str | None:
        return in_latin(name, geonames_id) if self.direction == "ltr" else None

    def listed(self, parts: Iterable[str | None]) -> str:
        """The parts that there are, with the language's comma between them."""
        return self(", ").join(part for part in parts if part)

    def figure(self, estimate: Estimate) -> str:
        """ "12", "7 (2 to 12)", "12 (at least 2)"; empty where nobody says."""
        low, best, high = estimate.low, estimate.best, estimate.high
        if best is None:
            return self.range(low, high)
        if low == high == best:
            return self.number(best)
        return f"{self.number(best)} ({self.range(low, high)})"

    def range(self, low: int | None, high: int | None) -> str:
        """ "2 to 12", "at least 2", "up to 12"; empty where nobody says."""
        if low is None and high is None:
            return ""
        if low == high and low is not None:
            return self.number(low)
        if high is None:
            return self("at least %(low)s", low=self.number(low or 0))
        if low is None:
            return self("up to %(high)s", high=self.number(high))
        return self("%(low)s to %(high)s", low=self.number(low), high=self.number(high))


def language_of(request: Request, chosen: str | None = None) -> str:
    """The language of the interface: the cookie's, else the person's own, else what the browser asks for."""
    asked = request.headers.get("accept-language", "")
    wanted = [request.cookies.get("lang", ""), chosen or "", *(part[:2].lower().strip() for part in asked.split(","))]
    return next((language for language in wanted if language in LANGUAGES), "en")


@cache
def words_in(language: str) -> Words:
    """The words of a language of `LANGUAGES`."""
    return Words(language)


_Forms = tuple[str, ...]


@cache
def _read(language: str) -> tuple[dict[str, str], dict[tuple[str, str], _Forms], Callable[[int], int]]:
    """A catalogue's messages, those with a number apart, and which of the forms a number takes."""
    with (MESSAGES / f"{language}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    single: dict[str, str] = {}
    plural: dict[tuple[str, str], _Forms] = {}
    for message in catalogue:
        one, string = message.id, message.string
        if isinstance(one, str) and one and isinstance(string, str) and string:
            single[one] = string
        elif isinstance(one, (list, tuple)) and isinstance(string, (list, tuple)) and all(string):
            plural[(one[0], one[1])] = tuple(string)
    return single, plural, c2py(catalogue.plural_expr)


_SAMPLES = range(112)  # numbers among which every plural category of our languages occurs
_LOCALES = {"en": "en_GB", "ar": "ar_EG"}
_MONTHS = {"ar": ("ar_SY", "ar_EG")}
# Where CLDR's names are longer than tables allow, or others than those that recorders use: docs/why/words.md
_COUNTRIES = {
    "en": {
        "PS": "Palestine", "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "CD": "DR Congo",
        "CG": "Republic of the Congo",
    },
    "fr": {
        "PS": "Palestine", "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "CD": "RD Congo",
        "CG": "République du Congo",
    },
    "ar": {
        "PS": "فلسطين", "HK": "هونغ كونغ", "MO": "ماكاو", "MM": "ميانمار", "CD": "الكونغو الديمقراطية",
        "CG": "جمهورية الكونغو",
    },
}  # fmt: skip
