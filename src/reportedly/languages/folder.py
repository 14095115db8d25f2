"""Reading a language folder from disk: YAML in, checked plain values out. No meaning is given here."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from reportedly.languages.schema import FRAMES, MADE, SYMBOLS, VALUES
from reportedly.model.errors import LanguageError
from reportedly.scripts.truecase import CommonWords

ROOT = Path(__file__).parent
_PROFILE_KEYS = (
    "name", "code", "accents", "case", "elisions_before", "elisions_after", "ordinals", "abbreviations",
    "days_behind_clocks", "countries",
    "clitics_split", "clitics_absorb", "clitics_suffixes", "clitics_changes",
    "clitics_contracts",
)  # fmt: skip
_RULE_KEYS = ("rule", "makes", "form", "pattern", "sets", "examples", "counter_examples", "why")


def known_languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in ROOT.glob("[a-z]*/language.yml")))


def load_yaml(path: Path) -> Any:
    """A YAML file, every scalar a string; raises `LanguageError` with the file and line."""
    try:
        # BaseLoader makes strings only, and builds no objects: "no" stays "no", 12:30 stays "12:30".
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as problem:
        raise LanguageError(f"{path.name}: {' '.join(str(problem).split())}") from problem


def check_known(given: Collection[str], known: Collection[str], where: str) -> None:
    """Raises `LanguageError` for the first word that isn't known, with the nearest one that is."""
    for word in given:
        if word not in known:
            near = difflib.get_close_matches(word, list(known), 1)
            raise LanguageError(f"{where}: {word!r} isn't known" + (f"; did you mean {near[0]!r}?" if near else ""))


def profile(folder: Path) -> dict[str, Any]:
    """The keys of `language.yml`."""
    path = folder / "language.yml"
    if not path.is_file():
        raise LanguageError(f"{folder.name}: there is no language.yml; `make new-language {folder.name}` makes one")
    read = load_yaml(path)
    check_known(read, _PROFILE_KEYS, f"{folder.name}/language.yml")
    return dict(read)


def words_of(value: Any) -> list[str]:
    """A list, or a string with commas between its items."""
    items = value if isinstance(value, list) else str(value or "").split(",")
    return [item.strip() for item in items if item.strip()]


def lexicon_entries(folder: Path) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Phrase, symbol, form and features of every entry of the lexicon, file by file."""
    for path in sorted((folder / "lexicon").glob("*.yml")):
        for symbol, entries in (load_yaml(path) or {}).items():
            where = f"{folder.name}/lexicon/{path.name}: {symbol}"
            check_known([symbol], SYMBOLS, where)
            for entry in entries or []:
                yield from _entry(symbol, entry, where)


def _entry(symbol: str, entry: Any, where: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    if not isinstance(entry, Mapping):
        entry = {"words": entry}
    forms, features = SYMBOLS[symbol]
    check_known(entry, ("words", "form", "case", "definite", *features), where)
    form = entry.get("form", "")
    if form:
        check_known([form], forms, f"{where}, form")
    kept = {name: value for name, value in entry.items() if name not in ("words", "form")}
    for name, value in kept.items():
        allowed = VALUES.get((symbol, name))
        if allowed:
            check_known([value], allowed, f"{where}, {name}")
    words = words_of(entry.get("words"))
    if not words:
        raise LanguageError(f"{where}: an entry without words; give it `words: …`")
    for phrase in words:
        yield phrase, symbol, form, kept


def common_words(folder: Path) -> CommonWords:
    """The words of `words.txt`, none where the folder has no such file."""
    path = folder / "words.txt"
    return CommonWords.read(path.read_text("utf-8").splitlines() if path.is_file() else ())


def grammar_rules(folder: Path, file: str) -> Iterator[dict[str, Any]]:
    """The rules of one grammar file as written, each with its keys checked."""
    path = folder / "grammar" / f"{file}.yml"
    if not path.is_file():
        return
    for rule in load_yaml(path) or []:
        name = rule.get("rule", "?")
        where = f"{folder.name}/grammar/{file}.yml: {name}"
        check_known(rule, _RULE_KEYS, where)
        for needed in ("rule", "makes", "pattern", "examples", "counter_examples"):
            if not rule.get(needed):
                raise LanguageError(f"{where}: a rule needs `{needed}`")
        check_known([rule["makes"]], [*MADE, *SYMBOLS, *FRAMES], f"{where}, makes")
        yield rule
