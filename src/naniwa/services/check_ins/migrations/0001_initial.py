"""Venues, days with their check-ins (a partition for each), mails, codes and alerts."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import naniwa.services.check_ins.models.venue

CHECK_INS = """
CREATE TABLE check_ins_checkin (
    day date NOT NULL,
    subject bytea NOT NULL,
    press uuid NOT NULL,
    venue uuid NOT NULL,
    at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    language varchar(8) NOT NULL,
    PRIMARY KEY (day, subject, press) INCLUDE (venue, at)
) PARTITION BY LIST (day);
CREATE INDEX check_ins_there_and_then ON check_ins_checkin (venue, at) INCLUDE (subject);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("case", models.CharField(max_length=40, verbose_name="患者番号")),
                ("onset", models.DateField(verbose_name="発症日")),
                ("digest", models.BinaryField(max_length=32, unique=True, verbose_name="コードの照合符号")),
                ("given_at", models.DateTimeField(verbose_name="渡した日時")),
                ("expires_at", models.DateTimeField(verbose_name="期限")),
                ("used_at", models.DateTimeField(null=True, verbose_name="使われた日時")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="渡した職員",
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
                "verbose_name": "通知コード",
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="お知らせ番号")),
                ("policy", models.CharField(max_length=40, verbose_name="通知基準")),
                ("policy_version", models.PositiveSmallIntegerField(verbose_name="通知基準の版")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "承認待ち"),
                            ("sending", "送信中"),
                            ("sent", "送信済み"),
                            ("dropped", "お知らせしない"),
                        ],
                        default="planned",
                        max_length=7,
                        verbose_name="お知らせの状態",
                    ),
                ),
                ("reported_at", models.DateTimeField(verbose_name="コードが入力された日時")),
                ("released_at", models.DateTimeField(null=True, verbose_name="承認された日時")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="送り終えた日時")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="お知らせした人数")),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="取りやめた日時")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="取りやめた理由")),
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
                    "code",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert",
                        to="check_ins.casecode",
                        verbose_name="通知コード",
                    ),
                ),
            ],
            options={
                "verbose_name": "接触のお知らせ",
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "day", "subject", "press", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日")),
                        ("subject", models.BinaryField(max_length=16, verbose_name="照合符号")),
                        ("press", models.UUIDField(editable=False, verbose_name="重複防止番号")),
                        ("venue", models.UUIDField(verbose_name="施設の番号")),
                        ("at", models.DateTimeField(verbose_name="チェックインした日時")),
                        ("sealed", models.BinaryField(verbose_name="封をしたメールアドレス")),
                        ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                    ],
                    options={
                        "verbose_name": "チェックイン",
                        "indexes": [
                            models.Index(fields=["venue", "at"], include=["subject"], name="check_ins_there_and_then")
                        ],
                    },
                ),
            ],
            database_operations=[migrations.RunSQL(CHECK_INS, "DROP TABLE check_ins_checkin")],
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="鍵の指紋")),
                ("opened_at", models.DateTimeField(verbose_name="記録を始めた日時")),
                ("forgotten_at", models.DateTimeField(null=True, verbose_name="消した日時")),
                ("check_ins", models.PositiveIntegerField(null=True, verbose_name="消したチェックインの数")),
                ("signature", models.BinaryField(null=True, verbose_name="署名")),
            ],
            options={
                "verbose_name": "チェックインの保存日",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("check_ins", None), ("forgotten_at", None), ("signature", None)),
                            models.Q(
                                ("check_ins__isnull", False),
                                ("forgotten_at__isnull", False),
                                ("signature__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="check_ins_what_is_forgotten_has_a_receipt",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public", models.BinaryField(max_length=32, unique=True, verbose_name="公開鍵")),
                ("made_at", models.DateTimeField(verbose_name="作った日時")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った職員",
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
                "verbose_name": "通知担当の鍵",
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="通知番号"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("tag", models.BinaryField(max_length=16, verbose_name="重複防止符号")),
                ("reference", models.CharField(blank=True, max_length=20, verbose_name="お知らせ番号")),
                ("sealed", models.BinaryField(verbose_name="封をした宛先と文面")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "送信待ち"),
                            ("sending", "送信中"),
                            ("sent", "送信済み"),
                            ("failed", "送信できませんでした"),
                            ("unconfirmed", "届いたか未確認"),
                        ],
                        default="queued",
                        max_length=11,
                        verbose_name="送信の状態",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="送信回数")),
                ("next_attempt_at", models.DateTimeField(null=True, verbose_name="次の送信日時")),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="送信開始日時")),
            ],
            options={
                "verbose_name": "チェックインのメール",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")), fields=["next_attempt_at"], name="check_ins_posts_due"
                    ),
                    models.Index(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=["reference"],
                        name="check_ins_posts_of",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tag", "day"), name="check_ins_a_mail_an_occasion"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_attempt_at__isnull", False), ("state", "queued")),
                            models.Q(models.Q(("state", "queued"), _negated=True), ("next_attempt_at", None)),
                            _connector="OR",
                        ),
                        name="check_ins_what_waits_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=naniwa.services.check_ins.models.venue.random_number,
                        editable=False,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                ("name", models.CharField(max_length=80, verbose_name="施設・催しの名前")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="施設・催しの英語名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("restaurant", "飲食店（食事）"),
                            ("bar", "飲食店（酒類・接待）"),
                            ("music", "ライブハウス・カラオケ"),
                            ("sports", "スポーツ施設"),
                            ("shop", "店舗・サービス"),
                            ("hall", "ホール・劇場・展示場"),
                            ("school", "学校・教室"),
                            ("office", "庁舎・事務所"),
                            ("event", "催し"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="施設の種類",
                    ),
                ),
                ("capacity", models.PositiveIntegerField(verbose_name="収容人数")),
                ("address", models.CharField(max_length=200, verbose_name="施設の住所")),
                ("email", models.CharField(max_length=254, verbose_name="担当者のメールアドレス")),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="催しの開始")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="催しの終了")),
                ("rotating", models.BooleanField(default=False, verbose_name="画面のコードだけを受け付ける")),
                ("made_at", models.DateTimeField(verbose_name="登録した日時")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="メールを確認した日時")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="登録を終えた日時")),
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
                "verbose_name": "チェックイン施設",
            },
        ),
        migrations.CreateModel(
            name="SharedVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("subject", models.BinaryField(max_length=16, verbose_name="照合符号")),
                ("day", models.DateField(verbose_name="日")),
                ("begins", models.DateTimeField(verbose_name="始まり")),
                ("ends", models.DateTimeField(verbose_name="終わり")),
                ("stay_minutes", models.PositiveSmallIntegerField(verbose_name="居合わせたとみなす時間（分）")),
                ("doubtful", models.BooleanField(default=False, verbose_name="疑わしい")),
                ("level", models.CharField(blank=True, max_length=5, verbose_name="知らせる内容")),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="check_ins.alert",
                        verbose_name="接触のお知らせ",
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
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="check_ins.venue",
                        verbose_name="チェックイン施設",
                    ),
                ),
            ],
            options={
                "verbose_name": "居合わせた場所と時間",
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("at", models.DateTimeField(verbose_name="承認の日時")),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="check_ins.alert",
                        verbose_name="接触のお知らせ",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認した職員",
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
                "verbose_name": "お知らせの承認",
                "constraints": [
                    models.UniqueConstraint(fields=("alert", "by"), name="check_ins_nobody_approves_twice")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="casecode",
            constraint=models.CheckConstraint(
                condition=models.Q(("case", ""), _negated=True), name="check_ins_a_code_is_for_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="casecode",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("given_at"))), name="check_ins_a_code_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "dropped"]), ("released_at__isnull", False), _connector="OR"
                ),
                name="check_ins_what_is_sent_was_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dropped_at__isnull", False), ("state", "dropped")),
                    models.Q(models.Q(("state", "dropped"), _negated=True), ("dropped_at", None)),
                    _connector="OR",
                ),
                name="check_ins_what_is_dropped_has_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="venue",
            index=models.Index(
                condition=models.Q(("confirmed_at", None)), fields=["made_at"], name="check_ins_unconfirmed"
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="check_ins_a_venue_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)), name="check_ins_a_venue_holds_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_at", None), ("starts_at", None)),
                    models.Q(
                        ("ends_at__gt", models.F("starts_at")), ("ends_at__isnull", False), ("starts_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="check_ins_an_event_begins_and_ends",
            ),
        ),
        migrations.AddIndex(
            model_name="sharedvisit",
            index=models.Index(fields=["venue", "day"], name="check_ins_visits_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="sharedvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("begins"))), name="check_ins_a_visit_takes_a_while"
            ),
        ),
    ]
