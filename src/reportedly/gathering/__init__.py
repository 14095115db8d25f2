"""The world outside to reports: files, folders and streams to articles, each article to a `Report`."""

from reportedly.gathering.article import Article, Defaults
from reportedly.gathering.pages import to_report
from reportedly.gathering.sources import articles, urls_of

__all__ = ["Article", "Defaults", "articles", "to_report", "urls_of"]
