"""What every model and its table hold to."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils.translation import override

from naniwa.design.status import KINDS
from tests.architecture.sources import ROOT

GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"
OURS = [model for model in apps.get_models() if model.__module__.startswith("naniwa.")]

# Tables that any part of the application may read whoever is acting. Every other table is under row security.
OPEN_TABLES = {
    "organisations_organisation": "public: names, addresses and hours of offices",
    "forms_version": "public: published definitions",
    "people_person": "looked up by address before anyone is known, and named beside what staff did",
    "people_appointment": "decides who is acting, so it is read before anyone is",
    "people_emaillink": "redeemed before anyone is known; holds digests only",
    "people_limit": "counted before anyone is known; holds digests only",
    "arrivals_line": "two numbers, and nothing of anybody",
}

STATUSES = {
    "procedures.Application": "application",
    "procedures.Deficiency": "deficiency",
    "procedures.Notice": "notice",
    "notifications.Message": "message",
    "payments.Run": "run",
    "payments.Claim": "claim",
    "appointments.Booking": "appointment",
    "check_ins.Alert": "alert",
    "mandates.Mandate": "mandate",
    "consultation.Conversation": "consultation",
}


def _label(model: type[models.Model]) -> str:
    return model._meta.label


def _foreign_keys(model: type[models.Model]) -> list[models.ForeignKey[models.Model, models.Model]]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


def _glossary() -> dict[str, str]:
    """Japanese term to English term, from the tables of the glossary; capitals do not count."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in GLOSSARY.read_text().splitlines()
        if line.startswith("|") and not re.match(r"\|[\s:-]+\|", line)
    ]
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("model", OURS, ids=_label)
def test_a_model_is_named_as_in_the_glossary(model: type[models.Model]) -> None:
    with override("ja"):
        japanese = str(model._meta.verbose_name)
    with override("en"):
        english = str(model._meta.verbose_name)
    assert _glossary().get(japanese, "no such row").lower() == english.lower(), japanese


@pytest.mark.parametrize("model", OURS, ids=_label)
def test_order_is_asked_for_where_it_is_needed(model: type[models.Model]) -> None:
    assert not model._meta.ordering


@pytest.mark.parametrize("model", OURS, ids=_label)
def test_a_foreign_key_that_leaves_its_app_adds_no_name_to_the_other(model: type[models.Model]) -> None:
    leaving = [field for field in _foreign_keys(model) if field.related_model._meta.app_label != model._meta.app_label]
    assert [field.name for field in leaving if field.remote_field.related_name != "+"] == []


@pytest.mark.django_db
def test_every_table_is_under_row_security_unless_it_says_why_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            " AND relrowsecurity AND relforcerowsecurity"
        )
        isolated = {row[0] for row in cursor.fetchall()}
    tables = {model._meta.db_table for model in OURS}
    assert tables - isolated == OPEN_TABLES.keys()


@pytest.mark.django_db
def test_the_application_neither_owns_tables_nor_passes_by_row_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(("label", "kind"), STATUSES.items())
def test_a_status_has_one_word_everywhere(label: str, kind: str) -> None:
    field = apps.get_model(label)._meta.get_field("state")
    with override("ja"):
        in_lists = {str(state): str(word) for state, word in field.flatchoices}
        on_screen = {state: str(status.label) for state, status in KINDS[kind].items()}
    assert {state: on_screen.get(state) for state in in_lists} == in_lists


def test_installed_apps_are_all_placed_in_a_ring() -> None:
    rings = {"naniwa.web", "naniwa.design", *settings.KERNEL, *settings.SERVICES}
    assert {app for app in settings.INSTALLED_APPS if app.startswith("naniwa.")} == rings


def test_the_glossary_says_each_term_once_and_in_both_languages() -> None:
    rows = [line for line in Path(GLOSSARY).read_text().splitlines() if line.startswith("| ")]
    terms = [line.split("|")[1].strip() for line in rows]
    repeated = {term for term in terms if terms.count(term) > 1 and term not in {"日本語", "Japanese"}}
    assert repeated == set()
    assert [term for term, english in _glossary().items() if not english] == []
