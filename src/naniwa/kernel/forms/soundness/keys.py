"""Keys that stand twice, and checks that point at nothing."""

from collections.abc import Iterator

from naniwa.kernel.forms.definition.fields import AnyField, ChoiceField, RepeatField, SeveralField
from naniwa.kernel.forms.definition.form import Form
from naniwa.kernel.forms.definition.source import Flaw, Place
from naniwa.kernel.forms.rules import RESERVED
from naniwa.kernel.forms.soundness.inspection import Inspection


def _keys(form: Form) -> Iterator[tuple[str, str, Place]]:
    """(kind, key, place) of everything that has a key."""
    for number, page in enumerate(form.pages):
        yield "page", page.key, ("pages", number, "key")
        for at, asked in enumerate(page.fields):
            place: Place = ("pages", number, "fields", at)
            yield "field or value", asked.key, (*place, "key")
            yield from _inner_keys(asked, place)
    yield from (("field or value", value.key, ("values", at, "key")) for at, value in enumerate(form.values))
    yield from (("check", check.code, ("checks", at, "code")) for at, check in enumerate(form.checks))


def _inner_keys(asked: AnyField, place: Place) -> Iterator[tuple[str, str, Place]]:
    if isinstance(asked, ChoiceField | SeveralField):
        for at, option in enumerate(asked.options):
            yield f"option of {asked.key}", option.key, (*place, "options", at, "key")
    elif isinstance(asked, RepeatField):
        for at, cell in enumerate(asked.fields):
            yield f"field of {asked.key}", cell.key, (*place, "fields", at, "key")
            yield from _inner_keys(cell, (*place, "fields", at))


def doubled_keys(seen: Inspection) -> Iterator[Flaw]:
    """Two things of a kind with one key, and keys that are words of the rule language."""
    taken: set[tuple[str, str]] = set()
    for kind, key, place in _keys(seen.form):
        if (kind, key) in taken:
            yield seen.flaw(place, f"there are two: {kind} '{key}'")
        if kind.startswith("field") and key in RESERVED:
            yield seen.flaw(place, f"'{key}' is a word of the rule language; choose another key")
        taken.add((kind, key))


def targets(seen: Inspection) -> Iterator[Flaw]:
    """Checks that point at fields that do not exist, or that could stop an entry without a rule."""
    for at, check in enumerate(seen.form.checks):
        if check.field not in seen.form.fields:
            yield seen.flaw(("checks", at, "field"), f"there is no field '{check.field}'")
        for number, key in enumerate(check.mend):
            if key not in seen.form.fields:
                yield seen.flaw(("checks", at, "mend", number), f"there is no field '{key}'")
        if check.must is None and (check.severity != "propose" or check.when):
            yield seen.flaw(
                ("checks", at, "severity"), "without `must` only a person can find it: propose, and no `when`"
            )
