"""A day's check-ins are counted once it is over; and its table goes while autovacuum is there, keeping no writer waiting.

Autovacuum gives way only to whoever has waited for a second. That is waited for at the day's own table, where nobody
else is; what needs the parent comes after it.
"""

from django.db import migrations, models

DROP_DAY = """
CREATE OR REPLACE FUNCTION check_ins_drop_day(of date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    name text := 'check_ins_checkin_' || to_char(of, 'YYYYMMDD');
    patience text := current_setting('lock_timeout');
BEGIN
    IF NOT public.naniwa_system() THEN RAISE insufficient_privilege; END IF;
    IF to_regclass('public.' || name) IS NULL THEN RETURN; END IF;
    PERFORM set_config('lock_timeout', '5s', true);
    EXECUTE format('LOCK TABLE public.%I IN SHARE UPDATE EXCLUSIVE MODE', name);
    PERFORM set_config('lock_timeout', patience, true);
    EXECUTE format('DROP TABLE public.%I', name);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("check_ins", "0008_entered_by")]
    operations = [
        migrations.AddField(
            "day", "total", models.PositiveIntegerField(null=True, verbose_name="その日のチェックインの数")
        ),
        migrations.RunSQL(DROP_DAY, migrations.RunSQL.noop),
    ]
