"""The interface's words in a language, and how it writes days, numbers and places: gettext and CLDR, by Babel."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.pofile import read_po
from starlette.requests import Request

from reportedly.model import Estimate, When, Where

MESSAGES = Path(__file__).parent / "messages"
LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""The interface's languages by their own names; English is what the messages are written in."""


class Words:
    """How one language writes what the desk says."""

    def __init__(self, language: str) -> None:
        self.language = language
        # Western digits in Arabic too: figures are compared with the pages' and typed again
        self.locale = Locale.parse("ar_EG" if language == "ar" else "en_GB" if language == "en" else language)
        self.direction = "rtl" if self.locale.text_direction == "rtl" else "ltr"
        self._messages = _catalogue(language)

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, with its values put in; the message itself where it isn't translated."""
        found = self._messages.get(message) or message
        return found % values if values else found

    def plural(self, one: str, many: str, number: int) -> str:
        """The form that fits the number, which `%(n)s` stands for."""
        forms = _plurals(self.language).get((one, many)) or (one, many)
        if len(forms) > 2:
            form = forms[_ARABIC[self.locale.plural_form(number)]]
        else:
            form = forms[0 if self.locale.plural_form(number) == "one" else 1]
        return form % {"n": self.number(number)}

    def number(self, number: int) -> str:
        """A whole number, in the digits that are used everywhere."""
        return str(numbers.format_decimal(number, locale=self.locale, numbering_system="latn"))

    def day(self, day: datetime.date | None) -> str:
        """ "7 March 2026"; empty for None."""
        if day is None:
            return ""
        pattern = "d MMMM y"
        return _western(dates.format_date(day, pattern, locale=self.locale))

    def moment(self, moment: datetime.datetime) -> str:
        """A day and a time, UTC."""
        return _western(dates.format_datetime(moment, "d MMMM y, HH:mm", locale=self.locale)) + " UTC"

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
            return _western(dates.format_date(start, "MMMM y", locale=self.locale))
        if end is None or end == start:
            return self.day(start)
        return f"{self.day(start)} – {self.day(end)}"

    def country(self, code: str | None) -> str:
        """A country's name."""
        return str(self.locale.territories.get(code or "", code or ""))

    def place(self, where: Where | None) -> str:
        """A place with its province and country, each once."""
        if where is None:
            return ""
        return self.located(where.name, where.admin1, where.country)

    def located(self, name: str | None, admin1: str | None, country: str | None) -> str:
        """The parts of a place that are known, from the finest on."""
        comma = "، " if self.language == "ar" else ", "
        parts = (name, admin1, self.country(country))
        return comma.join(dict.fromkeys(part for part in parts if part))

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


_ARABIC = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 4, "other": 5}


@cache
def _read(language: str) -> tuple[dict[str, str], dict[tuple[str, str], tuple[str, ...]]]:
    file = MESSAGES / f"{language}.po"
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    single: dict[str, str] = {}
    plural: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in catalogue:
        if isinstance(message.id, str) and message.id and isinstance(message.string, str) and message.string:
            single[message.id] = message.string
        elif (
            isinstance(message.id, (list, tuple)) and isinstance(message.string, (list, tuple)) and all(message.string)
        ):
            plural[(message.id[0], message.id[1])] = tuple(message.string)
    return single, plural


def _catalogue(language: str) -> dict[str, str]:
    return _read(language)[0]


def _plurals(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    return _read(language)[1]


def _western(text: str) -> str:
    """Arabic-Indic digits as the digits that are used everywhere, so that days compare with the pages' and filters."""
    return text.translate(_DIGITS)


_DIGITS = {0x0660 + digit: str(digit) for digit in range(10)}
