"""Which names of a place are kept: alternate names hold airport codes, common words and other alphabets."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Literal

import yaml

from reportedly.model.errors import WorldError
from reportedly.world.place_fold import fold_place

Verdict = Literal["keep", "weak", "drop"]

_LONGEST = 60  # characters; longer "names" are descriptions
_MOST_WORDS = 6
# Letters of Kurdish, Uyghur and Pashto spellings that no Arabic or Persian page prints; they only make the file larger.
_NOT_ARABIC = frozenset("ەێۆڕڵۇۈۋېڭڼښړډټځڅږۍئ") - frozenset("ئ")


@functools.cache
def noise_words() -> frozenset[str]:
    """The folded words of `data/place_noise.yml` that are no evidence of a place by themselves.

    Raises `WorldError` where the file is broken.
    """
    source = resources.files("reportedly.world") / "data" / "place_noise.yml"
    loaded = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
    if not isinstance(loaded, dict):
        raise WorldError("place_noise.yml isn't a table of word lists; restore it from the repository")
    words: set[str] = set()
    for key, listed in loaded.items():
        if not isinstance(listed, str):
            raise WorldError("place_noise.yml: each entry is one text of words; write `key: >-` and the words below")
        words.update(fold_place(word) for word in (listed.split("|") if key == "phrases" else listed.split()))
    return frozenset(words | {word[2:] for word in words if word.startswith("ال") and len(word) > 4})


def judge_name(name: str, folded: str, *, primary: bool) -> Verdict:
    """Whether to keep a name. A place's own (`primary`) name that is a common word is kept as "weak".

    Weak names are found only with the page's other places or a word such as "région" to vouch for them.
    """
    script = script_of(name)
    if script is None or not folded or len(name) > _LONGEST or name.count(" ") >= _MOST_WORDS:
        return "drop"
    if folded in noise_words() or len(folded) < 3:
        return "weak" if primary else "drop"
    if primary:
        return "keep"
    if script == "L":
        return "drop" if _is_code_or_slug(name) else "keep"
    return "drop" if _NOT_ARABIC.intersection(name) else "keep"


def _is_code_or_slug(name: str) -> bool:
    """True for airport codes ("GAO") and the lower-case transliterations of machine-made lists ("alrqt")."""
    letters = name.replace(" ", "").replace("-", "").replace(".", "")
    return name == name.lower() or (len(letters) <= 4 and letters == letters.upper()) or any(c.isdigit() for c in name)


def script_of(name: str) -> Literal["L", "A"] | None:
    """ "L" for a Latin-script name, "A" for an Arabic-script one, None for any other or a mixture."""
    found: set[str] = set()
    for ch in name:
        if ch.isalpha():
            code = ord(ch)
            if code < 0x250 or 0x1E00 <= code < 0x1F00 or 0x2B0 <= code < 0x300:
                found.add("L")
            elif 0x600 <= code < 0x700 or 0x750 <= code < 0x780:
                found.add("A")
            else:
                return None
    if found == {"L"}:
        return "L"
    return "A" if found == {"A"} else None
