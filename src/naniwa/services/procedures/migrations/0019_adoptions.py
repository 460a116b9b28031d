"""A municipality's own form of a base procedure, and the amendments to it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_initial"),
        ("organisations", "0001_initial"),
        ("procedures", "0018_origins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("base", models.SlugField(max_length=60, verbose_name="基本の手続")),
                ("wording", models.JSONField(blank=True, default=dict, verbose_name="言い換え")),
                ("extras", models.TextField(blank=True, verbose_name="追加と削除")),
                ("started_at", models.DateTimeField(verbose_name="開始日時")),
                (
                    "base_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.version",
                        verbose_name="基本の版",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="市町村",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="基本の定義の都道府県",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.version",
                        verbose_name="公開した版",
                    ),
                ),
            ],
            options={
                "verbose_name": "市町村の手続",
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("own", "市町村の変更"), ("base", "新しい基本の定義")],
                        max_length=4,
                        verbose_name="種類",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("proposed", "二人目の承認待ち"),
                            ("accepted", "承認済み"),
                            ("refused", "見送り"),
                            ("superseded", "新しい案に交代"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("wording", models.JSONField(blank=True, default=dict, verbose_name="言い換え")),
                ("extras", models.TextField(blank=True, verbose_name="追加と削除")),
                ("lines", models.JSONField(blank=True, default=list, verbose_name="決める点")),
                ("choices", models.JSONField(blank=True, default=dict, verbose_name="決めた内容")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="保存の回数")),
                ("made_at", models.DateTimeField(verbose_name="作成日時")),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="提案日時")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="完了日時")),
                ("reason", models.TextField(blank=True, verbose_name="見送りの理由")),
                (
                    "adoption",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="procedures.adoption",
                        verbose_name="市町村の手続",
                    ),
                ),
                (
                    "base_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.version",
                        verbose_name="基本の版",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="市町村",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="基本の定義の都道府県",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提案した人",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.version",
                        verbose_name="公開した版",
                    ),
                ),
            ],
            options={
                "verbose_name": "変更案",
            },
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(fields=("organisation", "base"), name="procedures_one_adoption_a_base"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("base_version", None), ("version", None)),
                    models.Q(("base_version__isnull", False), ("version__isnull", False)),
                    _connector="OR",
                ),
                name="procedures_adoptions_in_force_name_both_versions",
            ),
        ),
        migrations.AddIndex(
            model_name="amendment",
            index=models.Index(fields=["adoption", "made_at"], name="procedures_amendments_in_time"),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "proposed"))),
                fields=("adoption", "kind"),
                name="procedures_one_open_amendment_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    models.Q(
                        ("closed_by__isnull", False),
                        ("version__isnull", False),
                        models.Q(
                            ("proposed_by", None),
                            models.Q(("closed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="procedures_amendments_are_accepted_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state__in", ("draft", "proposed"))),
                    models.Q(
                        models.Q(("state__in", ("draft", "proposed")), _negated=True), ("closed_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="procedures_amendments_are_open_or_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="procedures_refused_amendments_say_why",
            ),
        ),
    ]
