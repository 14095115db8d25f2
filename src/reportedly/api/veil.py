"""What readers don't see of answers: names of private people, exact places. Veiled before an answer leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import Request

from reportedly.api import refusing
from reportedly.api.guard import Asking, NotAllowed, asking
from reportedly.api.searching import search_of
from reportedly.api.sentences import SENTENCES
from reportedly.api.serving import served
from reportedly.model.search import Search, Sources
from reportedly.running.naming import named_by
from reportedly.sharing.hiding import Secret
from reportedly.sharing.veiling import Known, veiled
from reportedly.storing import Store

Veil = Callable[[Any], Any]


def unveiled(request: Request, who: Asking) -> bool:
    """Whether this person sees names and exact places."""
    return served(request).serving.unveiled or (who.may("names") and who.may("exact_places"))


def veil(request: Request) -> Veil:
    """A dependency: what answers go through on their way to whoever asks."""
    return (lambda value: value) if unveiled(request, asking(request)) else _veil_over(served(request).store)


def veil_of_files(request: Request) -> Veil:
    """The same for files, which are given away: it takes an editor to have them with names and exact places."""
    if served(request).serving.unveiled or asking(request).may("export_unveiled"):
        return veil(request)
    return _veil_over(served(request).store)


def searched(request: Request, *, besides: Iterable[str] = ()) -> Search:
    """The search that the request's address asks for, as `search_of` has it.

    Raises `NotAllowed` where somebody who sees no names searches by words or speakers: they would lead to names.
    """
    search = search_of(request.query_params, besides=besides)
    if (search.text or search.speaker) and not unveiled(request, asking(request)):
        raise NotAllowed(refusing.NO_SEARCH_BY_NAMES.of())
    return search


def _veil_over(store: Store) -> Veil:
    """The veil that knows what the store's reports name beside what is in the answer."""

    named = named_by(store)

    def over(value: Any) -> Any:
        speakers = isinstance(value, Sources) and any(row.kind == "speaker" for row in value.rows)
        besides = [Secret(place, False) for place in store.fine_places()] if speakers else ()  # "Qasr hospital"
        return veiled(value, Known(SENTENCES, named, besides))

    return over
