"""Wordings whose placeholders name nothing, and braces where nothing is filled in."""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from naniwa.kernel.forms.definition.source import Flaw, Place
from naniwa.kernel.forms.definition.text import Text
from naniwa.kernel.forms.findings import PLACEHOLDER
from naniwa.kernel.forms.soundness.inspection import Inspection

BRACE = re.compile("[{}]")


def wording(seen: Inspection) -> Iterator[Flaw]:
    """Placeholders that name nothing, in the wordings of checks; any at all, in the other texts."""
    known = seen.form.fields.keys() | {value.key for value in seen.form.values}
    for place, words in texts(seen.form):
        filled = place[0] == "checks"
        for message in unfilled(words, known) if filled else braces(words):
            yield seen.flaw(place, message)


def texts(said: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every wording in a part of a definition, in each language, with its place."""
    if isinstance(said, Text):
        told = {language: getattr(said, language) for language in ("ja", "en", "easy")}
        yield from (((*place, language), words) for language, words in told.items() if words)
    elif isinstance(said, BaseModel):
        for name in type(said).model_fields:
            yield from texts(getattr(said, name), (*place, name))
    elif isinstance(said, tuple):
        for number, one in enumerate(said):
            yield from texts(one, (*place, number))


def braces(words: str) -> Iterator[str]:
    """What is wrong with a text in which nothing is filled in."""
    if BRACE.search(words):
        yield "nothing is filled in here: { and } stand only in the wordings of checks"


def unfilled(words: str, known: Iterable[str]) -> Iterator[str]:
    """What is wrong with a text in which answers and derived values are filled in."""
    yield from (f"{{{key}}} is no field or value" for key in PLACEHOLDER.findall(words) if key not in known)
    if stray := BRACE.search(PLACEHOLDER.sub("", words)):
        yield f"a stray {stray[0]}: the answer to `key` is written {{key}}"
