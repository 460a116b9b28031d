"""Mandates: who acts for whom, in what, and until when."""

import uuid

import django.contrib.postgres.fields
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
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="代理番号")),
                ("press", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="送信番号")),
                ("principal_name", models.CharField(max_length=200, verbose_name="本人の氏名・名称")),
                ("principal_kana", models.CharField(max_length=200, verbose_name="本人のフリガナ")),
                ("principal_address", models.CharField(max_length=300, verbose_name="本人の住所")),
                ("principal_born_on", models.DateField(null=True, verbose_name="本人の生年月日")),
                ("agent_name", models.CharField(max_length=200, verbose_name="代理人の氏名")),
                ("agent_kana", models.CharField(max_length=200, verbose_name="代理人のフリガナ")),
                ("registration", models.CharField(blank=True, max_length=40, verbose_name="登録番号")),
                ("agent_office", models.CharField(blank=True, max_length=200, verbose_name="事務所")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "家族"),
                            ("scrivener", "行政書士"),
                            ("guardian", "成年後見人"),
                            ("parent", "親権者"),
                            ("other", "そのほかの頼まれた人"),
                        ],
                        max_length=10,
                        verbose_name="代理の種類",
                    ),
                ),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, verbose_name="手続"
                    ),
                ),
                ("case", models.CharField(blank=True, max_length=20, verbose_name="受付番号")),
                (
                    "acts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), verbose_name="できること"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="はじまりの日")),
                ("ends_on", models.DateField(verbose_name="おわりの日")),
                (
                    "shown_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, verbose_name="申請を受けた組織"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "確認待ち"),
                            ("confirmed", "有効"),
                            ("refused", "認められませんでした"),
                            ("revoked", "取りやめ（本人）"),
                            ("ended", "終了"),
                            ("expired", "期間満了"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="申出日時")),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[("principal", "本人の確認"), ("paper", "書類の確認")],
                        max_length=10,
                        verbose_name="確認の方法",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="確認日時")),
                ("over_at", models.DateTimeField(null=True, verbose_name="終了日時")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                (
                    "agent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代理人",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="確認する役所",
                    ),
                ),
                (
                    "over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="終わらせた人",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="documents.document",
                        verbose_name="証明する書類",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="本人",
                    ),
                ),
            ],
            options={
                "verbose_name": "代理権",
                "indexes": [
                    models.Index(fields=["principal", "state"], name="mandates_given"),
                    models.Index(fields=["agent", "state"], name="mandates_held"),
                    models.Index(
                        condition=models.Q(("state", "confirmed")), fields=["ends_on"], name="mandates_ending"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("principal", models.F("agent")), _negated=True),
                        name="mandates_nobody_acts_for_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="mandates_end_after_they_begin",
                    ),
                    models.CheckConstraint(condition=models.Q(("acts__len__gt", 0)), name="mandates_are_for_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "scrivener"), _negated=True),
                            models.Q(("registration", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mandates_of_scriveners_name_a_registration",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", ""), ("procedures__len", 0), _connector="OR"),
                        name="mandates_have_one_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["guardian", "parent"]), _negated=True),
                            models.Q(("proof", "principal"), _negated=True),
                            _connector="OR",
                        ),
                        name="mandates_by_law_are_proved_by_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None), ("proof", "")),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                models.Q(("proof", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mandates_confirmed_by_and_at_go_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "expired"]), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mandates_in_force_were_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("over_at", None), ("state__in", ["proposed", "confirmed"])),
                            models.Q(
                                ("over_at__isnull", False), ("state__in", ["refused", "revoked", "ended", "expired"])
                            ),
                            _connector="OR",
                        ),
                        name="mandates_that_are_over_say_when",
                    ),
                ],
            },
        ),
    ]
