"""Cases that are reported here are counted too: from when on, which days anew, and what was told before."""

import datetime as dt
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0010_erasing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SwitchOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("own_from", models.DateField(null=True, verbose_name="届け出られた患者を数え始める日")),
                ("set_at", models.DateTimeField(verbose_name="決めた日時")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="最後に数えた日時")),
            ],
            options={
                "verbose_name": "発生動向の数え方の切替",
            },
        ),
        migrations.CreateModel(
            name="TouchedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日")),
            ],
            options={
                "verbose_name": "数え直す日",
            },
        ),
        migrations.RemoveConstraint(
            model_name="casecount",
            name="outbreak_one_count_a_day",
        ),
        migrations.AddField(
            model_name="casecount",
            name="counted_at",
            field=models.DateTimeField(default=dt.datetime(2020, 1, 1, 0, 0, tzinfo=dt.UTC), verbose_name="数えた日時"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="casecount",
            name="replaced_at",
            field=models.DateTimeField(null=True, verbose_name="直された日時"),
        ),
        migrations.AddField(
            model_name="feedimport",
            name="last_on",
            field=models.DateField(null=True, verbose_name="最後の公表日"),
        ),
        migrations.AlterField(
            model_name="casecount",
            name="basis",
            field=models.CharField(
                choices=[
                    ("reported", "公表日"),
                    ("onset", "発症日"),
                    ("own_onset", "発症日（届け出られた患者）"),
                    ("came", "療養が始まった日"),
                    ("left", "療養が終わった日"),
                    ("died", "死亡が分かった日"),
                ],
                max_length=9,
                verbose_name="数える日",
            ),
        ),
        migrations.AlterField(
            model_name="casecount",
            name="by",
            field=models.CharField(
                choices=[("all", "合計"), ("age", "年代"), ("place", "居住地"), ("lag", "発症から公表までの日数")],
                max_length=5,
                verbose_name="分け方",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedcase",
            index=models.Index(
                condition=models.Q(("onset_on__isnull", False)),
                fields=["organisation", "onset_on"],
                name="outbreak_published_by_onset",
            ),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at", None)),
                fields=("organisation", "basis", "by", "day", "code"),
                name="outbreak_one_count_a_day_in_force",
            ),
        ),
        migrations.AddField(
            model_name="switchover",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="組織",
            ),
        ),
        migrations.AddField(
            model_name="switchover",
            name="set_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="決めた職員",
            ),
        ),
        migrations.AddIndex(
            model_name="switchover",
            index=models.Index(fields=["organisation", "set_at"], name="outbreak_switched"),
        ),
    ]
