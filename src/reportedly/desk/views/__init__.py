"""The desk's pages, a module for each group of views; each has its `router`."""

from reportedly.desk.views import comparing, dossier, inbox, judging, listing, people, preferences, reports, sources

MODULES = (inbox, listing, dossier, comparing, judging, reports, sources, people, preferences)

__all__ = ["MODULES"]
