"""People of a team at the API: each a client of their own that is signed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyotp
from starlette.applications import Starlette
from starlette.testclient import TestClient

from reportedly.people import Role, open_people

PASSWORD = "a long walk by the harbour"  # noqa: S105 - invented
HERE = "http://127.0.0.1"


def invited(store: Path, name: str, role: Role) -> str:
    """Adds a person, as `reportedly people add` does; the invitation's token."""
    with open_people(store, team=True) as people:
        return people.add_user(name, role, by=people.local_person()).token


def signed_in(app: Starlette, store: Path, name: str, role: Role) -> TestClient:
    """A client of a new person with this role, signed in."""
    client = TestClient(app, HERE)
    asked = {"token": invited(store, name, role), "password": PASSWORD}
    response = client.post("/api/v1/invitation", json=asked)
    assert response.status_code == 201, response.text
    client.headers["X-CSRF"] = response.json()["me"]["csrf"]
    return client


def code_of(secret: str, at: Any = None) -> str:
    """The code that an authenticator shows."""
    totp = pyotp.TOTP(secret)
    return totp.at(at) if at is not None else totp.now()
