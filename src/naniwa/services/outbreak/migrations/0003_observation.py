"""Calls, hand-overs, daily reports, urgent tasks, versions of the rules, and files on their way in."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0002_isolation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heads", models.JSONField(verbose_name="列の見出し")),
                ("digest", models.CharField(max_length=64, verbose_name="見出しの指紋")),
                ("columns", models.JSONField(verbose_name="列の意味")),
                ("words", models.JSONField(default=dict, verbose_name="値の意味")),
                ("used_at", models.DateTimeField(verbose_name="最後に使った日時")),
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
                "verbose_name": "表の読み方",
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "press",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="重複防止番号"),
                ),
                ("disease", models.CharField(max_length=40, verbose_name="感染症")),
                ("name", models.CharField(max_length=200, verbose_name="ファイル名")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "読み方を確かめる"),
                            ("taking", "取り込み中"),
                            ("taken", "取り込み済み"),
                            ("undone", "取り消し済み"),
                        ],
                        default="read",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="受付日時")),
                ("total", models.PositiveIntegerField(verbose_name="行の数")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="取り込んだ行の数")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="新しい患者")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="変わった患者")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="変わらない患者")),
                ("wrong", models.PositiveIntegerField(default=0, verbose_name="直す行")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="終えた日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送った人",
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
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="outbreak.sheet",
                        verbose_name="表の読み方",
                    ),
                ),
            ],
            options={
                "verbose_name": "患者の取込み",
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("red", "赤の報告"),
                            ("call", "報告がないので電話する"),
                            ("person", "報告がないので責任者が確かめる"),
                            ("visit", "報告がないので訪問する"),
                        ],
                        max_length=8,
                        verbose_name="対応が必要なわけ",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="対応が必要になった日時")),
                ("due_at", models.DateTimeField(verbose_name="対応の期限")),
                ("escalated_at", models.DateTimeField(null=True, verbose_name="責任者に上げた日時")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="対応を終えた日時")),
                ("result", models.TextField(blank=True, verbose_name="対応の結果")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="対応を終えた人",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
            ],
            options={
                "verbose_name": "急ぎの対応",
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "press",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="重複防止番号"),
                ),
                ("at", models.DateTimeField(verbose_name="報告の日時")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("patient", "本人のページ"),
                            ("proxy", "代わりの人"),
                            ("staff", "職員の入力"),
                            ("call", "自動音声の電話"),
                        ],
                        max_length=8,
                        verbose_name="報告の方法",
                    ),
                ),
                ("temperature", models.DecimalField(decimal_places=1, max_digits=3, null=True, verbose_name="体温")),
                ("spo2", models.PositiveSmallIntegerField(null=True, verbose_name="酸素飽和度")),
                (
                    "symptoms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, verbose_name="症状"
                    ),
                ),
                ("mood", models.PositiveSmallIntegerField(null=True, verbose_name="気分")),
                (
                    "level",
                    models.CharField(
                        choices=[("green", "緑：変わりなし"), ("yellow", "黄：注意"), ("red", "赤：すぐ対応")],
                        max_length=6,
                        verbose_name="判定",
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, verbose_name="判定のわけ"
                    ),
                ),
                ("rules", models.PositiveIntegerField(verbose_name="判定に使った規則の版")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入力した職員",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="outbreak.task",
                        verbose_name="急ぎの対応",
                    ),
                ),
            ],
            options={
                "verbose_name": "健康観察の報告",
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "press",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="重複防止番号"),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "連絡がついた"),
                            ("no_answer", "出なかった"),
                            ("wrong_number", "番号が違った"),
                            ("later", "かけ直す約束をした"),
                            ("refused", "話を断られた"),
                        ],
                        max_length=12,
                        verbose_name="連絡の結果",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="連絡の内容")),
                ("at", models.DateTimeField(verbose_name="連絡した日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="連絡した人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
            ],
            options={
                "verbose_name": "連絡の記録",
                "indexes": [models.Index(fields=["case", "at"], name="outbreak_attempts")],
            },
        ),
        migrations.CreateModel(
            name="IntakeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="ファイルの行の番号")),
                ("texts", models.JSONField(verbose_name="セルの内容")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "これから"),
                            ("new", "新しい患者"),
                            ("changed", "変わった患者"),
                            ("same", "変わらない"),
                            ("wrong", "直す行"),
                            ("undone", "取り消した"),
                            ("kept", "後の対応があるため残した"),
                        ],
                        max_length=8,
                        verbose_name="取込みの結果",
                    ),
                ),
                ("before", models.JSONField(default=dict, verbose_name="変わる前")),
                ("after", models.JSONField(default=dict, verbose_name="変わった後")),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="outbreak.intake",
                        verbose_name="患者の取込み",
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
                "verbose_name": "取込みの行",
                "indexes": [models.Index(fields=["case"], name="outbreak_lines_of_a_case")],
                "constraints": [
                    models.UniqueConstraint(fields=("intake", "number"), name="outbreak_one_line_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Passing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("taken", "引き受けた"),
                            ("handed", "同僚に引き継いだ"),
                            ("centre", "ほかの保健所に引き継いだ"),
                            ("escalated", "期限を過ぎて責任者に上がった"),
                        ],
                        max_length=12,
                        verbose_name="引継ぎの種類",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="引継ぎの理由")),
                ("at", models.DateTimeField(verbose_name="引継ぎの日時")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="引き継いだ人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passings",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="新しい担当の保健所",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="新しい担当者",
                    ),
                ),
            ],
            options={
                "verbose_name": "患者の引継ぎ",
                "indexes": [models.Index(fields=["case", "at"], name="outbreak_passings")],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("disease", models.CharField(max_length=40, verbose_name="感染症")),
                ("number", models.PositiveIntegerField(verbose_name="版")),
                ("text", models.TextField(verbose_name="規則の本文")),
                ("note", models.CharField(max_length=300, verbose_name="変えるわけ")),
                ("proposed_at", models.DateTimeField(verbose_name="提案の日時")),
                ("approved_at", models.DateTimeField(null=True, verbose_name="承認の日時")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認した医師",
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
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提案した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "健康観察の規則の版",
                "constraints": [
                    models.UniqueConstraint(fields=("disease", "number"), name="outbreak_one_text_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outbreak_another_person_approves_the_rules",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                fields=("organisation", "digest"), name="outbreak_one_way_to_read_a_sheet"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("closed_at", None)), fields=["due_at"], name="outbreak_tasks_due"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("case", "cause"), name="outbreak_one_open_task_a_cause"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None), ("result", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="outbreak_a_person_closes_a_task_and_says_how",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["case", "at"], name="outbreak_observations"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("level", "red"), _negated=True), ("task__isnull", False), _connector="OR"),
                name="outbreak_what_is_red_has_a_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("temperature", None),
                        models.Q(("temperature__gte", 30), ("temperature__lte", 45)),
                        _connector="OR",
                    ),
                    models.Q(("spo2", None), models.Q(("spo2__gte", 30), ("spo2__lte", 100)), _connector="OR"),
                    models.Q(("mood", None), models.Q(("mood__gte", 1), ("mood__lte", 5)), _connector="OR"),
                ),
                name="outbreak_a_figure_is_one_that_bodies_have",
            ),
        ),
    ]
