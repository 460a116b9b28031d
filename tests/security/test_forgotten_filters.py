"""A view that forgot its filter: the database itself answers with nothing, for every table that says of whom it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import NOBODY, Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.outbreak import models as outbreak
from tests.security.asking import undone
from tests.security.world import ELSEWHERE, World

# Tables without row security, each with the reason.
OPEN = {
    "organisations_organisation": "public: who there is",
    "organisations_office": "public: where and when",
    "people_person": "sign-in finds people before anybody is known; pages show only oneself and one's own staff",
    "people_appointment": "says who acts for whom, so it is read before the scope is set",
    "people_emaillink": "read before anybody is known; holds digests",
    "people_limit": "digests of whom is counted",
    "arrivals_line": "two numbers, and nothing of anybody",
    "forms_version": "public: what was published",
}


# Named, as a world that no longer fills them would pass without a word.
FILLED = {
    "procedures_paperform",
    "procedures_handover",
    "procedures_scansheet",
    "procedures_cutting",
    "procedures_casetime",
    "procedures_checkmark",
    "procedures_design",
    "procedures_designreview",
    "procedures_designrevision",
    "fees_cashup",
    "fees_charge",
    "fees_entry",
    "fees_payment",
    "fees_refund",
    "fees_delivery",
    "fees_statement",
    "fees_statementline",
    "fees_difference",
    "taxes_bill",
    "taxes_instalment",
    "taxes_upload",
    "taxes_batch",
    "taxes_part",
    "taxes_letter",
    "inventory_department",
    "mandates_mandate",
    "inventory_procedure",
    "inventory_seal",
    "inventory_sealbatch",
    "inventory_survey",
    "inventory_part",
    "inventory_upload",
    "inventory_proposalverdict",
    "inventory_formwish",
    "procedures_adoption",
    "procedures_amendment",
    "appointments_office",
    "appointments_window",
    "appointments_hours",
    "appointments_closure",
    "appointments_seat",
    "appointments_booking",
    "check_ins_venue",
    "check_ins_checkin",
    "check_ins_day",
    "check_ins_post",
    "check_ins_officerkey",
    "check_ins_casecode",
    "check_ins_alert",
    "check_ins_alertcentre",
    "check_ins_sharedvisit",
    "check_ins_approval",
    "consultation_desk",
    "consultation_conversation",
    "consultation_utterance",
    "consultation_handover",
    "consultation_call",
    "consultation_signal",
    "consultation_minutes",
    "outbreak_centre",
    "outbreak_area",
    "outbreak_case",
    "outbreak_attempt",
    "outbreak_passing",
    "outbreak_task",
    "outbreak_observation",
    "outbreak_ruleversion",
    "outbreak_closecontact",
    "outbreak_cluster",
    "outbreak_clustermember",
    "outbreak_transport",
    "outbreak_lodging",
    "outbreak_sheet",
    "outbreak_intake",
    "outbreak_intakeline",
    "outbreak_facility",
    "outbreak_bedpool",
    "outbreak_placementrequest",
    "outbreak_offer",
    "outbreak_feedimport",
}


def tables() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("naniwa.")]


def personal(world: World) -> Iterator[Any]:
    """What holds rows in this world and is nobody's but its owners'."""
    for model in tables():
        if model._meta.db_table not in OPEN:
            with as_system():
                filled = model.objects.exists()
            if filled:
                yield model


def test_every_table_is_under_row_security_that_binds_its_owner_too(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        bound = {name for (name,) in cursor.fetchall()}
    missing = {model._meta.db_table for model in tables()} - bound - set(OPEN)
    assert not missing, f"no row security and no reason: {sorted(missing)}"
    assert not set(OPEN) & bound


def test_the_role_of_the_application_cannot_step_out_of_it(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
    for statement in ("ALTER TABLE procedures_application DISABLE ROW LEVEL SECURITY", "SET ROLE naniwa_owner"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def others(world: World) -> dict[str, Scope]:
    sakai = Organisation.objects.get(code=ELSEWHERE)
    return {
        "nobody": NOBODY,
        "another person": Scope(person_id=world.stranger.pk),
        "another office": Scope(organisation_id=sakai.pk, person_id=world.outsider.pk),
    }


@pytest.mark.parametrize("who", ["nobody", "another person", "another office"])
def test_a_query_without_a_filter_finds_nothing_of_others(world: World, who: str) -> None:
    known = list(personal(world))
    assert len(known) >= 18, "the world fills tables, so that finding nothing means something"
    assert {model._meta.db_table for model in known} >= FILLED
    with acting_as(others(world)[who]):
        seen = {model._meta.db_table: model.objects.count() for model in known}
    assert {table: count for table, count in seen.items() if count} == {}


@pytest.mark.parametrize("who", ["nobody", "another person", "another office"])
def test_a_change_without_a_filter_changes_nothing_of_others(world: World, who: str) -> None:
    changed = {}
    for model in personal(world):
        column = next(one.column for one in model._meta.concrete_fields if not one.primary_key)
        table = model._meta.db_table
        with undone(), acting_as(others(world)[who]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(sql.SQL("UPDATE {0} SET {1} = {1}").format(*map(sql.Identifier, (table, column))))
                    touched = cursor.rowcount
                    cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                    touched += cursor.rowcount
            except ProgrammingError:  # the trail of records refuses by itself
                touched = 0
        if touched:
            changed[table] = touched
    assert changed == {}


def test_nobody_writes_a_row_in_the_name_of_another_office(world: World) -> None:
    case = world.notified
    with pytest.raises(ProgrammingError), acting_as(others(world)["another office"]):
        type(case).objects.bulk_create(
            [
                type(case)(
                    **{
                        field.attname: getattr(case, field.attname)
                        for field in case._meta.concrete_fields
                        if field.name not in {"id", "reference"} and not field.generated
                    },
                    reference="KX-0000-0000-0000",
                )
            ]
        )


def test_the_municipality_that_shares_a_case_sees_it_and_changes_nothing(world: World) -> None:
    assert world.notified.partner_id
    with undone(), acting_as(Scope(organisation_id=world.notified.partner_id)):
        mine = type(world.notified).objects.filter(pk=world.notified.pk)
        assert (mine.count(), mine.update(amount_yen=1)) == (1, 0)


def test_a_clinic_reads_the_case_that_it_reported_and_nothing_of_what_was_done_about_it(world: World) -> None:
    case = world.outbreak.observed
    clinic = Organisation.objects.get(code="270008-clinic")
    children: list[Any] = [
        outbreak.Attempt,
        outbreak.Passing,
        outbreak.Task,
        outbreak.Observation,
        outbreak.CloseContact,
    ]
    children += [outbreak.Transport, outbreak.ClusterMember]
    with undone():
        with as_system():
            outbreak.Case.objects.filter(pk=case.pk).update(partner=clinic)
            assert all(model.objects.filter(case=case).exists() for model in children)
        with acting_as(Scope(organisation_id=clinic.pk)):
            assert outbreak.Case.objects.filter(pk=case.pk).count() == 1
            assert [model.__name__ for model in children if model.objects.filter(case=case).exists()] == []
        with acting_as(Scope(organisation_id=case.organisation_id)):
            assert all(model.objects.filter(case=case).exists() for model in children)


def test_no_office_writes_whom_it_looks_after(world: World) -> None:
    office, town = world.notified.organisation, Organisation.objects.get(code="271403")
    with undone(), acting_as(Scope(organisation_id=office.pk)):
        held = outbreak.Centre.objects.get(organisation=office)
        assert outbreak.Area.objects.filter(centre=held).update(municipality=town) == 0
        assert outbreak.Centre.objects.update(phone="1") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            outbreak.Area.objects.create(organisation=office, centre=held, municipality=town)


def test_a_scope_asked_for_by_name_is_not_given(world: World) -> None:
    """What a browser sends never reaches the settings that the policies read."""
    answer = world.client("stranger").get(
        f"/applications/{world.notified.reference}/?app.person={world.owner.pk}",
        headers={"app.scope": "system", "x-person": str(world.owner.pk)},
    )
    assert answer.status_code == 404
    with as_system():
        assert not Record.objects.filter(subject=world.owner, actor=world.stranger).exists()
