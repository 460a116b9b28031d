"""Row security: a case is its health centre's, and the clinic's that reported it; a centre's own affairs are its own.

Who looks after which municipality is read by queries that run as the system.
"""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import scoped_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0001_initial")]
    operations = [
        *row_security("outbreak_centre", OWN),
        *row_security("outbreak_area", OWN),
        *scoped_policy("outbreak_case"),
    ]
