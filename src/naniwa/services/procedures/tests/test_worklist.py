"""The index from which the work queue is read alone."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_worklist_holds_every_column_that_row_security_asks_for_of_a_line() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT a.attname
            FROM pg_policy p
            JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE p.polrelid = 'procedures_application'::regclass AND d.refobjid = p.polrelid
                AND p.polcmd IN ('r', '*') AND a.attnum > 0
            """
        )
        asked = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'procedures_worklist'::regclass")
        held = {name for (name,) in cursor.fetchall()}
    assert asked >= {"organisation_id", "mandate_id"}
    assert asked <= held
