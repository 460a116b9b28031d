"""Facilities, their beds, who waits for one, and offers."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0006_feed_isolation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hospital", "病院"),
                            ("ward", "臨時の医療施設"),
                            ("hotel", "宿泊療養施設"),
                            ("oxygen", "酸素ステーション"),
                        ],
                        max_length=8,
                        verbose_name="種別",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名前")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="名前（英語）")),
                ("area", models.CharField(max_length=20, verbose_name="医療圏")),
                ("latitude", models.FloatField(verbose_name="緯度")),
                ("longitude", models.FloatField(verbose_name="経度")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話番号")),
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
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="報告する組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "受入施設",
            },
        ),
        migrations.CreateModel(
            name="BedPool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "bed",
                    models.CharField(
                        choices=[
                            ("severe", "重症"),
                            ("moderate", "軽症・中等症"),
                            ("oxygen", "酸素投与の待機"),
                            ("mild", "宿泊療養の部屋"),
                        ],
                        max_length=8,
                        verbose_name="病床の種類",
                    ),
                ),
                (
                    "offers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("paediatric", "小児"),
                                ("obstetric", "妊産婦"),
                                ("dialysis", "透析"),
                                ("psychiatric", "精神科"),
                                ("ventilator", "人工呼吸器"),
                                ("ecmo", "ECMO"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        verbose_name="対応できること",
                    ),
                ),
                (
                    "secured",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=list,
                        size=5,
                        verbose_name="段階ごとの確保数",
                    ),
                ),
                ("staffed", models.PositiveSmallIntegerField(default=0, verbose_name="今日使える数")),
                ("occupied", models.PositiveSmallIntegerField(default=0, verbose_name="使用中")),
                ("reserved", models.PositiveSmallIntegerField(default=0, verbose_name="割当済み")),
                ("cleaning", models.PositiveSmallIntegerField(default=0, verbose_name="清掃中")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="報告した日時")),
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
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="報告した職員",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pools",
                        to="outbreak.facility",
                        verbose_name="受入施設",
                    ),
                ),
            ],
            options={
                "verbose_name": "病床の枠",
            },
        ),
        migrations.CreateModel(
            name="PlacementRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                ("case_reference", models.CharField(max_length=20, verbose_name="患者番号")),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("unknown", "症状を調査中"),
                            ("none", "無症状"),
                            ("mild", "軽症"),
                            ("moderate_1", "中等症Ⅰ"),
                            ("moderate_2", "中等症Ⅱ"),
                            ("severe", "重症"),
                        ],
                        max_length=12,
                        verbose_name="症状の程度",
                    ),
                ),
                ("score", models.SmallIntegerField(default=0, verbose_name="点数")),
                (
                    "score_items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, verbose_name="点数の内訳"
                    ),
                ),
                ("score_name", models.CharField(max_length=40, verbose_name="点数の版")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("paediatric", "小児"),
                                ("obstetric", "妊産婦"),
                                ("dialysis", "透析"),
                                ("psychiatric", "精神科"),
                                ("ventilator", "人工呼吸器"),
                                ("ecmo", "ECMO"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        verbose_name="必要なこと",
                    ),
                ),
                ("age", models.CharField(blank=True, max_length=9, verbose_name="年代")),
                ("municipality", models.CharField(max_length=6, verbose_name="住所の市町村")),
                ("asked_at", models.DateTimeField(verbose_name="依頼した日時")),
                ("deadline", models.DateTimeField(verbose_name="期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "調整中"),
                            ("offered", "打診中"),
                            ("placed", "受入れ決定"),
                            ("arrived", "入院・入所済み"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                ("placed_at", models.DateTimeField(null=True, verbose_name="決まった日時")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="終わった日時")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="依頼した職員",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="依頼した組織",
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
            ],
            options={
                "verbose_name": "入院調整の依頼",
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "回答待ち"),
                            ("accepted", "受入れ可"),
                            ("refused", "受入れ不可"),
                            ("expired", "期限切れ"),
                            ("withdrawn", "取消し"),
                            ("arrived", "到着"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                ("suggested", models.BooleanField(verbose_name="提案のとおり")),
                ("told", models.JSONField(default=dict, verbose_name="提案の理由")),
                ("offered_at", models.DateTimeField(verbose_name="打診した日時")),
                ("expires_at", models.DateTimeField(verbose_name="回答の期限")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答えた日時")),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("staff", "人手が足りない"),
                            ("full", "ほかの患者が入った"),
                            ("equipment", "必要な設備がない"),
                            ("condition", "症状に対応できない"),
                            ("other", "そのほか"),
                        ],
                        max_length=10,
                        verbose_name="断る理由",
                    ),
                ),
                ("refusal_note", models.CharField(blank=True, max_length=200, verbose_name="断る理由の補足")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答えた職員",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="打診した職員",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="outbreak.bedpool",
                        verbose_name="病床の枠",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="outbreak.placementrequest",
                        verbose_name="入院調整の依頼",
                    ),
                ),
            ],
            options={
                "verbose_name": "受入れの打診",
            },
        ),
        migrations.CreateModel(
            name="BedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                ("at", models.DateTimeField(verbose_name="日時")),
                ("staffed", models.PositiveSmallIntegerField(verbose_name="今日使える数")),
                ("occupied", models.PositiveSmallIntegerField(verbose_name="使用中")),
                ("cleaning", models.PositiveSmallIntegerField(verbose_name="清掃中")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="報告した職員",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="outbreak.bedpool",
                        verbose_name="病床の枠",
                    ),
                ),
            ],
            options={
                "verbose_name": "病床の報告",
                "indexes": [models.Index(fields=["pool", "at"], name="outbreak_bed_reports")],
            },
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="outbreak_one_facility_a_name"),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                name="outbreak_a_facility_lies_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="bedpool",
            constraint=models.UniqueConstraint(fields=("facility", "bed", "offers"), name="outbreak_one_pool_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="bedpool",
            constraint=models.CheckConstraint(
                condition=models.Q(("secured__len", 5)), name="outbreak_beds_are_secured_for_each_phase"
            ),
        ),
        migrations.AddIndex(
            model_name="placementrequest",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["organisation", "deadline"], name="outbreak_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="placementrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("case_reference",), name="outbreak_one_request_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="placementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("state__in", ["arrived", "withdrawn"]), _connector="XOR"),
                name="outbreak_a_request_ends_with_arrival_or_withdrawal",
            ),
        ),
        migrations.AddConstraint(
            model_name="placementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["placed", "arrived"]), _negated=True),
                    ("placed_at__isnull", False),
                    _connector="OR",
                ),
                name="outbreak_who_is_placed_was_placed_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="placementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline__gte", models.F("asked_at"))),
                name="outbreak_a_deadline_follows_the_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "accepted"])),
                fields=("request",),
                name="outbreak_one_bed_a_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="outbreak_an_open_offer_has_no_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                    _connector="OR",
                ),
                name="outbreak_a_refusal_has_a_reason",
            ),
        ),
    ]
