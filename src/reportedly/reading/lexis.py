"""What a reader needs at hand: the language with the world's actors in its lexicon, and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reportedly.languages import Language, load_language
from reportedly.languages.language import Name
from reportedly.world.actors import Actor, load_actors, names_in
from reportedly.world.places import Gazetteer, open_gazetteer

_FORM_OF_KIND = {"agency": "agency", "outlet": "outlet"}


@lru_cache(maxsize=16)
def language_of(code: str) -> Language:
    """The language, compiled once a process. Raises `UnknownLanguage` or `LanguageError`."""
    return load_language(code, _actor_names(code))


def _actor_names(code: str) -> Iterator[Name]:
    for phrase, actor, is_member in names_in(code):
        form = "member" if is_member else _FORM_OF_KIND.get(actor.kind, "group")
        # The list writes a capital where the page must: "Le Monde" is a paper, "UN" no article.
        case = {"case": "upper"} if phrase.isupper() else {"case": "capital"} if phrase[0].isupper() else {}
        yield phrase, "ACTOR", form, {"actor": actor.key, **case}


def actors() -> Mapping[str, Actor]:
    """The actor list by key. Raises `WorldError`."""
    return load_actors()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a process. Raises `WorldError` where it hasn't been built."""
    return open_gazetteer()
