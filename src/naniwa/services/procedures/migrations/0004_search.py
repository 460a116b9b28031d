"""Indexes from which the work queue, its counts and its free search are read alone.

Under row security only leakproof operators may use an index, and neither LIKE (pg_trgm) nor && (arrays) is one. So the
queue is read from an index that holds every column it filters, counts and searches by, and likely duplicates from one
btree for each place of `identity_keys`.
"""

from django.db import migrations

KEYS = 4
COVERED = (
    "assignee_id, partner_id, person_id, procedure, state, received_at, amount_yen, proposed_outcome,"
    " reviewed_by_id, reviewed_at, search"
)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_correction_draft")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX procedures_worklist ON procedures_application (organisation_id, stage, due_at, id)"
            f" INCLUDE ({COVERED})",
            "DROP INDEX procedures_worklist",
        ),
        migrations.RunSQL(
            "CREATE INDEX procedures_names ON procedures_application (applicant_name)", "DROP INDEX procedures_names"
        ),
        migrations.RunSQL(
            "CREATE INDEX procedures_items_found ON procedures_deficiency (found_at DESC, id DESC)",
            "DROP INDEX procedures_items_found",
        ),
        migrations.RunSQL(
            "CREATE INDEX procedures_notices_drafted ON procedures_notice (drafted_at, id) WHERE state = 'draft'",
            "DROP INDEX procedures_notices_drafted",
        ),
        *(
            migrations.RunSQL(
                f"CREATE INDEX procedures_identity_{place} ON procedures_application ((identity_keys[{place}]))"
                f" WHERE identity_keys[{place}] IS NOT NULL",
                f"DROP INDEX procedures_identity_{place}",
            )
            for place in range(1, KEYS + 1)
        ),
    ]
