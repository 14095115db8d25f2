"""The short way through trafilatura finds word for word what the long one does."""

from __future__ import annotations

import pytest
import trafilatura

from reportedly.gathering import extraction

SENTENCE = "Le préfet de la Nouvelle-Lande a parlé, mardi {}, devant les élus de la vallée. "
STORY = "".join(f"<p>{SENTENCE.format(n) * 3}</p>" for n in range(4))
LINKS = "".join(f"<li><a href='/{n}'>Un titre d'ailleurs, numéro {n}, qui n'est pas lu</a></li>" for n in range(300))
COMMENT = "<p>Un lecteur du nom de Corbin n'est pas d'accord, et le dit à tout le monde, longuement.</p>"
FORUM = '{"@type": "DiscussionForumPosting"}'
PAGES = {
    "plain": f"<article>{STORY}</article>",
    "table": f"<article>{STORY}<table><tr><td>Un</td><td>Deux</td></tr></table></article>",
    "aside": f"<div class='article-body'>{STORY}<aside>{COMMENT}</aside><footer>{COMMENT}</footer></div>",
    "comments": f"<article>{STORY}<div class='comments'>{COMMENT}</div></article>",
    "list of comments": f"<article>{STORY}<ol id='comments-1'><li>{COMMENT}</li></ol></article>",
    "comments by id": f"<p>{STORY}<ol id='disqus_thread'>{COMMENT}</ol><div id='dsq-comments'>{COMMENT}</div>",
    "commentary": f"<div class='commentary'>{STORY}</div>",
    "appended": f"<article>{STORY}</article><div class='infinite-scroll'><article>{STORY}{STORY}</article></div>",
    "small share": f"<ul>{LINKS}</ul><div><div class='body-text'>{STORY}</div><div><p>{SENTENCE * 9}</p></div></div>",
    "small share of links": f"<nav>{LINKS}</nav><article>{STORY}</article>",
    "all in a form": f"<form>{STORY}<nav>{LINKS}</nav></form>",
    "forum": f"<script type='application/ld+json'>{FORUM}</script>{STORY}<div id='comments'>{COMMENT}</div>",
    "short": "<article><p>Trois mots ici.</p></article>",
    "data": f'<script type="application/ld+json">{{"articleBody": "{SENTENCE * 4}"}}</script><p>Rien.</p>',
    "empty": "",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_short_way_is_the_long_one(name: str) -> None:
    source = f"<html><head><title>T</title></head><body>{PAGES[name]}<script>var a = '<p>';</script></body></html>"
    whole = trafilatura.extract(source, fast=True, include_comments=False) or ""
    assert extraction.quick_text(source).strip() == whole


def test_no_page_gives_no_text() -> None:
    assert extraction.quick_text("") == extraction.careful_text("") == ""
