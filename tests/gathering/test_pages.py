"""HTML and plain text to reports. All pages here are invented."""

from __future__ import annotations

import datetime
import hashlib

import pytest

from reportedly.gathering import Article, Defaults, to_report
from reportedly.gathering.article import Kind
from reportedly.model import Report
from reportedly.model.errors import EmptyInput, NotText, TooLarge

STORY = (
    "Trois soldats ont été tués samedi près de Qasr, a annoncé le ministère de la Défense dans un communiqué.",
    "Une source médicale a fait état de cinq blessés, transportés à l'hôpital de la ville voisine.",
    "Le groupe Étoile a revendiqué l'attaque dans un message audio, sans donner d'autres précisions.",
    "Les habitants ont fui vers le sud, où la mairie a ouvert deux écoles pour les accueillir.",
)
TITLE = "Trois soldats tués dans une attaque près de Qasr"


def read(content: str | bytes, *, kind: Kind = "auto", defaults: Defaults | None = None, **known: str) -> Report:
    raw = content.encode() if isinstance(content, str) else content
    return to_report(Article(name="page", content=raw, kind=kind, **known), defaults or Defaults())


def html(body: str, head: str = "", lang: str = "fr") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def article(*paragraphs: str, title: str = TITLE) -> str:
    return f"<article><h1>{title}</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</article>"


def body_of(report: Report) -> list[str]:
    return report.text[report.body_start :].split("\n")


def test_a_page_of_html() -> None:
    head = (
        f'<title>{TITLE} | La Gazette</title><meta property="og:title" content="{TITLE} | La Gazette">'
        '<meta property="og:site_name" content="La Gazette"><link rel="canonical" href="https://gazette.example/1">'
        '<meta property="article:published_time" content="2019-03-12T23:30:00+01:00">'
        '<meta property="article:modified_time" content="2019-04-01T10:00:00+01:00">'
        '<meta name="author" content="Ana Lirel">'
    )
    content = html(article(*STORY), head)
    report = read(content)
    assert report.text == TITLE + "\n\n" + "\n".join(STORY)
    assert report.title == TITLE
    assert (report.outlet, report.byline, report.language) == ("La Gazette", "Ana Lirel", "fr")
    assert report.url == "https://gazette.example/1"
    assert report.published == datetime.date(2019, 3, 12)
    assert report.id == "sha256:" + hashlib.sha256(content.encode()).hexdigest()
    assert report.raw_sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert report.text_sha256 == hashlib.sha256(report.text.encode()).hexdigest()


def test_what_the_input_says_wins_over_the_page_and_the_page_over_the_command_line() -> None:
    head = '<meta property="og:site_name" content="La Gazette"><meta name="date" content="2019-03-12">'
    defaults = Defaults(published=datetime.date(2001, 1, 1), outlet="X", url="https://x.example", language="en")
    page = read(html(article(*STORY), head), defaults=defaults)
    assert (page.outlet, page.published) == ("La Gazette", datetime.date(2019, 3, 12))
    assert (page.url, page.language) == ("https://x.example", "en")
    own = read(html(article(*STORY), head), outlet="Le Phare", published="13 mars 2019", id="p1", language="fr-FR")
    assert (own.outlet, own.published, own.id, own.language) == ("Le Phare", datetime.date(2019, 3, 13), "p1", "fr")
    assert read("\n".join((TITLE, *STORY)), defaults=defaults).published == datetime.date(2001, 1, 1)


def test_a_plain_text_has_its_headline_in_its_first_line() -> None:
    report = read("\n\n  " + TITLE + "\n\n" + "\n".join(STORY))
    assert report.text == TITLE + "\n\n" + "\n".join(STORY)
    assert report.published is None


def test_a_headline_and_one_sentence() -> None:
    report = read("Deux morts à Qasr\nDeux civils ont été tués.")
    assert report.text == "Deux morts à Qasr\n\nDeux civils ont été tués."
    assert report.teasers == ()


def test_a_headline_alone() -> None:
    assert read("Deux morts à Qasr").text == "Deux morts à Qasr"
    assert read("", kind="text", title="Deux morts à Qasr").text == "Deux morts à Qasr"


def test_a_text_field_without_title_has_no_headline() -> None:
    report = read("TWO DEAD IN QASR, 4 FEB 90 -- THE ARMY SAID TWO SOLDIERS WERE KILLED TODAY.", kind="text")
    assert (report.title, report.language) == (None, "en")
    assert report.text.startswith("TWO DEAD")


def test_a_field_on_one_long_line_is_kept_whole() -> None:
    line = " ".join(STORY)
    assert read(line, kind="text", title=TITLE).text == f"{TITLE}\n\n{line}"


def test_the_headline_is_not_repeated_in_the_body() -> None:
    assert read("\n".join((TITLE.upper(), *STORY)), kind="text", title=TITLE).text.count("\n\n") == 1
    assert body_of(read("\n".join((TITLE + ".", *STORY)), kind="text", title=TITLE)) == list(STORY)


def test_line_breaks_are_paragraph_ends() -> None:
    assert body_of(read(html(f"<article><h1>{TITLE}</h1><p>{'<br/><br/>'.join(STORY)}</p></article>"))) == list(STORY)


def test_text_behind_an_embedded_video_is_not_lost() -> None:
    embedded = '<div class="embed"><a href="/v">Une vidéo du marché</a></div>'
    body = f"<p>{STORY[0]}</p><p>{STORY[1]}</p>{embedded}{STORY[2]}<br/><br/><p>{STORY[3]}</p>"
    page = f'<h1>{TITLE}</h1><article><div itemprop="articleBody">{body}</div></article>'
    assert body_of(read(html(page))) == list(STORY)


@pytest.mark.parametrize(
    "paragraphs",
    [
        (*STORY, *STORY),
        (STORY[0], *STORY),
        (" ".join(STORY), *STORY),
        (*STORY, " ".join(STORY)),
        (*STORY, *(p.replace("'", "’") for p in STORY)),
        (*STORY[:2], "Qasr", *STORY[2:], *STORY[:2], "Qasr", *STORY[2:]),
    ],
)
def test_a_body_that_stands_twice_is_kept_once(paragraphs: tuple[str, ...]) -> None:
    lines = [line for line in body_of(read(html(article(*paragraphs)))) if line != "Qasr"]
    assert lines == list(STORY)


def test_a_short_line_that_comes_back_stays() -> None:
    lines = [STORY[0], '"Fuyez !"', STORY[1], '"Fuyez !"', STORY[2]]
    assert body_of(read("\n".join([TITLE, *lines]))) == lines


def test_a_repeat_with_another_figure_stays() -> None:
    later = STORY[1].replace("cinq", "17")
    lines = [*STORY, STORY[0], STORY[2], STORY[3], later]
    assert body_of(read("\n".join([TITLE, *lines]))) == [*STORY, later]


def test_a_line_of_publication_gives_the_day_and_the_credit() -> None:
    line = "Agence-Deux, publié le samedi 12 janvier 2019 à 10h05"
    report = read("\n".join([TITLE, line, *STORY]))
    assert (report.published, report.byline) == (datetime.date(2019, 1, 12), "Agence-Deux")
    assert body_of(report) == list(STORY)


def test_a_line_of_publication_without_a_year_is_no_part_of_the_story() -> None:
    report = read("\n".join([TITLE, "publié le 11 octobre", *STORY]))
    assert (report.published, body_of(report)) == (None, list(STORY))


def test_lines_broken_at_a_width_are_joined() -> None:
    block = (
        "Trois soldats ont été tués samedi près de la ville de Qasr, a annoncé\n"
        "le ministère dans un communiqué qui ne dit rien des cinq autres morts\n"
        "dont parle une source."
    )
    assert "annoncé le ministère" in read(f"{TITLE}\n\n{block}").text


def test_invisible_marks_and_controls_go_and_everything_else_stays() -> None:
    report = read(
        "Deux\u202e morts\x00 \u200eà Qasr\r\n"
        "Un\u00a0soldat e\u0301tait \U0001f468\u200d\U0001f469\u200d\U0001f467 là\t\x07 ."
    )
    assert (
        report.text == "Deux morts à Qasr\n\nUn\u00a0soldat e\u0301tait \U0001f468\u200d\U0001f469\u200d\U0001f467 là ."
    )


def test_entities_that_a_crawler_left_are_read() -> None:
    assert read("Il a dit &quot;non&quot; &amp; fui", kind="text").text == 'Il a dit "non" & fui'


def test_bytes_that_were_read_as_latin_1_are_read_again() -> None:
    assert read("It\x92s \x93not\x94 binary", kind="text").text == "It’s “not” binary"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252", "iso-8859-15"])
def test_encodings_of_french(encoding: str) -> None:
    assert body_of(read("\n".join([TITLE, *STORY]).encode(encoding))) == list(STORY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso-8859-6"])
def test_encodings_of_arabic(encoding: str) -> None:
    text = "مقتل ثلاثة جنود في هجوم قرب القصر\nقتل ثلاثة جنود وأصيب خمسة آخرون في هجوم قرب القصر يوم السبت."
    assert read(text.encode(encoding)).text == text.replace("\n", "\n\n")


def test_arabic_in_its_old_encoding_with_and_without_a_declaration() -> None:
    text = "مقتل ثلاثة جنود في هجوم قرب القصر، وإصابة خمسة آخرين نقلوا إلى مستشفى المدينة المجاورة مساء أمس السبت."
    page = html(article(text, text.replace("ثلاثة", "أربعة"), title="هجوم"), lang="ar")
    declared = page.replace("utf-8", "windows-1256")
    assert text in read(declared.encode("cp1256")).text
    assert text in read(page.replace('<meta charset="utf-8">', "").encode("cp1256")).text
    wrongly = page.replace("utf-8", "iso-8859-1")
    assert text in read(wrongly.encode()).text


def test_a_template_may_lie_about_its_language() -> None:
    assert read(html(article(*STORY), lang="en-US")).language == "fr"
    assert read(html(article(*STORY), lang="")).language == "fr"


def test_the_outlet_that_opens_a_plain_text() -> None:
    assert read(f"{TITLE}\nNovaPress - {STORY[0]}").outlet == "NovaPress"
    assert read(f"{TITLE}\nParis - {STORY[0]}").outlet is None


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\x00\x00\x00"])
def test_empty(content: bytes) -> None:
    with pytest.raises(EmptyInput, match=r"^page: empty"):
        read(content)


def test_a_page_with_nothing_on_it() -> None:
    with pytest.raises(EmptyInput, match="no headline and no story on"):
        read(html("<div></div>"))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n",
        b"\x7fELF\x02",
        b"\xff\xd8\xff\xe0",
        bytes(range(256)) * 40,
        b"PK\x03\x04 x",
        b"\x93\x8f\xff\x81" * 500,
    ],
)
def test_binary(content: bytes) -> None:
    with pytest.raises(NotText) as caught:
        read(content)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 100_000 + "x" + "</div>" * 100_000, "200,0.. tags, more than 100,000"),
        ("<div>" * 5_000 + "x" + "</div>" * 5_000, "nested 5,.* deep, more than 400"),
        ("<div " + " ".join(f"a{i}=1" for i in range(200_000)) + ">x</div>", "more than 1,000 attributes in one tag"),
        ("<div " + " ".join(f"a{i}='>'" for i in range(2_000)) + ">x</div>", "attributes in one tag"),
        ("<div " + "".join(f'a{i}="<p>"' for i in range(2_000)) + ">x</div>", "attributes in one tag"),
        ("<b n>" * 4_000 + "<i n>" * 4_000 + "x</b>" * 4_000, "formatting tags open at once"),
        ("<p>x</p>" * 700_000, "5,600,.* characters, more than the 5,000,000"),
        ("<p>" + "&eacute;" * 1_500_000, "12,000,.* characters, more than the 5,000,000"),
    ],
)
def test_pages_that_no_parser_is_safe_on(page: str, reason: str) -> None:
    with pytest.raises(TooLarge, match=reason) as caught:
        read(html(page))
    assert "\n" not in str(caught.value)


def test_a_tag_may_be_long() -> None:
    data = "a=b; " * 40_000
    assert body_of(read(html(f'<div data-x="{data}"></div>' + article(*STORY)))) == list(STORY)


def test_a_page_of_fifty_megabytes() -> None:
    with pytest.raises(TooLarge, match="more than 50 MB for one page"):
        read(b"a" * 50_000_001)
