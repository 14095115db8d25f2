"""Whose words: the speech that each mention of harm stands in, None for the outlet's own voice."""

from __future__ import annotations

import pytest

from tests.reading.tagging import parsed, said

Told = tuple[str | None, str, str]


def told(text: str, language: str) -> list[Told]:
    """Speaker, act and people of each group that a page tells of."""
    found = []
    for mention in parsed(text, language).mentions:
        voice = mention.speech.voice if mention.speech else None
        for people in mention.people:
            found.append((said(voice.name if voice else None, text), mention.act, text[slice(*people.span)]))
    return found


def speakers(text: str, language: str) -> list[str | None]:
    return [speaker for speaker, _, _ in told(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("fr", "Attaque\n\nSelon la police, trois soldats ont été tués, tandis que le ministère de la Santé a fait "
         "état de cinq blessés.", "police", "ministère de la Santé"),
        ("en", "Attack\n\nThe army said three soldiers were killed, while the health ministry said five civilians "
         "were wounded.", "army", "health ministry"),
        ("ar", "هجوم\n\nقالت الشرطة إن ثلاثة جنود قتلوا، فيما قالت وزارة الصحة إن خمسة مدنيين أصيبوا.",
         "الشرطة", "وزارة الصحة"),
    ],
)  # fmt: skip
def test_each_of_two_speakers_in_a_sentence_says_their_own(language: str, text: str, first: str, second: str) -> None:
    assert speakers(text, language) == [first, second]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Attaque\n\nTrois soldats ont été tués, selon le ministère de la Défense. Deux civils ont été blessés, "
         "a-t-il ajouté.", "ministère de la Défense"),
        ("en", "Attack\n\nThree soldiers were killed, the army said. It added that two civilians were wounded.",
         "army"),
        ("ar", "هجوم\n\nقالت وزارة الدفاع إن ثلاثة جنود قتلوا. وأضافت أن مدنيين اثنين أصيبا.", "وزارة الدفاع"),
    ],
)  # fmt: skip
def test_he_added_takes_up_the_speaker_before(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker, speaker]


def test_he_added_doesnt_reach_back_over_more_than_three_sentences() -> None:
    between = "Shops closed.\n\n" * 4
    text = f"Attack\n\nThree soldiers were killed, the army said.\n\n{between}He added that two civilians were wounded."
    assert speakers(text, "en") == ["army", None]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Attaque\n\n« Trois soldats ont été tués, a déclaré le ministère de la Défense. Deux civils ont été "
         "blessés. » Un policier a été enlevé mardi.", "ministère de la Défense"),
        ("en", "Attack\n\n“Three soldiers were killed, the army said. Two civilians were wounded.” A policeman was "
         "abducted on Tuesday.", "army"),
    ],
)  # fmt: skip
def test_a_speech_runs_on_to_the_mark_that_closes_it(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker, speaker, None]


def test_a_mark_in_a_sentence_that_nobody_looks_at_closes_a_speech_too() -> None:
    calm = "The sun shone. The shops were open. The people came."
    quoted = "“Three soldiers were killed, the army said. The weather was fine.” A policeman was abducted on Tuesday."
    assert speakers(f"Attack\n\n{calm} {quoted}", "en") == ["army", None]


def test_a_new_paragraph_ends_a_speech_whose_mark_was_never_closed() -> None:
    text = "Attack\n\n“Three soldiers were killed, the army said. Schools closed.\n\nTwo civilians were wounded."
    assert speakers(text, "en") == ["army", None]


@pytest.mark.parametrize(
    ("language", "text", "claims"),
    [
        ("fr", "Attaque\n\nTrois soldats ont été tués mardi dans une attaque à Bamako, revendiquée par Al-Qaïda.",
         "Al-Qaïda"),
        ("en", "Attack\n\nThree soldiers were killed in an attack in Mogadishu. Al-Shabaab claimed responsibility for "
         "the attack.", "Al-Shabaab"),
        ("ar", "هجوم\n\nقتل ثلاثة جنود في هجوم في مقديشو، وأعلنت حركة الشباب مسؤوليتها عن الهجوم.", "حركة الشباب"),
    ],
)  # fmt: skip
def test_a_claim_behind_the_harm_answers_it_and_doesnt_tell_it(language: str, text: str, claims: str) -> None:
    assert [(speaker, act) for speaker, act, _ in told(text, language)] == [(None, "report")]
    agents = [(a.name, a.status) for m in parsed(text, language).mentions for a in m.agents]
    assert agents == [(claims, "claimed")]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Attaque\n\nTrois soldats ont été tués, a dit le procureur. Deux civils ont été blessés, a précisé le "
         "procureur de la République, Paul Durandal.", "Paul Durandal"),
        ("en", "Attack\n\nThree soldiers were killed, Mayor Paul Durandal said. The mayor said two civilians were "
         "wounded.", "Paul Durandal"),
    ],
)  # fmt: skip
def test_an_office_is_the_person_whom_the_page_names_with_it(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker, speaker]


def test_an_office_that_two_persons_hold_is_nobody_named() -> None:
    text = (
        "Attack\n\nThree soldiers were killed, Mayor Paul Durandal said. Mayor Ada Quist said two civilians were"
        " wounded. The mayor said one child was killed."
    )
    assert speakers(text, "en") == ["Paul Durandal", "Ada Quist", "The mayor"]


def test_a_quotation_of_several_sentences_is_its_voices_behind_it() -> None:
    text = (
        'Attaque\n\nSelon la police, un homme a été arrêté. "Trois soldats ont été tués. Nous avons fui. Deux civils'
        ' ont été blessés", a raconté le maire Paul Durandal.'
    )
    assert speakers(text, "fr") == ["Paul Durandal", "Paul Durandal"]


def test_a_headline_names_its_speaker_before_a_colon() -> None:
    assert speakers("الجيش العراقي: مقتل ثلاثة جنود\n\nقتل ثلاثة جنود في هجوم.", "ar") == ["الجيش العراقي", None]


def test_a_paper_may_begin_with_a_number() -> None:
    assert speakers("Attaque\n\nTrois soldats ont été tués, rapporte 20 Minutes.", "fr") == ["20 Minutes"]


def test_a_surname_is_believed_where_the_page_names_the_person_in_full() -> None:
    text = "هجوم\n\nقال رئيس البلدية سليم درباوي إن الهجوم وقع ليلا. وقال درباوي هاتفيا من البلدة «قتل ثلاثة جنود»."
    assert [name for name in speakers(text, "ar") if name] == ["رئيس البلدية سليم درباوي"]


def test_the_medical_source_is_the_one_heard_before_not_the_last_that_spoke() -> None:
    text = "هجوم\n\nقال مصدر طبي إن جنديين قتلا. وقال سكان إن المسلحين فروا. وتابع المصدر الطبي أن ثلاثة مدنيين أصيبوا."
    assert speakers(text, "ar") == ["مصدر طبي", "المصدر الطبي"]


def test_who_stands_behind_in_is_no_speaker() -> None:
    text = "Attaque\n\nDans un hôpital, le maire Paul Durandal a déclaré que trois soldats ont été tués."
    assert "hôpital" not in str(speakers(text, "fr"))


def test_a_statement_of_the_army_is_the_armys() -> None:
    text = "Attaque\n\nSelon le communiqué de la gendarmerie, trois soldats ont été tués."
    assert speakers(text, "fr") == ["gendarmerie"]


def test_a_monitor_and_its_director_are_one_voice() -> None:
    text = (
        "هجوم\n\nقال المرصد السوري لحقوق الإنسان إن ثلاثة جنود قتلوا في الهجوم. وقال مدير المرصد سليم درباوي إن مدنيين"
        " أصيبا في الهجوم."
    )
    names = [a.speaker.name for a in parsed(text, "ar").accounts if a.speaker]
    assert len(names) == 1, names


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("ar", "هجوم\n\nأعلن الجيش، اليوم الإثنين، مقتل ثمانية مسلحين في اشتباكات أمس في حلب.", ["اليوم الإثنين"]),
        ("ar", "هجوم\n\nأعلن الجيش، اليوم الإثنين، مقتل ثمانية مسلحين في اشتباكات في حلب.", []),
        ("ar", "هجوم\n\nقتل ثلاثة جنود ظهر الخميس في حلب، على ما أفاد مسؤول محلي الجمعة.", ["الجمعة"]),
        ("ar", "هجوم\n\nقتل ثلاثة جنود الخميس بحسب مصدر أمني.", []),
        ("en", "Attack\n\nThe army said, on Monday, that three soldiers were killed on Sunday.", ["on Monday"]),
    ],
)
def test_the_day_on_which_it_was_said(language: str, text: str, days: list[str]) -> None:
    speeches = [speech for sentence in parsed(text, language).sentences for speech in sentence.speeches]
    assert [said(span, text) for speech in speeches for span in speech.said] == days
