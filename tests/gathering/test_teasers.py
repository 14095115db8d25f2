"""Headlines of other stories, in text and in HTML. All lines here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.gathering import Article, Defaults, to_report
from reportedly.gathering.lines import is_furniture, linked_story
from reportedly.gathering.teasers import set_apart
from reportedly.gathering.wording import wordings

TITLE = "Trois soldats tués dans une attaque près de Qasr"
STORY = [
    "Trois soldats ont été tués samedi près de Qasr, a annoncé le ministère de la Défense.",
    "Une source médicale a fait état de cinq blessés.",
    "Le groupe Étoile a revendiqué l'attaque dans un message audio.",
]
OTHERS = [
    "Le port de Lirel rouvre après trois semaines de grève des dockers",
    "Qui sont les candidats à la mairie de Qasr ?",
    "Un séisme secoue la côte sud du pays et fait craindre des répliques",
    "Football : la finale aura lieu à Lirel",
]
SEED = Path(__file__).parents[3] / "shared" / "seed" / "sadanews-fr.txt"


def test_a_run_with_the_own_headline_in_it() -> None:
    block = [OTHERS[0], "Trois soldats tués dans une attaque…", OTHERS[1], OTHERS[3]]
    assert set_apart(TITLE, [*STORY, *block]) == (STORY, block)
    assert set_apart(TITLE, [*STORY, TITLE]) == (STORY, [TITLE])


def test_a_question_may_be_the_storys_last_line_but_not_when_it_stands_inside_a_run() -> None:
    block = [OTHERS[0], "Trois soldats tués dans une attaque…"]
    assert set_apart(TITLE, [*STORY, OTHERS[1], *block]) == ([*STORY, OTHERS[1]], block)


def test_a_run_with_a_cut_line() -> None:
    block = [OTHERS[0], "Un séisme secoue la côte sud du pays et fait crai..."]
    assert set_apart(TITLE, [*STORY, *block]) == (STORY, block)


def test_a_run_under_a_story_whose_paragraphs_end_as_sentences_do() -> None:
    assert set_apart(TITLE, [*STORY, *OTHERS]) == (STORY, OTHERS)


def test_a_run_before_the_story() -> None:
    block = [OTHERS[0], "Trois soldats tués dans une attaque..."]
    assert set_apart(TITLE, [*block, *STORY]) == (STORY, block)


def test_arabic() -> None:
    story = ["قتل ثلاثة جنود في هجوم قرب القصر، بحسب وزارة الدفاع.", "وأصيب خمسة آخرون؛ ونقلوا إلى المستشفى."]
    block = [
        "هل تعود المفاوضات بين الجانبين؟",
        "الميناء يعيد فتح أبوابه بعد إضراب استمر ثلاثة أس...",
        "زلزال يضرب الساحل الجنوبي للبلاد",
    ]
    assert set_apart("مقتل ثلاثة جنود", [*story, *block[1:], block[0], block[2]])[0] == story


@pytest.mark.parametrize(
    "last",
    [
        ["Deux civils sont morts."],
        ["Ana Lirel"],
        ["Ana Lirel (avec Agence-Deux)"],
        [
            "Les victimes :",
            "- Ana Lirel, 32 ans, institutrice",
            "- Sem Dorval, 12 ans, son fils",
            "- Oto Karal, 40 ans, infirmier",
        ],
        [
            "Les noms des morts sont :",
            "Ana Lirel, institutrice à Qasr, 32 ans",
            "Sem Dorval, élève à Qasr, 12 ans",
            "Oto Karal, infirmier, 40 ans",
        ],
        ["Un habitant a crié, puis le silence est revenu sur la place du marché"],
        ["Le bilan pourrait encore s'alourdir, selon les secours qui fouillent les décombres de la mai..."],
        ["Est-ce la fin ?", '"Nous ne partirons pas."'],
    ],
)
def test_what_ends_a_story_stays(last: list[str]) -> None:
    assert set_apart(TITLE, [*STORY, *last]) == ([*STORY, *last], [])


def test_a_lead_without_a_full_stop_stays() -> None:
    lines = ["Le ministère parle d'une embuscade", *STORY]
    assert set_apart(TITLE, lines) == (lines, [])


def test_links_inside_the_story() -> None:
    lines = [STORY[0], "À lire aussi : " + OTHERS[0], STORY[1], "Lire aussi", OTHERS[2], STORY[2]]
    assert set_apart(TITLE, lines) == (STORY, [OTHERS[0], OTHERS[2]])
    assert set_apart(TITLE, [STORY[0], "Lire aussi", STORY[1], STORY[2]]) == (STORY, [])


def test_teasers_of_a_page_of_html() -> None:
    links = "".join(f"<p>{line}</p>" for line in [OTHERS[0], "Trois soldats tués dans une attaque près…"])
    page = f"<html><body><article><h1>{TITLE}</h1>" + "".join(f"<p>{p} {p[:-1]}, encore.</p>" for p in STORY) + links
    report = to_report(Article(name="page", content=page.encode()), Defaults())
    assert OTHERS[0] not in report.text
    assert len(report.text.split("\n")) == 5


def test_only_teasers_leave_the_headline() -> None:
    text = "\n".join([TITLE, OTHERS[0], "Trois soldats tués dans une…", OTHERS[2]])
    report = to_report(Article(name="page", content=text.encode()), Defaults())
    assert report.text == TITLE
    assert len(report.teasers) == 3


FURNITURE = {
    "fr": [
        "Partager sur Facebook",
        "© Agence-Deux",
        "Publicité",
        "Tous droits réservés",
        "Abonnez-vous à notre newsletter",
        "Suivez-nous sur Twitter",
        "12 commentaires",
        "Crédit photo : Ana Lirel",
        "Lire la suite",
    ],
    "en": [
        "Share this article",
        "Advertisement",
        "All rights reserved.",
        "Sign up for our daily newsletter",
        "Photo: A. Lirel",
        "Follow us on Twitter",
        "3 min read",
        "Leave a comment",
    ],
    "ar": ["شارك هذا الخبر", "جميع الحقوق محفوظة", "...المزيد", "(تصوير: المحرر)", "إعلان"],
    "es": ["Compartir en Facebook", "Todos los derechos reservados", "Publicidad", "Foto: Ana Lirel"],
}
LINKS = {
    "fr": ["Lire aussi : Grève au port", "À LIRE ÉGALEMENT > Grève au port", "Sur le même sujet"],
    "en": ["Read more: Strike at the port", "RELATED: Strike at the port", "Most read"],
    "ar": ["اقرأ أيضا: إضراب في الميناء", "أخبار ذات صلة"],
    "es": ["Lea también: Huelga en el puerto", "Noticias relacionadas"],
}


def test_every_language_of_the_wording_is_tested() -> None:
    assert set(FURNITURE) == set(LINKS) == set(wordings())


@pytest.mark.parametrize("line", [line for lines in FURNITURE.values() for line in lines])
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", [line for lines in LINKS.values() for line in lines])
def test_links(line: str) -> None:
    assert linked_story(line) is not None


@pytest.mark.parametrize("line", [line for wording in wordings().values() for line in wording.keeps])
def test_lines_of_stories_are_neither(line: str) -> None:
    assert not is_furniture(line)
    assert linked_story(line) is None


@pytest.mark.skipif(not SEED.exists(), reason="the first page is a third party's text and isn't in the repository")
def test_the_first_page() -> None:
    raw = SEED.read_bytes()
    report = to_report(Article(name=SEED.name, content=raw), Defaults())
    lines = raw.decode().strip().split("\n")
    assert report.text == lines[0] + "\n\n" + "\n".join(lines[1:10])
    assert list(report.teasers) == lines[10:]


def test_a_run_over_the_pages_foot() -> None:
    foot = "La Gazette est une publication inventée pour cet essai, comme tout ce qu'elle raconte."
    block = [OTHERS[0], "Trois soldats tués dans une attaque…", OTHERS[2]]
    assert set_apart(TITLE, [*STORY, *block, foot]) == ([*STORY, foot], block)
    # Without the own headline and cut lines it may be a list in the story, with the story's end under it.
    listed = ["Un poste de garde au nord de la ville", "Deux camions de vivres près du port", "Une école de filles"]
    assert set_apart(TITLE, [*STORY, *listed, foot]) == ([*STORY, *listed, foot], [])
