"""Procedures as staff write them: one YAML file each, in this folder."""

from functools import lru_cache
from pathlib import Path

from naniwa.kernel.forms.definition import Flaw, Source, UnsoundDefinition, read, source, validate
from naniwa.services.procedures.definitions.deciding import Decider, Proposal, decide, decider
from naniwa.services.procedures.definitions.schema import Procedure
from naniwa.services.procedures.definitions.soundness import inspect

FOLDER = Path(__file__).parent

__all__ = [
    "FOLDER",
    "Decider",
    "Flaw",
    "Procedure",
    "Proposal",
    "UnsoundDefinition",
    "check",
    "decide",
    "decider",
    "load",
    "parse",
    "shipped",
]


@lru_cache(maxsize=64)
def parse(text: str) -> Procedure:
    """The procedure of a published text. Raises UnsoundDefinition if it does not fit the schema."""
    return validate(Procedure, source.parse(text, file="published"))


def load(path: Path) -> Procedure:
    """The procedure of a file. Raises UnsoundDefinition with every flaw."""
    procedure, flaws = _inspected(path)
    if procedure is None or flaws:
        raise UnsoundDefinition(flaws)
    return procedure


def check(path: Path) -> list[Flaw]:
    """Every flaw of a file, each with its line; none if it may be published."""
    return _inspected(path)[1]


def shipped() -> list[Path]:
    """The definitions that come with Naniwa."""
    return sorted(FOLDER.glob("*.yaml"))


def _inspected(path: Path) -> tuple[Procedure | None, list[Flaw]]:
    try:
        found: Source = read(path)
        procedure = validate(Procedure, found)
    except UnsoundDefinition as unsound:
        return None, unsound.flaws
    return procedure, inspect(procedure, found)
