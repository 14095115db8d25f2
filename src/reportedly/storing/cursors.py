"""Places in lists, as addresses carry them: behind which row a page begins."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import msgspec

from reportedly.model.errors import NotThere
from reportedly.storing import sentences

Place = tuple[Any, str]
"""What the last row of a page is sorted by, None where it has no value, and what tells it from others."""


def written(kind: str, value: Any, key: str) -> str:
    """The place of a row in the list that `kind` names (what is listed, in which order)."""
    return base64.urlsafe_b64encode(msgspec.json.encode((kind, value, key))).decode().rstrip("=")


def read(after: str | None, kind: str, type_: Any) -> Place | None:
    """The place that `written` was given, its value of this type; raises `NotThere` where it's none of this list."""
    if after is None:
        return None
    try:
        decoded = base64.urlsafe_b64decode(after.encode() + b"=" * (-len(after) % 4))
        found, value, key = msgspec.json.decode(decoded, type=tuple[str, Any, str])
        if found != kind:
            raise ValueError(kind)
        return msgspec.convert(value, type_ | None), key
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise NotThere(sentences.NO_PLACE_IN_LIST.of(place=repr(after[:40]))) from error
