"""The ledger is only added to, a charge's sums come from it alone, and all of it is under row security."""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import scoped_policy

LEDGER = """
CREATE FUNCTION fees_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'charge' AND NEW.amount_yen <> (SELECT amount_yen FROM fees_charge WHERE id = NEW.charge_id) THEN
        RAISE EXCEPTION 'a charge is entered with its amount' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE fees_charge SET
        reduced_yen = reduced_yen + CASE NEW.kind WHEN 'reduce' THEN NEW.amount_yen ELSE 0 END,
        paid_yen = paid_yen + CASE NEW.kind WHEN 'pay' THEN NEW.amount_yen ELSE 0 END,
        refunded_yen = refunded_yen + CASE NEW.kind WHEN 'refund' THEN NEW.amount_yen ELSE 0 END
    WHERE id = NEW.charge_id AND NEW.kind <> 'charge';
    RETURN NEW;
END $$;
CREATE TRIGGER fees_add_up AFTER INSERT ON fees_entry FOR EACH ROW EXECUTE FUNCTION fees_add_up();

CREATE FUNCTION fees_keep_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the fee ledger is only added to' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER fees_keep_entries BEFORE UPDATE OR DELETE ON fees_entry
    FOR EACH ROW EXECUTE FUNCTION fees_keep_entries();

CREATE FUNCTION fees_keep_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.amount_yen, NEW.reference, NEW.item) IS DISTINCT FROM (OLD.amount_yen, OLD.reference, OLD.item) THEN
        RAISE EXCEPTION 'what was charged does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF pg_trigger_depth() < 2 AND (NEW.reduced_yen, NEW.paid_yen, NEW.refunded_yen)
        IS DISTINCT FROM (OLD.reduced_yen, OLD.paid_yen, OLD.refunded_yen) THEN
        RAISE EXCEPTION 'sums come from the ledger alone' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fees_keep_sums BEFORE UPDATE ON fees_charge FOR EACH ROW EXECUTE FUNCTION fees_keep_sums();
"""
DROP_LEDGER = """
DROP TRIGGER fees_keep_sums ON fees_charge; DROP FUNCTION fees_keep_sums();
DROP TRIGGER fees_keep_entries ON fees_entry; DROP FUNCTION fees_keep_entries();
DROP TRIGGER fees_add_up ON fees_entry; DROP FUNCTION fees_add_up();
"""

SYSTEM = "(select naniwa_system())"
# Seen with its charge; changed by the office that charges, never by whoever pays.
OF_CHARGE = "FROM fees_charge c WHERE c.id = {table}.charge_id"
OF_PAYMENT = "FROM fees_payment p JOIN fees_charge c ON c.id = p.charge_id WHERE p.id = {table}.payment_id"
OURS = " AND c.organisation_id = (select naniwa_org())"


def _policy(table: str, parent: str) -> list[migrations.RunSQL]:
    found = f"{SYSTEM} OR EXISTS (SELECT 1 {parent.format(table=table)}"
    return row_security(table, f"{found})", change=f"{found}{OURS})")


class Migration(migrations.Migration):
    dependencies = [("fees", "0001_initial")]
    operations = [
        migrations.RunSQL(LEDGER, DROP_LEDGER),
        *scoped_policy("fees_charge"),
        *_policy("fees_payment", OF_CHARGE),
        *_policy("fees_entry", OF_CHARGE),
        *_policy("fees_refund", OF_PAYMENT),
        *_policy("fees_delivery", OF_PAYMENT),
    ]
