"""What no bed may break, whoever writes: none is kept that is not there, and beds are kept for offers and for nothing else.

Also the row security of suggestions, which are the coordinating body's alone.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
THERE = RunSQL(
    """
    CREATE FUNCTION outbreak_no_bed_is_given_twice() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a bed is kept that is not there' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'outbreak_no_bed_is_given_twice';
    END $$;
    CREATE TRIGGER outbreak_no_bed_is_given_twice BEFORE UPDATE OF reserved ON outbreak_bedpool FOR EACH ROW
        WHEN (NEW.reserved > OLD.reserved AND NEW.occupied + NEW.reserved + NEW.cleaning > NEW.staffed)
        EXECUTE FUNCTION outbreak_no_bed_is_given_twice();
    """,
    """
    DROP TRIGGER outbreak_no_bed_is_given_twice ON outbreak_bedpool; DROP FUNCTION outbreak_no_bed_is_given_twice
    """,
)
# Looked at when the transaction ends, and as the system: who withdraws a request does not see the pool.
OFFERS = RunSQL(
    """
    CREATE FUNCTION outbreak_beds_are_kept_for_offers() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        looked bigint;
        scope text := coalesce(current_setting('app.scope', true), '');
        wrong boolean;
    BEGIN
        PERFORM set_config('app.scope', 'system', true);
        IF TG_TABLE_NAME = 'outbreak_bedpool' THEN looked := NEW.id;
        ELSIF TG_OP = 'DELETE' THEN looked := OLD.pool_id;
        ELSE looked := NEW.pool_id;
        END IF;
        wrong := EXISTS (SELECT FROM outbreak_bedpool p WHERE p.id = looked AND p.reserved <> (
            SELECT count(*) FROM outbreak_offer o WHERE o.pool_id = p.id AND o.state IN ('open', 'accepted')));
        PERFORM set_config('app.scope', scope, true);
        IF wrong THEN
            RAISE EXCEPTION 'beds are kept for nobody, or not kept' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'outbreak_beds_are_kept_for_offers';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER outbreak_beds_are_kept_for_offers AFTER INSERT OR UPDATE OR DELETE ON outbreak_offer
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION outbreak_beds_are_kept_for_offers();
    CREATE CONSTRAINT TRIGGER outbreak_beds_are_kept_for_offers AFTER UPDATE OF reserved ON outbreak_bedpool
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION outbreak_beds_are_kept_for_offers();
    """,
    """
    DROP TRIGGER outbreak_beds_are_kept_for_offers ON outbreak_offer;
    DROP TRIGGER outbreak_beds_are_kept_for_offers ON outbreak_bedpool;
    DROP FUNCTION outbreak_beds_are_kept_for_offers
    """,
)


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0016_suggestions")]
    operations = [
        *row_security("outbreak_matching", OWN),
        *row_security("outbreak_suggested", OWN),
        THERE,
        OFFERS,
    ]
