"""Files that leave the inventory are written down."""

from collections.abc import Mapping
from datetime import datetime

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff


def record_export(*, by: Staff, now: datetime, kind: str, count: int, filters: Mapping[str, str]) -> None:
    audit.record(
        "inventory.exported", by=by, target=by.organisation.code, now=now, kind=kind, count=count, filters=dict(filters)
    )
