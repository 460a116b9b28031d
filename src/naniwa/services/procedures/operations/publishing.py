"""From a file to a live procedure, and back to a file."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from naniwa.kernel.forms import operations as forms
from naniwa.kernel.forms import queries as versions
from naniwa.kernel.forms.definition import Flaw, Source, read
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.definitions import Procedure, UnsoundDefinition, check, sound
from naniwa.services.procedures.definitions.openness import undecided
from naniwa.services.procedures.definitions.overlays import base, base_of, decidable, left_open
from naniwa.services.procedures.definitions.schema import WINDOW
from naniwa.services.procedures.operations import offering
from naniwa.services.procedures.queries.live import KIND
from naniwa.services.procedures.rules import BrokenRule


class EmptyWindow(BrokenRule):
    """Applications would close before they open, or corrections end before applications do."""


class NotPublished(Exception):
    """There is no such version."""


def check_files(paths: list[Path]) -> list[Flaw]:
    """Every flaw of every file, in the order of the files."""
    return [flaw for path in paths for flaw in check(path)]


@transaction.atomic
def publish(
    *,
    path: Path,
    by: Person | None,
    now: datetime,
    window: Mapping[str, datetime] | None = None,
    rehearsed: bool = False,
) -> Version:
    """Make a file's procedure live. Publishing an unchanged file gives the version there is.

    `window` replaces `opens_at`, `closes_at` or `corrections_until`. One that is `rehearsed` may still be open.
    Raises UnsoundDefinition, EmptyWindow.
    """
    return publish_source(source=read(path), by=by, now=now, window=window, rehearsed=rehearsed)


@transaction.atomic
def publish_source(
    *,
    source: Source,
    by: Person | None,
    now: datetime,
    window: Mapping[str, datetime] | None = None,
    rehearsed: bool = False,
) -> Version:
    """Make the procedure of a text live, as `publish` does with a file. Raises UnsoundDefinition, EmptyWindow."""
    procedure = sound(source)
    if organisations.by_code(procedure.office) is None:
        raise UnsoundDefinition([source.flaw(("office",), f"there is no organisation '{procedure.office}'")])
    if procedure.based_on is not None or base_of(procedure.slug) is not None:
        words = "a municipality's procedure is published by accepting its overlay"
        raise UnsoundDefinition([source.flaw(("based_on" if procedure.based_on else "slug",), words)])
    if procedure.open and not (rehearsed or procedure.for_municipalities):
        raise UnsoundDefinition(list(undecided(procedure, source)))
    if procedure.for_municipalities and (stuck := _undecidable(source)):
        raise UnsoundDefinition(stuck)
    check_window(procedure, window or {})
    version = forms.publish(kind=KIND, slug=procedure.slug, source=source.text, window=window, by=by, now=now)
    if procedure.for_municipalities:
        offering.announce(procedure.slug)
    return version


def _undecidable(source: Source) -> list[Flaw]:
    """Texts that a base leaves to municipalities where no overlay can write."""
    words = "no municipality can decide {}: give what holds it a `key`, or take `fixed` away"
    stuck = (place for place in left_open(source.document) if not decidable(base(source.text), place))
    return [source.flaw(("for_municipalities",), words.format(place)) for place in stuck]


def check_window(procedure: Procedure, window: Mapping[str, datetime]) -> None:
    """Raises EmptyWindow."""
    moments = procedure.window() | dict(window)
    known = [moment for name in WINDOW if (moment := moments[name]) is not None]
    if known != sorted(known) or known[0] in known[1:] or (moments["closes_at"] and len(known) < len(WINDOW)):
        raise EmptyWindow(" - ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in known))


def export(*, slug: str, number: int | None = None) -> str:
    """The text of a version as it was published, the latest unless a number is given. Raises NotPublished."""
    history = versions.history(KIND, slug)
    found = next((version for version in history if number in {None, version.number}), None)
    if found is None:
        raise NotPublished(f"{slug} {number or ''}".strip())
    return found.source
