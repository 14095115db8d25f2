"""What is a credit to an agency, and what only relays what somebody said to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.languages.crediting import credit_words
from reportedly.linking.credits import UNNAMED, credit_of
from reportedly.model.errors import LanguageError
from tests.linking.pages import AGENCY_TEXT, page

BODY = AGENCY_TEXT["en"]


@pytest.mark.parametrize(
    ("text", "language", "agencies", "words"),
    [
        ("NADRA (AFP) - " + BODY, "en", {"afp"}, "AFP"),
        ("NADRA, Feb 7 (Reuters) — " + BODY, "en", {"reuters"}, "Reuters"),
        ("NADRA (Daily Echo/AP) -- " + BODY, "en", {"associated-press"}, "AP"),
        ("(AFP) Fourteen people died.", "en", {"afp"}, "AFP"),
        ("By the Associated Press\n" + BODY, "en", {"associated-press"}, "Associated Press"),
        ("Reuters - " + BODY, "en", {"reuters"}, "Reuters"),
        (BODY + " The Associated Press contributed to it.", "en", {"associated-press"}, "The Associated Press"),
        (BODY + "\nJo Marr in Nadra and Reuters contributed.", "en", {"reuters"}, "Reuters"),
        (BODY + "\nSource: Xinhua, Reuters", "en", {"reuters", "xinhua"}, "Xinhua, Reuters"),
        (BODY + "\n© 2026 AFP. All rights reserved.", "en", {"afp"}, "AFP"),
        (BODY + "\n(With inputs from agencies)", "en", {UNNAMED}, "agencies"),
        (AGENCY_TEXT["fr"] + "\nAvec AFP et Reuters", "fr", {"afp", "reuters"}, "AFP et Reuters"),
        (AGENCY_TEXT["fr"] + "\n(avec agences)", "fr", {UNNAMED}, "agences"),
        (AGENCY_TEXT["fr"] + " © Agence France-Presse", "fr", {"afp"}, "Agence France-Presse"),
        ("رويترز- نادرا: " + AGENCY_TEXT["ar"], "ar", {"reuters"}, "رويترز"),
        ("صدى - وكالات: " + AGENCY_TEXT["ar"], "ar", {UNNAMED}, "وكالات"),
        (AGENCY_TEXT["ar"] + " «رويترز»", "ar", {"reuters"}, "رويترز"),
        (AGENCY_TEXT["ar"] + "\n(أ. ف. ب)", "ar", {"afp"}, "أ. ف. ب"),
        (AGENCY_TEXT["ar"] + "\nالمصدر: وكالات", "ar", {UNNAMED}, "وكالات"),
        ("NADRA (AFP) - " + BODY, None, {"afp"}, "AFP"),
        ("NADRA (AFP) - " + BODY, "sw", {"afp"}, "AFP"),
    ],
)  # fmt: skip
def test_credits(text: str, language: str | None, agencies: set[str], words: str) -> None:
    credit = credit_of(page("a", text, language))
    assert credit is not None
    assert (set(credit.agencies), credit.words, credit.is_own) == (agencies, words, False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Fourteen people died, a police officer told Reuters. " + BODY, "en"),
        ("The toll has risen to fourteen, according to AFP. " + BODY, "en"),
        (BODY + " A witness told AFP that the road was shut.", "en"),
        (BODY + " The governor confirmed this to Agence France-Presse (AFP).", "en"),
        ("Telwa market after the raid (AP Photo/Ada Quist)\n" + BODY, "en"),
        ("(Ada Quist/The Echo via AP). " + BODY, "en"),
        ("Telwa. Photo: Reuters\n" + BODY, "en"),
        ("Reuters-verified footage shows men on motorbikes. " + BODY, "en"),
        ("The map (MAP) - shows the river. " + BODY, "en"),
        ("Officers of several agencies searched the forest.\n" + BODY, "en"),
        (AGENCY_TEXT["fr"] + " Selon un décompte de l'AFP, c'est la troisième attaque.", "fr"),
        ("Le bilan est monté à quatorze morts, a indiqué à l'AFP le gouverneur. " + AGENCY_TEXT["fr"], "fr"),
        ("وقال الحاكم لوكالة فرانس برس إن أربعة عشر قتلوا. " + AGENCY_TEXT["ar"], "ar"),
        (AGENCY_TEXT["ar"] + " وقال شاهد لرويترز إن الطريق مغلقة.", "ar"),
        ("شركات ووكالات السفر: حجوزات", "ar"),
    ],
)  # fmt: skip
def test_what_is_no_credit(text: str, language: str) -> None:
    assert credit_of(page("a", text, language)) is None


def test_a_headline_that_names_an_agency_is_no_credit() -> None:
    title = "Reuters: the team is through to the final"
    assert credit_of(page("a", f"{title}\n\n{BODY}", title=title)) is None


@pytest.mark.parametrize(
    ("byline", "agencies"), [("AFP", {"afp"}), ("Le Relais avec AFP", {"afp"}), ("Ada Quist", None)]
)
def test_bylines(byline: str, agencies: set[str] | None) -> None:
    credit = credit_of(page("a", AGENCY_TEXT["fr"], "fr", byline=byline))
    assert (credit.agencies if credit else None) == agencies


def test_an_agencys_own_page_says_so() -> None:
    credit = credit_of(page("a", BODY, outlet="Xinhua News Agency"))
    assert credit is not None
    assert credit.is_own
    assert credit_of(page("a", BODY, outlet="Reuters Street Gazette")) is None


def test_words_of_credit_are_checked(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    assert credit_words("xx", tmp_path) is None
    credit_words.cache_clear()
    (tmp_path / "xx" / "credits.yml").write_text("agency: wires", encoding="utf-8")
    with pytest.raises(LanguageError, match="agencies"):
        credit_words("xx", tmp_path)
