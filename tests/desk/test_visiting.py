"""The way back is one of the desk's own pages, whatever an address says."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly.api import Serving
from reportedly.desk import make_desk
from reportedly.desk.visiting import inside, way_back
from reportedly.storing import open_store

NO_ADDRESSES = ("http://[", "//[", "https://[::1/log", "//[x]/log")


@pytest.mark.parametrize("address", ["/", "/log", "/incidents?text=Qasr&at=3f", "/sources?kind=a/b[", "/map#x"])
def test_own_pages_are_gone_back_to(address: str) -> None:
    assert inside(address) == way_back(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "log", "//evil.example", "/\\evil.example", "/log\\", "https://evil.example/log", "/log\n", *NO_ADDRESSES],
)
def test_any_other_leads_to_the_inbox(address: str) -> None:
    assert inside(address) == "/"


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_who_has_to_sign_in_may_come_from_anywhere(address: str, tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    with open_store(file):
        pass
    with TestClient(make_desk(Serving(store=file, team=True)), "http://127.0.0.1", follow_redirects=False) as stranger:
        answer = stranger.post("/judge/note", data={"why": "x", "back": address}, headers={"referer": address})
    assert answer.status_code in (303, 403)
    assert answer.headers.get("location", "/sign-in?next=%2F") == "/sign-in?next=%2F"
