"""Which passwords are refused (NIST SP 800-63B): short, one's name, common. Nothing else is asked of one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportedly.people import Hashing, WeakPassword
from reportedly.people.passwords import LONGEST, Passwords, check
from tests.people.given import CHEAP


@pytest.mark.parametrize(
    "password",
    [
        "vier blaue Schafe im Regen", "correct horse battery stapler", "أربعة خراف زرقاء في المطر",
        "amira's brother's boat", "q7!kD0zP-mL2", "83 92 71 55 20 46", "dragonflies eat",
    ],
)  # fmt: skip
def test_a_good_password(password: str) -> None:
    check(password, "Amira")


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "P4ssw0rd!2026", "passwordpassword", "Password Password", "motdepasse2026", "qwertyuiop123",
        "123456789012", "210987654321", "aaaaaaaaaaaa", "abcabcabcabc", "abcdabcdabcd", "1qaz2wsx3edc", "azertyuiopqs",
        "iloveyou!!!!!", "letmeinletmein", "Summer2026!!!", "correct horse battery staple", "reportedly2026!",
        "welcomewelcome", "كلمة السر كلمة السر", "abcdefghijkl", "lkjihgfedcba",
    ],
)  # fmt: skip
def test_a_common_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword, match="tried first"):
        check(password, "Amira")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Amira Haddad", "amira haddad"), ("Amira Haddad", "AmiraHaddad2026!"), ("Amira", "Amira.1234567"),
        ("Amira", "amira amira amira"), ("أميرة حداد", "أميرة_حداد_٢٠٢٦"), ("Ａmira Haddad", "amira-haddad"),
    ],
)  # fmt: skip
def test_ones_own_name_is_refused(name: str, password: str) -> None:
    with pytest.raises(WeakPassword, match="own name"):
        check(password, name)


def test_the_length_is_twelve_to_256_characters() -> None:
    long = "lune et étoile, " * 16
    assert len(long) == LONGEST
    check(long, "Amira")
    check("lune étoiles", "Amira")
    for wrong, said in ((long + "!", "at most 256"), ("lune étoile", "12 characters"), ("", "12 characters")):
        with pytest.raises(WeakPassword, match=said):
            check(wrong, "Amira")
    with pytest.raises(WeakPassword, match="12 characters"):
        check(unicodedata.normalize("NFD", "éééééé"), "Amira")  # six characters, however they are stored


def test_a_refusal_never_says_the_password() -> None:
    for password in ("password1234", "short", "amira haddad", "x" * 300):
        with pytest.raises(WeakPassword) as refused:
            check(password, "Amira Haddad")
        assert password not in str(refused.value)


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=20))
@example("\ud800" * 12, "\udfff")
@example("ﷺ" * 200, "ﷺ")
def test_whatever_is_typed_is_good_or_refused(password: str, name: str) -> None:
    try:
        check(password, name)
    except WeakPassword:
        return
    kept = _PASSWORDS.hash(password)
    assert _PASSWORDS.fits(password, kept)
    assert not _PASSWORDS.fits(password + "x", kept)


@settings(deadline=None)
@given(st.text(min_size=12, max_size=40))
def test_a_password_is_the_same_however_its_letters_are_composed(password: str) -> None:
    kept = _PASSWORDS.hash(unicodedata.normalize("NFC", password))
    assert _PASSWORDS.fits(unicodedata.normalize("NFD", password), kept)


def test_what_is_kept_is_another_each_time_and_nothing_fits_nothing() -> None:
    assert _PASSWORDS.hash("the same") != _PASSWORDS.hash("the same")
    assert not _PASSWORDS.fits("nobody's", None)
    assert not Passwords(Hashing(passes=1, kibibytes=8, lanes=1)).fits("", None)


_PASSWORDS = Passwords(CHEAP)
