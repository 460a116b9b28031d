from django.db import migrations

# TRUNCATE fires no trigger for rows and needs no right to delete; whoever owns the tables must not slip with it either.
NO_TRUNCATE = """
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_record FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_block FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
DROP_NO_TRUNCATE = """
DROP TRIGGER audit_no_truncate ON audit_block;
DROP TRIGGER audit_no_truncate ON audit_record;
"""


class Migration(migrations.Migration):
    """Records and seals cannot be emptied away, by any role."""

    dependencies = [("audit", "0002_append_only")]

    operations = [migrations.RunSQL(NO_TRUNCATE, DROP_NO_TRUNCATE)]
