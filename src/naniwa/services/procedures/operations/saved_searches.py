"""Giving a selection of the ledger a name, sharing it, removing it and bringing it back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import SavedSearch
from naniwa.services.procedures.queries.selecting import Selection
from naniwa.services.procedures.rules import BrokenRule, NotYours

LONGEST = 60


class NoName(BrokenRule):
    """A search is found again by its name."""


class NameTaken(BrokenRule):
    """The person has another search of this name by now."""


@transaction.atomic
def save(*, name: str, asked: Mapping[str, str], shared: bool, by: Staff, now: datetime) -> SavedSearch:
    """Keep a selection; the same name once more replaces what it stood for. Raises NoName."""
    name = " ".join(name.split())[:LONGEST]
    if not name:
        raise NoName
    selection = Selection.of(dict(asked))
    kept = {**selection.filters, "sort": selection.sort}
    search, _new = SavedSearch.objects.update_or_create(
        organisation=by.organisation,
        by=by.person,
        name=name,
        removed_at=None,
        defaults={"asked": kept, "shared": shared, "saved_at": now},
    )
    audit.record("procedures.search_saved", by=by, target=search, now=now, name=name, asked=kept, shared=shared)
    return search


@transaction.atomic
def share(*, search: SavedSearch, shared: bool, by: Staff, now: datetime) -> None:
    """Let the office find it, or no longer. Raises NotYours."""
    _check_own(search, by)
    if SavedSearch.objects.filter(pk=search.pk).exclude(shared=shared).update(shared=shared):
        audit.record("procedures.search_shared", by=by, target=search, now=now, name=search.name, shared=shared)


@transaction.atomic
def remove(*, search: SavedSearch, by: Staff, now: datetime) -> None:
    """Take it off the list; it can be brought back. Raises NotYours."""
    _check_own(search, by)
    if SavedSearch.objects.filter(pk=search.pk, removed_at=None).update(removed_at=now):
        audit.record("procedures.search_removed", by=by, target=search, now=now, name=search.name)


@transaction.atomic
def restore(*, search: SavedSearch, by: Staff, now: datetime) -> None:
    """Undo the removal. Raises NotYours, NameTaken."""
    _check_own(search, by)
    same = SavedSearch.objects.filter(organisation=by.organisation, by=by.person, name=search.name, removed_at=None)
    if same.exclude(pk=search.pk).exists():
        raise NameTaken
    if SavedSearch.objects.filter(pk=search.pk, removed_at__isnull=False).update(removed_at=None):
        audit.record("procedures.search_restored", by=by, target=search, now=now, name=search.name)


def _check_own(search: SavedSearch, by: Staff) -> None:
    if search.by_id != by.person.pk:
        raise NotYours
