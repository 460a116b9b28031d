"""Row security: every row belongs to one organisation; what was decided in one press is not changed afterwards."""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
TABLES = ("department", "procedure", "seal", "sealbatch", "upload", "survey", "part")


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial")]
    operations = [*chain.from_iterable(row_security(f"inventory_{table}", OWN) for table in TABLES)]
