"""Days of what came after the harm, and of saying, are not the harm's."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report, When
from reportedly.running.page import read_report

_PUBLISHED = datetime.date(2026, 3, 13)  # a Friday


def when(text: str, language: str) -> When | None:
    """When the page's first incident happened."""
    title = text.partition("\n\n")[0]
    report = Report(id="x", text=text, title=title, language=language, published=_PUBLISHED)
    return read_report(report).incidents[0].when


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("en", "Man charged\n\nA man was charged on Thursday with killing two tailors in Kano on Sunday.",
         "2026-03-08"),
        ("en", "Coroner names dead\n\nThe coroner on Thursday identified two men killed on Sunday night in Toledo.",
         "2026-03-08"),
        ("en", "Hostages free\n\nThe nine tailors abducted in Kano on March 9 were released on Thursday, police said.",
         "2026-03-09"),
        ("en", "Tailor seized\n\nMasked men abducted a tailor in Kano, his family and a rights group said on Thursday."
         " The men arrived on Tuesday evening.", "2026-03-10"),
        ("fr", "Deux morts inhumés\n\nLes deux hommes tués dimanche à Gao ont été inhumés jeudi.", "2026-03-08"),
        ("en", "Two shot\n\nTwo tailors were shot dead at 2 p.m. Tuesday in Kano.", "2026-03-10"),
    ],
)  # fmt: skip
def test_a_charge_a_burial_a_release_have_days_of_their_own(language: str, text: str, start: str) -> None:
    found = when(text, language)
    assert found is not None
    assert found.start == datetime.date.fromisoformat(start)


def test_the_day_of_a_charge_alone_dates_nothing() -> None:
    found = when("Man charged with killing two\n\nA man was charged on Thursday with killing two tailors.", "en")
    assert found is None or found.start is None


def test_a_charge_in_a_days_attack_tells_the_attacks_day() -> None:
    found = when("Man charged\n\nA man was charged in Sunday's attack, which killed two tailors in Kano.", "en")
    assert found is not None
    assert found.start == datetime.date(2026, 3, 8)


COUNTED_BACK = [
    ("en", ("Mourners bury the dead of Kano",
            "Mourners gathered in Kano on Friday, where a bomb killed nine people a year ago today."), "2025-05-15"),
    ("en", ("Nine killed in Kano a year ago are remembered",
            "Candles were lit on Friday for the second anniversary of the bombing that killed nine people in Kano."),
     "2024-05-15"),
    ("en", ("Coffins of nine soldiers arrive in Kano",
            "Nine coffins arrived in Kano on Friday, three days after the Garbi ambush.",
            "The attack killed nine soldiers and wounded four."), "2026-05-12"),
    ("fr", ("Mali : hommage aux neuf morts de Kolvani",
            "Il y a un an jour pour jour, des hommes armés tuaient neuf personnes à Kolvani."), "2025-05-15"),
    ("fr", ("Mali : Kolvani enterre ses morts",
            "Les obsèques des neuf soldats tués mardi dans une attaque à Kolvani ont eu lieu vendredi à Bamako."),
     "2026-05-12"),
    ("fr", ("Mali : les neuf morts de Kolvani",
            "Neuf personnes ont été tuées dans l'attaque de Kolvani, mercredi de la semaine dernière."), "2026-05-06"),
    ("ar", ("إحياء ذكرى تفجير الموصل",
            "أحيا الأهالي اليوم الجمعة الذكرى السنوية الثانية للتفجير الذي أسفر عن مقتل تسعة أشخاص في الموصل."),
     "2024-05-15"),
    ("ar", ("تشييع ضحايا قصف إدلب",
            "شيع الأهالي اليوم الجمعة جثامين تسعة مدنيين قتلوا في قصف استهدف سوقا في إدلب يوم الثلاثاء."),
     "2026-05-12"),
    ("ar", ("الإعدام لمتهم بهجوم الموصل",
            "قضت محكمة في بغداد، الخميس، بإعدام متهم بقتل تسعة أشخاص في هجوم وقع في الموصل في فبراير من العام الماضي."),
     "2025-02-01"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "paragraphs", "day"), COUNTED_BACK)
def test_day_of_what_a_page_looks_back_on(language: str, paragraphs: tuple[str, ...], day: str) -> None:
    """The day of a burial, of an anniversary, of a verdict isn't the attack's; words count back from it."""
    text = "\n\n".join(paragraphs)
    report = Report(id="x", text=text, title=paragraphs[0], language=language, published=datetime.date(2026, 5, 15))
    (incident,) = read_report(report).incidents
    assert (incident.killed.best, str(incident.when.start if incident.when else "")) == (9, day)


def test_place_of_a_sequel_is_no_scene() -> None:
    """Where suspects are arrested or the dead are buried, nobody was killed."""
    text = (
        "Deux hommes arrêtés après la fusillade de Nîmes\n\nDeux hommes soupçonnés d'avoir tué trois personnes mardi à"
        " Nîmes ont été incarcérés jeudi à Toulouse. Les obsèques ont eu lieu à Perpignan."
    )
    report = Report(id="x", text=text, title=text.split("\n")[0], language="fr", published=datetime.date(2026, 5, 15))
    (incident,) = read_report(report).incidents
    assert incident.where is not None
    assert (incident.where.name, incident.killed.best) == ("Nîmes", 3)


LATE = [
    ("en", "A fourth victim dies\n\nA teacher wounded in Sunday's bombing in Kano died of her injuries on Thursday,"
     " bringing to four the number of people killed in the attack.", 4, "2026-03-08"),
    ("fr", "Gao : un quatrième mort\n\nUne enseignante blessée dans l'attentat de dimanche à Gao a succombé à ses"
     " blessures jeudi. Son décès porte à quatre le nombre de morts.", 4, "2026-03-08"),
    ("ar", "وفاة جريح رابع في هجوم الموصل\n\nتوفي، أمس الخميس، شاب متأثرا بجراح أصيب بها في هجوم وقع في الموصل قبل"
     " أربعة أيام، لترتفع الحصيلة إلى أربعة قتلى.", 4, "2026-03-09"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "killed", "day"), LATE)
def test_a_death_in_hospital_is_of_the_days_attack(language: str, text: str, killed: int, day: str) -> None:
    """Who dies days later is one of the attack's dead: no second incident, and no day of its own."""
    title = text.partition("\n\n")[0]
    (incident,) = read_report(Report(id="x", text=text, title=title, language=language, published=_PUBLISHED)).incidents
    assert (incident.killed.best, str(incident.when.start if incident.when else "")) == (killed, day)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kano buries its dead\n\nSeven coffins were carried through Kano on Thursday, 3 days after the ambush"
         " on the Garbi road."),
        ("fr", "Gao enterre ses morts\n\nSept cercueils ont été portés jeudi dans Gao, trois jours après l'embuscade"
         " de Garbi."),
        ("en", "Man charged in Garbi ambush\n\nA man was charged on Thursday with seven counts of murder over an ambush"
         " on March 9 near Gao."),
    ],
)  # fmt: skip
def test_coffins_and_counts_of_murder_tell_how_many_died(language: str, text: str) -> None:
    title = text.partition("\n\n")[0]
    report = Report(id="x", text=text, title=title, language=language, published=_PUBLISHED)
    (incident,) = read_report(report).incidents
    assert (incident.killed.best, str(incident.when.start if incident.when else "")) == (7, "2026-03-09")
