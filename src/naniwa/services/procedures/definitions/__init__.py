"""Procedures as staff write them: one YAML file each, in this folder."""

from functools import lru_cache
from pathlib import Path

from naniwa.kernel.forms.definition import Flaw, Source, UnsoundDefinition, read, source, validate
from naniwa.services.procedures.definitions import openness
from naniwa.services.procedures.definitions.deciding import Decider, Proposal, decide, decider
from naniwa.services.procedures.definitions.schema import Procedure
from naniwa.services.procedures.definitions.soundness import inspect, office

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
    "flaws_of",
    "load",
    "parse",
    "shipped",
    "sound",
    "undecided",
]


@lru_cache(maxsize=64)
def parse(text: str) -> Procedure:
    """The procedure of a published text. Raises UnsoundDefinition if it does not fit the schema."""
    return validate(Procedure, source.parse(text, file="published"))


def load(path: Path) -> Procedure:
    """The procedure of a file. Raises UnsoundDefinition with every flaw.

    Whether there is such an office is for the database to say, which publishing asks.
    """
    found = read(path)
    return sound(found)


def sound(found: Source) -> Procedure:
    """The procedure of a text that was read. Raises UnsoundDefinition with every flaw."""
    procedure = validate(Procedure, found)
    if flaws := inspect(procedure, found):
        raise UnsoundDefinition(flaws)
    return procedure


def check(path: Path) -> list[Flaw]:
    """Every flaw of a file, each with its line; none if it may be published. Asks no database."""
    try:
        return flaws_of(read(path))
    except UnsoundDefinition as unsound:
        return unsound.flaws


def flaws_of(found: Source) -> list[Flaw]:
    """Every flaw of a text that was read, each with its line. Asks no database."""
    try:
        procedure = validate(Procedure, found)
    except UnsoundDefinition as unsound:
        return unsound.flaws
    return sorted([*inspect(procedure, found), *office(procedure, found)])


def undecided(path: Path) -> list[Flaw]:
    """The texts of a sound file that still wait for what a municipality decides. Raises UnsoundDefinition."""
    found = read(path)
    return list(openness.undecided(sound(found), found))


def shipped() -> list[Path]:
    """The definitions that come with Naniwa."""
    return sorted(FOLDER.glob("*.yaml"))
