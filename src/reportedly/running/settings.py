"""The settings of a run: one frozen object."""

from __future__ import annotations

import datetime
import difflib
import os
from pathlib import Path
from typing import Any, Literal

import msgspec

from reportedly.asking import Choice
from reportedly.asking.choice import SECONDS as READER_SECONDS
from reportedly.asking.endpoint import check_url
from reportedly.gathering import Defaults
from reportedly.gathering.columns import Columns, load_columns
from reportedly.model.errors import ReportedlyError
from reportedly.running.workers import MEGABYTES, SECONDS, Limits

_MOST_READER_SECONDS = 3_600
_MODEL_MEGABYTES = 16_000  # of address space: a model's weights, and the libraries that run it


class SettingsError(ReportedlyError):
    """A setting that doesn't exist, or a value that it can't have."""

    code = "settings"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is told. The first four hold for pages that don't say it themselves.

    `jobs` processes read at once; a page that takes longer than `seconds`, or whose worker needs more
    than `megabytes` of memory, is given up and the run goes on. `reader` is who reads the pages: our own
    grammar, or one that the user brings (docs/how-to/second-reader.md), which may take `reader_seconds` a page.
    `columns` is the mapping of tables: a file, or the name of a ready one.
    """

    published: datetime.date | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
    jobs: int = 1
    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    reader: Literal["grammar", "openai", "gliner2"] = "grammar"
    reader_url: str | None = None
    reader_model: str | None = None
    reader_seconds: float = READER_SECONDS
    columns: str | None = None

    def __post_init__(self) -> None:
        for name in ("jobs", "seconds", "megabytes", "reader_seconds"):
            if not getattr(self, name) > 0:
                raise SettingsError(f"{name}: {getattr(self, name)!r} isn't above 0")
        if wrong := self._wrong_reader():
            raise SettingsError(wrong)

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

    @property
    def mapping(self) -> Columns | None:
        """What the columns of tables are. Raises `ColumnsError` where the mapping doesn't hold together."""
        return None if self.columns is None else load_columns(self.columns)

    @property
    def second_reader(self) -> Choice | None:
        """The reader that the user brings."""
        if self.reader == "grammar":
            return None
        return Choice(
            kind=self.reader, model=self.reader_model or "", url=self.reader_url or "", seconds=self.reader_seconds
        )

    @property
    def limits(self) -> Limits:
        """What a worker may take for a page; a model that runs in it uses every core at once."""
        if self.reader == "gliner2":
            seconds = self.seconds + self.reader_seconds * (os.cpu_count() or 1)
            return Limits(seconds, max(self.megabytes, _MODEL_MEGABYTES))
        return Limits(self.seconds, self.megabytes, self.reader_seconds if self.reader == "openai" else 0.0)

    def _wrong_reader(self) -> str | None:
        """What doesn't fit together in the settings of the reader."""
        if self.reader_seconds > _MOST_READER_SECONDS:
            return "reader_seconds: more than an hour for a page; give it less"
        if self.reader == "grammar":
            given = self.reader_url or self.reader_model
            return "reader_url and reader_model are of a second reader; choose it with --reader" if given else None
        if not self.reader_model:
            what = "the model's name" if self.reader == "openai" else "the folder with the model"
            return f"reader_model: {self.reader} needs {what}; give it with --reader-model"
        if self.reader == "gliner2":
            if self.reader_url:
                return "reader_url: gliner2 runs here and has no address; leave it out"
            there = Path(self.reader_model).is_dir()
            return None if there else f"reader_model: {self.reader_model}: there is no such folder; download the model"
        if not self.reader_url:
            return "reader_url: openai needs the endpoint's address; give it with --reader-url"
        wrong = check_url(self.reader_url)
        return f"reader_url: {wrong}" if wrong else None
