"""Row security of mandates, what never changes of them, and which of them hold for whoever is acting."""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

FUNCTIONS = """
CREATE FUNCTION naniwa_mandate() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.mandate', true), '')::bigint $$;
CREATE FUNCTION naniwa_mandates_held() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT array_agg(id) FROM mandates_mandate
        WHERE agent_id = naniwa_person() AND state = 'confirmed'
        AND (now() AT TIME ZONE 'Asia/Tokyo')::date BETWEEN starts_on AND ends_on $$;
"""
DROP_FUNCTIONS = "DROP FUNCTION naniwa_mandates_held(); DROP FUNCTION naniwa_mandate();"
KEPT = """
CREATE FUNCTION mandates_keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.reference, NEW.principal_id, NEW.agent_id, NEW.kind, NEW.procedures, NEW."case", NEW.acts,
        NEW.starts_on, NEW.ends_on, NEW.organisation_id) IS DISTINCT FROM
       (OLD.reference, OLD.principal_id, OLD.agent_id, OLD.kind, OLD.procedures, OLD."case", OLD.acts,
        OLD.starts_on, OLD.ends_on, OLD.organisation_id) THEN
        RAISE EXCEPTION 'the terms of a mandate do not change' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> OLD.state AND OLD.state NOT IN ('proposed', 'confirmed') THEN
        RAISE EXCEPTION 'a mandate that is over does not begin again' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandates_keep_terms BEFORE UPDATE ON mandates_mandate
    FOR EACH ROW EXECUTE FUNCTION mandates_keep_terms();
"""
DROP_KEPT = "DROP TRIGGER mandates_keep_terms ON mandates_mandate; DROP FUNCTION mandates_keep_terms();"
# Changed by those it is between and by the office that looks at the paper; seen, beside them, by offices with a case.
CHANGE = (
    "(select naniwa_system()) OR principal_id = (select naniwa_person()) OR agent_id = (select naniwa_person())"
    " OR organisation_id = (select naniwa_org())"
)
SEEN = f"{CHANGE} OR (select naniwa_org()) = ANY (shown_to)"


class Migration(migrations.Migration):
    dependencies = [("mandates", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(KEPT, DROP_KEPT),
        *row_security("mandates_mandate", SEEN, change=CHANGE),
    ]
