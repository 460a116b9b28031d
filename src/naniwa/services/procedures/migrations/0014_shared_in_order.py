"""The index of what a municipality shares, in the order in which statuses changed; its own are in `procedures_in_order`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procedures", "0013_notices_by_their_cases")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX procedures_shared_in_order ON procedures_application (partner_id, state_at, reference)",
            "DROP INDEX procedures_shared_in_order",
        ),
    ]
