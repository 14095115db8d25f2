"""The catalogues of the interface's words, kept up to date: `python -m reportedly.desk.catalogues` (`make messages`).

Ids are the English words, as the templates and the desk's modules give them to `_()`, `words()` and `words.plural()`;
words that come from a closed vocabulary by a variable are listed here, and the templates of the program's own sentences
come from `api/sentences.py`. New ids come in untranslated, those that
nothing uses any more go, translations stay. A reference names the file without a line, so that lines may move.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize, read_po
from jinja2 import nodes

from reportedly.api.sentences import SENTENCES
from reportedly.desk.facts import NAMES
from reportedly.desk.rendering import environment
from reportedly.desk.words import LANGUAGES, MESSAGES
from reportedly.model import vocabulary
from reportedly.people.persons import EntryKind
from reportedly.saying.slots import Clauses, Slot

Id = str | tuple[str, str]
"""A message's English words; of one with a number, those for one and those for many."""
Forms = tuple[str, ...]

HERE = Path(__file__).parent
_CLOSED = (
    *vocabulary.STATES, *vocabulary.SIGN_OFFS, *vocabulary.GRADES, *vocabulary.SPEAKER_TYPES, *vocabulary.ACTS,
    *vocabulary.OUTCOMES,
    *get_args(vocabulary.TollCategory), *vocabulary.ROLES, *vocabulary.STATUSES, *vocabulary.JUDGEMENT_KINDS,
    *vocabulary.JUDGEMENT_FIELDS, *vocabulary.PERSON_ROLES, *get_args(vocabulary.Standing),
    *get_args(vocabulary.DisagreementKind), *get_args(vocabulary.ChangeKind), *get_args(EntryKind),
    *NAMES,
)  # fmt: skip
_EVENTS = (*vocabulary.SUB_TYPES, *vocabulary.TYPE_OF_SUB_TYPE)
VOCABULARY = frozenset({word.replace("_", " ") for word in _CLOSED} | set(_EVENTS))
"""What pages show of closed vocabularies, by a variable: underscores are written as spaces."""

HEADER = {
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
"""How many forms a language has and which a number takes: CLDR's, as far as whole numbers go."""


def used() -> dict[Id, set[str]]:
    """Every id that the desk uses, with the files that use it."""
    found: dict[Id, set[str]] = {word: {"vocabulary"} for word in VOCABULARY}
    for path in sorted((HERE / "templates").glob("*.html")):
        for name in in_template(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(path.name)
    for path in sorted(HERE.rglob("*.py")):
        for name in in_code(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(path.relative_to(HERE).as_posix())
    for sentence in SENTENCES:
        found.setdefault(sentence.id, set()).add("sentences")
        for word in chain.from_iterable(map(_words, sentence.slots.values())):
            found.setdefault(word, set()).add("sentences")
    return found


def _words(slot: Slot[Any]) -> Sequence[str]:
    """What a slot may hold of a closed vocabulary."""
    return _words(slot.of) if isinstance(slot, Clauses) else getattr(slot, "words", ())


def in_template(source: str) -> Iterator[Id]:
    """The ids in a template: `_("…")`, also where one of several is chosen there, and `words.plural("…", "…", n)`."""
    for call in environment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            yield from _constants(call.args[0])
        elif isinstance(call.node, nodes.Getattr) and call.node.attr == "plural":
            one, many = call.args[:2]
            if isinstance(one, nodes.Const) and isinstance(many, nodes.Const):
                yield str(one.value), str(many.value)


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, (nodes.Or, nodes.And)):
        yield from _constants(node.left)
        yield from _constants(node.right)
    elif isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        yield from _constants(node.expr1)
        yield from _constants(node.expr2)


def in_code(source: str) -> Iterator[Id]:
    """The ids in a module: of calls of `words`, by whatever it is reached, and of its `plural`."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = [node.value for node in call.args if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        if called in ("words", "_words", "self") and isinstance(call.args[0], ast.Constant) and given:
            yield given[0]
        elif called in ("plural", "forms") and len(given) >= 2:
            yield given[0], given[1]


def kept(language: str) -> dict[Id, Forms]:
    """The messages of a catalogue as it stands, each with its translation: one text, or one for each plural form."""
    with (MESSAGES / f"{language}.po").open("rb") as stream:
        catalogue: Catalog = read_po(stream, locale=language)
    found: dict[Id, Forms] = {}
    for message in catalogue:
        if isinstance(message.id, str):
            if message.id:
                found[message.id] = (str(message.string or ""),)
        else:
            found[(message.id[0], message.id[1])] = tuple(message.string or ())
    return found


def written(language: str, messages: dict[Id, Forms], references: dict[Id, set[str]]) -> str:
    """A catalogue as text, sorted by its ids."""
    lines = [
        'msgid ""', 'msgstr ""', f'"Language: {language}\\n"', '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"', '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {HEADER[language]}\\n"', "",
    ]  # fmt: skip
    for name in sorted(messages, key=lambda each: (each if isinstance(each, str) else each[0]).casefold() + str(each)):
        forms = messages[name]
        lines.append(f"#: {' '.join(sorted(references[name]))}")
        if isinstance(name, str):
            lines += [f"msgid {normalize(name)}", f"msgstr {normalize(forms[0])}", ""]
        else:
            lines += [f"msgid {normalize(name[0])}", f"msgid_plural {normalize(name[1])}"]
            lines += [*(f"msgstr[{n}] {normalize(form)}" for n, form in enumerate(forms)), ""]
    return "\n".join(lines)


def update(language: str, references: dict[Id, set[str]]) -> int:
    """Brings one catalogue up to date; returns how many of its messages wait for a translation."""
    before = kept(language)
    number = int(HEADER[language].split(";")[0].split("=")[1])
    after = {name: before.get(name) or ("",) * (1 if isinstance(name, str) else number) for name in references}
    (MESSAGES / f"{language}.po").write_text(written(language, after, references), encoding="utf-8")
    return 0 if language == "en" else sum(not all(forms) for forms in after.values())


def main() -> None:
    """Brings all of them up to date and says what is left to do."""
    references = used()
    for language, name in LANGUAGES.items():
        waiting = update(language, references)
        sys.stdout.write(f"{name}: {len(references)} messages, {waiting} to translate\n")


if __name__ == "__main__":
    main()
