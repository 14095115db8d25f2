"""Who did it, where the words nearest to the harm don't name them; and what kind of event a page's own words tell."""

from __future__ import annotations

import datetime

from reportedly.model import Account, Report
from reportedly.reading.page import parse


def accounts(text: str, title: str, language: str) -> list[Account]:
    """The accounts of a page with a headline."""
    day = datetime.date(2026, 2, 22)
    report = Report(id="p", text=f"{title}\n\n{text}", title=title, language=language, published=day)
    return parse(report).accounts


def perpetrators(found: list[Account]) -> set[tuple[str | None, str]]:
    return {(who.name, who.type) for account in found for who in account.perpetrators}


def test_a_nations_strike_is_by_its_army_where_the_page_names_it() -> None:
    text = "قتل خمسة مسلحين في غارة أمريكية قرب الزهراء أمس. وقال الجيش الأمريكي إن الغارة استهدفت معسكرا."
    assert ("الجيش الأمريكي", "military") in perpetrators(accounts(text, "مقتل خمسة في غارة أمريكية", "ar"))


def test_police_who_shot_the_attacker_did_not_attack() -> None:
    text = "Trois passants ont été tués samedi à Valbrune par un homme armé d'un couteau, abattu par la police."
    found = perpetrators(accounts(text, "Attaque au couteau à Valbrune : trois morts", "fr"))
    assert "police" not in {kind for _, kind in found}


def test_police_hurt_at_a_protest_were_hurt_by_the_crowd() -> None:
    text = "Deux policiers ont été blessés samedi à Valbrune lors de heurts avec des manifestants."
    found = perpetrators(accounts(text, "Valbrune : deux policiers blessés lors d'une manifestation", "fr"))
    assert "mob" in {kind for _, kind in found}


def test_the_headlines_word_says_what_kind_of_event_it_was() -> None:
    text = (
        "Deux soldats ont été tués samedi dans des combats près de Valbrune. L'armée a répondu par une frappe aérienne."
    )
    found = accounts(text, "Deux soldats tués dans des combats à Valbrune", "fr")
    assert [a.event.sub_type for a in found if a.event][:1] == ["Armed clash"]
