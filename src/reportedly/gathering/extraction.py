"""The story's text by trafilatura, in half of the time that its fast mode takes, and word for word the same.

Its stages are asked here one by one, as `trafilatura.core.trafilatura_sequence` asks them, but for what takes most
of the time and does nothing on most pages: XPaths over all of a page that look for comments and appended stories,
and the text of the whole page, of which what was found may be so small a share that a second try is due. Where
trafilatura would go on to its last resorts, it goes its own way.
"""

from __future__ import annotations

import contextlib
import functools
import re
import unicodedata
from typing import Any

import trafilatura
from lxml import etree
from trafilatura.baseline import html2txt
from trafilatura.core import ESCALATION_ACCEPT_RATIO, ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import MANUALLY_CLEANED, Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH

Tree = Any  # an element of lxml, which says nothing of its types
# Errors on odd pages are of every class; the next extractor gets its turn.
_ERRORS = (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, etree.LxmlError)
# Both what holds no text to trafilatura and what is no part of the page that it measures
_NO_TEXT = ("aside", "fencedframe", "footer", "head", "script", "style", "svg")
_FORUM = "DiscussionForumPosting"  # where what stands under a story is the story
_CONTAINERS = ("div", "section", "details", "list", "ol", "ul")
_COMMENTS_ID = re.compile("[Cc]omment(?!ary)|comol|(disqus_thread|dsq-comments)")
_COMMENTS_CLASS = re.compile("^[Cc]omment(?!ary)|(?:article|post)-comments")
_APPENDED = re.compile("mvp-post-add|infinite|elementor-share-buttons")
_MOST_SPACES = 2  # that trafilatura puts around an element when it measures a page


def quick_text(source: str) -> str:
    """What `trafilatura.extract` finds in fast mode, with tables and without comments."""
    found = None
    with contextlib.suppress(*_ERRORS):
        found = None if _FORUM in source else _staged(source)
    return _extract(source, fast=True) if found is None else found


def careful_text(source: str) -> str:
    """What `trafilatura.extract` finds with all that it has, without tables and comments."""
    return _extract(source, fast=False)


def _extract(source: str, *, fast: bool) -> str:
    try:
        return trafilatura.extract(source, fast=fast, include_comments=False, include_tables=fast) or ""
    except _ERRORS:
        return ""


def _staged(source: str) -> str | None:
    """The text by trafilatura's first try and, where one is due, its second; None where it would go further."""
    tree = _bare_tree(source)
    if tree is None:
        return ""
    enough = min(ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE * _measure(tree))
    body, text = _tried(tree, _options())
    if len(text) < _options().min_extracted_size:
        return None
    if len(text) < enough:
        tree = _bare_tree(source)
        if len(text) < ESCALATION_PAGE_SHARE * len(html2txt(tree)):
            if all(next(p.iterancestors(MANUALLY_CLEANED), None) is not None for p in tree.iter("p")):
                return None  # where its cleaning takes every paragraph away, the second try does without it
            again, more = _tried(tree, _options(recall=True))
            body = again if len(more) > ESCALATION_ACCEPT_RATIO * len(text) else body
    return unicodedata.normalize("NFC", str(xmltotxt(body, False)))


def _tried(tree: Tree, options: Extractor) -> tuple[Tree, str]:
    body, text = extract_content(convert_tags(tree_cleaning(tree, options), options), options)
    return body, str(text)


def _bare_tree(source: str) -> Tree:
    """The page as trafilatura parses it, without comments and what it never reads; None where that is no page."""
    tree = trafilatura.load_html(source)
    if tree is not None:
        etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
        containers = [(e, e.get("id", ""), e.get("class", "")) for e in tree.iter(_CONTAINERS)]
        if any(_APPENDED.search(name) or _APPENDED.search(kind) for _, name, kind in containers):
            tree = prune_unwanted_nodes(tree, RAW_TREE_PRUNE_XPATH)
        for element, name, kind in containers:
            if _holds_comments(element.tag, name, kind):
                element.drop_tree()
    return tree


def _holds_comments(tag: str, name: str, kind: str) -> bool:
    """As `trafilatura.xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH` has it."""
    found = _COMMENTS_ID.match(name)
    if found is not None and not (found[1] and tag in ("ol", "ul")):
        return True
    return _COMMENTS_CLASS.search(kind) is not None


def _measure(tree: Tree) -> int:
    """Code points of the page's text, at least as many as trafilatura counts."""
    body = tree.find(".//body")
    body = tree if body is None else body
    return len(" ".join(body.text_content().split())) + _MOST_SPACES * int(body.xpath("count(.//*)"))


@functools.cache
def _options(*, recall: bool = False) -> Extractor:
    return Extractor(fast=True, comments=False, recall=recall)
