"""Health centres, their areas, and cases."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Centre",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="患者に知らせる電話番号")),
                (
                    "on_duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="当番の責任者",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "保健所",
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="市町村",
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
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="outbreak.centre",
                        verbose_name="保健所",
                    ),
                ),
            ],
            options={
                "verbose_name": "保健所の受持ち区域",
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="患者番号")),
                (
                    "press",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="重複防止番号"),
                ),
                ("disease", models.CharField(max_length=40, verbose_name="感染症")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("clinic", "診療機関の届出"),
                            ("centre", "保健所の入力"),
                            ("file", "ファイルの取り込み"),
                        ],
                        max_length=8,
                        verbose_name="届出の方法",
                    ),
                ),
                ("local_number", models.CharField(blank=True, max_length=40, verbose_name="保健所の管理番号")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="氏名")),
                ("name_kana", models.CharField(blank=True, max_length=100, verbose_name="氏名（カナ）")),
                ("born_on", models.DateField(null=True, verbose_name="生年月日")),
                ("age", models.CharField(blank=True, max_length=12, verbose_name="年代")),
                (
                    "sex",
                    models.CharField(
                        choices=[("female", "女性"), ("male", "男性"), ("unknown", "不明・答えない")],
                        default="unknown",
                        max_length=8,
                        verbose_name="性別",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話番号")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス")),
                ("municipality", models.CharField(blank=True, max_length=6, verbose_name="住所の市町村")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所（市町村の後）")),
                ("occupation", models.CharField(blank=True, max_length=100, verbose_name="職業・学校")),
                ("proxy", models.CharField(blank=True, max_length=100, verbose_name="代わりに答える人")),
                ("proxy_phone", models.CharField(blank=True, max_length=20, verbose_name="代わりに答える人の電話番号")),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="使う言語")),
                ("factors", models.JSONField(default=list, verbose_name="重症化のリスク")),
                ("note", models.TextField(blank=True, verbose_name="備考")),
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
                        default="unknown",
                        max_length=12,
                        verbose_name="症状の程度",
                    ),
                ),
                (
                    "stay",
                    models.CharField(
                        choices=[
                            ("undecided", "療養先を調整中"),
                            ("home", "自宅"),
                            ("hotel", "宿泊療養施設"),
                            ("hospital", "入院"),
                            ("facility", "高齢者施設など"),
                        ],
                        default="undecided",
                        max_length=12,
                        verbose_name="療養先",
                    ),
                ),
                ("onset_on", models.DateField(null=True, verbose_name="発症日")),
                ("diagnosed_on", models.DateField(null=True, verbose_name="診断日")),
                ("reported_on", models.DateField(verbose_name="届出日")),
                ("received_at", models.DateTimeField(verbose_name="受け付けた日時")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("first_contact", "最初の連絡待ち"),
                            ("observation", "健康観察中"),
                            ("closed", "対応終了"),
                        ],
                        default="first_contact",
                        max_length=16,
                        verbose_name="段階",
                    ),
                ),
                ("risk", models.PositiveSmallIntegerField(default=1, verbose_name="リスク")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="担当者が引き受けた日時")),
                ("next_due_at", models.DateTimeField(null=True, verbose_name="次の期限")),
                ("ladder", models.PositiveSmallIntegerField(default=0, verbose_name="報告が途切れた段階")),
                ("escalated_at", models.DateTimeField(null=True, verbose_name="責任者に上げた日時")),
                ("contacted_at", models.DateTimeField(null=True, verbose_name="最初に連絡がついた日時")),
                ("code", models.CharField(blank=True, max_length=12, verbose_name="健康観察の番号")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="対応を終えた日時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recovered", "療養終了"),
                            ("died", "死亡"),
                            ("moved", "府外に引継ぎ"),
                            ("not_a_case", "取下げ（患者ではなかった）"),
                        ],
                        max_length=12,
                        verbose_name="結果",
                    ),
                ),
                ("isolation_ended_on", models.DateField(null=True, verbose_name="療養が終わった日")),
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
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
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
                "verbose_name": "感染症の患者",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["organisation", "next_due_at"],
                        name="outbreak_due",
                    ),
                    models.Index(fields=["organisation", "name_kana", "born_on"], name="outbreak_alike"),
                    models.Index(fields=["reported_on"], name="outbreak_reported"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", False),
                            models.Q(("next_due_at__isnull", False), ("owner__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbreak_an_open_case_has_an_owner_and_a_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None), models.Q(("stage", "closed"), _negated=True), ("outcome", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("stage", "closed"),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outbreak_a_closed_case_says_how_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "observation"), _negated=True),
                            ("contacted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outbreak_who_is_observed_was_reached",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("local_number", ""), _negated=True),
                        fields=("organisation", "disease", "local_number"),
                        name="outbreak_one_case_a_number_of_the_centre",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="outbreak_one_case_a_code",
                    ),
                ],
            },
        ),
    ]
