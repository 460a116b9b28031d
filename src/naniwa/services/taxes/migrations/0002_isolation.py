"""Row security: bills are their office's and their person's; lists and letters the office's alone."""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy, scoped_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
OF_BATCH = """(select naniwa_system()) OR EXISTS (
    SELECT 1 FROM taxes_batch b WHERE b.id = taxes_part.batch_id AND b.organisation_id = (select naniwa_org()))"""
# As the part is seen, which is itself under the policy above.
OF_PART = "(select naniwa_system()) OR EXISTS (SELECT 1 FROM taxes_part p WHERE p.id = taxes_letter.part_id)"


class Migration(migrations.Migration):
    dependencies = [("taxes", "0001_initial")]
    operations = [
        *scoped_policy("taxes_bill"),
        *child_policy("taxes_instalment", "taxes_bill", "bill_id"),
        *row_security("taxes_upload", OWN),
        *row_security("taxes_batch", OWN),
        *row_security("taxes_part", OF_BATCH),
        *row_security("taxes_letter", OF_PART),
    ]
