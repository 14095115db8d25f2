"""The second factor: codes of an app (TOTP, RFC 6238: SHA-1, six digits, 30 s) and recovery codes on paper."""

from __future__ import annotations

import base64
import datetime
import secrets
import unicodedata
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from reportedly.people import keys, sentences
from reportedly.people.errors import PeopleError, team_library
from reportedly.people.persons import Enrolment
from reportedly.people.schema import recovery_codes, users

STEP_SECONDS = 30
DRIFT = 1  # steps by which the app's clock may be wrong, either way
RECOVERY_CODES = 10
_RECOVERY_BYTES = 10  # 80 bits: sixteen letters and digits to copy, and no way to try them all
_GROUP = 4
_DIGITS = 6
_MISREAD = str.maketrans("018", "olb")  # figures that base32 doesn't have
ISSUER = "reportedly"


def begin(connection: Connection, user: Row[Any]) -> Enrolment:
    """A new secret, which counts once a code confirms it; the one before it counts until then."""
    secret = str(team_library("pyotp").random_base32())
    connection.execute(update(users).where(users.c.key == user.key).values(totp_pending=secret))
    return Enrolment(secret=secret, uri=_totp(secret).provisioning_uri(name=user.name, issuer_name=ISSUER))


def confirm(connection: Connection, user: Row[Any], code: str, now: datetime.datetime) -> tuple[str, ...]:
    """Makes the new secret count; its recovery codes. Raises `PeopleError` where the code isn't of it."""
    step = None if user.totp_pending is None else _step_of_code(user.totp_pending, code, now, after=0)
    if step is None:
        raise PeopleError(sentences.WRONG_CODE.of())
    new = {"totp": user.totp_pending, "totp_pending": None, "totp_step": step}
    connection.execute(update(users).where(users.c.key == user.key).values(new))
    return renew_recovery_codes(connection, user.key)


def renew_recovery_codes(connection: Connection, user: int) -> tuple[str, ...]:
    """New recovery codes; those from before no longer count. They are shown here and never again."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user == user))
    raw = [base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode().lower() for _ in range(RECOVERY_CODES)]
    connection.execute(insert(recovery_codes), [{"user": user, "hash": keys.digest(code)} for code in raw])
    return tuple("-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)) for code in raw)


def recovery_codes_left(connection: Connection, user: int) -> int:
    """How many of them aren't used yet."""
    count = select(func.count()).select_from(recovery_codes).where(recovery_codes.c.user == user)
    return int(connection.execute(count).scalar_one())


def accepts(connection: Connection, user: Row[Any], code: str, now: datetime.datetime) -> bool:
    """Whether the code is one that the app shows, or a recovery code; either is used up by it."""
    if user.totp is None:
        return False
    step = _step_of_code(user.totp, code, now, after=user.totp_step)
    if step is not None:
        later = (users.c.key == user.key) & (users.c.totp_step < step)
        return connection.execute(update(users).where(later).values(totp_step=step)).rowcount == 1
    return is_recovery_code(code) and _use_up(connection, user.key, code)


def is_recovery_code(code: str) -> bool:
    """Whether it is written like a recovery code."""
    return len(_bare(code)) > _DIGITS


def _use_up(connection: Connection, user: int, code: str) -> bool:
    own = (recovery_codes.c.user == user) & (recovery_codes.c.hash == keys.digest(_bare(code).translate(_MISREAD)))
    return connection.execute(delete(recovery_codes).where(own)).rowcount == 1


def _step_of_code(secret: str, code: str, now: datetime.datetime, *, after: int) -> int | None:
    """The step whose code it is, within the drift and later than `after`; None where it is of none."""
    digits, here = _bare(code), int(now.timestamp()) // STEP_SECONDS
    if len(digits) != _DIGITS:
        return None
    totp = _totp(secret)
    steps = [step for step in range(here - DRIFT, here + DRIFT + 1) if step > after]
    return next((step for step in steps if keys.same(totp.generate_otp(step), digits)), None)


def _bare(code: str) -> str:
    """The code without what people write between its parts, its digits as 0 to 9 in whatever script they were typed."""
    kept = (char for char in code.casefold() if char.isalnum())
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in kept)


def _totp(secret: str) -> Any:
    return team_library("pyotp").TOTP(secret)
