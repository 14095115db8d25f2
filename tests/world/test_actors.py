"""The actor list: enough actors, no word for two of them, readable refusals, look-ups in three languages."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from reportedly.model.errors import WorldError
from reportedly.world.actors import (
    KINDS,
    Actor,
    ambiguous_in,
    families,
    load_actors,
    names_in,
    read_actors,
)

LANGUAGES = ("en", "fr", "ar")


def folded(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))


def keys_by_word(language: str) -> dict[str, set[str]]:
    """Names without regard to case and accents, abbreviations as they are ("JEM" is not "JeM")."""
    keys: dict[str, set[str]] = defaultdict(set)
    for words, actor, _ in names_in(language):
        keys[words if len(words) <= 4 else folded(words)].add(actor.key)
    return keys


def test_there_are_enough_actors_of_each_kind() -> None:
    counts: Counter[str] = Counter(actor.kind for actor in load_actors().values())
    least = {
        "armed_group": 350, "force": 150, "government": 40, "agency": 60,
        "outlet": 150, "monitor": 40, "organisation": 60,
    }  # fmt: skip
    assert set(least) == set(KINDS)
    for kind, number in least.items():
        assert counts[kind] >= number, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_armed_group_and_force_has_a_name(language: str) -> None:
    nameless = [
        actor.key
        for actor in load_actors().values()
        if actor.kind in ("armed_group", "force") and not actor.names.get(language)
    ]
    assert nameless == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_actors(language: str) -> None:
    assert {words: keys for words, keys in keys_by_word(language).items() if len(keys) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ambiguous_words_are_not_names_too(language: str) -> None:
    certain = {(words, actor.key) for words, actor, _ in names_in(language)}
    assert certain & {(words, actor.key) for words, actor in ambiguous_in(language)} == set()


def test_words_are_written_in_the_script_of_their_language() -> None:
    for actor in load_actors().values():
        for words in (*actor.names.get("ar", ()), *actor.members.get("ar", ())):
            assert any("\u0600" <= letter <= "\u06ff" for letter in words), (actor.key, words)
        for language in ("en", "fr"):
            for words in (*actor.names.get(language, ()), *actor.members.get(language, ())):
                assert not any("\u0600" <= letter <= "\u06ff" for letter in words), (actor.key, words)


def test_those_who_kill_have_a_perpetrator_type_and_a_category() -> None:
    for actor in load_actors().values():
        if actor.kind == "armed_group":
            assert actor.perpetrator_type, actor.key
            assert actor.category, actor.key


@pytest.mark.parametrize(
    ("language", "words", "key", "is_member"),
    [
        ("en", "Islamic State group", "islamic-state", False),
        ("fr", "organisation Etat islamique", "islamic-state", False),
        ("fr", "organisation État islamique", "islamic-state", False),
        ("fr", "EI", "islamic-state", False),
        ("fr", 'organisation "EI"', "islamic-state", False),
        ("ar", "تنظيم الدولة الإسلامية", "islamic-state", False),
        ("ar", "داعش", "islamic-state", False),
        ("en", "Houthis", "ansar-allah", True),
        ("fr", "Houthis", "ansar-allah", True),
        ("ar", "الحوثيين", "ansar-allah", True),
        ("fr", "talibans", "taliban", True),
        ("ar", "طالبان", "taliban", False),
        ("fr", "shebab", "al-shabaab", True),
        ("ar", "حركة الشباب", "al-shabaab", False),
        ("en", "RSF", "rapid-support-forces", False),
        ("fr", "FSR", "rapid-support-forces", False),
        ("fr", "RSF", "rsf-reporters", False),
        ("ar", "قسد", "syrian-democratic-forces", False),
        ("fr", "Casques blancs", "white-helmets", True),
        ("fr", "OSDH", "sohr", False),
        ("ar", "المرصد السوري", "sohr", False),
        ("en", "Shining Path", "shining-path", False),
        ("en", "FMLN", "fmln", False),
        ("fr", "Sentier lumineux", "shining-path", False),
        ("ar", "وكالة فرانس برس", "afp", False),
        ("fr", "Finul", "unifil", False),
    ],
)
def test_well_known_words(language: str, words: str, key: str, is_member: bool) -> None:
    assert [(a.key, member) for w, a, member in names_in(language) if w == words] == [(key, is_member)]


@pytest.mark.parametrize(
    ("language", "words", "keys"),
    [
        ("ar", "الشباب", {"al-shabaab"}),
        ("ar", "الميادين", {"al-mayadeen"}),
        ("fr", "Ansar al-Charia", {"ansar-al-sharia-libya", "ansar-al-sharia-tunisia", "ansar-al-sharia-yemen"}),
    ],
)
def test_words_that_need_context(language: str, words: str, keys: set[str]) -> None:
    assert {actor.key for found, actor in ambiguous_in(language) if found == words} == keys
    assert words not in {found for found, _, _ in names_in(language)}


def test_a_language_without_names_looks_for_the_english_words() -> None:
    german = {words: actor.key for words, actor, _ in names_in("de")}
    assert german["Boko Haram"] == "boko-haram"
    assert german["ISIS"] == "islamic-state"


def test_families_climb_to_the_oldest_ancestor() -> None:
    assert families("adf-congo") == ("adf-congo", "is-central-africa", "islamic-state")
    assert families("taliban") == ("taliban",)
    with pytest.raises(WorldError, match=r"no actor has the key 'taliben'; the nearest known one is 'taliban'"):
        families("taliben")


def test_an_actor_is_hashable_and_outlets_of_groups_have_their_group() -> None:
    actors = load_actors()
    assert {actors["amaq"], actors["amaq"]} == {actors["amaq"]}
    assert isinstance(actors["amaq"], Actor)
    assert families("amaq") == ("amaq", "islamic-state")


HEAD = "kind: armed_group\nactors:\n"
GOOD = "  first:\n    type: armed_group\n    en: First Front\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"a\.yml: "),
        ("actors: [", r"a\.yml: not YAML"),
        ("kind: armed_grup\nactors:\n" + GOOD, r"unknown kind 'armed_grup'; the nearest known one is 'armed_group'"),
        ("kinds: x\nactors:\n" + GOOD, r"a\.yml: unknown key 'kinds'; the nearest known one is 'kind'"),
        (HEAD + GOOD + "    contry: SY\n", r"a\.yml: first: unknown key 'contry'; the nearest known one is 'country'"),
        (HEAD + GOOD + "    country: SR1\n", r"first: unknown country 'SR1'; the nearest known one is 'SR'"),
        (HEAD + "  first:\n    type: armed_grp\n    en: X\n", r"unknown type 'armed_grp'.*'armed_group'"),
        (HEAD + "  first:\n    en: X\n", r"first: has no 'type'"),
        (HEAD + "  first:\n    type: ngo\n    fr: X\n", r"first: has no English name"),
        (HEAD + GOOD + "    parent: frist\n", r"first: unknown parent 'frist'; the nearest known one is 'first'"),
        (HEAD + GOOD + "    parent: first\n", r"first: has 'first' twice among its ancestors"),
        (HEAD + GOOD + "    years: since 1999\n", r"years 'since 1999'; write"),
        (HEAD + GOOD + "    fr: Un | | Deux\n", r"first: fr: has an empty name"),
        (HEAD + GOOD + "    fr: [Un, Deux]\n", r"a\.yml: line 6: .*separate names with"),
        (HEAD + GOOD + GOOD, r"a\.yml: line 6: first: is there twice"),
        (HEAD + GOOD + "    en: Other\n", r"a\.yml: line 6: en: is there twice"),
        (HEAD + "  First Front:\n    type: ngo\n    en: X\n", r"kebab-case"),
    ],
)
def test_broken_entries_are_refused_readably(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    with pytest.raises(WorldError, match=message) as refusal:
        read_actors(tmp_path)
    assert "\n" not in str(refusal.value)


def test_a_key_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(HEAD + GOOD, encoding="utf-8")
    (tmp_path / "b.yml").write_text(HEAD + GOOD, encoding="utf-8")
    with pytest.raises(WorldError, match=r"b\.yml: first: is already in a\.yml"):
        read_actors(tmp_path)


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="no actor files"):
        read_actors(tmp_path)


def test_values_stay_strings_and_defaults_apply(tmp_path: Path) -> None:
    text = (
        "kind: agency\ndefaults: {type: media}\nactors:\n  no:\n    country: NO\n    en+fr: no | 12:30\n    fr: non\n"
    )
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    actor = read_actors(tmp_path)["no"]
    assert (actor.country, actor.type) == ("NO", "media")
    assert actor.names == {"en": ("no", "12:30"), "fr": ("no", "12:30", "non")}
