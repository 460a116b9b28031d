"""What the architecture tests look at: our own files, as text and as syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "naniwa"


def modules(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """Python files under src/naniwa."""
    skipped = {name for name, wanted in {"tests": tests, "migrations": migrations}.items() if not wanted}
    return [file for file in sorted(SOURCE.rglob("*.py")) if skipped.isdisjoint(file.parts)]


def templates() -> list[Path]:
    return sorted(SOURCE.rglob("templates/**/*.html"))


def name(file: Path) -> str:
    """How a failing test names it."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def calls(file: Path) -> list[str]:
    """The dotted names that a module calls, such as `apps.get_model`."""
    return [ast.unparse(node.func) for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
