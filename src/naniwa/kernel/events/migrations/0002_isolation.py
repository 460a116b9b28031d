from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

SYSTEM = "(select naniwa_system())"


class Migration(migrations.Migration):
    """Anyone may tell what has happened; only the platform reads and delivers it."""

    dependencies = [
        ("events", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        *row_security("events_event", SYSTEM, "true"),
        *row_security("events_delivery", SYSTEM),
    ]
