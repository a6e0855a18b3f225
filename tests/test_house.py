"""HOUSE.md, kept by a test: who may import whom, what a page may hold, how long things may get, banned names."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("etl", "store", "view", "pages", "dashboard")
# Room → what of ours it may import (a prefix of the module's name), and what from outside it never may.
RULES = {
    "etl/records.py": ((), ("duckdb", "pandas", "streamlit")),
    "etl/finders": (("etl.records", "etl.vocabulary", "etl.finders"), ("duckdb", "pandas", "streamlit")),
    "etl/assemble.py": (("etl",), ("duckdb", "pandas", "streamlit")),
    "etl/checks.py": (("etl.records", "etl.vocabulary", "etl.finders"), ("duckdb", "pandas", "streamlit")),
    "etl/load.py": (("etl.records", "store"), ("streamlit",)),
    "etl": (("etl", "store"), ("streamlit", "plotly")),
    "store": (("store",), ("streamlit", "plotly")),
    "view/language.py": ((), ("streamlit", "duckdb", "plotly")),
    "view/charts.py": (("view.keeping", "view.language", "view.naming", "view.wording"), ("streamlit", "duckdb")),
    "view/maps.py": (("view.keeping", "view.language", "view.naming"), ("streamlit", "duckdb")),
    "view/filters.py": (("store", "view"), ("plotly",)),
    "view/furniture.py": (("store", "view"), ("plotly",)),
    "view": (("store", "view"), ("plotly.express",)),
    "pages": (("store", "view"), ("duckdb", "plotly")),
    "pages/try_it.py": (("store", "view", "etl.trial.try_it"), ("duckdb", "plotly")),  # the one honest exception
    "dashboard.py": (("store", "view"), ("duckdb", "plotly")),
}
BANNED_FILES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "processor"}
BANNED_NAMES = {"data", "info", "item", "items", "manager", "handler", "processor", "utils", "helper", "misc"}


def sources(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in (ROOT / room).rglob("*.py")] + [ROOT / "dashboard.py"]
    return sorted(path for path in found if path.exists() and "__pycache__" not in path.parts)


ALL = sources("etl", "store", "view", "pages")
PAGES = sorted((ROOT / "pages").glob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> set[str]:
    """Modules a file imports, in full: `from store import queries` is store.queries."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rule(path: Path) -> tuple[tuple, tuple]:
    fitting = [room for room in RULES if name(path) == room or name(path).startswith(f"{room}/")]
    return RULES[max(fitting, key=len)]


def within(module: str, prefixes: tuple) -> bool:
    return any(module == prefix or module.startswith(f"{prefix}.") for prefix in prefixes)


@pytest.mark.parametrize("path", ALL, ids=name)
def test_imports(path):
    allowed, never = rule(path)
    own = {module for module in imports(path) if module.split(".")[0] in ROOMS}
    assert sorted(module for module in own if not within(module, allowed)) == []
    assert sorted(module for module in imports(path) if within(module, never)) == []


def test_a_finder_knows_no_other_finder():
    finders = {path.stem for path in (ROOT / "etl" / "finders").glob("*.py")} - {"__init__"}
    for path in (ROOT / "etl" / "finders").glob("*.py"):
        others = {module for module in imports(path) for other in finders - {path.stem}
                  if within(module, (f"etl.finders.{other}",))}
        assert not others, f"{name(path)} imports {others}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_defines_nothing_and_is_short(path):
    text = path.read_text(encoding="utf-8")
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]
    assert len(text.splitlines()) < 40


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_is_in_the_navigation(path):
    furniture = (ROOT / "view" / "furniture.py").read_text(encoding="utf-8")
    assert f'("{path.stem}", ' in furniture


@pytest.mark.parametrize("path", sources("store", "view", "pages"), ids=name)
def test_sizes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [f"{node.name}: {node.end_lineno - node.lineno + 1} lines" for node in functions
                if node.end_lineno - node.lineno >= 40]


@pytest.mark.parametrize("path", sources("store", "view", "pages"), ids=name)
def test_modules_stay_readable(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("path", ALL, ids=name)
def test_banned_names(path):
    assert path.stem not in BANNED_FILES
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    named |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    named |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    assert sorted(named & BANNED_NAMES) == []


@pytest.mark.parametrize("path", sources("store", "view"), ids=name)
def test_public_functions_are_documented(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"]
    assert not [node.name for node in public if not ast.get_docstring(node)]


@pytest.mark.parametrize("path", sorted((ROOT / "store").glob("*queries.py")), ids=name)
def test_every_query_of_the_dashboard_is_one_select(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)
                     and getattr(call.func, "id", "") == "frame_of"]
            assert len(calls) == 1, node.name
