"""`docs/how-to/pictures.ipynb` is a notebook, small and without anybody's outputs, and its cells do what they say."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.running import linking
from reportedly.sharing.pictures.drawing import Picture
from reportedly.storing import open_store
from tests.stories import Told, page, scored

FILE = Path(__file__).parents[1] / "docs" / "how-to" / "pictures.ipynb"
NOTEBOOK: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def test_it_is_a_notebook_of_the_fourth_format() -> None:
    assert set(NOTEBOOK) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    needed = {"cell_type", "id", "metadata", "source"}
    of_code = needed | {"execution_count", "outputs"}
    for cell in NOTEBOOK["cells"]:
        assert set(cell) == (of_code if cell["cell_type"] == "code" else needed)
        assert cell["cell_type"] in ("code", "markdown")
        assert all(isinstance(line, str) and line.count("\n") <= 1 for line in cell["source"])
    names = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(set(names)) == len(names)


def test_nobodys_run_is_in_it() -> None:
    code = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
    assert {cell["execution_count"] for cell in code} == {None}
    assert FILE.stat().st_size < 200_000


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the notebook's, with a store where the demo's is."""
    monkeypatch.setattr(linking, "scored", scored)
    for folder in ("build", "docs/how-to"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "docs" / "how-to")
    with open_store(tmp_path / "build" / "demo.sqlite") as store:
        store.add(page("one", 8, Told("Qasr", 7, 4), Told("Wasita", 8, 3), outlet="The Wire"))
        store.add(page("two", 9, Told("Qasr", 7, 5), outlet="Le Courrier"))
        linking.link_store(store)
    return tmp_path


def run(source: str, names: dict[str, Any]) -> Any:
    """What a notebook would show of a cell: the value of its last line, where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(FILE), "exec"), names)  # noqa: S102 - our own notebook
    return eval(compile(ast.Expression(last.value), str(FILE), "eval"), names) if isinstance(last, ast.Expr) else None  # noqa: S307


def test_its_cells_do_what_they_say(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = {cell["id"]: "".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"}
    shown = {name: run(source, names) for name, source in cells.items()}
    pictures = [name for name, value in shown.items() if isinstance(value, Picture) and value._repr_png_()]
    assert pictures == ["timeline", "map", "sources"]
    told = capsys.readouterr().out
    assert "2 incidents; 0 withheld: {}" in told
    assert "March 2026: 8 killed (7 to 8), 8 of them reviewed by nobody" in told
    assert "Le Courrier gives more than The Wire in 1 of 1" in told
    assert "Raqqa near 5" in told
    assert (beside / "build" / "killed-in-march.svg").stat().st_size == shown["saved"]
