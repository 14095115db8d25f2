"""Settings refuse what they don't know, with the nearest that they do."""

from __future__ import annotations

import datetime

import pytest

from reportedly.running.settings import Settings, SettingsError


def test_plain_values_are_taken() -> None:
    settings = Settings.of(published="2026-02-22", jobs=2)
    assert settings.published == datetime.date(2026, 2, 22)
    assert settings.defaults.published == settings.published


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"langage": "fr"}, "did you mean 'language'"),
        ({"zzz": 1}, "known: published, language, url, outlet, jobs, seconds, megabytes, reader, reader_url"),
        ({"published": "hier"}, r"\$\.published"),
        ({"jobs": "two"}, r"\$\.jobs"),
        ({"jobs": 0}, "jobs: 0 isn't above 0"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings.of(**given)
