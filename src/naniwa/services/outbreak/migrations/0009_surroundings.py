"""Contacts, clusters, transport and rooms, under the row security of their cases."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
OF_CASES = ("closecontact", "clustermember", "transport", "lodging")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0008_beds_isolation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cluster",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="クラスターの名前")),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("home", "同居・家族"),
                            ("work", "職場"),
                            ("school", "学校・保育所"),
                            ("care", "高齢者施設・障害者施設"),
                            ("hospital", "医療機関"),
                            ("eating", "飲食"),
                            ("other", "その他"),
                        ],
                        max_length=8,
                        verbose_name="接触した場面",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="登録した日時")),
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
                "verbose_name": "クラスター",
            },
        ),
        migrations.CreateModel(
            name="ClusterMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clusters",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="outbreak.cluster",
                        verbose_name="クラスター",
                    ),
                ),
            ],
            options={
                "verbose_name": "クラスターの患者",
            },
        ),
        migrations.CreateModel(
            name="Lodging",
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
                ("hotel", models.CharField(max_length=100, verbose_name="宿泊施設")),
                ("room", models.CharField(max_length=20, verbose_name="部屋")),
                ("key_number", models.CharField(blank=True, max_length=20, verbose_name="鍵の番号")),
                ("meals", models.CharField(blank=True, max_length=200, verbose_name="食事の注意")),
                ("entered_at", models.DateTimeField(verbose_name="入った日時")),
                ("left_at", models.DateTimeField(null=True, verbose_name="出た日時")),
                ("key_returned_at", models.DateTimeField(null=True, verbose_name="鍵が戻った日時")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lodgings",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
            ],
            options={
                "verbose_name": "宿泊療養",
            },
        ),
        migrations.CreateModel(
            name="Transport",
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
                ("start", models.CharField(max_length=200, verbose_name="迎えに行く場所")),
                ("goal", models.CharField(max_length=200, verbose_name="行き先")),
                ("wanted_at", models.DateTimeField(verbose_name="希望の日時")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="搬送の注意")),
                ("done_at", models.DateTimeField(null=True, verbose_name="終えた日時")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="取りやめた日時")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="依頼した人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transports",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
            ],
            options={
                "verbose_name": "搬送の依頼",
            },
        ),
        migrations.CreateModel(
            name="CloseContact",
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
                ("name", models.CharField(max_length=100, verbose_name="氏名")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話番号")),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("home", "同居・家族"),
                            ("work", "職場"),
                            ("school", "学校・保育所"),
                            ("care", "高齢者施設・障害者施設"),
                            ("hospital", "医療機関"),
                            ("eating", "飲食"),
                            ("other", "その他"),
                        ],
                        max_length=8,
                        verbose_name="接触した場面",
                    ),
                ),
                ("last_contact_on", models.DateField(verbose_name="最後に接触した日")),
                ("watch_until", models.DateField(verbose_name="健康に気をつける最後の日")),
                ("at", models.DateTimeField(verbose_name="登録した日時")),
                (
                    "became",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_of",
                        to="outbreak.case",
                        verbose_name="患者になった人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="outbreak.case",
                        verbose_name="感染症の患者",
                    ),
                ),
            ],
            options={
                "verbose_name": "接触者",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("watch_until__gte", models.F("last_contact_on"))),
                        name="outbreak_a_contact_is_watched_after_it",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="outbreak_one_cluster_a_name"),
        ),
        migrations.AddConstraint(
            model_name="clustermember",
            constraint=models.UniqueConstraint(fields=("cluster", "case"), name="outbreak_once_in_a_cluster"),
        ),
        migrations.AddConstraint(
            model_name="lodging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)), fields=("hotel", "room"), name="outbreak_one_person_a_room"
            ),
        ),
        migrations.AddConstraint(
            model_name="lodging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)), fields=("case",), name="outbreak_one_room_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="lodging",
            constraint=models.CheckConstraint(
                condition=models.Q(("key_returned_at", None), ("left_at__isnull", False), _connector="OR"),
                name="outbreak_a_key_comes_back_last",
            ),
        ),
        migrations.AddConstraint(
            model_name="transport",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at", None), ("cancelled_at", None), _connector="OR"),
                name="outbreak_a_transport_ends_one_way",
            ),
        ),
        *(one for table in OF_CASES for one in child_policy(f"outbreak_{table}", "outbreak_case", "case_id")),
        *row_security("outbreak_cluster", OWN),
    ]
