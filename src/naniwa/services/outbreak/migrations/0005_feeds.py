"""Figures of an outbreak as they were made public, with imports and corrections."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0004_invariants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("feed", models.CharField(max_length=40, verbose_name="取込み元")),
                ("imported_at", models.DateTimeField(verbose_name="取り込んだ日時")),
                ("counts", models.JSONField(default=dict, verbose_name="件数")),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り込んだ職員",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "発生動向の取込み",
            },
        ),
        migrations.CreateModel(
            name="FeedRejection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.CharField(max_length=100, verbose_name="ファイル")),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("no_file", "ファイルがありません"),
                            ("unreadable", "ファイルを読めません"),
                            ("no_column", "列がありません"),
                            ("no_day", "日付ではありません"),
                            ("later_than_today", "今日より後の日付です"),
                            ("not_a_number", "0以上の数ではありません"),
                            ("twice", "同じ行が2回あります"),
                            ("no_number", "番号がありません"),
                            ("unknown_age", "知らない年代です"),
                            ("unknown_place", "知らない居住地です"),
                        ],
                        max_length=16,
                        verbose_name="理由",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="書かれていたこと")),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejections",
                        to="outbreak.feedimport",
                        verbose_name="発生動向の取込み",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "取り込めなかった行",
            },
        ),
        migrations.CreateModel(
            name="CaseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[("reported", "公表日"), ("onset", "発症日")], max_length=8, verbose_name="数える日"
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[("all", "合計"), ("age", "年代"), ("place", "居住地")],
                        max_length=5,
                        verbose_name="分け方",
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("code", models.CharField(blank=True, max_length=9, verbose_name="コード")),
                ("count", models.PositiveIntegerField(verbose_name="人数")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "感染者の集計",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "basis", "by", "day", "code"), name="outbreak_one_count_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=24, verbose_name="系列")),
                ("day", models.DateField(verbose_name="日")),
                ("value", models.DecimalField(decimal_places=2, max_digits=11, verbose_name="数")),
                ("replaced_at", models.DateTimeField(null=True, verbose_name="直された日時")),
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
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="outbreak.feedimport",
                        verbose_name="発生動向の取込み",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="outbreak.feedimport",
                        verbose_name="直した取込み",
                    ),
                ),
            ],
            options={
                "verbose_name": "発生動向の日ごとの数",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("organisation", "series", "day"),
                        name="outbreak_one_figure_a_day_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_at", None), ("replaced_by", None)),
                            models.Q(("replaced_at__isnull", False), ("replaced_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbreak_a_corrected_figure_says_by_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="outbreak_a_figure_is_nought_or_more"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                ("reported_on", models.DateField(verbose_name="報道提供日")),
                ("onset_on", models.DateField(null=True, verbose_name="発症日")),
                ("age", models.CharField(max_length=9, verbose_name="年代")),
                ("place", models.CharField(max_length=9, verbose_name="居住地")),
                ("replaced_at", models.DateTimeField(null=True, verbose_name="直された日時")),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="outbreak.feedimport",
                        verbose_name="発生動向の取込み",
                    ),
                ),
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
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outbreak.feedimport",
                        verbose_name="直した取込み",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表された感染者",
                "indexes": [models.Index(fields=["organisation", "reported_on"], name="outbreak_published_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("organisation", "number"),
                        name="outbreak_one_published_case_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_at", None), ("replaced_by", None)),
                            models.Q(("replaced_at__isnull", False), ("replaced_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbreak_a_corrected_case_says_by_what",
                    ),
                ],
            },
        ),
    ]
