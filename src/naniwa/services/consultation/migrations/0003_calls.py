"""Video calls, what the browsers of one tell each other, their minutes, and the link of a desk's own meeting system."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0002_isolation"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="meeting_link",
            field=models.CharField(blank=True, max_length=500, verbose_name="ビデオ通話のリンク"),
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                ("provider", models.CharField(max_length=20, verbose_name="通話の方法")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="会議のリンク")),
                (
                    "state",
                    models.CharField(
                        choices=[("offered", "案内中"), ("open", "通話中"), ("ended", "終了")],
                        default="offered",
                        max_length=7,
                        verbose_name="状態",
                    ),
                ),
                ("last_signal", models.PositiveIntegerField(default=0, verbose_name="最後の合図の番号")),
                ("offered_at", models.DateTimeField(verbose_name="案内した日時")),
                ("agreed_at", models.DateTimeField(null=True, verbose_name="通話に同意した日時")),
                ("recording_asked_at", models.DateTimeField(null=True, verbose_name="録音をお願いした日時")),
                ("recording_agreed_at", models.DateTimeField(null=True, verbose_name="録音に同意した日時")),
                ("recording_ended_at", models.DateTimeField(null=True, verbose_name="録音が終わった日時")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="通話が終わった日時")),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
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
                "verbose_name": "ビデオ通話",
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "文字にしています"),
                            ("draft", "案ができました"),
                            ("failed", "文字にできませんでした"),
                            ("saved", "記録に残しました"),
                            ("discarded", "使いませんでした"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                ("kind", models.CharField(max_length=4, verbose_name="音声の種類")),
                ("draft", models.TextField(blank=True, verbose_name="記録の案")),
                ("sent_at", models.DateTimeField(verbose_name="音声が届いた日時")),
                ("started_at", models.DateTimeField(null=True, verbose_name="文字にし始めた日時")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="記録を決めた日時")),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes",
                        to="consultation.call",
                        verbose_name="ビデオ通話",
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
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録を決めた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通話の記録",
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="合図の番号")),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                (
                    "side",
                    models.CharField(
                        choices=[("resident", "相談した方"), ("clerk", "職員"), ("system", "お知らせ")],
                        max_length=8,
                        verbose_name="発言した側",
                    ),
                ),
                ("kind", models.CharField(max_length=6, verbose_name="合図の種類")),
                ("body", models.TextField(blank=True, verbose_name="合図の内容")),
                ("at", models.DateTimeField(verbose_name="合図の日時")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signals",
                        to="consultation.call",
                        verbose_name="ビデオ通話",
                    ),
                ),
            ],
            options={
                "verbose_name": "通話の合図",
            },
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("conversation",),
                name="consultation_one_call_at_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), _negated=True), ("agreed_at__isnull", False), _connector="OR"
                ),
                name="consultation_a_call_that_is_held_was_agreed_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state", "ended")),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("ended_at", None)),
                    _connector="OR",
                ),
                name="consultation_a_call_that_ended_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recording_agreed_at", None),
                    models.Q(("agreed_at__isnull", False), ("recording_asked_at__isnull", False)),
                    _connector="OR",
                ),
                name="consultation_a_recording_was_asked_for_and_agreed_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("draft", ""), _connector="OR"),
                name="consultation_only_a_draft_has_its_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        ("state__in", ("saved", "discarded")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("saved", "discarded")), _negated=True),
                        ("settled_at", None),
                        ("settled_by", None),
                    ),
                    _connector="OR",
                ),
                name="consultation_minutes_are_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(fields=("call", "number"), name="consultation_one_signal_a_number"),
        ),
    ]
