"""Row security of what is decided about proposals, and of forms that were asked for: as for all of the inventory."""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
TABLES = ("proposalverdict", "formwish")


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_redesign")]
    operations = [*chain.from_iterable(row_security(f"inventory_{table}", OWN) for table in TABLES)]
