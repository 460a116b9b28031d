"""Indexes of one column that another index begins with are gone: each is written to for every application that comes in.

Who keyed a paper is looked for only where somebody did.
"""

from django.db import migrations

MADE = {
    "procedures_application_organisation_id_5eaafdd8": "(organisation_id)",
    "procedures_application_partner_id_30177b9e": "(partner_id)",
    "procedures_application_person_id_64b9d978": "(person_id)",
    "procedures_application_keyed_by_id_6a9ecfaf": "(keyed_by_id)",
}
KEYED = "CREATE INDEX procedures_keyed ON procedures_application (keyed_by_id) WHERE keyed_by_id IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0014_shared_in_order")]
    operations = [
        migrations.RunSQL(KEYED, "DROP INDEX procedures_keyed"),
        *(
            migrations.RunSQL(f"DROP INDEX {name}", f"CREATE INDEX {name} ON procedures_application {columns}")
            for name, columns in MADE.items()
        ),
    ]
