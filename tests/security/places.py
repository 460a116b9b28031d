"""Where the routes lead in a world, and what honest forms send there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.library.banking_days import after
from naniwa.services.procedures.models import Application, Deficiency, PaperForm
from naniwa.services.procedures.operations.paper import register
from tests.security import (
    appointments,
    beds,
    check_ins,
    consultation,
    counter,
    designer,
    fees,
    inventory,
    mandates,
    outbreak,
    overlays,
    taxes,
)
from tests.security.routes import ROUTES
from tests.security.world import World

PAPER_ACTS = ("", "_scans", "_register", "_discard", "_page")


def found() -> Iterator[str]:
    """The full name of every route of the resolver."""
    return (name for name, _ in patterns())


def patterns() -> Iterator[tuple[str, str]]:
    """(name, pattern) of every route."""
    yield from _below(get_resolver().url_patterns, "", "")


def _below(patterns: list[URLPattern | URLResolver], space: str, path: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one.url_patterns, inner, path + str(one.pattern))
        else:
            yield space + str(one.name), path + str(one.pattern)


def addresses(world: World) -> dict[str, str]:
    """Where each route leads in this world."""
    cases, own, common = _cases(world), _own(world), _common(world)
    found = {}
    for name, pattern in patterns():
        given = {**common, "reference": cases.get(name, world.notified).reference, **own.get(name, {})}
        named = {key: value for key, value in given.items() if f":{key}>" in pattern or f"<{key}>" in pattern}
        found[name] = reverse(name, kwargs=named) + designer.QUERIES.get(name, "")
    return found


def _cases(world: World) -> dict[str, Application]:
    """Routes that are about another case than most."""
    return {
        "procedures:decision_pdf": world.approved,
        "procedures:staff_decision_pdf": world.approved,
        "procedures:certificate_pdf": world.approved,
        "procedures:staff_certificate_pdf": world.approved,
        "procedures:staff_decide": world.reviewed,
        "procedures:staff_send_back": world.reviewed,
        "procedures:staff_finish": world.claimed,
        "procedures:staff_hand_back": world.claimed,
        "procedures:staff_add_item": world.claimed,
        "procedures:staff_claim": world.waiting,
        "procedures:staff_item": world.faulty,
        "procedures:staff_send": world.faulty,
        "procedures:staff_appeal": world.approved,
        "procedures:staff_appeal_answer": world.approved,
        "procedures:staff_recall": world.approved,
        "procedures:staff_hold_case": world.approved,
    }


def _own(world: World) -> dict[str, dict[str, Any]]:
    """What single routes say otherwise."""
    number = paper(world).pk
    return {
        "design:pattern": {"name": "error"},
        "people:identity_begin": {"key": "test-card"},
        "people:identity_back": {"key": "test-card"},
        "documents:download": {"number": world.document.pk, "name": "x"},
        "documents:thumbnail": {"number": world.document.pk},
        "documents:page": {"number": world.document.pk, "page_number": 1},
        "procedures:open_csv": {"key": "received"},
        "procedures:open_json": {"key": "received"},
        "procedures:open_version": {"number": 1},
        "procedures:open_csv_in": {"key": "received", "language": "ja"},
        "procedures:retention_receipt": {"number": 1},
        "procedures:retention_signature": {"number": 1},
        "procedures:retention_key": {"number": 1},
        "procedures:paper_form": {"number": 1, "language": "ja"},
        **{f"procedures:staff_paper{act}": {"number": number} for act in PAPER_ACTS},
        "procedures:staff_paper_correction": {"reference": posted(world).reference},
        **counter.places(world.paper.pk),
        "procedures:staff_end_hold": {"number": world.hold.public_id},
        "procedures:staff_batch": {"number": world.batch.public_id},
        **inventory.places(world.inventory),
        **overlays.places(world.amendment),
        **designer.places(world.design),
        **appointments.places(world.appointments),
        **mandates.places(world.mandate),
        **{f"fees:{act}": {"number": world.payment.charge.public_id} for act in ("charge", "pay", "slip", "receipt")},
        **consultation.places(world.consultation),
        **taxes.places(world.taxes),
        **check_ins.places(world.check_ins),
        **outbreak.places(world.outbreak),
        **beds.places(world.beds),
        **{f"desk:{act}": {"number": world.payment.charge.public_id} for act in ("charge", "take", "give_back")},
        **fees.places(world.difference),
        **{f"fees:{act}": {"number": world.payment.public_id} for act in ("payment", "slip_pdf")},
        "fees:called": {"name": "none"},
        "end_appointment": {"reference": world.staff["payer"].public_id, "role": "payer"},
        "reset_devices": {"reference": world.staff["payer"].public_id},
    }


def _common(world: World) -> dict[str, Any]:
    return {
        "slug": world.version.procedure.slug,
        "draft_id": world.draft.pk,
        "number": world.run.public_id,
        "page": "who",
        "token": "no-such-token",
        "chosen": "no-such-session",
        "purpose": "procedures.sharing",
        "pk": 1,
    }


def paper(world: World, number: int = 1) -> PaperForm:
    """A paper that the office keys in; it has no scan yet."""
    values = {
        "organisation_id": world.version.organisation_id,
        "version_id": world.version.version_id,
        "procedure": world.version.procedure.slug,
        "received_on": timezone.localdate(),
        "opened_by": world.staff["reviewer"],
        "created_at": timezone.now(),
        "saved_at": timezone.now(),
    }
    with as_system():
        return PaperForm.objects.get_or_create(pk=UUID(int=number), defaults=values)[0]


def posted(world: World) -> Application:
    """An application that came on paper."""
    form, office = paper(world, 2), Organisation.objects.get(pk=world.version.organisation_id)
    clerk = Staff(world.staff["reviewer"], office, frozenset({"reviewer"}))
    with as_system():
        if form.application is None:
            PaperForm.objects.filter(pk=form.pk).update(scans=[{"id": str(form.pk), "name": "x", "field": ""}])
        return register(form_id=form.pk, by=clerk, now=timezone.now())


def bodies(world: World) -> dict[str, dict[str, Any]]:
    """What an honest form of each route sends in this world."""
    now = timezone.now()
    day = after(timezone.localdate(now), 3).isoformat()
    with as_system():
        item = Deficiency.objects.get(application=world.faulty)
    confirmed = {"read": "yes", "number": str(uuid4()), "until": now.isoformat()}
    made: dict[str, dict[str, Any]] = {
        "procedures:staff_pair": {"other": world.claimed.reference, "state": "confirmed", "reason": "同じ店"},
        "procedures:staff_appeal": {"filed_on": timezone.localdate(now).isoformat(), "ground": "金額が違う"},
        "procedures:staff_hold": {
            "procedure": world.version.procedure.slug,
            "reason": "監査のため",
            "until": "",
            "reference": "",
        },
        "procedures:staff_item": {"act": "confirm", "code": item.code, "field": item.field},
        "procedures:staff_notices_send": confirmed,
        "procedures:staff_decisions_carry_out": confirmed,
        "payments:collect": {"procedure": world.version.procedure.slug, "transfer_on": day},
        "desk:take": {"way": "cash", "counter": "1番窓口", "number": str(uuid4())},
        "desk:give_back": {"way": "cash", "counter": "1番窓口", "number": str(uuid4())},
        "desk:take_statement": {"provider": "none", "day": "2026-11-28"},
        "desk:close_difference": {"reason": "翌日の明細で訂正"},
        "desk:close_till": {"counter": "1番窓口", "counted": "0", "reason": ""},
        "procedures:staff_take": {"selected": [world.notified.reference, world.waiting.reference]},
        **inventory.forms(world.inventory),
        **designer.forms(),
        **appointments.forms(world.appointments),
        **mandates.forms(world.mandate),
        **consultation.forms(),
        **taxes.forms(world.taxes),
        **check_ins.forms(world.check_ins),
        **outbreak.forms(world.outbreak),
        **beds.forms(world.beds),
    }
    return {name: {**route.body, **made.get(name, {})} for name, route in ROUTES.items()}
