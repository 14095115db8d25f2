"""From words to the incidents of which they are told, whatever the language of the page."""

from __future__ import annotations

from sqlalchemy import Connection, text

from reportedly.scripts.terms import words_of

_MOST_WORDS = 64  # different words of one search that count: whoever pastes a page is answered too
_SHORTEST_BEGINNING = 2  # letters: one alone begins a tenth of all words

_FOUND = text(
    "SELECT rowid FROM incident_words WHERE incident_words MATCH :words "
    "UNION SELECT linked_tellings.incident FROM page_words "
    "JOIN tellings ON tellings.report = page_words.rowid "
    "JOIN linked_tellings ON linked_tellings.telling = tellings.key "
    "WHERE page_words MATCH :words"
)


def matching(connection: Connection, words: str) -> set[int] | None:
    """The `linked_incidents.key` of those with which each of the words is told; None where there is no word.

    A word may stand in what is known of the incident or on any of its pages, as they are now. The last one, of two
    letters or more, may be the beginning of a word.
    """
    asked = words_of(words)[:_MOST_WORDS]
    found: set[int] | None = None
    for number, forms in enumerate(asked):
        beginning = number == len(asked) - 1 and len(forms[0]) >= _SHORTEST_BEGINNING
        told = set(connection.execute(_FOUND, {"words": _query(forms, beginning=beginning)}).scalars())
        found = told if found is None else found & told
        if not found:
            break
    return found


def _query(forms: tuple[str, ...], *, beginning: bool) -> str:
    """Any of the forms, in the language of FTS5; they are letters and digits, so nothing in them is a sign of it."""
    return " OR ".join(f'"{form}"*' if beginning else f'"{form}"' for form in forms)
