"""Mass assignment: what a form does not ask for is not taken, whatever is sent along."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from naniwa.kernel.organisations.isolation import as_system
from tests.security.asking import ask, undone, writes, written_since
from tests.security.places import addresses, bodies
from tests.security.routes import ROUTES, admitted
from tests.security.world import ROLES, World

# Names that carry what the form itself asks for; a second value of theirs is the form's own business.
OURS = {"csrfmiddlewaretoken", "selected", "select_all"}
DRAWN = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{2}(-\d{4}){3}|[0-9a-f]{40,}|\d{4}-\d\d-\d\dT[0-9:.+]+|\d{8}T\d{6}Z"
)
LEFT_OUT = (models.UUIDField, models.DateTimeField, models.BinaryField)
SECRETS = {"token_digest", "code_digest", "password", "hash", "seal", "body", "context"}


def extras(world: World, service: str) -> dict[str, str]:
    """A value that would do harm for every column that a model of the kernel or of this service has."""
    names: dict[str, str] = {}
    for model in ours():
        if model.__module__.startswith(("naniwa.kernel.", f"naniwa.services.{service}.")):
            for one in model._meta.concrete_fields:
                names |= {
                    name: harm(one, world) for name in (one.name, one.attname, f"{model._meta.model_name}.{one.name}")
                }
    return names | {"is_staff": "1", "is_superuser": "1", "roles": "administrator", "by": str(world.stranger.pk)}


def harm(column: Any, world: World) -> str:
    known = {"kind": "staff", "role": "administrator", "state": "paid", "stage": "closed", "email": "evil@example.jp"}
    if column.name in known:
        return known[column.name]
    if isinstance(column, models.ForeignKey | models.AutoField):
        return str(world.stranger.pk)
    return "999999999" if isinstance(column, models.IntegerField) else "1"


def everything(known: dict[str, set[Any]], written: set[str] | None = None) -> dict[str, list[str]]:
    """Every row of every table of ours, or of those in `written`, without what is drawn anew each time."""
    with as_system():
        return {
            model._meta.label: sorted(map(repr, rows(model, known)))
            for model in ours()
            if written is None or model._meta.db_table in written
        }


def ours() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("naniwa.")]


def rows(model: Any, known: dict[str, set[Any]]) -> Iterator[dict[str, str]]:
    for row in model.objects.all():
        yield {
            one.name: DRAWN.sub("*", str(seen(one, getattr(row, one.attname), known)))
            for one in model._meta.concrete_fields
            if not isinstance(one, LEFT_OUT) and one.name not in SECRETS
        }


def seen(column: Any, value: Any, known: dict[str, set[Any]]) -> Any:
    """The number of a row, only if the row was there before."""
    related = column.related_model._meta.label if isinstance(column, models.ForeignKey) else column.model._meta.label
    numbered = isinstance(column, models.ForeignKey) or column.primary_key
    return value if not numbered or value in known.get(related, set()) else "new"


def test_fields_that_no_form_asks_for_change_nothing(world: World) -> None:
    people, places, forms = world.clients("nobody", "owner", *ROLES), addresses(world), bodies(world)
    with as_system():
        known = {model._meta.label: set(model.objects.values_list("pk", flat=True)) for model in ours()}
    before, changed, idle = everything(known), [], []
    for name, route in ROUTES.items():
        if not route.post or name in LEFT_ALONE:
            continue
        honest, added = forms[name], extras(world, name.partition(":")[0])
        found = []
        for sent in (honest, {**{key: value for key, value in added.items() if key not in OURS}, **honest}):
            with undone():
                already = writes()
                ask(people[admitted(route.post)], "post", places[name], sent)
                found.append(before | everything(known, written_since(already)))
            people = world.clients("nobody", "owner", *ROLES) if name in SIGNING_OUT else people
        if found[0] != found[1]:
            changed.append((name, difference(*found)))
        idle += [name] if found[0] == before else []
    assert changed == []
    assert len([one for one in ROUTES if ROUTES[one].post and one not in idle]) >= DOING, f"these do nothing: {idle}"


DOING = 25
LEFT_ALONE = {
    # It asks for keys of a definition by their names: what it takes is what the schema has.
    "procedures:staff_design_item",
    # Which of the free places somebody gets is drawn.
    "appointments:move",
}
SIGNING_OUT = {"people:sign_out", "account_logout", "people:new_password", "people:end_other_sessions"}


def difference(first: dict[str, list[str]], second: dict[str, list[str]]) -> list[str]:
    return [
        line[:400]
        for label in first
        for line in sorted(set(first[label]) ^ set(second[label]))
        if first[label] != second[label]
    ]
