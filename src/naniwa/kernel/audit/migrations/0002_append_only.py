from django.db import migrations

from naniwa.kernel.organisations.isolation import APPLICATION_ROLE, row_security

# The transaction that wrote the row: all rows of transactions below the oldest running one are final.
TXID = """
ALTER TABLE audit_record ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE UNIQUE INDEX audit_record_cursor ON audit_record (txid, id);
"""
DROP_TXID = "ALTER TABLE audit_record DROP COLUMN txid;"

APPEND_ONLY = f"""
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit records are only ever added' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_block
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
REVOKE UPDATE, DELETE ON audit_record, audit_block FROM {APPLICATION_ROLE};
"""
DROP_APPEND_ONLY = f"""
GRANT UPDATE, DELETE ON audit_record, audit_block TO {APPLICATION_ROLE};
DROP TRIGGER audit_append_only ON audit_block;
DROP TRIGGER audit_append_only ON audit_record;
DROP FUNCTION audit_refuse();
"""

# Whose records the acting person may read as an auditor: the acting organisation's, with its departments and offices.
AUDITED = """
CREATE FUNCTION audit_organisations() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(o.id), '{}') FROM organisations_organisation o
    WHERE (o.id = naniwa_org() OR (o.parent_id = naniwa_org() AND o.kind IN ('department', 'office')))
      AND EXISTS (
        SELECT 1 FROM people_appointment a
        WHERE a.person_id = naniwa_person() AND a.organisation_id = naniwa_org() AND a.role = 'auditor'
          AND a.starts_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
          AND (a.ends_on IS NULL OR a.ends_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date))
$$;
"""
DROP_AUDITED = "DROP FUNCTION audit_organisations();"

VISIBLE = """(select naniwa_system())
    OR (kind = 'read' AND subject_id = (select naniwa_person()))
    OR organisation_id = ANY ((select audit_organisations())::bigint[])"""


class Migration(migrations.Migration):
    """Anyone may add a record; the platform, the person read about and an organisation's auditors see it."""

    dependencies = [
        ("audit", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(TXID, DROP_TXID),
        migrations.RunSQL(APPEND_ONLY, DROP_APPEND_ONLY),
        migrations.RunSQL(AUDITED, DROP_AUDITED),
        *row_security("audit_record", VISIBLE, "true"),
        *row_security("audit_block", "(select naniwa_system())"),
    ]
