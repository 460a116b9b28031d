"""Suggestions, worked out by the worker and kept for the pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0015_reasons"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matching",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="計算した日時")),
                ("digest", models.CharField(max_length=64, verbose_name="計算のもとの要約値")),
                ("people", models.PositiveIntegerField(verbose_name="待っている人")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="調整する組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "病床の組み合わせの計算",
            },
        ),
        migrations.CreateModel(
            name="Suggested",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figures", models.JSONField(null=True, verbose_name="提案の理由")),
                ("next_figures", models.JSONField(null=True, verbose_name="次の候補の理由")),
                ("safe", models.PositiveIntegerField(verbose_name="安全な枠の数")),
                ("open", models.PositiveIntegerField(verbose_name="空きのある安全な枠の数")),
                (
                    "next_best",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="outbreak.bedpool",
                        verbose_name="次の候補",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="調整する組織",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="outbreak.bedpool",
                        verbose_name="提案する病床の枠",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestion",
                        to="outbreak.placementrequest",
                        verbose_name="入院調整の依頼",
                    ),
                ),
            ],
            options={
                "verbose_name": "病床の提案",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("figures__isnull", True), ("pool__isnull", True)),
                            models.Q(("figures__isnull", False), ("pool__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbreak_a_suggested_pool_has_its_reasons",
                    )
                ],
            },
        ),
    ]
