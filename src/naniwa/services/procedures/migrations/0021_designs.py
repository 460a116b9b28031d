"""Definitions that are written in the browser, whose every text is kept as it was saved, each under row security."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
IMMUTABLE = """
CREATE FUNCTION procedures_revision_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a saved revision is immutable' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER procedures_revision_is_immutable BEFORE UPDATE OR DELETE ON procedures_designrevision
    FOR EACH ROW EXECUTE FUNCTION procedures_revision_is_immutable();
"""
MUTABLE = """
DROP TRIGGER procedures_revision_is_immutable ON procedures_designrevision;
DROP FUNCTION procedures_revision_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_initial"),
        ("organisations", "0001_initial"),
        ("procedures", "0020_adoptions_isolation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Design",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="手続の名前")),
                ("origin", models.CharField(blank=True, max_length=80, verbose_name="もとの依頼")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="変更の番号")),
                ("started_at", models.DateTimeField(verbose_name="始めた日時")),
                ("saved_at", models.DateTimeField(verbose_name="保存日時")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="始めた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "定義の下書き",
            },
        ),
        migrations.CreateModel(
            name="DesignRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="変更の番号")),
                ("text", models.TextField(verbose_name="定義")),
                ("said", models.JSONField(default=dict, verbose_name="したこと")),
                ("at", models.DateTimeField(verbose_name="変更日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="変更した人",
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="procedures.design",
                        verbose_name="定義の下書き",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "定義の変更",
            },
        ),
        migrations.CreateModel(
            name="DesignReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="頼んだ日時")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="決めた日時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("published", "公開した"),
                            ("sent_back", "書き直しを頼んだ"),
                            ("taken_back", "取り下げた"),
                        ],
                        max_length=12,
                        verbose_name="結果",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="伝えること")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="頼んだ人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="procedures.design",
                        verbose_name="定義の下書き",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.version",
                        verbose_name="公開した版",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="procedures.designrevision",
                        verbose_name="定義の変更",
                    ),
                ),
            ],
            options={
                "verbose_name": "公開前の確認",
            },
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin", ""), _negated=True),
                fields=("origin",),
                name="procedures_one_design_an_origin",
            ),
        ),
        migrations.AddConstraint(
            model_name="designrevision",
            constraint=models.UniqueConstraint(fields=("design", "number"), name="procedures_one_revision_a_number"),
        ),
        migrations.AddConstraint(
            model_name="designrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="procedures_revisions_count_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="designreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("design",), name="procedures_one_open_design_review"
            ),
        ),
        migrations.AddConstraint(
            model_name="designreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    ("outcome", "taken_back"),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="procedures_two_persons_publish",
            ),
        ),
        migrations.AddConstraint(
            model_name="designreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("outcome", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="procedures_reviews_decided_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="designreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "published"), ("version__isnull", False)),
                    models.Q(models.Q(("outcome", "published"), _negated=True), ("version", None)),
                    _connector="OR",
                ),
                name="procedures_reviews_name_what_they_published",
            ),
        ),
        *row_security("procedures_design", OWN),
        *row_security("procedures_designrevision", OWN),
        *row_security("procedures_designreview", OWN),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
    ]
