"""Row security of what counting knows; triggers that note days whose cases changed; indexes by which they are counted.

A noted day names nobody: whoever reports may note one, and only the platform reads them.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
SYSTEM = "(select naniwa_system())"
ENDED = "(closed_at AT TIME ZONE 'Asia/Tokyo')::date"
COUNTED = ("disease", "reported_on", "onset_on", "born_on", "age", "municipality", "outcome", "closed_at")
CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in COUNTED)
NOTE = RunSQL(
    f"""
    CREATE FUNCTION outbreak_note_days() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO outbreak_touchedday (day)
        SELECT DISTINCT day FROM touched, LATERAL (VALUES (reported_on), (onset_on), ({ENDED})) AS days (day)
        WHERE day IS NOT NULL;
        RETURN NULL;
    END $$;
    CREATE FUNCTION outbreak_note_changed_days() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO outbreak_touchedday (day)
        SELECT DISTINCT day FROM (VALUES
            (OLD.reported_on), (OLD.onset_on), ((OLD.closed_at AT TIME ZONE 'Asia/Tokyo')::date),
            (NEW.reported_on), (NEW.onset_on), ((NEW.closed_at AT TIME ZONE 'Asia/Tokyo')::date)) AS days (day)
        WHERE day IS NOT NULL;
        RETURN NULL;
    END $$;
    CREATE TRIGGER outbreak_note_new AFTER INSERT ON outbreak_case REFERENCING NEW TABLE AS touched
        FOR EACH STATEMENT EXECUTE FUNCTION outbreak_note_days();
    CREATE TRIGGER outbreak_note_gone AFTER DELETE ON outbreak_case REFERENCING OLD TABLE AS touched
        FOR EACH STATEMENT EXECUTE FUNCTION outbreak_note_days();
    CREATE TRIGGER outbreak_note_changed AFTER UPDATE ON outbreak_case FOR EACH ROW WHEN ({CHANGED})
        EXECUTE FUNCTION outbreak_note_changed_days();
    """,  # noqa: S608 - our own names
    """
    DROP TRIGGER outbreak_note_new ON outbreak_case; DROP TRIGGER outbreak_note_gone ON outbreak_case;
    DROP TRIGGER outbreak_note_changed ON outbreak_case;
    DROP FUNCTION outbreak_note_days; DROP FUNCTION outbreak_note_changed_days
    """,
)
FIND = RunSQL(
    f"""
    CREATE INDEX outbreak_case_by_onset ON outbreak_case (onset_on) WHERE onset_on IS NOT NULL;
    CREATE INDEX outbreak_case_by_end ON outbreak_case (({ENDED})) WHERE closed_at IS NOT NULL
    """,
    "DROP INDEX outbreak_case_by_onset; DROP INDEX outbreak_case_by_end",
)
REACHED = RunSQL(
    "SELECT set_config('app.scope', 'system', true);"
    "UPDATE outbreak_feedimport i SET last_on = (SELECT max(f.day) FROM outbreak_dailyfigure f"
    " WHERE f.feed_id = i.id AND f.series = 'positives');"
    "SELECT set_config('app.scope', '', true)",
    "",
)


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0013_counting")]
    operations = [
        *row_security("outbreak_switchover", OWN),
        *row_security("outbreak_touchedday", SYSTEM, "true"),
        NOTE,
        FIND,
        REACHED,
    ]
