"""Accounts that somebody asked for and never used: an address that is kept for nothing is let go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, QuerySet

from naniwa.kernel.people.models import Person, PersonKind

KEPT = timedelta(days=90)
SET = 1_000


@transaction.atomic
def erase_unused(*, now: datetime) -> int:
    """Remove people, staff excepted, registered 90 days ago, never signed in, whom nothing names; returns how many.

    Run as the system, or what others hold of them would not be seen.
    """
    due = _unnamed(Person.objects.exclude(kind=PersonKind.STAFF).filter(last_login=None, created_at__lt=now - KEPT))
    gone = list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk").values_list("pk", flat=True)[:SET])
    Person.objects.filter(pk__in=gone).delete()
    return len(gone)


def _unnamed(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those to whom no row of any table points, whichever service it belongs to."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            model: type[Model] = relation.related_model
            people = people.exclude(Exists(_rows(model).filter(**{relation.field.name: OuterRef("pk")})))
    return people


def _rows(model: type[Model]) -> QuerySet[Model]:
    """All of them, whatever a model's own manager leaves out."""
    return QuerySet(model)
