"""Setting: the day and place of a page's first sentences, for incidents of which nothing else says them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from reportedly.model import When, Where


class Setting:
    """The day and place that the page's first sentences tell of, with harm or without; found when asked for."""

    def __init__(
        self,
        when: Callable[[], When | None],
        where: Callable[[], Where | None],
        town: Callable[[], Where | None],
        back: Callable[[], When | None] = lambda: None,
    ) -> None:
        self._find_when, self._find_where, self._find_town, self._find_back = when, where, town, back

    @cached_property
    def when(self) -> When | None:
        """The first recent day."""
        return self._find_when()

    @cached_property
    def back(self) -> When | None:
        """The day that they count back to ("a year ago today"): the past that the page recalls."""
        return self._find_back()

    @cached_property
    def where(self) -> Where | None:
        """The first place, or the country."""
        return self._find_where()

    @cached_property
    def town(self) -> Where | None:
        """The town in which a site lies that no town is told with."""
        return self._find_town()
