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


OWN_POLICY = (
    "(select naniwa_system()) OR organisation_id = (select naniwa_org()) OR person_id = (select naniwa_person())"
)
SCOPED_POLICY = f"{OWN_POLICY} OR partner_id = (select naniwa_org())"


def scoped_policy(table: str) -> list[RunSQL]:
    """Row security for Scoped rows: seen by both organisations and the person, changed by all but the partner."""
    return row_security(table, SCOPED_POLICY, change=OWN_POLICY)


def child_policy(table: str, parent: str, key: str) -> list[RunSQL]:
    """Row security for rows seen and changed as their Scoped parent is; `key` is the foreign key's column."""
    found = f"(select naniwa_system()) OR EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key}"  # noqa: S608 - names from our own migrations
    whose = "(p.organisation_id = (select naniwa_org()) OR p.person_id = (select naniwa_person()))"
    return row_security(table, f"{found})", change=f"{found} AND {whose})")
