"""Row security: a call and its signals are its organisation's and its person's; drafts of minutes the organisation's."""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy, scoped_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [("consultation", "0003_calls")]
    operations = [
        *scoped_policy("consultation_call"),
        *child_policy("consultation_signal", "consultation_call", "call_id"),
        *row_security("consultation_minutes", OWN),
    ]
