"""Desks, conversations, what was said in them, and how they were handed on."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="相談窓口の名前")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="相談窓口の英語名")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="相談できること")),
                ("about_en", models.CharField(blank=True, max_length=600, verbose_name="相談できること（英語）")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="返事をする時間")),
                ("hours_en", models.CharField(blank=True, max_length=200, verbose_name="返事をする時間（英語）")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="相談の受付を終えた日時")),
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
                "verbose_name": "オンライン相談窓口",
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="相談番号")),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                ("subject", models.CharField(max_length=100, verbose_name="相談の題名")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "職員を待っています"), ("open", "相談中"), ("closed", "終了")],
                        default="waiting",
                        max_length=7,
                        verbose_name="状態",
                    ),
                ),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                ("origin", models.CharField(blank=True, max_length=100, verbose_name="依頼元")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="最後の発言の番号")),
                ("waiting_since", models.DateTimeField(null=True, verbose_name="待ち始めた日時")),
                ("started_at", models.DateTimeField(verbose_name="相談を始めた日時")),
                ("last_at", models.DateTimeField(verbose_name="最後の発言の日時")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="相談を終えた日時")),
                ("offered_at", models.DateTimeField(null=True, verbose_name="記録を申請に付けた日時")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="個人情報を消した日時")),
                (
                    "clerk",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
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
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to="consultation.desk",
                        verbose_name="オンライン相談窓口",
                    ),
                ),
            ],
            options={
                "verbose_name": "オンライン相談",
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("note", models.TextField(blank=True, verbose_name="引継ぎのメモ")),
                ("at", models.DateTimeField(verbose_name="引継ぎの日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="引き継いだ人",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_overs",
                        to="consultation.conversation",
                        verbose_name="オンライン相談",
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
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="引き継がれた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "相談の引継ぎ",
            },
        ),
        migrations.CreateModel(
            name="Utterance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="発言の番号")),
                (
                    "press",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="重複防止番号"),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("resident", "相談した方"), ("clerk", "職員"), ("system", "お知らせ")],
                        max_length=8,
                        verbose_name="発言した側",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="発言の内容")),
                ("at", models.DateTimeField(verbose_name="発言の日時")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="発言した人",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="utterances",
                        to="consultation.conversation",
                        verbose_name="オンライン相談",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="添付ファイル",
                    ),
                ),
            ],
            options={
                "verbose_name": "発言",
            },
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="consultation_one_desk_a_name"),
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="consultation_a_desk_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["organisation", "state", "waiting_since"], name="consultation_queue"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["person", "last_at"], name="consultation_own"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clerk", None), ("state", "waiting"), ("waiting_since__isnull", False)),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("waiting_since", None)),
                    _connector="OR",
                ),
                name="consultation_what_waits_has_no_clerk",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), _negated=True), ("clerk__isnull", False), _connector="OR"
                ),
                name="consultation_what_is_open_has_a_clerk",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                    _connector="OR",
                ),
                name="consultation_what_is_closed_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at", None), ("person__isnull", False)),
                    models.Q(("erased_at__isnull", False), ("person", None), ("subject", "")),
                    _connector="OR",
                ),
                name="consultation_it_is_somebody_s_until_erased",
            ),
        ),
        migrations.AddConstraint(
            model_name="utterance",
            constraint=models.UniqueConstraint(
                fields=("conversation", "number"), name="consultation_one_utterance_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="utterance",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), ("document__isnull", False), _connector="OR"),
                name="consultation_something_is_said",
            ),
        ),
    ]
