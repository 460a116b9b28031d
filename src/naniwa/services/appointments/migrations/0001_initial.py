"""Offices, windows, hours, closures, places and bookings; btree_gist lets one constraint compare numbers and ranges."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import naniwa.services.appointments.models.seat


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="予約先の名前")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="予約先の英語名")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="予約先の住所")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話番号")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="予約を終えた日時")),
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
                "verbose_name": "予約先",
            },
        ),
        migrations.CreateModel(
            name="Window",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="予約窓口の名前")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="予約窓口の英語名")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="できること")),
                ("about_en", models.CharField(blank=True, max_length=600, verbose_name="できること（英語）")),
                ("notice_minutes", models.PositiveIntegerField(default=60, verbose_name="予約の締切（分前）")),
                ("days_ahead", models.PositiveSmallIntegerField(default=30, verbose_name="何日先まで予約できるか")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="予約を終えた日時")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="appointments.office",
                        verbose_name="予約先",
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
                "verbose_name": "予約窓口",
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="枠番号"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="枠の番号")),
                ("starts_at", models.DateTimeField(verbose_name="開始日時")),
                ("ends_at", models.DateTimeField(verbose_name="終了日時")),
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
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="appointments.window",
                        verbose_name="予約窓口",
                    ),
                ),
            ],
            options={
                "verbose_name": "予約の枠",
            },
        ),
        migrations.CreateModel(
            name="Hours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "月曜日"),
                            (1, "火曜日"),
                            (2, "水曜日"),
                            (3, "木曜日"),
                            (4, "金曜日"),
                            (5, "土曜日"),
                            (6, "日曜日"),
                        ],
                        verbose_name="曜日",
                    ),
                ),
                ("begins", models.TimeField(verbose_name="始まり")),
                ("ends", models.TimeField(verbose_name="終わり")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="1回の時間（分）")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="同時に受け付ける人数")),
                ("since", models.DateField(verbose_name="この日から")),
                ("until", models.DateField(null=True, verbose_name="この日まで")),
                ("on_holidays", models.BooleanField(default=False, verbose_name="祝日も開く")),
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
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="appointments.window",
                        verbose_name="予約窓口",
                    ),
                ),
            ],
            options={
                "verbose_name": "予約の受付時間",
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("starts_at", models.DateTimeField(verbose_name="休みの始まり")),
                ("ends_at", models.DateTimeField(verbose_name="休みの終わり")),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="休みの理由")),
                ("reason_en", models.CharField(blank=True, max_length=200, verbose_name="休みの理由（英語）")),
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="appointments.office",
                        verbose_name="予約先",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="appointments.window",
                        verbose_name="予約窓口",
                    ),
                ),
            ],
            options={
                "verbose_name": "臨時の休み",
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="予約番号")),
                ("press", models.UUIDField(editable=False, unique=True, verbose_name="重複防止番号")),
                ("starts_at", models.DateTimeField(verbose_name="開始日時")),
                ("ends_at", models.DateTimeField(verbose_name="終了日時")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "メールの確認待ち"),
                            ("booked", "予約済み"),
                            ("called", "対応中"),
                            ("done", "終了"),
                            ("no_show", "来庁なし"),
                            ("cancelled", "取消し"),
                        ],
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("web", "ウェブ"), ("counter", "窓口・電話")], max_length=7, verbose_name="予約の方法"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="氏名")),
                ("name_kana", models.CharField(blank=True, max_length=100, verbose_name="フリガナ")),
                ("email", models.CharField(blank=True, max_length=254, verbose_name="メールアドレス")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話番号")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="用件")),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                ("origin", models.CharField(blank=True, max_length=100, verbose_name="依頼元")),
                ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="変更の回数")),
                ("made_at", models.DateTimeField(verbose_name="予約した日時")),
                ("held_until", models.DateTimeField(null=True, verbose_name="確認の期限")),
                ("called_at", models.DateTimeField(null=True, verbose_name="呼び出した日時")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="終えた日時")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="取り消した日時")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="個人情報を消した日時")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受け付けた職員",
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
                    "seat",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booking",
                        to="appointments.seat",
                        verbose_name="予約の枠",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="appointments.window",
                        verbose_name="予約窓口",
                    ),
                ),
            ],
            options={
                "verbose_name": "予約",
            },
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="appointments_one_office_a_name"),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="appointments_an_office_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.UniqueConstraint(fields=("office", "name"), name="appointments_one_window_a_name"),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="appointments_a_window_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.CheckConstraint(
                condition=models.Q(("days_ahead__range", (1, 366))),
                name="appointments_a_window_is_booked_within_a_year",
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["window", "starts_at"], name="appointments_seats_by_time"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("window", "="),
                    ("number", "="),
                    (
                        naniwa.services.appointments.models.seat.Period(
                            "starts_at", "ends_at", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                        "&&",
                    ),
                ],
                name="appointments_a_place_is_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="appointments_a_place_is_taken_for_a_while",
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__range", (0, 6))), name="appointments_a_weekday_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("begins"))), name="appointments_hours_end_after_they_begin"
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (5, 480))), name="appointments_an_appointment_has_a_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__range", (1, 200))), name="appointments_somebody_is_received"
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="appointments_hours_last_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(fields=["office", "ends_at"], name="appointments_closures"),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="appointments_a_closure_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["window", "starts_at"], name="appointments_by_window"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["starts_at"], name="appointments_by_time"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(condition=models.Q(("state", "held")), fields=["held_until"], name="appointments_held"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("email", ""), _negated=True), fields=["email"], name="appointments_by_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("seat", None), ("state", "cancelled")),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_at", None), ("seat__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="appointments_only_the_cancelled_have_no_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_until__isnull", False), ("state", "held")),
                    models.Q(models.Q(("state", "held"), _negated=True), ("held_until", None)),
                    _connector="OR",
                ),
                name="appointments_what_is_held_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("email", ""),
                        ("erased_at__isnull", False),
                        ("name", ""),
                        ("name_kana", ""),
                        ("note", ""),
                        ("person", None),
                        ("phone", ""),
                    ),
                    models.Q(
                        ("erased_at", None),
                        models.Q(("name", ""), _negated=True),
                        models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="appointments_whoever_comes_can_be_reached",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "web"), ("made_by", None)),
                    models.Q(("channel", "counter"), ("made_by__isnull", False)),
                    _connector="OR",
                ),
                name="appointments_somebody_takes_a_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="appointments_a_booking_takes_a_while"
            ),
        ),
    ]
