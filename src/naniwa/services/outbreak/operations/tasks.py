"""Urgent tasks: a person says what came of each; what comes too late rises to the supervisor on duty."""

from datetime import datetime

from django.db import connection

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Task
from naniwa.services.outbreak.operations.reporting import locked
from naniwa.services.outbreak.rules.broken import AlreadyDone, NothingSaid


def finish(*, task: Task, result: str, by: Staff, now: datetime) -> Task:
    """Raises AlreadyDone, NothingSaid."""
    if not result.strip():
        raise NothingSaid
    locked(task.case)
    found = Task.objects.select_for_update().get(pk=task.pk)
    if found.closed_at:
        raise AlreadyDone
    found.closed_at, found.closed_by, found.result = now, by.person, result.strip()
    found.save(update_fields=["closed_at", "closed_by", "result"])
    audit.record("outbreak.task_finished", by=by, target=found, now=now, cause=found.cause)
    return found


_ESCALATE = """
    UPDATE outbreak_task t SET owner_id = d.on_duty_id, escalated_at = %(now)s
    FROM outbreak_case c JOIN outbreak_centre d ON d.organisation_id = c.organisation_id
    WHERE c.id = t.case_id AND t.closed_at IS NULL AND t.due_at < %(now)s AND t.escalated_at IS NULL
"""


def escalate(*, now: datetime) -> int:
    """Run as the system."""
    with connection.cursor() as cursor:
        cursor.execute(_ESCALATE, {"now": now})
        return int(cursor.rowcount)
