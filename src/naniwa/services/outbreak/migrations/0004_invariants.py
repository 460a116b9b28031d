"""Row security of what belongs to cases, and what no history may break.

A RED report is written only while its task is open, is never changed, and its task goes away only by a person's word;
a case with an open task does not close.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
RED = RunSQL(
    """
    CREATE FUNCTION outbreak_red_has_an_open_task() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.level = 'red' THEN
            PERFORM 1 FROM outbreak_task t WHERE t.id = NEW.task_id AND t.case_id = NEW.case_id AND t.cause = 'red'
                AND t.closed_at IS NULL FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a RED report without an open task' USING ERRCODE = 'check_violation',
                    CONSTRAINT = 'outbreak_red_has_an_open_task';
            END IF;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER outbreak_red_has_an_open_task BEFORE INSERT ON outbreak_observation
        FOR EACH ROW EXECUTE FUNCTION outbreak_red_has_an_open_task();
    """,
    "DROP TRIGGER outbreak_red_has_an_open_task ON outbreak_observation; DROP FUNCTION outbreak_red_has_an_open_task",
)
STAYS = RunSQL(
    """
    CREATE FUNCTION outbreak_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% stays as it was written', TG_TABLE_NAME USING ERRCODE = 'check_violation',
            CONSTRAINT = 'outbreak_stays';
    END $$;
    CREATE TRIGGER outbreak_stays BEFORE UPDATE OR DELETE ON outbreak_observation
        FOR EACH ROW EXECUTE FUNCTION outbreak_stays();
    CREATE TRIGGER outbreak_stays BEFORE DELETE ON outbreak_task FOR EACH ROW EXECUTE FUNCTION outbreak_stays();
    CREATE TRIGGER outbreak_closes_once BEFORE UPDATE ON outbreak_task FOR EACH ROW
        WHEN (OLD.closed_at IS NOT NULL OR NEW.case_id <> OLD.case_id OR NEW.cause <> OLD.cause)
        EXECUTE FUNCTION outbreak_stays();
    """,
    """
    DROP TRIGGER outbreak_stays ON outbreak_observation; DROP TRIGGER outbreak_stays ON outbreak_task;
    DROP TRIGGER outbreak_closes_once ON outbreak_task; DROP FUNCTION outbreak_stays
    """,
)
CLOSES = RunSQL(
    """
    CREATE FUNCTION outbreak_closes_without_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM outbreak_task t WHERE t.case_id = NEW.id AND t.closed_at IS NULL) THEN
            RAISE EXCEPTION 'a case with an open task does not close' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'outbreak_closes_without_tasks';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER outbreak_closes_without_tasks BEFORE UPDATE OF closed_at ON outbreak_case FOR EACH ROW
        WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL) EXECUTE FUNCTION outbreak_closes_without_tasks();
    """,
    "DROP TRIGGER outbreak_closes_without_tasks ON outbreak_case; DROP FUNCTION outbreak_closes_without_tasks",
)


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0003_observation")]
    operations = [
        *(
            one
            for table in ("attempt", "passing", "task", "observation")
            for one in child_policy(f"outbreak_{table}", "outbreak_case", "case_id")
        ),
        *(
            one
            for table in ("ruleversion", "sheet", "intake", "intakeline")
            for one in row_security(f"outbreak_{table}", OWN)
        ),
        RED,
        STAYS,
        CLOSES,
    ]
