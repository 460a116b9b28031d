"""What was done about a case is its health centre's and the person's: the clinic that reported it reads the case alone.

Which office is a health centre and whom it looks after only the platform writes, after it asked for the prefecture.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

OF_CASES = ("attempt", "passing", "task", "observation", "closecontact", "transport", "lodging", "clustermember")
SYSTEM = "(select naniwa_system())"
OWN = f"{SYSTEM} OR organisation_id = (select naniwa_org())"
WHOSE = "(p.organisation_id = (select naniwa_org()) OR p.person_id = (select naniwa_person()))"


def of_case(table: str, whose: str) -> str:
    """The policy of reading what belongs to cases."""
    found = f"EXISTS (SELECT 1 FROM outbreak_case p WHERE p.id = {table}.case_id{whose})"  # noqa: S608 - our own names
    return f"DROP POLICY naniwa_scope ON {table}; CREATE POLICY naniwa_scope ON {table} FOR SELECT USING ({SYSTEM} OR {found})"


def of_centres(table: str) -> RunSQL:
    """Read by the office, written by the platform."""
    parts = (("add", "INSERT", "WITH CHECK"), ("change", "UPDATE", "USING"), ("remove", "DELETE", "USING"))
    new = ";".join(f"CREATE POLICY naniwa_{name} ON {table} FOR {act} {how} ({SYSTEM})" for name, act, how in parts)
    old = ";".join(f"DROP POLICY naniwa_{name} ON {table}" for name, _act, _how in parts)
    gone = f"DROP POLICY naniwa_scope ON {table}"
    return RunSQL(
        f"{gone}; CREATE POLICY naniwa_scope ON {table} FOR SELECT USING ({OWN}); {new}",
        f"{old}; {gone}; CREATE POLICY naniwa_scope ON {table} USING ({OWN}) WITH CHECK ({OWN})",
    )


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0022_waiting")]
    operations = [
        *(
            RunSQL(of_case(f"outbreak_{table}", f" AND {WHOSE}"), of_case(f"outbreak_{table}", ""))
            for table in OF_CASES
        ),
        of_centres("outbreak_centre"),
        of_centres("outbreak_area"),
    ]
