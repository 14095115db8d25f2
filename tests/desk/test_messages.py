"""The catalogues: every word that the desk uses is in each of them, and whole in French and Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from reportedly.desk import catalogues
from reportedly.desk.catalogues import HEADER, Forms, Id, in_code, in_template, kept, update, used, written
from reportedly.desk.words import LANGUAGES, MESSAGES, words_in

TRANSLATED = [language for language in LANGUAGES if language != "en"]
FILLED = re.compile(r"%\(\w+\)s|\{\w+\}")
MORE = "run `make messages`, then translate what is empty in src/reportedly/desk/messages/"


def messages(language: str) -> Iterator[tuple[Id, Forms]]:
    yield from kept(language).items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_what_is_used_and_nothing_else(language: str) -> None:
    ours, theirs = set(kept(language)), set(used())
    assert not theirs - ours, MORE
    assert not ours - theirs, MORE


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_is_translated(language: str) -> None:
    assert not [name for name, forms in messages(language) if not all(forms)], MORE


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete(language: str) -> None:
    number = {"en": 2, "fr": 2, "ar": 6}[language]
    assert {len(forms) for name, forms in messages(language) if isinstance(name, tuple)} == {number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_and_nothing_is_markup(language: str) -> None:
    with (MESSAGES / f"{language}.po").open("rb") as stream:
        catalogue = read_po(stream, abort_invalid=True)
    assert not [message.id for message in catalogue if message.fuzzy]
    assert not catalogue.obsolete
    assert not [name for name, forms in messages(language) if re.search(r"[<>&]", "".join(forms))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_filled_in_is_the_same(language: str) -> None:
    """A form for none, one or two may say so in a word instead of the number."""
    for name, forms in messages(language):
        wanted = set(FILLED.findall(name if isinstance(name, str) else name[1]))
        for form in forms:
            given = set(FILLED.findall(form))
            number = {"%(n)s", "{n}"} if isinstance(name, tuple) and language == "ar" and form in forms[:3] else set()
            assert given | (number & wanted) == wanted | (number & given), (name, form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_begins_and_ends_like_its_words(language: str) -> None:
    """A colon or a full stop at the end, dots, spaces: what is written next to it counts on them."""
    for name, forms in messages(language):
        english = name if isinstance(name, str) else name[1]
        if len(english.strip()) > 1:
            for form in forms:
                assert (form[-1] in ".:") == (english[-1] in ".:"), (name, form)
                assert form == form.strip(), (name, form)


def test_french_is_spaced_as_french_is() -> None:
    for name, forms in messages("fr"):
        for form in forms:
            assert not re.search(r"(?<!\u202f)[;!?:](?!//)", form), (name, form)
            assert not re.search("«(?!\u202f)|(?<!\u202f)»", form), (name, form)
            assert "'" not in form, (name, form)


def test_arabic_has_its_own_marks_and_no_digits_but_western_ones() -> None:
    for name, forms in messages("ar"):
        for form in forms:
            assert not re.search(r"[,;?٠-٩]", form), (name, form)


def test_a_catalogue_is_as_it_would_be_written() -> None:
    references = used()
    for language in LANGUAGES:
        text = (MESSAGES / f"{language}.po").read_text(encoding="utf-8")
        again = written(language, kept(language), {name: set() for name in kept(language)} | references)
        assert _without_references(text) == _without_references(again), MORE
        assert not re.search(r"^#:.*:\d", text, re.MULTILINE)


def _without_references(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#:")]


def test_plural_rules_are_those_of_unicode() -> None:
    """The forms of a catalogue are chosen by its own rule; it must part the numbers as CLDR's categories do."""
    for language in LANGUAGES:
        words = words_in(language)
        parted: dict[str, set[int]] = {}
        for number in range(1200):
            parted.setdefault(words.locale.plural_form(number), set()).add(words.form_of(number))
        assert all(len(forms) == 1 for forms in parted.values()), (language, parted)
        assert len(parted) == int(HEADER[language][9])


def test_ids_are_found_where_templates_and_modules_name_them() -> None:
    template = (
        '{{ _("One") }}{{ _("Two" if a else "Three") }}{{ _(b or "Four") }}{{ _(c) }}'
        '{{ words.plural("%(n)s x", "%(n)s y", 2) }}'
    )
    assert set(in_template(template)) == {"One", "Two", "Three", "Four", ("%(n)s x", "%(n)s y")}
    module = 'words("One"); found.words("Two", name=1); self("Three"); words.forms("{n} x", "{n} y"); print("Four")'
    assert set(in_code(module)) == {"One", "Two", "Three", ("{n} x", "{n} y")}


def test_translations_stay_when_catalogues_are_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "MESSAGES", tmp_path)
    old: dict[Id, Forms] = {"gone": ("parti",), "stays": ("reste",), ("%(n)s a", "%(n)s b"): ("un", "des")}
    (tmp_path / "fr.po").write_text(written("fr", old, {name: {"x"} for name in old}), encoding="utf-8")
    now: dict[Id, set[str]] = {"stays": {"y"}, "comes": {"y"}, ("%(n)s a", "%(n)s b"): {"y"}}
    assert update("fr", now) == 1
    assert kept("fr") == {"stays": ("reste",), "comes": ("",), ("%(n)s a", "%(n)s b"): ("un", "des")}
