"""What a municipality has yet to decide: marks in the texts of a definition that is still open."""

from collections.abc import Iterator

from naniwa.kernel.forms import soundness
from naniwa.kernel.forms.definition import Flaw
from naniwa.kernel.forms.definition.source import Source
from naniwa.services.procedures.definitions.schema import Procedure

MARKS = ("【市町村が定める】", "(set by the municipality)")


def undecided(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Each text with a mark."""
    for place, words in soundness.texts(procedure):
        mark = next((mark for mark in MARKS if mark in words), None)
        if mark is not None:
            yield source.flaw(place, f"this is for the municipality to decide: write it in place of {mark}")


def openness(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Marks in a definition that does not say it is open, and an open one without any."""
    found = list(undecided(procedure, source))
    if not procedure.open:
        yield from found
    elif not found:
        yield source.flaw(("open",), "nothing is left to decide: take `open` away")
