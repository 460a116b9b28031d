"""What every row with personal data carries: who decides on it, who else may see it, whose it is."""

from django.conf import settings
from django.db import models
from django.db.migrations.operations import RunSQL
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.organisations.isolation import row_security


class Scoped(models.Model):
    """`partner` is a second organisation that sees the row, such as the municipality that pays a share."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    partner = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("関係団体"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("本人")
    )

    class Meta:
        abstract = True


SCOPED_POLICY = (
    "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
    " OR partner_id = (select naniwa_org()) OR person_id = (select naniwa_person())"
)


def scoped_policy(table: str) -> list[RunSQL]:
    """Row security for a table of Scoped rows: the system, both organisations, and the person it is about."""
    return row_security(table, SCOPED_POLICY)


def child_policy(table: str, parent: str, key: str) -> list[RunSQL]:
    """Row security for rows that are seen exactly when their parent row is; `key` is the foreign key's column."""
    return row_security(
        table,
        f"(select naniwa_system()) OR EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key})",  # noqa: S608 - names from our own migrations
    )
