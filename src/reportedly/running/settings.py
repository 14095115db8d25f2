"""The settings of a run: one frozen object."""

from __future__ import annotations

import datetime
import difflib
from typing import Any

import msgspec

from reportedly.gathering import Defaults
from reportedly.model.errors import ReportedlyError
from reportedly.running.workers import MEGABYTES, SECONDS


class SettingsError(ReportedlyError):
    """A setting that doesn't exist, or a value that it can't have."""

    code = "settings"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is told. The first four hold for pages that don't say it themselves.

    `jobs` processes read at once; a page that takes longer than `seconds`, or whose worker needs more
    than `megabytes` of memory, is given up and the run goes on.
    """

    published: datetime.date | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
    jobs: int = 1
    seconds: float = SECONDS
    megabytes: int = MEGABYTES

    def __post_init__(self) -> None:
        for name in ("jobs", "seconds", "megabytes"):
            if not getattr(self, name) > 0:
                raise SettingsError(f"{name}: {getattr(self, name)!r} isn't above 0")

    @classmethod
    def of(cls, **given: Any) -> Settings:
        """Settings from names and plain values; raises `SettingsError` for an unknown name or a wrong value."""
        for name in given:
            if name not in cls.__struct_fields__:
                near = difflib.get_close_matches(name, cls.__struct_fields__, n=1)
                hint = f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(cls.__struct_fields__)
                raise SettingsError(f"{name!r}: there's no such setting ({hint})")
        try:
            return msgspec.convert(given, cls)
        except msgspec.ValidationError as error:
            raise SettingsError(f"settings: {error}") from error

    @property
    def defaults(self) -> Defaults:
        """What gathering is told of every page."""
        return Defaults(published=self.published, language=self.language, url=self.url, outlet=self.outlet)
