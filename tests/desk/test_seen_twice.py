"""A report that was seen at several addresses says so."""

from __future__ import annotations

import msgspec
from starlette.testclient import TestClient

from reportedly.api import Serving
from reportedly.desk import make_desk
from reportedly.storing import Store
from tests.stories import Told, page


def repeated(store: Store, name: str, address: str | None) -> None:
    reading = page(name, 8, Told("Qasr", 7, 4))
    report = msgspec.structs.replace(reading.report, url=address)
    store.copies.keep(name, "one", msgspec.structs.replace(reading, report=report))


def test_every_address_is_shown_and_only_those_of_the_web_lead_there(two_reports: Store) -> None:
    for name, address in (("a", "https://courier.example/77"), ("b", "javascript:alert(1)"), ("c", None)):
        repeated(two_reports, name, address)
    with TestClient(make_desk(Serving(store=two_reports.path)), "http://127.0.0.1") as desk:
        assert desk.get("/api/v1/reports/one").json()["seen"] == [
            "c",
            "https://courier.example/77",
            "javascript:alert(1)",
        ]
        shown = desk.get("/reports/one").text
        assert "seen at, too" in shown
        assert 'href="https://courier.example/77"' in shown
        assert "javascript:alert(1)</bdi>" in shown
        assert 'href="javascript' not in shown
        assert "seen at, too" not in desk.get("/reports/two").text


def test_of_many_addresses_the_first_are_shown(two_reports: Store) -> None:
    for number in range(23):
        repeated(two_reports, f"c{number}", f"https://courier.example/{number:02}")
    with TestClient(make_desk(Serving(store=two_reports.path)), "http://127.0.0.1") as desk:
        shown = desk.get("/reports/one").text
    assert "courier.example/19</bdi>" in shown
    assert "courier.example/20" not in shown
    assert "further addresses: 3" in shown
