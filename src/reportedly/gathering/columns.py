"""Which columns of somebody else's table are what to us: mappings, as files of the user's or ready ones."""

from __future__ import annotations

import codecs
import datetime
import difflib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from reportedly.model.errors import ColumnsError, UnreadableInput

OURS = ("id", "url", "outlet", "title", "text", "html", "published", "language")
_CONSTANTS = ("outlet", "language", "published")
_READ = ("text", "html", "url", "title")
_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_MOST_BYTES = 1 << 20
_MOST_NAMES = 40  # of a header in a message


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping: `columns` has our name of each and theirs, or several that theirs may be.

    `constants` stand where a row has nothing; `days` is how theirs are written, as `strptime` has it. `header` names
    the columns of files that don't; of `optional` ones a file need have none. `quotes: no` where quotation marks
    are letters like others.
    """

    columns: dict[str, str | list[str]]
    constants: dict[str, str] = {}
    days: str | list[str] = []
    header: list[str] = []
    optional: list[str] = []
    delimiter: str | None = None
    quotes: Literal["yes", "no"] = "yes"
    encoding: str | None = None

    def __post_init__(self) -> None:
        known = {"columns": OURS, "constants": _CONSTANTS, "optional": OURS}
        for field, names in known.items():
            for name in getattr(self, field):
                if name not in names:
                    near = difflib.get_close_matches(name, names, n=1)
                    raise ValueError(f"{field}: {name!r} isn't one of {', '.join(near or names)}")
        if not any(name in self.columns for name in _READ):
            raise ValueError(f"columns: none of them is {', '.join(_READ[:-1])} or {_READ[-1]}")
        if self.delimiter is not None and len(self.sign or "") != 1:
            raise ValueError(f"delimiter: {self.delimiter!r} isn't one sign, or {', '.join(_DELIMITERS)}")
        if self.encoding is not None:
            self._check_encoding(self.encoding)
        for form in self.forms:
            if "%" not in form or not _holds(form):
                raise ValueError(f"days: {form!r} isn't a format of days; write it as %d/%m/%Y")
        try:
            if self.header:
                self.present(self.header, "header")
        except UnreadableInput as error:
            raise ValueError(str(error)) from error

    @property
    def sign(self) -> str | None:
        """What parts the columns of a line; None where that is to be seen."""
        return None if self.delimiter is None else _DELIMITERS.get(self.delimiter, self.delimiter)

    @property
    def forms(self) -> list[str]:
        """The formats of days."""
        return [self.days] if isinstance(self.days, str) else self.days

    def theirs(self, ours: str) -> list[str]:
        """What a column of ours may be called in the table, folded."""
        names = self.columns.get(ours, [])
        return [folded(name) for name in ([names] if isinstance(names, str) else names)]

    def present(self, header: Sequence[str], name: str) -> list[str]:
        """The columns of `header` that are taken. Raises `UnreadableInput` where one lacks that isn't optional."""
        there = [folded(each) for each in header]
        taken: list[str] = []
        for ours in self.columns:
            found = [each for each in self.theirs(ours) if each in there]
            if not found and ours not in self.optional:
                wanted = " or ".join(map(repr, self.theirs(ours)))
                near = difflib.get_close_matches(self.theirs(ours)[0] if self.theirs(ours) else "", there, n=1)
                hint = f"did you mean {near[0]!r}?" if near else "it has " + ", ".join(there[:_MOST_NAMES])
                raise UnreadableInput(f"{name}: no column {wanted}, which is to be the {ours} ({hint})")
            taken += found
        check_once(there, taken, name)
        return taken

    def record(self, row: Mapping[str, object], where: str) -> dict[str, object]:
        """A row, whose names are folded, in our names. Raises `UnreadableInput` where its day can't be understood."""
        found: dict[str, object] = {}
        for ours in self.columns:
            values = (row.get(name) for name in self.theirs(ours))
            found[ours] = next((value for value in values if value is not None and str(value).strip()), None)
        if found.get("published") is not None and self.forms:
            found["published"] = self._day(str(found["published"]).strip(), where)
        for name, value in self.constants.items():
            found[name] = value if found.get(name) is None else found[name]
        return found

    def _day(self, written: str, where: str) -> str:
        for form in self.forms:
            try:
                return datetime.datetime.strptime(written[:200], form).date().isoformat()
            except ValueError:
                continue
        said = " or ".join(self.forms)
        raise UnreadableInput(f"{where}: its day {written[:60]!r} isn't as {said} has it; correct it, or the format")

    def _check_encoding(self, name: str) -> None:
        try:
            codecs.lookup(name)
            b"".decode(name)
        except (LookupError, ValueError) as error:
            raise ValueError(f"encoding: {name!r} is none that is known; write utf-8 or cp1252") from error


def load_columns(name: str) -> Columns:
    """The mapping in the file `name`, or the ready one of this name. Raises `ColumnsError`."""
    ready = ready_columns()
    path = Path(name)
    if name not in ready and not path.is_file():
        near = difflib.get_close_matches(name, ready, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "ready ones: " + ", ".join(ready)
        raise ColumnsError(f"columns: {name}: there is no such file, and no ready mapping of this name ({hint})")
    try:
        text = _ready(name) if name in ready else path.read_bytes()[: _MOST_BYTES + 1].decode()
        if len(text) > _MOST_BYTES:
            raise ColumnsError(f"columns: {name}: more than {_MOST_BYTES // 1024**2} MB; give a mapping of columns")
        # BaseLoader: strings only, so that "no" stays what it is.
        return msgspec.convert(yaml.load(text, Loader=yaml.CBaseLoader), Columns)  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        raise ColumnsError(f"columns: {name}: can't be read ({error}); give a file of YAML in UTF-8") from error
    except (yaml.YAMLError, msgspec.ValidationError, RecursionError) as error:
        raise ColumnsError(f"columns: {name}: {' '.join(str(error).split())}") from error


def ready_columns() -> list[str]:
    """The names of the ready mappings."""
    found = (files("reportedly.gathering") / "mappings").iterdir()
    return sorted(each.name.removesuffix(".yml") for each in found if each.name.endswith(".yml"))


def folded(name: str) -> str:
    """A column's name, without what people write in different ways."""
    return " ".join(name.replace("\ufeff", "").split()).casefold()


def check_once(header: Sequence[str], taken: Sequence[str], name: str) -> None:
    """Raises `UnreadableInput` where a column that is taken stands twice in the header."""
    for each in taken:
        if header.count(each) > 1:
            raise UnreadableInput(f"{name}: two columns are called {each!r}; give one another name")


def _ready(name: str) -> str:
    return (files("reportedly.gathering") / "mappings" / f"{name}.yml").read_text("utf-8")


def _holds(form: str) -> bool:
    """Whether a format gives a day back that was written by it."""
    day = datetime.datetime(2026, 2, 13)
    try:
        return datetime.datetime.strptime(day.strftime(form), form).date() == day.date()
    except ValueError:
        return False
