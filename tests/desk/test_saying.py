"""The program's own sentences in each language of the interface, as a person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from reportedly.api.sentences import SENTENCES
from reportedly.desk.rendering import environment
from reportedly.desk.saying import said
from reportedly.desk.words import LANGUAGES, words_in
from reportedly.saying import Said, Sentence
from tests.saying import filled

TRANSLATED = [language for language in LANGUAGES if language != "en"]
GOLDEN = [
    (
        "1 of 3 independent origins with a figure gives 11; of 2 that weigh about the same the higher",
        "1 source indépendante sur les 3 qui donnent un chiffre indique 11\u202f; "
        "c’est le plus élevé de 2 chiffres de poids à peu près égal",
        "الرقم 11 يذكره مصدر مستقل واحد من أصل 3 تذكر رقمًا؛ وهو الأعلى من بين رقمين متقاربين في الوزن",
    ),
    (
        "12 of 15 independent origins with a figure give 1200; it weighs most; 1 more, the attackers who died, "
        "by others who count both",
        "12 sources indépendantes sur les 15 qui donnent un chiffre indiquent 1\u202f200\u202f; "
        "c’est le chiffre qui pèse le plus\u202f; "
        "s’y ajoute 1 assaillant mort, selon d’autres sources qui comptent les uns et les autres",
        "الرقم 1,200 يذكره 12 مصدرًا مستقلًا من أصل 15 تذكر رقمًا؛ وهو الأكبر وزنًا؛ "
        "يضاف إليهم مهاجم واحد لقي حتفه، بحسب مصادر أخرى تحتسب الجميع",
    ),
    (
        "the figure of [Sidra hospital], the most reliable of 3 accounts that differ",
        "chiffre de la source la plus fiable ([Sidra hospital]) parmi 3 récits qui divergent",
        "رقم المصدر الأوثق ([Sidra hospital]) من بين 3 روايات متباينة",
    ),
    (
        "only the outlet gives a figure",
        "seule source à donner un chiffre\u202f: le média",
        "المصدر الوحيد الذي يذكر رقمًا: وسيلة الإعلام",
    ),
    (
        "Later figures of the killed replace earlier ones ([Delta Radio], armed group and [صوت النهر]: 7). "
        "What counts ([“Dam, bridge and road hit”], police and 3 others: at least 9; [Harbour News]: 7 to 12).",
        "Pour les tués, des chiffres plus récents remplacent les précédents "
        "([Delta Radio], groupe armé et [صوت النهر]\u202f: 7). Chiffres pris en compte "
        "([“Dam, bridge and road hit”], police et 3 autres\u202f: au moins 9\u202f; [Harbour News]\u202f: de 7 à 12).",
        "أرقام لاحقة لعدد القتلى حلت محل أرقام سابقة ([Delta Radio]، جماعة مسلحة و[صوت النهر]: 7). "
        "الأرقام المحتسبة ([“Dam, bridge and road hit”]، شرطة و3 آخرون: ما لا يقل عن 9؛ "
        "[Harbour News]: من 7 إلى 12).",
    ),
    (
        "The accounts don't agree on who the dead were ([Delta Radio]: 1 civilian, 2 armed group).",
        "Les récits divergent sur qui étaient les morts ([Delta Radio]\u202f: civils 1, groupe armé 2).",
        "تتباين الروايات بشأن صفة القتلى ([Delta Radio]: مدنيون 1، جماعة مسلحة 2).",
    ),
    (
        "One account denies what another says of who did it ([the army]: None (denied); police: [the army] (accused)).",
        "Un récit dément ce qu’un autre dit de l’auteur "
        "([the army]\u202f: auteur non nommé (démenti)\u202f; police\u202f: [the army] (accusé)).",
        "رواية تنفي ما تقوله أخرى عن الفاعل ([the army]: جهة لم تُسمَّ (تم نفيه)؛ شرطة: [the army] (متهم)).",
    ),
    (
        "The accounts give different days ([Delta Radio]: 2026-03-01; the outlet: 2026-03-05).",
        "Les récits donnent des jours différents "
        "([Delta Radio]\u202f: 1er mars 2026\u202f; le média\u202f: 5 mars 2026).",
        "تذكر الروايات أيامًا مختلفة ([Delta Radio]: 1 آذار/مارس 2026؛ وسيلة الإعلام: 5 آذار/مارس 2026).",
    ),
    (
        "The accounts name different places ([Delta Radio]: ML; police: NE).",
        "Les récits donnent des lieux différents ([Delta Radio]\u202f: [Mali]\u202f; police\u202f: [Niger]).",
        "تذكر الروايات أماكن مختلفة ([Delta Radio]: [مالي]؛ شرطة: [النيجر]).",
    ),
    (
        "[the army] and [Northern Front] are named, and for [the army] it is denied.",
        "Des récits désignent [the army] et [Northern Front] comme auteurs\u202f; un démenti concerne [the army].",
        "تشير روايات إلى [the army] و[Northern Front]، ويوجد نفي يخص [the army].",
    ),
    (
        "2 independent origins tell of it, of an attack.",
        "2 sources indépendantes en font état, comme d’une attaque.",
        "يتحدث عنها مصدران مستقلان، بوصفها هجومًا.",
    ),
    (
        "a day apart (2026-03-01, 2026-03-02 to 2026-03-04)",
        "à un jour d’écart (1er mars 2026, 2 mars 2026 – 4 mars 2026)",
        "بفارق يوم واحد (1 آذار/مارس 2026، 2 آذار/مارس 2026 – 4 آذار/مارس 2026)",
    ),
    (
        "different countries ([Qasr], SY)",
        "pays différents ([Qasr], [Syrie])",
        "بلدان مختلفان ([Qasr]، [سوريا])",
    ),
    (
        "something else was hit (bus, market; none)",
        "cibles ou cadres différents (bus, marché\u202f; non précisé)",
        "هدفان أو موقعان مختلفان (حافلة، سوق؛ غير مذكور)",
    ),
    (
        "near figures (12 and 14 injured)",
        "nombres de blessés proches (12 et 14)",
        "عددان متقاربان من الجرحى (12 و14)",
    ),
    (
        "full names shared ([Ann Bo], [Cy Dee]): two",
        "noms complets communs ([Ann Bo], [Cy Dee])\u202f: deux ou trois",
        "الأسماء الكاملة المشتركة ([Ann Bo]، [Cy Dee]): اثنان أو ثلاثة",
    ),
    ("full names shared: none", "noms complets communs\u202f: aucun", "الأسماء الكاملة المشتركة: لا شيء"),
    (
        "different kinds of event (Armed clash, none)",
        "types d’événement différents (Affrontement armé, non précisé)",
        "نوعان مختلفان من الأحداث (اشتباك مسلح، غير مذكور)",
    ),
    ("other numbers of abducted (3, none)", "nombres d’enlevés différents (3, non précisé)",
     "عددان مختلفان من المخطوفين (3، غير مذكور)"),
]  # fmt: skip


def shown(text: str, language: str) -> str | None:
    """The sentence as a person reads it; in brackets what stands alone."""
    pieces = said(text.replace("[", "").replace("]", ""), words_in(language))
    return None if pieces is None else "".join(f"[{words}]" if alone else words for words, alone in pieces)


@pytest.mark.parametrize(("english", "french", "arabic"), GOLDEN, ids=[english[:40] for english, _, _ in GOLDEN])
def test_what_a_person_reads(english: str, french: str, arabic: str) -> None:
    assert shown(english, "fr") == french
    assert shown(english, "ar") == arabic


def test_english_is_what_it_was_but_for_days_countries_and_those_not_named() -> None:
    for english, _, _ in GOLDEN:
        if not any(odd in english for odd in ("2026", "None", "ML", "SY", "1200", "none")):
            assert shown(english, "en") == english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", SENTENCES.whole, ids=repr)
def test_whatever_fills_a_template_is_shown_in_every_language(sentence: Sentence, language: str) -> None:
    """No slot is left open, no kind of slot is forgotten, and names come through as they are."""

    @settings(max_examples=8, deadline=None)
    @given(filled.said(sentence))
    def shows(made: Said) -> None:
        pieces = said(made.text, words_in(language))
        assert pieces is not None
        assert not any("{" in words or "%" in words for words, _ in pieces)

    shows()


def in_template(text: str, language: str) -> str:
    template = environment().from_string("{% import 'macros.html' as m with context %}{{ m.say(text) }}")
    return template.render(text=text, words=words_in(language), _=words_in(language))


def test_what_is_not_known_is_shown_in_english() -> None:
    assert said("it is so because it is so", words_in("fr")) is None
    shows = in_template("both <name> قصر and it's 3", "ar")
    assert shows == '<span lang="en" dir="ltr">both &lt;name&gt; <bdi>قصر</bdi> and it&#39;s 3</span>'


def test_names_stand_alone_and_are_escaped() -> None:
    assert in_template("only <b>Ann</b> gives a figure", "fr") == (
        "seule source à donner un chiffre\u202f: <bdi>&lt;b&gt;Ann&lt;/b&gt;</bdi>"
    )
