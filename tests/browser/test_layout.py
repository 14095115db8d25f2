"""How every view lies on a laptop, on a phone and at twice the size, from left to right and from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.audits import broken
from tests.browser.desks import Watched, watching
from tests.browser.views import told, views

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
SIZES: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "twice the size": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}
LANGUAGES = ("en", "ar")

# What scrolls by itself can be reached by key and has a name; nothing else hides a part of its words
CUT = """() => {
    const wrong = []
    for (const element of document.querySelectorAll('body *')) {
        const style = getComputedStyle(element), seen = element.outerHTML.slice(0, 140)
        if (element.closest('.map, svg, .visually-hidden, .skip') || !element.getClientRects().length) continue
        const wide = element.scrollWidth - element.clientWidth, high = element.scrollHeight - element.clientHeight
        if (element.matches('button, .button, summary') && (wide > 2 || high > 2)) wrong.push('cut off: ' + seen)
        if (style.overflowX === 'visible' || style.display === 'inline' || element.matches('input, textarea')) continue
        if (wide <= 1 && high <= 1) continue
        if (['hidden', 'clip'].includes(style.overflowX)) wrong.push('cut off: ' + seen)
        else if (element.matches('select')) continue
        else if (element.tabIndex < 0 && !element.matches('dialog, #pane')) wrong.push('scrolls, not by key: ' + seen)
        else if (!element.matches('[aria-label], [aria-labelledby]')) wrong.push('scrolls without a name: ' + seen)
    }
    return wrong
}"""

# WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, but for links in a line of text
SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=slider]')]
    .filter(one => one.getClientRects().length && !one.closest('.visually-hidden, .skip') && one.type !== 'hidden')
    .filter(one => !(one.localName === 'a' && getComputedStyle(one).display === 'inline'))
    .map(one => [one, one.closest('label') && /checkbox|radio/.test(one.type) ? one.closest('label') : one])
    .filter(([, target]) => {
        const box = target.getBoundingClientRect()
        return box.width < 23.9 || box.height < 23.9
    }).map(([one, target]) => {
        const box = target.getBoundingClientRect()
        return `${Math.round(box.width)} × ${Math.round(box.height)}: ${one.outerHTML.slice(0, 120)}`
    })"""

# Words of a page stand in an element of their own that takes its direction from them
TOGETHER = """pages => {
    const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement, text = node.data.replace(/\\s+/g, ' ')
        if (parent.closest('bdi, [dir=auto], option, datalist, script, .map')) continue
        const found = pages.find(words => text.includes(words))
        if (found) wrong.push(`${found}: ${parent.outerHTML.slice(0, 140)}`)
    }
    return wrong
}"""

# In one line, what follows on a name stands behind it in the direction of the line
ORDER = """() => [...document.querySelectorAll('main :is(bdi, .quote, .on, .log b, .unit)')].flatMap(one => {
    const next = one.nextSibling
    if (!next || one.closest('.map, .badge') || /flex|grid/.test(getComputedStyle(one.parentElement).display)) return []
    const range = document.createRange()
    range.selectNode(next)
    const [a, b] = [one.getClientRects(), [...range.getClientRects()].filter(box => box.width > 0.5)]
    if (a.length !== 1 || b.length !== 1 || Math.abs(a[0].top - b[0].top) > 6) return []
    const left = getComputedStyle(one.parentElement).direction === 'ltr'
    const behind = left ? b[0].left >= a[0].right - 1 : b[0].right <= a[0].left + 1
    return behind ? [] : [one.parentElement.outerHTML.slice(0, 240)]
})"""


# Whether a field is as wide as what is written in it
WHOLE = """one => {
    const given = one.offsetWidth
    one.style.minInlineSize = 0
    one.style.inlineSize = 'max-content'
    return given >= one.offsetWidth
}"""


@pytest.fixture(scope="module")
def of_pages(browser: Any, judged_room: str) -> list[str]:
    """Words that come from pages: titles, outlets, names of speakers, the first words of quotes."""
    with watching(browser, judged_room) as watched:
        found = sorted(set(_words(watched)))
    return [words for words in found if " " in words or not words.islower()]  # "police" is a word of ours too


def _words(watched: Watched) -> Iterator[str]:
    for row in told(watched, "/incidents?background=any&limit=50")["rows"]:
        for page in told(watched, f"/incidents/{row['id']}")["told"]:
            yield from (page["page"][name] for name in ("title", "outlet") if page["page"][name])
            for account in page["accounts"]:
                if account["speaker"] and account["speaker"]["name"]:
                    yield account["speaker"]["name"]
                quotes = (victim["quote"]["text"] for victim in account["victims"])
                yield from (words[:40] for words in quotes if len(words) > 8)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view(look: Look, judged_room: str, of_pages: list[str], language: str, size: str) -> None:
    watched = look(judged_room, locale=language, **SIZES[size])
    watched.refusals_expected = True
    wrong: dict[str, list[str]] = {}
    for view in views(watched):
        page = view.show(watched)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        found = [*broken(page), *page.evaluate(CUT), *page.evaluate(SMALL), *page.evaluate(ORDER)]
        found += page.evaluate(TOGETHER, of_pages)
        if found:
            wrong[view.name] = found
    assert not wrong, "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines[:6])


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_laptop_shows_every_column_and_every_field_whole(look: Look, judged_room: str, language: str) -> None:
    watched = look(judged_room, locale=language, viewport={"width": 1250, "height": 900})  # 1280, less its scroll bars
    page = watched.open("/incidents?background=any")
    assert page.locator("thead th").count() == 11
    wide, shown = page.locator(".table").evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert wide == shown
    for path in ("/incidents", "/changes", f"/judge/value?incident={_some(watched)}&field=when"):
        fields = watched.open(path).locator("input[type=date]")
        assert fields.count() > 0
        for field in fields.all():
            assert field.evaluate(WHOLE), path


def _some(watched: Watched) -> str:
    row: dict[str, str] = told(watched, "/incidents")["rows"][0]
    return row["id"]
