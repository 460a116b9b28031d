"""Paper forms and who keyed them in, marks on the checklist and the time that cases took, each under row security."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import scoped_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
# What staff note about a case is for the staff who act on it.
STAFF = (
    "(select naniwa_system()) OR EXISTS (SELECT 1 FROM procedures_application p"
    " WHERE p.id = procedures_checkmark.application_id AND p.organisation_id = (select naniwa_org()))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_initial"),
        ("organisations", "0001_initial"),
        ("procedures", "0009_retention"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=60, verbose_name="手続")),
                (
                    "stage",
                    models.CharField(
                        choices=[("review", "審査"), ("decision", "決定待ち"), ("closed", "審査終了")],
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("seconds", models.PositiveIntegerField(verbose_name="秒数")),
                ("on", models.DateField(verbose_name="日付")),
            ],
            options={
                "verbose_name": "処理の時間",
            },
        ),
        migrations.CreateModel(
            name="CheckMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("point", models.CharField(max_length=80, verbose_name="確認する点")),
                ("at", models.DateTimeField(verbose_name="確認日時")),
            ],
            options={
                "verbose_name": "確認の印",
            },
        ),
        migrations.CreateModel(
            name="PaperForm",
            fields=[
                ("procedure", models.CharField(max_length=60, verbose_name="手続")),
                ("answers", models.JSONField(default=dict, verbose_name="回答")),
                ("pages", models.JSONField(default=dict, verbose_name="記入済みのページ")),
                ("saves", models.PositiveIntegerField(default=0, verbose_name="保存回数")),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                ("created_at", models.DateTimeField(verbose_name="開始日時")),
                ("saved_at", models.DateTimeField(verbose_name="保存日時")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("received_on", models.DateField(verbose_name="受領日")),
                ("scans", models.JSONField(default=list, verbose_name="スキャン")),
            ],
            options={
                "verbose_name": "紙の申請書",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="keyed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="紙を入力した人",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "web"), ("keyed_by", None)),
                    models.Q(("channel", "paper"), ("keyed_by__isnull", False)),
                    _connector="OR",
                ),
                name="procedures_somebody_keys_in_a_paper",
            ),
        ),
        migrations.AddField(
            model_name="casetime",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
                verbose_name="担当組織",
            ),
        ),
        migrations.AddField(
            model_name="checkmark",
            name="application",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="marks",
                to="procedures.application",
                verbose_name="申請",
            ),
        ),
        migrations.AddField(
            model_name="checkmark",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="確認した人",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="application",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="paper_form",
                to="procedures.application",
                verbose_name="申請",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="受け付けた人",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="担当組織",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="関係団体",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="本人",
            ),
        ),
        migrations.AddField(
            model_name="paperform",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.version", verbose_name="版"
            ),
        ),
        migrations.AddIndex(
            model_name="casetime",
            index=models.Index(fields=["organisation", "procedure", "on"], name="procedures_times_of_office"),
        ),
        migrations.AddConstraint(
            model_name="checkmark",
            constraint=models.UniqueConstraint(fields=("application", "point"), name="procedures_one_mark_a_point"),
        ),
        migrations.AddIndex(
            model_name="paperform",
            index=models.Index(
                condition=models.Q(("application", None)),
                fields=["organisation", "received_on"],
                name="procedures_papers_to_key",
            ),
        ),
        *scoped_policy("procedures_paperform"),
        *row_security("procedures_casetime", OWN),
        *row_security("procedures_checkmark", STAFF),
    ]
