"""Which reader a user brings, and where it is."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

import msgspec

SECONDS = 120.0
"""For one page by the clock, all tries included. An answer of three accounts is some 700 tokens: a minute for a model
that writes ten a second."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A second reader: the `model` behind an OpenAI-compatible endpoint at `url`, or GLiNER2 in the folder `model`.

    `seconds` bounds what one page may take. There is no key here: it stays in the environment.
    """

    kind: Literal["openai", "gliner2"]
    model: str
    url: str = ""
    seconds: float = SECONDS

    @property
    def name(self) -> str:
        """How readings and messages name it."""
        return f"{self.kind}/{PurePath(self.model).name if self.kind == 'gliner2' else self.model}"

    @property
    def rule(self) -> str:
        """What stands as the rule of each value that it read."""
        return f"reader:{self.name}"
