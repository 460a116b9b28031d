"""Fail on modules over 500 lines, warn over 300, and print the medians of modules and functions."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
WARN, FAIL = 300, 500
FOLDERS = ("src", "tests", "scripts", "benchmarks")


def modules() -> Iterator[tuple[Path, str]]:
    """Every Python file that a person wrote, with its text."""
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(ROOT), file.read_text()


def functions(text: str) -> Iterator[int]:
    """Lengths in lines, from `def` to the last line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> int:
    found = [(file, text) for file, text in modules() if text]
    lengths = {file: len(text.splitlines()) for file, text in found}
    for file, lines in sorted(lengths.items(), key=lambda pair: -pair[1]):
        if lines > WARN:
            print(f"{file}: {lines} lines: " + ("split it" if lines > FAIL else "consider splitting it"))
    inside = [length for _file, text in found for length in functions(text)]
    print(f"{len(lengths)} modules, median {median(lengths.values()):g} lines; "
          f"{len(inside)} functions, median {median(inside):g} lines")  # fmt: skip
    return 1 if max(lengths.values()) > FAIL else 0


if __name__ == "__main__":
    sys.exit(main())
