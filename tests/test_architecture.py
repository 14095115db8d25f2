"""The directions of `ARCHITECTURE.md`, the measures of the code, what no module may do; all by `ast`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "reportedly"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
OURS = [*MODULES, *(path for room in ("tests", "benchmarks", "docs") for path in sorted((ROOT / room).rglob("*.py")))]

EARLY = ("model", "gathering", "scripts", "languages", "world", "reading")
STAGES = (*EARLY, "saying", "asking", "linking", "reconciling", "reviewing", "sharing", "storing")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "model": (),
    "saying": ("model",),
    "gathering": ("model", "scripts"),
    "scripts": ("model",),
    "languages": ("model", "scripts"),
    "world": ("model", "scripts"),
    "reading": ("model", "scripts", "languages", "world"),
    "asking": ("model", "scripts", "languages", "world", "reading"),
    "linking": (*EARLY, "saying"),
    "reconciling": ("model", "saying", "linking"),
    "reviewing": ("model", "saying"),
    "sharing": ("model", "saying", "scripts"),
    "storing": ("model", "saying", "scripts"),
    "people": ("model", "saying"),
    "running": (*STAGES, "people"),
    "cli": (*STAGES, "people", "running", "api", "desk"),
    "api": (*STAGES, "people", "running"),
    "desk": ("model", "saying", "world", "languages", "people", "api"),
    "": (*STAGES, "running"),  # the package itself: its public names
}
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS = 400, 50, 6


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> frozenset[str]:
    return frozenset(map(dotted, MODULES))


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in MAY_IMPORT else ""


def imports(path: Path, *, hidden: bool = True) -> Iterator[str]:
    """Our modules that this one imports; those inside functions too where `hidden`."""
    names = modules()
    inside = set() if hidden else {id(node) for function in functions(path) for node in ast.walk(function)}
    for node in ast.walk(tree(path)):
        if id(node) in inside:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            base = node.module or ""
            found = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in names else base for alias in node.names]
        elif isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        else:
            continue
        yield from (name for name in found if name.split(".")[0] == "reportedly")


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def only_for_types(path: Path) -> set[str]:
    """What is imported under `if TYPE_CHECKING`: never at run time, so no part of a cycle."""
    blocks = [
        node for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
    ]  # fmt: skip
    nodes = [node for block in blocks for node in ast.walk(block) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}" for node in nodes} | {f"{n.module}.{alias.name}" for n in nodes for alias in n.names}


def test_every_room_is_in_the_table() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= MAY_IMPORT.keys()
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in MAY_IMPORT if name and f"`{name}/`" not in table] == []


def test_data_flows_down_and_never_up() -> None:
    up = [
        f"{dotted(path)} imports {name}"
        for path in MODULES
        for name in sorted(set(imports(path)))
        if room(name) not in (*MAY_IMPORT[room(dotted(path))], room(dotted(path)))
    ]
    assert up == []


def test_no_module_imports_itself_round_a_corner() -> None:
    """Cycles, hidden ones included: an import inside a function is an import."""
    edges = {dotted(path): set(imports(path)) - only_for_types(path) - {dotted(path)} for path in MODULES}
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way[way.index(module) :], module))
        if module not in done:
            for name in sorted(edges.get(module, ())):
                walk(name, (*way, module))
            done.add(module)

    for module in edges:
        walk(module, ())


def test_modules_and_functions_are_small() -> None:
    assert [fault for path in OURS for fault in _too_large(path)] == []


def _too_large(path: Path) -> Iterator[str]:
    here = path.relative_to(ROOT)
    lines = path.read_text(encoding="utf-8").count("\n")
    if lines >= MOST_LINES:
        yield f"{here}: {lines} lines"
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length >= MOST_FUNCTION_LINES:
            yield f"{here}: {function.name} has {length} lines"
        arguments = function.args
        named = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        count = len([name for name in named if name not in ("self", "cls")])
        if count > MOST_PARAMETERS and not _is_command(function) and not _takes_fixtures(path, function):
            yield f"{here}: {function.name} has {count} parameters"


def test_nothing_is_executed_from_data() -> None:
    assert [fault for path in MODULES for fault in _executed(path)] == []


def _executed(path: Path) -> Iterator[str]:
    nodes = list(ast.walk(tree(path)))
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    brought = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    brought |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    forbidden = called & {"eval", "exec", "compile", "__import__"}
    forbidden |= brought & {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
    yield from (f"{dotted(path)}: {name}" for name in sorted(forbidden))


def test_what_is_public_says_what_it_is() -> None:
    assert [fault for path in MODULES for fault in _silent(path)] == []


def _silent(path: Path) -> Iterator[str]:
    if not ast.get_docstring(tree(path)) and len(tree(path).body) > 1:
        yield f"{dotted(path)} has no docstring"
    defined = (node for node in tree(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    for node in defined:
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{dotted(path)}: {node.name} has no docstring"


def _is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A command's parameters are its options."""
    return any("app.command" in ast.unparse(decorator) for decorator in function.decorator_list)


def _takes_fixtures(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return "tests" in path.relative_to(ROOT).parts and function.name.startswith("test_")
