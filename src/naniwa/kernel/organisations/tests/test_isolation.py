"""The scope that row security reads."""

from typing import Any

import pytest
from django.db import connection

from naniwa.kernel.organisations.isolation import NOBODY, NoTransaction, Scope, acting_as, as_system, enter


def _value(function: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}()")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_suite_connects_as_a_role_that_row_security_binds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("naniwa_app", False, False)


@pytest.mark.django_db
def test_a_scope_ends_with_its_block() -> None:
    enter(Scope(organisation_id=7, person_id=3))
    with as_system():
        assert (_value("naniwa_org"), _value("naniwa_system")) == (None, True)
    assert (_value("naniwa_org"), _value("naniwa_person"), _value("naniwa_system")) == (7, 3, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("function", ["naniwa_org", "naniwa_person"])
def test_a_scope_never_leaks_into_the_next_transaction(function: str) -> None:
    with acting_as(Scope(organisation_id=7, person_id=3)):
        assert _value(function) is not None
    assert _value(function) is None


@pytest.mark.django_db(transaction=True)
def test_a_scope_needs_a_transaction() -> None:
    with pytest.raises(NoTransaction):
        enter(NOBODY)
