"""The public names, and that they do what the package's docstring says."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import reportedly
from reportedly.model import Reading, Report
from reportedly.running import pipeline
from tests import samples


def test_exported_names() -> None:
    assert reportedly.__all__ == [
        "Account", "Failure", "Incident", "Quote", "Reading", "Report", "ReportedlyError", "link", "open_store", "read",
    ]  # fmt: skip
    assert len(reportedly.__all__) <= 10
    for name in reportedly.__all__:
        assert inspect.getdoc(getattr(reportedly, name)), f"{name} has no docstring"


def test_what_can_go_wrong_is_said() -> None:
    for function in (reportedly.read, reportedly.open_store):
        assert "Raises" in (inspect.getdoc(function) or "")


def test_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Report] = []

    def fake(report: Report, _reader: object = None) -> Reading:
        seen.append(report)
        return Reading(report=report)

    monkeypatch.setattr(pipeline, "read_report", fake)
    given = reportedly.read(
        f"{samples.TITLE}\n{samples.BODY}", published="2026-03-08", language="fr", url="https://a.example", outlet="A"
    )
    (report,) = seen
    assert given.report == report
    assert (str(report.published), report.language, report.url) == ("2026-03-08", "fr", "https://a.example")
    assert report.title == samples.TITLE


def test_read_refuses_what_it_cannot_take() -> None:
    with pytest.raises(reportedly.ReportedlyError, match="published"):
        reportedly.read("Titre\nTexte.", published="hier")
    with pytest.raises(reportedly.ReportedlyError):
        reportedly.read(b"\x00\x01\x02" * 50)


def test_open_store(tmp_path: Path) -> None:
    with reportedly.open_store(tmp_path / "store.sqlite") as store:
        assert store.add(samples.reading())
        assert list(store.readings()) == [samples.reading()]
