"""Row security: an adoption and its amendments are the municipality's; the prefecture that keeps the base looks on."""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

# The prefecture of whoever acts for it or one of its departments; nothing for a municipality.
PREFECTURE = """(SELECT CASE m.kind WHEN 'prefecture' THEN m.id WHEN 'department' THEN m.parent_id END
    FROM organisations_organisation m WHERE m.id = (select naniwa_org()))"""
OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("procedures", "0019_adoptions")]
    operations = [
        *chain.from_iterable(
            row_security(f"procedures_{table}", f"{OWN} OR owner_id = {PREFECTURE}", change=OWN)
            for table in ("adoption", "amendment")
        ),
    ]
