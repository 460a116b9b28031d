"""Money claimed back, and bank files that are emptied once nobody in them is kept any more."""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.people.scoping import child_policy, scoped_policy

# As before, a file that went to the bank stays as it is; but once the time for which names are kept is over, the system
# may empty it. Its SHA-256 and everything else stay.
KEEP_RELEASED = """
CREATE OR REPLACE FUNCTION payments_keep_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('released', 'confirmed') AND (TG_OP = 'DELETE' OR (
        NEW.organisation_id, NEW.procedure, NEW.number, NEW.transfer_on, NEW.records, NEW.total_yen,
        NEW.created_by_id, NEW.released_by_id, NEW.released_at, NEW.sha256
    ) IS DISTINCT FROM (
        OLD.organisation_id, OLD.procedure, OLD.number, OLD.transfer_on, OLD.records, OLD.total_yen,
        OLD.created_by_id, OLD.released_by_id, OLD.released_at, OLD.sha256
    ) OR (
        NEW.file IS DISTINCT FROM OLD.file
        AND NOT (naniwa_system() AND OLD.state = 'confirmed' AND NEW.file = '' AND NOT EXISTS (
            SELECT 1 FROM payments_transfer t WHERE t.run_id = OLD.id AND t.payee_text <> ''))
    )) THEN
        RAISE EXCEPTION 'run % was released and cannot be changed', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
BEFORE = import_module("naniwa.kernel.payments.migrations.0001_initial").KEEP_RELEASED.partition("CREATE TRIGGER")[0]


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("payments", "0002_waivers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reclaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("amount_yen", models.PositiveBigIntegerField(verbose_name="返還を求める額")),
                ("due_on", models.DateField(verbose_name="返還の期限")),
                ("opened_at", models.DateTimeField(verbose_name="求めた日時")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="返還の完了日時")),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reclaim",
                        to="payments.claim",
                        verbose_name="支払案件",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="求めた人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="担当組織",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="関係団体",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="本人",
                    ),
                ),
            ],
            options={
                "verbose_name": "返還請求",
            },
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="回")),
                ("amount_yen", models.PositiveBigIntegerField(verbose_name="返還額")),
                ("paid_on", models.DateField(verbose_name="入金日")),
                ("recorded_at", models.DateTimeField(verbose_name="記録日時")),
                (
                    "reclaim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayments",
                        to="payments.reclaim",
                        verbose_name="返還請求",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録者",
                    ),
                ),
            ],
            options={
                "verbose_name": "返還",
            },
        ),
        migrations.AddConstraint(
            model_name="reclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yen__gt", 0)), name="payments_a_reclaim_has_an_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.UniqueConstraint(fields=("reclaim", "number"), name="payments_repayments_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yen__gt", 0)), name="payments_a_repayment_has_an_amount"
            ),
        ),
        migrations.RunSQL(KEEP_RELEASED, BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
        *scoped_policy("payments_reclaim"),
        *child_policy("payments_repayment", "payments_reclaim", "reclaim_id"),
    ]
