"""The index that the API's list of cases is read from: one organisation's, in the order in which statuses changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procedures", "0010_paper")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX procedures_in_order ON procedures_application (organisation_id, state_at, reference)",
            "DROP INDEX procedures_in_order",
        ),
    ]
