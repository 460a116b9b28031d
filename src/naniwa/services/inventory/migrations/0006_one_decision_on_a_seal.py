"""A proposal about a seal and the decision on the seal become one: what was accepted is decided on the seal itself.

Where both had been decided, the decision on the seal counts. What they save is worked out by the nightly job
`inventory.sum_up_missed`; rows whose sums change here are added up again at once. Back again nothing is undone: the
decisions stand where they would stand anyway.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations

DECIDED = {"abolish_seal": "abolish", "sign_in": "sign_in", "e_signature": "e_signature"}
ON = "申請書"  # what each seal of the inventory stands on
LONGEST = 500


def make_one(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's historical apps are untyped
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.scope', 'system', true)")
        verdicts, seals = (apps.get_model("inventory", name).objects for name in ("ProposalVerdict", "Seal"))
        touched = set()
        for verdict in verdicts.order_by("pk"):
            code, _colon, about = verdict.key.partition(":")
            seal = _sought(seals, verdict.procedure_id, about) if code in DECIDED else None
            if seal and _follow(verdict, seal, DECIDED[code]):
                touched.add(verdict.procedure_id)
        _sum_up(apps, touched)
        cursor.execute("SELECT set_config('app.scope', '', true)")


def _sought(seals: Any, procedure: int, about: str) -> Any:  # noqa: ANN401 - as above
    """`personal:申請書` is the first personal seal of the row, `personal:申請書#2` its second."""
    name, _hash, number = about.partition("#")
    kind, _colon, place = name.partition(":")
    found = list(seals.filter(procedure_id=procedure, kind=kind).order_by("position"))
    at = int(number or 1) - 1
    return found[at] if place == ON and at < len(found) else None


def _follow(verdict: Any, seal: Any, decision: str) -> bool:  # noqa: ANN401 - as above
    """Returns whether what the verdict counts for has changed."""
    if not seal.decision:
        accepted = verdict.verdict == "accepted"
        wanted = decision if accepted else "keep" if seal.law else ""
        if wanted and not (wanted == "abolish" and seal.law):
            seal.decision, seal.reason = wanted, (verdict.reason or verdict.sentence_ja)[:LONGEST]
            seal.decided_at, seal.decided_by_id = verdict.decided_at, verdict.decided_by_id
            seal.save()
        return False
    now = "accepted" if seal.decision == decision else "dismissed"
    changed: bool = now != verdict.verdict
    verdict.verdict, verdict.reason = now, seal.reason
    verdict.decided_at, verdict.decided_by_id = seal.decided_at, seal.decided_by_id
    if now == "dismissed":
        verdict.office_minutes = verdict.applicant_minutes = verdict.yen = 0
    verdict.save()
    return changed


def _sum_up(apps: Any, procedures: set[int]) -> None:  # noqa: ANN401 - as above
    of_each = defaultdict(list)
    for one in apps.get_model("inventory", "ProposalVerdict").objects.filter(procedure_id__in=procedures):
        of_each[one.procedure_id].append(one)
    for procedure in apps.get_model("inventory", "Procedure").objects.filter(pk__in=procedures):
        kept = of_each[procedure.pk]
        procedure.accepted = sum(one.verdict == "accepted" for one in kept)
        procedure.dismissed = len(kept) - procedure.accepted
        procedure.saved_minutes = sum(one.office_minutes + one.applicant_minutes for one in kept)
        procedure.saved_yen = sum(one.yen for one in kept)
        procedure.save(update_fields=["accepted", "dismissed", "saved_minutes", "saved_yen"])


class Migration(migrations.Migration):
    dependencies = [("inventory", "0005_more_facts")]
    operations = [migrations.RunPython(make_one, migrations.RunPython.noop)]
