"""Sheets that a machine reads, and what it read in each box, under row security."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        ("procedures", "0030_counter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ScanSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField(default=uuid.uuid4, verbose_name="読み取りのまとまり")),
                ("number", models.PositiveIntegerField(verbose_name="順番")),
                ("page", models.PositiveIntegerField(verbose_name="ページ")),
                ("received_on", models.DateField(verbose_name="受領日")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "読み取り待ち"), ("read", "読み取り済み"), ("failed", "読み取れず")],
                        default="waiting",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20, verbose_name="読み取れない理由")),
                ("form_page", models.PositiveIntegerField(null=True, verbose_name="用紙のページ")),
                ("read_at", models.DateTimeField(null=True, verbose_name="読み取り日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受け付けた人",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.document",
                        verbose_name="スキャンの文書",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="procedures.paperform",
                        verbose_name="紙の申請書",
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
            ],
            options={
                "verbose_name": "読み取る紙",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="procedures_sheets_in_order"),
                    models.UniqueConstraint(fields=("document", "page"), name="procedures_each_sheet_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("read_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="procedures_a_sheet_is_read_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cutting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="項目")),
                ("texts", models.JSONField(default=list, verbose_name="読み取った内容")),
                ("sureness", models.FloatField(verbose_name="確からしさ")),
                ("picture", models.BinaryField(verbose_name="切り出した画像")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cuttings",
                        to="procedures.paperform",
                        verbose_name="紙の申請書",
                    ),
                ),
            ],
            options={
                "verbose_name": "読み取った欄",
                "constraints": [
                    models.UniqueConstraint(fields=("form", "name"), name="procedures_one_cutting_an_answer"),
                    models.CheckConstraint(
                        condition=models.Q(("sureness__gte", 0), ("sureness__lte", 1)),
                        name="procedures_sureness_is_a_share",
                    ),
                ],
            },
        ),
        *row_security("procedures_scansheet", OWN),
        *child_policy("procedures_cutting", "procedures_paperform", "form_id"),
    ]
