"""Versions, and the trigger that keeps them as they were published."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

IMMUTABLE = """
CREATE FUNCTION forms_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version is immutable' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER forms_version_is_immutable BEFORE UPDATE OR DELETE ON forms_version
    FOR EACH ROW EXECUTE FUNCTION forms_version_is_immutable();
"""
MUTABLE = """
DROP TRIGGER forms_version_is_immutable ON forms_version;
DROP FUNCTION forms_version_is_immutable();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="種類")),
                ("slug", models.SlugField(max_length=60, verbose_name="短縮名")),
                ("number", models.PositiveIntegerField(verbose_name="版番号")),
                ("source", models.TextField(verbose_name="定義")),
                ("digest", models.CharField(max_length=64, verbose_name="ハッシュ値")),
                ("window", models.JSONField(blank=True, default=dict, verbose_name="受付期間の差し替え")),
                ("published_at", models.DateTimeField(verbose_name="公開日時")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "版",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "slug", "number"), name="forms_one_version_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="forms_versions_count_from_one"
                    ),
                ],
            },
        ),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
    ]
