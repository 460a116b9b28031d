"""Row security, and the two functions by which the application opens and drops the partition of a day.

The application owns no table, so that it cannot put one outside row security; the functions, which act as the owner,
do nothing but for the system's scope. A partition is closed to the application: it is reached through its parent alone.
It is attached, not created as one, which would keep out everybody who reads or writes meanwhile.
"""

from itertools import chain

from django.db import migrations

from naniwa.kernel.organisations.isolation import APPLICATION_ROLE, row_security

SYSTEM = "(select naniwa_system())"
OWN = f"{SYSTEM} OR organisation_id = (select naniwa_org())"
OF_AN_ORGANISATION = ("venue", "officerkey", "casecode", "alert", "sharedvisit", "approval")
OF_THE_SYSTEM = ("checkin", "day", "post")
OPEN_DAY = f"""
CREATE FUNCTION check_ins_open_day(of date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE name text := 'check_ins_checkin_' || to_char(of, 'YYYYMMDD');
BEGIN
    IF NOT public.naniwa_system() THEN RAISE insufficient_privilege; END IF;
    IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
    LOCK TABLE public.check_ins_checkin IN SHARE UPDATE EXCLUSIVE MODE;
    IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.check_ins_checkin INCLUDING ALL)', name);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('REVOKE ALL ON public.%I FROM {APPLICATION_ROLE}', name);
    EXECUTE format('ALTER TABLE public.check_ins_checkin ATTACH PARTITION public.%I FOR VALUES IN (%L)', name, of);
END $$;
REVOKE ALL ON FUNCTION check_ins_open_day(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_ins_open_day(date) TO {APPLICATION_ROLE};
"""
DROP_DAY = f"""
CREATE FUNCTION check_ins_drop_day(of date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE name text := 'check_ins_checkin_' || to_char(of, 'YYYYMMDD');
BEGIN
    IF NOT public.naniwa_system() THEN RAISE insufficient_privilege; END IF;
    EXECUTE format('DROP TABLE IF EXISTS public.%I', name);
END $$;
REVOKE ALL ON FUNCTION check_ins_drop_day(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_ins_drop_day(date) TO {APPLICATION_ROLE};
"""
DAYS = """
CREATE FUNCTION check_ins_days() RETURNS SETOF date LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT to_date(right(c.relname, 8), 'YYYYMMDD') FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.check_ins_checkin'::regclass ORDER BY 1
$$
"""


class Migration(migrations.Migration):
    dependencies = [("check_ins", "0001_initial")]
    operations = [
        *chain.from_iterable(row_security(f"check_ins_{table}", OWN) for table in OF_AN_ORGANISATION),
        *chain.from_iterable(row_security(f"check_ins_{table}", SYSTEM) for table in OF_THE_SYSTEM),
        migrations.RunSQL(OPEN_DAY, "DROP FUNCTION check_ins_open_day(date)"),
        migrations.RunSQL(DROP_DAY, "DROP FUNCTION check_ins_drop_day(date)"),
        migrations.RunSQL(DAYS, "DROP FUNCTION check_ins_days()"),
    ]
