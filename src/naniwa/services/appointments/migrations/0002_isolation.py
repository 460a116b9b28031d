"""Row security: bookings are their organisation's and their person's; all else is the organisation's alone.

Residents read what is free through queries that run as the system and give out no names.
"""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import scoped_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
TABLES = ("office", "window", "hours", "closure", "seat")


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_initial")]
    operations = [
        *chain.from_iterable(row_security(f"appointments_{table}", OWN) for table in TABLES),
        *scoped_policy("appointments_booking"),
    ]
