"""Forms that are filled in at the counter, and what residents read and confirmed there, under row security."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("procedures", "0029_talks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="paperform",
            name="at_counter",
            field=models.BooleanField(db_default=False, default=False, verbose_name="窓口で入力"),
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                ("digest", models.CharField(max_length=64, verbose_name="確認した内容の要約値")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "本人が確認中"),
                            ("confirmed", "本人が確認済み"),
                            ("change", "本人が直しを希望"),
                            ("returned", "確認せずに返却"),
                            ("locked", "時間切れ"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("device", models.CharField(blank=True, max_length=200, verbose_name="端末")),
                ("wish", models.CharField(blank=True, max_length=80, verbose_name="直したいところ")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="直したい内容")),
                ("opened_at", models.DateTimeField(verbose_name="渡した日時")),
                ("until", models.DateTimeField(verbose_name="閉じる日時")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="終わった日時")),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="procedures.application",
                        verbose_name="申請",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="渡した職員",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
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
                "verbose_name": "窓口での確認",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__isnull", False), ("application__isnull", False), _connector="OR"),
                        name="procedures_a_handover_is_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="procedures_a_handover_ends_once",
                    ),
                ],
            },
        ),
        *row_security("procedures_handover", OWN),
    ]
