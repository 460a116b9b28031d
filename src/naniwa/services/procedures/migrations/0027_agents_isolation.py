"""An agent finds the drafts and cases of the mandates they hold, and while acting under one, those of it alone.

Finding is all that the first policy gives: to read on or to write, `kernel.mandates.acting` checks the mandate and
enters the principal's scope, in which the second narrows every statement to that mandate.
"""

from django.db import migrations

FOUND = """
CREATE POLICY naniwa_agent ON {table} FOR SELECT
    USING (mandate_id = ANY ((select naniwa_mandates_held())::bigint[]));
CREATE POLICY naniwa_mandate ON {table} AS RESTRICTIVE
    USING ((select naniwa_mandate()) IS NULL OR mandate_id = (select naniwa_mandate()));
"""
DROP_FOUND = "DROP POLICY naniwa_mandate ON {table}; DROP POLICY naniwa_agent ON {table};"
# What an agent sent in for somebody, or reads of a case: by the draft or the correction it came with.
FILES = """
CREATE POLICY naniwa_agent ON documents_document FOR SELECT
    USING ((select naniwa_mandates_held()) IS NOT NULL AND collection IN (
        SELECT d.id::text FROM procedures_draft d WHERE d.mandate_id = ANY ((select naniwa_mandates_held())::bigint[])
        UNION ALL SELECT 'correction ' || a.reference FROM procedures_application a
            WHERE a.mandate_id = ANY ((select naniwa_mandates_held())::bigint[])));
"""
# What is owed for a case under a mandate: its agent may pay it.
CHARGES = """
CREATE POLICY naniwa_agent ON fees_charge FOR SELECT
    USING ((select naniwa_mandates_held()) IS NOT NULL AND reference IN (
        SELECT a.reference FROM procedures_application a
        WHERE a.mandate_id = ANY ((select naniwa_mandates_held())::bigint[])));
"""
DROP_CHARGES = "DROP POLICY naniwa_agent ON fees_charge;"
DROP_FILES = "DROP POLICY naniwa_agent ON documents_document;"
TABLES = ("procedures_application", "procedures_draft")


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0026_agents"),
        ("mandates", "0002_isolation"),
        ("documents", "0001_initial"),
        ("fees", "0003_cash_up"),
    ]
    operations = [
        *(migrations.RunSQL(FOUND.format(table=table), DROP_FOUND.format(table=table)) for table in TABLES),
        migrations.RunSQL(FILES, DROP_FILES),
        migrations.RunSQL(CHARGES, DROP_CHARGES),
    ]
