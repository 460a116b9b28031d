"""Services that people enter with their one ID, and what each is told."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "client_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="クライアントID"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名前")),
                ("operator", models.CharField(max_length=100, verbose_name="運営者")),
                ("purpose_ja", models.CharField(max_length=300, verbose_name="サービスの目的")),
                ("purpose_en", models.CharField(max_length=300, verbose_name="サービスの目的（英語）")),
                (
                    "redirect_uris",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), verbose_name="戻り先"
                    ),
                ),
                ("logout_uri", models.CharField(blank=True, max_length=500, verbose_name="ログアウトの知らせ先")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), verbose_name="渡してよい情報"
                    ),
                ),
                ("level", models.CharField(default="email", max_length=10, verbose_name="求める本人確認")),
                ("secret_digest", models.CharField(max_length=64, verbose_name="鍵の要約値")),
                ("created_at", models.DateTimeField(verbose_name="登録日時")),
                ("stopped_at", models.DateTimeField(null=True, verbose_name="停止日時")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="登録した組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "連携サービス",
            },
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "subject",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="サービスごとの番号"
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), verbose_name="渡す情報"
                    ),
                ),
                ("connected_at", models.DateTimeField(verbose_name="連携した日時")),
                ("used_at", models.DateTimeField(verbose_name="最後に使われた日時")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="連携の終わり")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="本人",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="connections.party",
                        verbose_name="連携サービス",
                    ),
                ),
            ],
            options={
                "verbose_name": "サービスとの連携",
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_digest", models.CharField(max_length=64, unique=True, verbose_name="コードの要約値")),
                ("redirect_uri", models.CharField(max_length=500, verbose_name="戻り先")),
                ("challenge", models.CharField(max_length=43, verbose_name="PKCEの検証値")),
                ("nonce", models.CharField(blank=True, max_length=300, verbose_name="ナンス")),
                ("scopes", models.CharField(max_length=100, verbose_name="渡す情報")),
                ("level", models.CharField(max_length=10, verbose_name="本人確認の程度")),
                ("sid", models.CharField(db_index=True, max_length=43, verbose_name="セッションの目印")),
                ("at", models.DateTimeField(db_index=True, verbose_name="日時")),
                ("used_at", models.DateTimeField(null=True, verbose_name="使用日時")),
                (
                    "pass_digest",
                    models.CharField(max_length=64, null=True, unique=True, verbose_name="アクセストークンの要約値"),
                ),
                ("told_at", models.DateTimeField(null=True, verbose_name="終わりを知らせた日時")),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="connections.connection",
                        verbose_name="サービスとの連携",
                    ),
                ),
            ],
            options={
                "verbose_name": "連携サービスへのログイン",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pass_digest", None), ("used_at__isnull", False), _connector="OR"),
                        name="connections_a_pass_needs_a_used_code",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["email", "passkey", "electronic"])),
                name="connections_a_party_asks_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(fields=("party", "person"), name="connections_one_a_party_and_person"),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("connected_at")), _connector="OR"),
                name="connections_end_after_they_began",
            ),
        ),
        *row_security("connections_party", "(select naniwa_system()) OR organisation_id = (select naniwa_org())"),
        *row_security("connections_connection", "(select naniwa_system()) OR person_id = (select naniwa_person())"),
        *row_security(
            "connections_grant",
            "(select naniwa_system()) OR EXISTS (SELECT 1 FROM connections_connection c "
            "WHERE c.id = connections_grant.connection_id AND c.person_id = (select naniwa_person()))",
        ),
    ]
