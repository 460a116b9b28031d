"""Row security: figures are their organisation's; what is public is read by queries that run as the system."""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
TABLES = ("feedimport", "feedrejection", "dailyfigure", "publishedcase", "casecount")


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0005_feeds")]
    operations = [*chain.from_iterable(row_security(f"outbreak_{table}", OWN) for table in TABLES)]
