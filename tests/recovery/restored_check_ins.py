"""What a restored backup holds of check-ins: every row, no key, and so nothing that anybody could read."""

import json
from pathlib import Path

from tests.recovery.places import Place
from tests.recovery.site import Site

KEYS = "check-in-keys"
LOOK = """
import json
from datetime import timedelta
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import CheckIn
from naniwa.services.check_ins.operations import checking_in, forgetting
from naniwa.services.check_ins.queries import days, officers
from naniwa.services.check_ins.secrecy import receipts
kept = days.kept_days()
with as_system():
    rows = CheckIn.objects.count()
found = {
    "kept": len(kept), "unreadable": len(days.without_key(kept)), "rows": rows, "officer": officers.uses()[0].lost,
}
checking_in.open_days(checking_in.today_and_tomorrow(now), now=now)
forgotten = forgetting.forget_old(now=now + timedelta(days=100))
said = [dict(days.receipt(day.day)) for day in kept]
found["receipts"] = sum(
    receipts.holds(one, bytes.fromhex(one.pop("signature")), key=bytes.fromhex(one.pop("public_key"))) for one in said
)
found["fingerprints"] = [one["key_fingerprint"] for one in said] == [day.fingerprint for day in kept]
print(json.dumps(found))
"""


A_MAIL = """
    INSERT INTO check_ins_post (id, day, tag, reference, sealed, state, attempts, next_attempt_at)
    SELECT gen_random_uuid(), current_date, sha256(reference::bytea), reference, 'sealed', 'queued', 0, now()
    FROM unnest(ARRAY['', 'CT-1']) AS reference RETURNING reference
"""
MAILS = "SELECT reference, state FROM check_ins_post"


def leave_mails(site: Site) -> None:
    """One of a check-in and one of an alert, which have not gone out."""
    assert len(site.rows(A_MAIL)) == 2


def cannot_be_read(backups: Path, *, lost: Path, restored: Place) -> None:
    """The keys' folder of the lost site lies in no backup; the restored one says so, goes on, and forgets the days."""
    keys = [file.name for file in (lost / KEYS).rglob("*.key")]
    assert keys
    assert not [file for file in backups.rglob("*") if file.name in {*keys, KEYS}]
    assert restored.rows(MAILS) == [("CT-1", "unconfirmed")], "they may have gone out since"
    assert not list((restored.folder / KEYS).rglob("*.key"))
    found = json.loads(restored.program(LOOK))
    days = found["kept"]
    assert (days > 2, found["rows"] > 90, found["officer"]) == (True, True, True)
    assert (found["unreadable"], found["receipts"], found["fingerprints"]) == (days, days, True)
