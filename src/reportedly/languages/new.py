"""Makes the folder of a new language: words in capitals, and examples and a story that the checker wants replaced.

python -m reportedly.languages.new xx       # or: make new-language xx
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from reportedly.languages.folder import ROOT
from reportedly.model.errors import LanguageError

_CODE = re.compile(r"[a-z]{2}")
_NEXT = """{folder} is there. Next:
  1. .venv/bin/python -m reportedly.running.checking {code}   says what is still to mend; run it after every change.
  2. language.yml: how the language is written.
  3. lexicon/: the language's words where the template has CAPITALS, every inflected form.
  4. grammar/: patterns in the language's order of words, with examples of your own, the evidence in [brackets].
  5. stories/: ten or more invented stories, each with its expected reading.
docs/languages.md explains every symbol. To compare: es is small, fr is large, ar writes small words onto others."""


def make_language(code: str, root: Path = ROOT) -> Path:
    """Makes the folder and gives its path; raises `LanguageError` for a bad code or a folder that exists."""
    if not _CODE.fullmatch(code):
        raise LanguageError(f"{code!r} is no ISO 639-1 code: give two small letters, such as `make new-language es`")
    folder = root / code
    if folder.exists():
        raise LanguageError(f"{folder} exists already; mend it there")
    shutil.copytree(ROOT / "_new", folder)
    for path in folder.rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("CODE", code), encoding="utf-8")
    return folder


def main(arguments: list[str]) -> int:
    """Makes the language named and says what to do next."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    try:
        folder = make_language(arguments[0])
    except LanguageError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    print(_NEXT.format(folder=folder, code=arguments[0]))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
