"""An incident on paper: what Chromium prints, read again by a reader of PDFs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from pypdf import PageObject, PdfReader

from tests.browser.desks import Watched
from tests.browser.views import told

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
A4 = (595, 842)  # points
MARGIN = 16 / 25.4 * 72  # points: that of the style sheet, at both sides
ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


class Paper(NamedTuple):
    """What was printed: its pages, the words of all of them without blanks, the dossier that it should say."""

    pages: list[PageObject]
    words: str
    dossier: dict[str, Any]


def printed(watched: Watched, incident: str) -> Paper:
    page = watched.open(f"/incidents/{incident}/print")
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = "".join(page.extract_text() for page in reader.pages)
    return Paper(list(reader.pages), bare(words), told(watched, f"/incidents/{incident}"))


def bare(text: str) -> str:
    """A text without blanks: a PDF has places of letters, not spaces."""
    return re.sub(r"\s+", "", text)


def latin(text: str) -> bool:
    """Whether a reader of PDFs gives the words back: Arabic fonts draw letters and their dots apart."""
    return not ARABIC.search(text)


def places(page: PageObject) -> list[tuple[float, float, str]]:
    """Where each run of letters begins, from the lower left corner, and what it says."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: list[float], at: list[float], *_font: object) -> None:
        if text.strip():
            x = at[4] * matrix[0] + at[5] * matrix[2] + matrix[4]
            y = at[4] * matrix[1] + at[5] * matrix[3] + matrix[5]
            found.append((x, y, text))

    page.extract_text(visitor_text=visit)
    return found


@pytest.fixture(params=["en", "ar"])
def paper(request: pytest.FixtureRequest, look: Look, judged_room: str) -> Paper:
    watched = look(judged_room, locale=request.param)
    (row, *_) = told(watched, "/incidents?sort=reports&limit=1")["rows"]
    return printed(watched, row["id"])


def test_every_account_is_on_it_with_its_words_its_page_and_its_hash(paper: Paper) -> None:
    quotes = 0
    for one in paper.dossier["told"]:
        page = one["page"]
        assert paper.words.count(page["id"].removeprefix("sha256:")) >= 1
        assert page["raw_sha256"] in paper.words
        assert page["text_sha256"] in paper.words
        if page["title"] and latin(page["title"]):
            assert bare(page["title"]) in paper.words
        for account in one["accounts"]:
            for victim in account["victims"]:
                if latin(victim["quote"]["text"]):
                    quotes += 1
                    assert bare(victim["quote"]["text"]) in paper.words
                assert f"{victim['quote']['start']}–{victim['quote']['end']}" in paper.words
            speaker = account["speaker"]
            if speaker and speaker["name"] and latin(speaker["name"]) and account["victims"]:
                assert bare(speaker["name"]) in paper.words
    assert quotes > 10
    assert paper.dossier["incident"]["id"] in paper.words
    assert paper.dossier["version"] in paper.words


def test_figures_have_their_reasons(look: Look, judged_room: str) -> None:
    watched = look(judged_room)
    for row in told(watched, "/incidents?limit=4")["rows"]:
        paper = printed(watched, row["id"])
        incident = paper.dossier["incident"]
        for reason in (incident["killed"]["reason"], incident["injured"]["reason"], incident["grade_reason"]):
            if latin(reason or ""):
                assert bare(reason or "") in paper.words
        for entry in paper.dossier["log"]:
            if latin(entry["judgement"]["why"]):
                assert bare(entry["judgement"]["why"]) in paper.words
        for word in ("second_opinion", "in_progress", "Inbox", "Skiptothecontent", "Acceptandgoon", "Keys", "None"):
            assert word not in paper.words


def test_it_lies_well_on_a4(paper: Paper) -> None:
    assert 1 < len(paper.pages) < 6
    for number, page in enumerate(paper.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        runs = places(page)
        assert min(x for x, _, _ in runs) > MARGIN - 1
        assert max(x for x, _, _ in runs) < A4[0] - MARGIN + 1
        assert f"{number} / {len(paper.pages)}" in page.extract_text()
        body = [y for _, y, _ in runs if y > 20 / 25.4 * 72]
        if page is not paper.pages[-1]:
            assert min(body) < A4[1] * 0.3, f"page {number} is filled to {min(body):.0f} of {A4[1]} points"


def test_nothing_is_cut_at_the_edge_and_arabic_has_its_letters(look: Look, judged_room: str) -> None:
    across = round((210 - 2 * 16) / 25.4 * 96)  # CSS pixels of a line on A4
    watched = look(judged_room, viewport={"width": across, "height": 900})
    for row in told(watched, "/incidents?limit=4")["rows"]:
        page = watched.open(f"/incidents/{row['id']}/print")
        page.emulate_media(media="print")
        wide = page.evaluate("""across => [...document.querySelectorAll('main *')].filter(one =>
            [...one.getClientRects()].some(box => box.right > across + 1 || box.left < -1) && one.checkVisibility()
        ).map(one => one.outerHTML.slice(0, 120))""", across)  # fmt: skip
        assert not wide, wide[:3]
        if ARABIC.search(page.locator("main").inner_text()):
            loaded = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
            assert any("Noto Sans Arabic" in family for family in page.evaluate(loaded))
