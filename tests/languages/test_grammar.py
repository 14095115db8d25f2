"""The pattern language and the lexicon, apart from any language."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.languages import Chunk, Sense, Senses, find, leftmost_longest, load_language
from reportedly.languages.folder import known_languages
from reportedly.languages.grammar import Alphabet, Rule
from reportedly.languages.lexicon import Clitics, Lexicon
from reportedly.languages.new import make_language
from reportedly.model.errors import LanguageError, UnknownLanguage
from reportedly.reading.lexis import language_of
from reportedly.running.checking import check_language
from reportedly.scripts import Tokenizer, fold

KEYS = ("COUNT.plain", "PEOPLE.noun", "HARM.participle", "AUX.be", "W.plain", "COMMA", "V.noun", "=dont")


def row(*keys: str) -> list[Chunk]:
    chunks = []
    for at, key in enumerate(keys):
        symbol, _, form = key.partition(".")
        chunks.append(Chunk(at, at + 1, Senses((Sense(symbol, form, {}),))))
    return chunks


def rule_of(pattern: str, alphabet: Alphabet) -> Rule:
    matcher = alphabet.compile(pattern, "test")
    parts = tuple(matcher.groupindex.items())
    return Rule("r", "V", "", pattern, {}, (), (), "people", matcher, {}, parts, alphabet.needs(pattern))


def matches(pattern: str, *keys: str) -> list[tuple[int, int]]:
    alphabet = Alphabet(frozenset((key,)) for key in KEYS)
    return [(m.first, m.last) for m in leftmost_longest(find([rule_of(pattern, alphabet)], row(*keys), alphabet))]


@pytest.mark.parametrize(
    ("pattern", "keys", "found"),
    [
        ("COUNT PEOPLE", ("W.plain", "COUNT.plain", "PEOPLE.noun"), [(1, 3)]),
        ("COUNT? PEOPLE", ("PEOPLE.noun",), [(0, 1)]),
        ("V ~2 AUX HARM", ("V.noun", "W.plain", "COMMA", "AUX.be", "HARM.participle"), [(0, 5)]),
        ("V ~1 AUX", ("V.noun", "W.plain", "COMMA", "AUX.be"), []),
        ("V ~3 AUX", ("V.noun", "V.noun", "AUX.be"), [(1, 3)]),
        ("'dont' V", ("V.noun", "=dont", "V.noun"), [(1, 3)]),
        ("^ V", ("V.noun", "V.noun"), [(0, 1)]),
        ("(COUNT | W){1,2} V", ("W.plain", "COUNT.plain", "V.noun"), [(0, 3)]),
        ("COUNT? V", ("V.noun", "COUNT.plain", "V.noun"), [(0, 1), (1, 3)]),
        ("V >(AUX)", ("V.noun", "AUX.be", "V.noun"), [(0, 1)]),
    ],
)
def test_patterns(pattern: str, keys: tuple[str, ...], found: list[tuple[int, int]]) -> None:
    assert matches(pattern, *keys) == found


def test_parts_are_named_chunks() -> None:
    alphabet = Alphabet(frozenset((key,)) for key in KEYS)
    pattern = "count:COUNT? noun:( PEOPLE | W )"
    match = find([rule_of(pattern, alphabet)], row("COUNT.plain", "PEOPLE.noun"), alphabet)[0]
    assert {name: [c.start for c in chunks] for name, chunks in match.parts.items()} == {"count": [0], "noun": [1]}


def test_a_row_goes_on_with_what_was_made_as_if_written_anew() -> None:
    alphabet = Alphabet(frozenset((key,)) for key in KEYS)
    rule_of("COUNT PEOPLE V", alphabet)  # so that there is something to need
    before = alphabet.row(row("W.plain", "COUNT.plain", "PEOPLE.noun", "COMMA", "W.plain"))
    made = row("V.noun", "COMMA")
    after = alphabet.reduced(before, [(1, made[0], 3), (3, made[1], 4)])
    anew = alphabet.row([before.chunks[0], *made, before.chunks[4]])
    assert (after.chunks, after.written) == (anew.chunks, anew.written)
    assert after.has & anew.has == anew.has


@pytest.mark.parametrize("pattern", ["V &", "NOSUCH", "( V", "'nowhere'"])
def test_a_bad_pattern_names_its_place(pattern: str) -> None:
    alphabet = Alphabet(frozenset((key,)) for key in KEYS)
    with pytest.raises(LanguageError, match="here"):
        alphabet.compile(pattern, "here")


def test_the_longest_phrase_wins_and_clitics_are_taken_off() -> None:
    lexicon = Lexicon(Clitics({"و": "AND", "ل": "TO"}, ("ال",), ("هم",), {"ت": "ه"}, {}))
    tokenize = Tokenizer()
    lexicon.add(["قوات"], Sense("FORCE", "", {}))
    lexicon.add(["قوات", "مسلحه"], Sense("ACTOR", "group", {}))
    lexicon.add(["اصابه"], Sense("HARM", "noun", {}))
    lexicon.add(["الاحد"], Sense("WEEKDAY", "", {"definite": "yes"}))
    found = lexicon.match([t.norm for t in tokenize("والقوات المسلحة")], 0)
    assert found is not None
    assert (found[0].skip, found[0].symbols, found[1], found[2][0].key) == (1, ("AND",), 2, "ACTOR.group")
    ending = lexicon.match([t.norm for t in tokenize("إصابتهم")], 0)
    assert ending is not None
    assert ending[2][0].key == "HARM.noun"
    assert lexicon.match([t.norm for t in tokenize("أحد")], 0) is None
    assert lexicon.match([t.norm for t in tokenize("الأحد")], 0) is not None


@pytest.mark.parametrize(
    ("written", "bare"),
    [("والقوات", "قوات"), ("القوات", "قوات"), ("للقوات", "قوات"), ("بيت", "بيت"), ("وقتل", "قتل"), ("الى", "الى")],
)
def test_a_bare_word_has_lost_what_is_written_onto_its_front(written: str, bare: str) -> None:
    clitics = Clitics({"و": "AND", "ب": "IN", "ل": "TO"}, ("ال",), (), {}, {"لل": "ال"})
    assert clitics.bare(written) == bare


def folder(tmp_path: Path, **files: str) -> Path:
    made = tmp_path / "xx"
    for name, content in {"language": "code: xx", **files}.items():
        path = made / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"lexicon__a": "PEOPEL: [{words: a}]"}, "did you mean 'PEOPLE'"),
        ({"lexicon__a": "PEOPLE: [{words: a, categroy: civilian}]"}, "did you mean 'category'"),
        ({"lexicon__a": "PEOPLE: [{words: a, category: civil}]"}, "did you mean 'civilian'"),
        ({"lexicon__a": "PEOPLE: [{form: nuon, words: a}]"}, "did you mean 'noun'"),
        ({"lexicon__a": "PEOPLE: [{form: noun}]"}, "without words"),
        ({"lexicon__a": "PEOPLE: ["}, "a.yml"),
        ({"language": "cod: xx"}, "did you mean 'code'"),
        ({"grammar__people": "- {rule: r, makes: V, pattern: PEOPLE, examples: ['[a]']}"}, "counter_examples"),
        ({"grammar__people": "- {rule: r, makes: VV, pattern: P, examples: ['[a]'], counter_examples: [b]}"}, "makes"),
        (
            {"grammar__people": "- {rule: r, makes: harm, pattern: W, examples: ['[a]'], counter_examples: [b]}"},
            "people",
        ),
    ],
)
def test_a_slip_in_a_folder_is_named_with_the_nearest_word(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(LanguageError, match=message):
        load_language("xx", root=folder(tmp_path, **files))


def test_yaml_says_strings_only(tmp_path: Path) -> None:
    root = folder(tmp_path, lexicon__a="NUMBER: [{form: word, value: 012, words: no}]")
    found = load_language("xx", root=root).lexicon.match(["no"], 0)
    assert found is not None
    assert found[2][0].features == {"value": "012"}


def test_an_unknown_language_names_those_that_are_there() -> None:
    with pytest.raises(UnknownLanguage, match="fr"):
        language_of("xx")


def test_a_new_language_is_a_folder_that_says_what_to_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_language("qq", root=tmp_path)
    assert {p.name for p in made.iterdir()} >= {"language.yml", "lexicon", "grammar", "stories"}
    assert "qq" not in known_languages()
    with pytest.raises(LanguageError, match="exists"):
        make_language("qq", root=tmp_path)
    with pytest.raises(LanguageError, match="ISO 639-1"):
        make_language("../x", root=tmp_path)
    language_of.cache_clear()
    monkeypatch.setattr(
        "reportedly.reading.lexis.load_language", lambda code, names: load_language(code, names, tmp_path)
    )
    told = list(check_language("qq"))
    language_of.cache_clear()
    assert any("10" in line for line in told)
    assert any("the template's words" in line for line in told)
    assert any(line.startswith("01-first.yml") for line in told)


def test_a_sense_may_hold_never_with_the_article() -> None:
    lexicon = Lexicon(Clitics({"و": "AND"}, ("ال",), (), {}, {}))
    lexicon.add(["فجر"], Sense("ATTACK", "verb", {"definite": "no"}))
    lexicon.add(["فجر"], Sense("DAYPART", "", {}))
    assert [len(found[2]) for word in ("فجر", "وفجر") if (found := lexicon.match([fold(word)], 0))] == [2, 2]
    assert [len(found[2]) for word in ("الفجر", "والفجر") if (found := lexicon.match([fold(word)], 0))] == [1, 1]
