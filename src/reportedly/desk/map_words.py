"""What the map's script says, in the language of the page: it has English words of its own and takes these instead."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.desk.words import Words, words_in
from reportedly.model.vocabulary import GRADES, STATES, SUB_TYPES, TYPE_OF_SUB_TYPE


@cache
def map_words(language: str) -> str:
    """The words as JSON, by the script's names for them; those with a number by CLDR's plural categories.

    `{n}` and others in braces are filled in by the script.
    """
    words = words_in(language)
    plain = {
        "map": words("Map. Arrow keys move it, + and − zoom, 0 shows everything. The list below says the same."),
        "closer": words("Closer"),
        "further": words("Further away"),
        "everything": words("Everything"),
        "box": words("Draw a box"),
        "close": words("Close"),
        "zoomHere": words("Zoom here"),
        "noFigure": words("no figure"),
        "areas": words("Known only as an area"),
        "timeline": words("Days: killed by the best figures, per {unit}"),
        "day": words("day"),
        "week": words("week"),
        "month": words("month"),
        "since": words("First day"),
        "until": words("Last day"),
        "allDays": words("All days"),
        "more": words("Show more"),
        "nothing": words("No incident in these days and this part of the map."),
        "failed": words("The map cannot be shown: its data could not be read. The list below is complete."),
        "untitled": words("Violence"),
        "noDay": words("day not known"),
        "legendCountry": words("country known"),
        "legendProvince": words("province known"),
        "legendNear": words("district, or near a place"),
        "legendExact": words("place known"),
        **{f"state.{state}": words(state.replace("_", " ")) for state in STATES},
        **{f"grade.{grade}": words(grade) for grade in GRADES},
        **{f"event.{event}": words(event) for event in (*SUB_TYPES, *TYPE_OF_SUB_TYPE)},
        "figure": f"{words('killed')} {{n}}" if words.labels_first else f"{{n}} {words('killed')}",
    }
    return msgspec.json.encode({**plain, **_counted(words)}).decode()


def _counted(words: Words) -> dict[str, dict[str, str]]:
    return {
        "incidents": words.forms("{n} incident", "{n} incidents"),
        "killed": words.forms("{n} killed by the best figures", "{n} killed by the best figures"),
        "shown": words.forms("{n} of {all} incidents shown", "{n} of {all} incidents shown"),
        "undated": words.forms("{n} without a day", "{n} without a day"),
        "wide": words.forms(
            "{n} whose day is not known closely enough for a bar",
            "{n} whose day is not known closely enough for a bar",
        ),
        "without": words.forms("{n} in the bars without a figure", "{n} in the bars without a figure"),
        "unplaced": words.forms("{n} without a place on the map", "{n} without a place on the map"),
    }
