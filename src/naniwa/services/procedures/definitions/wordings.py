"""The notices of a procedure in its own words: which there are, what may be filled in, what must not be left out."""

from collections.abc import Iterator, Mapping

from naniwa.kernel.forms.definition import Flaw, Source, Text
from naniwa.kernel.notifications import templates
from naniwa.kernel.notifications.templates import PLACEHOLDER, STRAY_BRACE, Template
from naniwa.services.procedures.definitions.schema import Procedure, Wording

NOTICES = frozenset({"received", "correction", "reminder", "approved", "declined", "withdrawn"})
"""Turns that every case can take."""
PAYING = frozenset({"paid", "transfer_failed"})
"""Turns that only a case takes on which money is paid."""
BY_POST = "_by_post"
"""How the key of a wording ends that is for those who applied on paper or unknown, whom no page waits for."""
NEEDED: Mapping[str, frozenset[str]] = {
    "correction": frozenset({"items", "deadline"}),
    "reminder": frozenset({"items", "deadline"}),
    "declined": frozenset({"reason"}),
    "transfer_failed": frozenset({"reason"}),
}
"""What somebody could not act without, or the law has them told (行政手続法第8条)."""


def turn_of(key: str) -> str:
    """The turn of a case that a wording is for."""
    return key.removesuffix(BY_POST)


def turns(*, pays: bool) -> list[str]:
    """Keys of all wordings that notices of a procedure have, in the order of a case."""
    known = ("received", "correction", "reminder", "approved", "declined", "paid", "transfer_failed", "withdrawn")
    found = [one for one in known if pays or one not in PAYING]
    return [key for one in found for key in (one, f"{one}{BY_POST}")]


def fillable(key: str, *, pays: bool) -> list[str]:
    """Names that a wording may hold in braces."""
    known = templates.registry().get(f"procedures.{key}")
    given = (known.placeholders if known else frozenset()) | templates.COMMON | {"procedure"}
    return sorted(given if pays else given - {"amount"})


def platforms(notices: Mapping[str, object], key: str) -> Template | None:
    """The platform's wording that serves where a procedure has none of its own."""
    turn = turn_of(key)
    return templates.registry().get(f"{notices.get(turn) or f'procedures.{turn}'}{key.removeprefix(turn)}")


def own(procedure: Procedure, turn: str, *, by_post: bool, version: int) -> Template | None:
    """The procedure's own wording for a turn; None where the platform's serves.

    By post, the platform's letter goes before an own wording that is meant for the web.
    """
    found = {one.key: one for one in procedure.wordings}
    letter = f"{turn}{BY_POST}"
    if by_post and letter not in found and platforms(procedure.notices, letter):
        return None
    key = letter if by_post and letter in found else turn
    one = next((one for name, one in found.items() if name == key), None)
    return template_of(procedure.slug, one, version) if one else None


def template_of(slug: str, wording: Wording, version: int) -> Template:
    """A wording as messages are written from; its version is that of the definition."""
    return Template(
        key=f"procedures.{slug}.{wording.key}",
        version=version,
        placeholders=frozenset(),
        subject=_told(wording.subject),
        body={language: f"{words}\n" for language, words in _told(wording.body).items()},
    )


def _told(words: Text) -> dict[str, str]:
    return words.model_dump(exclude_none=True)


def letters(procedure: Procedure, source: Source) -> Iterator[Flaw]:
    """Own wordings for turns that no case takes, and placeholders that nothing fills in or that are left out."""
    for number, wording in enumerate(procedure.wordings):
        place = ("wordings", number)
        if wording.key not in turns(pays=procedure.pays):
            yield source.flaw((*place, "key"), f"no case ever takes the turn '{turn_of(wording.key)}'")
            continue
        for part in ("subject", "body"):
            for language, words in _told(getattr(wording, part)).items():
                known = fillable(wording.key, pays=procedure.pays)
                for message in _faults(words, known, one_line=part == "subject"):
                    yield source.flaw((*place, part, language), message)
        yield from _left_out(wording, number, source)


def _faults(words: str, known: list[str], *, one_line: bool) -> Iterator[str]:
    for name in dict.fromkeys(PLACEHOLDER.findall(words)):
        if name not in known:
            yield f"{{{name}}} is not known in this notice; there are {', '.join(known)}"
    if stray := STRAY_BRACE.search(PLACEHOLDER.sub("", words)):
        yield f"a stray {stray[0]}: what is filled in is written {{name}}"
    if one_line and "\n" in words:
        yield "a subject has one line"


def _left_out(wording: Wording, number: int, source: Source) -> Iterator[Flaw]:
    """What each language must tell."""
    for language, words in _told(wording.body).items():
        told = set(PLACEHOLDER.findall(words))
        for name in sorted(NEEDED.get(turn_of(wording.key), frozenset()) - told):
            yield source.flaw(("wordings", number, "body", language), f"this notice has to say {{{name}}}")
