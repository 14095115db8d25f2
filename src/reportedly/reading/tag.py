"""Tag: a sentence's tokens -> chunks with their senses, from the lexicon and the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.languages import Chunk, Language, Senses, bare
from reportedly.languages.lexicon import Following, Found
from reportedly.scripts import Token
from reportedly.world.places import Gazetteer

WORD = bare("W", "plain")
SHOUTED = Senses((*WORD, *bare("W", "shout")))  # on a page in capitals it may be a name
CAPITAL = bare("W", "capital")
ORDINAL = bare("ORDINAL")
DIGITS = bare("DIGITS")
POSSESSIVE = bare("POSS")
GEO = bare("GEO")
_MARKS = {
    ",": "COMMA", "،": "COMMA", ".": "STOP", "!": "STOP", "?": "STOP", "؟": "STOP", ":": "COLON", ";": "SEMICOLON",
    "؛": "SEMICOLON", "-": "DASH", "–": "DASH", "—": "DASH", "(": "LPAR", ")": "RPAR", "[": "LPAR", "]": "RPAR",
    "«": "OPEN", "“": "OPEN", "»": "CLOSE", "”": "CLOSE", '"': "CLOSE", "…": "STOP", "ـ": "DASH",
}  # fmt: skip
_MARK_SENSES = {mark: bare(name) for mark, name in _MARKS.items()}
_OTHER_MARK = bare("MARK")
_MOST_PLACE_TOKENS = 5
_SMALL_WORDS = frozenset({"DEF", "DE", "IN", "AND", "OR", "BY", "TO", "THAT", "WHO", "NUMBER", "DIRECTION"})
_SHORTEST_PREFIXED = 5  # letters of a name behind a written-on preposition; shorter ones are mostly other words
_NAMED = ("SOURCE", "ACTOR")
_SHORTEST_JOINED = 4  # letters of an unknown word behind a written-on "and"
_LARGE = 100_000
_DATELINE_MARKS = frozenset(":-–—/(")
# What may stand before a place in a script without capitals; elsewhere an ordinary word is taken for a village.
_BEFORE_PLACE = frozenset({"IN", "PLACE_CUE", "DIRECTION", "NEAR", "GEO", "COUNTRY"})
_NOTHING: Following = frozenset()
_MOST_KNOWN = 50_000  # words and marks that are remembered
_IN_NAMES = frozenset({"site", "area"})  # kinds of place words that names of towns begin with
_OFFICES = frozenset({"FORCE", "SOURCE"})


class Tagger:
    """Tags sentences of one language; `shouting` says that the page is in capitals, which then tell nothing."""

    def __init__(self, language: Language, gazetteer: Gazetteer, text: str, shouting: bool = False) -> None:
        self._lexicon = language.lexicon
        self._articles = tuple(language.lexicon.clitics.absorb)
        self._written_on = [p for p, symbol in language.lexicon.clitics.split.items() if symbol == "IN"]
        self._ands = [p for p, symbol in language.lexicon.clitics.split.items() if symbol == "AND"]
        self._gazetteer = gazetteer
        self._text = text
        self._capitals = language.has_case and not shouting
        self._shouting = shouting
        self._alone = self._capitals and not language.lexicon.clitics.stand_before  # a word may be looked at by itself
        # What is nearly everywhere the same, as written: most tokens of a page are a few hundred words and marks
        self._known = language.words_met if self._alone else {}
        self._letter = language.alphabet.letter
        self._norms: list[str] = []  # of the sentence's tokens

    def __call__(self, tokens: Sequence[Token]) -> list[Chunk]:
        """The chunks of one sentence, in order, without gaps but for white space."""
        chunks: list[Chunk] = []
        self._norms = [token.norm for token in tokens]
        known = self._known
        at = 0
        while at < len(tokens):
            token = tokens[at]
            met = known.get(token.text)
            if met is not None and not (met[2] and at + 1 < len(tokens) and tokens[at + 1].norm in met[2]):
                chunks.append(Chunk(token.start, token.end, met[0], letter=met[1]))
                at += 1
            elif token.kind == "mark":
                senses = _MARK_SENSES.get(token.text[0], _OTHER_MARK)
                self._remember(token, senses)
                chunks.append(Chunk(token.start, token.end, senses))
                at += 1
            elif token.kind != "word":
                at = self._number(tokens, at, chunks)
            elif self._alone and (small := self._small(token, at)) is not None:
                chunks.append(Chunk(token.start, token.end, small))
                at += 1
            else:
                at = self._word(tokens, at, chunks)
        return chunks

    def _small(self, token: Token, at: int) -> Senses | None:
        """What a word in small letters is by itself, as most are; None for any other (see `_word`).

        For languages in which capitals mark names and nothing is written onto words.
        """
        if not token.text.islower() or token.norm == "'s":
            return None
        senses = self._lexicon.alone(self._norms, at)
        if senses is None:
            return None
        if senses.depend_on_case:
            senses = senses.in_case("")
        if not senses:
            senses = WORD
        elif senses.are_plain:
            senses = senses.behind(WORD)
        self._remember(token, senses, self._lexicon.following(token.norm))
        return senses

    def _remember(self, token: Token, senses: Senses, following: Following = _NOTHING) -> None:
        """Keeps what a word or mark is wherever none of the words follows that go on with a phrase of it."""
        if self._alone and len(self._known) < _MOST_KNOWN:
            self._known[token.text] = senses, self._letter(senses), following

    def _number(self, tokens: Sequence[Token], at: int, chunks: list[Chunk]) -> int:
        """Appends the chunk of a number, or of a name that begins with one; returns the token behind it."""
        token = tokens[at]
        name = self._numbered_name(tokens, at)
        if name:
            chunks.append(Chunk(token.start, tokens[name[1] - 1].end, name[2]))
            return name[1]
        chunks.append(Chunk(token.start, token.end, DIGITS if token.kind == "number" else ORDINAL))
        return at + 1

    def _word(self, tokens: Sequence[Token], at: int, chunks: list[Chunk]) -> int:
        """Appends the chunks of a word, phrase or place name that begins here; returns the token behind it."""
        token = tokens[at]
        if token.norm == "'s":
            chunks.append(Chunk(token.start, token.end, POSSESSIVE))
            return at + 1
        found = self._lexicon.match(self._norms, at)
        if found is not None and found[2].depend_on_case:
            found = self._cased(found, token)
        # Where capitals mark names, a word without one begins no place
        if (not self._capitals or token.capital) and not self._gives_name(found, chunks):
            place = self._place(tokens, at, found, chunks)
            if place is not None:
                skip, end = place
                if skip:
                    symbols = found[0].symbols if found and found[0].skip == skip else ("IN",)
                    self._clitics(token, symbols, skip, chunks)
                chunks.append(Chunk(token.start + skip, tokens[end - 1].end, GEO))
                return end
        if found is not None:
            self._phrase(tokens, at, found, chunks)
            return found[1]
        joined = self._joined(token) if self._ands and self._names_place(chunks) else 0
        if joined:
            self._clitics(token, ("AND",), joined, chunks)
            chunks.append(Chunk(token.start + joined, token.end, WORD))
        else:
            chunks.append(Chunk(token.start, token.end, self._plain(token)))
        return at + 1

    def _phrase(self, tokens: Sequence[Token], at: int, found: Found, chunks: list[Chunk]) -> None:
        token = tokens[at]
        analysis, end, senses = found
        if analysis.skip:
            self._clitics(token, analysis.symbols, analysis.skip, chunks)
        start = min(token.start + analysis.skip, token.end - 1) if analysis.skip else token.start
        if senses.are_plain:
            opens = at == 0 and "SEQUEL" in senses.first  # "Mourners gathered": no name, though it has a capital
            senses = senses.behind(WORD if opens else self._plain(token))
        chunk = Chunk(start, tokens[end - 1].end, senses)
        chunk.definite = token.norm.startswith(self._articles, analysis.skip)
        chunks.append(chunk)

    @staticmethod
    def _gives_name(found: Found | None, chunks: list[Chunk]) -> bool:
        """Whether a given name begins here, which villages bear too: "Maria Helena" behind "in" only is a place."""
        given = found is not None and "GIVEN" in found[2].first
        return given and not (chunks and chunks[-1].senses[0].symbol in _BEFORE_PLACE)

    def _plain(self, token: Token) -> Senses:
        if self._capitals and token.capital:
            return CAPITAL
        return SHOUTED if self._shouting else WORD

    def _numbered_name(self, tokens: Sequence[Token], at: int) -> Found | None:
        """A name that begins with a number, such as a paper's; the words behind the number show whether it fits."""
        found = self._lexicon.match(self._norms, at)
        if found is None or found[1] < at + 2:
            return None
        named = Senses(s for s in found[2] if s.symbol in _NAMED)
        return self._cased((found[0], found[1], named), tokens[at + 1]) if named else None

    def _cased(self, found: Found, token: Token) -> Found | None:
        """Some senses hold in capitals only: "UN" is no article, "is" no organisation, "a" no unaccented "À"."""
        plain = found[2].in_case("capital") if token.capital else found[2].in_case("")
        # On a page in capitals an abbreviation is believed only where it is no other word: "IS", but "FMLN".
        if token.text.isupper() and (not self._shouting or not plain):
            plain = found[2].in_case("upper") or plain
        return (found[0], found[1], plain) if plain else None

    def _clitics(self, token: Token, symbols: tuple[str, ...], skip: int, chunks: list[Chunk]) -> None:
        """Small words written onto the next one become chunks of their own, a letter each."""
        for offset, symbol in enumerate(symbols):
            start = token.start + min(offset, skip - 1)
            end = token.start + (skip if offset == len(symbols) - 1 else start - token.start + 1)
            chunks.append(Chunk(start, max(end, start + 1), bare(symbol)))

    def _place(
        self, tokens: Sequence[Token], at: int, found: Found | None, chunks: list[Chunk]
    ) -> tuple[int, int] | None:
        """A gazetteer name at token `at` that is longer than the lexicon's phrase: code points to skip, end token."""
        token = tokens[at]
        reach = at if found is None or self._is_capital_behind_in(token, found, chunks) else found[1]
        most = min(_MOST_PLACE_TOKENS, len(tokens) - at)
        if self._shouting:
            starts = [0] if self._may_be_place(tokens, at, chunks, most) else []
        elif self._capitals:
            if self._no_name(tokens, at):
                return None
            starts = [0]
        else:
            before = chunks[-1].senses[0].symbol if chunks else ""
            after_place = before in _BEFORE_PLACE or (before in ("AND", "COMMA", "DE") and self._after_list(chunks))
            after_place = after_place or (before == "DEMONYM" and self._in_nation(chunks))
            of_office = before in _OFFICES and reach == at  # "the police of X", where X is no other word
            starts = [0] if after_place or before == "ATTACK" or of_office else []
            if (not chunks and self._heads_dateline(tokens, at, most)) or self._begins_name(found):
                starts = [0]
            prefix = self._prefix_in(token, before)
            if prefix:
                starts.append(prefix)
        for skip in starts:
            if not self._may_begin_place(token.start + skip, token.end):
                continue
            for length in range(most, 0, -1):
                end = at + length
                if end < reach or (end == reach and length == 1):
                    break
                last = tokens[end - 1]
                if last.kind == "mark" or (self._capitals and not last.capital):
                    continue  # "La défense" begins a sentence; a village of that name has a second capital
                if self._gazetteer.knows(self._text[token.start + skip : last.end]):
                    return skip, end
        return None

    def _is_capital_behind_in(self, token: Token, found: Found, chunks: list[Chunk]) -> bool:
        """Whether a word that some rule names is in capitals where a place stands: "in Hit", a town, and no blow."""
        behind = bool(chunks) and chunks[-1].senses[0].symbol in _BEFORE_PLACE
        return self._capitals and found[2].are_plain and token.capital and behind

    def _may_begin_place(self, start: int, end: int) -> bool:
        """Whether a place's name may begin with the word that stands here."""
        is_whole = self._text[end : end + 1].isspace()
        return not is_whole or self._gazetteer.may_begin(self._text[start:end])

    @staticmethod
    def _begins_name(found: Found | None) -> bool:
        """Whether a place word stands here that names begin with: دير is a monastery, دير الزور a town."""
        if found is None or "PLACE_CUE" not in found[2].first:
            return False
        return any(s.symbol == "PLACE_CUE" and s.features.get("kind") in _IN_NAMES for s in found[2])

    def _prefix_in(self, token: Token, before: str) -> int:
        """Length of an "in" that is written onto a place's name; 0 where the whole word is a place (باريس)."""
        if before in ("IN", "PLACE_CUE"):
            return 0
        for prefix in self._written_on:
            if not token.norm.startswith(prefix):
                continue
            rest = token.norm[len(prefix) :]
            if len(rest) >= _SHORTEST_PREFIXED or rest.startswith(self._articles) or self._is_well_known(rest):
                return 0 if self._gazetteer.knows(token.text) else len(prefix)
        return 0

    def _joined(self, token: Token) -> int:
        """Length of an "and" that is written onto an unknown word."""
        for prefix in self._ands:
            if token.norm.startswith(prefix) and len(token.norm) - len(prefix) >= _SHORTEST_JOINED:
                return len(prefix)
        return 0

    def _is_well_known(self, name: str) -> bool:
        """Whether a short name is that of a country, a province or a large town: "بعدن" is "in Aden"."""
        first = next(iter(self._gazetteer.candidates(name)), None) if len(name) > 2 else None
        return first is not None and (first.kind in ("country", "admin1") or first.population >= _LARGE)

    def _may_be_place(self, tokens: Sequence[Token], at: int, chunks: list[Chunk], most: int) -> bool:
        """On a page in capitals: a name behind a word of place, in a list of places, or at the head of a dateline.

        Elsewhere FRONT and OIL, which are villages too, would be read as places.
        """
        found = self._lexicon.match(self._norms, at)
        if found and any(s.symbol in _SMALL_WORDS for s in found[2]):
            return False
        if not chunks:
            return self._heads_dateline(tokens, at, most + 2)
        before = chunks[-1].senses[0].symbol
        return before in _BEFORE_PLACE or (before in ("AND", "COMMA", "DE", "LPAR") and self._after_list(chunks))

    @staticmethod
    def _heads_dateline(tokens: Sequence[Token], at: int, most: int) -> bool:
        """Whether a mark of datelines follows soon: "بغداد: …", "عدن - …"."""
        return any(token.text in _DATELINE_MARKS for token in tokens[at + 1 : at + most])

    @staticmethod
    def _no_name(tokens: Sequence[Token], at: int) -> bool:
        """Whether "EI" or "L'EI" begins here, letters that some village is called too, or "L'hôpital"."""
        elided = tokens[at].text[-1] in "'’" and at + 1 < len(tokens)
        word = tokens[at + 1].text if elided else tokens[at].text
        if elided and not tokens[at + 1].capital:
            return True  # "L'hôpital" begins a sentence and is no town
        return len(word) <= 4 and word.isupper()

    @staticmethod
    def _names_place(chunks: list[Chunk]) -> bool:
        """Whether an unknown word behind a place word came last: the next may be of its name."""
        return len(chunks) > 1 and bool(chunks[-1].sense("W")) and bool(chunks[-2].sense("PLACE_CUE"))

    @staticmethod
    def _in_nation(chunks: list[Chunk]) -> bool:
        """Whether a nation stands between a place word and what may be the name: "the Yemeni city of Aden"."""
        return len(chunks) > 1 and bool(chunks[-2].sense("PLACE_CUE"))

    @staticmethod
    def _after_list(chunks: list[Chunk]) -> bool:
        return len(chunks) > 1 and chunks[-2].senses[0].symbol in ("GEO", "PLACE_CUE")
