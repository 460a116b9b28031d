"""Row security: a case and all that hangs on it is seen by its organisations and its applicant; notes by staff alone."""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import APPLICATION_ROLE, row_security
from naniwa.kernel.people.scoping import child_policy, scoped_policy

CHILDREN = ("submission", "step", "notice", "deficiency", "decision")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [
        *scoped_policy("procedures_application"),
        *chain.from_iterable(
            child_policy(f"procedures_{child}", "procedures_application", "application_id") for child in CHILDREN
        ),
        *row_security(
            "procedures_note",
            "(select naniwa_system()) OR ((select naniwa_org()) IS NOT NULL AND EXISTS"
            " (SELECT 1 FROM procedures_application p WHERE p.id = procedures_note.application_id))",
        ),
        *row_security("procedures_draft", "(select naniwa_system()) OR person_id = (select naniwa_person())"),
        # What was handed in is never changed.
        migrations.RunSQL(
            f"REVOKE UPDATE ON procedures_submission FROM {APPLICATION_ROLE}",
            f"GRANT UPDATE ON procedures_submission TO {APPLICATION_ROLE}",
        ),
    ]
