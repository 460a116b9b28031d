"""Retention, legal holds, appeals and withdrawn decisions, each under row security."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy

# Receipts are for everybody; whose cases went, and what is held, is the deciding organisation's.
OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("procedures", "0008_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "受付済み"),
                    ("under_review", "審査中"),
                    ("needs_correction", "修正のお願い"),
                    ("resubmitted", "再提出済み"),
                    ("approved", "支給決定"),
                    ("declined", "不支給決定"),
                    ("payment_in_progress", "振込手続き中"),
                    ("paid", "振込済み"),
                    ("transfer_failed", "振込できませんでした"),
                    ("withdrawn", "取下げ"),
                    ("recalled", "決定取消し"),
                ],
                default="received",
                max_length=20,
                verbose_name="状態",
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "受付済み"),
                    ("under_review", "審査中"),
                    ("needs_correction", "修正のお願い"),
                    ("resubmitted", "再提出済み"),
                    ("approved", "支給決定"),
                    ("declined", "不支給決定"),
                    ("payment_in_progress", "振込手続き中"),
                    ("paid", "振込済み"),
                    ("transfer_failed", "振込できませんでした"),
                    ("withdrawn", "取下げ"),
                    ("recalled", "決定取消し"),
                ],
                max_length=20,
                verbose_name="状態",
            ),
        ),
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="回次")),
                ("started_at", models.DateTimeField(verbose_name="開始日時")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="終了日時")),
                ("salt", models.BinaryField(max_length=32, verbose_name="ソルト")),
                ("receipt", models.TextField(blank=True, verbose_name="証明書")),
                ("signature", models.BinaryField(max_length=64, null=True, verbose_name="署名")),
                ("public_key", models.BinaryField(max_length=32, null=True, verbose_name="公開鍵")),
            ],
            options={
                "verbose_name": "保存期間満了の処理",
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("finished_at", None)),
                        name="procedures_one_retention_run_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("public_key", None), ("receipt", ""), ("signature", None)),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("public_key__isnull", False),
                                ("receipt__gt", ""),
                                ("signature__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="procedures_a_finished_retention_run_is_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("anonymised", "匿名化"), ("deleted", "削除"), ("draft", "下書きの削除")],
                        max_length=10,
                        verbose_name="消去の種類",
                    ),
                ),
                ("procedure", models.CharField(max_length=60, verbose_name="手続")),
                ("reference", models.CharField(max_length=40, unique=True, verbose_name="番号")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="決定の年")),
                ("at", models.DateTimeField(verbose_name="日時")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="担当組織",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="procedures.retentionrun",
                        verbose_name="処理",
                    ),
                ),
            ],
            options={
                "verbose_name": "消去の記録",
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("filed_on", models.DateField(verbose_name="請求日")),
                ("ground", models.TextField(verbose_name="請求の理由")),
                ("recorded_at", models.DateTimeField(verbose_name="記録日時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "認容（決定を改める）"), ("dismissed", "棄却・却下（決定のまま）")],
                        max_length=9,
                        verbose_name="裁決",
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="裁決日")),
                ("answer", models.TextField(blank=True, verbose_name="裁決の要旨")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="裁決の記録日時")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeals",
                        to="procedures.application",
                        verbose_name="申請",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="裁決の記録者",
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
                "verbose_name": "審査請求",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("application",),
                        name="procedures_one_open_appeal_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("closed_at", None), ("closed_by", None), ("outcome", "")),
                            models.Q(
                                ("answered_on__gte", models.F("filed_on")),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("outcome__in", ["upheld", "dismissed"]),
                            ),
                            _connector="OR",
                        ),
                        name="procedures_an_answered_appeal_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("procedure", models.CharField(max_length=60, verbose_name="手続")),
                ("reason", models.CharField(max_length=1000, verbose_name="止める理由")),
                ("since", models.DateTimeField(verbose_name="止めた日時")),
                ("until", models.DateField(null=True, verbose_name="止める期限")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="解いた日時")),
                ("end_reason", models.CharField(blank=True, max_length=1000, verbose_name="解く理由")),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="procedures.application",
                        verbose_name="申請",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="解いた人",
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
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="止めた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "消去の停止",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["procedure"], name="procedures_holds_in_force"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="procedures_a_hold_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None), ("ended_by", None)),
                            models.Q(
                                ("end_reason__gt", ""),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("ended_by", models.F("placed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="procedures_a_second_person_ends_a_hold",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="取消しの理由")),
                ("recalled_at", models.DateTimeField(verbose_name="取消日時")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recall",
                        to="procedures.application",
                        verbose_name="申請",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定者",
                    ),
                ),
                (
                    "recalled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り消した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "決定の取消し",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("recalled_by", models.F("decided_by")), _negated=True),
                        name="procedures_another_approver_recalls",
                    )
                ],
            },
        ),
        *row_security("procedures_retentionrun", "true", change="(select naniwa_system())"),
        *row_security("procedures_erasure", OWN, change="(select naniwa_system())"),
        *row_security("procedures_hold", OWN),
        *child_policy("procedures_appeal", "procedures_application", "application_id"),
        *child_policy("procedures_recall", "procedures_application", "application_id"),
    ]
