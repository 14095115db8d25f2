"""The tables as others open them: pandas with their types, LibreOffice without computing anything."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import msgspec
import pandas
import pytest

from reportedly.model import Dossier, Estimate
from tests.sharing.made import GIVEN
from tests.sharing.reading import files
from tests.sharing.told import GAYA, account, by, dossier, killed

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def hostile() -> Dossier:
    """An incident whose place and group are formulas."""
    where = msgspec.structs.replace(GAYA, name="=1+1", admin1="+2")
    return dossier(account(killed(1, 1), perpetrators=(by("@SUM(A1)", "claimed"),)), where=where, injured=Estimate())


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("acled", ("year", "time_precision", "latitude", "longitude", "fatalities", "timestamp")),
        ("ged", ("year", "longitude", "best", "low", "high", "deaths_a", "priogrid_gid")),
        ("gtd", ("eventid", "iyear", "longitude", "nkill", "nperps", "claimed")),
    ],
)
def test_pandas_takes_numbers_for_numbers(name: str, numbers: tuple[str, ...]) -> None:
    [written] = files(name, [hostile(), dossier()], GIVEN).values()
    frame = pandas.read_csv(io.BytesIO(written))
    assert len(frame) == 2
    for column in numbers:
        assert frame[column].dtype.kind in "if", column
    assert list(frame["longitude"]) == [-3.4492, -3.4492]


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_computes_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(files("acled", [hostile()], GIVEN)["acled.csv"])
    office = [OFFICE or "", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    for kind, name in (("ods", "in.csv"), ("csv:Text - txt - csv (StarCalc):44,34,76", "in.ods")):
        command = [*office, kind, "--outdir", str(tmp_path), name]
        subprocess.run(command, cwd=tmp_path, check=True, timeout=120, capture_output=True)
    [row] = csv.DictReader(io.StringIO((tmp_path / "in.csv").read_text("utf-8"), newline=""))
    texts = [row[name].removeprefix("'") for name in ("location", "admin1", "actor1")]
    assert texts == ["=1+1", "+2", "@SUM(A1)"]
