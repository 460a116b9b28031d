"""The folded text that staff search in holds no hyphens, so that no search has to take them out of every row.

Earlier code reads the new form as well, since it takes out hyphens that are no longer there.
"""

from django.db import migrations

MEND = """
    SELECT set_config('app.scope', 'system', true);
    UPDATE procedures_application SET search = replace(search, '-', '') WHERE position('-' in search) > 0;
    SELECT set_config('app.scope', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_intake")]
    operations = [migrations.RunSQL(MEND, migrations.RunSQL.noop)]
